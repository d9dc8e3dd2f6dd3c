//! A database that is damaged: moved aside with its journals, never deleted.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use super::OpenDbError;
use crate::db::{Db, DbError};
use crate::files;

/// An open database.
#[derive(Clone)]
pub struct OpenedDb {
    /// The database.
    pub db: Db,
    /// Where the damaged one before it lies, if there was one: its library wants rebuilding.
    pub damaged: Option<PathBuf>,
}

pub(super) fn open(file: &Path, damaged: &Path) -> Result<OpenedDb, OpenDbError> {
    match Db::open(file) {
        Ok(db) => Ok(OpenedDb { db, damaged: None }),
        Err(error) if is_damage(&error) => {
            let aside = set_aside(file, damaged)?;
            tracing::warn!(%error, aside = %aside.display(), "a damaged database was moved aside");
            Ok(OpenedDb {
                db: Db::open(file)?,
                damaged: Some(aside),
            })
        }
        Err(error) => Err(error.into()),
    }
}

/// Moves the file and its journals. The journals first: they would be taken for the new file's.
fn set_aside(file: &Path, damaged: &Path) -> Result<PathBuf, OpenDbError> {
    files::make_private_dirs(damaged)?;
    for ending in ["-wal", "-shm"] {
        let mut journal = file.as_os_str().to_owned();
        journal.push(ending);
        let journal = PathBuf::from(journal);
        if journal.exists() {
            files::move_aside(&journal, damaged)?;
        }
    }
    Ok(files::move_aside(file, damaged)?)
}

fn is_damage(error: &DbError) -> bool {
    let sqlite = match error {
        DbError::Sqlite(error) => error,
        DbError::Migrate(rusqlite_migration::Error::RusqliteError { err, .. }) => err,
        _ => return false,
    };
    matches!(
        sqlite.sqlite_error_code(),
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt)
    )
}
