//! Owns the JSON bodies: generations in both dialects, and OpenAI's JSON form of edits (WIRE 2.5).

use bytes::Bytes;
use serde_json::{Map, Value};

use super::{Endpoint, Fetch, Reading, Received, Upload, read_source};
use crate::refusal::Refusal;
use crate::seen::SeenFile;

/// The fields that hold pictures.
const PICTURES: [&str; 4] = ["image", "images", "image[]", "mask"];

/// Reads a JSON body. Nulls are as if they were not there.
pub(crate) fn read(endpoint: Endpoint, body: &Bytes, fetch: &Fetch<'_>) -> Reading {
    let mut reading = Reading::unreadable();
    let Ok(Value::Object(object)) = serde_json::from_slice::<Value>(body) else {
        return reading;
    };
    let mut received = Received::new(endpoint);
    for (name, value) in object.iter().filter(|(_, value)| !value.is_null()) {
        received.names.insert(name.clone());
        let texts = scalars(value);
        if !texts.is_empty() && !PICTURES.contains(&name.as_str()) {
            received.fields.insert(name.clone(), texts);
        }
    }
    reading.fields.clone_from(&received.fields);
    let uploads = pictures(&object, fetch, &mut reading);
    reading.received = uploads.map(|(references, mask)| Received {
        references,
        mask,
        ..received
    });
    reading
}

/// A scalar, or an array of scalars, as text.
fn scalars(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Number(number) => vec![number.to_string()],
        Value::Bool(truth) => vec![truth.to_string()],
        Value::Array(items) => items.iter().flat_map(scalars).collect(),
        Value::Null | Value::Object(_) => Vec::new(),
    }
}

type Pictures = (Vec<Upload>, Option<Upload>);

fn pictures(
    object: &Map<String, Value>,
    fetch: &Fetch<'_>,
    reading: &mut Reading,
) -> Result<Pictures, Refusal> {
    let mut references = Vec::new();
    let mut first_refusal = None;
    for (field, param, text) in sources(object) {
        let number = references.len() + 1;
        match read_source(&text, &param, number, fetch) {
            Ok((bytes, kind)) => {
                let linked = text.starts_with("http");
                if linked {
                    reading.fields.entry(field.clone()).or_default().push(text);
                } else {
                    reading
                        .files
                        .push(SeenFile::new(field.clone(), None, kind, bytes.clone()));
                }
                references.push((field, Upload { param, bytes }));
            }
            Err(refusal) => {
                if text.starts_with("http") {
                    reading.fields.entry(field).or_default().push(text);
                }
                first_refusal.get_or_insert(refusal);
            }
        }
    }
    if let Some(refusal) = first_refusal {
        return Err(refusal);
    }
    let (masks, images): (Vec<_>, Vec<_>) = references
        .into_iter()
        .partition(|(field, _)| field == "mask");
    let uploads = images.into_iter().map(|(_, upload)| upload).collect();
    Ok((uploads, masks.into_iter().next().map(|(_, upload)| upload)))
}

/// Field, name for a refusal, and text of each picture: `image`, `images[]`, `mask`.
fn sources(object: &Map<String, Value>) -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    for (field, value) in object {
        let items: &[Value] = match (field.as_str(), value) {
            ("image" | "images" | "image[]", Value::Array(items)) => items,
            ("image" | "mask", item) => std::slice::from_ref(item),
            _ => continue,
        };
        // Senders that write every field leave what they do not use null or empty.
        let used = items.iter().filter(|item| !item.is_null() && **item != "");
        for (index, item) in used.enumerate() {
            let (suffix, text) = match item {
                Value::String(text) => ("", Some(text.as_str())),
                Value::Object(part) => {
                    (".image_url", part.get("image_url").and_then(Value::as_str))
                }
                _ => ("", None),
            };
            let param = match field.as_str() {
                "mask" => format!("mask{suffix}"),
                _ => format!("{field}[{index}]{suffix}"),
            };
            found.push((field.clone(), param, text.unwrap_or_default().to_owned()));
        }
    }
    found
}
