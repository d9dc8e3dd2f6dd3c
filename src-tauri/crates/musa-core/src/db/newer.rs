//! Whether a later Musa has written a file, found out without changing a byte of it, of its
//! journals or of their modes.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::{DbError, schema};

/// Where the header has `user_version`, big-endian (<https://sqlite.org/fileformat2.html>, 1.3).
const VERSION_AT: usize = 60;

/// Refuses a file that a later Musa has written. What cannot be read is looked at by whoever
/// opens it.
pub(super) fn refuse_newer(file: &Path) -> Result<(), DbError> {
    if let Some(found) = in_header(file) {
        schema::refuse_version(found)?;
    }
    if let Some(found) = in_journal(file) {
        schema::refuse_version(found)?;
    }
    Ok(())
}

/// The version as the file itself has it; what is newer may lie in its journal.
pub(super) fn in_header(file: &Path) -> Option<i64> {
    let mut head = [0; VERSION_AT + 4];
    File::open(file).ok()?.read_exact(&mut head).ok()?;
    if !head.starts_with(b"SQLite format 3\0") {
        return None;
    }
    let version = head.last_chunk::<4>()?;
    Some(i64::from(i32::from_be_bytes(*version)))
}

/// The version with what lies in the journal: read only, and nothing is brought over when it is
/// closed.
fn in_journal(file: &Path) -> Option<i64> {
    let mut journal = file.as_os_str().to_owned();
    journal.push("-wal");
    let there = std::fs::metadata(PathBuf::from(journal)).is_ok_and(|found| found.len() > 0);
    if !there {
        return None;
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags).ok()?;
    connection
        .set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)
        .ok()?;
    connection
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .ok()
}
