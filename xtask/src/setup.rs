//! What the window and the tests need beyond Rust and a C linker, installed when it is missing.
//!
//! Everything is idempotent and quick the second time. Nothing is put into the work tree but
//! what git does not see: `ui/node_modules` and `ui/dist`.

pub(crate) mod node;
pub(crate) mod packages;
pub(crate) mod python;
pub(crate) mod window;
