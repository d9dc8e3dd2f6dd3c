//! Server-sent events: the kept parser (`sse-stream`) with the three mends of `reliability.md`
//! C5 around it. A blank line is fed at a clean end, because a last block without one may be a
//! paid picture; bad UTF-8 is replaced before it can end the stream; bytes are counted here.
//!
//! Owns events only. What they mean is the endpoints' affair.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_util::{FutureExt as _, Stream, StreamExt as _};
use sse_stream::SseByteStream;

use crate::transport::{Chunks, TransportError};

/// How many bytes may pass without an event: a picture of 48 MB as base64.
pub const EVENT_LIMIT: usize = 64 * 1024 * 1024;

/// One event with data; blocks without data are not events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// `event:`, where it is given.
    pub name: Option<String>,
    /// All `data:` lines, joined by line breaks.
    pub data: String,
}

/// How a stream of events failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadEventsError {
    /// The connection broke or the body was cut.
    #[error(transparent)]
    Transport(TransportError),
    /// More than [`EVENT_LIMIT`] bytes without an event.
    #[error("an event is larger than {EVENT_LIMIT} bytes")]
    TooLarge,
    /// The parser gave up.
    #[error("the events could not be read: {0}")]
    Parse(String),
}

/// Events of a body while it arrives.
pub struct SseReader {
    parser: SseByteStream<Pin<Box<Mended>>>,
    since_event: Arc<AtomicUsize>,
}

impl SseReader {
    /// Reads the events of these chunks.
    pub fn new(chunks: Chunks) -> Self {
        let since_event = Arc::new(AtomicUsize::new(0));
        let mended = Mended {
            chunks,
            carry: Vec::new(),
            since_event: Arc::clone(&since_event),
            end: End::NotYet,
        };
        Self {
            parser: SseByteStream::new(Box::pin(mended)),
            since_event,
        }
    }
}

impl Stream for SseReader {
    type Item = Result<Event, ReadEventsError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let block = std::task::ready!(self.parser.poll_next_unpin(cx));
            let Some(block) = block else {
                return Poll::Ready(None);
            };
            match block {
                Ok(block) => {
                    self.since_event.store(0, Ordering::Relaxed);
                    if let Some(data) = block.data {
                        let name = block.event;
                        return Poll::Ready(Some(Ok(Event { name, data })));
                    }
                }
                Err(error) => return Poll::Ready(Some(Err(cause(error)))),
            }
        }
    }
}

/// All events of a body that is here already, such as a skeleton.
pub fn events_of(body: &[u8]) -> Vec<Event> {
    let body = Bytes::copy_from_slice(body);
    let chunks: Chunks = Box::pin(futures_util::stream::iter([Ok(body)]));
    let events = SseReader::new(chunks).filter_map(async |event| event.ok());
    // Everything is here, so nothing is ever waited for.
    events.collect().now_or_never().unwrap_or_default()
}

/// The chunks with valid UTF-8, counted, and with a blank line after a clean end.
struct Mended {
    chunks: Chunks,
    /// The first bytes of a character that goes on in the next chunk.
    carry: Vec<u8>,
    since_event: Arc<AtomicUsize>,
    end: End,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    NotYet,
    Reached,
}

impl Stream for Mended {
    type Item = Result<Bytes, ReadEventsError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.end == End::Reached {
            return Poll::Ready(None);
        }
        match std::task::ready!(self.chunks.poll_next_unpin(cx)) {
            Some(Ok(bytes)) => {
                let count = self.since_event.fetch_add(bytes.len(), Ordering::Relaxed);
                if count + bytes.len() > EVENT_LIMIT {
                    self.end = End::Reached;
                    return Poll::Ready(Some(Err(ReadEventsError::TooLarge)));
                }
                Poll::Ready(Some(Ok(valid(&mut self.carry, bytes))))
            }
            Some(Err(error)) => {
                self.end = End::Reached;
                Poll::Ready(Some(Err(ReadEventsError::Transport(error))))
            }
            None => {
                self.end = End::Reached;
                let mut last = String::from_utf8_lossy(&self.carry).into_owned();
                last.push_str("\n\n");
                Poll::Ready(Some(Ok(last.into())))
            }
        }
    }
}

/// The bytes with every invalid sequence replaced; an unfinished one is carried over.
fn valid(carry: &mut Vec<u8>, bytes: Bytes) -> Bytes {
    if carry.is_empty() && std::str::from_utf8(&bytes).is_ok() {
        return bytes;
    }
    let mut joined = std::mem::take(carry);
    joined.extend_from_slice(&bytes);
    let mut out = String::with_capacity(joined.len());
    let mut rest = joined.as_slice();
    loop {
        match std::str::from_utf8(rest) {
            Ok(text) => {
                out.push_str(text);
                return out.into();
            }
            Err(error) => {
                let (good, bad) = rest.split_at(error.valid_up_to());
                out.push_str(&String::from_utf8_lossy(good));
                let Some(length) = error.error_len() else {
                    carry.extend_from_slice(bad);
                    return out.into();
                };
                out.push(char::REPLACEMENT_CHARACTER);
                rest = &bad[length..];
            }
        }
    }
}

fn cause(error: sse_stream::Error) -> ReadEventsError {
    match error {
        sse_stream::Error::Body(inner) => match inner.downcast::<ReadEventsError>() {
            Ok(cause) => *cause,
            Err(other) => ReadEventsError::Parse(other.to_string()),
        },
        other => ReadEventsError::Parse(other.to_string()),
    }
}
