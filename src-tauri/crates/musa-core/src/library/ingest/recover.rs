//! Finishing what a kill interrupted. Deletes no picture, and begins nothing that has no file.

use super::{IngestError, is_this};
use crate::files;
use crate::ids::CallId;
use crate::library::index::Entry;
use crate::library::{Library, records};
use crate::protocol::events::SavedPicture;

/// Whether other processes may be at work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Company {
    /// None is.
    Alone,
    /// Some may be.
    Others,
}

impl Library {
    /// Finishes what was interrupted, as far as the files for it are there. The rest stays as
    /// it is: its receipt may give the part again, or the disk may not be mounted.
    pub fn recover_placing(&self) -> Result<Vec<SavedPicture>, IngestError> {
        self.recover(None)
    }

    /// The same for the pictures of one call, whose owner is known to be gone.
    pub fn recover_placing_of(&self, call: CallId) -> Result<Vec<SavedPicture>, IngestError> {
        self.recover(Some(call))
    }

    /// The same for pictures of which no job knows: a kill in mid-import. What cannot be finished
    /// is cleared away, unless others may be at it: the user has the file that it was to be a
    /// copy of. Gives back how many are saved now.
    pub(crate) fn recover_imports(&self, company: Company) -> Result<usize, IngestError> {
        let mut saved = 0;
        for entry in self.index().unfinished_of_no_job()? {
            let library = self.library_of(&entry);
            if library.usable().is_err() {
                continue;
            }
            match library.finish(&entry) {
                Ok(Some(_)) => saved += 1,
                Ok(None) if company == Company::Alone && entry.job.is_none() => {
                    library.give_up(&entry)?;
                }
                Ok(None) => {}
                Err(error) => tracing::warn!(%error, id = %entry.id, "waits for the next start"),
            }
        }
        Ok(saved)
    }

    /// Clears an import away that never came to its place: its copy, if one is left, its record
    /// and its row.
    fn give_up(&self, entry: &Entry) -> Result<(), IngestError> {
        for path in files::list(&self.parts_dir(), "")? {
            let same_length = std::fs::metadata(&path).is_ok_and(|it| it.len() == entry.bytes);
            if same_length && is_this(&path, &entry.hash)? {
                files::remove(&path)?;
            }
        }
        files::remove(&records::path_of(&self.records_dir(), entry.id))?;
        Ok(self.index().forget(&[entry.id])?)
    }

    fn recover(&self, call: Option<CallId>) -> Result<Vec<SavedPicture>, IngestError> {
        let mut saved = Vec::new();
        for entry in self.index().unfinished()? {
            if call.is_none() || entry.call == call {
                // In its own library: its part and its record lie there.
                saved.extend(self.library_of(&entry).finish(&entry)?);
            }
        }
        Ok(saved)
    }

    /// Finishes one intent of this library, as far as its file is there.
    fn finish(&self, entry: &Entry) -> Result<Option<SavedPicture>, IngestError> {
        if self.usable().is_err() {
            return Ok(None);
        }
        if self.holds(entry)? {
            if let Some(record) = self.record(entry.id)? {
                self.index().put_on_boards(&record)?;
            }
            self.index().present(entry.id)?;
            return Ok(Some(self.saved(entry)));
        }
        let Some(record) = self.record(entry.id)? else {
            return Ok(None);
        };
        let parts = self.whole_parts(record.call)?;
        // By the hash alone: a part is numbered by the string it came in, a picture by its
        // place among the pictures.
        match parts.iter().find(|part| part.hash == record.hash) {
            Some(part) => self.place(&part.path, record).map(Some),
            None => Ok(None),
        }
    }
}
