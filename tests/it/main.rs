//! Integration tests over the public surfaces. One binary, so that it links once.

mod api_answers;
mod api_errors;
mod api_lift;
mod api_requests;
mod api_wire;
mod jobs;
mod loopback;
mod stage;
mod tidy;
mod upload;
