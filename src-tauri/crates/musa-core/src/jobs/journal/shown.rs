//! The journal as the window reads it: pages of jobs that were not put away, with all their
//! calls in one question, and the prompts that were sent.

use std::collections::HashMap;

use rusqlite::params;

use super::{CALL_COLUMNS, JOB_COLUMNS, JobRow, Journal, call_row, job_row, parsed, readable};
use crate::db::DbError;
use crate::ids::JobId;
use crate::jobs::CallRow;

/// Jobs that are looked through for prompts.
const LOOKED_THROUGH: u32 = 2000;

impl Journal {
    /// Jobs that were not put away, newest first, older than `before`.
    pub(crate) fn shown(&self, before: Option<JobId>, limit: u32) -> Result<Vec<JobRow>, DbError> {
        let sql = format!(
            "SELECT {JOB_COLUMNS} FROM jobs
             WHERE discarded_at IS NULL
               AND (?1 IS NULL OR seq < (SELECT seq FROM jobs WHERE id = ?1))
             ORDER BY seq DESC LIMIT ?2"
        );
        let before = before.map(|id| id.to_string());
        self.db.read(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            let rows = statement.query_map(params![before, limit], job_row)?;
            rows.filter_map(readable).collect()
        })
    }

    /// The jobs that were begun together with this one; only itself when none was.
    pub(crate) fn group_of(&self, job: JobId) -> Result<Vec<JobId>, DbError> {
        // They were begun in one breath, so their rows are neighbours.
        self.db.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT other.id FROM jobs AS this JOIN jobs AS other
                 ON other.seq BETWEEN this.seq - 64 AND this.seq + 64
                 WHERE this.id = ?1 AND (other.id = this.id OR
                    json_extract(other.body, '$.request.group') =
                    json_extract(this.body, '$.request.group'))
                 ORDER BY other.seq",
            )?;
            let rows = statement.query_map([job.to_string()], |row| parsed(row, 0))?;
            rows.collect()
        })
    }

    /// The calls of many jobs, in order.
    pub(crate) fn calls_of(&self, jobs: &[JobId]) -> Result<HashMap<JobId, Vec<CallRow>>, DbError> {
        let wanted = serde_json::to_string(jobs).unwrap_or_default();
        let sql = format!(
            "SELECT {CALL_COLUMNS}, job FROM calls
             WHERE job IN (SELECT value FROM json_each(?1)) ORDER BY job, ordinal"
        );
        self.db.read(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            let mut rows = statement.query([wanted])?;
            let mut by_job: HashMap<JobId, Vec<CallRow>> = HashMap::new();
            while let Some(row) = rows.next()? {
                let job = parsed(row, 6)?;
                by_job.entry(job).or_default().push(call_row(row)?);
            }
            Ok(by_job)
        })
    }

    /// Prompts as they were typed, newest first, each once.
    pub(crate) fn prompts(&self, most: usize) -> Result<Vec<String>, DbError> {
        self.db.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT json_extract(body, '$.request.prompt') FROM jobs
                 ORDER BY seq DESC LIMIT ?1",
            )?;
            let mut rows = statement.query([LOOKED_THROUGH])?;
            let mut prompts: Vec<String> = Vec::new();
            while let Some(row) = rows.next()? {
                let prompt = row.get::<_, Option<String>>(0)?.unwrap_or_default();
                if !prompt.is_empty() && !prompts.contains(&prompt) {
                    prompts.push(prompt);
                }
                if prompts.len() == most {
                    break;
                }
            }
            Ok(prompts)
        })
    }
}
