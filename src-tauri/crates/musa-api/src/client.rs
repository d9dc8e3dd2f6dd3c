//! Joins an endpoint to a transport: address, key, limits, the tee, the retry rules.
//!
//! Owns what callers see. One attempt is in `attempt`, the blocking thread that receives is in
//! `tee`, results from addresses are fetched in `download`, and when to repeat is
//! [`crate::retry`]'s.

use std::io;
use std::sync::Arc;

use tokio_util::sync::CancellationToken;

use crate::answer::drafts::Draft;
use crate::auth::AuthStyle;
use crate::base_url::BaseUrl;
use crate::endpoint::{Change, Endpoint};
use crate::error::{Charge, Error, Kind, clean};
use crate::lift::{LiftSink, Lifted, Nowhere};
use crate::retry::{self, Backoff, Decision};
use crate::secret::ApiKey;
use crate::talk::Delta;
use crate::transport::ceiling::BODY_LIMIT;
use crate::transport::{Head, Transport, UploadProgress};

mod attempt;
mod download;
mod tee;

pub use download::{Downloaded, Target};

/// Takes an answer while it arrives. Called on one blocking thread, in order:
/// `head`, then `chunk` for every piece of the body as it came from the socket, each followed
/// by what the lifter found in it, then `finish`. After a failed attempt that is repeated,
/// `head` is called again and everything before it is void.
pub trait Receiver: LiftSink + Send {
    /// Status and headers; secrets are not among them.
    fn head(&mut self, head: &Head) -> io::Result<()>;
    /// Bytes of the body, before anything reads them.
    fn chunk(&mut self, bytes: &[u8]) -> io::Result<()>;
    /// A partial picture has come (WIRE 1.3), after its string has ended. Told only for answers
    /// that are events; who shows no drafts need not listen.
    fn draft(&mut self, draft: &Draft) -> io::Result<()> {
        let _ = draft;
        Ok(())
    }
    /// Something was heard of an answer to which its endpoint listens
    /// ([`crate::endpoint::Listening::Talk`]). Told after the bytes in which it stood; the pictures
    /// that it names have ended at the sink. The answer that the call returns says it all again.
    fn delta(&mut self, delta: Delta) -> io::Result<()> {
        let _ = delta;
        Ok(())
    }
    /// The body has ended: whole, or cut.
    fn finish(&mut self, ending: Ending) -> io::Result<()>;
}

/// How a body ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// With its announced length or its terminator.
    Whole,
    /// Before that.
    Cut,
}

/// What a call tells while it goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// An attempt begins; nothing of it has left.
    Sending {
        /// 1 for the first.
        attempt: u32,
    },
    /// The request has left whole; the provider works.
    Waiting,
    /// The head has come.
    Receiving,
    /// Waiting before the next attempt, because the last one certainly did not run.
    BackingOff {
        /// For so long.
        wait: std::time::Duration,
    },
}

/// Everything about a call that is not the endpoint's.
pub struct Call<'a> {
    /// The key, for this call only.
    pub key: Option<&'a ApiKey>,
    /// Ends the call at once; what had been sent may still be charged.
    pub cancel: &'a CancellationToken,
    /// Upload progress.
    pub progress: Option<Arc<dyn UploadProgress>>,
    /// Phases, in order.
    pub phase: &'a (dyn Fn(Phase) + Send + Sync),
}

impl<'a> Call<'a> {
    /// A call of which nobody wants to hear how far it is.
    pub fn quiet(key: Option<&'a ApiKey>, cancel: &'a CancellationToken) -> Self {
        Self {
            key,
            cancel,
            progress: None,
            phase: &|_| {},
        }
    }

    /// An error as it may leave this crate: its texts without the key, and short only then.
    fn told(&self, mut error: Error) -> Error {
        match self.key {
            Some(key) => error.redact(key),
            None => error.shorten(),
        }
        error
    }
}

/// A provider that can be called.
#[derive(Clone)]
pub struct Client {
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) base: BaseUrl,
    pub(crate) auth: AuthStyle,
    /// Bytes of an answer that are received at the most.
    pub(crate) room: u64,
}

