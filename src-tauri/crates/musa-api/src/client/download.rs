//! Fetches a result from the address that an answer named: without the key, guarded
//! (`reliability.md` N12), redirects checked one by one, resumed where the server offers it.
//! GET only: some addresses are signed for nothing else (WIRE 7.7).

use futures_util::StreamExt as _;
use http::header::{
    ACCEPT, ACCEPT_ENCODING, HeaderMap, HeaderValue, IF_RANGE, LOCATION, RANGE, USER_AGENT,
};
use http::{Method, StatusCode};
use jiff::Timestamp;
use url::Url;

use self::progress::{Progress, continues};
use super::attempt::AGENT;
use super::tee::{Scan, Tee, TeeError};
use super::{Call, Client, Ending, Phase, Receiver};
use crate::body::Body;
use crate::endpoint::Received;
use crate::error::{Charge, Error, Kind};
use crate::lift::Lifted;
use crate::retry::{self, Backoff, Wait};
use crate::transport::ceiling::within;
use crate::transport::guard::Schemes;
use crate::transport::{Head, Incoming, Limits, Outgoing, Reach, TransportError, guard};

mod progress;

/// How often a download begins again or goes on, at most.
const MOST_RETRIES: u32 = 5;
/// How many redirects are followed, each checked like the first address.
const MOST_HOPS: u32 = 3;
/// How much of an error page is read.
const ERROR_LIMIT: usize = 64 * 1024;

/// A download that succeeded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Downloaded {
    /// How many bytes.
    pub bytes: u64,
    /// What the server calls them; look at the bytes instead.
    pub media_type: Option<String>,
}

/// What to get. An address from an answer must be https; see [`Target::chosen`].
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    url: &'a str,
    schemes: Schemes,
}

impl<'a> Target<'a> {
    /// An address that the user chose, on a page or in another program: http too.
    pub fn chosen(url: &'a str) -> Self {
        let schemes = Schemes::HttpToo;
        Self { url, schemes }
    }
}

impl<'a> From<&'a str> for Target<'a> {
    fn from(url: &'a str) -> Self {
        let schemes = Schemes::Https;
        Self { url, schemes }
    }
}

impl Client {
    /// Gets what lies at an address into the receiver. After a cut it goes on where it stopped, if the server
    /// offers that; else it begins again, and [`Receiver::head`] is called again.
    ///
    /// Costs nothing, so it is repeated a few times; not after 403 and 404, which mean that the
    /// address has expired.
    pub async fn download<'a, R: Receiver + 'static>(
        &self,
        target: impl Into<Target<'a>>,
        receiver: R,
        call: &Call<'_>,
    ) -> (R, Result<Downloaded, Error>) {
        let target = target.into();
        let tee = Tee::start(receiver, Scan::Pass);
        let mut progress = Progress::default();
        let mut backoff = Backoff::default();
        let mut attempt = 0;
        let result = loop {
            attempt += 1;
            (call.phase)(Phase::Sending { attempt });
            let error = match self.pass(target, &tee, &mut progress, call).await {
                Ok(()) => break Ok(()),
                Err(error) => error,
            };
            let Some(wait) = pause(&error, attempt) else {
                break Err(error);
            };
            let wait = backoff.duration(wait);
            (call.phase)(Phase::BackingOff { wait });
            tokio::select! {
                () = tokio::time::sleep(wait) => {}
                () = call.cancel.cancelled() => break Err(cancelled()),
            }
        };
        let ending = if result.is_ok() {
            Ending::Whole
        } else {
            Ending::Cut
        };
        let (receiver, taken) = tee.finish(ending).await;
        let result = match (taken, result) {
            (Err(TeeError::Receiver(error)), _) => {
                Err(Error::of(Kind::Receiver(error.to_string()), Charge::No))
            }
            (_, Err(error)) => Err(error),
            (_, Ok(())) => progress.done(),
        };
        (receiver, result.map_err(|error| call.told(error)))
    }

