//! Records that no row has: which of them rebuilding gives one, and which it passes over. What is
//! told here is what [`Library::rebuild_all`] does, so that nobody is promised anything else.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use super::{Report, kept};
use crate::ids::PictureId;
use crate::library::Library;
use crate::library::naming::leads_away;
use crate::library::records::{self, Record};
use crate::protocol::FindingKind;

impl Library {
    /// Tells of a record without a row. `by_path` are the rows by the paths that they hold.
    pub(super) fn tell_of_rowless(
        &self,
        path: &Path,
        by_path: &HashMap<&str, PictureId>,
        report: &mut Report<'_>,
    ) {
        let Some(record) = records::read_file(path) else {
            return report.tell(FindingKind::BadRecord, path);
        };
        if self.is_of_another(&record, by_path) {
            return report.tell(FindingKind::RecordDiffers, path);
        }
        let file = self.file_of(&record.path);
        match fs::metadata(&file) {
            Ok(found) if found.len() == record.bytes => report.tell(FindingKind::NoRow, path),
            _ if leads_away(&record.path) => report.tell(FindingKind::BadRecord, path),
            Ok(_) => report.tell(FindingKind::Changed, &file),
            Err(error) => report.tell(kept::kind_of(&error), &file),
        }
    }

    /// Whether the file of a record has a row already, by another record that is in order.
    fn is_of_another(&self, record: &Record, by_path: &HashMap<&str, PictureId>) -> bool {
        let other = by_path.get(record.path.as_str());
        let other = other.and_then(|id| self.record(*id).ok().flatten());
        other.is_some_and(|other| other.path == record.path)
    }
}
