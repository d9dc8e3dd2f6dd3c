//! Films: from a storyboard to a task at the provider, and from the task to a file that stays.
//!
//! Owns what a film model takes, what is sent, the journal of films and the task that follows
//! each of them. A film outlives the process: its task's id is journalled with the answer that
//! names it, and the next start goes on asking. Where files go is the library's.

pub mod catalog;
mod ending;
mod fetch;
pub(crate) mod flags;
mod follow;
mod journal;
mod keeper;
mod player;
pub mod request;
mod send;
mod stored;

pub(crate) use fetch::cost;
pub(crate) use journal::{FilmJournal, FilmStand};
pub use keeper::FilmNews;
pub(crate) use keeper::Films;
pub(crate) use player::Player;
pub(crate) use stored::{FilmRow, StateName, StoredFilm};
