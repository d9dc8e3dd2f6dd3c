//! The trash on a real folder: the way there and back, and every place where a kill can fall.

use std::fs;

use crate::files;
use crate::ids::{CallId, PictureId};
use crate::library::records;
use crate::library::tests::{Place, origin, place, png};
use crate::library::{Library, TrashError};

mod leaving;

impl Place {
    fn trash(&self) -> Vec<String> {
        let there = files::list(&self.own("trash"), "").unwrap();
        let name = |path: &std::path::PathBuf| path.file_name().unwrap().to_str().unwrap().into();
        there.iter().map(name).collect()
    }

    fn forget_rows(&self) {
        let forget = |it: &rusqlite::Transaction<'_>| it.execute("DELETE FROM pictures", []);
        self.db.write(forget).unwrap();
    }
}

fn listed(library: &Library) -> Vec<PictureId> {
    let rows = library.list(None, 100).unwrap();
    rows.iter().map(|row| row.id).collect()
}

#[test]
fn a_deleted_picture_comes_back_bit_exact_under_its_id_and_name() {
    let place = place();
    let call = CallId::new_v7();
    let (saved, other) = (place.save(call, 0, &png(1)), place.save(call, 1, &png(2)));
    let record = place.library.record(saved.id).unwrap();
    place.library.delete(saved.id).unwrap();
    place.library.delete(saved.id).unwrap();
    assert!(!saved.file.exists());
    assert_eq!(listed(&place.library), [other.id]);
    assert_eq!(place.library.count().unwrap(), 1);
    assert_eq!(place.library.pictures_of_call(call).unwrap().len(), 1);
    assert_eq!(place.library.deleted_of_call(call).unwrap(), 1);
    assert_eq!(place.library.file_of_hash(&saved.hash).unwrap(), None);
    assert_eq!(place.trash().len(), 2);
    assert_eq!(place.library.record(saved.id).unwrap(), None);

    let back = place.library.restore(saved.id).unwrap();
    assert_eq!((back.id, &back.file), (saved.id, &saved.file));
    assert_eq!(fs::read(&saved.file).unwrap(), png(1));
    assert_eq!(place.library.record(saved.id).unwrap(), record);
    assert_eq!(listed(&place.library), [other.id, saved.id]);
    assert!(place.trash().is_empty());
    assert_eq!(place.library.restore(saved.id).unwrap(), back);
    let nobody = place.library.delete(PictureId::of_call(call, 9));
    assert!(matches!(nobody, Err(TrashError::NotFound(_))));
}

#[test]
fn a_name_that_was_taken_meanwhile_is_left_to_its_new_owner() {
    let place = place();
    let saved = place.save(CallId::new_v7(), 0, &png(1));
    place.library.delete(saved.id).unwrap();
    files::write_atomic(&saved.file, b"the user's own").unwrap();
    let newer = place.save(CallId::new_v7(), 0, &png(2));
    let back = place.library.restore(saved.id).unwrap();
    assert_ne!(back.file, saved.file);
    assert_ne!(back.file, newer.file);
    assert_eq!(fs::read(&back.file).unwrap(), png(1));
    assert_eq!(fs::read(&saved.file).unwrap(), b"the user's own");
    assert_eq!(fs::read(&newer.file).unwrap(), png(2));
    let record = place.library.record(saved.id).unwrap().unwrap();
    assert_eq!(record.path, back.path);
}

#[test]
fn a_file_that_was_changed_in_the_trash_is_not_removed_for_its_twin() {
    let place = place();
    let saved = place.save(CallId::new_v7(), 0, &png(1));
    place.library.delete(saved.id).unwrap();
    let kept = place.own("trash").join(format!("{}.png", saved.id));
    files::write_atomic(&kept, b"retouched").unwrap();
    files::write_atomic(&saved.file, &png(1)).unwrap();
    let back = place.library.restore(saved.id).unwrap();
    assert_ne!(back.file, saved.file);
    assert_eq!(fs::read(&back.file).unwrap(), b"retouched");
    assert_eq!(fs::read(&saved.file).unwrap(), png(1));
    assert!(place.trash().is_empty());
}

/// The steps of deleting and of restoring, of which a kill leaves the first so many done.
fn step(place: &Place, id: PictureId, done: usize) {
    let (library, trash) = (&place.library, place.own("trash"));
    let entry = library.index().find(id).unwrap().unwrap();
    let record = records::path_of(&place.own("records"), id);
    let (kept, twin) = (
        trash.join(format!("{id}.png")),
        records::path_of(&trash, id),
    );
    files::make_dirs(&trash).unwrap();
    match done {
        0 => library.index().trashing(id).unwrap(),
        1 => files::place_new(&record, &twin).unwrap(),
        2 => files::place_new(&library.file_of(&entry.path), &kept).unwrap(),
        3 => library.index().trashed(id).unwrap(),
        4 => assert!(library.index().restoring(id, &entry.path).unwrap()),
        5 => files::copy_new(&twin, &record).unwrap(),
        6 => files::place_new(&kept, &library.file_of(&entry.path)).unwrap(),
        _ => library.index().present(id).unwrap(),
    }
}

#[test]
fn a_kill_between_any_two_steps_is_finished_at_the_next_start() {
    for steps in 1..=8 {
        let place = place();
        let saved = place.save(CallId::new_v7(), 0, &png(1));
        (0..steps).for_each(|done| step(&place, saved.id, done));
        let library = place.reopened();
        library.recover_trash().unwrap();
        let deleted = steps <= 4;
        assert_eq!(listed(&library).is_empty(), deleted, "{steps}");
        assert_eq!(saved.file.exists(), !deleted, "{steps}");
        let back = library.restore(saved.id).unwrap();
        assert_eq!(back.file, saved.file, "{steps}");
        assert_eq!(fs::read(&saved.file).unwrap(), png(1), "{steps}");
        assert!(library.record(saved.id).unwrap().is_some(), "{steps}");
        assert_eq!(library.recover_trash().unwrap(), 0, "{steps}");
    }
}

