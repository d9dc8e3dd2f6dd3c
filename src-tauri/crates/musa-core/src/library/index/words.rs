//! The index of words: what of a row goes into it. Rows from before there was one are brought in
//! when the library is opened.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::Index;
use crate::db::DbError;
use crate::library::marks::tags_of;
use crate::library::search::{document, tokens};

/// Rows that are brought in in one transaction.
const AT_ONCE: u32 = 2000;

/// Writes the words of a row anew: it was made, its name or its tags changed.
pub(in crate::library) fn index_words(connection: &Connection, seq: i64) -> rusqlite::Result<()> {
    let sql = "SELECT prompt, model, path FROM pictures WHERE seq = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_row([seq], |row| {
        let (prompt, model): (String, Option<String>) = (row.get(0)?, row.get(1)?);
        let path: String = row.get(2)?;
        Ok((prompt, model, path))
    });
    let Some((prompt, model, path)) = found.optional()? else {
        return Ok(());
    };
    let tags = tags_of(connection, seq)?;
    let text = tokens(&document(&prompt, model.as_deref(), &path, &tags));
    connection
        .prepare_cached("INSERT OR REPLACE INTO words (rowid, text) VALUES (?1, ?2)")?
        .execute(params![seq, text])?;
    connection
        .prepare_cached("UPDATE pictures SET indexed = 1 WHERE seq = ?1 AND indexed = 0")?
        .execute([seq])?;
    Ok(())
}

impl Index {
    /// Writes all words anew, whatever is there.
    pub(in crate::library) fn index_all(&self) -> Result<usize, DbError> {
        self.db().write(|transaction| {
            transaction.execute("INSERT INTO words (words) VALUES ('delete-all')", [])?;
            transaction.execute("UPDATE pictures SET indexed = 0", [])
        })?;
        self.index_missing()
    }

    /// Brings in rows that are not in the index of words yet. Gives back how many.
    pub(in crate::library) fn index_missing(&self) -> Result<usize, DbError> {
        let mut all = 0;
        loop {
            let some = self.db().write(|transaction| {
                let sql = "SELECT seq FROM pictures WHERE indexed = 0 LIMIT ?1";
                let mut statement = transaction.prepare_cached(sql)?;
                let found = statement.query_map([AT_ONCE], |row| row.get(0))?;
                let found: Vec<i64> = found.collect::<rusqlite::Result<_>>()?;
                for seq in &found {
                    index_words(transaction, *seq)?;
                }
                Ok(found.len())
            })?;
            all += some;
            if some == 0 {
                return Ok(all);
            }
        }
    }
}
