//! Integration tests over the public surfaces. One binary, so that it links once.

mod api_lift;
mod api_requests;
mod api_wire;
mod loopback;
