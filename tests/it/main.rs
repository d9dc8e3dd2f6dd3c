//! Integration tests over the public surfaces. One binary, so that it links once.

mod api_wire;
mod loopback;
