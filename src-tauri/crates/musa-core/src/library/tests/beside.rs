//! Two processes at one library: a rebuild in one while the other marks and deletes.

use std::thread;
use std::time::Duration;

use super::{Place, place, png};
use crate::db::Db;
use crate::ids::{CallId, PictureId};
use crate::library::Library;
use crate::library::index::RowState;
use crate::library::marks::{self, MarksChange};

fn rated(rating: u8) -> MarksChange {
    MarksChange {
        rating: Some(rating),
        ..MarksChange::default()
    }
}

fn with_pictures(count: u8) -> (Place, Vec<PictureId>) {
    let place = place();
    let save = |number: u8| place.save(CallId::new_v7(), 0, &png(number)).id;
    let ids = (0..count).map(save).collect();
    (place, ids)
}

/// The same library as another process has it.
fn other_process(place: &Place) -> Library {
    let db = Db::open(&place.dir.path().join("musa.db")).unwrap();
    let template = place.library.template().clone();
    Library::open(place.library.root(), db, template).unwrap()
}

#[test]
fn marks_that_come_while_records_are_read_are_not_lost() {
    let (place, ids) = with_pictures(1);
    let library = &place.library;
    let mut records = vec![library.record(ids[0]).unwrap().unwrap()];
    library.mark(&ids, rated(4)).unwrap();
    let notes = || marks::read_all(library.root());
    library.index().replace(&mut records, notes).unwrap();
    assert_eq!(library.list(None, 1).unwrap()[0].rating, 4);
}

#[test]
fn what_is_on_its_way_keeps_its_row() {
    for state in [RowState::Placing, RowState::Trashing, RowState::Restoring] {
        let (place, ids) = with_pictures(1);
        place.library.index().set_states(&ids, state).unwrap();
        place.library.rebuild_all().unwrap();
        let row = place.library.index().find(ids[0]).unwrap().unwrap();
        assert_eq!(row.state, state);
    }
}

#[test]
fn only_one_holds_a_library_at_a_time() {
    let (place, _) = with_pictures(1);
    let other = other_process(&place);
    let held = place.library.hold().unwrap();
    assert!(other.hold_within(Duration::ZERO).is_none());
    drop(held);
    assert!(other.hold_within(Duration::ZERO).is_some());
}

#[test]
fn a_rebuild_beside_another_process_loses_no_mark_and_brings_nothing_back() {
    let (place, ids) = with_pictures(40);
    let other = other_process(&place);
    let (kept, deleted) = ids.split_at(20);
    thread::scope(|scope| {
        scope.spawn(|| {
            for _ in 0..6 {
                place.library.rebuild_all().unwrap();
            }
        });
        for (kept, deleted) in kept.chunks(5).zip(deleted.chunks(5)) {
            other.mark(kept, rated(5)).unwrap();
            other.carry_marks().unwrap();
            let (done, refused) = other.delete_all(deleted);
            assert!(refused.is_none() && done.len() == 5);
        }
    });
    let rows = place.library.list(None, 100).unwrap();
    assert_eq!(rows.len(), 20);
    assert!(rows.iter().all(|row| row.rating == 5));
    let (back, refused) = other.restore_all(deleted);
    assert!(refused.is_none());
    assert_eq!(back.len(), 20);
}
