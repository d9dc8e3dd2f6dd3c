//! The records beside the pictures: what a database is rebuilt from.

use std::fs;

use serde_json::json;

use super::{place, png};
use crate::db::Db;
use crate::files;
use crate::ids::CallId;
use crate::library::{Library, Template, records};

#[test]
fn a_lost_database_is_rebuilt_from_the_folder_with_the_same_ids() {
    let place = place();
    let saved: Vec<_> = (0..3)
        .map(|number| place.save(CallId::new_v7(), 0, &png(number)))
        .collect();
    files::remove(&saved[2].file).unwrap();
    fs::File::create_new(place.own("records").join("broken.json")).unwrap();
    let before = place.library.list(None, 10).unwrap();

    let db = Db::open(&place.dir.path().join("new.db")).unwrap();
    let library = Library::open(place.library.root(), db, Template::default()).unwrap();
    let told = library.rebuild().unwrap();
    assert_eq!((told.found, told.added), (2, 2));
    assert_eq!((told.missing, told.unreadable), (1, 1));
    let after = library.list(None, 10).unwrap();
    assert_eq!(after.len(), 2);
    for row in &after {
        let old = before.iter().find(|old| old.id == row.id).unwrap();
        assert_eq!((&old.hash, &old.file), (&row.hash, &row.file));
        assert_eq!((&old.prompt, old.job), (&row.prompt, row.job));
    }
    assert_eq!(after[0].id, saved[1].id);
    assert_eq!(library.rebuild().unwrap().added, 0);
    assert!(place.own("records").join("broken.json").exists());
}

#[test]
fn what_a_later_musa_wrote_into_a_record_survives() {
    let place = place();
    let saved = place.save(CallId::new_v7(), 0, &png(1));
    let path = place.own("records").join(format!("{}.json", saved.id));
    let mut text: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    text["palette"] = json!(["#112233", { "deep": 1.5 }]);
    files::write_atomic(&path, text.to_string().as_bytes()).unwrap();
    let mut record = place.library.record(saved.id).unwrap().unwrap();
    record.rating = Some(5);
    records::write(&place.own("records"), &record).unwrap();
    let again: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    assert_eq!(again["palette"], text["palette"]);
    assert_eq!(again["rating"], 5);
}

#[test]
fn a_record_edited_by_hand_cannot_name_a_file_outside() {
    let place = place();
    let file = place.library.file_of("../../etc/passwd");
    assert_eq!(file, place.library.root().join("etc/passwd"));
    let file = place.library.file_of("/etc/./C:/x");
    assert_eq!(file, place.library.root().join("etc/x"));
}
