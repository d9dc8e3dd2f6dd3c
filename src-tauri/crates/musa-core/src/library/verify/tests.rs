//! Everything that can be found, found; and nothing where nothing is.

use std::fs;

use crate::files::write_atomic;
use crate::ids::{CallId, PictureId};
use crate::library::records;
use crate::library::tests::{Place, place, png};
use crate::protocol::FindingKind;

fn found(place: &Place) -> Vec<(FindingKind, String)> {
    let mut all = Vec::new();
    let told = |it: crate::protocol::VerifyFinding| all.push((it.kind, it.path));
    place.library.verify(told, |_, _| true).unwrap();
    all.sort_by(|(_, one), (_, other)| one.cmp(other));
    all
}

#[test]
fn the_trash_references_records_and_files_of_any_kind_are_compared() {
    let place = place();
    let root = place.library.root();
    let call = CallId::new_v7();
    let [kept, gone] = [0, 1].map(|at: u8| place.save(call, at.into(), &png(at)));
    place.library.delete(gone.id).unwrap();
    let reference = blake3::hash(b"reference").to_hex().to_string();
    let reference = format!(".musa/references/{reference}.png");
    fs::create_dir_all(root.join(".musa/references")).unwrap();
    let write = |path: &str, bytes: &[u8]| crate::files::write_atomic(&root.join(path), bytes);
    write(&reference, b"reference").unwrap();
    write(".musa/records/.musa-cut.tmp", b"half").unwrap();
    assert_eq!(found(&place), []);
    write(&reference, b"something").unwrap();
    write("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>").unwrap();
    write("clip.mp4", b"\0\0\0\x18ftypisom\0\0\0\0mp42isom").unwrap();
    write("unnamed", &png(9)).unwrap();
    write("notes.txt", b"nothing").unwrap();
    let trashed = format!(".musa/trash/{}.png", gone.id);
    write(&trashed, &png(8)).unwrap();
    let record = format!(".musa/records/{}.json", kept.id);
    let mut text = fs::read_to_string(root.join(&record)).unwrap();
    text = text.replace("a fox", "a hen");
    write(&record, text.as_bytes()).unwrap();
    let mut wanted = vec![
        (FindingKind::RecordDiffers, record),
        (FindingKind::Changed, reference),
        (FindingKind::Changed, trashed),
        (FindingKind::Foreign, "clip.mp4".to_owned()),
        (FindingKind::Foreign, "drawing.svg".to_owned()),
        (FindingKind::Unknown, "unnamed".to_owned()),
    ];
    wanted.sort_by(|(_, one), (_, other)| one.cmp(other));
    assert_eq!(found(&place), wanted);
}

#[test]
fn a_file_that_cannot_be_read_is_one_finding_among_the_others() {
    let place = place();
    let call = CallId::new_v7();
    let [one, other] = [0, 1].map(|at: u8| place.save(call, at.into(), &png(at)));
    // A folder of the length of the file stands for what cannot be read, for whoever runs this.
    fs::remove_file(&one.file).unwrap();
    fs::create_dir(&one.file).unwrap();
    fs::remove_file(&other.file).unwrap();
    let kinds: Vec<_> = found(&place).into_iter().map(|(kind, _)| kind).collect();
    assert!(kinds.contains(&FindingKind::Missing), "{kinds:?}");
    assert_eq!(kinds.len(), 2);
}

#[test]
fn a_record_that_rebuilding_passes_over_is_not_promised_back() {
    let place = place();
    let save = |number: u8| place.save(CallId::new_v7(), 0, &png(number));
    let [broken, linked, outside, gone, changed, twin, well] = [1, 2, 3, 4, 5, 6, 7].map(save);
    let record = |id| format!(".musa/records/{id}.json");
    let at = |path: &str| place.library.root().join(path);
    write_atomic(&at(&record(broken.id)), b"{ half").unwrap();
    // A folder stands for a pipe or a link that leads nowhere.
    fs::remove_file(at(&record(linked.id))).unwrap();
    fs::create_dir(at(&record(linked.id))).unwrap();
    let rewrite = |id, path: &str| {
        let mut record = place.library.record(id).unwrap().unwrap();
        path.clone_into(&mut record.path);
        records::write(&place.library.records_dir(), &record).unwrap();
    };
    rewrite(outside.id, "../outside.png");
    rewrite(
        twin.id,
        &place.library.picture(well.id).unwrap().unwrap().path,
    );
    fs::remove_file(&gone.file).unwrap();
    write_atomic(&changed.file, b"something else").unwrap();
    let forget = |id: PictureId| {
        let sql = "DELETE FROM pictures WHERE id = ?1";
        place
            .db
            .write(|it| it.execute(sql, [id.to_string()]))
            .unwrap();
    };
    for lost in [&broken, &linked, &outside, &gone, &changed, &twin] {
        forget(lost.id);
    }
    let of_records = || {
        let mut all = found(&place);
        all.retain(|(_, path)| path.starts_with(".musa"));
        all
    };
    let mut wanted = vec![
        (FindingKind::BadRecord, record(broken.id)),
        (FindingKind::BadRecord, record(linked.id)),
        (FindingKind::BadRecord, record(outside.id)),
        (FindingKind::RecordDiffers, record(twin.id)),
    ];
    wanted.sort_by(|(_, one), (_, other)| one.cmp(other));
    assert_eq!(of_records(), wanted);
    let kinds = found(&place);
    for (kind, file) in [
        (FindingKind::Missing, &gone.file),
        (FindingKind::Changed, &changed.file),
    ] {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        assert!(kinds.contains(&(kind, name)), "{kinds:?}");
    }
    // What is promised is kept.
    forget(well.id);
    fs::remove_file(at(&record(twin.id))).unwrap();
    assert!(found(&place).contains(&(FindingKind::NoRow, record(well.id))));
    place.library.rebuild_all().unwrap();
    assert!(
        !found(&place)
            .iter()
            .any(|(kind, _)| *kind == FindingKind::NoRow)
    );
}
