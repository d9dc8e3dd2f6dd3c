//! Questions of single things: what the user called a reference that was sent once, which job
//! a call is of.

use rusqlite::OptionalExtension as _;

use super::{JOB_COLUMNS, JobRow, Journal, StoredJob, job_row};
use crate::db::DbError;
use crate::ids::{CallId, ContentHash};

impl Journal {
    /// The name of the file that was sent as `hash`, in the newest job that sent it.
    pub(crate) fn name_of_sent(&self, hash: &ContentHash) -> Result<Option<String>, DbError> {
        let bodies: Vec<String> = self.db.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT body FROM jobs WHERE instr(body, ?1) > 0 ORDER BY seq DESC LIMIT 1",
            )?;
            let rows = statement.query_map([hash.as_str()], |row| row.get(0))?;
            rows.collect()
        })?;
        let of_body = |body: &String| {
            let body: StoredJob = serde_json::from_str(body).ok()?;
            let mut sent = body.references.into_iter().chain(body.mask);
            sent.find(|sent| sent.hash == *hash).map(|sent| sent.name)
        };
        Ok(bodies.iter().find_map(of_body))
    }

    /// The job of a call.
    pub(crate) fn job_of(&self, call: CallId) -> Result<Option<JobRow>, DbError> {
        let sql = format!(
            "SELECT {JOB_COLUMNS} FROM jobs WHERE id = (SELECT job FROM calls WHERE id = ?1)"
        );
        self.db.read(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            statement.query_row([call.to_string()], job_row).optional()
        })
    }
}
