//! The folder itself: chosen, made, gone for a while, or full.

use std::fs;

use super::{origin, place, png};
use crate::db::Db;
use crate::files;
use crate::files::write_atomic;
use crate::ids::CallId;
use crate::library::{IngestError, Library, OpenLibraryError, Presence, Template};
use crate::protocol::errors::ErrorCode;

#[test]
fn a_chosen_folder_must_be_there_and_the_default_one_is_made() {
    let dir = tempfile::tempdir().unwrap();
    let db = Db::open(&dir.path().join("musa.db")).unwrap();
    let chosen = dir.path().join("usb-stick/musa");
    let refused = Library::open(&chosen, db.clone(), Template::default());
    assert!(matches!(refused, Err(OpenLibraryError::Missing(_))));
    assert!(!chosen.exists());
    let file = dir.path().join("file");
    fs::File::create_new(&file).unwrap();
    let refused = Library::open(&file, db.clone(), Template::default());
    assert!(matches!(refused, Err(OpenLibraryError::Missing(_))));
    Library::open_default(&chosen, db, Template::default()).unwrap();
    assert!(chosen.is_dir());
}

#[test]
fn a_library_that_went_away_is_refused_before_paying_and_nothing_is_deleted() {
    let place = place();
    let call = CallId::new_v7();
    let saved = place.save(call, 0, &png(1));
    let whole = place.whole(call, 1, &png(2));
    place.library.ready_for(1_000_000).unwrap();
    // As an unmounted disk looks.
    let away = place.dir.path().join("away");
    files::place_new(place.library.root(), &away).unwrap();
    let refused = place.library.ready_for(1).unwrap_err();
    assert_eq!(refused.code, ErrorCode::LibraryMissing);
    assert!(refused.args.contains_key("path"));
    assert!(matches!(
        place.library.ingest(whole, &origin(call)),
        Err(IngestError::LibraryMissing)
    ));
    assert!(place.library.recover_placing().unwrap().is_empty());
    assert_eq!(place.library.rebuild().unwrap().missing, 0);
    assert_eq!(place.library.list(None, 10).unwrap().len(), 1);
    assert!(!place.library.root().exists());
    // And an empty mount point in its place changes nothing either.
    fs::create_dir(place.library.root()).unwrap();
    assert!(place.library.recover_placing().unwrap().is_empty());
    assert_eq!(place.library.list(None, 10).unwrap().len(), 1);
    fs::remove_dir_all(place.library.root()).unwrap();
    files::place_new(&away, place.library.root()).unwrap();
    let row = place.library.picture(saved.id).unwrap().unwrap();
    assert_eq!(row.presence, Presence::There);
    assert_eq!(place.library.whole_parts(call).unwrap().len(), 1);
}

#[test]
fn a_library_without_room_is_refused_before_paying() {
    let place = place();
    let refused = place.library.ready_for(u64::MAX).unwrap_err();
    assert_eq!(refused.code, ErrorCode::LibraryFull);
    let names: Vec<_> = refused.args.keys().map(String::as_str).collect();
    assert_eq!(names, ["free", "needed", "path"]);
}

#[test]
fn a_folder_that_takes_nothing_and_musas_own_are_no_libraries() {
    let place = place();
    place.save(CallId::new_v7(), 0, &png(1));
    let taken = place.dir.path().join("taken");
    fs::create_dir(&taken).unwrap();
    write_atomic(&taken.join(".musa"), b"a file").unwrap();
    let refused = place.library.at(&taken).settle().unwrap_err();
    assert_eq!(refused.code, ErrorCode::LibraryReadOnly);
    let own = place.library.root().join(".musa");
    for inside in [own.clone(), place.own("records")] {
        let refused = place.library.at(&inside).settle().unwrap_err();
        assert_eq!(refused.code, ErrorCode::LibraryWithin);
        let root = place.library.root().display().to_string();
        assert_eq!(refused.args["library"], root);
    }
    assert!(!own.join(".musa").exists());
    // A folder that is only called so is the user's.
    let theirs = place.dir.path().join("home/.musa/pictures");
    fs::create_dir_all(&theirs).unwrap();
    place.library.at(&theirs).settle().unwrap();
    let within = place.library.root().join("2026");
    fs::create_dir(&within).unwrap();
    place.library.at(&within).settle().unwrap();
}

#[test]
fn only_libraries_of_files_that_are_asked_about_are_told_to_be_away() {
    let place = place();
    let saved = place.save(CallId::new_v7(), 0, &png(1));
    let other = place.other_library();
    let told = |library: &Library, files: &[std::path::PathBuf]| library.away(files).unwrap().len();
    let file = [saved.file];
    assert_eq!(told(&other, &file), 0);
    files::place_new(place.library.root(), &place.dir.path().join("away")).unwrap();
    assert_eq!((told(&other, &file), told(&other, &[])), (1, 0));
    assert_eq!(
        (told(&place.library, &file), told(&place.library, &[])),
        (1, 1)
    );
}
