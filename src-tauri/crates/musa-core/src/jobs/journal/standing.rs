//! How the newest jobs stand, so that two moments can be compared when another process wrote.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use rusqlite::{Connection, Row};

use super::{Journal, parsed};
use crate::ids::{JobId, OwnerId};

/// Jobs that are looked at: more than a window shows of them at first.
const NEWEST: u32 = 200;

impl Journal {
    /// A number for how each of the newest jobs stands at the moment that the connection sees.
    /// Of jobs of `own`, how far their calls are does not count: who makes them tells that.
    pub(crate) fn standing(
        moment: &Connection,
        own: OwnerId,
    ) -> rusqlite::Result<HashMap<JobId, u64>> {
        let mut statement = moment.prepare_cached(
            "SELECT id, owner, discarded_at IS NULL, retried_as,
                    (SELECT group_concat(state || coalesce(error, '') || (task IS NULL))
                     FROM calls WHERE job = jobs.id)
             FROM jobs ORDER BY seq DESC LIMIT ?1",
        )?;
        // What cannot be read must not hide the others.
        let rows = statement.query_map([NEWEST], |row| Ok(stand(row, own).ok()))?;
        rows.filter_map(Result::transpose).collect()
    }
}

fn stand(row: &Row<'_>, own: OwnerId) -> rusqlite::Result<(JobId, u64)> {
    let owner: OwnerId = parsed(row, 1)?;
    let (shown, retried): (bool, Option<String>) = (row.get(2)?, row.get(3)?);
    let calls: Option<String> = row.get(4)?;
    let mut hasher = DefaultHasher::new();
    (shown, retried, calls.filter(|_| owner != own)).hash(&mut hasher);
    Ok((parsed(row, 0)?, hasher.finish()))
}