#[test]
fn an_index_made_anew_neither_resurrects_nor_loses_what_was_deleted() {
    for steps in 1..=8 {
        let place = place();
        let saved = place.save(CallId::new_v7(), 0, &png(1));
        let other = place.save(CallId::new_v7(), 0, &png(2));
        (0..steps).for_each(|done| step(&place, saved.id, done));
        place.forget_rows();
        let library = place.reopened();
        library.rebuild().unwrap();
        library.recover_trash().unwrap();
        // Before the record has moved, nothing on the disk says that it was deleted.
        let deleted = (2..=6).contains(&steps);
        assert_eq!(
            listed(&library).len(),
            if deleted { 1 } else { 2 },
            "{steps}"
        );
        assert!(listed(&library).contains(&other.id), "{steps}");
        assert_eq!(saved.file.exists(), !deleted, "{steps}");
        library.restore(saved.id).unwrap();
        assert_eq!(fs::read(&saved.file).unwrap(), png(1), "{steps}");
        assert_eq!(listed(&library).len(), 2, "{steps}");
    }
}

#[test]
fn an_index_made_anew_takes_no_other_file_for_a_deleted_one() {
    let mut place = place();
    let saved = place.save(CallId::new_v7(), 0, &png(1));
    place.library.delete(saved.id).unwrap();
    place.forget_rows();
    place.library = place.reopened();
    // Its name goes to another picture while no row keeps it.
    let other = place.save(CallId::new_v7(), 0, &png(2));
    assert_eq!(other.file, saved.file);
    place.forget_rows();
    let library = place.reopened();
    library.rebuild().unwrap();
    library.recover_trash().unwrap();
    assert_eq!(listed(&library), [other.id]);
    assert_eq!(fs::read(&other.file).unwrap(), png(2));
    let back = library.restore(saved.id).unwrap();
    assert_eq!(fs::read(&back.file).unwrap(), png(1));
    assert_eq!(fs::read(&other.file).unwrap(), png(2));
}

#[test]
fn what_is_in_the_trash_can_be_looked_at() {
    let place = place();
    let saved = place.save(CallId::new_v7(), 0, &png(1));
    place.library.delete(saved.id).unwrap();
    let (row, record) = place
        .library
        .picture_with_record(saved.id)
        .unwrap()
        .unwrap();
    assert_eq!(row.presence, crate::library::Presence::There);
    assert_eq!(fs::read(&row.file).unwrap(), png(1));
    assert_eq!(record.unwrap().id, saved.id);
    let shown = place.library.shown_file_of_hash(&saved.hash).unwrap();
    assert_eq!(shown.as_deref(), Some(row.file.as_path()));
    assert!(
        place.library.picture(saved.id).unwrap().is_none(),
        "it is no picture to work with"
    );
}

#[test]
fn a_picture_whose_file_is_gone_can_be_deleted_and_its_record_stays() {
    let place = place();
    let saved = place.save(CallId::new_v7(), 0, &png(1));
    files::remove(&saved.file).unwrap();
    place.library.delete(saved.id).unwrap();
    assert!(listed(&place.library).is_empty());
    let refused = place.library.restore(saved.id);
    assert!(matches!(refused, Err(TrashError::FileGone(_))));
    assert_eq!(place.trash(), [format!("{}.json", saved.id)]);
    // Taken back by the user from wherever it was, it can come back.
    files::write_atomic(&saved.file, &png(1)).unwrap();
    place.library.restore(saved.id).unwrap();
    assert!(place.library.record(saved.id).unwrap().is_some());
}

#[test]
fn many_that_waited_under_hidden_names_come_back_under_free_ones() {
    let place = place();
    let save = |number: u8| place.save(CallId::new_v7(), 0, &png(number)).id;
    let ids: Vec<_> = (0..6).map(save).collect();
    place.library.delete_all(&ids);
    let hide = |it: &rusqlite::Transaction<'_>| {
        it.execute("UPDATE pictures SET path = '.musa/' || id", [])
    };
    place.db.write(hide).unwrap();
    let (back, refused) = place.library.restore_all(&ids);
    assert!(refused.is_none());
    assert_eq!(back.len(), 6);
    for row in place.library.list(None, 9).unwrap() {
        assert!(row.path.starts_with("musa-"), "{}", row.path);
        assert!(row.file.is_file());
    }
}

#[test]
fn an_answer_that_is_read_again_brings_no_deleted_picture_back() {
    let place = place();
    let call = CallId::new_v7();
    let saved = place.save(call, 0, &png(1));
    place.library.delete(saved.id).unwrap();
    let part = place.whole(call, 0, &png(1));
    let again = place.library.ingest(part, &origin(call)).unwrap();
    assert_eq!(again.id, saved.id);
    assert!(listed(&place.library).is_empty());
    assert!(!saved.file.exists());
}

#[test]
fn a_library_whose_disk_is_away_is_not_touched() {
    let place = place();
    let saved = place.save(CallId::new_v7(), 0, &png(1));
    let away = place.dir.path().join("away");
    files::rename_own(place.library.root(), &away).unwrap();
    let refused = place.library.delete(saved.id);
    assert!(matches!(refused, Err(TrashError::LibraryMissing(_))));
    files::rename_own(&away, place.library.root()).unwrap();
    assert_eq!(listed(&place.library), [saved.id]);
}
