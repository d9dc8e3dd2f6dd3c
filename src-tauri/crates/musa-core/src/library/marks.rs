//! What the user adds to pictures: stars, flag, tags, boards. One change may be of a hundred
//! thousand pictures, and yet the folder stays the truth without a hundred thousand flushes.
//!
//! Each change is first written as *one* file under `.musa/marks` ([`notes`]), durable, with all
//! marks of each picture as they are from then on; then the rows follow in one transaction.
//! [`carry`] brings the records up to date behind it, many with one flush, and removes the file
//! when they are on the disk. Until then the file is read before the records' own marks. The
//! order file, rows is under the database's lock, so two processes never cross.
//!
//! Owns marks. Knows no view and no undo; it gives back what undoing needs.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::index::RowState;
use super::{Library, folder};
use crate::db::{self, DbError};
use crate::ids::{BoardId, PictureId};
use crate::protocol::errors::{CommandError, ErrorCode};
use crate::protocol::{PictureFlag, PictureMarks};

mod carry;
mod notes;
mod rows;
mod tags;

pub(super) use notes::{Note, read_all};
#[cfg(test)]
pub(super) use rows::COUNTED_TAGS;
pub(super) use rows::{adopt, boards_of, counted_tags, tags_of};

/// Everything that the user has added to a picture.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Marks {
    /// Stars, 0 to 5.
    pub(crate) rating: u8,
    /// Picked or rejected.
    pub(crate) flag: PictureFlag,
    /// Sorted.
    pub(crate) tags: Vec<String>,
    /// Sorted.
    pub(crate) boards: Vec<BoardId>,
}

/// A change of marks. What is none or empty stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct MarksChange {
    pub(crate) rating: Option<u8>,
    pub(crate) flag: Option<PictureFlag>,
    pub(crate) add_tags: Vec<String>,
    pub(crate) remove_tags: Vec<String>,
    pub(crate) add_boards: Vec<BoardId>,
    pub(crate) remove_boards: Vec<BoardId>,
}

/// What a change did to one picture, and what takes it back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MarksDelta {
    pub(crate) picture: PictureId,
    pub(crate) back: MarksChange,
    pub(crate) forth: MarksChange,
}

/// What came of a change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct MarksDone {
    /// Pictures that are not as they were.
    pub(crate) deltas: Vec<MarksDelta>,
    /// What is seen of them on a tile.
    pub(crate) marks: Vec<PictureMarks>,
}

