//! How all pictures stand, so that two moments can be compared: which came, which went, which
//! have other marks. Read in one pass over what the grid reads, and only when another process
//! wrote.

use std::hash::{DefaultHasher, Hasher as _};

use rusqlite::{Connection, Row};

use super::marks::flag_of;
use crate::db::{Db, DbError};
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

/// All of them, by id.
#[derive(Debug, Default)]
pub(crate) struct Standing(Vec<Stand>);

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
}

impl Moves {
    /// How many pictures this is about.
    pub(crate) fn count(&self) -> usize {
        self.came.len() + self.gone.len() + self.marked.len()
    }
}

impl Standing {
    /// As it is now. Blocks, beside those who wait.
    pub(crate) fn read(db: &Db) -> Result<Self, DbError> {
        db.look_beside(|connection| {
            // One moment for all three.
            let moment = connection.unchecked_transaction()?;
            let mut all = rows(&moment)?;
            mix(&moment, "SELECT picture, tag FROM picture_tags", &mut all)?;
            mix(
                &moment,
                "SELECT picture, board FROM board_pictures",
                &mut all,
            )?;
            all.sort_unstable_by_key(|it| it.id.0);
            Ok(Self(all))
        })
    }

    /// What has happened since `before`.
    pub(crate) fn since(&self, before: &Self) -> Moves {
        let mut moves = Moves::default();
        let mut old = before.0.iter().peekable();
        for now in &self.0 {
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
        moves
    }
}

/// Pictures by their numbers, from the index that has all of it.
fn rows(connection: &Connection) -> rusqlite::Result<Vec<Stand>> {
    let sql = "SELECT seq, id, rating, flag FROM pictures INDEXED BY pictures_grid \
               WHERE state = 'present' ORDER BY seq";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([], |row: &Row<'_>| {
        let seq = row.get(0)?;
        let (rating, flag) = (row.get(2)?, row.get(3)?);
        // What is no id was never written by us.
        let id = row.get_ref(1)?.as_str()?.parse().ok();
        Ok(id.map(|id| Stand {
            id,
            seq,
            rating,
            flag,
            mixed: 0,
        }))
    })?;
    rows.filter_map(Result::transpose).collect()
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
mod tests {
    use super::{PictureId, Stand, Standing};

    fn standing(all: &[(PictureId, i64, u8)]) -> Standing {
        let stand = |&(id, seq, rating): &(PictureId, i64, u8)| Stand {
            id,
            seq,
            rating,
            flag: 0,
            mixed: 0,
        };
        Standing(all.iter().map(stand).collect())
    }

    #[test]
    fn what_came_went_and_changed_between_two_moments_is_named() {
        let mut ids: Vec<_> = (0..4).map(|_| PictureId::new_v7()).collect();
        ids.sort_by_key(|id| id.0);
        let [a, b, c, d] = [ids[0], ids[1], ids[2], ids[3]];
        let before = standing(&[(a, 1, 0), (b, 2, 0), (c, 3, 0)]);
        let moves = standing(&[(b, 2, 0), (c, 3, 5), (d, 4, 0)]).since(&before);
        assert_eq!((moves.came, moves.gone), (vec![d], vec![a]));
        assert_eq!((moves.marked[0].picture, moves.marked[0].rating), (c, 5));
        assert!(moves.marked.len() == 1 && !moves.renumbered);
        let same = before.since(&before);
        assert!(same.count() == 0 && !same.renumbered);
        let renumbered = standing(&[(a, 7, 0), (b, 8, 0), (c, 9, 0)]).since(&before);
        assert!(renumbered.renumbered && renumbered.count() == 0);
    }
}
