//! The papers of a receipt: their names, and what `<call>.json` holds.

use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{ReceiptHead, ReceiptState};
use crate::files;
use crate::ids::{CallId, ContentHash};

/// What `<call>.json` holds.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Paper {
    pub(super) version: u32,
    #[serde(flatten)]
    pub(super) head: ReceiptHead,
    pub(super) state: ReceiptState,
    /// Length of the body when it was finished.
    pub(super) bytes: Option<u64>,
    /// The pictures that came of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) pictures: Vec<ContentHash>,
}

/// Headers that never reach the disk, whoever wrote them.
const SECRET_HEADERS: [&str; 5] = [
    "set-cookie",
    "authorization",
    "proxy-authorization",
    "x-goog-api-key",
    "api-key",
];

/// True for a header that never reaches the disk.
pub(super) fn is_secret(name: &str) -> bool {
    SECRET_HEADERS.contains(&name.to_ascii_lowercase().as_str())
}

pub(super) fn keep_aside_in(dir: &Path, call: CallId) -> io::Result<()> {
    let both = [head_path(dir, call), body_path(dir, call)];
    if !both.iter().any(|path| path.exists()) {
        return Ok(());
    }
    let number = next_number(dir, call)?;
    // The body first: a head without a body would be found as an empty receipt.
    for (path, kind) in both.iter().zip(["json", "body"]).rev() {
        match files::place_new(path, &dir.join(format!("{call}.{number}.{kind}"))) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            result => result?,
        }
    }
    Ok(())
}

pub(super) fn head_path(dir: &Path, call: CallId) -> PathBuf {
    dir.join(format!("{call}.json"))
}

pub(super) fn body_path(dir: &Path, call: CallId) -> PathBuf {
    dir.join(format!("{call}.body"))
}

pub(super) fn write_paper(dir: &Path, paper: &Paper) -> io::Result<()> {
    files::write_private(
        &head_path(dir, paper.head.call),
        &serde_json::to_vec_pretty(paper)?,
    )
}

fn next_number(dir: &Path, call: CallId) -> io::Result<u32> {
    let taken = files::list(dir, &format!("{call}."))?;
    let numbers = taken.iter().filter_map(|path| {
        let name = path.file_name()?.to_str()?;
        name.split('.').nth(1)?.parse::<u32>().ok()
    });
    Ok(numbers.max().unwrap_or(0) + 1)
}
