//! Owns the record of everything the demo received, so that a test can prove what was sent.
//!
//! It never keeps a key: of a header or a query that holds one only its presence is noted. Memory
//! is bounded: the newest [`KEPT_BYTES`] of bodies stay, older requests keep only their outline.

use std::collections::BTreeMap;

use axum::http::{HeaderMap, Method, Uri, header};
use bytes::Bytes;
use parking_lot::Mutex;

/// The longest body that is kept whole, in bytes.
const LONGEST_BODY: usize = 64 << 20;
/// How many bytes of bodies and files are kept in all.
const KEPT_BYTES: usize = 768 << 20;

/// One request as it arrived.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// `POST`, `GET`, …
    pub method: String,
    /// The path without the query.
    pub path: String,
    /// The query without its `?`, or empty. The value of `key` is always `present`.
    pub query: String,
    /// Header names in lower case, in order. The value of `authorization` is always `present`.
    pub headers: Vec<(String, String)>,
    /// JSON scalars as text, or the text parts of a form, by name, in order.
    pub fields: BTreeMap<String, Vec<String>>,
    /// The files of a form, or the data URLs of a JSON body, in the order they were sent.
    pub files: Vec<SeenFile>,
    /// The declared length, if one was declared.
    pub content_length: Option<u64>,
    /// Whether the body came with `Transfer-Encoding: chunked`.
    pub chunked: bool,
    /// The whole body, or empty when it was longer than 64 MiB or has been let go since.
    pub body: Bytes,
    /// The value of the header `x-musa-job`.
    pub job: Option<String>,
}

/// One file as it arrived.
#[derive(Clone, Debug)]
pub struct SeenFile {
    /// The field's name as sent: `image`, `image[]`, `image[0]`, `mask`.
    pub field: String,
    /// The part's file name; data URLs have none.
    pub file_name: Option<String>,
    /// The part's or the data URL's declared type.
    pub content_type: Option<String>,
    /// The length of the (decoded) file in bytes.
    pub bytes_len: usize,
    /// BLAKE3 of the (decoded) file, in hexadecimal. It stays when `bytes` is let go.
    pub blake3: String,
    /// The (decoded) file, or empty when it has been let go.
    pub bytes: Bytes,
}

impl SeenFile {
    pub(crate) fn new(
        field: String,
        file_name: Option<String>,
        content_type: Option<String>,
        bytes: Bytes,
    ) -> Self {
        let blake3 = blake3::hash(&bytes).to_hex().to_string();
        Self {
            field,
            file_name,
            content_type,
            bytes_len: bytes.len(),
            blake3,
            bytes,
        }
    }
}

impl Seen {
    /// The outline of a request, before its body is read.
    pub(crate) fn outline(method: &Method, uri: &Uri, headers: &HeaderMap) -> Self {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        Self {
            method: method.to_string(),
            path: uri.path().to_owned(),
            query: without_key(uri.query().unwrap_or_default()),
            headers: headers
                .iter()
                .map(|(name, value)| shown(name, value.as_bytes()))
                .collect(),
            content_length: text("content-length").and_then(|length| length.parse().ok()),
            chunked: text("transfer-encoding").is_some_and(|coding| coding.contains("chunked")),
            job: text("x-musa-job").map(str::to_owned),
            ..Self::default()
        }
    }

    /// Adds the body; a longer one than is kept leaves the field empty.
    pub(crate) fn with_body(mut self, body: &Bytes) -> Self {
        if body.len() <= LONGEST_BODY {
            self.body = body.clone();
        }
        self
    }

    fn kept_bytes(&self) -> usize {
        self.body.len()
            + self
                .files
                .iter()
                .map(|file| file.bytes.len())
                .sum::<usize>()
    }

    fn let_go(&mut self) {
        self.body = Bytes::new();
        for file in &mut self.files {
            file.bytes = Bytes::new();
        }
    }
}

/// The query; of a key in it only the presence stays.
fn without_key(query: &str) -> String {
    let pairs = query.split('&').map(|pair| match pair.split_once('=') {
        Some(("key", _)) => "key=present",
        _ => pair,
    });
    pairs.collect::<Vec<_>>().join("&")
}

fn shown(name: &header::HeaderName, value: &[u8]) -> (String, String) {
    let secret = [header::AUTHORIZATION.as_str(), "x-goog-api-key", "cookie"];
    let value = if secret.contains(&name.as_str()) {
        "present".to_owned()
    } else {
        String::from_utf8_lossy(value).into_owned()
    };
    (name.as_str().to_owned(), value)
}

/// The requests since start, in the order their bodies were complete.
#[derive(Debug, Default)]
pub(crate) struct Log {
    entries: Mutex<Vec<Seen>>,
}

impl Log {
    /// Adds a request and lets old bodies go.
    pub(crate) fn add(&self, seen: Seen) {
        let mut entries = self.entries.lock();
        entries.push(seen);
        let mut kept = 0;
        for entry in entries.iter_mut().rev() {
            let own = entry.kept_bytes();
            if own == 0 {
                continue;
            }
            kept += own;
            if kept > KEPT_BYTES {
                entry.let_go();
            }
        }
    }

    /// A copy of everything; the bodies are shared, not copied.
    pub(crate) fn all(&self) -> Vec<Seen> {
        self.entries.lock().clone()
    }

    /// Counts by path (result URLs count as `/files`), and by job where one was named.
    pub(crate) fn counts(&self) -> serde_json::Value {
        let mut paths: BTreeMap<String, u64> = BTreeMap::new();
        let mut jobs: BTreeMap<String, BTreeMap<String, u64>> = BTreeMap::new();
        let entries = self.entries.lock();
        for seen in entries.iter() {
            let path = if seen.path.starts_with("/files/") {
                "/files"
            } else {
                &seen.path
            };
            let row = format!("{} {path}", seen.method);
            if let Some(job) = &seen.job {
                *jobs
                    .entry(job.clone())
                    .or_default()
                    .entry(row.clone())
                    .or_default() += 1;
            }
            *paths.entry(row).or_default() += 1;
        }
        serde_json::json!({"total": entries.len(), "paths": paths, "jobs": jobs})
    }
}
