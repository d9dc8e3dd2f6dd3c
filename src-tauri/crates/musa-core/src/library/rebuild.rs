//! Making the index anew from the folder: every record whose file is there gets its row back,
//! under its own id. Nothing is deleted, and no file of the user's is written. Under the
//! library's lock, so that no other process moves records meanwhile.

use super::boards::Rows;
use super::lock::Held;
use super::marks;
use super::records::{self, Record};
use super::{Library, ReadLibraryError};
use crate::files;

/// What came of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rebuilt {
    /// Records whose files are there.
    pub found: usize,
    /// Rows that were new; after [`Library::rebuild_all`] every row that the library has.
    pub added: usize,
    /// Records whose files are not there, or are not the same any more: kept, not listed.
    pub missing: usize,
    /// Records that could not be read: kept.
    pub unreadable: usize,
}

impl Library {
    /// Gives rows back to pictures that have lost them. Rows that are there stay as they are.
    pub fn rebuild(&self) -> Result<Rebuilt, ReadLibraryError> {
        let Some(_held) = self.held_if_there()? else {
            return Ok(Rebuilt::default());
        };
        self.adopt_boards(Rows::Kept)?;
        let (mut told, records) = self.read_records()?;
        self.take_over(&records)?;
        told.added = self.index().adopt(&records)?;
        self.call_back_leaving();
        self.adopt_trashed()?;
        if told.added > 0 {
            // Among those of the trash and of other libraries, too.
            self.index().renumber()?;
            self.index().index_missing()?;
        }
        Ok(told)
    }

    /// None where the folder is not there: what is read then says nothing about pictures.
    fn held_if_there(&self) -> Result<Option<Held>, ReadLibraryError> {
        if self.usable().is_err() {
            return Ok(None);
        }
        self.hold().map(Some).ok_or(ReadLibraryError::Busy)
    }

    /// Gives rows to records whose files are known to be there: what [`Library::rebuild`] ends
    /// with, for whoever has just written both.
    pub fn adopt(&self, records: &[Record]) -> Result<usize, ReadLibraryError> {
        Ok(self.index().adopt(records)?)
    }

    /// Makes every row that has a record anew, and all words. What a row alone knows (how a
    /// picture looks from afar) is kept.
    pub fn rebuild_all(&self) -> Result<Rebuilt, ReadLibraryError> {
        let Some(_held) = self.held_if_there()? else {
            return Ok(Rebuilt::default());
        };
        self.adopt_boards(Rows::Mended)?;
        let (mut told, mut records) = self.read_records()?;
        let changed_meanwhile = || marks::read_all(self.root());
        told.added = self.index().replace(&mut records, changed_meanwhile)?;
        self.call_back_leaving();
        self.adopt_trashed()?;
        self.index().renumber()?;
        self.index().count_anew()?;
        self.index().index_all()?;
        Ok(told)
    }

    /// The records whose files are there, in the order in which they were saved.
    fn read_records(&self) -> Result<(Rebuilt, Vec<Record>), ReadLibraryError> {
        let mut told = Rebuilt::default();
        let on_their_way = marks::read_all(self.root())?;
        let mut records = Vec::new();
        for path in files::list(&self.records_dir(), "")? {
            if path.extension().is_none_or(|extension| extension != "json") {
                continue;
            }
            let Some(mut record) = records::read_file(&path) else {
                told.unreadable += 1;
                continue;
            };
            if let Some(note) = on_their_way.get(&record.id) {
                note.apply(&mut record);
            }
            let file = self.file_of(&record.path);
            if std::fs::metadata(&file).is_ok_and(|found| found.len() == record.bytes) {
                records.push(record);
            } else {
                told.missing += 1;
            }
        }
        told.found = records.len();
        // Their old order is the order in which they were saved.
        records.sort_by_key(|record| (record.saved_at, record.id));
        Ok((told, records))
    }
}
