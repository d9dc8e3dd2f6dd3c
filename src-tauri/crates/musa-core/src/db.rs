//! The database: index, settings and journal in one SQLite file. The folder is the truth for
//! pictures; this file can be rebuilt from it.
//!
//! Owns connections, pragmas and migrations. SQL of a table lives with the room that owns it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use rusqlite::{Connection, Transaction};

mod backup;
pub(crate) mod damage;
mod newer;
mod opening;
mod schema;
mod trouble;
mod turns;

pub(crate) use trouble::{internal, of_kind, told};

use turns::{Writer, Writers};

/// Why the database cannot be opened or used.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// SQLite's own words.
    #[error("the database failed: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// A migration did not run.
    #[error("the database could not be brought up to date: {0}")]
    Migrate(#[from] rusqlite_migration::Error),
    /// It could not be copied, so it is as it was.
    #[error("the database could not be copied: {0}")]
    Copy(#[source] std::io::Error),
    /// Its pages do not hold together, which is noted: it is made anew when it is opened next.
    #[error("the database is damaged")]
    Damaged,
    /// It was written by a later Musa: left untouched.
    #[error("this library was opened by a newer Musa (version {found}, this one knows {known})")]
    Newer {
        /// Version in the file.
        found: i64,
        /// Newest version known here.
        known: i64,
    },
}

/// A handle to the database. Cheap to clone. Calls block: from async code, use them on a
/// blocking thread.
#[derive(Clone)]
pub struct Db {
    path: Arc<PathBuf>,
    writers: Arc<Writers>,
    reading: Arc<Mutex<Connection>>,
    looking: Arc<Mutex<Connection>>,
    beside: Arc<Mutex<Connection>>,
}

impl Db {
    /// Opens the file, creating it and bringing its schema up to date.
    pub fn open(path: &Path) -> Result<Self, DbError> {
        newer::refuse_newer(path)?;
        let turn = opening::turn(path);
        let mut connection = Connection::open(path)?;
        connection.busy_timeout(Duration::from_secs(10))?;
        connection.pragma_update(None, "journal_mode", "wal")?;
        // A paid job must be on the disk before its first byte leaves (house rule: FULL).
        connection.pragma_update(None, "synchronous", "full")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        if let Some(version) = schema::older(&connection)? {
            let copy = format!("before-update-from-{version}.db");
            backup::copy(&connection, &backup::folder_of(path).join(copy))?;
        }
        schema::migrate(&mut connection)?;
        drop(turn);
        let notes = Connection::open(path)?;
        notes.busy_timeout(Duration::from_secs(10))?;
        notes.pragma_update(None, "synchronous", "normal")?;
        notes.pragma_update(None, "foreign_keys", true)?;
        Ok(Self {
            path: Arc::new(path.to_owned()),
            writers: Arc::new(Writers::new(connection, notes)?),
            reading: Arc::new(Mutex::new(reader(path)?)),
            looking: Arc::new(Mutex::new(reader(path)?)),
            beside: Arc::new(Mutex::new(reader(path)?)),
        })
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Refuses a file that a later Musa has written, and changes nothing of it, not even its
    /// mode.
    pub fn refuse_newer(path: &Path) -> Result<(), DbError> {
        newer::refuse_newer(path)
    }

    /// Reads all that was written before, and waits for no writer.
    pub fn read<T>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, DbError> {
        Ok(self.hear(work(&self.reading.lock()))?)
    }

    /// Writes what a power cut may forget, without waiting for the disk: how far a call has
    /// come between its first byte and its end. A killed process forgets nothing of it.
    pub fn note<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, DbError> {
        Ok(self.hear(self.writers.transact(Writer::Notes, work))?)
    }

    /// Writes in one transaction that is durable when this returns.
    pub fn write<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, DbError> {
        Ok(self.hear(self.writers.transact(Writer::Durable, work))?)
    }

    /// The same as [`Db::write`], for work that may fail in ways of its own: then nothing is
    /// changed.
    pub fn change<T, E: From<rusqlite::Error> + std::error::Error + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.hear(self.writers.transact(Writer::Durable, work))
    }

    /// Whether another process has written since this was asked last. Costs next to nothing.
    pub(crate) fn heard_of_others(&self) -> Result<bool, DbError> {
        Ok(self.hear(self.writers.heard_of_others())?)
    }

    /// Reads what may take a while, beside everything else.
    pub fn look<T>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, DbError> {
        Ok(self.hear(work(&self.looking.lock()))?)
    }

    /// Reads what nobody waits for, beside those who do.
    pub fn look_beside<T>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, DbError> {
        Ok(self.hear(work(&self.beside.lock()))?)
    }
}

/// A connection that can only read: beside a writer it waits for nobody (WAL).
fn reader(path: &Path) -> Result<Connection, DbError> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::time::Duration;

    use super::Db;

    #[test]
    fn reading_waits_for_no_writer_and_sees_what_was_written_before() {
        let dir = tempfile::tempdir().unwrap();
        let db = Db::open(&dir.path().join("musa.db")).unwrap();
        let put = "INSERT INTO tags (name) VALUES ('a')";
        db.write(|transaction| transaction.execute(put, []))
            .unwrap();
        let (read, heard) = mpsc::channel();
        db.write(|_| {
            let other = db.clone();
            std::thread::spawn(move || {
                let count = "SELECT count(*) FROM tags";
                let count: i64 = other
                    .read(|connection| connection.query_row(count, [], |row| row.get(0)))
                    .unwrap();
                read.send(count).unwrap();
            });
            assert_eq!(heard.recv_timeout(Duration::from_secs(20)).unwrap(), 1);
            Ok(())
        })
        .unwrap();
    }
}
