//! Bringing records up to date behind a change, many with one flush, and what a kill left of it.

use std::io;
use std::path::PathBuf;

use uuid::Uuid;

use super::{MarksChange, notes, rows};
use crate::files::{self, OwnerLock};
use crate::ids::OwnerId;
use crate::library::records::{self, Record};
use crate::library::{Library, ReadLibraryError};

/// Records that are written with one flush.
const AT_ONCE: usize = 500;

impl Library {
    /// Writes marks into the records they are on their way to, until none are left. Nothing is
    /// done where another process does it already. Gives back how many records were written.
    pub(crate) fn carry_marks(&self) -> io::Result<usize> {
        let mut written = 0;
        if notes::list(self.root())?.is_empty() {
            return Ok(0);
        }
        let folder = notes::folder_of(self.root());
        // One for each library: the nil id is no process's.
        let Some(_lock) = OwnerLock::acquire(&folder, OwnerId(Uuid::nil()))? else {
            return Ok(0);
        };
        loop {
            let paths = notes::list(self.root())?;
            if paths.is_empty() {
                return Ok(written);
            }
            written += self.carry(&paths)?;
            for path in paths {
                files::remove(&path)?;
            }
        }
    }

    fn carry(&self, paths: &[PathBuf]) -> io::Result<usize> {
        let mut written = 0;
        let notes: Vec<_> = notes::read(paths)?.into_values().collect();
        for some in notes.chunks(AT_ONCE) {
            let mut texts = Vec::with_capacity(some.len());
            for note in some {
                let Some((path, mut record)) = self.record_and_place(note.id()) else {
                    continue;
                };
                note.apply(&mut record);
                texts.push((path, records::text_of(&record)?));
            }
            written += texts.len();
            files::write_many(&texts)?;
        }
        Ok(written)
    }

    /// A picture's record and where it lies: with the others, or in the trash.
    fn record_and_place(&self, id: crate::ids::PictureId) -> Option<(PathBuf, Record)> {
        for folder in [self.records_dir(), self.own_dir("trash")] {
            match records::read(&folder, id) {
                Ok(Some(record)) => return Some((records::path_of(&folder, id), record)),
                Ok(None) => {}
                Err(error) => {
                    // Its marks stay in its row.
                    tracing::warn!(%error, %id, "a record cannot be read and keeps its marks");
                    return None;
                }
            }
        }
        None
    }

    /// Gives rows the marks that a kill kept from them, then the records.
    pub(crate) fn recover_marks(&self) -> Result<(), ReadLibraryError> {
        if notes::list(self.root())?.is_empty() {
            return Ok(());
        }
        // Read under the lock: no other process is between its file and its rows now.
        self.index().db().change(|transaction| {
            let notes = notes::read_all(self.root())?;
            let mut rows = rows::Writer::new(transaction)?;
            for note in notes.values() {
                let Some(row) = rows.read(note.id())? else {
                    continue;
                };
                let wanted = note.marks();
                let change = MarksChange::between(&row.marks, &wanted);
                if change != MarksChange::default() {
                    rows.write(&row, &wanted)?;
                }
            }
            rows.finish()?;
            Ok::<_, ReadLibraryError>(())
        })?;
        self.carry_marks()?;
        Ok(())
    }
}
