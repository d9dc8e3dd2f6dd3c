//! One file per endpoint of the hosted API. Each is a value with two pure functions; none of
//! them knows an address, a key or a connection.

pub mod balance;
pub mod chat_pictures;
pub mod delivery;
pub mod gemini_generate;
pub mod image_task;
pub mod images_edits;
pub mod images_generations;
pub mod models;
pub mod recraft_chat;
pub mod videos;
