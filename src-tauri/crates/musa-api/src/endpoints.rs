//! One file per endpoint of the hosted API.
