//! What a kill interrupted, at every step of saving, is finished at the next start.

use std::fs;

use super::{Place, place, png};
use crate::files;
use crate::ids::{CallId, PictureId};
use crate::library::{Company, Imported};
use crate::protocol::SavedPicture;

impl Place {
    /// Saves the first picture of a call, as far as a kill after its row was written lets it.
    fn save_and_interrupt(&self, call: CallId) -> SavedPicture {
        let saved = self.save(call, 0, &png(1));
        self.interrupt(saved.id);
        saved
    }

    /// As it was before the rename: the file is the whole part of this number still.
    fn take_back(&self, saved: &SavedPicture, call: CallId, number: u32) {
        let part = self.own("parts").join(format!("{call}-{number}.whole"));
        files::place_new(&saved.file, &part).unwrap();
    }
}

#[test]
fn a_kill_after_the_rename_is_finished_at_the_next_start() {
    let place = place();
    let saved = place.save_and_interrupt(CallId::new_v7());
    assert!(place.library.list(None, 10).unwrap().is_empty());
    assert_eq!(place.reopened().recover_placing().unwrap(), [saved]);
    assert_eq!(place.library.list(None, 10).unwrap().len(), 1);
    assert!(place.library.recover_placing().unwrap().is_empty());
}

#[test]
fn a_kill_before_the_rename_is_finished_at_the_next_start() {
    let place = place();
    let call = CallId::new_v7();
    let saved = place.save_and_interrupt(call);
    place.take_back(&saved, call, 0);
    let other = CallId::new_v7();
    assert!(place.library.recover_placing_of(other).unwrap().is_empty());
    let recovered = place.library.recover_placing_of(call).unwrap();
    assert_eq!(recovered, [saved]);
    assert_eq!(fs::read(&recovered[0].file).unwrap(), png(1));
}

#[test]
fn an_intent_whose_name_was_taken_meanwhile_gets_another_name() {
    let place = place();
    let call = CallId::new_v7();
    let saved = place.save_and_interrupt(call);
    place.take_back(&saved, call, 0);
    fs::File::create_new(&saved.file).unwrap();
    let recovered = place.library.recover_placing().unwrap();
    assert!(recovered[0].file.ends_with("musa-2.png"));
    assert_eq!(fs::read(&recovered[0].file).unwrap(), png(1));
    assert!(fs::read(&saved.file).unwrap().is_empty());
    let record = place.library.record(saved.id).unwrap().unwrap();
    assert_eq!(record.path, "musa-2.png");
}

#[test]
fn an_intent_without_any_file_stays_for_its_receipt() {
    let place = place();
    let call = CallId::new_v7();
    let saved = place.save_and_interrupt(call);
    files::remove(&saved.file).unwrap();
    assert!(place.library.recover_placing().unwrap().is_empty());
    let again = place.save(call, 0, &png(1));
    assert_eq!(again, saved);
}

#[test]
fn what_a_kill_interrupted_is_finished_in_the_library_it_was_for() {
    let place = place();
    let call = CallId::new_v7();
    let placed = place.save_and_interrupt(call);
    let unplaced = place.save(call, 1, &png(2));
    place.interrupt(unplaced.id);
    place.take_back(&unplaced, call, 1);
    let other = place.other_library();
    assert_eq!(
        other.recover_placing_of(call).unwrap(),
        [placed, unplaced.clone()]
    );
    assert_eq!(fs::read(&unplaced.file).unwrap(), png(2));
    assert!(files::list(other.root(), "musa-").unwrap().is_empty());
}

/// Copies a file of the user's in, and goes back to before its file had its place.
fn import_and_interrupt(place: &Place) -> (SavedPicture, std::path::PathBuf) {
    let call = CallId::new_v7();
    let mut origin = super::origin(call);
    origin.imported = Some(Imported {
        name: "own.png".to_owned(),
        modified_at: None,
    });
    let whole = place.whole(call, 0, &png(1));
    let saved = place.library.ingest(whole, &origin).unwrap();
    place.interrupt(saved.id);
    place.take_back(&saved, call, 0);
    let part = place.own("parts").join(format!("{call}-0.whole"));
    (saved, part)
}

fn is_listed(place: &Place, id: PictureId) -> bool {
    let rows = place.library.list(None, 10).unwrap();
    rows.iter().any(|row| row.id == id)
}

#[test]
fn an_import_that_was_killed_is_finished_though_no_job_knows_of_it() {
    let place = place();
    let (saved, part) = import_and_interrupt(&place);
    assert_eq!(place.library.recover_imports(Company::Others).unwrap(), 1);
    assert!(saved.file.is_file() && !part.exists());
    assert!(is_listed(&place, saved.id));
}

#[test]
fn an_import_that_cannot_be_finished_is_cleared_away_when_nobody_is_at_it() {
    let place = place();
    let (saved, part) = import_and_interrupt(&place);
    let other = place.whole(CallId::new_v7(), 0, &png(2));
    // Killed before its record was written.
    files::remove(&place.own("records").join(format!("{}.json", saved.id))).unwrap();
    assert_eq!(place.library.recover_imports(Company::Others).unwrap(), 0);
    assert!(part.exists() && place.library.is_known(saved.id).unwrap());
    assert_eq!(place.library.recover_imports(Company::Alone).unwrap(), 0);
    assert!(!part.exists() && !place.library.is_known(saved.id).unwrap());
    assert!(
        other.path.exists(),
        "of what is not an import nothing is cleared away"
    );
}

#[test]
fn a_part_that_is_numbered_by_its_string_is_known_by_its_bytes() {
    let place = place();
    let call = CallId::new_v7();
    let saved = place.save_and_interrupt(call);
    place.take_back(&saved, call, 10_000);
    place.whole(call, 10_001, &png(2));
    assert_eq!(place.library.recover_placing_of(call).unwrap(), [saved]);
    assert_eq!(place.library.whole_parts(call).unwrap().len(), 1);
}
