//! Why a choice could not be kept, and how that is told.

use std::path::PathBuf;

use crate::db::{self, DbError};
use crate::library::TemplateError;
use crate::protocol::errors::{CommandError, ErrorCode};

/// Why a choice could not be kept.
#[derive(Debug, thiserror::Error)]
pub enum SetError {
    /// The template cannot be used.
    #[error("the template {template:?} cannot be used: {reason}")]
    Template {
        /// As typed.
        template: String,
        /// Why not.
        reason: TemplateError,
    },
    /// The library folder is not there, or is no folder.
    #[error("the folder {0} is not there")]
    LibraryMissing(PathBuf),
    /// The path cannot be written as text.
    #[error("the path {0} cannot be kept: it is not valid Unicode")]
    PathNotUnicode(PathBuf),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<SetError> for CommandError {
    fn from(error: SetError) -> Self {
        match error {
            SetError::Template { template, reason } => {
                CommandError::new(ErrorCode::TemplateInvalid)
                    .field("template")
                    .arg("template", template)
                    .arg("reason", reason)
            }
            SetError::LibraryMissing(path) | SetError::PathNotUnicode(path) => {
                CommandError::new(ErrorCode::LibraryMissing)
                    .field("library")
                    .arg("path", path.display())
            }
            SetError::Db(error) => db::told(&error),
        }
    }
}
