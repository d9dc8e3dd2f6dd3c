//! A database that is damaged: moved aside with its journals, never deleted.

use std::path::{Path, PathBuf};

use super::OpenDbError;
use crate::db::{Db, DbError, damage};
use crate::files;

/// Endings of the files that SQLite keeps beside the database.
const JOURNALS: [&str; 2] = ["-wal", "-shm"];

/// An open database.
#[derive(Clone)]
pub struct OpenedDb {
    /// The database.
    pub db: Db,
    /// Where the damaged one before it lies, if there was one: its library wants rebuilding.
    pub damaged: Option<PathBuf>,
}

/// Bytes of a database that is read through at every start. What is larger is read through with
/// its daily copy, and where SQLite meets the damage; it is set aside when it is opened next.
const READ_THROUGH: u64 = 16 << 20;

pub(super) fn open(file: &Path, damaged: &Path) -> Result<OpenedDb, OpenDbError> {
    Db::refuse_newer(file)?;
    match open_sound(file) {
        Ok(db) => Ok(OpenedDb { db, damaged: None }),
        Err(error) if matches!(error, DbError::Damaged) || damage::is_damage(&error) => {
            let aside = set_aside(file, damaged)?;
            damage::forget(file);
            tracing::warn!(%error, aside = %aside.display(), "a damaged database was moved aside");
            Ok(OpenedDb {
                db: open_private(file)?,
                damaged: Some(aside),
            })
        }
        Err(error) => Err(error.into()),
    }
}

/// Opens it and looks whether its pages hold together.
fn open_sound(file: &Path) -> Result<Db, DbError> {
    let small = std::fs::metadata(file).is_ok_and(|found| found.len() <= READ_THROUGH);
    let known = damage::is_noted(file);
    let db = open_private(file)?;
    if (known || small) && !db.is_sound()? {
        // Closed, so that it can be moved on every system.
        drop(db);
        return Err(DbError::Damaged);
    }
    if known {
        damage::forget(file);
    }
    Ok(db)
}

/// Opens it closed to others, however open the home folder is. SQLite gives its journals the
/// mode of the file; those of an earlier Musa are closed here.
fn open_private(file: &Path) -> Result<Db, DbError> {
    let closed = files::make_private_file(file).and_then(|()| {
        let mut journals = JOURNALS.into_iter().map(|ending| journal(file, ending));
        journals.try_for_each(|journal| files::close_to_others(&journal))
    });
    if let Err(error) = closed {
        // Where the file cannot be made, SQLite says so next.
        tracing::warn!(%error, "the database could not be closed to other users");
    }
    Db::open(file)
}

fn journal(file: &Path, ending: &str) -> PathBuf {
    let mut journal = file.as_os_str().to_owned();
    journal.push(ending);
    PathBuf::from(journal)
}

/// Moves the file and its journals. The journals first: they would be taken for the new file's.
fn set_aside(file: &Path, damaged: &Path) -> Result<PathBuf, OpenDbError> {
    files::make_own_dirs(damaged)?;
    for ending in JOURNALS {
        let journal = journal(file, ending);
        if journal.exists() {
            files::move_aside(&journal, damaged)?;
        }
    }
    Ok(files::move_aside(file, damaged)?)
}
