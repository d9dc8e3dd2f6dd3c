//! Jobs as they are listed, waited for, repeated and put away.

use jiff::Timestamp;
use serde::Serialize;
use tokio::sync::broadcast::error::RecvError;

use super::{Studio, internal};
use crate::db::DbError;
use crate::files::OwnerLock;
use crate::ids::{CallId, JobId};
use crate::jobs::{CallRow, Context, JobRow, StoredJob};
use crate::protocol::{
    CallState, CommandError, ErrorCode, JobEvent, RetryHow, SavedPicture, StartJob,
};

/// A call, for a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CallSummary {
    /// Its id, which is also its receipt's name.
    pub id: CallId,
    /// Pictures it asked for.
    pub pictures: u32,
    /// Where it stands.
    pub state: CallState,
    /// Why it failed.
    pub error: Option<CommandError>,
    /// The provider's task.
    pub task: Option<String>,
    /// An answer or a task is kept: bringing it in costs nothing.
    pub kept: bool,
}

/// A job, for a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct JobSummary {
    /// Its id.
    pub id: JobId,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// The prompt as typed.
    pub prompt: String,
    /// Model id.
    pub model: String,
    /// The profile's name at the time.
    pub profile: String,
    /// Pictures asked for.
    pub asked: u32,
    /// The user has put it away.
    pub discarded: bool,
    /// The job that asked again for what this one lacks.
    pub retried_as: Option<JobId>,
    /// What was asked for, as asked.
    pub request: StartJob,
    /// Pictures in the library.
    pub saved: Vec<SavedPicture>,
    /// Its calls.
    pub calls: Vec<CallSummary>,
}

impl JobSummary {
    /// True when nothing more will happen by itself.
    pub fn is_ended(&self) -> bool {
        self.calls.iter().all(|call| call.state.is_ended())
    }

    /// True when every picture that was asked for is in the library.
    pub fn is_complete(&self) -> bool {
        self.saved.len() >= self.asked as usize
    }
}

fn summary(
    context: &Context,
    row: JobRow,
    calls: Vec<CallRow>,
    saved: Vec<SavedPicture>,
) -> JobSummary {
    let of_job = context.of_job(&row);
    let saved = saved.into_iter().map(|it| row.body.compared(it)).collect();
    let call = |call: CallRow| CallSummary {
        kept: of_job.is_kept(&call),
        id: call.id,
        pictures: call.pictures,
        state: call.state,
        error: call.error,
        task: call.task,
    };
    JobSummary {
        id: row.id,
        created_at: row.created_at,
        asked: row.body.plan.asked(),
        prompt: row.body.request.prompt.clone(),
        model: row.body.plan.model,
        profile: row.body.profile_name,
        request: row.body.request,
        discarded: row.discarded,
        retried_as: row.retried_as,
        saved,
        calls: calls.into_iter().map(call).collect(),
    }
}

fn not_found(what: impl ToString) -> CommandError {
    CommandError::new(ErrorCode::NotFound)
        .field("job")
        .arg("what", what)
}

/// What a job lacks.
pub(super) enum Lacking {
    /// An answer or a task is kept: bringing it in costs nothing.
    Kept,
    /// So many pictures of each call that has to be made anew.
    Anew(Box<JobRow>, Vec<u32>),
}

impl Studio {
    /// Jobs, newest first.
    pub async fn jobs(&self, limit: u32) -> Result<Vec<JobSummary>, CommandError> {
        let rows = self
            .blocking(move |it| it.context().journal.jobs(limit))
            .await?;
        let rows = rows.map_err(internal)?;
        let all = move |it: &Self| rows.into_iter().map(|row| it.summarised(row)).collect();
        self.blocking::<Result<Vec<JobSummary>, DbError>>(all)
            .await?
            .map_err(internal)
    }

    /// One job.
    pub async fn job(&self, id: JobId) -> Result<JobSummary, CommandError> {
        let row = self.row(id).await?;
        self.blocking(move |it| it.summarised(row))
            .await?
            .map_err(internal)
    }

    /// A job by a part of its id, as lists print it.
    pub async fn find_job(&self, part: &str) -> Result<JobId, CommandError> {
        let wanted = part.trim().to_ascii_lowercase();
        let found = self
            .blocking(move |it| it.context().journal.find(&wanted))
            .await?;
        match found.map_err(internal)?.as_slice() {
            [one] => Ok(*one),
            _ => Err(not_found(part)),
        }
    }

    /// Stops waiting for a job that this process runs.
    pub async fn cancel_job(&self, id: JobId) -> Result<(), CommandError> {
        if self.inner.jobs.cancel(id) {
            return Ok(());
        }
        let job = self.job(id).await?;
        let code = if job.is_ended() {
            ErrorCode::NothingToDo
        } else {
            ErrorCode::JobRunning
        };
        Err(CommandError::new(code).field("job"))
    }

    /// Waits until a job of this process has ended.
    pub async fn wait(&self, id: JobId) -> Result<JobSummary, CommandError> {
        let mut events = self.events();
        while self.inner.jobs.is_running(id) {
            match events.recv().await {
                Ok(JobEvent::Finished { job, .. }) if job == id => break,
                Ok(_) | Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => break,
            }
        }
        self.job(id).await
    }

