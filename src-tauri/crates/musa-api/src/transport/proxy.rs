//! Proxy settings of a profile.
