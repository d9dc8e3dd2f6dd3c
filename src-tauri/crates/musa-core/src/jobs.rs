//! Jobs: from a journalled plan to saved pictures, and to an honest end in every case.
//!
//! Owns the tasks (none is ever detached), their cancellation and their recovery. What may be
//! repeated is `musa_api::retry`'s decision, where files go is the library's.

use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::path::Path;
use std::sync::Arc;

use futures_util::FutureExt;
use futures_util::future::join_all;
use parking_lot::Mutex;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

mod call;
mod context;
mod download;
mod endpoint;
mod events;
mod failure;
mod journal;
mod limits;
mod parts;
mod recover;
mod redact;
mod retry;
mod save;
mod stored;
mod task;
mod tee;

pub(crate) use context::{Context, Transports};
pub(crate) use events::Events;
pub(crate) use failure::told;
pub(crate) use journal::{CallRow, JobRow, Journal};
pub(crate) use retry::new_calls;
pub(crate) use stored::{StoredJob, StoredReference};

use call::{Running, Turn};
use failure::Failure;

use crate::db::DbError;
use crate::ids::{CallId, JobId};
use crate::profiles::Profile;
use crate::protocol::{CallState, Charged, CommandError, ErrorCode, JobEvent, SavedPicture};

/// The jobs of this process.
#[derive(Clone)]
pub(crate) struct Jobs {
    context: Context,
    tasks: TaskTracker,
    running: Arc<Mutex<HashMap<JobId, CancellationToken>>>,
}

impl Jobs {
    pub(crate) fn new(context: Context) -> Self {
        Self {
            context,
            tasks: TaskTracker::new(),
            running: Arc::default(),
        }
    }

    pub(crate) fn context(&self) -> &Context {
        &self.context
    }

    /// Runs the calls of a job that is in the journal. Returns at once.
    pub(crate) fn run(&self, row: &JobRow, profile: &Profile, calls: &[(CallId, u32)]) {
        let cancel = CancellationToken::new();
        self.running.lock().insert(row.id, cancel.clone());
        let job = Running::new(row, Some(profile.clone()), cancel);
        let (jobs, calls) = (self.clone(), calls.to_vec());
        self.tasks
            .spawn(async move { jobs.drive(&job, &calls).await });
    }

    async fn drive(&self, job: &Running, calls: &[(CallId, u32)]) {
        let turns = calls.iter().map(|&(call, pictures)| {
            let turn = Turn { call, pictures };
            self.ended(job, turn, call::run(&self.context, job, turn))
        });
        let saved = join_all(turns).await.concat();
        self.running.lock().remove(&job.id);
        let asked = job.body.plan.asked();
        self.context.events.tell(JobEvent::Finished {
            job: job.id,
            asked,
            saved,
        });
    }

    /// Waits for a call's work, writes its end, tells it. A panic in it ends this call only.
    async fn ended(
        &self,
        job: &Running,
        turn: Turn,
        work: impl Future<Output = Result<Vec<SavedPicture>, Failure>>,
    ) -> Vec<SavedPicture> {
        let outcome = AssertUnwindSafe(work)
            .catch_unwind()
            .await
            .unwrap_or_else(|_| {
                tracing::error!(call = %turn.call, "a call panicked");
                let error = CommandError::new(ErrorCode::Internal).charged(Charged::Maybe);
                Err(Failure::new(CallState::Unknown, error))
            });
        let (state, error, saved) = match outcome {
            Ok(saved) => (CallState::Done, None, saved),
            Err(failure) => (failure.state, Some(failure.error), failure.saved),
        };
        let (now, written) = (self.context.clock.now(), error.clone());
        let journalled = self.context.blocking(move |it| {
            it.journal
                .set_state(turn.call, state, written.as_ref(), now)
        });
        if !matches!(journalled.await, Ok(Ok(()))) {
            tracing::error!(call = %turn.call, "an end could not be journalled");
        }
        let (id, call) = (job.id, turn.call);
        self.context.events.tell(match error {
            Some(error) => JobEvent::Failed {
                job: id,
                call,
                state,
                error,
            },
            None => JobEvent::State {
                job: id,
                call,
                state,
                progress: None,
            },
        });
        saved
    }

    /// Stops waiting for a job. What was sent may still be charged, and the calls say so.
    pub(crate) fn cancel(&self, job: JobId) -> bool {
        let token = self.running.lock().get(&job).cloned();
        token.inspect(CancellationToken::cancel).is_some()
    }

    /// True while this process runs it.
    pub(crate) fn is_running(&self, job: JobId) -> bool {
        self.running.lock().contains_key(&job)
    }

    /// Waits until every task has ended.
    pub(crate) async fn drain(&self) {
        self.tasks.close();
        self.tasks.wait().await;
        self.tasks.reopen();
    }

    /// Brings jobs whose process is gone to an honest end. Sends nothing that makes a picture.
    pub(crate) async fn recover(
        &self,
        locks: &Path,
        profile_of: impl Fn(&JobRow) -> Option<Profile>,
    ) -> Result<Vec<JobEvent>, DbError> {
        let mut heard = self.context.events.listen();
        for (lock, rows) in recover::abandoned(&self.context, locks)? {
            for row in rows {
                self.recover_job(&row, profile_of(&row)).await?;
            }
            drop(lock);
        }
        let mut told = Vec::new();
        while let Ok(event) = heard.try_recv() {
            told.push(event);
        }
        Ok(told)
    }

    async fn recover_job(&self, row: &JobRow, profile: Option<Profile>) -> Result<(), DbError> {
        // Without its profile nothing can be fetched for it, but what came can still be saved.
        let job = Running::new(row, profile, CancellationToken::new());
        let calls = self.context.journal.calls(row.id)?;
        let mut saved = Vec::new();
        for call in &calls {
            let turn = Turn {
                call: call.id,
                pictures: call.pictures,
            };
            if call.state.is_ended() {
                continue;
            }
            saved.extend(
                self.ended(
                    &job,
                    turn,
                    Box::pin(recover::call(&self.context, &job, call)),
                )
                .await,
            );
        }
        let asked = row.body.plan.asked();
        self.context.events.tell(JobEvent::Finished {
            job: row.id,
            asked,
            saved,
        });
        Ok(())
    }
}
