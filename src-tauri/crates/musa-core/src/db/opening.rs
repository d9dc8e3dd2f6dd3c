//! One process at a time makes a database or brings it up to date: copying it and changing its
//! tables are steps that two must not do beside each other.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use super::{newer, schema};
use crate::files::OwnerLock;

/// How long another process is waited for: a large library is brought up to date in seconds.
const PATIENCE: Duration = Duration::from_mins(2);

/// Between two looks at a lock that is held.
const BETWEEN: Duration = Duration::from_millis(20);

/// The turn of whoever opens this file, held until it is dropped; none where nothing is to be
/// done, or where the disk knows no locks.
pub(super) fn turn(file: &Path) -> Option<OwnerLock> {
    // In the header alone: what lies in the journal is at most newer, and then nothing is done.
    if newer::in_header(file) == Some(schema::KNOWN) {
        return None;
    }
    let lock = file.with_extension("opening");
    let began = Instant::now();
    loop {
        match OwnerLock::acquire_at(lock.clone()) {
            Ok(Some(turn)) => return Some(turn),
            Ok(None) if began.elapsed() < PATIENCE => thread::sleep(BETWEEN),
            Ok(None) => return None,
            Err(error) => {
                tracing::warn!(%error, "the database is opened without a lock");
                return None;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use rusqlite::Connection;

    use crate::db::Db;

    fn open_at_once(path: &std::path::Path) {
        thread::scope(|scope| {
            let all: Vec<_> = (0..4).map(|_| scope.spawn(|| Db::open(path))).collect();
            for one in all {
                one.join().unwrap().unwrap();
            }
        });
    }

    #[test]
    fn several_that_open_an_older_or_no_database_at_once_all_have_it() {
        for _ in 0..8 {
            let dir = tempfile::tempdir().unwrap();
            let path = dir.path().join("musa.db");
            open_at_once(&path);
            let older = "DROP TABLE terms; DROP TRIGGER tags_came; DROP TRIGGER tags_went; \
                         INSERT INTO tags (name) VALUES ('hero'), ('none'); \
                         INSERT INTO picture_tags VALUES (1, 1), (2, 1); \
                         ALTER TABLE tags DROP COLUMN n; DROP INDEX pictures_grid; \
                         CREATE INDEX pictures_grid ON pictures (seq); \
                         CREATE INDEX pictures_present ON pictures (seq); \
                         PRAGMA user_version = 7;";
            Connection::open(&path)
                .unwrap()
                .execute_batch(older)
                .unwrap();
            open_at_once(&path);
            let copy = dir.path().join("backups/before-update-from-7.db");
            let version = |path| {
                let connection = Connection::open(path).unwrap();
                connection.pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0))
            };
            assert_eq!(version(copy).unwrap(), 7);
            let connection = Connection::open(&path).unwrap();
            let count = "SELECT n FROM tags WHERE name = 'hero'";
            let count: i64 = connection.query_row(count, [], |row| row.get(0)).unwrap();
            assert_eq!(
                count, 2,
                "tags are counted when a library is brought up to date"
            );
        }
    }
}
