//! What the library shows at its left and of a selection: counts, boards, tags, what pictures
//! share. Reads rows only.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension as _};

use super::boards::Board;
use super::index::RowState;
use super::marks::{boards_of, counted_tags, flag_of, tags_of};
use super::search::{self, Filter, Parsed, Way, Within};
use super::{Library, PictureRow};
use crate::db::DbError;
use crate::ids::{BoardId, PictureId};
use crate::protocol::PictureFlag;

/// Pictures that are counted before somebody else may look.
const STEP: usize = 10_000;

/// A board and how many pictures lie on it.
pub(crate) type CountedBoard = (Board, u32);

/// What selected pictures share: a value that differs is none.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Shared {
    pub(crate) count: u32,
    pub(crate) bytes: u64,
    /// Millionths, by currency.
    pub(crate) cost: BTreeMap<String, i64>,
    pub(crate) rating: Option<u8>,
    pub(crate) flag: Option<PictureFlag>,
    pub(crate) tags: Vec<String>,
    pub(crate) boards: Vec<BoardId>,
    pub(crate) model: Option<String>,
    /// The usual one that is nearest.
    pub(crate) ratio: Option<String>,
}

impl Library {
    /// How many pictures are in the trash, in whatever library.
    pub(crate) fn count_trash(&self) -> Result<u64, DbError> {
        let states = [RowState::Trashing, RowState::Trashed];
        self.index().count_in(&states)
    }

    /// Ordinary boards by name, nested ones behind their parent; smart ones last.
    pub(crate) fn counted_boards(&self) -> Result<Vec<CountedBoard>, DbError> {
        self.index().db().look(|connection| {
            let boards = super::boards::all(connection)?;
            let mut counted = Vec::with_capacity(boards.len());
            for board in boards {
                let count = count_board(connection, &board)?;
                counted.push((board, count));
            }
            let names: BTreeMap<BoardId, String> = counted
                .iter()
                .map(|(board, _)| (board.id, search::fold(&board.name)))
                .collect();
            counted.sort_by_key(|(board, _)| {
                let own = names.get(&board.id).cloned().unwrap_or_default();
                let group = board.parent.and_then(|parent| names.get(&parent).cloned());
                let nested = group.is_some();
                let group = group.unwrap_or_else(|| own.clone());
                (board.query.is_some(), group, nested, own)
            });
            Ok(counted)
        })
    }

    /// Tags and how many pictures have them, the most used first.
    pub(crate) fn counted_tags(&self) -> Result<Vec<(String, u32)>, DbError> {
        self.index().db().look(counted_tags)
    }

    /// How many pictures a question finds.
    pub(crate) fn count_found(&self, parsed: &Parsed, within: &Within) -> Result<u32, DbError> {
        let db = self.index().db();
        let filter = db.look_beside(|connection| Filter::new(connection, parsed, within))?;
        let mut count = 0;
        let mut after = None;
        loop {
            // In steps: a page that is asked for meanwhile does not wait for all of it.
            after = db.look_beside(|connection| {
                filter.step(connection, Way::Down, after, STEP, |_, _| {
                    count += 1;
                    Ok(())
                })
            })?;
            if after.is_none() {
                return Ok(count);
            }
        }
    }

    /// How many pictures a place has, without a question.
    pub(crate) fn count_within(&self, within: &Within) -> Result<u32, DbError> {
        let count = match within {
            Within::Everything => self.count()?,
            Within::Trash => self.count_trash()?,
            Within::Boards(_) => return self.count_found(&Parsed::default(), within),
        };
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }

    /// How a query may go on at `caret`, in bytes.
    pub(crate) fn complete(
        &self,
        query: &str,
        caret: usize,
    ) -> Result<(std::ops::Range<usize>, Vec<search::Completing>), DbError> {
        self.index()
            .db()
            .look(|connection| search::complete(connection, query, caret))
    }