/// A call that succeeded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent<A> {
    /// The answer.
    pub answer: A,
    /// How many requests it took.
    pub attempts: u32,
    /// What had to be changed, to be remembered for this model.
    pub adapted: Vec<Change>,
    /// The provider's number of the request, for its support.
    pub request_id: Option<String>,
    /// What the answer was read from: its body without its long strings.
    pub lifted: Lifted,
}

impl Client {
    /// A provider at this address, reached through this transport.
    pub fn new(transport: Arc<dyn Transport>, base: BaseUrl, auth: AuthStyle) -> Self {
        Self {
            transport,
            base,
            auth,
            room: BODY_LIMIT,
        }
    }

    /// Receives no more than so many bytes of an answer: what the disk can take. What came before
    /// that is kept (`reliability.md` H1).
    #[must_use]
    pub fn with_room(self, room: u64) -> Self {
        Self {
            room: room.min(BODY_LIMIT),
            ..self
        }
    }

    /// Where the provider is.
    pub fn base(&self) -> &BaseUrl {
        &self.base
    }

    /// Makes a call. The receiver gets every byte of the answer, whatever becomes of it, and
    /// comes back in any case. Repeats only what [`retry::decide`] allows.
    pub async fn send<E: Endpoint + Clone, R: Receiver + 'static>(
        &self,
        endpoint: &E,
        receiver: R,
        call: &Call<'_>,
    ) -> (R, Result<Sent<E::Answer>, Error>) {
        let mut endpoint = endpoint.clone();
        let mut receiver = receiver;
        let mut adapted = Vec::new();
        let mut backoff = Backoff::default();
        let mut attempt = 0;
        loop {
            attempt += 1;
            (call.phase)(Phase::Sending { attempt });
            let billing = endpoint.request().billing;
            let (back, outcome) = self.attempt(&endpoint, receiver, call).await;
            receiver = back;
            let mut error = match outcome.result {
                Ok((answer, request_id, lifted)) => {
                    let request_id = request_id.map(|id| match call.key {
                        Some(key) => clean::without_key(&id, key),
                        None => id,
                    });
                    let sent = Sent {
                        answer,
                        attempts: attempt,
                        adapted,
                        request_id,
                        lifted,
                    };
                    return (receiver, Ok(sent));
                }
                Err(error) => error,
            };
            error = call.told(error);
            match retry::decide(attempt, &error, billing, outcome.bytes_sent) {
                Decision::GiveUp => return (receiver, Err(error)),
                Decision::Again(wait) => {
                    let wait = backoff.duration(wait);
                    (call.phase)(Phase::BackingOff { wait });
                    tokio::select! {
                        () = tokio::time::sleep(wait) => {}
                        () = call.cancel.cancelled() => {
                            // The last attempt certainly did not run, so nothing is owed.
                            return (receiver, Err(Error::of(Kind::Cancelled, Charge::No)));
                        }
                    }
                }
                Decision::Changed(change) => {
                    let changed = endpoint.adapt(&change);
                    match changed.filter(|_| !adapted.contains(&change)) {
                        Some(changed) => endpoint = changed,
                        None => return (receiver, Err(error)),
                    }
                    adapted.push(change);
                }
            }
        }
    }

    /// A free question without a receipt (models, the state of a task): in memory only.
    pub async fn ask<E: Endpoint + Clone>(
        &self,
        endpoint: &E,
        call: &Call<'_>,
    ) -> Result<E::Answer, Error> {
        let (_, result) = self.send(endpoint, Nowhere, call).await;
        result.map(|sent| sent.answer)
    }
}

/// Keeps nothing: what is read is the skeleton.
impl Receiver for Nowhere {
    fn head(&mut self, _: &Head) -> io::Result<()> {
        Ok(())
    }
    fn chunk(&mut self, _: &[u8]) -> io::Result<()> {
        Ok(())
    }
    fn finish(&mut self, _: Ending) -> io::Result<()> {
        Ok(())
    }
}
