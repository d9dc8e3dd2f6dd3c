//! Owns the multipart bodies of edits: text parts, and files named `image`, `image[]`, `image[0]`.

use std::collections::BTreeMap;

use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, Multipart, Request};
use serde_json::Value;

use super::{Endpoint, Fetch, Reading, Received, Upload, read_source};
use crate::fault::plan::ArrayForm;
use crate::refusal::Refusal;
use crate::seen::SeenFile;

/// Reads a multipart body; the request must carry no body limit.
pub(crate) async fn read(endpoint: Endpoint, request: Request, fetch: &Fetch<'_>) -> Reading {
    let mut reading = Reading {
        received: Err(unreadable()),
        fields: BTreeMap::new(),
        files: Vec::new(),
    };
    let Ok(multipart) = Multipart::from_request(request, &()).await else {
        return reading;
    };
    if let Err(error) = collect(multipart, &mut reading).await {
        tracing::debug!(%error, "a form that cannot be read");
        return reading;
    }
    reading.received = arrange(endpoint, &reading, fetch);
    reading
}

fn unreadable() -> Refusal {
    let message = "Could not parse the multipart form of your request.";
    Refusal {
        param: None,
        code: Value::Null,
        ..Refusal::invalid("", "", message)
    }
}

async fn collect(mut multipart: Multipart, reading: &mut Reading) -> Result<(), MultipartError> {
    while let Some(field) = multipart.next_field().await? {
        let name = field.name().unwrap_or_default().to_owned();
        if let Some(file_name) = field.file_name().map(str::to_owned) {
            reading.files.push(file(name, file_name, field).await?);
        } else {
            let text = field.bytes().await?;
            let text = String::from_utf8_lossy(&text).into_owned();
            reading.fields.entry(name).or_default().push(text);
        }
    }
    Ok(())
}

async fn file(
    name: String,
    file_name: String,
    field: Field<'_>,
) -> Result<SeenFile, MultipartError> {
    let kind = field.content_type().map(str::to_owned);
    let bytes = field.bytes().await?;
    Ok(SeenFile::new(name, Some(file_name), kind, bytes))
}

fn arrange(endpoint: Endpoint, reading: &Reading, fetch: &Fetch<'_>) -> Result<Received, Refusal> {
    let mut received = Received::new(endpoint);
    received.names = reading.fields.keys().cloned().collect();
    received.fields.clone_from(&reading.fields);
    for file in &reading.files {
        received.names.insert(file.field.clone());
    }
    let of = |name: &str| -> Vec<Upload> {
        let same = reading.files.iter().filter(|file| file.field == name);
        same.map(|file| Upload {
            param: name.to_owned(),
            bytes: file.bytes.clone(),
        })
        .collect()
    };
    received.mask = of("mask").into_iter().next();
    let (plain, brackets) = (of("image"), of("image[]"));
    received.array_form = match (plain.len(), brackets.len()) {
        (2.., _) => Some(ArrayForm::Repeated),
        (0, 1..) => Some(ArrayForm::Brackets),
        _ => None,
    };
    // As new-api does: where `image` is, the other names are not looked at.
    received.references = if !plain.is_empty() {
        plain
    } else if !brackets.is_empty() {
        brackets
    } else {
        numbered(reading)
    };
    if received.references.is_empty() {
        received.references = as_text(reading, fetch)?;
    }
    Ok(received)
}

/// `image[0]`, `image[1]`, … in the order of their numbers.
fn numbered(reading: &Reading) -> Vec<Upload> {
    let number = |field: &str| -> Option<usize> {
        field
            .strip_prefix("image[")?
            .strip_suffix(']')?
            .parse()
            .ok()
    };
    let mut found: Vec<(usize, Upload)> = reading
        .files
        .iter()
        .filter_map(|file| {
            let upload = Upload {
                param: file.field.clone(),
                bytes: file.bytes.clone(),
            };
            Some((number(&file.field)?, upload))
        })
        .collect();
    found.sort_by_key(|(number, _)| *number);
    found.into_iter().map(|(_, upload)| upload).collect()
}

/// Pictures named by text parts, as some clients send the addresses of earlier results.
fn as_text(reading: &Reading, fetch: &Fetch<'_>) -> Result<Vec<Upload>, Refusal> {
    let texts = ["image", "image[]"]
        .iter()
        .filter_map(|name| reading.fields.get(*name))
        .flatten();
    let mut uploads = Vec::new();
    for text in texts.filter(|text| !text.is_empty()) {
        let (bytes, _) = read_source(text, "image", uploads.len() + 1, fetch)?;
        uploads.push(Upload {
            param: "image".to_owned(),
            bytes,
        });
    }
    Ok(uploads)
}
