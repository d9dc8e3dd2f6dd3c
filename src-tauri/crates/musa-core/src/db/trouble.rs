//! What is told of an error of the database or the home folder: what of it is the disk's doing,
//! so that the user knows what to do about it.

use std::error::Error;
use std::io;

use rusqlite::ErrorCode as Sqlite;

use super::DbError;
use crate::protocol::{CommandError, ErrorCode};

/// An error of our own database or home folder, as it is told.
pub(crate) fn told(error: &(dyn Error + 'static)) -> CommandError {
    let mut next = Some(error);
    let mut code = None;
    while let Some(error) = next.filter(|_| code.is_none()) {
        code = trouble(error);
        next = error.source();
    }
    CommandError::new(code.unwrap_or(ErrorCode::Internal)).detail(error.to_string())
}

/// The same, for `map_err`.
pub(crate) fn internal(error: impl Error + 'static) -> CommandError {
    told(&error)
}

/// What is the matter with the disk, if this error says so. Errors of files alone do not: they
/// may be of the library's disk.
fn trouble(error: &(dyn Error + 'static)) -> Option<ErrorCode> {
    if let Some(error) = error.downcast_ref::<rusqlite::Error>() {
        return error.sqlite_error_code().and_then(of_sqlite);
    }
    if let Some(DbError::Copy(error)) = error.downcast_ref::<DbError>() {
        return of_kind(error.kind());
    }
    None
}

fn of_sqlite(code: Sqlite) -> Option<ErrorCode> {
    match code {
        Sqlite::DiskFull => Some(ErrorCode::HomeFull),
        Sqlite::SystemIoFailure | Sqlite::ReadOnly | Sqlite::CannotOpen => {
            Some(ErrorCode::HomeFailed)
        }
        _ => None,
    }
}

/// What the system says of a file in the home folder.
pub(crate) fn of_kind(kind: io::ErrorKind) -> Option<ErrorCode> {
    match kind {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Some(ErrorCode::HomeFull),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            Some(ErrorCode::HomeFailed)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use rusqlite::ffi;

    use super::told;
    use crate::db::DbError;
    use crate::protocol::ErrorCode;

    fn sqlite(code: i32) -> DbError {
        DbError::Sqlite(rusqlite::Error::SqliteFailure(ffi::Error::new(code), None))
    }

    #[test]
    fn what_is_behind_an_error_is_seen() {
        let code = |error: &DbError| told(error).code;
        assert_eq!(code(&sqlite(ffi::SQLITE_FULL)), ErrorCode::HomeFull);
        assert_eq!(
            code(&sqlite(ffi::SQLITE_IOERR_FSYNC)),
            ErrorCode::HomeFailed
        );
        assert_eq!(code(&sqlite(ffi::SQLITE_BUSY)), ErrorCode::Internal);
        let full = DbError::Copy(io::ErrorKind::StorageFull.into());
        assert_eq!(code(&full), ErrorCode::HomeFull);
    }
}
