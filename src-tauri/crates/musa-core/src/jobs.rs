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
use parking_lot::{Mutex, RwLock};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

mod call;
mod context;
mod conversation;
mod download;
mod endpoint;
mod events;
mod failure;
mod journal;
mod limits;
mod parts;
mod question;
mod recover;
mod redact;
mod retry;
mod save;
mod stored;
mod task;
mod tee;

pub(crate) use context::{Context, Transports};
pub(crate) use download::part_of_url;
pub(crate) use endpoint::kept_reference;
pub(crate) use endpoint::source as kept_source;
pub(crate) use events::Events;
pub(crate) use events::Meter;
pub(crate) use failure::Failure;
pub(crate) use failure::told;
pub(crate) use journal::{CallRow, JobRow, Journal};
pub(crate) use parts::{PartsSink, left_whole};
pub(crate) use redact::Redactor;
pub(crate) use retry::new_calls;
pub(crate) use stored::{StoredJob, StoredReduction, StoredReference};
pub(crate) use tee::{Caught, Tee, head_of};

use call::{Fetching, Running, Turn};

use crate::db::DbError;
use crate::ids::{CallId, JobId};
use crate::library::{Library, Template};
use crate::profiles::Profile;
use crate::protocol::{CallState, Charged, CommandError, ErrorCode, JobEvent, SavedPicture};

/// The jobs of this process.
#[derive(Clone)]
pub(crate) struct Jobs {
    /// What jobs that begin now work with. One that runs keeps what it began with.
    context: Arc<RwLock<Context>>,
    tasks: TaskTracker,
    running: Arc<Mutex<HashMap<JobId, CancellationToken>>>,
}

impl Jobs {
    pub(crate) fn new(context: Context) -> Self {
        Self {
            context: Arc::new(RwLock::new(context)),
            tasks: TaskTracker::new(),
            running: Arc::default(),
        }
    }

    /// What jobs that begin now work with.
    pub(crate) fn context(&self) -> Context {
        self.context.read().clone()
    }

    /// Jobs that begin from now on are saved in another library.
    pub(crate) fn set_library(&self, library: Library) {
        let mut context = self.context.write();
        *context = context.on(library);
    }

    /// Pictures of jobs that begin from now on are named by another template.
    pub(crate) fn set_template(&self, template: Template) {
        let mut context = self.context.write();
        *context = context.on(context.library.named_by(template));
    }

    /// Runs the calls of a job that is in the journal. Returns at once.
    pub(crate) fn run(&self, row: &JobRow, profile: &Profile, calls: &[(CallId, u32)]) {
        let cancel = CancellationToken::new();
        self.running.lock().insert(row.id, cancel.clone());
        let job = Running::new(row, Some(profile.clone()), cancel);
        let (jobs, calls) = (self.clone(), calls.to_vec());
        let context = self.context().of_job(row);
        self.tasks
            .spawn(async move { jobs.drive(&context, &job, &calls).await });
    }

    async fn drive(&self, context: &Context, job: &Running, calls: &[(CallId, u32)]) {
        let turns = calls.iter().map(|&(call, pictures)| {
            let turn = Turn { call, pictures };
            self.ended(context, job, turn, call::run(context, job, turn))
        });
        join_all(turns).await;
        self.finished(context, job).await;
    }

    /// Tells the end of a job, with every picture that it has in the library.
    async fn finished(&self, context: &Context, job: &Running) {
        let id = job.id;
        let pictures = context.blocking(move |it| it.pictures_of(id)).await;
        self.running.lock().remove(&id);
        let saved = match pictures {
            Ok(Ok(saved)) => saved.into_iter().map(|it| job.body.compared(it)).collect(),
            _ => Vec::new(),
        };
        let asked = job.body.plan.asked();
        context.events.tell(JobEvent::Finished {
            job: id,
            asked,
            saved,
        });
    }

