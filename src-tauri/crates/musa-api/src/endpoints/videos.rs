//! Seedance (WIRE 10): `/seedance/v3/contents/generations/tasks`. Making a film is paid for and
//! never repeated; asking about it is free. Owns the path and what the four requests share; each
//! request is a file.

pub mod create;
pub mod delete;
pub mod list;
pub mod state;

use super::image_task::segment;
use crate::answer::TaskId;

/// The document's path; list and create have it bare.
pub const PATH: &str = "/seedance/v3/contents/generations/tasks";

fn path_of(id: &TaskId) -> String {
    format!("{PATH}/{}", segment(&id.0))
}
