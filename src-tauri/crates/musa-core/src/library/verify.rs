//! Comparing files, records and rows, in both directions. Reads everything, changes nothing:
//! what is found is the user's to decide about.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use super::Library;
use super::imports::find;
use super::index::Entry;
use super::ingest::is_this;
use super::records::Record;
use crate::files;
use crate::ids::PictureId;
use crate::protocol::{FindingKind, VerifyFinding};

mod error;

pub(crate) use error::VerifyError;

impl Library {
    /// Looks at every row, every record and every file of this library. `told` gets each finding,
    /// `step` is called with what was looked at and how much there is, and ends it with `false`.
    pub(crate) fn verify(
        &self,
        mut told: impl FnMut(VerifyFinding),
        mut step: impl FnMut(usize, usize) -> bool,
    ) -> Result<(), VerifyError> {
        self.ready_for(0)?;
        let rows = self.index().rows_of_library()?;
        let records = files::list(&self.records_dir(), "")?;
        let total = rows.len() + records.len();
        let mut known = HashSet::new();
        let mut ids = HashSet::new();
        for (at, row) in rows.iter().enumerate() {
            if !step(at, total) {
                return Ok(());
            }
            known.insert(self.file_of(&row.path));
            ids.insert(row.id);
            self.verify_row(row, &mut told)?;
        }
        for (at, path) in records.iter().enumerate() {
            if !step(rows.len() + at, total) {
                return Ok(());
            }
            let id: Option<PictureId> = path
                .file_stem()
                .and_then(|stem| stem.to_str()?.parse().ok());
            if let Some(id) = id
                && !ids.contains(&id)
                && !self.is_known(id)?
            {
                told(self.finding(FindingKind::NoRow, path));
            }
        }
        let found = find(&[self.root().to_owned()], &|| false);
        for file in found.files {
            if !known.contains(&file.path) {
                told(self.finding(FindingKind::Unknown, &file.path));
            }
        }
        step(total, total);
        Ok(())
    }

    fn verify_row(
        &self,
        row: &Entry,
        told: &mut impl FnMut(VerifyFinding),
    ) -> Result<(), VerifyError> {
        let file = self.file_of(&row.path);
        let path = row.path.clone();
        match fs::metadata(&file) {
            Err(_) => told(VerifyFinding {
                kind: FindingKind::Missing,
                path: path.clone(),
            }),
            // A length that differs says as much as a hash that does.
            Ok(found) if found.len() != row.bytes || !is_this(&file, &row.hash)? => {
                told(VerifyFinding {
                    kind: FindingKind::Changed,
                    path: path.clone(),
                });
            }
            Ok(_) => {}
        }
        let record: Option<Record> = self.record(row.id).unwrap_or_default();
        if record.is_none() {
            told(VerifyFinding {
                kind: FindingKind::NoRecord,
                path,
            });
        }
        Ok(())
    }

    fn finding(&self, kind: FindingKind, path: &Path) -> VerifyFinding {
        let relative = path.strip_prefix(self.root()).unwrap_or(path);
        let parts = relative.iter().map(|part| part.to_string_lossy());
        VerifyFinding {
            kind,
            path: parts.collect::<Vec<_>>().join("/"),
        }
    }
}
