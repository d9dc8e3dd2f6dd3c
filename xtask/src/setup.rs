//! What the tests need beyond Rust and a C linker, installed when it is missing.
//!
//! Everything is idempotent and quick the second time. Nothing is put into the work tree.

pub(crate) mod packages;
pub(crate) mod python;
