//! Another name for a picture that comes back, when its own is taken: the next of its series.

use std::io;

use crate::library::Library;
use crate::library::index::Entry;
use crate::library::ingest::MOST_NAMES;
use crate::library::names::Values;
use crate::library::records::Record;
use crate::library::trash::TrashError;

impl Library {
    /// A free name that is this picture's from now on.
    pub(super) fn take_free_name(
        &self,
        entry: &Entry,
        record: Option<&Record>,
    ) -> Result<String, TrashError> {
        for _ in 0..MOST_NAMES {
            let path = self.free_name(entry, record)?;
            if self.index().restoring(entry.id, &path)? {
                return Ok(path);
            }
        }
        Err(io::Error::from(io::ErrorKind::AlreadyExists).into())
    }

    /// The next free name of the picture's series; without a record, of what the row knows.
    fn free_name(&self, entry: &Entry, record: Option<&Record>) -> io::Result<String> {
        let values = match record {
            Some(record) => Values::new(
                record.asked_at,
                record.project.as_deref(),
                &record.model,
                &record.prompt,
                &record.ratio(),
            ),
            None => Values::new(
                entry.created_at.parse().unwrap_or_else(|_| self.now()),
                None,
                entry.model.as_deref().unwrap_or_default(),
                &entry.prompt,
                "",
            ),
        };
        self.next_name(&values, entry.format.extension())
    }
}
