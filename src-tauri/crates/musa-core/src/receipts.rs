//! Receipts: what a provider answered, on the disk before anything reads it. One head
//! (`<call>.json`) and one body (`<call>.body`) for each call, in the home folder.
//!
//! Owns their files and states. Reads no answer; deletes nothing that holds an unsaved picture.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::files;
use crate::ids::{CallId, ContentHash};

mod paper;
mod writer;

use paper::{Paper, body_path, head_path, is_secret, keep_aside_in, write_paper};
pub use writer::ReceiptWriter;

/// Status and headers of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptHead {
    /// The call it answers.
    pub call: CallId,
    /// HTTP status.
    pub status: u16,
    /// Headers in their order; those that carry secrets are never written.
    pub headers: Vec<(String, String)>,
    /// When the head came.
    pub received_at: Timestamp,
}

/// How far a receipt is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReceiptState {
    /// It arrives, or the process that received it is gone.
    Arriving,
    /// The body has come whole.
    Whole,
    /// The body broke off.
    Cut,
    /// Its pictures are saved; the body is only the skeleton.
    Settled,
}

/// A receipt as it lies on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Status and headers.
    pub head: ReceiptHead,
    /// How far it is.
    pub state: ReceiptState,
    /// The body.
    pub body: PathBuf,
    /// Bytes of the body on the disk.
    pub bytes: u64,
    /// Results that came of it, once it is settled.
    pub pictures: Vec<ContentHash>,
}

/// The folder of receipts. Calls block.
#[derive(Debug, Clone)]
pub struct Receipts {
    dir: PathBuf,
    fallback: Option<PathBuf>,
}

impl Receipts {
    /// In `dir`; a receipt that the disk of `dir` cannot take goes on in `fallback`.
    pub fn new(dir: PathBuf, fallback: Option<PathBuf>) -> Self {
        Self { dir, fallback }
    }

    /// The same folder, with another fallback.
    #[must_use]
    pub fn beside(&self, fallback: PathBuf) -> Self {
        Self::new(self.dir.clone(), Some(fallback))
    }

    /// Begins the receipt of a call. What an earlier attempt left is moved aside first.
    pub fn start(&self, call: CallId, head: &ReceiptHead) -> io::Result<ReceiptWriter> {
        let mut head = head.clone();
        head.headers.retain(|(name, _)| !is_secret(name));
        let paper = Paper {
            version: 1,
            head,
            state: ReceiptState::Arriving,
            bytes: None,
            pictures: Vec::new(),
        };
        let begun = ReceiptWriter::begin(&self.dir, self.fallback.clone(), paper.clone());
        match (begun, &self.fallback) {
            (Ok(writer), Some(other)) => {
                // Found first, so what an earlier attempt left there must not stay.
                if let Err(error) = keep_aside_in(other, call) {
                    tracing::warn!(%error, "an older receipt beside the library stays");
                }
                Ok(writer)
            }
            (Err(error), Some(other)) => {
                tracing::warn!(%error, "the receipt begins beside the library");
                ReceiptWriter::begin(other, None, paper)
            }
            (begun, None) => begun,
        }
    }

    /// The receipt of a call, if one was begun.
    pub fn find(&self, call: CallId) -> io::Result<Option<Receipt>> {
        Ok(self.locate(call)?.map(|(_, _, receipt)| receipt))
    }

    /// Replaces the body by its skeleton and notes the hashes of its results: none where it had
    /// only drafts, whatever was saved of these. Only after the rows of
    /// these pictures are committed. Doing it again finishes what a crash interrupted.
    pub fn settle(
        &self,
        call: CallId,
        skeleton: &[u8],
        pictures: &[ContentHash],
    ) -> io::Result<()> {
        let (dir, mut paper, receipt) = self
            .locate(call)?
            .ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "there is no such receipt"))?;
        // The state first: a crash between the two leaves a body that is larger than needed,
        // never a body that is taken for whole and is not.
        paper.state = ReceiptState::Settled;
        paper.bytes = Some(skeleton.len() as u64);
        paper.pictures = pictures.to_vec();
        write_paper(&dir, &paper)?;
        files::write_private(&receipt.body, skeleton)
    }

    /// Moves what a call has left out of its way, as `<call>.<n>.json` and `.body`: nothing is
    /// deleted, and the call may begin anew.
    pub fn keep_aside(&self, call: CallId) -> io::Result<()> {
        self.dirs().try_for_each(|dir| keep_aside_in(dir, call))
    }

    fn dirs(&self) -> impl Iterator<Item = &Path> {
        // A receipt that went on in the fallback is complete there: it is looked for first.
        self.fallback
            .as_deref()
            .into_iter()
            .chain([self.dir.as_path()])
    }

    fn locate(&self, call: CallId) -> io::Result<Option<(PathBuf, Paper, Receipt)>> {
        for dir in self.dirs() {
            let Some(text) = files::read_small(&head_path(dir, call))? else {
                continue;
            };
            let paper: Paper = serde_json::from_slice(&text)?;
            let body = body_path(dir, call);
            let bytes = match fs::metadata(&body) {
                Ok(found) => found.len(),
                Err(error) if error.kind() == io::ErrorKind::NotFound => 0,
                Err(error) => return Err(error),
            };
            let shorter = paper.bytes.is_some_and(|whole| bytes < whole);
            let state = if paper.state == ReceiptState::Whole && shorter {
                // Its end was said to be there and is not: a disk that lied, or a hand.
                ReceiptState::Cut
            } else {
                paper.state
            };
            let head = paper.head.clone();
            let receipt = Receipt {
                head,
                state,
                body,
                bytes,
                pictures: paper.pictures.clone(),
            };
            return Ok(Some((dir.to_owned(), paper, receipt)));
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests;
