//! The rows of pictures: an index over the folders, which are the truth. Owns the SQL of
//! `pictures`; touches no file. New rows are of one library, rows are found whatever their
//! library: the user may have changed the folder since.

use std::collections::HashMap;
use std::io;
use std::path::Path;

use rusqlite::{Connection, OptionalExtension as _, Params, Transaction, params};

use super::ReadLibraryError;
use super::marks::{self, Note};
use super::records::Record;
use crate::db::{Db, DbError};
use crate::ids::{CallId, ContentHash, PictureId};

mod deleted;
mod distinct;
mod entry;
mod order;
mod stranded;
mod words;

pub(super) use distinct::{Column, distinct};
pub use entry::FilmEntry;
use entry::{COLUMNS, entry, find, signed};
pub(super) use entry::{Entry, RowState, state_of};
pub(super) use words::index_words;

/// What came of claiming a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Claim {
    /// The row holds the name now.
    Claimed,
    /// Another picture's row holds it.
    Taken,
    /// The picture is saved already: somebody was faster.
    Saved,
}

const INSERT: &str = "INSERT OR IGNORE INTO pictures (id, state, library, path, hash, bytes, \
     format, width, height, job, call, model, prompt, created_at, saved_ms, cost, currency, \
     duration_ms, poster) \
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)";

/// The rows, and the library folder that new ones are of.
#[derive(Clone)]
pub(super) struct Index {
    db: Db,
    library: String,
}

impl Index {
    pub(super) fn new(db: Db, root: &Path) -> Self {
        Self {
            db,
            library: root.to_string_lossy().into_owned(),
        }
    }

    /// The same rows, seen from another library.
    pub(super) fn of_library(&self, library: &str) -> Self {
        Self {
            db: self.db.clone(),
            library: library.to_owned(),
        }
    }

    /// The database, for what is not of `pictures` alone.
    pub(super) fn db(&self) -> &Db {
        &self.db
    }

    /// True for a row of this library, false for one of a library that was chosen before.
    pub(super) fn is_ours(&self, entry: &Entry) -> bool {
        entry.library == self.library
    }

    pub(super) fn find(&self, id: PictureId) -> Result<Option<Entry>, DbError> {
        self.db.read(|connection| find(connection, id))
    }

    /// Gives the picture of this record the name in it, in a durable row, unless the name or
    /// the picture is there already.
    pub(super) fn claim(&self, record: &Record) -> Result<Claim, DbError> {
        self.db.write(|transaction| {
            match find(transaction, record.id)?.map(|entry| entry.state) {
                Some(RowState::Placing) => {
                    let moved = transaction.execute(
                        "UPDATE OR IGNORE pictures SET library = ?2, path = ?3, hash = ?4, \
                         bytes = ?5, format = ?6, width = ?7, height = ?8 WHERE id = ?1",
                        params![
                            record.id.to_string(),
                            self.library,
                            record.path,
                            record.hash.as_str(),
                            signed(record.bytes),
                            record.format.name(),
                            record.width,
                            record.height,
                        ],
                    )?;
                    if let Some(entry) = find(transaction, record.id)? {
                        index_words(transaction, entry.seq)?;
                    }
                    return Ok(claimed(moved));
                }
                Some(_) => return Ok(Claim::Saved),
                None => {}
            }
            self.insert(transaction, record, RowState::Placing)
                .map(claimed)
        })
    }

    /// Gives a new row the boards of its record. A power cut may forget it with the state: the
    /// record has them, and the next start gives the row both.
    pub(super) fn put_on_boards(&self, record: &Record) -> Result<(), DbError> {
        if record.boards.is_empty() {
            return Ok(());
        }
        self.db
            .note(|transaction| marks::adopt(transaction, std::iter::once(record)))
    }

    /// Says that the file is in its place. A power cut may forget it: the row `placing` is
    /// durable, and the next start finds the file there.
    pub(super) fn present(&self, id: PictureId) -> Result<(), DbError> {
        self.db
            .note(|transaction| set_state(transaction, id, RowState::Present))
    }

