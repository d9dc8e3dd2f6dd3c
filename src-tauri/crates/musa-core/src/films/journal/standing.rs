//! How the newest films stand, so that two moments can be compared when another process wrote.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::{FilmJournal, parsed};
use crate::db::DbError;
use crate::ids::{FilmId, OwnerId};

/// Films that are looked at: more than a window shows of them at first.
const NEWEST: u32 = 200;

/// How a film stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FilmStand {
    /// It was put away.
    pub(crate) gone: bool,
    /// All else, mixed.
    mixed: u64,
}

impl FilmJournal {
    /// How each of the newest films stands. Of those of `own`, how far they are does not count:
    /// who follows them tells that.
    pub(crate) fn standing(&self, own: OwnerId) -> Result<HashMap<FilmId, FilmStand>, DbError> {
        self.db.look_beside(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT id, owner, gone_at IS NOT NULL,
                        state || coalesce(error, '') || coalesce(task, '') || coalesce(warning, '')
                 FROM films ORDER BY seq DESC LIMIT ?1",
            )?;
            let rows = statement.query_map([NEWEST], |row| {
                let owner: OwnerId = parsed(row, 1)?;
                let far: String = row.get(3)?;
                let mut hasher = DefaultHasher::new();
                Some(far).filter(|_| owner != own).hash(&mut hasher);
                let stand = FilmStand {
                    gone: row.get(2)?,
                    mixed: hasher.finish(),
                };
                Ok((parsed(row, 0)?, stand))
            })?;
            rows.collect()
        })
    }
}
