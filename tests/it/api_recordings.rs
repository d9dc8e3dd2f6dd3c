//! Every picture that other projects have recorded at these routes is read without the loss of a
//! byte, and every other recorded answer of them gives a failure with words or nothing worse.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use musa_api::answer::{ImagesAnswer, chat, gemini, read_images};
use musa_api::endpoint::Received;
use musa_api::error::Error;
use serde_json::Value;

use crate::api_chat::told;
use crate::api_wire::{received_in, recordings};

type Reader = fn(&Received) -> Result<ImagesAnswer, Error>;

/// Strings shorter than this are no whole picture; some recordings were shortened by their
/// projects.
const SHORTEST: usize = 1_000;

fn reader(uri: &str) -> Option<Reader> {
    let is = |part: &str| uri.contains(part);
    match () {
        () if is("enerateContent") => Some(gemini::read),
        () if is("/chat/completions") => Some(chat::read),
        () if is("/images") => Some(read_images),
        () => None,
    }
}

fn decoded(text: &str) -> Option<Vec<u8>> {
    let text = text.split_once("base64,").map_or(text, |(_, data)| data);
    let bytes = STANDARD
        .decode(text)
        .ok()
        .filter(|_| text.len() > SHORTEST)?;
    let starts: [&[u8]; 3] = [b"\x89PNG", b"\xff\xd8\xff", b"RIFF"];
    starts
        .iter()
        .any(|it| bytes.starts_with(it))
        .then_some(bytes)
}

fn pictures_in(value: &Value, found: &mut BTreeSet<Vec<u8>>) {
    match value {
        Value::String(text) => found.extend(decoded(text)),
        Value::Array(items) => items.iter().for_each(|it| pictures_in(it, found)),
        Value::Object(fields) => fields.values().for_each(|it| pictures_in(it, found)),
        _ => {}
    }
}

/// All answers under the cassettes, with their address and status.
fn cassettes(folder: &Path) -> Vec<(PathBuf, String, u16)> {
    let mut found = Vec::new();
    for cassette in std::fs::read_dir(folder.join("cassettes")).unwrap() {
        for file in std::fs::read_dir(cassette.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let Some((number, _)) = name.split_once(".response.") else {
                continue;
            };
            let meta = std::fs::read(path.with_file_name(format!("{number}.meta.json"))).unwrap();
            let meta: Value = serde_json::from_slice(&meta).unwrap();
            let status = meta["status"]
                .as_u64()
                .and_then(|it| u16::try_from(it).ok());
            found.push((
                path,
                meta["uri"].as_str().unwrap().to_owned(),
                status.unwrap_or(200),
            ));
        }
    }
    found.sort();
    found
}

#[test]
fn every_recorded_picture_is_read_without_loss() {
    let Some(folder) = recordings() else {
        println!("skipped: recorded pictures (MUSA_RECORDINGS is not set)");
        return;
    };
    let (mut answers, mut pictures) = (0, 0);
    for (path, uri, status) in cassettes(&folder) {
        let Some(reader) = reader(&uri) else { continue };
        let body = std::fs::read(&path).unwrap();
        let mut expected = BTreeSet::new();
        if let Ok(value) = serde_json::from_slice::<Value>(&body) {
            pictures_in(&value, &mut expected);
        }
        for step in [body.len().max(1), 4_093] {
            let (received, memory) = received_in(status, &[], &body, step);
            match reader(&received) {
                Ok(answer) => {
                    let found: BTreeSet<_> = told(&answer, &memory)
                        .0
                        .into_iter()
                        .map(|it| it.0)
                        .collect();
                    assert!(
                        found == expected,
                        "{}: pictures were lost or changed",
                        path.display()
                    );
                }
                Err(error) => assert!(expected.is_empty(), "{}: {error}", path.display()),
            }
        }
        answers += 1;
        pictures += expected.len();
    }
    assert!(answers >= 20, "only {answers} answers were found");
    assert!(pictures >= 7, "only {pictures} pictures were found");
}
