//! The trash of a library: `.musa/trash/<id>.<ext>` and `<id>.json`. A deleted picture and its
//! record lie there, whole, until they are brought back, or until the user empties it.
//!
//! The row goes first and comes last: `trashing`, record, file, `trashed`. A kill between any
//! two of these leaves a row that says what is to be finished, and doing a step twice changes
//! nothing. Without the row, the record's place says the same: see [`Library::adopt_trashed`].

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::format::PictureFormat;
use super::index::{Entry, RowState};
use super::ingest::is_this;
use super::lock::Held;
use super::records;
use super::{Library, folder};
use crate::db::{self, DbError};
use crate::files;
use crate::ids::{CallId, PictureId};
use crate::protocol::errors::{CommandError, ErrorCode};

mod empty;
mod leaving;
mod many;
mod restore;

pub use empty::{RealTrash, SystemTrash};

/// How long a start waits for another process to be done with the trash.
const A_MOMENT: Duration = Duration::from_secs(2);

/// Where what lies in the way in the trash is put.
const OLDER: &str = "older";

/// Why a picture could not go to the trash or come back. It is where it was, or on its way:
/// the next start finishes that.
#[derive(Debug, thiserror::Error)]
pub enum TrashError {
    /// The folder it lies in is not there (an unmounted disk, say). Nothing was changed.
    #[error("the library folder {0} is not there")]
    LibraryMissing(PathBuf),
    /// There is no such picture, or it is not in the trash.
    #[error("there is no such picture")]
    NotFound(PictureId),
    /// Its file lies neither in the trash nor at its place: it waits in the trash for it.
    #[error("the file {0} is gone")]
    FileGone(String),
    /// Another process is at work on the library.
    #[error("another Musa is at work on the library")]
    Busy,
    /// The disk failed.
    #[error("the picture could not be moved: {0}")]
    Io(#[from] io::Error),
    /// The index failed.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The system's trash did not take it; it is in the library's.
    #[error("the system's trash refused: {0}")]
    System(io::Error),
}

impl From<TrashError> for CommandError {
    fn from(error: TrashError) -> Self {
        match error {
            TrashError::LibraryMissing(path) => Self::new(ErrorCode::LibraryMissing)
                .field("library")
                .arg("path", path.display()),
            TrashError::NotFound(id) => Self::new(ErrorCode::NotFound)
                .field("picture")
                .arg("what", id),
            TrashError::FileGone(path) => Self::new(ErrorCode::FileMissing)
                .field("picture")
                .arg("name", path),
            TrashError::Busy => Self::new(ErrorCode::LibraryBusy),
            TrashError::System(why) => {
                Self::new(ErrorCode::TrashUnavailable).detail(why.to_string())
            }
            TrashError::Io(_) | TrashError::Db(_) => db::told(&error),
        }
    }
}

impl Library {
    /// Moves a picture to the trash of its library. One whose file is gone leaves the lists all
    /// the same. One that is in the trash stays there.
    pub fn delete(&self, id: PictureId) -> Result<(), TrashError> {
        let library = self.library_of(&self.deletable(id)?);
        let _turn = library.turn()?;
        // Another process may have moved it while its turn was waited for.
        let mut entry = self.deletable(id)?;
        if entry.state == RowState::Restoring {
            match library.finish_restoring(&entry) {
                // Then it is in the trash again.
                Ok(()) | Err(TrashError::FileGone(_)) => {}
                Err(error) => return Err(error),
            }
            entry = self.deletable(id)?;
        }
        if entry.state == RowState::Present {
            let left = library.trash_file(&entry.id, entry.format);
            if left.exists() {
                // Of an earlier time: what goes to the trash now must not be taken for it.
                files::move_aside(&left, &library.trash_dir().join(OLDER))?;
            }
            self.index().trashing(id)?;
        }
        library.finish_trashing(&entry)
    }

    /// Finishes what a kill interrupted on its way to or from the trash, where the folder is
    /// there. Gives back how many there were.
    pub fn recover_trash(&self) -> Result<usize, TrashError> {
        let mut finished = 0;
        let mut left: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
        for root in self.index().libraries()? {
            left.insert(root, Vec::new());
        }
        for entry in self.index().unfinished_ways()? {
            left.entry(entry.library.clone()).or_default().push(entry);
        }
        for (root, entries) in left {
            let library = self.elsewhere(Path::new(&root));
            let nothing = entries.is_empty() && !library.leaving_dir().is_dir();
            if nothing || library.usable().is_err() {
                continue;
            }
            // Whoever holds it for longer is at work on these very pictures.
            let Some(_turn) = library.hold_within(A_MOMENT) else {
                continue;
            };
            library.call_back_leaving();
            finished += library.finish_ways(&entries)?;
        }
        Ok(finished)
    }

