//! From the template to a name that is free in the folder, and from a relative path to a file.

use std::io;
use std::path::{Path, PathBuf};

use super::Library;
use super::index::{Entry, RowState};
use super::names::{Values, is_reserved, safe};
use crate::files;

/// Bytes of a user's own name that are kept.
const MOST_OWN: usize = 120;

/// Series whose last number is remembered. `{prompt}` makes a series of every picture, and so does
/// every name of an import; the folder knows them all.
const MOST_SERIES: usize = 1_000;

impl Library {
    /// The file of a relative path out of a row or a record. Such a path is Musa's own, but a
    /// record may have been edited by hand: parts that lead out of the folder are dropped.
    pub(super) fn file_of(&self, path: &str) -> PathBuf {
        file_in(&self.0.root, path)
    }

    /// The file of a row, which may lie in the trash, or in a library that was chosen before.
    pub(super) fn file_of_row(&self, entry: &Entry) -> PathBuf {
        if entry.state == RowState::Trashed {
            self.library_of(entry).trash_file(&entry.id, entry.format)
        } else if self.index().is_ours(entry) {
            self.file_of(&entry.path)
        } else {
            file_in(Path::new(&entry.library), &entry.path)
        }
    }

    /// The next name of its series that no file has, with its extension.
    pub(super) fn next_name(&self, values: &Values, extension: &str) -> io::Result<String> {
        let template = &self.0.template;
        let series = template.series(values);
        let mut numbers = self.0.numbers.lock();
        if numbers.len() > MOST_SERIES {
            numbers.clear();
        }
        let mut number = match numbers.get(&series) {
            Some(last) => *last,
            None => self.last_number(&series)?,
        };
        loop {
            number += 1;
            let name = format!("{}.{extension}", template.fill(values, number));
            if std::fs::symlink_metadata(self.file_of(&name)).is_err() {
                numbers.insert(series, number);
                return Ok(name);
            }
        }
    }

    /// The next free name in the day's folder that is like the user's own.
    pub(super) fn next_own_name(
        &self,
        values: &Values,
        own: &str,
        extension: &str,
    ) -> io::Result<String> {
        let stem = own.rsplit_once('.').map_or(own, |(stem, _)| stem);
        let mut stem = safe(stem, MOST_OWN, "picture");
        if is_reserved(&stem) {
            stem.insert(0, '_');
        }
        let before = format!("{}/{stem}", values.date());
        let series = (before.clone(), extension.to_owned());
        let mut numbers = self.0.numbers.lock();
        if numbers.len() > MOST_SERIES {
            numbers.clear();
        }
        let mut number = numbers.get(&series).copied().unwrap_or(0);
        loop {
            number += 1;
            let name = match number {
                1 => format!("{before}.{extension}"),
                number => format!("{before}-{number}.{extension}"),
            };
            if std::fs::symlink_metadata(self.file_of(&name)).is_err() {
                numbers.insert(series, number);
                return Ok(name);
            }
        }
    }

    /// The highest number that a file of this series has, whatever its extension.
    fn last_number(&self, (before, after): &(String, String)) -> io::Result<u64> {
        let (folder, prefix) = before.rsplit_once('/').unwrap_or(("", before));
        let found = files::list(&self.file_of(folder), prefix)?;
        let number = |path: &PathBuf| {
            let stem = path.file_stem()?.to_str()?;
            let digits = stem.strip_prefix(prefix)?.strip_suffix(after.as_str())?;
            // A year or a hash is no number of this series.
            (digits.len() <= 9).then(|| digits.parse::<u64>().ok())?
        };
        Ok(found.iter().filter_map(number).max().unwrap_or(0))
    }
}

fn file_in(root: &Path, path: &str) -> PathBuf {
    let mut file = root.to_owned();
    for part in path.split(['/', '\\']) {
        if !is_away(part) {
            file.push(part);
        }
    }
    file
}

/// Whether a path of a record names something else than a file below the library's folder.
pub(super) fn leads_away(path: &str) -> bool {
    path.split(['/', '\\']).any(is_away)
}

fn is_away(part: &str) -> bool {
    part.is_empty() || part == "." || part == ".." || part.contains(':')
}
