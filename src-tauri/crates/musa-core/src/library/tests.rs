//! A library in a temporary folder over a real database.

use std::fs;
use std::io::Cursor;
use std::path::PathBuf;

use image::{DynamicImage, ImageFormat};
use serde_json::json;

use super::{
    FinishPartError, IngestError, Library, OpenLibraryError, Origin, PictureFormat, Presence,
    Template, WholePart, records,
};
use crate::db::Db;
use crate::files;
use crate::ids::{CallId, ContentHash, JobId, PictureId};
use crate::protocol::errors::ErrorCode;

pub(in crate::library) struct Place {
    pub(in crate::library) dir: tempfile::TempDir,
    pub(in crate::library) db: Db,
    pub(in crate::library) library: Library,
}

pub(in crate::library) fn place() -> Place {
    place_named("{project}-{seq}")
}

fn place_named(template: &str) -> Place {
    let dir = tempfile::tempdir().unwrap();
    let db = Db::open(&dir.path().join("musa.db")).unwrap();
    let template = Template::parse(template).unwrap();
    let root = dir.path().join("library");
    let library = Library::open_default(&root, db.clone(), template).unwrap();
    Place { dir, db, library }
}

pub(in crate::library) fn png(number: u8) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    let pixel = image::Rgb([number, 1, 2]);
    DynamicImage::from(image::RgbImage::from_pixel(16, 9, pixel))
        .write_to(&mut file, ImageFormat::Png)
        .unwrap();
    file.into_inner()
}

pub(in crate::library) fn origin(call: CallId) -> Origin {
    Origin {
        job: JobId::new_v7(),
        call,
        prompt: "夕阳 \u{1b}[31m a fox".to_owned(),
        model: "nano-banana-2".to_owned(),
        project: None,
        profile_name: "whatai".to_owned(),
        host: "api.whatai.cc".to_owned(),
        settings: json!({ "ratio": "16:9" }),
        references: Vec::new(),
        mask: None,
        parents: Vec::new(),
        revised_prompt: None,
        words: None,
        usage: None,
        asked_at: "2026-11-22T12:00:00Z".parse().unwrap(),
        cost: None,
    }
}

impl Place {
    pub(in crate::library) fn whole(&self, call: CallId, index: u32, bytes: &[u8]) -> WholePart {
        let mut part = self.library.new_part(call, index).unwrap();
        for piece in bytes.chunks(100) {
            part.write(piece).unwrap();
        }
        part.finish().unwrap()
    }

    pub(in crate::library) fn save(
        &self,
        call: CallId,
        index: u32,
        bytes: &[u8],
    ) -> super::super::protocol::SavedPicture {
        let whole = self.whole(call, index, bytes);
        self.library.ingest(whole, &origin(call)).unwrap()
    }

    pub(in crate::library) fn own(&self, name: &str) -> PathBuf {
        self.library.root().join(".musa").join(name)
    }

    /// Puts a row back to `placing`, as a kill before the last step leaves it.
    fn interrupt(&self, id: PictureId) {
        self.library.index().placing(id).unwrap();
    }

    /// As the user goes on in another folder, over the same database.
    fn other_library(&self) -> Library {
        let template = self.library.template().clone();
        let root = self.dir.path().join("other");
        Library::open_default(&root, self.db.clone(), template).unwrap()
    }

    pub(in crate::library) fn reopened(&self) -> Library {
        let template = self.library.template().clone();
        Library::open(self.library.root(), self.db.clone(), template).unwrap()
    }
}

fn hash(bytes: &[u8]) -> ContentHash {
    ContentHash::of(&blake3::hash(bytes))
}

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
fn a_kill_after_the_rename_is_finished_at_the_next_start() {
    let place = place();
    let saved = place.save(CallId::new_v7(), 0, &png(1));
    place.interrupt(saved.id);
    assert!(place.library.list(None, 10).unwrap().is_empty());
    assert_eq!(place.reopened().recover_placing().unwrap(), [saved]);
    assert_eq!(place.library.list(None, 10).unwrap().len(), 1);
    assert!(place.library.recover_placing().unwrap().is_empty());
}

