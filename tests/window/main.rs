//! The real window: the binary in WebKitGTK on a desktop of its own, driven as a person drives it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a helper that panics fails its test, as it should; a test that does not run says so"
)]

mod acts;
mod closing;
mod elsewhere;
mod films;
mod first_run;
mod keys;
mod policy;
mod references;
mod restart;
mod talk;
mod ways;
