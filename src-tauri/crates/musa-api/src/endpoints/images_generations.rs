//! `POST /v1/images/generations` (WIRE 1): pictures from words, and from references as JSON.
//! Owns the order and the names of the fields; what a model takes is the catalogue's affair.

use std::fmt::Write as _;
use std::sync::Arc;

use bytes::Bytes;
use http::Method;
use serde::Serialize;

use crate::answer::{ImagesAnswer, read_images};
use crate::body::{Body, Piece, Source};
use crate::endpoint::{Billing, Change, Endpoint, Received, Request};
use crate::error::Error;
use crate::transport::Limits;

/// The parameters. Only what is `Some` is sent: an empty `aspect_ratio` is an error at the relay.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Generations {
    /// Any id of `/v1/models`.
    pub model: String,
    /// What to draw.
    pub prompt: String,
    /// One of the document's ten, such as `16:9`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aspect_ratio: Option<String>,
    /// `1K`, `2K` or `4K`; nano-banana-2 only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_size: Option<String>,
    /// `1024x1024` with an ASCII x (WIRE 12.25).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<String>,
    /// How many, 1 to 10, for models that take it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub n: Option<u8>,
    /// `low`, `medium`, `high`, `auto`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quality: Option<String>,
    /// `transparent`, `opaque`, `auto`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background: Option<String>,
    /// `png`, `jpeg`, `webp`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output_format: Option<String>,
    /// 0 to 100, for jpeg and webp.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output_compression: Option<u8>,
    /// `url` or `b64_json`; the gpt-image models refuse it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response_format: Option<String>,
    /// For models that take one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
    /// Reference pictures, in order; sent as `image`, the last key of the JSON.
    #[serde(skip)]
    pub references: Vec<Reference>,
}

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

impl Endpoint for Generations {
    type Answer = ImagesAnswer;

    fn request(&self) -> Request {
        Request {
            method: Method::POST,
            path: "/v1/images/generations".to_owned(),
            query: Vec::new(),
            body: Body::Json(self.pieces()),
            billing: Billing::Billable,
            limits: Limits::PICTURE,
        }
    }

    fn read(&self, received: &Received) -> Result<ImagesAnswer, Error> {
        read_images(received)
    }

    fn adapt(&self, change: &Change) -> Option<Self> {
        let Change::DropField(field) = change else {
            return None;
        };
        let mut changed = self.clone();
        match field.as_str() {
            "response_format" => changed.response_format.take()?,
            "image_size" => changed.image_size.take()?,
            _ => return None,
        };
        Some(changed)
    }
}

impl Generations {
    fn pieces(&self) -> Vec<Piece> {
        // A struct of strings and numbers always serialises; an empty text would be refused by
        // the provider as invalid JSON, with nothing spent.
        let mut text = serde_json::to_string(self).unwrap_or_default();
        if self.references.is_empty() {
            return vec![Piece::Bytes(text.into())];
        }
        text.pop();
        text.push_str(r#","image":["#);
        let mut pieces = Vec::new();
        for (at, reference) in self.references.iter().enumerate() {
            if at > 0 {
                text.push(',');
            }
            match reference {
                Reference::Url(url) => {
                    text.push_str(&serde_json::Value::from(url.as_str()).to_string());
                }
                Reference::File {
                    content_type,
                    source,
                } => {
                    let _ = write!(text, r#""data:{content_type};base64,"#);
                    pieces.push(Piece::Bytes(Bytes::from(std::mem::take(&mut text))));
                    pieces.push(Piece::Base64(Arc::clone(source)));
                    text.push('"');
                }
            }
        }
        text.push_str("]}");
        pieces.push(Piece::Bytes(text.into()));
        pieces
    }
}