    /// Brings a job's missing pictures in. What is kept (an unread answer, a task) is finished
    /// without paying again, under the same job; what has to be made anew is a new job, and a
    /// job is made anew once: its second retry is refused, for the first is its successor.
    pub async fn retry_job(&self, id: JobId, how: RetryHow) -> Result<JobId, CommandError> {
        let row = self.not_repeated(id).await?;
        let calls = self
            .blocking(move |it| it.context().journal.calls(id))
            .await?;
        let (calls, of) = (calls.map_err(internal)?, row.clone());
        let retry = self
            .blocking(move |it| it.inner.jobs.sort_for_retry(&of, calls))
            .await??;
        let profile = self.profile_of(&row).await?;
        if !retry.kept.is_empty() && how == RetryHow::KeptFirst {
            self.finish(&row, &profile, retry.kept).await?;
            return Ok(id);
        }
        let missing: Vec<CallRow> = retry.anew.into_iter().chain(retry.kept).collect();
        let mut body = row.body;
        body.plan.calls = self
            .blocking(move |it| it.still_missing(missing))
            .await?
            .map_err(internal)?;
        if body.plan.calls.is_empty() {
            return Err(CommandError::new(ErrorCode::NothingToDo).field("job"));
        }
        let body = self.blocking(move |it| it.moved_here(body)).await??;
        self.begin(body, &profile, Some(id)).await
    }

    /// A job of which nothing goes on, and which was not made anew before.
    async fn not_repeated(&self, id: JobId) -> Result<JobRow, CommandError> {
        let row = self.row(id).await?;
        self.refuse_running(&row).await?;
        match row.retried_as {
            None => Ok(row),
            Some(next) => Err(CommandError::new(ErrorCode::NothingToDo)
                .field("job")
                .arg("next", next)),
        }
    }

    /// What a job of which nothing goes on still lacks.
    pub(super) async fn lacking(&self, id: JobId) -> Result<Lacking, CommandError> {
        let row = self.not_repeated(id).await?;
        let of = row.clone();
        let lacks = self.blocking(move |it| {
            let calls = it.context().journal.calls(id)?;
            let anew = match it.inner.jobs.sort_for_retry(&of, calls) {
                Ok(retry) if !retry.kept.is_empty() => return Ok(None),
                Ok(retry) => retry.anew,
                // Every call has ended well.
                Err(_) => Vec::new(),
            };
            it.still_missing(anew).map(Some)
        });
        let lacks = lacks.await?.map_err(|error: DbError| internal(error))?;
        Ok(lacks.map_or(Lacking::Kept, |lacks| Lacking::Anew(Box::new(row), lacks)))
    }

    /// A job as it is asked for again: in the library that is open now, with its references.
    fn moved_here(&self, mut body: StoredJob) -> Result<StoredJob, CommandError> {
        let library = self.context().library;
        library.ready_for(body.plan.bytes_needed())?;
        if let Some(old) = body.library.replace(library.root().to_owned())
            && old != library.root()
        {
            let old = library.elsewhere(&old);
            for sent in body.references.iter().chain(&body.mask) {
                // One that is gone is told when it is to be sent, before anything is.
                if let Some(file) = old.reference(&sent.hash).map_err(internal)? {
                    let kept = library.keep_reference(&file, &sent.hash, sent.format.extension());
                    kept.map_err(internal)?;
                }
            }
        }
        Ok(body)
    }

    /// How many pictures each failed call still lacks.
    fn still_missing(&self, calls: Vec<CallRow>) -> Result<Vec<u32>, DbError> {
        let mut missing = Vec::new();
        for call in calls {
            let library = self.context().library;
            // What the user has deleted was had: it is not to be paid for again.
            let saved =
                library.pictures_of_call(call.id)?.len() + library.deleted_of_call(call.id)?;
            let lacks = call
                .pictures
                .saturating_sub(u32::try_from(saved).unwrap_or(u32::MAX));
            // What was saved of it was a draft, or breaks off: it is not what was asked for.
            let unusable = matches!(call.state, CallState::Failed | CallState::Unknown);
            let lacks = if unusable { lacks.max(1) } else { lacks };
            missing.extend((lacks > 0).then_some(lacks));
        }
        Ok(missing)
    }

    /// Puts a job away: the user has seen how it ended. Nothing is deleted.
    pub async fn discard_job(&self, id: JobId) -> Result<(), CommandError> {
        let row = self.row(id).await?;
        self.refuse_running(&row).await?;
        if row.discarded {
            return Err(CommandError::new(ErrorCode::NothingToDo).field("job"));
        }
        self.put_away(id).await
    }

    async fn put_away(&self, id: JobId) -> Result<(), CommandError> {
        let now = self.context().clock.now();
        let put = self
            .blocking(move |it| it.context().journal.discard(id, now))
            .await?;
        put.map_err(internal)
    }

    pub(super) async fn row(&self, id: JobId) -> Result<JobRow, CommandError> {
        let row = self
            .blocking(move |it| it.context().journal.job(id))
            .await?;
        row.map_err(internal)?.ok_or_else(|| not_found(id))
    }

    /// A job that another process runs is that process's.
    async fn refuse_running(&self, row: &JobRow) -> Result<(), CommandError> {
        let (id, owner) = (row.id, row.owner);
        let elsewhere = move |it: &Self| {
            owner != it.context().owner
                && !OwnerLock::is_free(&it.inner.home.locks(), owner).unwrap_or(false)
                && it.has_unfinished(id)
        };
        if self.inner.jobs.is_running(id) || self.blocking(elsewhere).await? {
            return Err(CommandError::new(ErrorCode::JobRunning).field("job"));
        }
        Ok(())
    }

    fn has_unfinished(&self, id: JobId) -> bool {
        let calls = self.context().journal.calls(id);
        calls.is_ok_and(|calls| calls.iter().any(|call| !call.state.is_ended()))
    }

    fn summarised(&self, row: JobRow) -> Result<JobSummary, DbError> {
        let context = self.context();
        let calls = context.journal.calls(row.id)?;
        let saved = context.pictures_of(row.id)?;
        Ok(summary(&context, row, calls, saved))
    }
}
