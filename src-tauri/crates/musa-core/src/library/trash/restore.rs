//! The way back from the trash: a name, the record, the file, the row. To its own name, or to
//! the next free one of its series when something lies there now.

use std::io;

use super::TrashError;
use crate::files;
use crate::ids::PictureId;
use crate::library::index::{Entry, RowState};
use crate::library::ingest::{MOST_NAMES, is_this};
use crate::library::list::PictureRow;
use crate::library::records::{self, Record};
use crate::library::{Library, folder};

mod name;

impl Library {
    /// Brings a deleted picture back, under its own id. One that is not deleted stays as it is.
    pub fn restore(&self, id: PictureId) -> Result<PictureRow, TrashError> {
        let library = self.library_of(&self.deletable(id)?);
        let _turn = library.turn()?;
        // Another process may have moved it while its turn was waited for.
        let entry = self.deletable(id)?;
        if entry.state.is_deleted() {
            library.call_back_leaving();
            if entry.state == RowState::Trashing {
                library.finish_trashing(&entry)?;
            }
            library.has_its_file(&entry)?;
            if entry.state != RowState::Restoring {
                self.index().restoring(id, &entry.path)?;
            }
            library.finish_restoring(&entry)?;
        }
        self.picture(id)?.ok_or(TrashError::NotFound(id))
    }

    /// Refuses a picture whose file is nowhere: its row would say that it is there.
    fn has_its_file(&self, entry: &Entry) -> Result<(), TrashError> {
        let kept = self.trash_file(&entry.id, entry.format);
        if kept.exists() || is_this(&self.file_of(&entry.path), &entry.hash)? {
            return Ok(());
        }
        Err(TrashError::FileGone(entry.path.clone()))
    }

    /// Record, file, row: each as far as it is not done yet.
    pub(super) fn finish_restoring(&self, entry: &Entry) -> Result<(), TrashError> {
        if let Err(gone) = self.has_its_file(entry) {
            // Where it is seen, until its file is there again.
            self.index().trashed(entry.id)?;
            return Err(gone);
        }
        let trash = self.trash_dir();
        let kept = self.trash_file(&entry.id, entry.format);
        let twin = readable(records::read(&trash, entry.id));
        let came = twin.is_some();
        let mut record = twin.or_else(|| readable(self.record(entry.id)));
        let mut path = entry.path.clone();
        if path.starts_with(folder::OWN) {
            // Its own name was another's when the index was made anew.
            path = self.take_free_name(entry, record.as_ref())?;
        }
        for _ in 0..MOST_NAMES {
            if !kept.exists() {
                break;
            }
            if let Some(record) = &mut record {
                record.path.clone_from(&path);
                // Before the picture is seen under its name, as when it was saved first.
                records::write(&self.records_dir(), record)?;
            }
            let to = self.file_of(&path);
            if let Some(folder) = to.parent() {
                files::make_dirs(folder)?;
            }
            match files::place_new(&kept, &to) {
                Ok(()) => break,
                // Another process was faster.
                Err(error) if error.kind() == io::ErrorKind::NotFound => break,
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    if is_this(&to, &entry.hash)? && is_this(&kept, &entry.hash)? {
                        // The very same bytes, which a kill or the user left there. One that
                        // was changed in the trash is nowhere else and comes back as it is.
                        files::remove(&kept)?;
                        break;
                    }
                    path = self.take_free_name(entry, record.as_ref())?;
                }
                Err(error) => return Err(error.into()),
            }
        }
        if let Some(record) = &record
            && readable(self.record(entry.id)).is_none()
        {
            records::write(&self.records_dir(), record)?;
        }
        self.index().present(entry.id)?;
        if came {
            // Its twin is with the other records again.
            files::remove(&records::path_of(&trash, entry.id))?;
        }
        Ok(())
    }
}

/// A record that cannot be read keeps no picture from coming back.
fn readable(read: io::Result<Option<Record>>) -> Option<Record> {
    read.unwrap_or_else(|error| {
        tracing::warn!(%error, "a record in the trash cannot be read");
        None
    })
}
