//! *Retry*: first what is already paid for (the receipt, the task at the provider), and only
//! then, because the user asked for it, a new call.

use super::call::{self, Running, Turn};
use super::context::Context;
use super::failure::Failure;
use super::journal::{CallRow, JobRow};
use super::recover::{self, FromReceipt};
use super::{Jobs, task};
use crate::ids::CallId;
use crate::profiles::Profile;
use crate::protocol::{CallState, Charged, CommandError, ErrorCode, SavedPicture};
use crate::receipts::ReceiptState;
use musa_api::answer::TaskId;
use tokio_util::sync::CancellationToken;

/// What a retry can do for a job.
pub(crate) struct Retry {
    /// Calls whose answer or task is there: nothing is paid for them again.
    pub(crate) kept: Vec<CallRow>,
    /// Calls that have to be made anew.
    pub(crate) anew: Vec<CallRow>,
}

impl Jobs {
    /// Sorts a job's failed calls by whether they cost anything to bring to an end.
    pub(crate) fn sort_for_retry(
        &self,
        row: &JobRow,
        calls: Vec<CallRow>,
    ) -> Result<Retry, CommandError> {
        let context = self.context().of_job(row);
        let failed = calls.into_iter().filter(|call| {
            matches!(
                call.state,
                CallState::Failed | CallState::Cancelled | CallState::Unknown
            )
        });
        let (kept, anew): (Vec<_>, Vec<_>) = failed.partition(|call| context.is_kept(call));
        if kept.is_empty() && anew.is_empty() {
            return Err(CommandError::new(ErrorCode::NothingToDo));
        }
        Ok(Retry { kept, anew })
    }

    /// Finishes calls whose answer is kept. Runs as a task of this process; their events tell.
    pub(crate) fn finish_kept(&self, row: &JobRow, profile: Option<&Profile>, kept: Vec<CallRow>) {
        let cancel = CancellationToken::new();
        self.running.lock().insert(row.id, cancel.clone());
        let job = Running::new(row, profile.cloned(), cancel);
        let jobs = self.clone();
        let context = self.context().of_job(row);
        self.tasks.spawn(async move {
            for call in &kept {
                let turn = Turn {
                    call: call.id,
                    pictures: call.pictures,
                };
                // Unfinished again: another process that looks at it now sees that it is at work.
                context.note(job.id, turn.call, CallState::Saving).await;
                let work = Box::pin(finish(&context, &job, call));
                jobs.ended(&context, &job, turn, work).await;
            }
            jobs.finished(&context, &job).await;
        });
    }
}

impl Context {
    /// True when an answer that nobody could finish may be read again, or a task asked again.
    /// What the provider refused, and what broke off on the way, has been read as far as it goes.
    pub(crate) fn is_kept(&self, call: &CallRow) -> bool {
        let unfinished = call.error.as_ref().is_some_and(|error| {
            error.code.is_of_this_machine()
                || matches!(
                    error.code,
                    ErrorCode::SaveFailed
                        | ErrorCode::AnswerUnreadable
                        | ErrorCode::DownloadFailed
                        | ErrorCode::ProfileMissing
                )
        });
        let answered = || match self.receipts.find(call.id) {
            Ok(Some(receipt)) => {
                receipt.state != ReceiptState::Settled && (200..300).contains(&receipt.head.status)
            }
            _ => false,
        };
        let failed = call.state.is_ended() && call.state != CallState::Done;
        // A task that failed has nothing to give: asked again it fails again.
        let task_goes_on = call.task.is_some() && (call.state != CallState::Failed || unfinished);
        failed && (task_goes_on || (unfinished && answered()))
    }
}

async fn finish(
    context: &Context,
    job: &Running,
    row: &CallRow,
) -> Result<Vec<SavedPicture>, Failure> {
    let turn = Turn {
        call: row.id,
        pictures: row.pictures,
    };
    match recover::from_receipt(context, job, turn).await? {
        FromReceipt::Saved(saved) => return Ok(saved),
        FromReceipt::Short(failure) if row.task.is_none() => return Err(failure),
        FromReceipt::Short(_) | FromReceipt::Nothing => {}
    }
    let Some(id) = &row.task else {
        return Err(Failure::saving(&"its receipt is gone"));
    };
    // The task was taken: not being able to ask about it says nothing of what it cost.
    let profile = job.profile().map_err(asking_failed)?;
    let key = call::key(context, profile).await.map_err(asking_failed)?;
    task::follow(context, job, turn, key.as_ref(), TaskId(id.clone())).await
}

fn asking_failed(failure: Failure) -> Failure {
    let failure = failure.at_least(Charged::Maybe);
    Failure {
        state: CallState::Unknown,
        ..failure
    }
}

/// Ids of calls, for a job that repeats them.
pub(crate) fn new_calls(pictures: &[u32]) -> Vec<(CallId, u32)> {
    pictures
        .iter()
        .map(|&pictures| (CallId::new_v7(), pictures))
        .collect()
}