#[test]
fn a_kill_before_the_rename_is_finished_at_the_next_start() {
    let place = place();
    let call = CallId::new_v7();
    let saved = place.save(call, 0, &png(1));
    place.interrupt(saved.id);
    let part = place.own("parts").join(format!("{call}-0.whole"));
    files::place_new(&saved.file, &part).unwrap();
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
    let saved = place.save(call, 0, &png(1));
    place.interrupt(saved.id);
    let part = place.own("parts").join(format!("{call}-0.whole"));
    files::place_new(&saved.file, &part).unwrap();
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
    let saved = place.save(call, 0, &png(1));
    place.interrupt(saved.id);
    files::remove(&saved.file).unwrap();
    assert!(place.library.recover_placing().unwrap().is_empty());
    let again = place.save(call, 0, &png(1));
    assert_eq!(again, saved);
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
fn a_reference_is_kept_once_under_its_hash() {
    let place = place();
    let copy = place.dir.path().join("upload.tmp");
    let bytes = png(9);
    files::write_atomic(&copy, &bytes).unwrap();
    let hash = hash(&bytes);
    assert_eq!(place.library.reference(&hash).unwrap(), None);
    let kept = place.library.keep_reference(&copy, &hash, "png").unwrap();
    assert_eq!(kept, place.own("references").join(format!("{hash}.png")));
    assert_eq!(fs::read(&kept).unwrap(), bytes);
    assert!(copy.exists());
    assert_eq!(
        place.library.keep_reference(&copy, &hash, "png").unwrap(),
        kept
    );
    assert_eq!(place.library.reference(&hash).unwrap(), Some(kept));
}

#[test]
fn a_reference_that_changed_meanwhile_or_names_a_path_is_refused() {
    let place = place();
    let copy = place.dir.path().join("upload.tmp");
    files::write_atomic(&copy, &png(9)).unwrap();
    let other = hash(&png(8));
    assert!(place.library.keep_reference(&copy, &other, "png").is_err());
    let right = hash(&png(9));
    for extension in ["", "../x", "p/g", "toolong"] {
        assert!(
            place
                .library
                .keep_reference(&copy, &right, extension)
                .is_err(),
            "{extension}"
        );
    }
    assert_eq!(place.library.reference(&right).unwrap(), None);
}

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

#[test]
fn what_a_kill_interrupted_is_finished_in_the_library_it_was_for() {
    let place = place();
    let call = CallId::new_v7();
    let placed = place.save(call, 0, &png(1));
    let unplaced = place.save(call, 1, &png(2));
    place.interrupt(placed.id);
    place.interrupt(unplaced.id);
    let part = place.own("parts").join(format!("{call}-1.whole"));
    files::place_new(&unplaced.file, &part).unwrap();
    let other = place.other_library();
    assert_eq!(
        other.recover_placing_of(call).unwrap(),
        [placed, unplaced.clone()]
    );
    assert_eq!(fs::read(&unplaced.file).unwrap(), png(2));
    assert!(files::list(other.root(), "musa-").unwrap().is_empty());
}

#[test]
fn a_part_that_is_numbered_by_its_string_is_known_by_its_bytes() {
    let place = place();
    let call = CallId::new_v7();
    let saved = place.save(call, 0, &png(1));
    place.interrupt(saved.id);
    let part = place.own("parts").join(format!("{call}-10000.whole"));
    files::place_new(&saved.file, &part).unwrap();
    place.whole(call, 10_001, &png(2));
    assert_eq!(place.library.recover_placing_of(call).unwrap(), [saved]);
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
fn a_record_edited_by_hand_cannot_name_a_file_outside() {
    let place = place();
    let file = place.library.file_of("../../etc/passwd");
    assert_eq!(file, place.library.root().join("etc/passwd"));
    let file = place.library.file_of("/etc/./C:/x");
    assert_eq!(file, place.library.root().join("etc/x"));
}
