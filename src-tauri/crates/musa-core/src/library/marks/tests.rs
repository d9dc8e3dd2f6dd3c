//! Marks in rows, in their files, in records.

use super::{MarksChange, MarksDelta};
use crate::files;
use crate::ids::{CallId, PictureId};
use crate::library::tests::{Place, place, png};
use crate::library::{Library, records};
use crate::protocol::{CommandError, ErrorCode, PictureFlag};

fn rated(rating: u8) -> MarksChange {
    MarksChange {
        rating: Some(rating),
        add_tags: vec!["hero".to_owned()],
        ..MarksChange::default()
    }
}

fn saved(place: &Place, number: u8) -> PictureId {
    place.save(CallId::new_v7(), 0, &png(number)).id
}

fn with_pictures(count: u8) -> (Place, Vec<PictureId>) {
    let place = place();
    let ids = (0..count).map(|number| saved(&place, number)).collect();
    (place, ids)
}

fn record(library: &Library, id: PictureId) -> crate::library::Record {
    library.record(id).unwrap().unwrap()
}

#[test]
fn a_change_is_one_file_until_the_records_have_it() {
    let (place, ids) = with_pictures(3);
    let library = &place.library;
    let done = library.mark(&ids, rated(4)).unwrap();
    assert_eq!(done.deltas.len(), 3);
    assert_eq!(record(library, ids[0]).rating, None);
    let folder = library.root().join(".musa/marks");
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
    assert_eq!(library.carry_marks().unwrap(), 3);
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
    let record = record(library, ids[2]);
    assert_eq!(
        (record.rating, record.tags.as_slice()),
        (Some(4), &["hero".to_owned()][..])
    );
}

#[test]
fn the_later_change_wins_when_both_are_on_their_way() {
    let (place, ids) = with_pictures(1);
    place.library.mark(&ids, rated(1)).unwrap();
    place.library.mark(&ids, rated(5)).unwrap();
    place.library.carry_marks().unwrap();
    assert_eq!(record(&place.library, ids[0]).rating, Some(5));
}

#[test]
fn a_delta_takes_a_change_back_and_makes_it_again() {
    let (place, ids) = with_pictures(1);
    let library = &place.library;
    library.mark(&ids, rated(2)).unwrap();
    let change = MarksChange {
        rating: Some(5),
        flag: Some(PictureFlag::Rejected),
        add_tags: vec!["steam".to_owned(), "Hero".to_owned()],
        ..MarksChange::default()
    };
    let done = library.mark(&ids, change).unwrap();
    let [delta]: [MarksDelta; 1] = done.deltas.try_into().unwrap();
    assert_eq!(delta.forth.add_tags, ["steam"], "hero was there already");
    library
        .mark_each([(ids[0], &delta.back)].into_iter())
        .unwrap();
    library.carry_marks().unwrap();
    let before = record(library, ids[0]);
    assert_eq!((before.rating, before.flag), (Some(2), PictureFlag::None));
    assert_eq!(before.tags, ["hero"]);
    let again = library
        .mark_each([(ids[0], &delta.forth)].into_iter())
        .unwrap();
    assert_eq!(again.marks[0].rating, 5);
}

#[test]
fn nothing_is_written_for_what_is_so_already() {
    let (place, ids) = with_pictures(2);
    place.library.mark(&ids, rated(3)).unwrap();
    let again = place.library.mark(&ids, rated(3)).unwrap();
    assert!(again.deltas.is_empty());
    let folder = place.library.root().join(".musa/marks");
    assert_eq!(std::fs::read_dir(folder).unwrap().count(), 1);
}

#[test]
fn a_library_that_is_not_there_changes_nothing() {
    let (place, ids) = with_pictures(1);
    std::fs::remove_dir_all(place.library.root()).unwrap();
    let refused = place.library.mark(&ids, rated(3));
    assert!(matches!(
        refused,
        Err(super::ChangeMarksError::LibraryMissing(_))
    ));
    assert_eq!(place.library.list(None, 1).unwrap()[0].rating, 0);
    assert!(!place.library.root().exists());
}

#[test]
fn rows_get_what_a_kill_kept_from_them() {
    let (place, ids) = with_pictures(1);
    let library = &place.library;
    library.mark(&ids, rated(3)).unwrap();
    // As if the rows had never been committed.
    place
        .db
        .write(|it| it.execute_batch("UPDATE pictures SET rating = 0; DELETE FROM picture_tags;"))
        .unwrap();
    library.recover_marks().unwrap();
    assert_eq!(library.list(None, 1).unwrap()[0].rating, 3);
    assert_eq!(record(library, ids[0]).rating, Some(3));
}

#[test]
fn a_tag_is_refused_when_it_is_none() {
    let (place, ids) = with_pictures(1);
    for tag in [
        "",
        "  ",
        "a\nb",
        "fox\u{202e}gpj",
        "\u{2066}a",
        &"x".repeat(61),
    ] {
        let change = MarksChange {
            add_tags: vec![tag.to_owned()],
            ..MarksChange::default()
        };
        assert!(place.library.mark(&ids, change).is_err(), "{tag:?}");
    }
}

