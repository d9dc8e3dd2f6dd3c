//! What the tests of the real window, the tour and the window's bench share: the stage they play
//! on. It knows the window as a person does: its pixels, its words, its files.

pub mod window;
