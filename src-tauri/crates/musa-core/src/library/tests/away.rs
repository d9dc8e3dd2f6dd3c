//! A disk that is not mounted: an empty folder stands where the library was, or one in which an
//! earlier Musa has left something.

use std::fs;
use std::path::PathBuf;

use super::{Place, origin, place, png};
use crate::files;
use crate::ids::{BoardId, CallId, PictureId};
use crate::library::boards::{Board, ChangeBoardError};
use crate::library::marks::{ChangeMarksError, MarksChange};
use crate::library::turns::UserTurn;
use crate::library::{IngestError, Library, SystemTrash, TrashError};

/// Takes whatever it gets.
struct Taken;

impl SystemTrash for Taken {
    fn take(&self, files: &[PathBuf]) -> std::io::Result<()> {
        files.iter().try_for_each(|file| files::remove(file))
    }
}

impl Place {
    fn away(&self) -> PathBuf {
        self.dir.path().join("away")
    }

    /// As an empty mount point looks.
    fn unmount(&self) {
        files::rename_own(self.library.root(), &self.away()).unwrap();
        fs::create_dir(self.library.root()).unwrap();
    }

    fn mount(&self) {
        fs::remove_dir_all(self.library.root()).unwrap();
        files::rename_own(&self.away(), self.library.root()).unwrap();
    }
}

fn board() -> Board {
    Board {
        id: BoardId::new_v7(),
        name: "Autumn".to_owned(),
        parent: None,
        query: None,
    }
}

fn rated(rating: u8) -> MarksChange {
    MarksChange {
        rating: Some(rating),
        ..MarksChange::default()
    }
}

fn listed(library: &Library) -> Vec<PictureId> {
    let rows = library.list(None, 100).unwrap();
    rows.iter().map(|row| row.id).collect()
}

#[test]
fn nothing_is_changed_or_written_where_a_disk_should_be() {
    let place = place();
    let library = &place.library;
    let call = CallId::new_v7();
    let save = |number: u8| place.save(CallId::new_v7(), 0, &png(number)).id;
    let ids: Vec<_> = (0..6).map(save).collect();
    let gone = save(6);
    library.delete(gone).unwrap();
    let part = place.whole(call, 0, &png(9));
    let kept = board();
    library.put_board(kept.clone()).unwrap();
    library.mark(&ids[..1], rated(2)).unwrap();
    place.unmount();

    let marked = library.mark(&ids, rated(5));
    assert!(matches!(marked, Err(ChangeMarksError::LibraryMissing(_))));
    for changed in [
        library.put_board(Board {
            name: "Winter".to_owned(),
            ..board()
        }),
        library.remove_boards(&[kept.id]),
    ] {
        assert!(matches!(changed, Err(ChangeBoardError::LibraryMissing(_))));
    }
    let deleted = library.delete(ids[0]);
    assert!(matches!(deleted, Err(TrashError::LibraryMissing(_))));
    let (done, refused) = library.delete_all(&ids);
    assert!(done.is_empty() && matches!(refused, Some(TrashError::LibraryMissing(_))));
    let (done, refused) = library.restore_all(&[gone]);
    assert!(done.is_empty() && matches!(refused, Some(TrashError::LibraryMissing(_))));
    let emptied = library.empty_trash(&Taken);
    assert!(matches!(emptied, Err(TrashError::LibraryMissing(_))));
    assert!(library.new_part(call, 1).is_err());
    library.put_drafts_away([]).unwrap();
    let user = UserTurn {
        before: None,
        prompt: "a fox".to_owned(),
        references: Vec::new(),
    };
    assert!(library.keep_turn(call, &user, &br"{}"[..]).is_err());
    let saved = library.ingest(part, &origin(call));
    assert!(matches!(saved, Err(IngestError::LibraryMissing)));
    assert_eq!(library.carry_marks().unwrap(), 0);
    assert_eq!(library.rebuild_all().unwrap().found, 0);
    library.recover_trash().unwrap();
    library.recover_marks().unwrap();
    assert_eq!(fs::read_dir(library.root()).unwrap().count(), 0);

    place.mount();
    assert_eq!(listed(library).len(), 6);
    assert_eq!(library.boards().unwrap(), [kept]);
    assert_eq!(library.carry_marks().unwrap(), 1);
    assert_eq!(library.record(ids[0]).unwrap().unwrap().rating, Some(2));
    library.restore(gone).unwrap();
    assert_eq!(listed(library).len(), 7);
}

#[test]
fn a_picture_whose_file_is_away_stays_in_the_trash() {
    let place = place();
    let library = &place.library;
    let save = |number: u8| place.save(CallId::new_v7(), 0, &png(number));
    let saved: Vec<_> = (0..6).map(save).collect();
    let ids: Vec<_> = saved.iter().map(|saved| saved.id).collect();
    library.delete_all(&ids);
    place.unmount();
    // What an earlier Musa left beneath the mount makes it look like a library.
    files::make_dirs(&place.own("marks")).unwrap();
    assert!(matches!(
        library.restore(ids[0]),
        Err(TrashError::FileGone(_))
    ));
    let (back, refused) = library.restore_all(&ids);
    assert!(back.is_empty() && matches!(refused, Some(TrashError::FileGone(_))));
    assert!(listed(library).is_empty());
    place.mount();
    let (back, refused) = library.restore_all(&ids);
    assert!(refused.is_none());
    assert_eq!(back.len(), 6);
    assert!(saved.iter().all(|saved| saved.file.is_file()));
}

#[test]
fn a_row_that_says_it_is_there_while_its_picture_lies_in_the_trash_is_mended() {
    let place = place();
    let library = &place.library;
    let saved = place.save(CallId::new_v7(), 0, &png(1));
    library.delete(saved.id).unwrap();
    // As an earlier Musa restored it while the disk was away.
    library.index().present(saved.id).unwrap();
    library.rebuild_all().unwrap();
    library.recover_trash().unwrap();
    assert!(listed(library).is_empty());
    library.restore(saved.id).unwrap();
    assert_eq!(fs::read(&saved.file).unwrap(), png(1));
}

#[test]
fn a_default_folder_is_known_by_its_one_true_name_when_it_is_gone() {
    let place = place();
    place.save(CallId::new_v7(), 0, &png(1));
    let link = place.dir.path().join("link");
    #[cfg(unix)]
    std::os::unix::fs::symlink(place.dir.path(), &link).unwrap();
    #[cfg(not(unix))]
    let link = place.dir.path().to_owned();
    files::rename_own(place.library.root(), &place.away()).unwrap();
    let typed = link.join("library");
    assert!(place.library.at(&typed).was_used().unwrap());
    assert!(!place.library.at(&link.join("other")).was_used().unwrap());
}
