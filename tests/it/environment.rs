//! What the tests take from the environment: how much of the slow kind to run, and whether the
//! system's own keychain may be touched. Nothing else is read from it.

/// A setting of the test run.
#[expect(
    clippy::disallowed_methods,
    reason = "a test binary is a composition root of its own; this is its one place"
)]
pub(crate) fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok()
}