    /// Takes it back: the file of a saved picture is to be placed again.
    pub(super) fn placing(&self, id: PictureId) -> Result<(), DbError> {
        self.set_state(id, RowState::Placing)
    }

    fn set_state(&self, id: PictureId, state: RowState) -> Result<(), DbError> {
        self.db
            .write(|transaction| set_state(transaction, id, state))
    }

    /// Rows of records that have none, in one transaction. Gives back how many were new.
    pub(super) fn adopt(&self, records: &[Record]) -> Result<usize, DbError> {
        self.db.write(|transaction| {
            let mut new = Vec::new();
            for record in records {
                if self.insert(transaction, record, RowState::Present)? > 0 {
                    new.push(record);
                }
            }
            marks::adopt(transaction, new.iter().copied())?;
            Ok(new.len())
        })
    }

    /// Rows of records in place of those that they have. What is on its way somewhere keeps its
    /// row, which says where. `notes` gives marks that came since the records were read: asked
    /// for when nobody else can write any more. Gives back how many rows this library has then:
    /// of two records of one file the later one has the row.
    pub(super) fn replace(
        &self,
        records: &mut [Record],
        notes: impl FnOnce() -> io::Result<HashMap<PictureId, Note>>,
    ) -> Result<usize, ReadLibraryError> {
        self.db.change(|transaction| {
            let notes = notes()?;
            for record in &mut *records {
                if let Some(note) = notes.get(&record.id) {
                    note.apply(record);
                }
                let known = find(transaction, record.id).unwrap_or_default();
                if known.is_some_and(|entry| entry.state.is_on_its_way()) {
                    continue;
                }
                // By the name too: a row whose id was damaged has it.
                let sql = "SELECT seq, colour FROM pictures WHERE id = ?1 \
                           OR (library = ?2 AND path = ?3)";
                let mut statement = transaction.prepare_cached(sql)?;
                let values = params![record.id.to_string(), self.library, record.path];
                let rows = statement.query_map(values, |row| {
                    Ok((row.get::<_, i64>(0)?, row.get::<_, Option<u32>>(1)?))
                })?;
                let mut colour = None;
                for (seq, known) in rows.collect::<rusqlite::Result<Vec<_>>>()? {
                    colour = colour.or(known);
                    forget_row(transaction, seq)?;
                }
                self.insert(transaction, record, RowState::Present)?;
                let seq = transaction.last_insert_rowid();
                transaction
                    .prepare_cached("UPDATE pictures SET colour = ?2 WHERE seq = ?1")?
                    .execute(params![seq, colour])?;
            }
            marks::adopt(transaction, records.iter())?;
            Ok(count_here(transaction, &self.library)?)
        })
    }

    fn insert(
        &self,
        transaction: &Transaction<'_>,
        record: &Record,
        state: RowState,
    ) -> rusqlite::Result<usize> {
        let film = record.film();
        // What was imported was made by no job and by no model here.
        let made = record.imported.is_none();
        let added = transaction.prepare_cached(INSERT)?.execute(params![
            record.id.to_string(),
            state.name(),
            self.library,
            record.path,
            record.hash.as_str(),
            signed(record.bytes),
            record.format.name(),
            record.width,
            record.height,
            made.then(|| record.job.to_string()),
            made.then(|| record.call.to_string()),
            (!record.model.is_empty()).then_some(&record.model),
            record.prompt,
            record.saved_at.to_string(),
            record.saved_at.as_millisecond(),
            record.cost.as_ref().map(|cost| cost.micros),
            record.cost.as_ref().map(|cost| &cost.currency),
            film.as_ref().map(|film| signed(film.duration_ms)),
            film.and_then(|film| film.poster).map(|it| it.to_string()),
        ])?;
        if added > 0 {
            index_words(transaction, transaction.last_insert_rowid())?;
        }
        Ok(added)
    }

