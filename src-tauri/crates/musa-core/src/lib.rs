//! Musa without a window: profiles, catalogue, jobs, library, and the contract with the UI.
//!
//! Knows `musa-api`, SQLite and files. Knows no Tauri, no GTK and no display: everything here
//! runs the same from the window, the terminal and a test.

pub mod catalog;
pub mod db;
pub mod ids;
pub mod plan;
pub mod protocol;
pub mod request;
