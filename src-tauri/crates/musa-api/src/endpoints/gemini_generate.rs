//! `POST /v1beta/models/{model}:generateContent` (WIRE 3): pictures in Google's own format, also
//! as further turns of an edit. Owns the request; the answer is read by [`crate::answer::gemini`],
//! and the model's turn is cut out of it by [`crate::turn`].

use std::fmt::Write as _;
use std::sync::Arc;

use http::Method;

use crate::answer::{ImagesAnswer, gemini};
use crate::body::json::JsonText;
use crate::body::{Body, Piece, Source};
use crate::endpoint::{Billing, Change, Endpoint, Received, Request};
use crate::error::Error;
use crate::transport::Limits;

/// The parameters. The key is the client's affair and goes in a header, never in the address.
#[derive(Debug, Clone, Default)]
pub struct GeminiGenerate {
    /// Any id of `/v1/models`; a leading `models/` is not sent twice.
    pub model: String,
    /// The turns so far, the user's new one last.
    pub turns: Vec<Turn>,
    /// What may be answered.
    pub modalities: Modalities,
    /// Such as `16:9`; without it the last picture's ratio, else a square.
    pub aspect_ratio: Option<String>,
    /// `1K`, `2K` or `4K` with a capital K; only models that take it.
    pub image_size: Option<String>,
}

/// `generationConfig.responseModalities`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Modalities {
    /// `["IMAGE"]`, as the relay's document has it.
    #[default]
    Image,
    /// `["TEXT","IMAGE"]`: the model may say something beside the picture.
    TextAndImage,
}

/// One turn of an edit.
#[derive(Debug, Clone)]
pub enum Turn {
    /// The user's.
    User(Vec<UserPart>),
    /// The model's, as it came: the JSON text of `candidates[0].content`, made by
    /// [`crate::turn::TurnScan`]. It is sent byte by byte, so its signatures stay what they were.
    Model(Arc<dyn Source>),
}

/// One part of the user's turn.
#[derive(Debug, Clone)]
pub enum UserPart {
    /// Words.
    Text(String),
    /// A picture, sent as base64 inside the JSON.
    Picture {
        /// `image/png` and the like.
        content_type: &'static str,
        /// The bytes.
        source: Arc<dyn Source>,
    },
}

impl Endpoint for GeminiGenerate {
    type Answer = ImagesAnswer;

    fn request(&self) -> Request {
        Request {
            method: Method::POST,
            path: format!("/v1beta/models/{}:generateContent", segment(&self.model)),
            query: Vec::new(),
            body: self.body(),
            billing: Billing::Billable,
            limits: Limits::PICTURE,
        }
    }

    fn read(&self, received: &Received) -> Result<ImagesAnswer, Error> {
        gemini::read(received)
    }

    fn adapt(&self, change: &Change) -> Option<Self> {
        let mut changed = self.clone();
        match change {
            Change::DropField(field) if field == "image_size" => changed.image_size.take()?,
            Change::DropField(_) | Change::OtherArrayField => return None,
        };
        Some(changed)
    }
}

impl GeminiGenerate {
    fn body(&self) -> Body {
        let modalities = match self.modalities {
            Modalities::Image => r#"["IMAGE"]"#,
            Modalities::TextAndImage => r#"["TEXT","IMAGE"]"#,
        };
        JsonText::new()
            .raw(r#"{"contents":["#)
            .list(&self.turns, turn)
            .raw(r#"],"generationConfig":{"responseModalities":"#)
            .raw(modalities)
            .raw(&self.image_config())
            .raw("}}")
            .finish()
    }

    /// `,"imageConfig":{…}`, or nothing: an empty ratio or size is never sent (WIRE 12.2).
    fn image_config(&self) -> String {
        let fields = [
            ("aspectRatio", &self.aspect_ratio),
            ("imageSize", &self.image_size),
        ];
        let mut config = serde_json::Map::new();
        for (name, value) in fields {
            if let Some(value) = value {
                config.insert(name.to_owned(), value.as_str().into());
            }
        }
        if config.is_empty() {
            return String::new();
        }
        format!(r#","imageConfig":{}"#, serde_json::Value::Object(config))
    }
}

fn turn(json: JsonText, turn: &Turn) -> JsonText {
    match turn {
        Turn::Model(source) => json.piece(Piece::Raw(Arc::clone(source))),
        Turn::User(parts) => json
            .raw(r#"{"role":"user","parts":["#)
            .list(parts, part)
            .raw("]}"),
    }
}

pub(super) fn part(json: JsonText, part: &UserPart) -> JsonText {
    match part {
        UserPart::Text(text) => json.raw(r#"{"text":"#).string(text).raw("}"),
        UserPart::Picture {
            content_type,
            source,
        } => json
            .raw(r#"{"inlineData":{"mimeType":"#)
            .string(content_type)
            .raw(r#","data":""#)
            .piece(Piece::Base64(Arc::clone(source)))
            .raw(r#""}}"#),
    }
}

/// The model as one segment of the path; dots stay, for most ids have one.
pub(super) fn segment(model: &str) -> String {
    let model = model.strip_prefix("models/").unwrap_or(model);
    let dots_only = model.bytes().all(|byte| byte == b'.');
    let mut encoded = String::with_capacity(model.len());
    for byte in model.bytes() {
        let plain = byte.is_ascii_alphanumeric() || b"-_~".contains(&byte);
        if plain || (byte == b'.' && !dots_only) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}
