//! Saving a picture: its name, its record, its row, once and bit-exact.

use std::fs;

use super::{hash, origin, place, place_named, png};
use crate::files;
use crate::ids::CallId;
use crate::library::{FinishPartError, PictureFormat, Presence};

#[test]
fn a_picture_is_saved_bit_exact_with_its_record_and_its_row() {
    let place = place();
    let call = CallId::new_v7();
    let bytes = png(1);
    let saved = place.save(call, 0, &bytes);
    assert_eq!(fs::read(&saved.file).unwrap(), bytes);
    assert_eq!(saved.file, place.library.root().join("musa-1.png"));
    assert_eq!(saved.hash, hash(&bytes));
    assert_eq!((saved.width, saved.height), (16, 9));
    assert_eq!(saved.format, "png");

    let record = place.library.record(saved.id).unwrap().unwrap();
    assert_eq!(record.path, "musa-1.png");
    assert_eq!(record.prompt, origin(call).prompt);
    assert_eq!(record.hash, saved.hash);
    assert_eq!(record.settings["ratio"], "16:9");

    let row = place.library.picture(saved.id).unwrap().unwrap();
    assert_eq!(row.presence, Presence::There);
    assert_eq!(row.prompt, record.prompt);
    assert_eq!(row.call, Some(call));
    assert_eq!(place.library.pictures_of_call(call).unwrap(), [row]);
    assert!(place.library.whole_parts(call).unwrap().is_empty());
}

#[test]
fn an_existing_file_of_the_user_is_never_replaced() {
    let place = place();
    for name in ["musa-1.png", "musa-7.txt", "musa-9999999999.png"] {
        fs::File::create_new(place.library.root().join(name)).unwrap();
    }
    let first = place.save(CallId::new_v7(), 0, &png(1));
    let second = place.save(CallId::new_v7(), 0, &png(2));
    assert!(first.file.ends_with("musa-8.png"));
    assert!(second.file.ends_with("musa-9.png"));
    let theirs = fs::read(place.library.root().join("musa-1.png")).unwrap();
    assert!(theirs.is_empty());
}

#[test]
fn a_name_taken_behind_our_back_leads_to_the_next_one() {
    let place = place();
    place.save(CallId::new_v7(), 0, &png(1));
    // Another program writes the very name that comes next in memory.
    fs::File::create_new(place.library.root().join("musa-2.png")).unwrap();
    let saved = place.save(CallId::new_v7(), 0, &png(2));
    assert!(saved.file.ends_with("musa-3.png"));
    let record = place.library.record(saved.id).unwrap().unwrap();
    assert_eq!(record.path, "musa-3.png");
}

#[test]
fn the_name_of_a_picture_that_was_moved_away_is_not_given_again() {
    let place = place();
    let first = place.save(CallId::new_v7(), 0, &png(1));
    files::remove(&first.file).unwrap();
    let library = place.reopened();
    let call = CallId::new_v7();
    let whole = place.whole(call, 0, &png(2));
    let second = library.ingest(whole, &origin(call)).unwrap();
    assert!(second.file.ends_with("musa-2.png"));
    let rows = library.list(None, 10).unwrap();
    assert_eq!(rows[0].presence, Presence::There);
    assert_eq!(rows[1].presence, Presence::Missing);
}

#[test]
fn saving_the_same_picture_of_a_call_again_saves_it_once() {
    let place = place();
    let call = CallId::new_v7();
    let first = place.save(call, 0, &png(1));
    let again = place.save(call, 0, &png(1));
    assert_eq!(first, again);
    assert_eq!(place.library.list(None, 10).unwrap().len(), 1);
    assert!(place.library.whole_parts(call).unwrap().is_empty());
}

#[test]
fn other_bytes_for_a_saved_picture_are_kept_and_do_not_replace_it() {
    let place = place();
    let call = CallId::new_v7();
    let first = place.save(call, 0, &png(1));
    let again = place.save(call, 0, &png(2));
    assert_eq!(first, again);
    assert_eq!(fs::read(&first.file).unwrap(), png(1));
    let kept = files::list(&place.own("kept"), "").unwrap();
    assert_eq!(fs::read(&kept[0]).unwrap(), png(2));
}

#[test]
fn a_saved_picture_that_the_user_deleted_comes_back_only_from_its_receipt() {
    let place = place();
    let call = CallId::new_v7();
    let first = place.save(call, 0, &png(1));
    files::remove(&first.file).unwrap();
    assert!(place.library.recover_placing().unwrap().is_empty());
    let again = place.save(call, 0, &png(1));
    assert_eq!(again.id, first.id);
    assert_eq!(fs::read(again.file).unwrap(), png(1));
}

#[test]
fn whole_parts_are_found_again_and_unfinished_ones_are_not() {
    let place = place();
    let call = CallId::new_v7();
    let second = place.whole(call, 1, &png(2));
    let first = place.whole(call, 0, &png(1));
    let mut open = place.library.new_part(call, 2).unwrap();
    open.write(&png(3)[..20]).unwrap();
    drop(open);
    assert_eq!(place.library.whole_parts(call).unwrap(), [first, second]);
    assert!(
        place
            .library
            .whole_parts(CallId::new_v7())
            .unwrap()
            .is_empty()
    );
}

#[test]
fn what_is_no_picture_is_kept_but_not_placed() {
    let place = place();
    let mut part = place.library.new_part(CallId::new_v7(), 0).unwrap();
    part.write(b"<html>").unwrap();
    assert_eq!(part.sniffed(), None);
    let Err(FinishPartError::NotAPicture { kept }) = part.finish() else {
        panic!("a page was taken for a picture");
    };
    assert_eq!(fs::read(kept).unwrap(), b"<html>");
    let mut part = place.library.new_part(CallId::new_v7(), 0).unwrap();
    part.write(&png(1)[..20]).unwrap();
    assert_eq!(part.sniffed(), Some(PictureFormat::Png));
    assert!(matches!(
        part.finish(),
        Err(FinishPartError::NotAPicture { .. })
    ));
}

#[test]
fn a_picture_that_claims_to_be_enormous_is_kept_all_the_same() {
    let place = place();
    let mut bytes = png(1);
    bytes[16..20].copy_from_slice(&100_000_u32.to_be_bytes());
    let saved = place.save(CallId::new_v7(), 0, &bytes);
    assert_eq!(saved.width, 100_000);
    assert_eq!(fs::read(saved.file).unwrap(), bytes);
}

#[test]
fn folders_of_the_template_are_made() {
    let place = place_named("{date}/{project}/{model} {seq:4}");
    let saved = place.save(CallId::new_v7(), 0, &png(1));
    assert!(saved.file.ends_with("musa/nano-banana-2 0001.png"));
    let page = place.library.list(None, 10).unwrap();
    assert_eq!(page[0].file, saved.file);
}