    /// Pictures that lie on any of these boards, deleted ones too.
    pub(crate) fn pictures_on(&self, boards: &[BoardId]) -> Result<Vec<PictureId>, DbError> {
        let sql = "SELECT DISTINCT p.id FROM board_pictures bp \
                   JOIN pictures p ON p.seq = bp.picture \
                   WHERE bp.board IN (SELECT value FROM json_each(?1))";
        let boards = serde_json::to_string(boards).unwrap_or_default();
        self.index().db().look(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            let rows = statement.query_map([boards], |row| row.get::<_, String>(0))?;
            let ids = rows.map(|text| text.map(|text| text.parse().ok()));
            ids.filter_map(Result::transpose).collect()
        })
    }

    /// Pictures whose id begins so, or whose file this is; at most two.
    pub(crate) fn named(&self, name: &str) -> Result<Vec<PictureId>, DbError> {
        let is_beginning =
            name.len() >= 4 && name.bytes().all(|it| it.is_ascii_hexdigit() || it == b'-');
        let beginning = if is_beginning {
            name.to_ascii_lowercase()
        } else {
            "\u{ff}".to_owned()
        };
        let sql = "SELECT id FROM pictures WHERE state <> 'placing' \
                   AND ((id >= ?1 AND id < ?1 || 'g') OR path = ?2) LIMIT 2";
        self.index().db().look(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            let rows = statement.query_map([&beginning, name], |row| row.get::<_, String>(0))?;
            let ids = rows.map(|text| text.map(|text| text.parse().ok()));
            ids.filter_map(Result::transpose).collect()
        })
    }

    /// Whether there is such a picture, in the trash or not.
    pub(crate) fn is_known(&self, id: PictureId) -> Result<bool, DbError> {
        Ok(self.index().find(id)?.is_some())
    }

    /// Those of some pictures that do not lie in the trash, and those that nobody knows.
    pub(crate) fn without_deleted(
        &self,
        pictures: &[PictureId],
    ) -> Result<Vec<PictureId>, DbError> {
        self.not_in(pictures, RowState::is_deleted)
    }

    /// Those that are in the trash or on their way, and those that nobody knows.
    pub(crate) fn without_present(
        &self,
        pictures: &[PictureId],
    ) -> Result<Vec<PictureId>, DbError> {
        self.not_in(pictures, |state| state == RowState::Present)
    }

    fn not_in(
        &self,
        pictures: &[PictureId],
        is_in: impl Fn(RowState) -> bool,
    ) -> Result<Vec<PictureId>, DbError> {
        let mut others = Vec::new();
        for id in pictures {
            let found = self.index().find(*id)?;
            if !found.is_some_and(|entry| is_in(entry.state)) {
                others.push(*id);
            }
        }
        Ok(others)
    }

    /// Tags and boards of a picture.
    pub(crate) fn tags_and_boards(&self, seq: i64) -> Result<(Vec<String>, Vec<BoardId>), DbError> {
        self.index()
            .db()
            .look(|connection| Ok((tags_of(connection, seq)?, boards_of(connection, seq)?)))
    }

    /// Rows by their numbers, in the order they are asked for; none for what has left `place`.
    pub(crate) fn rows(
        &self,
        seqs: &[i64],
        place: &Within,
    ) -> Result<Vec<Option<PictureRow>>, DbError> {
        let entries = self.index().of_seqs(seqs)?;
        let in_trash = *place == Within::Trash;
        let fits = |state: RowState| match state {
            RowState::Present => !in_trash,
            RowState::Trashing | RowState::Trashed => in_trash,
            RowState::Placing | RowState::Restoring => false,
        };
        let entries = entries.into_iter();
        let fitting = entries.map(|entry| entry.filter(|entry| fits(entry.state)));
        Ok(fitting
            .map(|entry| entry.map(|entry| self.row(entry)))
            .collect())
    }

    /// What pictures share.
    pub(crate) fn shared(&self, pictures: &[PictureId]) -> Result<Shared, DbError> {
        self.index().db().look(|connection| {
            let moment = connection.unchecked_transaction()?;
            let mut shared = Shared::default();
            for id in pictures {
                share(&moment, *id, &mut shared)?;
            }
            Ok(shared)
        })
    }
}

fn count_board(connection: &Connection, board: &Board) -> rusqlite::Result<u32> {
    if board.query.is_some() {
        return Ok(0);
    }
    let mut statement = connection.prepare_cached(
        "WITH some (id) AS (SELECT ?1 UNION SELECT id FROM boards WHERE parent = ?1) \
         SELECT (SELECT count(DISTINCT picture) FROM board_pictures WHERE board IN some) \
           - (SELECT count(DISTINCT p.seq) FROM pictures p \
              CROSS JOIN board_pictures bp ON bp.picture = p.seq \
              WHERE p.state <> 'present' AND bp.board IN some)",
    )?;
    statement.query_row([board.id.to_string()], |row| row.get(0))
}

fn share(connection: &Connection, id: PictureId, shared: &mut Shared) -> rusqlite::Result<()> {
    let sql = "SELECT seq, bytes, cost, currency, rating, flag, model, width, height \
               FROM pictures WHERE id = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let first = shared.count == 0;
    let seq = statement.query_row([id.to_string()], |row| {
        let bytes: i64 = row.get(1)?;
        shared.count += 1;
        shared.bytes += bytes.unsigned_abs();
        if let (Some(micros), Some(currency)) = (row.get(2)?, row.get(3)?) {
            let sum: &mut i64 = shared.cost.entry(currency).or_default();
            *sum = sum.saturating_add(micros);
        }
        agree(first, &mut shared.rating, Some(row.get(4)?));
        agree(first, &mut shared.flag, Some(flag_of(row.get(5)?)));
        agree(first, &mut shared.model, row.get(6)?);
        let ratio = super::usual_ratio(row.get(7)?, row.get(8)?);
        agree(first, &mut shared.ratio, Some(ratio));
        row.get(0)
    });
    let Some(seq) = seq.optional()? else {
        return Ok(());
    };
    let tags = if first || !shared.tags.is_empty() {
        tags_of(connection, seq)?
    } else {
        Vec::new()
    };
    let boards = if first || !shared.boards.is_empty() {
        boards_of(connection, seq)?
    } else {
        Vec::new()
    };
    if first {
        shared.tags = tags;
        shared.boards = boards;
    } else {
        shared.tags.retain(|tag| tags.contains(tag));
        shared.boards.retain(|board| boards.contains(board));
    }
    Ok(())
}

fn agree<T: PartialEq>(first: bool, all: &mut Option<T>, one: Option<T>) {
    if first {
        *all = one;
    } else if *all != one {
        *all = None;
    }
}

/// Today, in the system's time zone: what `date:today` means.
pub(crate) fn today(now: jiff::Timestamp) -> Date {
    now.to_zoned(jiff::tz::TimeZone::system()).date()
}
