//! A library that lies elsewhere now, or that another home knows: its rows follow its files. A
//! copy takes nothing: the rows stay with the files that they were made of.

use super::index::{Entry, RowState};
use super::records::Record;
use super::{Library, ReadLibraryError};
use crate::ids::PictureId;

impl Library {
    /// Rows of another folder, where their files are not any more, become rows of this one, where
    /// the files of these records are. The same for the trash. Gives back how many.
    pub(super) fn take_over(&self, records: &[Record]) -> Result<usize, ReadLibraryError> {
        let ours = self.root().to_string_lossy();
        if self.index().libraries()?.iter().all(|root| *root == ours) {
            return Ok(0);
        }
        let mut here: Vec<(PictureId, String)> = Vec::new();
        for record in records {
            let found = self.index().find(record.id)?;
            let found = found.filter(|entry| entry.state == RowState::Present);
            if found.is_some_and(|entry| self.has_left(&entry)) {
                here.push((record.id, record.path.clone()));
            }
        }
        for entry in self.index().trashed_rows()? {
            let kept = self.trash_file(&entry.id, entry.format).is_file();
            if kept && self.has_left(&entry) {
                here.push((entry.id, entry.path));
            }
        }
        Ok(self.index().come_here(&here)?)
    }

    /// True for a row of another folder whose file is not there.
    fn has_left(&self, entry: &Entry) -> bool {
        if self.index().is_ours(entry) {
            return false;
        }
        let before = self.library_of(entry);
        let file = match entry.state {
            RowState::Trashed | RowState::Trashing => before.trash_file(&entry.id, entry.format),
            _ => before.file_of(&entry.path),
        };
        !file.exists()
    }
}

#[cfg(test)]
mod tests {
    use crate::files;
    use crate::ids::CallId;
    use crate::library::Presence;
    use crate::library::tests::{place, png};

    #[test]
    fn a_library_that_was_moved_keeps_its_pictures_their_numbers_and_its_trash() {
        let place = place();
        let call = CallId::new_v7();
        let kept = place.save(call, 0, &png(1));
        let deleted = place.save(call, 1, &png(2));
        place.library.delete(deleted.id).unwrap();
        let before = place.library.picture(kept.id).unwrap().unwrap();
        let elsewhere = place.dir.path().join("elsewhere");
        files::place_new(place.library.root(), &elsewhere).unwrap();
        let moved = place.library.at(&elsewhere);
        moved.rebuild().unwrap();
        let row = moved.picture(kept.id).unwrap().unwrap();
        assert_eq!(row.presence, Presence::There);
        assert_eq!((row.seq, row.path), (before.seq, before.path));
        assert!(row.file.starts_with(moved.root()));
        let back = moved.restore(deleted.id).unwrap();
        assert!(back.file.starts_with(moved.root()) && back.file.is_file());
        assert_eq!(moved.count().unwrap(), 2);
    }

    #[test]
    fn a_copy_of_a_library_takes_no_rows_from_it() {
        let place = place();
        let saved = place.save(CallId::new_v7(), 0, &png(1));
        let copy = place.dir.path().join("copy");
        for folder in ["", ".musa/records"] {
            let to = copy.join(folder);
            std::fs::create_dir_all(&to).unwrap();
            let from = std::fs::read_dir(place.library.root().join(folder)).unwrap();
            for entry in from.map(Result::unwrap).filter(|it| it.path().is_file()) {
                std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
            }
        }
        let copied = place.library.at(&copy);
        assert_eq!(copied.rebuild().unwrap().found, 1);
        let row = copied.picture(saved.id).unwrap().unwrap();
        assert!(row.file.starts_with(place.library.root()));
    }
}
