//! Why files, records and rows could not be compared.

use std::io;

use crate::db::{self, DbError};
use crate::library::ReadLibraryError;
use crate::protocol::errors::CommandError;

/// Why nothing, or not all, could be compared.
#[derive(Debug, thiserror::Error)]
pub(crate) enum VerifyError {
    /// The library cannot be used.
    #[error("the library cannot be used")]
    Unusable(#[from] CommandError),
    /// Its files or rows cannot be read.
    #[error(transparent)]
    Read(#[from] ReadLibraryError),
}

impl From<DbError> for VerifyError {
    fn from(error: DbError) -> Self {
        Self::Read(error.into())
    }
}

impl From<io::Error> for VerifyError {
    fn from(error: io::Error) -> Self {
        Self::Read(error.into())
    }
}

impl From<VerifyError> for CommandError {
    fn from(error: VerifyError) -> Self {
        match error {
            VerifyError::Unusable(error) => error,
            VerifyError::Read(error) => db::told(&error),
        }
    }
}
