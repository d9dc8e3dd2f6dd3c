//! Request bodies as reqwest takes them: sources are opened and read on a blocking thread when
//! their turn comes, a few steps ahead of the connection and no more; what leaves is counted.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};

use ::reqwest::multipart;
use bytes::Bytes;
use futures_util::Stream;
use http_body::{Body as HttpBody, Frame, SizeHint};
use tokio::sync::mpsc;

use super::failure;
use crate::body::steps::Steps;
use crate::body::{Part, PartContent, Piece};
use crate::transport::{TransportError, UploadProgress};

/// Steps of 64 KiB that may wait for the connection.
const AHEAD: usize = 4;

/// What is known of a request body while it leaves.
#[derive(Debug, Clone)]
pub(super) struct Upload {
    /// Its whole length.
    pub(super) total: u64,
    progress: Option<Arc<dyn UploadProgress>>,
    /// Why a source could not be read; reqwest would only say that a body failed.
    failed: Arc<OnceLock<String>>,
}

impl Upload {
    pub(super) fn new(progress: Option<Arc<dyn UploadProgress>>) -> Self {
        Self {
            total: 0,
            progress,
            failed: Arc::default(),
        }
    }

    /// The failure of a source, if that is what ended the request.
    pub(super) fn failure(&self) -> Option<TransportError> {
        self.failed.get().cloned().map(TransportError::Source)
    }

    /// A body of pieces.
    pub(super) fn pieces(&self, pieces: Vec<Piece>) -> ::reqwest::Body {
        ::reqwest::Body::wrap_stream(Reading {
            state: State::NotYet(pieces),
            failed: Arc::clone(&self.failed),
        })
    }

    /// A form, in reqwest's own words.
    pub(super) fn form(&self, parts: Vec<Part>) -> Result<multipart::Form, TransportError> {
        let mut form = multipart::Form::new();
        for part in parts {
            let content = match part.content {
                PartContent::Text(text) => multipart::Part::text(text),
                PartContent::File(file) => {
                    let length = file.source.len();
                    let body = self.pieces(vec![Piece::Raw(file.source)]);
                    multipart::Part::stream_with_length(body, length)
                        .file_name(file.file_name)
                        .mime_str(file.content_type)
                        .map_err(|error| TransportError::Build(failure::words(&error)))?
                }
            };
            form = form.part(part.name, content);
        }
        Ok(form)
    }

    /// The body with its length known and its bytes counted.
    pub(super) fn counted(&self, inner: ::reqwest::Body) -> ::reqwest::Body {
        ::reqwest::Body::wrap(Counted {
            inner,
            sent: 0,
            total: self.total,
            progress: self.progress.clone(),
        })
    }
}

/// Reads pieces on a blocking thread that starts when the first byte is wanted.
struct Reading {
    state: State,
    failed: Arc<OnceLock<String>>,
}

enum State {
    NotYet(Vec<Piece>),
    Running(mpsc::Receiver<io::Result<Bytes>>),
}

impl Stream for Reading {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let State::NotYet(pieces) = &mut self.state {
            let steps = Steps::new(std::mem::take(pieces));
            self.state = State::Running(start(steps));
        }
        let State::Running(queue) = &mut self.state else {
            return Poll::Ready(None);
        };
        let step = std::task::ready!(queue.poll_recv(cx));
        if let Some(Err(error)) = &step {
            // The first reason counts.
            let _ = self.failed.set(error.to_string());
        }
        Poll::Ready(step)
    }
}

fn start(steps: Steps) -> mpsc::Receiver<io::Result<Bytes>> {
    let (sender, queue) = mpsc::channel(AHEAD);
    // Ends with the request: nobody takes the next step then.
    drop(tokio::task::spawn_blocking(move || {
        for step in steps {
            if sender.blocking_send(step).is_err() {
                break;
            }
        }
    }));
    queue
}

struct Counted {
    inner: ::reqwest::Body,
    sent: u64,
    total: u64,
    progress: Option<Arc<dyn UploadProgress>>,
}

impl HttpBody for Counted {
    type Data = Bytes;
    type Error = ::reqwest::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let frame = std::task::ready!(Pin::new(&mut self.inner).poll_frame(cx));
        if let Some(Ok(frame)) = &frame
            && let Some(bytes) = frame.data_ref()
        {
            self.sent += bytes.len() as u64;
            if let Some(progress) = &self.progress {
                progress.sent(self.sent, self.total);
            }
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.sent >= self.total
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.total.saturating_sub(self.sent))
    }
}
