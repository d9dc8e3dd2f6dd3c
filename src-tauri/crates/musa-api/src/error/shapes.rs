//! Error bodies: the thirteen shapes of WIRE 7.1 and the failures that come with status 200.
