//! Follows an asynchronous task at the provider until it ends. Asking is free, so it goes on
//! through every failure of the line; making is not, so nothing is sent again.

use std::sync::Arc;
use std::time::Duration;

use musa_api::answer::TaskId;
use musa_api::client::Call;
use musa_api::endpoints::image_task::{ImageTask, TaskState};
use musa_api::error::{Error, Kind};
use musa_api::secret::ApiKey;

use super::call::{Running, Turn};
use super::context::Context;
use super::events::Meter;
use super::failure::Failure;
use super::question::Question;
use super::redact::Redactor;
use super::save;
use super::tee::{Caught, Tee};
use crate::protocol::{CallState, Charged, Progress, SavedPicture};

/// Pauses between two questions: quick at first, then 5, 10, 20 s.
const PAUSES: [u64; 6] = [1, 2, 3, 5, 10, 20];
/// Questions in a row that may fail before the task is left to the user: about half an hour.
const FAILURES: u32 = 90;

/// Asks until the task has ended, then saves what it made.
pub(super) async fn follow(
    context: &Context,
    job: &Running,
    turn: Turn,
    key: Option<&ApiKey>,
    id: TaskId,
) -> Result<Vec<SavedPicture>, Failure> {
    let client = context
        .transports
        .client(job.profile()?)
        .map_err(Failure::before_sending)?;
    let meter = Meter::new(context.events.clone(), job.id, turn.call);
    let question = ImageTask { id };
    let call = Call::quiet(key, &job.cancel);
    let mut pauses = PAUSES.into_iter();
    let mut pause = Duration::ZERO;
    let mut failures = 0;
    context.note(job.id, turn.call, CallState::Waiting).await;
    loop {
        pause = pauses.next().map_or(pause, Duration::from_secs);
        tokio::select! {
            biased;
            () = job.cancel.cancelled() => return Err(Failure::stopped(Charged::Maybe)),
            () = tokio::time::sleep(pause) => {}
        }
        let (asked, sent) = client
            .send(&question, tee(context, turn, &meter, key), &call)
            .await;
        match sent.map(|sent| (sent.answer, sent.lifted.skeleton)) {
            Ok((TaskState::Running { progress }, _)) => {
                failures = 0;
                let progress = progress.map(|percent| Progress::Task { percent });
                meter.state(CallState::Waiting, progress);
            }
            Ok((TaskState::Done(answer), skeleton)) => {
                let Ok(answer) = save::Answer::of(answer, skeleton, key) else {
                    // A task that is done and names another task: WIRE knows none that does.
                    return Err(Failure::saving(&"the task's answer names another task"));
                };
                let caught = kept(context, asked).await?;
                return save::all(context, job, turn, caught, answer).await;
            }
            Ok((TaskState::Failed(error), _)) => return Err(refused(&error, key)),
            // Large enough to have been the pictures: they may not be given again.
            Err(error) if asked.is_kept() => {
                let caught = kept(context, asked).await?;
                let saved = save::salvage(context, job, turn, caught, &error).await;
                return saved.map_err(|failure| failure.at_least(Charged::Likely));
            }
            Err(error) if failures < FAILURES && passes(&error) => failures += 1,
            Err(error) => return Err(unanswered(&error)),
        }
    }
}

/// Where the answer to one question goes.
fn tee(context: &Context, turn: Turn, meter: &Arc<Meter>, key: Option<&ApiKey>) -> Question {
    let (receipts, library) = (context.receipts.clone(), context.library.clone());
    let now = context.clock.now();
    Question::new(Tee::new(
        receipts,
        library,
        turn.call,
        now,
        meter.clone(),
        Redactor::new(key),
    ))
}

/// What the answer brought, once its receipt is written.
async fn kept(context: &Context, asked: Question) -> Result<Caught, Failure> {
    let caught = context.blocking(move |_| asked.keep()).await?;
    caught.map_err(|error| Failure::saving(&error))
}

/// The task failed, in the provider's words, which may hold the key. What became of it is known,
/// even where its price is not.
fn refused(error: &Error, key: Option<&ApiKey>) -> Failure {
    let mut failure = Failure::of(error);
    failure.state = CallState::Failed;
    let words = failure.error.detail.take();
    failure.error.detail = words.map(|words| Redactor::new(key).text(&words));
    failure
}

/// The task was taken: whatever the question met, it may be running.
fn unanswered(error: &Error) -> Failure {
    let mut failure = Failure::of(error);
    failure.error.charged = Charged::Maybe;
    failure.state = CallState::Unknown;
    failure
}

/// A question that failed on the way, or at a busy provider, is asked again.
fn passes(error: &Error) -> bool {
    let on_the_way = matches!(
        error.kind(),
        Kind::Transport(_) | Kind::RateLimited | Kind::Server | Kind::Gateway
    );
    // A task that is not there yet: relays answer 404 for some seconds (WIRE 10.2).
    on_the_way || error.status() == Some(404)
}
