//! One attempt of a call: request out, answer through the tee, reading. Repeats nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use futures_util::StreamExt as _;
use http::header::{ACCEPT, ACCEPT_ENCODING, HeaderMap, HeaderValue, USER_AGENT};
use jiff::Timestamp;
use tokio::sync::Notify;

use super::tee::{Scan, Scanned, Tee, TeeError};
use super::{Call, Client, Ending, Phase, Receiver};
use crate::endpoint::{Billing, Endpoint, Listening, Received, Request};
use crate::error::{Charge, Error, Kind, classify};
use crate::lift::Lifted;
use crate::retry;
use crate::talk::{self, Heard, TalkEnd};
use crate::transport::ceiling::within;
use crate::transport::{Head, Incoming, Outgoing, Reach, UploadProgress};

/// `musa/0.1.0`: some gateways turn away requests that do not say who they are.
pub(super) const AGENT: &str = concat!("musa/", env!("CARGO_PKG_VERSION"));

/// What became of an attempt.
pub(super) struct Outcome<A> {
    /// The answer, the provider's number of the request, and what the answer was read from.
    pub(super) result: Result<(A, Option<String>, Lifted), Error>,
    /// How much of the body had been handed to a connection.
    pub(super) bytes_sent: u64,
}

impl Client {
    pub(super) async fn attempt<E: Endpoint, R: Receiver + 'static>(
        &self,
        endpoint: &E,
        receiver: R,
        call: &Call<'_>,
    ) -> (R, Outcome<E::Answer>) {
        let request = endpoint.request();
        let billing = request.billing;
        let most = request.limits.body.min(self.room);
        let upload = Arc::new(Upload::new(call.progress.clone()));
        let outgoing = self.outgoing(request, call, Arc::clone(&upload));
        let (receiver, result) = match self.exchange(outgoing, call, &upload).await {
            Ok(mut incoming) => {
                incoming.chunks = within(incoming.chunks, most);
                (call.phase)(Phase::Receiving);
                let scan = match endpoint.listening() {
                    Listening::No => Scan::Lift,
                    Listening::Talk => Scan::Listen,
                };
                let (receiver, outcome) = receive(incoming, receiver, scan, call).await;
                (
                    receiver,
                    outcome.and_then(|received| read(endpoint, received)),
                )
            }
            Err(error) => (receiver, Err(error)),
        };
        let result = result.map_err(|mut error| {
            if billing == Billing::Free {
                error.charge = Charge::No;
            }
            error
        });
        let bytes_sent = upload.sent.load(Ordering::Relaxed);
        (receiver, Outcome { result, bytes_sent })
    }

    fn outgoing(&self, request: Request, call: &Call<'_>, upload: Arc<Upload>) -> Outgoing {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        headers.insert(USER_AGENT, HeaderValue::from_static(AGENT));
        if let Some((name, value)) = self.auth.header(call.key) {
            headers.insert(name, value);
        }
        Outgoing {
            method: request.method,
            url: self.base.join(&request.path, &request.query),
            headers,
            body: request.body,
            limits: request.limits,
            progress: Some(upload),
            reach: Reach::Anywhere,
        }
    }

    /// Sends and waits for the head, ended at once by the caller.
    async fn exchange(
        &self,
        outgoing: Outgoing,
        call: &Call<'_>,
        upload: &Upload,
    ) -> Result<Incoming, Error> {
        let no_body = matches!(outgoing.body, crate::body::Body::Empty);
        let sending = self.transport.send(outgoing);
        tokio::pin!(sending);
        let mut waiting = false;
        if no_body {
            (call.phase)(Phase::Waiting);
            waiting = true;
        }
        loop {
            tokio::select! {
                biased;
                () = call.cancel.cancelled() => {
                    let begun = upload.sent.load(Ordering::Relaxed) > 0 || no_body;
                    let charge = if begun { Charge::Possible } else { Charge::No };
                    return Err(Error::of(Kind::Cancelled, charge));
                }
                () = upload.whole.notified(), if !waiting => {
                    (call.phase)(Phase::Waiting);
                    waiting = true;
                }
                incoming = &mut sending => {
                    if !waiting && incoming.is_ok() {
                        (call.phase)(Phase::Waiting);
                    }
                    return incoming.map_err(Error::below_http);
                }
            }
        }
    }
}

