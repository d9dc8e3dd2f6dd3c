//! Integration tests over the public surfaces. One binary, so that it links once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a helper that panics fails its test, as it should"
)]

mod api_answers;
mod api_balance;
mod api_chat;
mod api_errors;
mod api_gemini;
mod api_guard;
mod api_lift;
mod api_recordings;
mod api_requests;
mod api_retry;
mod api_sse;
mod api_streams;
mod api_traps;
mod api_traps_failures;
mod api_wire;
mod bindings;
mod environment;
mod jobs;
mod keyring_real;
mod kill_jobs;
mod kill_saves;
mod kill_trash;
mod library_full;
mod library_gallery;
mod loopback;
mod secrets;
mod stage;
mod tidy;
mod upload;
mod window;
mod window_drawings;
mod window_pictures;
mod window_references;