    fn finish_ways(&self, entries: &[Entry]) -> Result<usize, TrashError> {
        let mut finished = 0;
        for entry in entries {
            // Another process may have been faster.
            let now = self.index().find(entry.id)?;
            let done = match now.map(|now| now.state) {
                Some(RowState::Restoring) => self.finish_restoring(entry),
                Some(RowState::Trashing) => self.finish_trashing(entry),
                _ => continue,
            };
            match done {
                Ok(()) => finished += 1,
                // One file that cannot be moved keeps no other from its place.
                Err(error) => tracing::warn!(%error, id = %entry.id, "waits for the next start"),
            }
        }
        Ok(finished)
    }

    /// How many pictures of a call the user has deleted: they are not missing.
    pub fn deleted_of_call(&self, call: CallId) -> Result<usize, DbError> {
        self.index().deleted_of_call(call)
    }

    /// Gives records of the trash their rows back, as a part of making the index anew: what was
    /// deleted stays deleted, and can be brought back.
    pub(super) fn adopt_trashed(&self) -> Result<(), super::ReadLibraryError> {
        for path in files::list(&self.trash_dir(), "")? {
            if path.extension().is_none_or(|extension| extension != "json") {
                continue;
            }
            let Some(record) = records::read_file(&path) else {
                continue;
            };
            let kept = self.trash_file(&record.id, record.format);
            let at_both = self.record(record.id).is_ok_and(|found| found.is_some());
            // A kill between record and file: the file is still under its name. A record that
            // lies at both places came back, and so did its file.
            let at_its_place = |path: &str| {
                is_this(&self.file_of(path), &record.hash).unwrap_or_else(|error| {
                    tracing::warn!(%error, "a file cannot be read");
                    false
                })
            };
            if kept.exists() && !at_both {
                self.index().strand_in_trash(record.id, at_its_place)?;
            }
            if kept.exists() || (!at_both && at_its_place(&record.path)) {
                let otherwise = format!("{}/{}", folder::OWN, record.id);
                self.index().adopt_deleted(&record, &otherwise)?;
            }
        }
        Ok(())
    }

    fn deletable(&self, id: PictureId) -> Result<Entry, TrashError> {
        let found = self.index().find(id)?;
        let entry = found.filter(|entry| entry.state != RowState::Placing);
        let entry = entry.ok_or(TrashError::NotFound(id))?;
        let usable = self.library_of(&entry).usable();
        usable.map_err(TrashError::LibraryMissing)?;
        Ok(entry)
    }

    /// Waits until nobody else moves this library's files.
    fn turn(&self) -> Result<Held, TrashError> {
        self.hold().ok_or(TrashError::Busy)
    }

    /// Record, file, row: each as far as it is not done yet.
    fn finish_trashing(&self, entry: &Entry) -> Result<(), TrashError> {
        if entry.state != RowState::Trashed {
            let trash = self.trash_dir();
            files::make_dirs(&trash)?;
            let record = records::path_of(&self.records_dir(), entry.id);
            move_there(&record, &records::path_of(&trash, entry.id))?;
            let kept = self.trash_file(&entry.id, entry.format);
            // Once it is there, what lies under its name is something else.
            if !kept.exists() {
                move_there(&self.file_of(&entry.path), &kept)?;
            }
        }
        Ok(self.index().trashed(entry.id)?)
    }

    pub(super) fn trash_dir(&self) -> PathBuf {
        self.own_dir("trash")
    }

    pub(super) fn trash_file(&self, id: &PictureId, format: PictureFormat) -> PathBuf {
        self.trash_dir()
            .join(format!("{id}.{}", format.extension()))
    }
}

/// Moves a file, unless it is gone (then it was moved before, or the user took it). One of
/// another content that lies at the place already is kept under a number.
fn move_there(from: &Path, to: &Path) -> io::Result<()> {
    let there = std::fs::symlink_metadata(from).is_ok_and(|found| !found.is_dir());
    if !there {
        return Ok(());
    }
    match files::place_new(from, to) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            let aside = to.with_file_name(OLDER);
            files::move_aside(to, &aside)?;
            files::place_new(from, to)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result,
    }
}

#[cfg(test)]
mod tests;