    /// One request and its redirects, as far as it comes.
    async fn pass<R: Receiver + 'static>(
        &self,
        target: Target<'_>,
        tee: &Tee<R>,
        progress: &mut Progress,
        call: &Call<'_>,
    ) -> Result<(), Error> {
        let range = progress.range();
        let incoming = self.follow(target, range.as_ref(), call).await?;
        let Incoming { head, chunks } = incoming;
        if head.status == StatusCode::RANGE_NOT_SATISFIABLE {
            progress.forget();
            return Err(Error::below_http(TransportError::Cut(
                "the file has changed".to_owned(),
            )));
        }
        if !head.status.is_success() {
            return Err(failure(head, chunks).await);
        }
        (call.phase)(Phase::Receiving);
        let goes_on = range.is_some() && continues(&head, progress.received);
        if !goes_on {
            if head.status == StatusCode::PARTIAL_CONTENT {
                progress.forget();
                let reason = "the server sent another part than the one asked for";
                return Err(Error::below_http(TransportError::Cut(reason.to_owned())));
            }
            progress.begin(&head);
            if tee.head(head).await.is_err() {
                return Err(stopped());
            }
        }
        // A file that goes on has the room that its first part left.
        let most = Limits::DOWNLOAD.body.min(self.room);
        let room = most.saturating_sub(progress.received);
        let mut chunks = within(chunks, room);
        loop {
            let next = tokio::select! {
                biased;
                () = call.cancel.cancelled() => return Err(cancelled()),
                next = chunks.next() => next,
            };
            let Some(next) = next else { break };
            let bytes = next.map_err(Error::below_http)?;
            progress.received += bytes.len() as u64;
            if tee.chunk(bytes).await.is_err() {
                return Err(stopped());
            }
        }
        progress.check_length()
    }

    /// Sends, and follows redirects: each is an address of a stranger again.
    async fn follow(
        &self,
        target: Target<'_>,
        range: Option<&(HeaderValue, HeaderValue)>,
        call: &Call<'_>,
    ) -> Result<Incoming, Error> {
        let check = |text: &str, from: Option<&Url>| {
            guard::check(text, from, &self.base, target.schemes).map_err(Error::below_http)
        };
        let mut at = check(target.url, None)?;
        for _ in 0..=MOST_HOPS {
            let (url, reach) = at;
            let outgoing = outgoing(url.clone(), reach, range);
            (call.phase)(Phase::Waiting);
            let incoming = tokio::select! {
                biased;
                () = call.cancel.cancelled() => return Err(cancelled()),
                incoming = self.transport.send(outgoing) => incoming,
            };
            let incoming = incoming.map_err(Error::below_http)?;
            match next_hop(&incoming.head) {
                None => return Ok(incoming),
                Some(location) => at = check(&location, Some(&url))?,
            }
        }
        let reason = "it redirects too often".to_owned();
        Err(Error::below_http(TransportError::Refused(reason)))
    }
}

fn outgoing(url: Url, reach: Reach, range: Option<&(HeaderValue, HeaderValue)>) -> Outgoing {
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, HeaderValue::from_static("*/*"));
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    headers.insert(USER_AGENT, HeaderValue::from_static(AGENT));
    if let Some((range, validator)) = range {
        headers.insert(RANGE, range.clone());
        headers.insert(IF_RANGE, validator.clone());
    }
    Outgoing {
        method: Method::GET,
        url,
        headers,
        body: Body::Empty,
        limits: Limits::DOWNLOAD,
        progress: None,
        reach,
    }
}

fn next_hop(head: &Head) -> Option<String> {
    if !matches!(head.status.as_u16(), 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    head.header(LOCATION.as_str()).map(str::to_owned)
}

/// The error of an answer that is no file; its text is not for the receiver.
async fn failure(head: Head, mut chunks: crate::transport::Chunks) -> Error {
    let mut skeleton = Vec::new();
    while let Some(Ok(bytes)) = chunks.next().await {
        skeleton.extend_from_slice(&bytes);
        if skeleton.len() > ERROR_LIMIT {
            skeleton.truncate(ERROR_LIMIT);
            break;
        }
    }
    let after = retry::after(&head, Timestamp::now());
    let lifted = Lifted::plain(skeleton);
    let mut error = Error::from_answer(&Received {
        head,
        lifted,
        talk: None,
    });
    error.charge = Charge::No;
    error.words.retry_after = after.or(error.words.retry_after);
    error
}

/// How long to wait before the next try, or `None` when there is no point in one.
fn pause(error: &Error, attempt: u32) -> Option<Wait> {
    if attempt > MOST_RETRIES {
        return None;
    }
    let again = match error.kind() {
        Kind::Transport(below) if below.is_too_long() => false,
        Kind::Transport(TransportError::Refused(_) | TransportError::Build(_)) => false,
        Kind::Transport(_) | Kind::Server | Kind::Gateway | Kind::RateLimited => true,
        _ => matches!(error.status(), Some(408 | 425)),
    };
    match error.retry_after() {
        _ if !again => None,
        Some(wait) => (wait <= retry::LONGEST_WAIT).then_some(Wait::Exactly(wait)),
        None => Some(Wait::Short),
    }
}

fn cancelled() -> Error {
    Error::of(Kind::Cancelled, Charge::No)
}

/// The receiver refused; its own reason comes with the thread's end.
fn stopped() -> Error {
    Error::of(Kind::Receiver(String::new()), Charge::No)
}
