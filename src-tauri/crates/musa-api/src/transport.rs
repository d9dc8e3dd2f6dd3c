//! The port through which requests leave. Only its implementations await the network.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use futures_util::Stream;
use http::{HeaderMap, Method, StatusCode};
use url::Url;

use self::ceiling::BODY_LIMIT;
use crate::body::Body;

pub mod ceiling;
pub mod guard;
pub mod proxy;
pub mod reqwest;

/// A request, ready to leave: absolute address, all headers, the body as a value.
#[derive(Debug, Clone)]
pub struct Outgoing {
    /// GET or POST.
    pub method: Method,
    /// The whole address.
    pub url: Url,
    /// All headers but those that describe the body.
    pub headers: HeaderMap,
    /// The body.
    pub body: Body,
    /// How long to wait, and for what.
    pub limits: Limits,
    /// Told how many bytes of the body have left.
    pub progress: Option<Arc<dyn UploadProgress>>,
    /// Where the request may go.
    pub reach: Reach,
}

/// Which addresses a request may be sent to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Reach {
    /// Anywhere: the user typed this host.
    #[default]
    Anywhere,
    /// Public addresses only, checked when the name is resolved ([`guard`]): a provider's answer
    /// named this host.
    Public,
}

/// Hears how much of a request body has left. Called often: implementations coalesce.
pub trait UploadProgress: std::fmt::Debug + Send + Sync {
    /// `sent` of `total` bytes have been handed to the connection.
    fn sent(&self, sent: u64, total: u64);
}

/// Limits of one exchange: times (`reliability.md` N4) and the size of the answer (H1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// For the connection, TLS included.
    pub connect: Duration,
    /// Until the first byte of the body; the user's ceiling.
    pub first_byte: Duration,
    /// Between two chunks of the body.
    pub idle: Duration,
    /// The most bytes of a body that are received; a longer one ends as cut there.
    pub body: u64,
}

impl Limits {
    /// A paid picture: 15 s to connect, 30 min of silence, 120 s between chunks.
    pub const PICTURE: Self = Self {
        connect: Duration::from_secs(15),
        first_byte: Duration::from_mins(30),
        idle: Duration::from_mins(2),
        body: BODY_LIMIT,
    };
    /// The same as events: the head comes at once, and drafts are minutes apart (WIRE 1.3).
    pub const PICTURE_EVENTS: Self = Self {
        idle: Duration::from_mins(10),
        ..Self::PICTURE
    };
    /// A short question: models, a task's state.
    pub const QUESTION: Self = Self {
        connect: Duration::from_secs(15),
        first_byte: Duration::from_secs(30),
        idle: Duration::from_secs(30),
        body: BODY_LIMIT,
    };
    /// Asks for a film: the answer is a task's id and comes soon, but pictures go up with it.
    pub const CREATE_TASK: Self = Self {
        first_byte: Duration::from_mins(5),
        ..Self::PICTURE
    };
    /// A result's address: idle 60 s.
    pub const DOWNLOAD: Self = Self {
        connect: Duration::from_secs(15),
        first_byte: Duration::from_mins(1),
        idle: Duration::from_mins(1),
        body: BODY_LIMIT,
    };
}

/// The first part of an answer.
#[derive(Debug, Clone)]
pub struct Head {
    /// HTTP status.
    pub status: StatusCode,
    /// Headers as they came. Implementations of [`Transport`] never follow a redirect.
    pub headers: HeaderMap,
}

impl Head {
    /// A header as text, if it is there and is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The media type without its parameters, in lower case.
    pub fn media_type(&self) -> Option<String> {
        let value = self.header("content-type")?;
        Some(
            value
                .split(';')
                .next()
                .unwrap_or(value)
                .trim()
                .to_ascii_lowercase(),
        )
    }

    /// The length that the server announced.
    pub fn content_length(&self) -> Option<u64> {
        self.header("content-length")?.trim().parse().ok()
    }
}

/// The chunks of an answer's body. An end before the announced length is an error.
pub type Chunks = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>;

/// An answer whose body has not been read yet.
pub struct Incoming {
    /// Status and headers.
    pub head: Head,
    /// The body.
    pub chunks: Chunks,
}

/// How an exchange failed below HTTP. Texts never hold an address or a header.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TransportError {
    /// No connection: name not found, refused, TLS. Nothing of the request has left.
    #[error("no connection: {0}")]
    Connect(String),
    /// The address may not be reached (`reliability.md` N12). Nothing has left.
    #[error("this address is not allowed: {0}")]
    Refused(String),
    /// The request could not be built. Nothing has left.
    #[error("the request could not be built: {0}")]
    Build(String),
    /// A piece of the body could not be read; the server has at most a part of it.
    #[error("a reference could not be read: {0}")]
    Source(String),
    /// The connection broke, or closed without an answer, after the request began to leave.
    #[error("the connection broke: {0}")]
    Broken(String),
    /// Silence past the limit.
    #[error("no answer within {0:?}")]
    Silent(Duration),
    /// The body ended before its announced length, or was cut.
    #[error("the answer was cut: {0}")]
    Cut(String),
}

impl TransportError {
    pub(crate) fn map_text(&mut self, change: impl Fn(&str) -> String) {
        match self {
            Self::Connect(text)
            | Self::Refused(text)
            | Self::Build(text)
            | Self::Source(text)
            | Self::Broken(text)
            | Self::Cut(text) => *text = change(text),
            Self::Silent(_) => {}
        }
    }
}

/// Sends requests. Follows no redirect and repeats nothing, ever.
#[async_trait]
pub trait Transport: Send + Sync {
    /// Sends one request and waits for the head of its answer.
    async fn send(&self, request: Outgoing) -> Result<Incoming, TransportError>;
}
