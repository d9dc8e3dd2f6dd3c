//! Owns the bodies of Gemini's own format: turns of parts, and the settings (WIRE 3.1).
//!
//! Names are read in both casings, for the official clients mix them. What the settings mean is
//! judged elsewhere; what is to be edited is decided here: the last picture of the model, with
//! what the user sends along, or else every picture of the user.

mod turns;

use std::collections::BTreeMap;

use bytes::Bytes;
use serde_json::{Map, Value};

use super::{Endpoint, Fetch, Received, Upload};
use crate::refusal::Refusal;
use crate::seen::SeenFile;

pub(crate) use turns::{Holding, Role, Signature, Turn};

/// A request in Gemini's format.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) received: Received,
    pub(crate) turns: Vec<Turn>,
    /// Whether words may be answered.
    pub(crate) words: Wish,
    /// Whether pictures may be answered.
    pub(crate) pictures: Wish,
    /// Whether thoughts are to be shown; `None` where nothing is said about thinking.
    pub(crate) thoughts: Option<Wish>,
    pub(crate) candidates: Option<u64>,
}

/// Whether something is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    Yes,
    No,
}

impl Wish {
    fn from(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }
}

/// What was read from a body: the request, and what the log keeps of it.
pub(crate) struct Reading {
    pub(crate) asked: Result<Asked, Refusal>,
    pub(crate) fields: BTreeMap<String, Vec<String>>,
    pub(crate) files: Vec<SeenFile>,
}

/// A member of an object by its name in camelCase or in `snake_case`; null is as if absent.
pub(super) fn member<'a>(object: &'a Map<String, Value>, camel: &str) -> Option<&'a Value> {
    let mut snake = String::new();
    for letter in camel.chars() {
        if letter.is_ascii_uppercase() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    object
        .get(camel)
        .or_else(|| object.get(&snake))
        .filter(|value| !value.is_null())
}

pub(super) fn inner<'a>(
    object: &'a Map<String, Value>,
    name: &str,
) -> Option<&'a Map<String, Value>> {
    member(object, name)?.as_object()
}

fn invalid(message: impl Into<String>) -> Refusal {
    Refusal::invalid("", "INVALID_ARGUMENT", message)
}

/// Reads a body; the model's name comes from the path.
pub(crate) fn read(model: &str, body: &Bytes, fetch: &Fetch<'_>) -> Reading {
    let mut reading = Reading {
        asked: Err(invalid(
            "Invalid JSON payload received. Unexpected end of string.",
        )),
        fields: BTreeMap::new(),
        files: Vec::new(),
    };
    let Ok(Value::Object(object)) = serde_json::from_slice::<Value>(body) else {
        return reading;
    };
    let none = Map::new();
    let settings = inner(&object, "generationConfig").unwrap_or(&none);
    let mut fields = image_settings(settings);
    fields.insert("model".to_owned(), vec![model.to_owned()]);
    let turns = turns::read(&object, fetch, &mut reading.files);
    if let Ok(turns) = &turns {
        fields.insert("prompt".to_owned(), vec![turns::prompt(turns)]);
    }
    reading.fields.clone_from(&fields);
    reading.asked = turns.map(|turns| asked(turns, fields, settings));
    reading
}

/// The settings that the images routes have too, under the names that they have there.
fn image_settings(settings: &Map<String, Value>) -> BTreeMap<String, Vec<String>> {
    let mut fields = BTreeMap::new();
    let image = inner(settings, "imageConfig");
    for (name, field) in [("aspectRatio", "aspect_ratio"), ("imageSize", "image_size")] {
        let value = image.and_then(|image| member(image, name));
        if let Some(text) = value.and_then(Value::as_str) {
            fields.insert(field.to_owned(), vec![text.to_owned()]);
        }
    }
    if let Some(seed) = member(settings, "seed") {
        fields.insert("seed".to_owned(), vec![seed.to_string()]);
    }
    fields
}

fn asked(
    turns: Vec<Turn>,
    fields: BTreeMap<String, Vec<String>>,
    settings: &Map<String, Value>,
) -> Asked {
    let modalities: Option<Vec<String>> = member(settings, "responseModalities")
        .and_then(Value::as_array)
        .map(|list| {
            let texts = list.iter().filter_map(Value::as_str);
            texts.map(str::to_ascii_uppercase).collect()
        });
    let allowed = |name: &str| {
        let among = |list: &Vec<String>| list.is_empty() || list.iter().any(|one| one == name);
        Wish::from(modalities.as_ref().is_none_or(among))
    };
    let thoughts = inner(settings, "thinkingConfig").map(|thinking| {
        let shown = member(thinking, "includeThoughts").and_then(Value::as_bool);
        Wish::from(shown.unwrap_or(false))
    });
    let received = Received {
        names: fields.keys().cloned().collect(),
        references: references(&turns),
        fields,
        ..Received::new(Endpoint::Gemini)
    };
    Asked {
        received,
        words: allowed("TEXT"),
        pictures: allowed("IMAGE"),
        thoughts,
        candidates: member(settings, "candidateCount").and_then(Value::as_u64),
        turns,
    }
}

/// The pictures that the answer continues from.
fn references(turns: &[Turn]) -> Vec<Upload> {
    let pictures = |turn: &Turn| -> Vec<Bytes> { turn.pictures().cloned().collect() };
    let last = turns
        .iter()
        .rposition(|turn| turn.role == Role::Model && turn.pictures().next().is_some());
    let (drawn, since) = match last {
        Some(place) => (
            pictures(&turns[place]).pop(),
            turns.get(place + 1..).unwrap_or_default(),
        ),
        None => (None, turns),
    };
    drawn
        .into_iter()
        .chain(since.iter().flat_map(pictures))
        .map(|bytes| Upload {
            param: "contents".to_owned(),
            bytes,
        })
        .collect()
}