#[test]
fn tags_of_a_record_are_brought_to_what_a_tag_may_be() {
    let (place, ids) = with_pictures(1);
    let library = &place.library;
    let mut record = record(library, ids[0]);
    record.tags = [" 秋日 ", "a\nb", "fox\u{202e}gpj", "\u{7}", "", "秋日"]
        .map(str::to_owned)
        .to_vec();
    record.tags.push("x".repeat(5_000));
    records::write(&library.records_dir(), &record).unwrap();
    let short = "x".repeat(60);
    for all in [true, false] {
        if all {
            library.rebuild_all().unwrap();
        } else {
            let sql = "DELETE FROM pictures; DELETE FROM picture_tags; DELETE FROM tags";
            place.db.write(|it| it.execute_batch(sql)).unwrap();
            library.rebuild().unwrap();
        }
        let mut tags = library.counted_tags().unwrap();
        tags.sort();
        let tags: Vec<_> = tags.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(tags, ["a b", "foxgpj", &short, "秋日"]);
    }
}

#[test]
fn a_tag_that_was_let_in_once_can_be_removed() {
    let (place, ids) = with_pictures(1);
    let library = &place.library;
    library.mark(&ids, rated(1)).unwrap();
    let odd = "fox\u{202e}\ngpj".repeat(20);
    let name = odd.clone();
    place
        .db
        .write(|it| it.execute("UPDATE tags SET name = ?1", [name]))
        .unwrap();
    let change = MarksChange {
        remove_tags: vec![odd],
        ..MarksChange::default()
    };
    assert_eq!(library.mark(&ids, change).unwrap().deltas.len(), 1);
    assert!(library.counted_tags().unwrap().is_empty());
}

#[test]
fn what_a_later_musa_wrote_into_a_record_stays() {
    let (place, ids) = with_pictures(1);
    let library = &place.library;
    let mut record = record(library, ids[0]);
    record.unknown.insert("later".into(), 7.into());
    records::write(&library.records_dir(), &record).unwrap();
    library.mark(&ids, rated(1)).unwrap();
    library.carry_marks().unwrap();
    let record = library.record(ids[0]).unwrap().unwrap();
    assert_eq!(record.unknown["later"], 7);
}

#[test]
fn marks_of_a_later_musa_wait_for_it_and_damaged_ones_are_put_aside() {
    let (place, ids) = with_pictures(1);
    let library = &place.library;
    let folder = place.own("marks");
    files::make_dirs(&folder).unwrap();
    let newer = folder.join("00000000000000000001.json");
    files::write_atomic(&newer, br#"{"version":2,"marks":[{"flag":"starred"}]}"#).unwrap();
    let damaged = folder.join("00000000000000000002.json");
    files::write_atomic(&damaged, b"{\"version\":1,").unwrap();
    library.mark(&ids, rated(3)).unwrap();
    library.recover_marks().unwrap();
    assert_eq!(record(library, ids[0]).rating, Some(3));
    assert_eq!(files::list(&folder, "").unwrap(), [newer]);
    let aside = place.own("kept").join(damaged.file_name().unwrap());
    assert!(aside.is_file());
}

#[test]
fn marks_whose_record_cannot_be_read_wait_and_never_win_over_later_ones() {
    let (place, ids) = with_pictures(2);
    let library = &place.library;
    let path = records::path_of(&library.records_dir(), ids[0]);
    let text = std::fs::read(&path).unwrap();
    files::write_atomic(&path, b"torn").unwrap();
    library.mark(&ids, rated(2)).unwrap();
    assert_eq!(library.carry_marks().unwrap(), 1);
    library.mark(&ids[1..], rated(5)).unwrap();
    library.carry_marks().unwrap();
    files::write_atomic(&path, &text).unwrap();
    library.recover_marks().unwrap();
    let rating = |id| record(library, id).rating;
    assert_eq!((rating(ids[0]), rating(ids[1])), (Some(2), Some(5)));
    assert!(files::list(&place.own("marks"), "").unwrap().is_empty());
    assert_eq!(library.list(None, 9).unwrap()[0].rating, 5);
}

#[test]
fn a_full_disk_is_said_as_one() {
    let place = place();
    let full = std::io::Error::from(std::io::ErrorKind::StorageFull);
    let told = CommandError::from(super::unwritten(place.library.root(), full));
    assert_eq!(told.code, ErrorCode::LibraryFull);
    assert!(told.args.contains_key("path") && told.args.contains_key("free"));
    let closed = std::io::Error::from(std::io::ErrorKind::ReadOnlyFilesystem);
    let told = CommandError::from(super::unwritten(place.library.root(), closed));
    assert_eq!(told.code, ErrorCode::LibraryReadOnly);
}
