//! The journal of films: what was asked, under which task, how it stands. A row is durable before
//! the first byte leaves, and the task's id before anything is done with it. Owns the SQL of
//! `films`; decides nothing.

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Params, Row, params};

use super::stored::{FilmRow, StateName as _};
use crate::db::{Db, DbError};
use crate::ids::{FilmId, OwnerId};
use crate::protocol::{CommandError, FilmState, LastFrame};

mod standing;

pub(crate) use standing::FilmStand;

const COLUMNS: &str = "id, owner, profile, created_at, body, state, since_ms, asked, task, warning, \
                       error, tokens, seed, ended_at, gone_at, last_frame";

/// States in which something is still to be done.
const GOES_ON: &str = "state IN ('sending', 'queued', 'running', 'downloading')";

/// Access to it. Calls block.
#[derive(Clone)]
pub(crate) struct FilmJournal {
    db: Db,
}

fn damaged(column: usize, why: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(why))
}

fn parsed<T: std::str::FromStr>(row: &Row<'_>, column: usize) -> rusqlite::Result<T>
where
    T::Err: std::error::Error + Send + Sync + 'static,
{
    let text: String = row.get(column)?;
    text.parse().map_err(|error| damaged(column, error))
}

fn film(row: &Row<'_>) -> rusqlite::Result<FilmRow> {
    let body: String = row.get(4)?;
    let state: String = row.get(5)?;
    let error: Option<String> = row.get(10)?;
    let tokens: Option<i64> = row.get(11)?;
    let ended_at: Option<String> = row.get(13)?;
    let last_frame: Option<String> = row.get(15)?;
    Ok(FilmRow {
        id: parsed(row, 0)?,
        owner: parsed(row, 1)?,
        profile: parsed(row, 2)?,
        created_at: parsed(row, 3)?,
        body: serde_json::from_str(&body).map_err(|error| damaged(4, error))?,
        state: FilmState::of(&state),
        since_ms: row.get(6)?,
        asked: row.get(7)?,
        task: row.get(8)?,
        warning: row.get(9)?,
        error: error.and_then(|text| serde_json::from_str(&text).ok()),
        tokens: tokens.map(i64::unsigned_abs),
        seed: row.get(12)?,
        ended_at: ended_at.and_then(|time| time.parse().ok()),
        last_frame: last_frame.and_then(|text| serde_json::from_str(&text).ok()),
        gone: row.get::<_, Option<String>>(14)?.is_some(),
    })
}

/// A type of our own: nothing in it can fail.
fn json<T: serde::Serialize>(value: &T) -> rusqlite::Result<String> {
    serde_json::to_string(value)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
}

impl FilmJournal {
    pub(crate) fn new(db: Db) -> Self {
        Self { db }
    }

    /// Writes a film, durable.
    pub(crate) fn add(&self, film: &FilmRow) -> Result<(), DbError> {
        self.db.write(|transaction| {
            transaction.execute(
                "INSERT INTO films (id, owner, profile, created_at, body, state, since_ms)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                params![
                    film.id.to_string(),
                    film.owner.to_string(),
                    film.profile.to_string(),
                    film.created_at.to_string(),
                    json(&film.body)?,
                    film.state.name(),
                    film.since_ms,
                ],
            )?;
            Ok(())
        })
    }

    /// Writes the task's id, and that the film waits there, in one durable transaction.
    pub(crate) fn set_task(&self, id: FilmId, task: &str, now: Timestamp) -> Result<(), DbError> {
        self.db.write(|transaction| {
            transaction.execute(
                "UPDATE films SET task = ?2, state = 'queued', since_ms = ?3, error = NULL,
                        ended_at = NULL
                 WHERE id = ?1",
                params![id.to_string(), task, now.as_millisecond()],
            )?;
            Ok(())
        })
    }

    /// Moves a film that goes on. One that has ended meanwhile, by a command, stays ended, and
    /// the answer is `false`.
    pub(crate) fn moved(
        &self,
        id: FilmId,
        state: FilmState,
        error: Option<&CommandError>,
        now: Timestamp,
    ) -> Result<bool, DbError> {
        let ended = state.is_ended().then(|| now.to_string());
        self.db.write(|transaction| {
            let error = error.map(json).transpose()?;
            let sql = format!(
                "UPDATE films SET since_ms = CASE state WHEN ?2 THEN since_ms ELSE ?3 END,
                        state = ?2, error = ?4, ended_at = ?5
                 WHERE id = ?1 AND {GOES_ON}"
            );
            let moved = transaction.prepare_cached(&sql)?.execute(params![
                id.to_string(),
                state.name(),
                now.as_millisecond(),
                error,
                ended
            ])?;
            Ok(moved == 1)
        })
    }

    /// Its file is in the library, and this is known of its last frame.
    pub(crate) fn done(
        &self,
        id: FilmId,
        last_frame: &LastFrame,
        now: Timestamp,
    ) -> Result<(), DbError> {
        self.db.write(|transaction| {
            transaction.execute(
                "UPDATE films SET state = 'done', since_ms = ?2, error = NULL, warning = NULL,
                        last_frame = ?3, ended_at = ?4
                 WHERE id = ?1",
                params![
                    id.to_string(),
                    now.as_millisecond(),
                    json(last_frame)?,
                    now.to_string()
                ],
            )?;
            Ok(())
        })
    }

    /// Notes that it was asked about once more, and what came of it. A power cut may forget it.
    pub(crate) fn asked(
        &self,
        id: FilmId,
        warning: Option<&str>,
        tokens: Option<u64>,
        seed: Option<i64>,
    ) -> Result<(), DbError> {
        let tokens = tokens.and_then(|tokens| i64::try_from(tokens).ok());
        self.db.note(|transaction| {
            transaction.execute(
                "UPDATE films SET asked = asked + 1, warning = ?2,
                        tokens = COALESCE(?3, tokens), seed = COALESCE(?4, seed)
                 WHERE id = ?1",
                params![id.to_string(), warning, tokens, seed],
            )?;
            Ok(())
        })
    }

    /// Lets a film that has ended go on, owned by this process.
    pub(crate) fn again(&self, id: FilmId, owner: OwnerId, now: Timestamp) -> Result<(), DbError> {
        self.db.write(|transaction| {
            transaction.execute(
                "UPDATE films SET state = iif(task IS NULL, 'sending', 'running'), owner = ?2,
                        since_ms = ?3, error = NULL, ended_at = NULL
                 WHERE id = ?1",
                params![id.to_string(), owner.to_string(), now.as_millisecond()],
            )?;
            Ok(())
        })
    }

    /// Takes a film over from the owner that the row names. `false` when another was quicker.
    pub(crate) fn take_over(&self, film: &FilmRow, owner: OwnerId) -> Result<bool, DbError> {
        self.db.write(|transaction| {
            let taken = transaction.execute(
                "UPDATE films SET owner = ?3 WHERE id = ?1 AND owner = ?2",
                params![
                    film.id.to_string(),
                    film.owner.to_string(),
                    owner.to_string()
                ],
            )?;
            Ok(taken == 1)
        })
    }

    /// Puts a film away, or brings it back with `None`.
    pub(crate) fn put_away(&self, id: FilmId, at: Option<Timestamp>) -> Result<(), DbError> {
        self.db.write(|transaction| {
            transaction.execute(
                "UPDATE films SET gone_at = ?2 WHERE id = ?1",
                params![id.to_string(), at.map(|at| at.to_string())],
            )?;
            Ok(())
        })
    }

    /// One film.
    pub(crate) fn film(&self, id: FilmId) -> Result<Option<FilmRow>, DbError> {
        let sql = format!("SELECT {COLUMNS} FROM films WHERE id = ?1");
        self.db.read(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            statement.query_row([id.to_string()], film).optional()
        })
    }

    /// Ids that begin or end with this, or whose task is called so; at most two.
    pub(crate) fn find(&self, part: &str) -> Result<Vec<FilmId>, DbError> {
        self.db.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT id FROM films
                 WHERE substr(id, 1, length(?1)) = ?1 OR substr(id, -length(?1)) = ?1 OR task = ?1
                 ORDER BY seq DESC LIMIT 2",
            )?;
            let rows = statement.query_map([part], |row| parsed(row, 0))?;
            rows.collect()
        })
    }

    /// Those that were not put away, newest first, before one.
    pub(crate) fn page(&self, before: Option<FilmId>, limit: u32) -> Result<Vec<FilmRow>, DbError> {
        self.query(
            "gone_at IS NULL AND (?1 IS NULL OR seq < (SELECT seq FROM films WHERE id = ?1))
             ORDER BY seq DESC LIMIT ?2",
            params![before.map(|id| id.to_string()), limit],
        )
    }

    /// Those that go on, oldest first.
    pub(crate) fn going_on(&self) -> Result<Vec<FilmRow>, DbError> {
        self.query(&format!("{GOES_ON} ORDER BY seq"), [])
    }

    /// True when a film of ours has this task.
    pub(crate) fn knows_task(&self, task: &str) -> Result<bool, DbError> {
        self.db.read(|connection| {
            let sql = "SELECT count(*) FROM films WHERE task = ?1";
            let count: i64 = connection.query_row(sql, [task], |row| row.get(0))?;
            Ok(count > 0)
        })
    }

    /// A row that cannot be read is left alone: it keeps no other from being read.
    fn query(&self, rest: &str, values: impl Params) -> Result<Vec<FilmRow>, DbError> {
        let sql = format!("SELECT {COLUMNS} FROM films WHERE {rest}");
        self.db.read(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            let rows = statement.query_map(values, film)?;
            let readable = |row: rusqlite::Result<FilmRow>| match row {
                Err(error @ rusqlite::Error::FromSqlConversionFailure(..)) => {
                    tracing::error!(%error, "a film's row cannot be read and is left as it is");
                    None
                }
                other => Some(other),
            };
            rows.filter_map(readable).collect()
        })
    }
}
