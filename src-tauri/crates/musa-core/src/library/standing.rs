//! How all pictures stand, so that two moments can be compared: which came, which went, which
//! have other marks, whether the trash is another. Read in one pass over what the grid reads, and
//! only when another process wrote.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hasher as _};

use rusqlite::{Connection, Row};

use super::Library;
use super::marks::flag_of;
use crate::db::DbError;
use crate::ids::PictureId;
use crate::protocol::PictureMarks;

/// One picture.
#[derive(Debug, Clone, Copy)]
struct Stand {
    id: PictureId,
    seq: i64,
    rating: u8,
    flag: u8,
    /// Its tags and boards, mixed.
    mixed: u64,
}

/// All of them.
#[derive(Debug, Default)]
pub(crate) struct Standing {
    /// Those that are there, by id.
    present: Vec<Stand>,
    /// Those that are in the trash, by id.
    deleted: Vec<PictureId>,
}

/// What differs between two moments.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Moves {
    /// Pictures that were not there.
    pub(crate) came: Vec<PictureId>,
    /// Pictures that are not there any more.
    pub(crate) gone: Vec<PictureId>,
    /// Pictures with other stars, flags, tags or boards.
    pub(crate) marked: Vec<PictureMarks>,
    /// Rows got other numbers: views that are open know them by the old ones.
    pub(crate) renumbered: bool,
    /// Others are in the trash, or fewer.
    pub(crate) trash: bool,
}

impl Moves {
    /// Whether nothing differs.
    pub(crate) fn is_nothing(&self) -> bool {
        self.count() == 0 && !self.renumbered && !self.trash
    }

    /// How many pictures this is about.
    pub(crate) fn count(&self) -> usize {
        self.came.len() + self.gone.len() + self.marked.len()
    }
}

impl Standing {
    /// As it is at the moment that the connection sees.
    pub(crate) fn read(moment: &Connection) -> rusqlite::Result<Self> {
        let mut present = rows(moment)?;
        let tags = "SELECT picture, tag FROM picture_tags";
        mix(moment, tags, &mut present)?;
        let boards = "SELECT picture, board FROM board_pictures";
        mix(moment, boards, &mut present)?;
        present.sort_unstable_by_key(|it| it.id.0);
        let deleted = deleted(moment)?;
        Ok(Self { present, deleted })
    }

    /// What has happened since `before`.
    pub(crate) fn since(&self, before: &Self) -> Moves {
        let mut moves = Moves {
            trash: self.deleted != before.deleted,
            ..Moves::default()
        };
        let mut old = before.present.iter().peekable();
        for now in &self.present {
            while let Some(gone) = old.next_if(|old| old.id.0 < now.id.0) {
                moves.gone.push(gone.id);
            }
            match old.next_if(|old| old.id == now.id) {
                None => moves.came.push(now.id),
                Some(was) => {
                    moves.renumbered |= was.seq != now.seq;
                    let is_same =
                        (was.rating, was.flag, was.mixed) == (now.rating, now.flag, now.mixed);
                    if !is_same {
                        moves.marked.push(PictureMarks {
                            picture: now.id,
                            rating: now.rating,
                            flag: flag_of(now.flag),
                        });
                    }
                }
            }
        }
        moves.gone.extend(old.map(|gone| gone.id));
        // One that came after `before` was looked at, too, when it was ours.
        let named: HashSet<PictureId> = moves.gone.iter().copied().collect();
        let known = |id: &PictureId| {
            named.contains(id)
                || before
                    .deleted
                    .binary_search_by_key(&id.0, |it| it.0)
                    .is_ok()
        };
        let more = self.deleted.iter().copied().filter(|id| !known(id));
        moves.gone.extend(more);
        moves
    }
}

/// What is in the trash, or on its way there.
fn deleted(connection: &Connection) -> rusqlite::Result<Vec<PictureId>> {
    let sql = "SELECT id FROM pictures INDEXED BY pictures_gone \
               WHERE state <> 'present' AND state IN ('trashing', 'trashed')";
    let mut statement = connection.prepare_cached(sql)?;
    let ids = statement.query_map([], |row| Ok(row.get_ref(0)?.as_str()?.parse().ok()))?;
    let mut ids: Vec<PictureId> = ids
        .filter_map(Result::transpose)
        .collect::<Result<_, _>>()?;
    ids.sort_unstable_by_key(|id| id.0);
    Ok(ids)
}

impl Library {
    /// Moves as they still are: what was read a while ago may be older than a change of our own,
    /// which was told already. Blocks.
    pub(crate) fn still(&self, moves: Moves) -> Result<Moves, DbError> {
        let mut marked = Vec::new();
        for PictureMarks { picture, .. } in moves.marked {
            marked.extend(self.picture(picture)?.map(|row| PictureMarks {
                picture,
                rating: row.rating,
                flag: row.flag,
            }));
        }
        let lost = self.without_present(&moves.came)?;
        let is_here = |id: &PictureId| !lost.contains(id);
        Ok(Moves {
            came: moves.came.into_iter().filter(is_here).collect(),
            gone: self.without_present(&moves.gone)?,
            marked,
            ..moves
        })
    }
}

/// Pictures by their numbers, from the index that has all of it.
fn rows(connection: &Connection) -> rusqlite::Result<Vec<Stand>> {
    let sql = "SELECT seq, id, rating, flag FROM pictures INDEXED BY pictures_grid \
               WHERE state = 'present' ORDER BY seq";
    let mut statement = connection.prepare_cached(sql)?;
    // What cannot be read was never written by us, and must not hide the others.
    let rows = statement.query_map([], |row| Ok(stand(row).ok().flatten()))?;
    rows.filter_map(Result::transpose).collect()
}

fn stand(row: &Row<'_>) -> rusqlite::Result<Option<Stand>> {
    let (seq, rating, flag) = (row.get(0)?, row.get(2)?, row.get(3)?);
    let id = row.get_ref(1)?.as_str()?.parse().ok();
    Ok(id.map(|id| Stand {
        id,
        seq,
        rating,
        flag,
        mixed: 0,
    }))
}

/// Mixes what pictures have of one kind into them. Both are in the order of the numbers.
fn mix(connection: &Connection, sql: &str, all: &mut [Stand]) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(&format!("{sql} ORDER BY 1, 2"))?;
    let mut rows = statement.query([])?;
    let mut at = 0;
    while let Some(row) = rows.next()? {
        let picture: i64 = row.get(0)?;
        while all.get(at).is_some_and(|it| it.seq < picture) {
            at += 1;
        }
        let Some(stand) = all.get_mut(at) else { break };
        if stand.seq == picture {
            let mut hasher = DefaultHasher::new();
            hasher.write_u64(stand.mixed);
            match row.get_ref(1)? {
                rusqlite::types::ValueRef::Integer(tag) => hasher.write_i64(tag),
                other => hasher.write(other.as_bytes().unwrap_or_default()),
            }
            stand.mixed = hasher.finish();
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
