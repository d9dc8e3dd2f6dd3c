//! Whose commits: tells those of other processes from our own.
//!
//! `PRAGMA data_version` changes on a connection when any other one commits, those of this very
//! process among them, and never for its own commits. So one writer of ours writes at a time, and
//! the connection that wrote last is asked: what it sees is foreign. When the other one takes its
//! turn, the first is asked once more under the database's lock, where nobody else can commit.

use parking_lot::Mutex;
use rusqlite::{Connection, Transaction, TransactionBehavior};

/// Which connection writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Writer {
    /// The durable one.
    Durable,
    /// The one for notes.
    Notes,
}

/// Who wrote last, and what that connection has seen of others.
pub(super) struct Turns {
    last: Writer,
    version: i64,
    foreign: bool,
}

/// Both connections that write, and whose turn it is.
pub(super) struct Writers {
    turns: Mutex<Turns>,
    durable: Mutex<Connection>,
    notes: Mutex<Connection>,
}

impl Writers {
    pub(super) fn new(durable: Connection, notes: Connection) -> rusqlite::Result<Self> {
        Ok(Self {
            turns: Mutex::new(Turns {
                last: Writer::Durable,
                version: version(&durable)?,
                foreign: false,
            }),
            durable: Mutex::new(durable),
            notes: Mutex::new(notes),
        })
    }

    /// Writes in one transaction; what fails has changed nothing.
    pub(super) fn transact<T, E: From<rusqlite::Error>>(
        &self,
        writer: Writer,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        // SQLite lets one write at a time anyway: who waits here would have waited there.
        let mut turns = self.turns.lock();
        let mut connection = self.of(writer).lock();
        // Immediate: the lock is taken at once, so a busy neighbour is waited for, not failed on.
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if turns.last != writer {
            turns.foreign |= version(&self.of(turns.last).lock())? != turns.version;
            turns.version = version(&transaction)?;
            turns.last = writer;
        }
        let value = work(&transaction)?;
        transaction.commit()?;
        Ok(value)
    }

    /// Whether another process has committed since this was asked last.
    pub(super) fn heard_of_others(&self) -> rusqlite::Result<bool> {
        let mut turns = self.turns.lock();
        let now = version(&self.of(turns.last).lock())?;
        let foreign = turns.foreign || now != turns.version;
        turns.version = now;
        turns.foreign = false;
        Ok(foreign)
    }

    fn of(&self, writer: Writer) -> &Mutex<Connection> {
        match writer {
            Writer::Durable => &self.durable,
            Writer::Notes => &self.notes,
        }
    }
}

fn version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, "data_version", |row| row.get(0))
}

#[cfg(test)]
mod tests {
    use crate::db::Db;

    fn put(db: &Db, name: &str) {
        let sql = "INSERT INTO tags (name) VALUES (?1)";
        db.write(|transaction| transaction.execute(sql, [name]))
            .unwrap();
    }

    fn note(db: &Db, name: &str) {
        let sql = "INSERT INTO tags (name) VALUES (?1)";
        db.note(|transaction| transaction.execute(sql, [name]))
            .unwrap();
    }

    #[test]
    fn commits_of_others_are_heard_and_our_own_are_not() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("musa.db");
        let (db, other) = (Db::open(&path).unwrap(), Db::open(&path).unwrap());
        assert!(!db.heard_of_others().unwrap(), "nobody wrote");
        for name in ["a", "b", "c"] {
            put(&db, name);
            note(&db, &format!("{name} note"));
        }
        put(&db, "d");
        put(&db, "e");
        assert!(!db.heard_of_others().unwrap(), "only we wrote");
        put(&other, "foreign");
        assert!(db.heard_of_others().unwrap());
        assert!(!db.heard_of_others().unwrap(), "each is heard once");
        assert!(other.heard_of_others().unwrap(), "the other one hears us");
    }

    #[test]
    fn a_commit_of_another_between_ours_is_heard_whoever_writes_before_and_after() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("musa.db");
        let (db, other) = (Db::open(&path).unwrap(), Db::open(&path).unwrap());
        let ways: [fn(&Db, &str); 2] = [put, note];
        let mut number = 0;
        for before in ways {
            for after in ways {
                for foreign in ways {
                    number += 1;
                    before(&db, &format!("before {number}"));
                    db.heard_of_others().unwrap();
                    foreign(&other, &format!("foreign {number}"));
                    after(&db, &format!("after {number}"));
                    assert!(db.heard_of_others().unwrap(), "{number}");
                    assert!(!db.heard_of_others().unwrap(), "{number}");
                }
            }
        }
    }
}
