//! When a request may be repeated: WIRE 7.6 as a pure function.
