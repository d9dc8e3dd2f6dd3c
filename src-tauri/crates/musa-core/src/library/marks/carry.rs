//! Bringing records up to date behind a change, many with one flush, and what a kill left of it.

use std::collections::{HashMap, HashSet};
use std::io;
use std::path::PathBuf;

use super::notes::Found;
use super::{MarksChange, Note, notes, rows};
use crate::files;
use crate::ids::PictureId;
use crate::library::records::{self, Record};
use crate::library::{Library, ReadLibraryError};

/// Marks by their pictures.
type Notes = HashMap<PictureId, Note>;

/// Records that are written with one flush.
const AT_ONCE: usize = 500;

impl Library {
    /// Writes marks into the records they are on their way to, until none are left that can be.
    /// Nothing is done where another process is at work for long. Gives back how many records
    /// were written.
    pub(crate) fn carry_marks(&self) -> Result<usize, ReadLibraryError> {
        let mut written = 0;
        if notes::list(self.root())?.is_empty() || self.usable().is_err() {
            return Ok(0);
        }
        let Some(_held) = self.hold() else {
            return Ok(0);
        };
        let mut stay = HashSet::new();
        loop {
            let mut paths = notes::list(self.root())?;
            paths.retain(|path| !stay.contains(path));
            if paths.is_empty() {
                return Ok(written);
            }
            let (notes, read) = self.read_notes(&paths)?;
            stay.extend(paths.into_iter().filter(|path| !read.contains(path)));
            let (some, left) = self.carry(notes)?;
            written += some;
            stay.extend(keep_left(&read, &left)?);
        }
    }

    /// The marks in these files, the later ones over the earlier, and which files they were in.
    /// What is of a later Musa stays where it is; what is damaged is put aside.
    fn read_notes(&self, paths: &[PathBuf]) -> io::Result<(Notes, Vec<PathBuf>)> {
        let mut all = HashMap::new();
        let mut read = Vec::new();
        for path in paths {
            match notes::read_file(path)? {
                Found::Marks(notes) => {
                    all.extend(notes.into_iter().map(|note| (note.id(), note)));
                    read.push(path.clone());
                }
                Found::Newer => {
                    tracing::warn!(?path, "marks of a later Musa wait for it");
                }
                Found::Damaged => {
                    let aside = files::move_aside(path, &self.kept_dir())?;
                    tracing::warn!(?aside, "marks that cannot be read were put aside");
                }
            }
        }
        Ok((all, read))
    }

    /// Gives back how many records were written, and the marks that found none they could be
    /// written to.
    fn carry(&self, notes: Notes) -> Result<(usize, Vec<Note>), ReadLibraryError> {
        let mut written = 0;
        let mut left = Vec::new();
        let notes: Vec<_> = notes.into_values().collect();
        for some in notes.chunks(AT_ONCE) {
            let mut texts = Vec::with_capacity(some.len());
            for note in some {
                let Some((path, mut record)) = self.record_and_place(note.id()) else {
                    // Of a picture that is gone for good there is nothing to keep.
                    if self.index().find(note.id())?.is_some() {
                        left.push(note.clone());
                    }
                    continue;
                };
                note.apply(&mut record);
                texts.push((path, records::text_of(&record)?));
            }
            written += texts.len();
            files::write_many(&texts)?;
        }
        Ok((written, left))
    }

    /// A picture's record and where it lies: with the others, or in the trash.
    fn record_and_place(&self, id: PictureId) -> Option<(PathBuf, Record)> {
        for folder in [self.records_dir(), self.own_dir("trash")] {
            match records::read(&folder, id) {
                Ok(Some(record)) => return Some((records::path_of(&folder, id), record)),
                Ok(None) => {}
                Err(error) => {
                    // Its marks stay in its row, and on their way.
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

/// Removes files whose marks are in records now. Those that are not stay, in the first of the
/// files: whatever is read again after a kill in between, the later one still wins. Gives back
/// the file that stays.
fn keep_left(read: &[PathBuf], left: &[Note]) -> io::Result<Option<PathBuf>> {
    let stays = read.first().filter(|_| !left.is_empty());
    if let Some(path) = stays {
        notes::write_to(path, left)?;
    }
    for path in read.iter().filter(|path| Some(*path) != stays) {
        files::remove(path)?;
    }
    Ok(stays.cloned())
}
