//! The real window on a desktop of its own: Xvfb, openbox, a session bus with an unlocked
//! gnome-keyring, WebKitWebDriver, and the binary `musa-studio` between them.
//!
//! Owns how the window is started, driven and looked at. What is right is the tests' business.
//! Everything is polled with a deadline; nothing waits a fixed time for luck.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::missing_panics_doc,
    reason = "a stage that breaks down ends its test with the reason, as it should"
)]

mod app;
mod desk;
mod driver;
mod other;
mod page;
mod parts;
mod photos;
mod pointer;
mod stage;
mod talk;
mod wait;

pub use app::{Ended, SecondStart, family, files_below};
pub use desk::Desk;
pub use driver::{Driver, Starts};
pub use other::{Offer, OtherProgram};
pub use page::{Page, Rect};
pub use parts::{Parts, find_parts};
pub use photos::{Photo, drawn};
pub use pointer::Held;
pub use stage::{CANARY, Setting, Stage};
pub use talk::{standing, words};
pub use wait::{PATIENCE, until};
