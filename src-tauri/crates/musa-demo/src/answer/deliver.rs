//! Owns how a body goes down the wire: whole, cut, dripping, stalled, padded.
//!
//! Every way to end early goes through [`Wire`], so the bytes before the end are exact.

use std::convert::Infallible;
use std::time::Duration;

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use futures_util::stream::{self, Stream, StreamExt};
use http::{HeaderValue, StatusCode, header};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::fault::Fault;
use crate::refusal::{json_response, typed_response};
use crate::server::connection::Wire;

const PIECE: usize = 16 << 10;
const DRIPS: usize = 40;
const PADDINGS: usize = 8;
const PADDING_PAUSE: Duration = Duration::from_millis(20);

/// An answer, and whether it has spread itself over the delay already.
pub(crate) enum Reply {
    /// Sent when the delay is over.
    Held(Response),
    /// A stream, whose events come one by one while the delay passes.
    Flowing(Response),
}

/// The events of a stream, each whole with its blank line.
#[derive(Debug, Default)]
pub(crate) struct Events {
    pub(crate) opening: Vec<String>,
    /// Without these the stream is unfinished.
    pub(crate) ending: Vec<String>,
    /// What stands in place of the ending when something went wrong.
    pub(crate) error: String,
}

/// How an answer goes down the wire.
#[derive(Clone, Copy)]
pub(crate) struct Delivery<'a> {
    pub(crate) faults: &'a [Fault],
    pub(crate) wire: &'a Wire,
    pub(crate) closing: &'a CancellationToken,
    /// What is left of the delay.
    pub(crate) pause: Duration,
}

impl Delivery<'_> {
    /// Sends a JSON body, as the first fault that concerns the delivery wants it.
    pub(crate) fn json(self, body: String) -> Response {
        let body = Bytes::from(body);
        let mut response = json_response(StatusCode::OK, body.clone());
        if self.faults.contains(&Fault::Gzip) {
            let gzip = HeaderValue::from_static("gzip");
            response
                .headers_mut()
                .insert(header::CONTENT_ENCODING, gzip);
        }
        for fault in self.faults {
            let wire = self.wire.clone();
            return match fault {
                Fault::DropHeaders => cut_after(response, &body, 0, wire),
                Fault::Cut(bytes) => cut_after(response, &body, *bytes, wire),
                Fault::CutChunked(bytes) => chunked(response, cutting(&body, *bytes, wire)),
                Fault::SlowBody { pause } => sized(response, &body, dripping(&body, *pause)),
                Fault::Stall => sized(response, &body, stalling(&body, self.closing.clone())),
                Fault::Padding => chunked(response, padded(&body)),
                Fault::PaddingError => chunked(response, padded(&sse_error())),
                _ => continue,
            };
        }
        response
    }

    /// Sends a stream of events, spread evenly over what is left of the delay.
    pub(crate) fn events(self, events: Events) -> Reply {
        let response = typed_response(StatusCode::OK, "text/event-stream", "");
        self.stream(response, events)
    }

    /// Sends the pieces of a stream under the head of a response.
    pub(crate) fn stream(self, response: Response, events: Events) -> Reply {
        let mut frames = events.opening;
        if self.faults.contains(&Fault::StreamError) {
            frames.push(events.error);
        } else if !self.faults.contains(&Fault::StreamUnfinished) {
            frames.extend(events.ending);
        }
        for fault in self.faults {
            let whole = || Bytes::from(frames.concat());
            let wire = self.wire.clone();
            let pieces = match fault {
                Fault::DropHeaders => cutting(&whole(), 0, wire),
                Fault::Cut(bytes) | Fault::CutChunked(bytes) => cutting(&whole(), *bytes, wire),
                Fault::SlowBody { pause } => dripping(&whole(), *pause),
                Fault::Stall => stalling(&whole(), self.closing.clone()),
                _ => continue,
            };
            return Reply::Held(chunked(response, pieces));
        }
        Reply::Flowing(chunked(response, flowing(frames, self.pause)))
    }
}

/// Each piece at its time; the last comes when the pause is over.
fn flowing(frames: Vec<String>, pause: Duration) -> Pieces {
    let began = Instant::now();
    let count = u32::try_from(frames.len()).unwrap_or(u32::MAX).max(1);
    stream::iter((1..=count).zip(frames))
        .then(move |(number, frame)| async move {
            if !pause.is_zero() {
                tokio::time::sleep_until(began + pause * number / count).await;
            }
            Ok(Bytes::from(frame))
        })
        .boxed()
}

/// Replaces the body by its first `bytes` bytes under the full `Content-Length`.
pub(crate) fn cut_after(response: Response, body: &Bytes, bytes: usize, wire: Wire) -> Response {
    sized(response, body, cutting(body, bytes, wire))
}

type Pieces = stream::BoxStream<'static, Result<Bytes, Infallible>>;

fn sized(mut response: Response, body: &Bytes, pieces: Pieces) -> Response {
    response
        .headers_mut()
        .insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
    *response.body_mut() = Body::from_stream(pieces);
    response
}

fn chunked(mut response: Response, pieces: Pieces) -> Response {
    response.headers_mut().remove(header::CONTENT_LENGTH);
    *response.body_mut() = Body::from_stream(pieces);
    response
}

fn split(body: &Bytes, piece: usize) -> Vec<Bytes> {
    let starts = (0..body.len()).step_by(piece.max(1));
    starts
        .map(|start| body.slice(start..(start + piece).min(body.len())))
        .collect()
}

fn ready(pieces: Vec<Bytes>) -> impl Stream<Item = Result<Bytes, Infallible>> + Send + 'static {
    stream::iter(pieces.into_iter().map(Ok))
}

/// The first bytes, then the end of the connection. At least the last byte is kept back.
fn cutting(body: &Bytes, bytes: usize, wire: Wire) -> Pieces {
    let kept = body.slice(..bytes.min(body.len().saturating_sub(1)));
    let end = stream::poll_fn(move |cx| {
        // Pending makes hyper flush what it holds, and that flush is the cut.
        wire.cut_after_flush();
        cx.waker().wake_by_ref();
        std::task::Poll::Pending
    });
    ready(split(&kept, PIECE)).chain(end).boxed()
}

fn dripping(body: &Bytes, pause: Duration) -> Pieces {
    let pieces = split(body, body.len().div_ceil(DRIPS));
    stream::iter(pieces)
        .then(move |piece| async move {
            tokio::time::sleep(pause).await;
            Ok(piece)
        })
        .boxed()
}

/// Half of the body, then nothing until the server stops.
fn stalling(body: &Bytes, closing: CancellationToken) -> Pieces {
    let half = body.slice(..body.len() / 2);
    let silence = stream::once(async move {
        closing.cancelled().await;
        Ok(Bytes::new())
    });
    ready(split(&half, PIECE)).chain(silence).boxed()
}

fn padded(body: &Bytes) -> Pieces {
    let padding = stream::iter(0..PADDINGS).then(|_| async {
        tokio::time::sleep(PADDING_PAUSE).await;
        Ok(Bytes::from_static(b" \n"))
    });
    padding.chain(ready(split(body, PIECE))).boxed()
}

fn sse_error() -> Bytes {
    let error = serde_json::json!({"error": {
        "message": "upstream request failed",
        "type": "upstream_error",
        "code": "bad_response_status_code",
    }});
    Bytes::from(format!("event: error\ndata:{error}\n\n"))
}
