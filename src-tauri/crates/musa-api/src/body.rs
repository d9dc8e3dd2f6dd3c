//! A request body as a value: ordered pieces, each bytes or a source that is opened when its
//! turn comes, so that eight references of 4 MB are never in memory at once and every length
//! is known before the first byte leaves (some gateways refuse chunked uploads, WIRE 2.3).
//!
//! Does not read anything itself: the transport does, piece by piece, through [`steps`].

use std::fmt;
use std::io::{self, Read};
use std::sync::Arc;

use bytes::Bytes;

pub mod json;
pub mod steps;

/// Bytes that can be read more than once, of a length known beforehand.
pub trait Source: fmt::Debug + Send + Sync {
    /// How many bytes [`Source::open`] will give, exactly.
    fn len(&self) -> u64;

    /// True when there is nothing to read.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Starts reading from the beginning. Called once for each attempt, on a blocking thread.
    fn open(&self) -> io::Result<Box<dyn Read + Send>>;
}

impl Source for Bytes {
    fn len(&self) -> u64 {
        self.as_ref().len() as u64
    }

    fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        Ok(Box::new(io::Cursor::new(self.clone())))
    }
}

/// One piece of a body.
#[derive(Debug, Clone)]
pub enum Piece {
    /// Bytes that go out as they are.
    Bytes(Bytes),
    /// A source that goes out as it is.
    Raw(Arc<dyn Source>),
    /// A source that goes out as standard base64 with padding.
    Base64(Arc<dyn Source>),
}

impl Piece {
    /// Length on the wire, in bytes.
    pub fn len(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::Raw(source) => source.len(),
            Self::Base64(source) => source.len().div_ceil(3) * 4,
        }
    }

    /// True when nothing of it goes out.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A file of a multipart body.
#[derive(Debug, Clone)]
pub struct FilePart {
    /// ASCII, with the extension that fits the type: servers derive the type from it (WIRE 2.3).
    pub file_name: String,
    /// `image/png` and the like.
    pub content_type: &'static str,
    /// The bytes.
    pub source: Arc<dyn Source>,
}

/// One part of a multipart body.
#[derive(Debug, Clone)]
pub struct Part {
    /// The field's name.
    pub name: String,
    /// What it holds.
    pub content: PartContent,
}

/// What a part of a multipart body holds.
#[derive(Debug, Clone)]
pub enum PartContent {
    /// A plain scalar.
    Text(String),
    /// A file.
    File(FilePart),
}

/// The body of a request.
#[derive(Debug, Clone, Default)]
pub enum Body {
    /// None: a GET.
    #[default]
    Empty,
    /// `application/json`, its text in pieces.
    Json(Vec<Piece>),
    /// `multipart/form-data`, in this order: text before files.
    Multipart(Vec<Part>),
}

impl Body {
    /// How many bytes go out, as far as this value knows: a form's boundaries come on top.
    pub fn content_len(&self) -> u64 {
        match self {
            Self::Empty => 0,
            Self::Json(pieces) => pieces.iter().map(Piece::len).sum(),
            Self::Multipart(parts) => parts.iter().map(Part::len).sum(),
        }
    }
}

impl Part {
    /// Length of what it holds, in bytes.
    pub fn len(&self) -> u64 {
        match &self.content {
            PartContent::Text(text) => text.len() as u64,
            PartContent::File(file) => file.source.len(),
        }
    }

    /// True when it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
