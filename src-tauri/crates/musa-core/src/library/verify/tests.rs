//! Everything that can be found, found; and nothing where nothing is.

use std::fs;

use crate::ids::CallId;
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
