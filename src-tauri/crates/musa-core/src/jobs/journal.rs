//! The journal: what was asked, what was sent, how it stands. A row is durable before the first
//! byte of its call leaves. Owns the SQL of `jobs` and `calls`; decides nothing.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, params};

use super::stored::StoredJob;
use crate::db::{Db, DbError};
use crate::ids::{CallId, JobId, OwnerId, ProfileId};
use crate::protocol::{CallState, CommandError};

mod sent;
mod shown;
mod standing;

/// A job's row.
#[derive(Debug, Clone)]
pub(crate) struct JobRow {
    pub(crate) id: JobId,
    pub(crate) owner: OwnerId,
    pub(crate) profile: ProfileId,
    pub(crate) created_at: Timestamp,
    pub(crate) discarded: bool,
    pub(crate) retried_as: Option<JobId>,
    pub(crate) body: StoredJob,
}

/// A call's row.
#[derive(Debug, Clone)]
pub(crate) struct CallRow {
    pub(crate) id: CallId,
    pub(crate) pictures: u32,
    pub(crate) state: CallState,
    pub(crate) task: Option<String>,
    pub(crate) error: Option<CommandError>,
    pub(crate) ended_at: Option<Timestamp>,
}

/// Access to the journal. Calls block.
#[derive(Clone)]
pub(crate) struct Journal {
    db: Db,
}

/// SQLite holds texts; what cannot be read back is a damaged row, not a panic.
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

const CALL_COLUMNS: &str = "id, pictures, state, task, error, ended_at";

const JOB_COLUMNS: &str = "id, owner, profile, created_at, discarded_at, body, retried_as";

fn job_row(row: &Row<'_>) -> rusqlite::Result<JobRow> {
    let body: String = row.get(5)?;
    Ok(JobRow {
        id: parsed(row, 0)?,
        owner: parsed(row, 1)?,
        profile: parsed(row, 2)?,
        created_at: parsed(row, 3)?,
        discarded: row.get::<_, Option<String>>(4)?.is_some(),
        body: serde_json::from_str(&body).map_err(|error| damaged(5, error))?,
        retried_as: row
            .get::<_, Option<String>>(6)?
            .and_then(|id| id.parse().ok()),
    })
}

fn call_row(row: &Row<'_>) -> rusqlite::Result<CallRow> {
    let state: String = row.get(2)?;
    let error: Option<String> = row.get(4)?;
    Ok(CallRow {
        id: parsed(row, 0)?,
        pictures: row.get(1)?,
        // An unknown name is from a later Musa: "unknown" claims the least.
        state: CallState::parse(&state).unwrap_or(CallState::Unknown),
        task: row.get(3)?,
        error: error.and_then(|text| serde_json::from_str(&text).ok()),
        ended_at: row
            .get::<_, Option<String>>(5)?
            .and_then(|time| time.parse().ok()),
    })
}

/// A damaged row is left alone: it must not keep every other job from being read.
fn readable(row: rusqlite::Result<JobRow>) -> Option<rusqlite::Result<JobRow>> {
    match row {
        Err(error @ rusqlite::Error::FromSqlConversionFailure(..)) => {
            tracing::error!(%error, "a job's row cannot be read and is left as it is");
            None
        }
        other => Some(other),
    }
}

/// `serde_json` on types of our own: maps with text keys, nothing that can fail.
fn json<T: serde::Serialize>(value: &T) -> rusqlite::Result<String> {
    serde_json::to_string(value)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
}

impl Journal {
    pub(crate) fn new(db: Db) -> Self {
        Self { db }
    }

    /// Writes a job and its calls, queued, in one transaction. A job that repeats another puts
    /// that one away in the same breath; when that has been done before, nothing is written and
    /// the answer is `false`: a second press must not pay twice.
    pub(crate) fn add(
        &self,
        job: &JobRow,
        calls: &[CallId],
        repeats: Option<JobId>,
    ) -> Result<bool, DbError> {
        self.db.write(|transaction| {
            if let Some(old) = repeats {
                let put_away = transaction.execute(
                    "UPDATE jobs SET discarded_at = ?2, retried_as = ?3
                     WHERE id = ?1 AND retried_as IS NULL",
                    params![
                        old.to_string(),
                        job.created_at.to_string(),
                        job.id.to_string()
                    ],
                )?;
                if put_away == 0 {
                    return Ok(false);
                }
            }
            transaction.execute(
                "INSERT INTO jobs (id, owner, profile, created_at, asked, body)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![
                    job.id.to_string(),
                    job.owner.to_string(),
                    job.profile.to_string(),
                    job.created_at.to_string(),
                    job.body.plan.asked(),
                    json(&job.body)?,
                ],
            )?;
            let mut insert = transaction.prepare_cached(
                "INSERT INTO calls (id, job, ordinal, pictures, state) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?;
            for (ordinal, (call, pictures)) in (0_i64..).zip(calls.iter().zip(&job.body.plan.calls))
            {
                let state = CallState::Queued.name();
                let (call, job) = (call.to_string(), job.id.to_string());
                insert.execute(params![call, job, ordinal, pictures, state])?;
            }
            Ok(true)
        })
    }

