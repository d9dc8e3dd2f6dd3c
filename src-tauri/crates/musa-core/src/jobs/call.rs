//! One call, from its turn to its end: journalled, sent, teed, read, saved.
//!
//! Repeats nothing: what may be repeated is decided in `musa_api::retry`, and everything else is
//! the user's decision.

use std::sync::Arc;

use jiff::Timestamp;
use musa_api::answer::ImagesAnswer;
use musa_api::client::{Call, Phase, Sent};
use musa_api::endpoint::Change;
use musa_api::error::Error;
use musa_api::secret::ApiKey;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::context::Context;
use super::endpoint::{self, PictureEndpoint};
use super::events::Meter;
use super::failure::Failure;
use super::journal::JobRow;
use super::redact::Redactor;
use super::stored::StoredJob;
use super::tee::{Caught, Tee};
use super::{save, task};
use crate::ids::{CallId, JobId, ProfileId};
use crate::plan::PlannedRoute;
use crate::profiles::Profile;
use crate::protocol::{CallState, Charged, CommandError, ErrorCode, Progress, SavedPicture};

/// A job that this process runs.
pub(super) struct Running {
    pub(super) id: JobId,
    pub(super) body: StoredJob,
    pub(super) profile_id: ProfileId,
    /// None when the user has removed it since.
    pub(super) profile: Option<Profile>,
    pub(super) cancel: CancellationToken,
    /// When the user asked.
    pub(super) asked_at: Timestamp,
    /// Whether addresses in an answer may be fetched now.
    pub(super) fetching: Fetching,
}

/// Whether addresses in an answer may be fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fetching {
    /// Yes.
    Now,
    /// Later: a start must not wait for the network.
    Later,
}

impl Running {
    /// Of a journalled job.
    pub(super) fn new(row: &JobRow, profile: Option<Profile>, cancel: CancellationToken) -> Self {
        Self {
            id: row.id,
            body: row.body.clone(),
            profile_id: row.profile,
            profile,
            cancel,
            asked_at: row.created_at,
            fetching: Fetching::Now,
        }
    }

    /// The profile, or the sentence that it is gone: nothing can be sent or fetched without.
    pub(super) fn profile(&self) -> Result<&Profile, Failure> {
        let missing = || CommandError::new(ErrorCode::ProfileMissing).field("profile");
        self.profile
            .as_ref()
            .ok_or_else(|| Failure::before_sending(missing()))
    }
}

/// One of its calls.
#[derive(Debug, Clone, Copy)]
pub(super) struct Turn {
    pub(super) call: CallId,
    pub(super) pictures: u32,
}

/// Runs a call to its end.
pub(super) async fn run(
    context: &Context,
    job: &Running,
    turn: Turn,
) -> Result<Vec<SavedPicture>, Failure> {
    let place = tokio::select! {
        biased;
        () = job.cancel.cancelled() => return Err(Failure::stopped(Charged::No)),
        place = context.limits.enter(job.profile()?) => place,
    };
    let key = key(context, job.profile()?).await?;
    let (endpoint, known) = prepare(context, job, turn).await?;
    // Durable before the first byte leaves: after a crash this call is known to be at risk.
    context.mark(job.id, turn.call, CallState::Sending).await?;
    let (caught, sent) = send(context, job, turn, key.as_ref(), &endpoint).await?;
    let saved = match sent {
        Ok(sent) => {
            learn(context, job, &known, &sent).await;
            answered(context, job, turn, key.as_ref(), caught, sent).await
        }
        Err(error) => save::salvage(context, job, turn, caught, &error).await,
    };
    drop(place);
    saved
}

/// The key for a profile, or the sentence that there is none.
pub(super) async fn key(context: &Context, profile: &Profile) -> Result<Option<ApiKey>, Failure> {
    context
        .keys
        .require(profile)
        .await
        .map_err(Failure::before_sending)
}

