//! What the library shows: pages, files that changed or went, the library before.

use std::fs;

use super::{origin, place, png};
use crate::files;
use crate::ids::CallId;
use crate::library::Presence;

#[test]
fn pages_are_newest_first_and_do_not_overlap() {
    let place = place();
    let mut saved = Vec::new();
    for number in 0..5 {
        saved.push(place.save(CallId::new_v7(), 0, &png(number)).id);
    }
    saved.reverse();
    let first = place.library.list(None, 2).unwrap();
    let second = place.library.list(Some(first[1].seq), 10).unwrap();
    let ids: Vec<_> = first.iter().chain(&second).map(|row| row.id).collect();
    assert_eq!(ids, saved);
}

#[test]
fn a_file_that_was_changed_or_removed_is_told_and_its_row_stays() {
    let place = place();
    let changed = place.save(CallId::new_v7(), 0, &png(1));
    let removed = place.save(CallId::new_v7(), 0, &png(2));
    fs::OpenOptions::new()
        .append(true)
        .open(&changed.file)
        .and_then(|mut file| std::io::Write::write_all(&mut file, b"edited"))
        .unwrap();
    files::remove(&removed.file).unwrap();
    let presence = |id| place.library.picture(id).unwrap().unwrap().presence;
    assert_eq!(presence(changed.id), Presence::Changed);
    assert_eq!(presence(removed.id), Presence::Missing);
}

#[test]
fn pictures_of_the_library_before_are_shown_where_they_lie() {
    let place = place();
    let call = CallId::new_v7();
    let old = place.save(call, 0, &png(1));
    let other = place.other_library();
    let later = CallId::new_v7();
    let mut part = other.new_part(later, 0).unwrap();
    part.write(&png(2)).unwrap();
    let new = other
        .ingest(part.finish().unwrap(), &origin(later))
        .unwrap();
    assert!(new.file.starts_with(other.root()));

    let row = other.picture(old.id).unwrap().unwrap();
    assert_eq!((&row.file, row.presence), (&old.file, Presence::There));
    assert_eq!(other.pictures_of_call(call).unwrap(), [row]);
    for library in [&other, &place.library] {
        let rows = library.list(None, 10).unwrap();
        let files: Vec<_> = rows.iter().map(|row| &row.file).collect();
        assert_eq!(files, [&new.file, &old.file]);
        assert!(rows.iter().all(|row| row.presence == Presence::There));
        let older = library.list(Some(rows[0].seq), 10).unwrap();
        assert_eq!(older, rows[1..]);
    }
}

#[test]
fn a_picture_of_the_library_before_is_not_saved_again_in_this_one() {
    let place = place();
    let call = CallId::new_v7();
    let old = place.save(call, 0, &png(1));
    let other = place.other_library();
    let again = || {
        let mut part = other.new_part(call, 0).unwrap();
        part.write(&png(1)).unwrap();
        other.ingest(part.finish().unwrap(), &origin(call)).unwrap()
    };
    let kept = other.root().join(".musa/kept");
    assert_eq!(again(), old);
    assert!(files::list(&kept, "").unwrap().is_empty());
    // Its disk is away: it may be there or not, so that what came is kept.
    files::place_new(place.library.root(), &place.dir.path().join("away")).unwrap();
    assert_eq!(again(), old);
    let kept = files::list(&kept, "").unwrap();
    assert_eq!(fs::read(&kept[0]).unwrap(), png(1));
    assert!(files::list(other.root(), "musa-").unwrap().is_empty());
    assert!(other.whole_parts(call).unwrap().is_empty());
    let row = other.picture(old.id).unwrap().unwrap();
    assert_eq!((row.file, row.presence), (old.file, Presence::Missing));
}
