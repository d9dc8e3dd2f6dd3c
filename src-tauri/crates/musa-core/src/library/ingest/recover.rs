//! Finishing what a kill interrupted. Deletes nothing, and begins nothing that has no file.

use super::IngestError;
use crate::ids::CallId;
use crate::library::{Library, WholePart};
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
        if !self.root().is_dir() {
            return Ok(saved);
        }
        for entry in self.index().unfinished()? {
            if call.is_some() && entry.call != call {
                continue;
            }
            if self.holds(&entry)? {
                self.index().present(entry.id)?;
                saved.push(self.saved(&entry));
                continue;
            }
            let Some(record) = self.record(entry.id)? else {
                continue;
            };
            let parts = self.whole_parts(record.call)?;
            let same = |part: &&WholePart| part.index == record.index && part.hash == record.hash;
            if let Some(part) = parts.iter().find(same) {
                saved.push(self.place(&part.path, record)?);
            }
        }
        Ok(saved)
    }
}
