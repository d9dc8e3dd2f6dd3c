//! The hosted image API as values: endpoints that build requests and read answers, a client
//! that joins them to a [`Transport`], and the rules for when a paid request may be repeated.
//!
//! This crate knows HTTP and nothing else. It touches no disk, knows no job and no library:
//! what arrives is handed to a [`Receiver`], which the product implements.

pub mod answer;
pub mod auth;
pub mod base_url;
pub mod body;
pub mod client;
pub mod endpoint;
pub mod endpoints;
pub mod error;
pub mod lift;
pub mod retry;
pub mod secret;
pub mod sse;
pub mod talk;
pub mod transport;
pub mod turn;
