//! Finishing what a kill interrupted. Deletes nothing, and begins nothing that has no file.

use super::IngestError;
use crate::ids::CallId;
use crate::library::Library;
use crate::library::index::Entry;
use crate::protocol::events::SavedPicture;

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
        if !self.root().is_dir() {
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
