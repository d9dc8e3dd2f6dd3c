//! `POST /v1/images/generations` (WIRE 1): pictures from words, and from references as JSON.
//! Owns the order and the names of the fields; what a model takes is the catalogue's affair.

use http::Method;
use serde::Serialize;

use crate::answer::{ImagesAnswer, read_images};
use crate::body::Body;
use crate::body::json::JsonText;
pub use crate::body::json::Reference;
use crate::endpoint::{Billing, Change, Endpoint, Received, Request};
use crate::endpoints::delivery::Delivery;
use crate::error::Error;

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
    /// `auto` or `low`; gpt-image.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moderation: Option<String>,
    /// `vivid` or `natural`; dall-e-3.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub style: Option<String>,
    /// Who asks, for the provider's own watch against abuse.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// Whole, as events with drafts, or as a task.
    #[serde(flatten)]
    pub delivery: Delivery,
    /// Reference pictures, in order; sent as `image`, the last key of the JSON.
    #[serde(skip)]
    pub references: Vec<Reference>,
}

impl Endpoint for Generations {
    type Answer = ImagesAnswer;

    fn request(&self) -> Request {
        Request {
            method: Method::POST,
            path: "/v1/images/generations".to_owned(),
            query: self.delivery.query(),
            body: self.body(),
            billing: Billing::Billable,
            limits: self.delivery.limits(),
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
            "stream" | "partial_images" => return changed.without(field),
            _ => return None,
        };
        Some(changed)
    }
}

impl Generations {
    fn without(mut self, field: &str) -> Option<Self> {
        self.delivery = self.delivery.without(field)?;
        Some(self)
    }

    fn body(&self) -> Body {
        // A struct of strings and numbers always serialises; an empty text would be refused by
        // the provider as invalid JSON, with nothing spent.
        let text = serde_json::to_string(self).unwrap_or_default();
        if self.references.is_empty() {
            return JsonText::new().raw(&text).finish();
        }
        let open = text.strip_suffix('}').unwrap_or(&text);
        JsonText::new()
            .raw(open)
            .raw(r#","image":["#)
            .list(&self.references, JsonText::reference)
            .raw("]}")
            .finish()
    }
}