    /// Moves a call; `now` becomes its end when the state is one.
    pub(crate) fn set_state(
        &self,
        call: CallId,
        state: CallState,
        error: Option<&CommandError>,
        now: Timestamp,
    ) -> Result<(), DbError> {
        let ended = state.is_ended().then(|| now.to_string());
        let set = |transaction: &rusqlite::Transaction<'_>| {
            let error = error.map(json).transpose()?;
            transaction.execute(
                "UPDATE calls SET state = ?2, error = ?3, ended_at = ?4,
                        started_at = COALESCE(started_at, ?5)
                 WHERE id = ?1",
                params![
                    call.to_string(),
                    state.name(),
                    error,
                    ended,
                    now.to_string()
                ],
            )?;
            Ok(())
        };
        // Sending is durable before the first byte, and an end before it is told. In between,
        // recovery treats all states alike.
        match state {
            CallState::Waiting | CallState::Receiving | CallState::Saving => self.db.note(set),
            _ => self.db.write(set),
        }
    }

    /// Notes the provider's task id, durable before anything else is done with it.
    pub(crate) fn set_task(&self, call: CallId, task: &str) -> Result<(), DbError> {
        self.db.write(|transaction| {
            transaction.execute(
                "UPDATE calls SET task = ?2 WHERE id = ?1",
                params![call.to_string(), task],
            )?;
            Ok(())
        })
    }

    /// Takes a job over from the owner that the row names: this process answers for it now.
    /// `false` when another one was quicker.
    pub(crate) fn take_over(&self, row: &JobRow, owner: OwnerId) -> Result<bool, DbError> {
        self.db.write(|transaction| {
            let taken = transaction.execute(
                "UPDATE jobs SET owner = ?3 WHERE id = ?1 AND owner = ?2",
                params![row.id.to_string(), row.owner.to_string(), owner.to_string()],
            )?;
            Ok(taken == 1)
        })
    }

    /// Marks a job as seen and done with. Nothing is deleted.
    pub(crate) fn discard(&self, job: JobId, now: Timestamp) -> Result<(), DbError> {
        self.db.write(|transaction| {
            transaction.execute(
                "UPDATE jobs SET discarded_at = ?2 WHERE id = ?1",
                params![job.to_string(), now.to_string()],
            )?;
            Ok(())
        })
    }

    /// One job.
    pub(crate) fn job(&self, id: JobId) -> Result<Option<JobRow>, DbError> {
        let sql = format!("SELECT {JOB_COLUMNS} FROM jobs WHERE id = ?1");
        self.db.read(|connection| {
            connection
                .prepare_cached(&sql)?
                .query_row([id.to_string()], job_row)
                .optional()
        })
    }

    /// Ids that begin with `prefix` or end with it, newest first; at most two: more than one is
    /// ambiguous. The beginnings of version 7 ids are times and often alike, so ends count too.
    pub(crate) fn find(&self, part: &str) -> Result<Vec<JobId>, DbError> {
        self.db.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT id FROM jobs
                 WHERE substr(id, 1, length(?1)) = ?1 OR substr(id, -length(?1)) = ?1
                 ORDER BY seq DESC LIMIT 2",
            )?;
            let rows = statement.query_map([part], |row| parsed(row, 0))?;
            rows.collect()
        })
    }

    /// Newest first.
    pub(crate) fn jobs(&self, limit: u32) -> Result<Vec<JobRow>, DbError> {
        let sql = format!("SELECT {JOB_COLUMNS} FROM jobs ORDER BY seq DESC LIMIT ?1");
        self.db.read(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            let rows = statement.query_map([limit], job_row)?;
            rows.collect()
        })
    }

    /// A job's calls, in order.
    pub(crate) fn calls(&self, job: JobId) -> Result<Vec<CallRow>, DbError> {
        let sql = format!("SELECT {CALL_COLUMNS} FROM calls WHERE job = ?1 ORDER BY ordinal");
        self.db.read(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            let rows = statement.query_map([job.to_string()], call_row)?;
            rows.collect()
        })
    }

    /// Jobs with a call that has not ended, oldest first.
    pub(crate) fn unfinished(&self) -> Result<Vec<JobRow>, DbError> {
        let sql = format!(
            "SELECT {JOB_COLUMNS} FROM jobs WHERE id IN
                (SELECT job FROM calls
                 WHERE state NOT IN ('done', 'failed', 'cancelled', 'unknown'))
             ORDER BY seq"
        );
        self.db.read(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            let rows = statement.query_map([], job_row)?;
            rows.filter_map(readable).collect()
        })
    }
}
