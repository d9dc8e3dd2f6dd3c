//! An answer while it arrives: until the first byte the user's patience counts, then the time
//! between two chunks (`reliability.md` N4).

use std::time::Duration;

use ::reqwest::Response;
use bytes::Bytes;
use futures_util::{Stream, StreamExt as _};
use tokio::time::Instant;

use super::failure;
use crate::transport::{Chunks, Head, Incoming, Limits, TransportError};

/// The answer to a request that started at `started`.
pub(super) fn from(response: Response, limits: Limits, started: Instant) -> Incoming {
    let head = Head {
        status: response.status(),
        headers: response.headers().clone(),
    };
    let patience = limits.first_byte.saturating_sub(started.elapsed());
    let body = response.bytes_stream();
    let first = State {
        body: Box::pin(body),
        patience,
        limits,
        end: End::NotYet,
    };
    let chunks: Chunks = Box::pin(futures_util::stream::unfold(first, next));
    Incoming { head, chunks }
}

type Body = std::pin::Pin<Box<dyn Stream<Item = Result<Bytes, ::reqwest::Error>> + Send>>;

struct State {
    body: Body,
    /// For the next chunk.
    patience: Duration,
    limits: Limits,
    end: End,
}

#[derive(PartialEq, Eq)]
enum End {
    NotYet,
    Reached,
}

async fn next(mut state: State) -> Option<(Result<Bytes, TransportError>, State)> {
    if state.end == End::Reached {
        return None;
    }
    match tokio::time::timeout(state.patience, state.body.next()).await {
        Ok(None) => None,
        Ok(Some(Ok(bytes))) => {
            if !bytes.is_empty() {
                state.patience = state.limits.idle;
            }
            Some((Ok(bytes), state))
        }
        Ok(Some(Err(error))) => {
            state.end = End::Reached;
            Some((Err(TransportError::Cut(failure::words(&error))), state))
        }
        Err(_) => {
            state.end = End::Reached;
            let silence = state.patience;
            Some((Err(TransportError::Silent(silence)), state))
        }
    }
}
