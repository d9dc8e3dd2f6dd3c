//! Musa without a window: profiles, catalogue, jobs, library, and the contract with the UI.
//!
//! Knows `musa-api`, SQLite and files. Knows no Tauri, no GTK and no display: everything here
//! runs the same from the window, the terminal and a test.

pub mod catalog;
pub mod chat;
pub mod clock;
pub mod crash;
pub mod db;
pub mod files;
pub mod films;
mod held;
pub mod home;
pub mod ids;
mod jobs;
pub mod learned;
pub mod library;
pub mod logs;
pub mod plan;
mod platform;
pub mod prices;
pub mod profiles;
pub mod protocol;
pub mod receipts;
pub mod request;
pub mod secrets;
pub mod settings;
pub mod studio;
pub mod thumbnails;
pub mod upload;
mod vector;
pub mod words;
