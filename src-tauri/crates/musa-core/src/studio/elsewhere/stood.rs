//! How things stand at one moment: pictures, runs and films together, and how long it took to
//! read them. How each of them stands is read by the rooms that own them.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use super::super::{Db, internal};
use crate::films::{FilmJournal, FilmStand};
use crate::ids::{FilmId, JobId, OwnerId};
use crate::jobs::Journal;
use crate::library::standing::Standing;
use crate::protocol::CommandError;

/// How things stood when they were looked at.
pub(super) struct Stood {
    pub(super) pictures: Standing,
    pub(super) jobs: HashMap<JobId, u64>,
    pub(super) films: HashMap<FilmId, FilmStand>,
}

/// What a look gave.
pub(super) struct Seen {
    pub(super) stood: Stood,
    /// The reading alone: who waits for a lock costs nobody anything.
    pub(super) took: Duration,
    /// Others wrote before the look, since the last one.
    pub(super) before: bool,
    /// Others wrote while it was looked for the first time.
    pub(super) meanwhile: bool,
}

/// Looks how things stand, if it is due, or for the first time, or if others wrote. Blocks.
pub(super) fn look(
    db: &Db,
    own: OwnerId,
    due: bool,
    first: bool,
) -> Result<Option<Seen>, CommandError> {
    let before = db.heard_of_others().map_err(internal)?;
    if !(before || due || first) {
        return Ok(None);
    }
    let (stood, took) = Stood::read(db, own).map_err(internal)?;
    Ok(Some(Seen {
        stood,
        took,
        before,
        meanwhile: first && db.heard_of_others().map_err(internal)?,
    }))
}

impl Stood {
    fn read(db: &Db, own: OwnerId) -> Result<(Self, Duration), crate::db::DbError> {
        db.look_beside(|connection| {
            let began = Instant::now();
            // One moment for all of them.
            let moment = connection.unchecked_transaction()?;
            let stood = Self {
                pictures: Standing::read(&moment)?,
                jobs: Journal::standing(&moment, own)?,
                films: FilmJournal::standing(&moment, own)?,
            };
            Ok((stood, began.elapsed()))
        })
    }
}
