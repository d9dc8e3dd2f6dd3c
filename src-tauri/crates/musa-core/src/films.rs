//! Films: from a storyboard to a task at the provider, and from the task to a file that stays.
//!
//! Owns what a film model takes, what is sent, the journal of films and the task that follows
//! each of them. A film outlives the process: its task's id is journalled with the answer that
//! names it, and the next start goes on asking. Where files go is the library's.

pub mod catalog;
