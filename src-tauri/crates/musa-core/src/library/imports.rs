//! Taking a file of the user's into the library: finding files in what was chosen, looking at
//! one, copying it in. Reads only regular files, follows no link inside a folder, and never goes
//! deeper or wider than it is bounded.
//!
//! Owns the way of one file. Who decodes it, and what is told of it, is the studio's.

use std::io::{self, Read as _};
use std::path::Path;
use std::time::SystemTime;

use jiff::Timestamp;
use serde_json::json;

use super::records::Imported;
use super::{FinishPartError, IngestError, Library, Origin, folder};
use crate::db::DbError;
use crate::files::{self, OpenRegularError};
use crate::ids::{BoardId, CallId, ContentHash, JobId};
use crate::protocol::{CommandError, ErrorCode, SavedPicture};

mod look;
mod walk;

pub(crate) use look::{damaged, look};
pub(crate) use walk::{Chosen, find};

/// Bytes that are copied at once.
const PIECE: usize = 256 * 1024;

/// What a file is found to be.
#[derive(Debug, Clone)]
pub(crate) struct Looked {
    /// Its name, as it may stand in a sentence.
    pub(crate) name: String,
    /// Of its bytes.
    pub(crate) hash: ContentHash,
    /// Length.
    pub(crate) bytes: u64,
    /// Musa can decode it; an AVIF is only shown.
    pub(crate) decodes: bool,
    /// Pixels as it stands upright; the header has them as the camera was held.
    upright: Option<(u32, u32)>,
    modified: Option<SystemTime>,
}

impl Looked {
    /// What its record keeps: nobody asked for it and no model made it.
    pub(crate) fn origin(&self, call: CallId, board: Option<BoardId>, now: Timestamp) -> Origin {
        Origin {
            job: JobId::new_v7(),
            call,
            prompt: String::new(),
            model: String::new(),
            project: None,
            profile_name: String::new(),
            host: String::new(),
            settings: json!({}),
            references: Vec::new(),
            mask: None,
            parents: Vec::new(),
            revised_prompt: None,
            words: None,
            usage: None,
            asked_at: now,
            cost: None,
            board,
            imported: Some(Imported {
                name: self.name.clone(),
                modified_at: self.modified.and_then(|at| at.try_into().ok()),
            }),
        }
    }
}

impl Library {
    /// The picture of this library that has these bytes already: where it lies.
    pub(crate) fn holds_bytes(&self, hash: &ContentHash) -> Result<Option<String>, DbError> {
        let entries = self.index().of_hash(hash)?;
        let ours = entries
            .into_iter()
            .find(|entry| self.index().is_ours(entry));
        Ok(ours.map(|entry| entry.path))
    }

    /// Copies a file in. Refused when it is not what it was when it was looked at.
    pub(crate) fn take_in(
        &self,
        path: &Path,
        looked: &Looked,
        origin: &Origin,
    ) -> Result<SavedPicture, CommandError> {
        let name = &looked.name;
        let mut part = self
            .new_part(origin.call, 0)
            .map_err(|error| self.not_saved(name, &error))?;
        let copied = self.copy(path, name, &mut part);
        if let Err(error) = copied {
            if let Err(stays) = part.discard() {
                tracing::warn!(%stays, "a part of an import stays");
            }
            return Err(error);
        }
        let mut part = part.finish().map_err(|error| match error {
            FinishPartError::Io(error) => self.not_saved(name, &error),
            FinishPartError::NotAPicture { kept } => {
                // A copy: the user has the file.
                if let Err(error) = files::remove(&kept) {
                    tracing::warn!(%error, "a copy of what is no picture stays");
                }
                damaged(name, "It changed while it was being read.")
            }
        })?;
        if part.hash != looked.hash {
            // It was copied while somebody wrote it: what came is no picture of theirs.
            if let Err(error) = files::remove(&part.path) {
                tracing::warn!(%error, "a part of a file that changed stays");
            }
            return Err(CommandError::new(ErrorCode::FileUnreadable)
                .arg("name", name)
                .detail("It changed while it was being read."));
        }
        if let Some((width, height)) = looked.upright {
            (part.width, part.height) = (width, height);
        }
        self.ingest(part, origin).map_err(|error| match error {
            IngestError::LibraryMissing => CommandError::new(ErrorCode::LibraryMissing)
                .field("library")
                .arg("path", self.root().display()),
            IngestError::Io(error) => self.not_saved(name, &error),
            error => CommandError::new(ErrorCode::CopyFailed)
                .arg("name", name)
                .detail(error.to_string()),
        })
    }

    fn copy(&self, path: &Path, name: &str, part: &mut super::Part) -> Result<(), CommandError> {
        let (mut file, _) = files::open_regular(path).map_err(|error| not_opened(name, &error))?;
        let mut piece = vec![0; PIECE];
        loop {
            let read = file.read(&mut piece);
            let read = read.map_err(|error| unreadable(name, &error))?;
            if read == 0 {
                return Ok(());
            }
            part.write(&piece[..read])
                .map_err(|error| self.not_saved(name, &error))?;
        }
    }

    /// Nothing is lost where a copy cannot be written: the file is the user's.
    fn not_saved(&self, name: &str, error: &io::Error) -> CommandError {
        let told = folder::unwritable(self.root(), error);
        let told = told.unwrap_or_else(|| CommandError::new(ErrorCode::CopyFailed));
        told.arg("name", name).detail(error.to_string())
    }
}

fn unreadable(name: &str, error: &io::Error) -> CommandError {
    CommandError::new(ErrorCode::FileUnreadable)
        .arg("name", name)
        .detail(error.to_string())
}

fn not_opened(name: &str, error: &OpenRegularError) -> CommandError {
    let code = match error {
        OpenRegularError::Missing => ErrorCode::FileMissing,
        OpenRegularError::Folder | OpenRegularError::NotRegular => ErrorCode::FileNotRegular,
        OpenRegularError::Empty => ErrorCode::FileEmpty,
        OpenRegularError::Unreadable(_) => ErrorCode::FileUnreadable,
    };
    CommandError::new(code).arg("name", name)
}
