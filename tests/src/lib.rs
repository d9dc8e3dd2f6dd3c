//! What the tests of the real window, the tour and the window's bench share: the stage they play
//! on. It knows the window as a person does: its pixels, its words, its files.
//!
//! Beside it, libraries of any size for the tour, the bench and whoever wants to try one.

pub mod library;
pub mod window;
