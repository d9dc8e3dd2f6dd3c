//! Writes a JSON body in pieces: text that grows, and sources in the middle of it. Owns the
//! escaping and the order; what is written is the endpoints' affair.

use std::sync::Arc;

use bytes::Bytes;
use serde_json::{Map, Value};

use super::{Body, Piece, Source};

/// A reference picture of a JSON request.
#[derive(Debug, Clone)]
pub enum Reference {
    /// An address that the provider fetches.
    Url(String),
    /// A file, sent as a data URL.
    File {
        /// `image/png` and the like.
        content_type: &'static str,
        /// The bytes.
        source: Arc<dyn Source>,
    },
}

/// A JSON text on its way.
#[derive(Debug, Default)]
pub struct JsonText {
    text: String,
    pieces: Vec<Piece>,
}

impl JsonText {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds JSON as it is.
    #[must_use]
    pub fn raw(mut self, text: &str) -> Self {
        self.text.push_str(text);
        self
    }

    /// Adds a text as a JSON string.
    #[must_use]
    pub fn string(self, text: &str) -> Self {
        self.raw(&Value::from(text).to_string())
    }

    /// Adds a picture as a JSON string: its address, or a data URL that is made while it leaves.
    #[must_use]
    pub fn reference(self, reference: &Reference) -> Self {
        match reference {
            Reference::Url(url) => self.string(url),
            Reference::File {
                content_type,
                source,
            } => self
                .raw("\"data:")
                .raw(content_type)
                .raw(";base64,")
                .piece(Piece::Base64(Arc::clone(source)))
                .raw("\""),
        }
    }

    /// Adds a piece that is opened when its turn comes.
    #[must_use]
    pub fn piece(mut self, piece: Piece) -> Self {
        if !self.text.is_empty() {
            let text = std::mem::take(&mut self.text);
            self.pieces.push(Piece::Bytes(Bytes::from(text)));
        }
        self.pieces.push(piece);
        self
    }

    /// Adds each item with commas between them.
    #[must_use]
    pub fn list<T>(
        mut self,
        items: impl IntoIterator<Item = T>,
        mut write: impl FnMut(Self, T) -> Self,
    ) -> Self {
        for (at, item) in items.into_iter().enumerate() {
            if at > 0 {
                self = self.raw(",");
            }
            self = write(self, item);
        }
        self
    }

    /// Adds fields to an object that has some already.
    #[must_use]
    pub fn fields(mut self, fields: &Map<String, Value>) -> Self {
        for (name, value) in fields {
            self = self.raw(",").string(name).raw(":").raw(&value.to_string());
        }
        self
    }

    /// The body.
    pub fn finish(mut self) -> Body {
        if !self.text.is_empty() || self.pieces.is_empty() {
            self.pieces.push(Piece::Bytes(self.text.into()));
        }
        Body::Json(self.pieces)
    }
}
