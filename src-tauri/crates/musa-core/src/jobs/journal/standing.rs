//! How the newest jobs stand, so that two moments can be compared when another process wrote.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::{Journal, parsed};
use crate::db::DbError;
use crate::ids::{JobId, OwnerId};

/// Jobs that are looked at: more than a window shows of them at first.
const NEWEST: u32 = 200;

impl Journal {
    /// A number for how each of the newest jobs stands. Of jobs of `own`, how far their calls
    /// are does not count: who makes them tells that.
    pub(crate) fn standing(&self, own: OwnerId) -> Result<HashMap<JobId, u64>, DbError> {
        self.db.look_beside(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT id, owner, discarded_at IS NULL, retried_as,
                        (SELECT group_concat(state || coalesce(error, '') || (task IS NULL))
                         FROM calls WHERE job = jobs.id)
                 FROM jobs ORDER BY seq DESC LIMIT ?1",
            )?;
            let rows = statement.query_map([NEWEST], |row| {
                let owner: OwnerId = parsed(row, 1)?;
                let (shown, retried): (bool, Option<String>) = (row.get(2)?, row.get(3)?);
                let calls: Option<String> = row.get(4)?;
                let mut hasher = DefaultHasher::new();
                (shown, retried, calls.filter(|_| owner != own)).hash(&mut hasher);
                Ok((parsed(row, 0)?, hasher.finish()))
            })?;
            rows.collect()
        })
    }
}
