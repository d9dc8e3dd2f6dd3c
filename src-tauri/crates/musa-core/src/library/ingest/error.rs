//! Why a picture could not be put in its place, and how that is told.

use std::io;

use crate::db::DbError;
use crate::protocol::errors::{Charged, CommandError, ErrorCode};

/// Why a picture could not be put in its place. Its part, or its receipt, still has the bytes.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// The library folder is not there (an unmounted disk, say). Nothing was changed.
    #[error("the library folder is not there")]
    LibraryMissing,
    /// The disk failed.
    #[error("the picture could not be saved: {0}")]
    Io(#[from] io::Error),
    /// The index failed.
    #[error(transparent)]
    Db(#[from] DbError),
    /// No free name was found.
    #[error("no free name was found in the library folder")]
    NoFreeName,
}

impl From<IngestError> for CommandError {
    fn from(error: IngestError) -> Self {
        Self::new(ErrorCode::SaveFailed)
            .detail(error.to_string())
            .charged(Charged::Likely)
    }
}
