//! Files that are kept under the hash of their bytes: pictures, those in the trash, references.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{Report, VerifyError};
use crate::ids::ContentHash;
use crate::library::Library;
use crate::library::index::{Entry, RowState};
use crate::library::ingest::is_this;
use crate::protocol::FindingKind;

/// Compares a row's file.
pub(super) fn file(path: &Path, row: &Entry, report: &mut Report<'_>) {
    let same = match fs::metadata(path) {
        // A length that differs says as much as a hash that does.
        Ok(found) if found.len() != row.bytes => Ok(false),
        Ok(_) => is_this(path, &row.hash),
        Err(error) => Err(error),
    };
    match same {
        Ok(true) => {}
        Ok(false) => report.tell(FindingKind::Changed, path),
        Err(error) => report.tell(kind_of(&error), path),
    }
}

/// Compares references with their names, which are their hashes. False when nobody wants to
/// know any more.
pub(super) fn references(files: &[PathBuf], report: &mut Report<'_>) -> bool {
    for path in files {
        if !report.goes_on() {
            return false;
        }
        let stem = path.file_stem().and_then(|stem| stem.to_str());
        let Some(hash) = stem.and_then(ContentHash::parse) else {
            continue;
        };
        match is_this(path, &hash) {
            Ok(true) => {}
            Ok(false) => report.tell(FindingKind::Changed, path),
            Err(error) => report.tell(kind_of(&error), path),
        }
    }
    true
}

pub(super) fn kind_of(error: &io::Error) -> FindingKind {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => FindingKind::Missing,
        _ => FindingKind::Unreadable,
    }
}

impl Library {
    /// What lies in the trash of this library.
    pub(super) fn trashed_here(&self) -> Result<Vec<Entry>, VerifyError> {
        let mut trashed = self.index().trashed_rows()?;
        trashed.retain(|row| row.state == RowState::Trashed && self.index().is_ours(row));
        Ok(trashed)
    }

    pub(super) fn verify_trash(&self, trashed: &[Entry], report: &mut Report<'_>) -> bool {
        for row in trashed {
            if !report.goes_on() {
                return false;
            }
            file(&self.trash_file(&row.id, row.format), row, report);
        }
        true
    }
}
