//! Copies of the database: one before it is brought up to date, one a day besides. Whole files
//! that can be opened; SQLite makes them, so that what is being written meanwhile is no harm.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::backup::Backup;

use super::{Db, DbError, damage};
use crate::files::{self, OwnerLock};

/// Daily copies that are kept.
const KEPT: usize = 7;

/// A copy this young is today's.
const FRESH: Duration = Duration::from_hours(20);

/// The folder of the copies, beside the database.
pub(super) fn folder_of(database: &Path) -> PathBuf {
    database.with_file_name("backups")
}

/// Copies a database to this name, whole or not at all.
pub(super) fn copy(from: &Connection, to: &Path) -> Result<(), DbError> {
    let folder = to.parent().unwrap_or(to);
    files::make_own_dirs(folder).map_err(DbError::Copy)?;
    let part = to.with_extension("part");
    files::remove(&part).map_err(DbError::Copy)?;
    files::make_private_file(&part).map_err(DbError::Copy)?;
    let mut copy = Connection::open(&part)?;
    // One step: it reads one state of the database, and holds up no writer (WAL).
    Backup::new(from, &mut copy)?.run_to_completion(i32::MAX, Duration::ZERO, None)?;
    copy.close().map_err(|(_, error)| error)?;
    files::rename_own(&part, to).map_err(DbError::Copy)
}

impl Db {
    /// Makes today's copy, unless there is one. Gives back where it lies. Of a damaged database
    /// none is made, and no older one goes.
    pub fn back_up(&self) -> Result<Option<PathBuf>, DbError> {
        let folder = folder_of(&self.path);
        let copies = copies(&folder).map_err(DbError::Copy)?;
        let fresh = |path: &PathBuf| {
            let modified = std::fs::metadata(path).and_then(|found| found.modified());
            modified.is_ok_and(|at| at.elapsed().is_ok_and(|age| age < FRESH))
        };
        if copies.last().is_some_and(fresh) {
            return Ok(None);
        }
        let _alone = match OwnerLock::acquire_at(folder.with_extension("lock")) {
            Ok(Some(alone)) => Some(alone),
            // Another process is at it.
            Ok(None) => return Ok(None),
            Err(error) => {
                tracing::warn!(%error, "the database is copied without a lock");
                None
            }
        };
        let today = jiff::Zoned::now().date();
        let to = folder.join(format!("musa-{today}.db"));
        let from = Connection::open(&*self.path)?;
        // Before anything older goes: a copy of what is damaged is in place of none.
        if !self.is_sound()? {
            return Err(DbError::Damaged);
        }
        copy(&from, &to)?;
        let old = copies.len().saturating_sub(KEPT - 1);
        for path in copies.iter().take(old).filter(|path| **path != to) {
            files::remove(path).map_err(DbError::Copy)?;
        }
        Ok(Some(to))
    }

    /// False for a file whose pages do not hold together, which is noted. Reads all of it.
    pub fn is_sound(&self) -> Result<bool, DbError> {
        let said = self.look_beside(|connection| {
            connection.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0))
        });
        let sound = match said {
            Ok(said) => said == "ok",
            // Some damage is told, some fails.
            Err(DbError::Sqlite(error)) if damage::is_damage(&error) => false,
            Err(error) => return Err(error),
        };
        if !sound {
            damage::note(&self.path).map_err(DbError::Copy)?;
        }
        Ok(sound)
    }
}

/// Daily copies, the oldest first: their names are dates.
fn copies(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = files::list(folder, "musa-")?;
    found.retain(|path| path.extension().is_some_and(|ending| ending == "db"));
    Ok(found)
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use crate::db::{Db, DbError};
    use crate::files::OwnerLock;

    #[test]
    fn a_damaged_database_takes_no_copy_and_costs_no_older_one() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("musa.db");
        let folder = dir.path().join("backups");
        std::fs::create_dir(&folder).unwrap();
        for day in 1..=9 {
            let old = std::fs::File::create(folder.join(format!("musa-2026-01-0{day}.db")));
            let long_ago = std::time::SystemTime::UNIX_EPOCH;
            old.unwrap().set_modified(long_ago).unwrap();
        }
        drop(Db::open(&path).unwrap());
        let mut bytes = std::fs::read(&path).unwrap();
        let from = bytes.len() - 8192;
        bytes[from..from + 2048].fill(0x55);
        crate::files::write_private(&path, &bytes).unwrap();
        let db = Db::open(&path).unwrap();
        assert!(matches!(db.back_up(), Err(DbError::Damaged)));
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 9);
        assert!(db.is_known_damaged());
    }

    #[test]
    fn only_the_latest_copies_are_kept() {
        let dir = tempfile::tempdir().unwrap();
        let db = Db::open(&dir.path().join("musa.db")).unwrap();
        let folder = dir.path().join("backups");
        std::fs::create_dir(&folder).unwrap();
        for day in 1..=9 {
            let old = std::fs::File::create(folder.join(format!("musa-2026-01-0{day}.db")));
            let long_ago = std::time::SystemTime::UNIX_EPOCH;
            old.unwrap().set_modified(long_ago).unwrap();
        }
        let copy = db.back_up().unwrap().unwrap();
        let left = std::fs::read_dir(&folder).unwrap().count();
        assert_eq!(left, 7);
        let copy = Connection::open(copy).unwrap();
        let tables = "SELECT count(*) FROM sqlite_master WHERE name = 'pictures'";
        let count: i64 = copy.query_row(tables, [], |row| row.get(0)).unwrap();
        assert_eq!(count, 1);
        assert_eq!(db.back_up().unwrap(), None);
        assert!(db.is_sound().unwrap());
    }

    #[test]
    fn a_copy_that_another_process_makes_is_not_made_twice() {
        let dir = tempfile::tempdir().unwrap();
        let db = Db::open(&dir.path().join("musa.db")).unwrap();
        let other = OwnerLock::acquire_at(dir.path().join("backups.lock")).unwrap();
        assert!(other.is_some());
        assert_eq!(db.back_up().unwrap(), None);
        drop(other);
        assert!(db.back_up().unwrap().is_some());
    }
}
