//! Damage: the note beside a database that its pages do not hold together. It is left wherever
//! SQLite says so, and acted on when the file is opened next: see `home/database.rs`.

use std::error::Error;
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use super::Db;
use crate::files;

fn note_of(file: &Path) -> PathBuf {
    file.with_extension("unsound")
}

/// Whether the database at this path is known to be damaged.
pub(crate) fn is_noted(file: &Path) -> bool {
    note_of(file).exists()
}

/// Notes it.
pub(super) fn note(file: &Path) -> io::Result<()> {
    files::make_private_file(&note_of(file))
}

/// Forgets it: the file was read through and is sound, or was set aside.
pub(crate) fn forget(file: &Path) {
    if let Err(error) = files::remove(&note_of(file)) {
        tracing::warn!(%error, "a note about damage stays");
    }
}

/// Whether an error, or what is behind it, says that the file is damaged.
pub(crate) fn is_damage(error: &(dyn Error + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        let code = match error.downcast_ref::<rusqlite::Error>() {
            Some(error) => error.sqlite_error_code(),
            None => match error.downcast_ref::<rusqlite_migration::Error>() {
                Some(rusqlite_migration::Error::RusqliteError { err, .. }) => {
                    err.sqlite_error_code()
                }
                _ => None,
            },
        };
        if matches!(
            code,
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt)
        ) {
            return true;
        }
        next = error.source();
    }
    false
}

impl Db {
    /// Notes what SQLite says of damage, whoever asked it for what.
    pub(super) fn hear<T, E: Error + 'static>(&self, result: Result<T, E>) -> Result<T, E> {
        result.inspect_err(|error| {
            if is_damage(error)
                && let Err(unnoted) = note(&self.path)
            {
                tracing::warn!(%unnoted, "the database is damaged, which could not be noted");
            }
        })
    }

    /// Whether it is known to be damaged.
    pub fn is_known_damaged(&self) -> bool {
        is_noted(&self.path)
    }
}

#[cfg(test)]
mod tests {
    use crate::db::Db;

    #[test]
    fn damage_is_noted_by_whoever_meets_it() {
        type Meets = fn(&Db) -> bool;
        let ways: [Meets; 4] = [
            |db| db.read::<()>(|_| Err(corrupt())).is_err(),
            |db| db.write::<()>(|_| Err(corrupt())).is_err(),
            |db| db.look_beside::<()>(|_| Err(corrupt())).is_err(),
            |db| {
                let changed = db.change::<(), crate::library::ReadLibraryError>(|_| {
                    Err(crate::db::DbError::from(corrupt()).into())
                });
                changed.is_err()
            },
        ];
        for meets in ways {
            let dir = tempfile::tempdir().unwrap();
            let db = Db::open(&dir.path().join("musa.db")).unwrap();
            assert!(!db.is_known_damaged());
            assert!(meets(&db));
            assert!(db.is_known_damaged());
        }
    }

    fn corrupt() -> rusqlite::Error {
        let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT);
        rusqlite::Error::SqliteFailure(code, None)
    }
}
