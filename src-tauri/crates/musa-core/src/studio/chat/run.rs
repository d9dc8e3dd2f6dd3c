//! One request, from its turn to the end of its answer: sent, kept in the receipt, heard, told.
//! Repeats nothing: what may be repeated is decided in `musa_api::retry`.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt as _;
use musa_api::client::Call;
use musa_api::talk::TalkAnswer;
use parking_lot::Mutex;
use tokio::task::JoinHandle;
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;

use super::Studio;
use crate::chat::endpoint::TalkEndpoint;
use crate::chat::growth::Growth;
use crate::chat::hear::Hearing;
use crate::chat::stored::{Kind, StoredMessage, TalkRow};
use crate::ids::{CallId, JobId, MessageId};
use crate::jobs::{Caught, Events, Failure, Meter, Redactor, Tee};
use crate::profiles::Profile;
use crate::protocol::{CallState, Charged, CommandError, ErrorCode};

/// How often a window hears of words that come: more is drawn by no screen.
const TOLD_EVERY: Duration = Duration::from_millis(33);

/// A request of this process.
pub(super) struct Talk {
    pub(super) new_message: Option<MessageId>,
    pub(super) kind: Kind,
    pub(super) row: TalkRow,
    /// As they were begun.
    pub(super) answers: Vec<StoredMessage>,
    /// The branch that is answered.
    pub(super) branch: Vec<StoredMessage>,
    /// None when the user has removed it since.
    pub(super) profile: Option<Profile>,
    pub(super) cancel: CancellationToken,
}

impl Talk {
    pub(super) fn call(&self) -> CallId {
        self.row.call
    }

    /// A meter to which nobody listens: bytes of words are no progress.
    pub(super) fn meter(&self) -> Arc<Meter> {
        let of = JobId(self.row.conversation.0);
        Meter::new(Events::new(), of, self.call())
    }
}

/// What came of it.
pub(super) struct Outcome {
    pub(super) answer: Result<TalkAnswer, (CallState, CommandError)>,
    pub(super) growth: Growth,
    pub(super) caught: Option<Caught>,
}

impl Studio {
    /// Runs a request that is in the journal.
    pub(super) fn run_talk(&self, talk: Talk, endpoint: TalkEndpoint) -> JoinHandle<()> {
        let studio = self.clone();
        let chats = self.chats();
        chats
            .running
            .lock()
            .insert(talk.call(), talk.cancel.clone());
        chats.tasks.spawn(async move {
            let growth = Arc::new(Mutex::new(Growth::new(talk.answers.len())));
            let work = studio.exchange(&talk, endpoint, &growth);
            let done = AssertUnwindSafe(work).catch_unwind().await;
            let (answer, caught) = done.unwrap_or_else(|_| {
                tracing::error!(call = %talk.call(), "a request of a conversation panicked");
                let error = CommandError::new(ErrorCode::Internal).charged(Charged::Maybe);
                (Err((CallState::Unknown, error)), None)
            });
            let empty = Growth::new(talk.answers.len());
            let growth = std::mem::replace(&mut *growth.lock(), empty);
            let outcome = Outcome {
                answer,
                growth,
                caught,
            };
            let end = AssertUnwindSafe(studio.end_talk(&talk, outcome));
            if end.catch_unwind().await.is_err() {
                tracing::error!(call = %talk.call(), "the end of a request panicked");
            }
            studio.chats().running.lock().remove(&talk.call());
        })
    }

    async fn exchange(
        &self,
        talk: &Talk,
        endpoint: TalkEndpoint,
        growth: &Arc<Mutex<Growth>>,
    ) -> (
        Result<TalkAnswer, (CallState, CommandError)>,
        Option<Caught>,
    ) {
        match self.send_talk(talk, endpoint, growth).await {
            Ok((answer, caught)) => {
                let told = |error| {
                    let failure = Failure::of(&error);
                    (failure.state, failure.error)
                };
                (answer.map_err(told), Some(caught))
            }
            Err(error) => {
                let state = match error.code {
                    ErrorCode::StoppedWaiting => CallState::Cancelled,
                    _ => CallState::Failed,
                };
                (Err((state, error)), None)
            }
        }
    }

    /// Errors are those before the first byte.
    async fn send_talk(
        &self,
        talk: &Talk,
        endpoint: TalkEndpoint,
        growth: &Arc<Mutex<Growth>>,
    ) -> Result<(Result<TalkAnswer, musa_api::error::Error>, Caught), CommandError> {
        let context = self.context();
        let missing = || CommandError::new(ErrorCode::ProfileMissing).field("profile");
        let profile = talk.profile.as_ref().ok_or_else(missing)?;
        let stopped = || CommandError::new(ErrorCode::StoppedWaiting);
        let place = tokio::select! {
            biased;
            () = talk.cancel.cancelled() => return Err(stopped()),
            place = context.limits.enter(profile) => place,
        };
        let key = context.keys.require(profile).await?;
        let client = context.transports.client(profile)?;
        let call = talk.call();
        // Durable before the first byte leaves: after a crash it is known to be at risk.
        let journalled = self
            .blocking(move |it| it.chats().store.sending(call))
            .await?;
        journalled.map_err(super::internal)?;
        let tee = Tee::new(
            context.receipts.clone(),
            context.library.clone(),
            call,
            context.clock.now(),
            talk.meter(),
            Redactor::new(key.as_ref()),
        );
        let hearing = Hearing::new(tee, key.as_ref(), growth.clone(), context.clock.clone());
        let quiet = Call::quiet(key.as_ref(), &talk.cancel);
        let mut sending = Box::pin(client.send(&endpoint, hearing, &quiet));
        let mut ticks = tokio::time::interval(TOLD_EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let (hearing, sent) = loop {
            tokio::select! {
                biased;
                ended = &mut sending => break ended,
                _ = ticks.tick() => self.tell_growth(talk, growth),
            }
        };
        self.tell_growth(talk, growth);
        drop(place);
        Ok((sent.map(|sent| sent.answer), hearing.caught()))
    }

    /// Tells what came since the last time.
    pub(super) fn tell_growth(&self, talk: &Talk, growth: &Mutex<Growth>) {
        let grown = growth.lock().take_steps();
        if talk.kind == Kind::Question {
            return;
        }
        for (choice, steps) in grown {
            if let Some(answer) = talk.answers.get(choice) {
                self.tell_grew(answer.conversation, answer.id, steps);
            }
        }
    }
}