/// Runs the body of an answer through the tee.
async fn receive<R: Receiver + 'static>(
    incoming: Incoming,
    receiver: R,
    scan: Scan,
    call: &Call<'_>,
) -> (R, Result<Received, Error>) {
    let Incoming { head, mut chunks } = incoming;
    let tee = Tee::start(receiver, scan);
    let mut failed = None;
    if tee.head(head.clone()).await.is_ok() {
        loop {
            let next = tokio::select! {
                biased;
                () = call.cancel.cancelled() => {
                    failed = Some(Error::of(Kind::Cancelled, Charge::Possible));
                    break;
                }
                next = chunks.next() => next,
            };
            match next {
                Some(Ok(bytes)) => {
                    if tee.chunk(bytes).await.is_err() {
                        break;
                    }
                }
                Some(Err(error)) => {
                    failed = Some(Error::below_http(error));
                    break;
                }
                None => break,
            }
        }
    }
    let ending = match failed {
        Some(_) => Ending::Cut,
        None => Ending::Whole,
    };
    let (receiver, scanned) = tee.finish(ending).await;
    let outcome = match scanned {
        Ok(Scanned {
            heard: Some(said), ..
        }) => listened(head, said, failed, call),
        Ok(Scanned { lifted, .. }) => received(head, Ok(lifted), failed),
        Err(error) => received(head, Err(error), failed),
    };
    (receiver, outcome)
}

/// What was heard, also of an answer that broke off; errors inside it are without the key.
fn listened(
    head: Head,
    said: Heard,
    failed: Option<Error>,
    call: &Call<'_>,
) -> Result<Received, Error> {
    let failed = failed.map(|mut error| {
        error.status = Some(head.status);
        error.words.request_id = classify::request_id(&head);
        error
    });
    let mut answer = talk::conclude(&head, said, failed)?;
    if let TalkEnd::Interrupted(error) | TalkEnd::Failed(error) = &mut answer.end {
        *error = call.told(error.clone());
    }
    Ok(Received {
        head,
        lifted: Lifted::default(),
        talk: Some(Box::new(answer)),
    })
}

/// What was received, or why it cannot be read.
fn received(
    head: Head,
    lifted: Result<Lifted, TeeError>,
    failed: Option<Error>,
) -> Result<Received, Error> {
    let with_head = |mut error: Error| {
        error.status = Some(head.status);
        error.words.request_id = classify::request_id(&head);
        error
    };
    match (lifted, failed) {
        (Ok(lifted), None) => Ok(whole(head, lifted)),
        // A body that is whole although its connection broke is good: JSON says where it ends.
        // Of a refusal the status says enough.
        (Ok(lifted), Some(error))
            if *error.kind() != Kind::Cancelled
                && (is_whole(&lifted) || !head.status.is_success()) =>
        {
            Ok(whole(head, lifted))
        }
        (Err(TeeError::Receiver(error)), _) => {
            let charge = if head.status.is_success() {
                Charge::Likely
            } else {
                Charge::Possible
            };
            Err(with_head(Error::of(
                Kind::Receiver(error.to_string()),
                charge,
            )))
        }
        (_, Some(error)) => Err(with_head(error)),
        (Err(TeeError::Unreadable), None) => {
            Err(with_head(Error::of(Kind::Unreadable, Charge::Likely)))
        }
    }
}

fn whole(head: Head, lifted: Lifted) -> Received {
    Received {
        head,
        lifted,
        talk: None,
    }
}

fn is_whole(lifted: &Lifted) -> bool {
    crate::answer::json::parse(&lifted.skeleton).is_some()
}

fn read<E: Endpoint>(
    endpoint: &E,
    received: Received,
) -> Result<(E::Answer, Option<String>, Lifted), Error> {
    match endpoint.read(&received) {
        Ok(answer) => Ok((
            answer,
            classify::request_id(&received.head),
            received.lifted,
        )),
        Err(mut error) => {
            let said = error.words.retry_after;
            error.words.retry_after = retry::after(&received.head, Timestamp::now()).or(said);
            Err(error)
        }
    }
}

/// Counts what leaves, and tells when all of it has.
#[derive(Debug)]
struct Upload {
    sent: AtomicU64,
    whole: Notify,
    then: Option<Arc<dyn UploadProgress>>,
}

impl Upload {
    fn new(then: Option<Arc<dyn UploadProgress>>) -> Self {
        Self {
            sent: AtomicU64::new(0),
            whole: Notify::new(),
            then,
        }
    }
}

impl UploadProgress for Upload {
    fn sent(&self, sent: u64, total: u64) {
        self.sent.fetch_max(sent, Ordering::Relaxed);
        if let Some(then) = &self.then {
            then.sent(sent, total);
        }
        if sent >= total {
            self.whole.notify_one();
        }
    }
}
