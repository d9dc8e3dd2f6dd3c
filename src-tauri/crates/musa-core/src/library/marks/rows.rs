//! Marks in the database: the columns of `pictures`, `tags`, `picture_tags`, `board_pictures`,
//! and the words of tags in the index of words.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use super::{Marks, MarksChange, flag_of, number_of, tags};
use crate::ids::{BoardId, PictureId};
use crate::library::index::{RowState, index_words, state_of};
use crate::library::records::Record;
use crate::library::search::fold;

/// A picture's row, as far as marks go.
pub(super) struct Row {
    seq: i64,
    pub(super) state: RowState,
    pub(super) library: String,
    pub(super) marks: Marks,
}

/// Reads and writes marks in one transaction.
pub(super) struct Writer<'a> {
    transaction: &'a Transaction<'a>,
    /// By folded name: a tag is written as it was first.
    tags: HashMap<String, (i64, String)>,
    left: HashSet<i64>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(transaction: &'a Transaction<'a>) -> rusqlite::Result<Self> {
        let mut statement = transaction.prepare_cached("SELECT id, name FROM tags")?;
        let rows = statement.query_map([], |row| {
            let name: String = row.get(1)?;
            Ok((fold(&name), (row.get(0)?, name)))
        })?;
        Ok(Self {
            transaction,
            tags: rows.collect::<rusqlite::Result<_>>()?,
            left: HashSet::new(),
        })
    }

    pub(super) fn read(&mut self, id: PictureId) -> rusqlite::Result<Option<Row>> {
        let sql = "SELECT seq, state, library, rating, flag FROM pictures WHERE id = ?1";
        let mut statement = self.transaction.prepare_cached(sql)?;
        let found = statement.query_row([id.to_string()], |row| {
            Ok(Row {
                seq: row.get(0)?,
                state: state_of(row, 1)?,
                library: row.get(2)?,
                marks: Marks {
                    rating: row.get(3)?,
                    flag: flag_of(row.get(4)?),
                    tags: Vec::new(),
                    boards: Vec::new(),
                },
            })
        });
        let Some(mut row) = found.optional()? else {
            return Ok(None);
        };
        row.marks.tags = tags_of(self.transaction, row.seq)?;
        row.marks.boards = boards_of(self.transaction, row.seq)?;
        Ok(Some(row))
    }

    /// The change with tags spelled as those that are there already.
    pub(super) fn known_tags<'c>(&self, change: &'c MarksChange) -> Cow<'c, MarksChange> {
        if change.add_tags.is_empty() && change.remove_tags.is_empty() {
            return Cow::Borrowed(change);
        }
        let known = |tag: &String| match self.tags.get(&fold(tag)) {
            Some((_, name)) => name.clone(),
            None => tag.clone(),
        };
        Cow::Owned(MarksChange {
            add_tags: change.add_tags.iter().map(known).collect(),
            remove_tags: change.remove_tags.iter().map(known).collect(),
            ..change.clone()
        })
    }

    pub(super) fn write(&mut self, row: &Row, after: &Marks) -> rusqlite::Result<()> {
        let it = self.transaction;
        if (after.rating, after.flag) != (row.marks.rating, row.marks.flag) {
            let sql = "UPDATE pictures SET rating = ?2, flag = ?3 WHERE seq = ?1";
            it.prepare_cached(sql)?.execute(params![
                row.seq,
                after.rating,
                number_of(after.flag)
            ])?;
        }
        if after.tags != row.marks.tags {
            self.set_tags(row.seq, &row.marks.tags, &after.tags)?;
            index_words(it, row.seq)?;
        }
        for board in &row.marks.boards {
            if !after.boards.contains(board) {
                let sql = "DELETE FROM board_pictures WHERE picture = ?1 AND board = ?2";
                it.prepare_cached(sql)?
                    .execute(params![row.seq, board.to_string()])?;
            }
        }
        for board in &after.boards {
            let sql = "INSERT OR IGNORE INTO board_pictures (picture, board) VALUES (?1, ?2)";
            it.prepare_cached(sql)?
                .execute(params![row.seq, board.to_string()])?;
        }
        Ok(())
    }

    fn set_tags(&mut self, seq: i64, before: &[String], after: &[String]) -> rusqlite::Result<()> {
        for tag in before.iter().filter(|tag| !after.contains(tag)) {
            if let Some((id, _)) = self.tags.get(&fold(tag)) {
                let sql = "DELETE FROM picture_tags WHERE picture = ?1 AND tag = ?2";
                self.transaction
                    .prepare_cached(sql)?
                    .execute(params![seq, id])?;
                self.left.insert(*id);
            }
        }
        for tag in after.iter().filter(|tag| !before.contains(tag)) {
            let id = self.tag(tag)?;
            let sql = "INSERT OR IGNORE INTO picture_tags (picture, tag) VALUES (?1, ?2)";
            self.transaction
                .prepare_cached(sql)?
                .execute(params![seq, id])?;
        }
        Ok(())
    }

    fn tag(&mut self, name: &str) -> rusqlite::Result<i64> {
        let folded = fold(name);
        if let Some((id, _)) = self.tags.get(&folded) {
            return Ok(*id);
        }
        self.transaction
            .execute("INSERT INTO tags (name) VALUES (?1)", [name])?;
        let id = self.transaction.last_insert_rowid();
        self.tags.insert(folded, (id, name.to_owned()));
        Ok(id)
    }

    /// A tag that nothing has any more is none.
    pub(super) fn finish(self) -> rusqlite::Result<()> {
        for id in self.left {
            self.transaction.execute(
                "DELETE FROM tags WHERE id = ?1 \
                 AND NOT EXISTS (SELECT 1 FROM picture_tags WHERE tag = ?1)",
                [id],
            )?;
        }
        Ok(())
    }
}

