//! Follows an asynchronous task at the provider until it ends. Asking is free, so it goes on
//! through every failure of the line; making is not, so nothing is sent again.

use std::time::Duration;

use musa_api::answer::{ImagesAnswer, TaskId};
use musa_api::client::Call;
use musa_api::endpoints::image_task::{ImageTask, TaskState};
use musa_api::error::{Error, Kind};
use musa_api::secret::ApiKey;

use super::call::{Running, Turn};
use super::context::Context;
use super::events::Meter;
use super::failure::Failure;
use super::redact::Redactor;
use super::save;
use super::tee::Tee;
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
    let call = Call {
        key,
        cancel: &job.cancel,
        progress: None,
        phase: &|_| {},
    };
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
        match client.ask(&question, &call).await {
            Ok(TaskState::Running { progress }) => {
                failures = 0;
                let progress = progress.map(|percent| Progress::Task { percent });
                meter.state(CallState::Waiting, progress);
            }
            Ok(TaskState::Done(_)) => {
                return collect(context, job, turn, key, &question).await;
            }
            Ok(TaskState::Failed(error)) => {
                let mut failure = Failure::of(&error);
                let redactor = Redactor::new(key);
                let words = failure.error.detail.take();
                failure.error.detail = words.map(|words| redactor.text(&words));
                return Err(failure);
            }
            Err(error) if failures < FAILURES && passes(&error) => failures += 1,
            Err(error) => {
                let mut failure = Failure::of(&error);
                // The task was taken: whatever the question met, it may be running.
                failure.error.charged = Charged::Maybe;
                failure.state = CallState::Unknown;
                return Err(failure);
            }
        }
    }
}

/// Asks once more, this time with a receipt: the answer holds the pictures.
async fn collect(
    context: &Context,
    job: &Running,
    turn: Turn,
    key: Option<&ApiKey>,
    question: &ImageTask,
) -> Result<Vec<SavedPicture>, Failure> {
    let client = context
        .transports
        .client(job.profile()?)
        .map_err(Failure::before_sending)?;
    let meter = Meter::new(context.events.clone(), job.id, turn.call);
    let now = context.clock.now();
    let receipts = context.receipts.clone();
    let tee = Tee::new(
        receipts,
        context.library.clone(),
        turn.call,
        now,
        meter,
        key,
    );
    let call = Call {
        key,
        cancel: &job.cancel,
        progress: None,
        phase: &|_| {},
    };
    let (tee, sent) = client.send(question, tee, &call).await;
    match sent {
        Ok(sent) => match sent.answer {
            TaskState::Done(ImagesAnswer::Pictures { pictures, usage }) => {
                let answer = save::Answer::of(pictures, usage, sent.lifted.skeleton, key);
                save::all(context, job, turn, tee.caught(), answer).await
            }
            _ => Err(Failure::saving(
                &"the task's answer changed between two questions",
            )),
        },
        // The task is done and paid for, whatever keeps its answer from coming.
        Err(error) => save::salvage(context, job, turn, tee.caught(), &error)
            .await
            .map_err(|failure| failure.at_least(Charged::Likely)),
    }
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
