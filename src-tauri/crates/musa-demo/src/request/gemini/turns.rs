//! Owns the turns of a conversation in Gemini's format: who said what, with which signatures.

use bytes::Bytes;
use serde_json::{Map, Value};

use super::{inner, invalid, member};
use crate::refusal::Refusal;
use crate::request::{Fetch, decode_base64, read_source};
use crate::seen::SeenFile;
use crate::signature::SKIP;

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    User,
    Model,
}

/// One turn.
#[derive(Clone, Debug)]
pub(crate) struct Turn {
    pub(crate) role: Role,
    pub(crate) parts: Vec<Part>,
}

/// One part of a turn.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) holding: Holding,
    pub(crate) thought: bool,
    pub(crate) signature: Signature,
}

/// What a part holds.
#[derive(Clone, Debug)]
pub(crate) enum Holding {
    Text(String),
    Picture(Bytes),
    /// Something that is nothing to a painter: a function call, an empty part.
    Nothing,
}

/// A thought signature as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Signature {
    Missing,
    /// The words that stand for a history from another model.
    Skipped,
    Bytes(Vec<u8>),
    Unreadable,
}

impl Turn {
    /// Its pictures, without drafts.
    pub(crate) fn pictures(&self) -> impl Iterator<Item = &Bytes> {
        self.parts.iter().filter_map(|part| match &part.holding {
            Holding::Picture(bytes) if !part.thought => Some(bytes),
            _ => None,
        })
    }

    fn text(&self) -> String {
        let texts = self.parts.iter().filter_map(|part| match &part.holding {
            Holding::Text(text) if !part.thought => Some(text.as_str()),
            _ => None,
        });
        texts.collect::<Vec<_>>().join("\n")
    }
}

/// The words of the last turn of the user.
pub(super) fn prompt(turns: &[Turn]) -> String {
    let last = turns.iter().rfind(|turn| turn.role == Role::User);
    last.map(Turn::text).unwrap_or_default()
}

/// Reads `contents`, and notes every picture in it.
pub(super) fn read(
    object: &Map<String, Value>,
    fetch: &Fetch<'_>,
    files: &mut Vec<SeenFile>,
) -> Result<Vec<Turn>, Refusal> {
    let contents = match member(object, "contents") {
        Some(Value::Array(contents)) if !contents.is_empty() => contents.as_slice(),
        Some(one @ Value::Object(_)) => std::slice::from_ref(one),
        _ => {
            let message = "* GenerateContentRequest.contents: contents is not specified\n";
            return Err(invalid(message));
        }
    };
    let mut turns = Vec::new();
    for (number, content) in contents.iter().enumerate() {
        let role = match content.get("role").and_then(Value::as_str) {
            None | Some("" | "user" | "function") => Role::User,
            Some("model") => Role::Model,
            Some(_) => return Err(invalid("Please use a valid role: user, model.")),
        };
        let list = match content.get("parts") {
            Some(Value::Array(parts)) => parts.as_slice(),
            Some(one @ Value::Object(_)) => std::slice::from_ref(one),
            _ => &[],
        };
        let mut parts = Vec::new();
        for (place, value) in list.iter().enumerate() {
            let name = format!("contents[{number}].parts[{place}]");
            parts.push(part(value, &name, fetch, files)?);
        }
        turns.push(Turn { role, parts });
    }
    Ok(turns)
}

fn part(
    value: &Value,
    name: &str,
    fetch: &Fetch<'_>,
    files: &mut Vec<SeenFile>,
) -> Result<Part, Refusal> {
    let none = Map::new();
    let object = value.as_object().unwrap_or(&none);
    let holding = if let Some(data) = inner(object, "inlineData") {
        let text = |field| member(data, field).and_then(Value::as_str);
        let bytes = decode_base64(text("data").unwrap_or_default())
            .ok_or_else(|| invalid(format!("Base64 decoding failed for \"{name}\"")))?;
        let (bytes, kind) = (Bytes::from(bytes), text("mimeType").map(str::to_owned));
        files.push(SeenFile::new(name.to_owned(), None, kind, bytes.clone()));
        Holding::Picture(bytes)
    } else if let Some(file) = inner(object, "fileData") {
        let uri = member(file, "fileUri").and_then(Value::as_str);
        let fetched = read_source(uri.unwrap_or_default(), name, 1, fetch);
        let (bytes, _) = fetched.map_err(|_| invalid("Cannot fetch content from the file URI."))?;
        Holding::Picture(bytes)
    } else {
        let text = object.get("text").and_then(Value::as_str);
        text.map_or(Holding::Nothing, |text| Holding::Text(text.to_owned()))
    };
    let signature = match member(object, "thoughtSignature").and_then(Value::as_str) {
        None | Some("") => Signature::Missing,
        Some(SKIP) => Signature::Skipped,
        Some(text) => match decode_base64(text) {
            // An SDK that takes bytes only sends the words as base64.
            Some(bytes) if bytes == SKIP.as_bytes() => Signature::Skipped,
            Some(bytes) => Signature::Bytes(bytes),
            None => Signature::Unreadable,
        },
    };
    Ok(Part {
        holding,
        thought: object.get("thought").and_then(Value::as_bool) == Some(true),
        signature,
    })
}
