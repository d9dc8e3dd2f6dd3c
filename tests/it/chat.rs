//! Conversations through the studio: what is kept, what is told, what is sent and what is not.

mod branches;
mod demo;
mod kept;
mod pictures;
mod refused;
mod stage;
mod stream;
mod tools;