    /// Intents of which no job knows: an import that was killed, or a job that is forgotten.
    pub(super) fn unfinished_of_no_job(&self) -> Result<Vec<Entry>, DbError> {
        self.query(
            "state <> 'present' AND state = 'placing' AND (job IS NULL OR job NOT IN (SELECT id FROM jobs)) \
             AND (call IS NULL OR call NOT IN (SELECT id FROM calls)) ORDER BY seq",
            [],
        )
    }

    /// Intents that were not finished, in whatever library.
    pub(super) fn unfinished(&self) -> Result<Vec<Entry>, DbError> {
        self.query("state <> 'present' AND state = 'placing' ORDER BY seq", [])
    }

    pub(super) fn of_call(&self, call: CallId) -> Result<Vec<Entry>, DbError> {
        self.query("call = ?1 ORDER BY seq", [call.to_string()])
    }

    pub(super) fn of_calls(&self, calls: &[CallId]) -> Result<Vec<Entry>, DbError> {
        let wanted = serde_json::to_string(calls).unwrap_or_default();
        self.query(
            "call IN (SELECT value FROM json_each(?1)) ORDER BY seq",
            [wanted],
        )
    }

    pub(super) fn count(&self) -> Result<u64, DbError> {
        self.count_in(&[RowState::Present])
    }

    /// How many rows are in one of these states.
    pub(super) fn count_in(&self, states: &[RowState]) -> Result<u64, DbError> {
        self.db.read(|connection| {
            let sql = "SELECT n FROM counts WHERE state = ?1";
            let mut statement = connection.prepare_cached(sql)?;
            let mut all = 0;
            for state in states {
                let found = statement.query_row([state.name()], |row| row.get::<_, i64>(0));
                all += found.optional()?.unwrap_or_default().unsigned_abs();
            }
            Ok(all)
        })
    }

    /// Saved pictures with these bytes.
    pub(super) fn of_hash(&self, hash: &ContentHash) -> Result<Vec<Entry>, DbError> {
        self.query(
            "hash = ?1 AND state = 'present' ORDER BY seq",
            [hash.as_str()],
        )
    }

    /// Pictures with these bytes that can be looked at: those of the trash come last.
    pub(super) fn shown_of_hash(&self, hash: &ContentHash) -> Result<Vec<Entry>, DbError> {
        self.query(
            "hash = ?1 AND state IN ('present', 'trashed') ORDER BY state, seq",
            [hash.as_str()],
        )
    }

    /// Rows by their numbers, in the order they are asked for.
    pub(super) fn of_seqs(&self, seqs: &[i64]) -> Result<Vec<Option<Entry>>, DbError> {
        let sql = format!("SELECT {COLUMNS} FROM pictures WHERE seq BETWEEN ?1 AND ?2");
        self.db.look(|connection| {
            // One moment for all of them; a moment for each would cost more than what it reads.
            let moment = connection.unchecked_transaction()?;
            let mut statement = moment.prepare_cached(&sql)?;
            let mut found = HashMap::with_capacity(seqs.len());
            for (first, last) in side_by_side(seqs) {
                for row in statement.query_map([first, last], entry)? {
                    let row = row?;
                    found.insert(row.seq, row);
                }
            }
            Ok(seqs.iter().map(|seq| found.remove(seq)).collect())
        })
    }

    /// Notes how a picture looks from afar. It can be found out again.
    pub(super) fn set_colour(&self, hash: &ContentHash, colour: u32) -> Result<(), DbError> {
        let sql = "UPDATE pictures SET colour = ?2 WHERE hash = ?1 AND colour IS NULL";
        self.db.note(|transaction| {
            transaction.execute(sql, params![hash.as_str(), colour])?;
            Ok(())
        })
    }