/// Why marks could not be changed. Nothing was.
#[derive(Debug, thiserror::Error)]
pub enum ChangeMarksError {
    /// The folder of some of the pictures is not there.
    #[error("the library folder {0} is not there")]
    LibraryMissing(PathBuf),
    /// A tag is empty, too long, or has characters that do not show.
    #[error("a tag has 1 to {} characters", tags::LONGEST)]
    Tag,
    /// The folder is full, or cannot be written to.
    #[error("the library folder cannot be written to")]
    Unwritable(Box<CommandError>),
    /// The folder could not be written.
    #[error("the change could not be kept: {0}")]
    Io(#[from] io::Error),
    /// The index failed.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The same, inside a transaction.
    #[error("the database failed: {0}")]
    Sqlite(#[from] rusqlite::Error),
}

impl From<ChangeMarksError> for CommandError {
    fn from(error: ChangeMarksError) -> Self {
        match error {
            ChangeMarksError::LibraryMissing(path) => Self::new(ErrorCode::LibraryMissing)
                .field("library")
                .arg("path", path.display()),
            ChangeMarksError::Unwritable(told) => *told,
            ChangeMarksError::Tag => Self::new(ErrorCode::NameInvalid)
                .field("tag")
                .arg("limit", tags::LONGEST),
            other => db::told(&other),
        }
    }
}

impl MarksChange {
    /// Tags trimmed; refused when one is none. One that an earlier Musa let in can be removed
    /// whatever it is.
    pub(crate) fn checked(mut self) -> Result<Self, ChangeMarksError> {
        for tag in &mut self.add_tags {
            *tag = tag.trim().to_owned();
            if !tags::is_tag(tag) {
                return Err(ChangeMarksError::Tag);
            }
        }
        for tag in &mut self.remove_tags {
            match tag.trim() {
                "" => return Err(ChangeMarksError::Tag),
                trimmed if tags::is_tag(trimmed) => *tag = trimmed.to_owned(),
                _ => {}
            }
        }
        Ok(self)
    }

    fn apply(&self, marks: &Marks) -> Marks {
        Marks {
            rating: self.rating.unwrap_or(marks.rating),
            flag: self.flag.unwrap_or(marks.flag),
            tags: changed(&marks.tags, &self.add_tags, &self.remove_tags),
            boards: changed(&marks.boards, &self.add_boards, &self.remove_boards),
        }
    }

    /// What makes `to` of `from`.
    fn between(from: &Marks, to: &Marks) -> Self {
        Self {
            rating: (from.rating != to.rating).then_some(to.rating),
            flag: (from.flag != to.flag).then_some(to.flag),
            add_tags: without(&to.tags, &from.tags),
            remove_tags: without(&from.tags, &to.tags),
            add_boards: without(&to.boards, &from.boards),
            remove_boards: without(&from.boards, &to.boards),
        }
    }
}

fn changed<T: Ord + Clone>(have: &[T], add: &[T], remove: &[T]) -> Vec<T> {
    let kept = have.iter().filter(|one| !remove.contains(one));
    let mut all: Vec<T> = kept.chain(add).cloned().collect();
    all.sort();
    all.dedup();
    all
}

fn without<T: PartialEq + Clone>(all: &[T], others: &[T]) -> Vec<T> {
    let rest = all.iter().filter(|one| !others.contains(one));
    rest.cloned().collect()
}

/// A flag in a row and in a buffer.
pub(crate) fn number_of(flag: PictureFlag) -> u8 {
    match flag {
        PictureFlag::None => 0,
        PictureFlag::Picked => 1,
        PictureFlag::Rejected => 2,
    }
}

/// The flag of a number.
pub(crate) fn flag_of(number: u8) -> PictureFlag {
    match number {
        1 => PictureFlag::Picked,
        2 => PictureFlag::Rejected,
        _ => PictureFlag::None,
    }
}

impl Library {
    /// Makes one change at many pictures. Those that are not there are left out.
    pub(crate) fn mark(
        &self,
        pictures: &[PictureId],
        change: MarksChange,
    ) -> Result<MarksDone, ChangeMarksError> {
        let change = change.checked()?;
        self.mark_each(pictures.iter().map(|id| (*id, &change)))
    }

    /// Makes changes, each at its picture: all of them or none.
    pub(crate) fn mark_each<'a>(
        &self,
        changes: impl Iterator<Item = (PictureId, &'a MarksChange)>,
    ) -> Result<MarksDone, ChangeMarksError> {
        self.index().db().change(|transaction| {
            let mut done = MarksDone::default();
            let mut notes: HashMap<String, Vec<Note>> = HashMap::new();
            let mut rows = rows::Writer::new(transaction)?;
            for (id, change) in changes {
                let Some(row) = rows.read(id)? else { continue };
                if row.state == RowState::Placing {
                    continue;
                }
                let change = rows.known_tags(change);
                let after = change.apply(&row.marks);
                if after == row.marks {
                    continue;
                }
                rows.write(&row, &after)?;
                done.deltas.push(MarksDelta {
                    picture: id,
                    back: MarksChange::between(&after, &row.marks),
                    forth: MarksChange::between(&row.marks, &after),
                });
                done.marks.push(PictureMarks {
                    picture: id,
                    rating: after.rating,
                    flag: after.flag,
                });
                let of_library = notes.entry(row.library).or_default();
                of_library.push(Note::new(id, after));
            }
            rows.finish()?;
            keep(transaction, &notes)?;
            Ok(done)
        })
    }
}

/// Writes what changed beside the records of each library, before the rows are committed.
fn keep(
    connection: &Connection,
    notes: &HashMap<String, Vec<Note>>,
) -> Result<(), ChangeMarksError> {
    for root in notes.keys().map(Path::new) {
        if !folder::is_usable(connection, root)? {
            return Err(ChangeMarksError::LibraryMissing(root.to_owned()));
        }
    }
    for (library, notes) in notes {
        let root = Path::new(library);
        notes::write(root, notes).map_err(|error| unwritten(root, error))?;
    }
    Ok(())
}

fn unwritten(root: &Path, error: io::Error) -> ChangeMarksError {
    match folder::unwritable(root, &error) {
        Some(told) => ChangeMarksError::Unwritable(Box::new(told)),
        None => error.into(),
    }
}

#[cfg(test)]
mod tests;
