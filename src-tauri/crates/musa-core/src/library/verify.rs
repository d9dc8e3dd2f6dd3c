//! Comparing files, records and rows, in both directions, the trash and the kept references too.
//! Reads everything, changes nothing: what is found is the user's to decide about.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::index::Entry;
use super::marks::{self, Note};
use super::records::{self, Record};
use super::{Library, ReadLibraryError};
use crate::files;
use crate::ids::PictureId;
use crate::protocol::{FindingKind, VerifyFinding};

mod error;
mod kept;
mod rowless;
mod stray;

pub(crate) use error::VerifyError;

/// Where findings go, and how far it is.
pub(super) struct Report<'a> {
    root: &'a Path,
    told: &'a mut dyn FnMut(VerifyFinding),
    step: &'a mut dyn FnMut(usize, usize) -> bool,
    done: usize,
    total: usize,
}

impl Report<'_> {
    /// Tells of a file.
    fn tell(&mut self, kind: FindingKind, path: &Path) {
        let relative = path.strip_prefix(self.root).unwrap_or(path);
        let parts = relative.iter().map(|part| part.to_string_lossy());
        let path = parts.collect::<Vec<_>>().join("/");
        (self.told)(VerifyFinding { kind, path });
    }

    /// One thing more was looked at. False when nobody wants to know any more.
    fn goes_on(&mut self) -> bool {
        let wanted = (self.step)(self.done, self.total);
        self.done += 1;
        wanted
    }
}

impl Library {
    /// Looks at every row, every record and every file of this library. `told` gets each finding,
    /// `step` is called with what was looked at and how much there is, and ends it with `false`.
    /// What cannot be read is a finding, and ends nothing.
    pub(crate) fn verify(
        &self,
        mut told: impl FnMut(VerifyFinding),
        mut step: impl FnMut(usize, usize) -> bool,
    ) -> Result<(), VerifyError> {
        self.ready_for(0)?;
        let rows = self.index().rows_of_library()?;
        let records = self.record_files()?;
        let trashed = self.trashed_here()?;
        let references = files::list(&self.own_dir("references"), "")?;
        let mut report = Report {
            root: self.root(),
            told: &mut told,
            step: &mut step,
            done: 0,
            total: rows.len() + records.len() + trashed.len() + references.len(),
        };
        if !self.verify_rows(&rows, &mut report)?
            || !self.verify_records(&rows, &records, &mut report)?
            || !self.verify_trash(&trashed, &mut report)
            || !kept::references(&references, &mut report)
        {
            return Ok(());
        }
        let known: HashSet<PathBuf> = rows.iter().map(|row| self.file_of(&row.path)).collect();
        stray::find(&known, &mut report);
        report.goes_on();
        Ok(())
    }

    /// Records by their files; what an unfinished write left is none.
    fn record_files(&self) -> Result<Vec<PathBuf>, ReadLibraryError> {
        let mut records = files::list(&self.records_dir(), "")?;
        records.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
        Ok(records)
    }

    fn verify_rows(&self, rows: &[Entry], report: &mut Report<'_>) -> Result<bool, VerifyError> {
        let on_their_way = marks::read_all(self.root())?;
        for row in rows {
            if !report.goes_on() {
                return Ok(false);
            }
            kept::file(&self.file_of(&row.path), row, report);
            self.verify_record(row, &on_their_way, report);
        }
        Ok(true)
    }

    /// What a row's record says of it.
    fn verify_record(
        &self,
        row: &Entry,
        on_their_way: &HashMap<PictureId, Note>,
        report: &mut Report<'_>,
    ) {
        let Ok(Some(mut record)) = self.record(row.id) else {
            return report.tell(FindingKind::NoRecord, &self.file_of(&row.path));
        };
        if let Some(note) = on_their_way.get(&row.id) {
            note.apply(&mut record);
        }
        if !says_the_same(&record, row) {
            let path = records::path_of(&self.records_dir(), row.id);
            report.tell(FindingKind::RecordDiffers, &path);
        }
    }

    fn verify_records(
        &self,
        rows: &[Entry],
        records: &[PathBuf],
        report: &mut Report<'_>,
    ) -> Result<bool, VerifyError> {
        let ids: HashSet<PictureId> = rows.iter().map(|row| row.id).collect();
        let by_path = rows.iter().map(|row| (row.path.as_str(), row.id));
        let by_path: HashMap<&str, PictureId> = by_path.collect();
        for path in records {
            if !report.goes_on() {
                return Ok(false);
            }
            let stem = path.file_stem().and_then(|stem| stem.to_str());
            let id: Option<PictureId> = stem.and_then(|stem| stem.parse().ok());
            if let Some(id) = id
                && !ids.contains(&id)
                && !self.is_known(id)?
            {
                self.tell_of_rowless(path, &by_path, report);
            }
        }
        Ok(true)
    }
}

/// What both of them have.
fn says_the_same(record: &Record, row: &Entry) -> bool {
    record.id == row.id
        && record.path == row.path
        && record.hash == row.hash
        && record.bytes == row.bytes
        && (record.width, record.height) == (row.width, row.height)
        && record.prompt == row.prompt
        && record.rating.unwrap_or_default() == row.rating
        && record.flag == row.flag
}

#[cfg(test)]
mod tests;