    /// The picture that has this path in this library, in the trash or not.
    pub(super) fn of_path(&self, path: &str) -> Result<Option<PictureId>, DbError> {
        let sql = "SELECT id FROM pictures WHERE library = ?1 AND path = ?2 AND state <> 'placing'";
        self.db.look(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            let found = statement.query_row([&self.library, path], |row| row.get::<_, String>(0));
            Ok(found.optional()?.and_then(|id| id.parse().ok()))
        })
    }

    /// Saved pictures of this library, in their order.
    pub(super) fn rows_of_library(&self) -> Result<Vec<Entry>, DbError> {
        self.query(
            "state = 'present' AND library = ?1 ORDER BY seq",
            [&self.library],
        )
    }

    /// Whether any row is of this library.
    pub(super) fn has_rows(&self) -> Result<bool, DbError> {
        self.db
            .read(|connection| has_rows(connection, &self.library))
    }

    /// Roots of all libraries that have rows.
    pub(super) fn libraries(&self) -> Result<Vec<String>, DbError> {
        self.db
            .read(|connection| distinct(connection, Column::Library))
    }

    /// Newest first, older than `before`, of all libraries.
    pub(super) fn page(&self, before: Option<i64>, limit: u32) -> Result<Vec<Entry>, DbError> {
        let before = before.unwrap_or(i64::MAX);
        self.query(
            "state = 'present' AND seq < ?1 ORDER BY seq DESC LIMIT ?2",
            [before, i64::from(limit)],
        )
    }

    fn query(&self, rest: &str, values: impl Params) -> Result<Vec<Entry>, DbError> {
        let sql = format!("SELECT {COLUMNS} FROM pictures WHERE {rest}");
        self.db.read(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            let rows = statement.query_map(values, entry)?;
            rows.collect()
        })
    }
}

/// Whether any row is of the library at this root.
pub(super) fn has_rows(connection: &Connection, library: &str) -> rusqlite::Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM pictures WHERE library = ?1)";
    connection.query_row(sql, [library], |row| row.get(0))
}

/// Saved pictures of the library at this root.
fn count_here(connection: &Connection, library: &str) -> rusqlite::Result<usize> {
    let sql = "SELECT count(*) FROM pictures WHERE library = ?1 AND state = 'present'";
    let count: i64 = connection.query_row(sql, [library], |row| row.get(0))?;
    Ok(usize::try_from(count).unwrap_or_default())
}

/// Takes a row out of everything.
fn forget_row(transaction: &Transaction<'_>, seq: i64) -> rusqlite::Result<()> {
    for sql in [
        "DELETE FROM words WHERE rowid = ?1",
        "DELETE FROM picture_tags WHERE picture = ?1",
        "DELETE FROM board_pictures WHERE picture = ?1",
        "DELETE FROM pictures WHERE seq = ?1",
    ] {
        transaction.prepare_cached(sql)?.execute([seq])?;
    }
    Ok(())
}

fn set_state(
    transaction: &Transaction<'_>,
    id: PictureId,
    state: RowState,
) -> rusqlite::Result<()> {
    transaction.execute(
        "UPDATE pictures SET state = ?2 WHERE id = ?1",
        params![id.to_string(), state.name()],
    )?;
    Ok(())
}

fn claimed(rows: usize) -> Claim {
    if rows == 0 {
        Claim::Taken
    } else {
        Claim::Claimed
    }
}

/// Numbers that follow on each other, as their first and last: most of what a page asks for.
fn side_by_side(seqs: &[i64]) -> Vec<(i64, i64)> {
    let mut sorted = seqs.to_vec();
    sorted.sort_unstable();
    let runs = sorted.chunk_by(|one, next| next - one <= 1);
    runs.filter_map(|run| Some((*run.first()?, *run.last()?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::side_by_side;

    #[test]
    fn numbers_side_by_side_are_read_together() {
        assert_eq!(side_by_side(&[]), []);
        assert_eq!(side_by_side(&[7]), [(7, 7)]);
        assert_eq!(
            side_by_side(&[9, 8, 7, 3, 12, 4]),
            [(3, 4), (7, 9), (12, 12)]
        );
    }
}