/// The endpoint of a call, and what it already knows of the provider's ways.
async fn prepare(
    context: &Context,
    job: &Running,
    turn: Turn,
) -> Result<(PictureEndpoint, Vec<Change>), Failure> {
    let (profile, body) = (job.profile_id, job.body.clone());
    let making = job.profile()?.making;
    let endpoint = context
        .blocking(move |it| {
            // A lesson that cannot be read costs one more refusal, not the call.
            let learned = it.learned.of(profile, &body.plan.model).unwrap_or_default();
            let endpoint = endpoint::of_call(&body, turn.pictures, making, &it.library, &learned);
            endpoint.map(|endpoint| (endpoint, learned))
        })
        .await?;
    endpoint.map_err(|error| {
        let error = CommandError::new(ErrorCode::Internal)
            .field("references")
            .detail(error.to_string());
        Failure::before_sending(error)
    })
}

async fn send(
    context: &Context,
    job: &Running,
    turn: Turn,
    key: Option<&ApiKey>,
    endpoint: &PictureEndpoint,
) -> Result<(Caught, Result<Sent<ImagesAnswer>, Error>), Failure> {
    let client = context
        .transports
        .client(job.profile()?)
        .map_err(Failure::before_sending)?;
    let meter = Meter::new(context.events.clone(), job.id, turn.call);
    let receipts = context.receipts.clone();
    let now = context.clock.now();
    let tee = Tee::new(
        receipts,
        context.library.clone(),
        turn.call,
        now,
        meter.clone(),
        redactor(job, key),
    );
    let (phases, mut heard) = mpsc::unbounded_channel();
    let phase = move |phase: Phase| {
        // The listener lives as long as the call.
        let _ = phases.send(phase);
    };
    let call = Call {
        key,
        cancel: &job.cancel,
        progress: Some(meter.clone()),
        phase: &phase,
    };
    let mut sending = Box::pin(client.send(endpoint, tee, &call));
    let (tee, sent) = loop {
        tokio::select! {
            biased;
            Some(phase) = heard.recv() => note(context, job, turn, &meter, phase).await,
            ended = &mut sending => break ended,
        }
    };
    Ok((tee.caught(), sent))
}

/// Out of an answer in Gemini's format a turn is cut that is kept and sent again: in it no form
/// of the key may stay, wherever it stands.
pub(super) fn redactor(job: &Running, key: Option<&ApiKey>) -> Redactor {
    match job.body.plan.route {
        PlannedRoute::Gemini => Redactor::new(key).everywhere(),
        PlannedRoute::Generations | PlannedRoute::Edits | PlannedRoute::Chat => Redactor::new(key),
    }
}

/// Journals where a call is, and tells it.
async fn note(context: &Context, job: &Running, turn: Turn, meter: &Arc<Meter>, phase: Phase) {
    match phase {
        Phase::Sending { .. } => {}
        Phase::Waiting => context.note(job.id, turn.call, CallState::Waiting).await,
        Phase::Receiving => context.note(job.id, turn.call, CallState::Receiving).await,
        Phase::BackingOff { wait } => {
            let wait_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
            meter.state(CallState::Sending, Some(Progress::BackingOff { wait_ms }));
        }
    }
}

async fn answered(
    context: &Context,
    job: &Running,
    turn: Turn,
    key: Option<&ApiKey>,
    caught: Caught,
    sent: Sent<ImagesAnswer>,
) -> Result<Vec<SavedPicture>, Failure> {
    match save::Answer::of(sent.answer, sent.lifted.skeleton, key) {
        Ok(answer) => save::all(context, job, turn, caught, answer).await,
        Err(id) => {
            let text = id.0.clone();
            let noted = context
                .blocking(move |it| it.journal.set_task(turn.call, &text))
                .await?;
            if let Err(error) = noted {
                // The receipt has the id too, so the task is not lost with the database.
                tracing::error!(%error, "a task id could not be journalled");
            }
            task::follow(context, job, turn, key, id).await
        }
    }
}

async fn learn(context: &Context, job: &Running, known: &[Change], sent: &Sent<ImagesAnswer>) {
    for change in sent.adapted.clone() {
        let (profile, model) = (job.profile_id, job.body.plan.model.clone());
        let known = known.to_vec();
        let learned = context
            .blocking(move |it| it.learned.add(profile, &model, &known, &change))
            .await;
        if !matches!(learned, Ok(Ok(()))) {
            tracing::warn!("a provider's lesson could not be kept; it will be met again");
        }
    }
}