/// Few are deleted, so they are taken off, beginning with them; joining all would take long.
pub(in crate::library) const COUNTED_TAGS: &str = "SELECT t.name, t.n - coalesce(gone.n, 0) AS here FROM tags t \
     LEFT JOIN (SELECT pt.tag, count(*) AS n FROM pictures p \
       CROSS JOIN picture_tags pt ON pt.picture = p.seq \
       WHERE p.state <> 'present' GROUP BY pt.tag) gone ON gone.tag = t.id \
     WHERE here > 0 ORDER BY here DESC, t.name";

/// Tags and how many pictures have them that are not deleted, the most used first.
pub(in crate::library) fn counted_tags(
    connection: &Connection,
) -> rusqlite::Result<Vec<(String, u32)>> {
    let mut statement = connection.prepare_cached(COUNTED_TAGS)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.collect()
}

/// Names of the tags of a row, sorted.
pub(in crate::library) fn tags_of(
    connection: &Connection,
    seq: i64,
) -> rusqlite::Result<Vec<String>> {
    let sql = "SELECT t.name FROM picture_tags pt JOIN tags t ON t.id = pt.tag \
               WHERE pt.picture = ?1 ORDER BY t.name";
    let mut statement = connection.prepare_cached(sql)?;
    statement.query_map([seq], |row| row.get(0))?.collect()
}

/// Boards of a row, sorted.
pub(in crate::library) fn boards_of(
    connection: &Connection,
    seq: i64,
) -> rusqlite::Result<Vec<BoardId>> {
    let sql = "SELECT board FROM board_pictures WHERE picture = ?1 ORDER BY board";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([seq], |row| row.get::<_, String>(0))?;
    // What is no id was never written by us.
    let ids = rows.map(|text| text.map(|text| text.parse().ok()));
    ids.filter_map(Result::transpose).collect()
}

/// Gives a row the marks of its record, when it is made anew from it.
pub(in crate::library) fn adopt<'r>(
    transaction: &Transaction<'_>,
    records: impl Iterator<Item = &'r Record>,
) -> rusqlite::Result<()> {
    let marked = |record: &&'r Record| {
        record.rating.is_some()
            || record.flag != crate::protocol::PictureFlag::None
            || !record.tags.is_empty()
            || !record.boards.is_empty()
    };
    let mut rows = Writer::new(transaction)?;
    for record in records.filter(marked) {
        if let Some(row) = rows.read(record.id)? {
            let marks = Marks {
                rating: record.rating.unwrap_or_default().min(5),
                flag: record.flag,
                tags: tags::of_record(&record.tags),
                boards: record
                    .boards
                    .iter()
                    .filter_map(|id| id.parse().ok())
                    .collect(),
            };
            rows.write(&row, &marks)?;
        }
    }
    rows.finish()
}