    /// Waits for a call's work, writes its end, tells it. A panic in it ends this call only.
    async fn ended(
        &self,
        context: &Context,
        job: &Running,
        turn: Turn,
        work: impl Future<Output = Result<Vec<SavedPicture>, Failure>>,
    ) {
        let outcome = AssertUnwindSafe(work)
            .catch_unwind()
            .await
            .unwrap_or_else(|_| {
                tracing::error!(call = %turn.call, "a call panicked");
                let error = CommandError::new(ErrorCode::Internal).charged(Charged::Maybe);
                Err(Failure::new(CallState::Unknown, error))
            });
        let (state, error) = match outcome {
            Ok(_) => (CallState::Done, None),
            Err(failure) => (failure.state, Some(failure.error)),
        };
        let (now, written) = (context.clock.now(), error.clone());
        let journalled = context.blocking(move |it| {
            it.journal
                .set_state(turn.call, state, written.as_ref(), now)
        });
        if !matches!(journalled.await, Ok(Ok(()))) {
            tracing::error!(call = %turn.call, "an end could not be journalled");
        }
        let (id, call) = (job.id, turn.call);
        context.events.tell(match error {
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
    }

    /// Stops waiting for a job. What was sent may still be charged, and the calls say so.
    pub(crate) fn cancel(&self, job: JobId) -> bool {
        let token = self.running.lock().get(&job).cloned();
        token.inspect(CancellationToken::cancel).is_some()
    }

    /// Stops waiting for all of this process.
    pub(crate) fn cancel_all(&self) {
        for token in self.running.lock().values() {
            token.cancel();
        }
    }

    /// How many jobs this process runs.
    pub(crate) fn running(&self) -> u32 {
        u32::try_from(self.running.lock().len()).unwrap_or(u32::MAX)
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
        let context = self.context();
        let mut heard = context.events.listen();
        let mut to_fetch = Vec::new();
        for (lock, rows) in recover::abandoned(&context, locks)? {
            for row in rows {
                let of_job = context.of_job(&row);
                let usable = of_job.blocking(|it| it.library.can_be_used()).await;
                if !usable.unwrap_or(false) {
                    // What is kept of it lies there: the next start that has it goes on.
                    tracing::warn!(job = %row.id, "its library is not there; it is left as it is");
                    continue;
                }
                let profile = profile_of(&row);
                let left = self.recover_job(&row, profile.clone()).await?;
                to_fetch.push((row, profile, left));
            }
            drop(lock);
        }
        let mut told = Vec::new();
        while let Ok(event) = heard.try_recv() {
            told.push(event);
        }
        for (row, profile, left) in to_fetch {
            // Addresses die within hours, so they are fetched at once; opening does not wait.
            if !left.is_empty() && context.journal.take_over(&row, context.owner)? {
                self.finish_kept(&row, profile.as_ref(), left);
            }
        }
        Ok(told)
    }

    /// Gives back the calls whose pictures are still to be fetched.
    async fn recover_job(
        &self,
        row: &JobRow,
        profile: Option<Profile>,
    ) -> Result<Vec<CallRow>, DbError> {
        let context = self.context().of_job(row);
        let can_fetch = profile.is_some();
        let mut job = Running::new(row, profile, CancellationToken::new());
        job.fetching = Fetching::Later;
        for call in context.journal.calls(row.id)? {
            let turn = Turn {
                call: call.id,
                pictures: call.pictures,
            };
            if !call.state.is_ended() {
                let work = Box::pin(recover::call(&context, &job, &call));
                self.ended(&context, &job, turn, work).await;
            }
        }
        self.finished(&context, &job).await;
        let left = context.journal.calls(row.id)?.into_iter();
        let unfetched = |call: &CallRow| {
            let code = call.error.as_ref().map(|error| error.code);
            can_fetch && code == Some(ErrorCode::DownloadFailed)
        };
        Ok(left.filter(unfetched).collect())
    }
}
