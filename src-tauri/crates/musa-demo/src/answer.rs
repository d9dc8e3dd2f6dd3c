//! Owns answers: the JSON of a success, what faults do to it, and how it goes down the wire.

pub(crate) mod chat;
pub(crate) mod deliver;
pub(crate) mod events;
pub(crate) mod gemini;
pub(crate) mod refuse;
pub(crate) mod talk;
mod text;

use std::time::{SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use serde_json::{Value, json};

use crate::rules::Order;

pub(crate) use text::base64_text;

/// Whether an answer holds addresses or the pictures themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AnswerForm {
    /// `data[].url`, fetched from the demo.
    #[default]
    Url,
    /// `data[].b64_json`.
    B64Json,
}

/// One picture as it is answered: an address, or base64 that is JSON-safe already.
pub(crate) enum Piece {
    Url(String),
    B64(String),
}

/// A picture, drawn and encoded.
#[derive(Clone, Debug)]
pub(crate) struct Encoded {
    pub(crate) bytes: Bytes,
    /// The type that is declared for it.
    pub(crate) content_type: &'static str,
}

/// The body of a success. The text is put together by hand: a parsed tree would copy tens of
/// megabytes of base64 again, and escape what a fault wants unescaped.
pub(crate) fn body(order: &Order, pieces: &[Piece]) -> String {
    let size: usize = pieces.iter().map(|piece| 200 + piece.text().len()).sum();
    let mut body = String::with_capacity(size + 600);
    body.push_str("{\"created\":");
    body.push_str(&now().to_string());
    body.push_str(",\"data\":[");
    for (index, piece) in pieces.iter().enumerate() {
        if index > 0 {
            body.push(',');
        }
        push_piece(&mut body, order, piece);
    }
    body.push(']');
    for (name, value) in besides(order) {
        for text in [",\"", name, "\":", &value.to_string()] {
            body.push_str(text);
        }
    }
    body.push('}');
    body
}

impl Piece {
    fn text(&self) -> &str {
        match self {
            Self::Url(text) | Self::B64(text) => text,
        }
    }
}

fn push_piece(body: &mut String, order: &Order, piece: &Piece) {
    let (name, other) = match piece {
        Piece::Url(_) => ("url", "b64_json"),
        Piece::B64(_) => ("b64_json", "url"),
    };
    body.push_str("{\"");
    body.push_str(name);
    body.push_str("\":\"");
    body.push_str(piece.text());
    body.push('"');
    if order.family.is_relay() {
        // new-api has no `omitempty`: what is absent comes as an empty string.
        for text in [",\"", other, "\":\"\",\"revised_prompt\":\"\""] {
            body.push_str(text);
        }
    } else if order.family == crate::models::Family::DallE3 {
        body.push_str(",\"revised_prompt\":");
        body.push_str(&json!(order.prompt).to_string());
    }
    body.push('}');
}

/// What an answer or an event says beside the pictures.
fn besides(order: &Order) -> Vec<(&'static str, Value)> {
    let mut fields = Vec::new();
    if order.family.is_gpt() {
        let background = match order.background {
            crate::rules::Background::Opaque => "opaque",
            crate::rules::Background::Transparent => "transparent",
        };
        let quality = if order.quality == "auto" {
            "medium"
        } else {
            &order.quality
        };
        let size = format!("{}x{}", order.pixels.width, order.pixels.height);
        fields.push(("background", json!(background)));
        fields.push(("output_format", json!(order.format.name())));
        fields.push(("quality", json!(quality)));
        fields.push(("size", json!(size)));
    }
    if !matches!(
        order.family,
        crate::models::Family::DallE2 | crate::models::Family::DallE3
    ) {
        fields.push(("usage", usage(order)));
    }
    fields
}

/// Token counts of the size that real answers show: 4 160 for a high-quality square (WIRE 1.2),
/// 1 290 for a nano-banana picture (WIRE 2.6).
fn usage(order: &Order) -> Value {
    let text = order
        .prompt
        .split_whitespace()
        .count()
        .max(order.prompt.len() / 4)
        .max(1);
    let images = order.references.len() * 388;
    let each = match (order.family.is_gpt(), order.quality.as_str()) {
        (true, "low") => 272,
        (true, "high" | "xhigh" | "max") => 4_160,
        (true, _) => 1_056,
        (false, _) => 1_290,
    };
    let output = each * usize::try_from(order.count).unwrap_or(1);
    json!({
        "total_tokens": text + images + output,
        "input_tokens": text + images,
        "output_tokens": output,
        "input_tokens_details": {"text_tokens": text, "image_tokens": images},
        "output_tokens_details": {"text_tokens": 0, "image_tokens": output},
    })
}

/// Seconds since 1970.
pub(crate) fn now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs())
}
