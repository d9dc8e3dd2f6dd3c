//! Receipts on a real disk, in temporary folders.

use std::fs;

use super::{ReceiptHead, ReceiptState, Receipts};
use crate::ids::{CallId, ContentHash};

fn head(call: CallId) -> ReceiptHead {
    let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    ReceiptHead {
        call,
        status: 200,
        headers: vec![
            header("content-type", "application/json"),
            header("x-request-id", "r-1"),
        ],
        received_at: "2026-11-22T18:45:00Z".parse().unwrap(),
    }
}

fn receipts() -> (tempfile::TempDir, Receipts) {
    let dir = tempfile::tempdir().unwrap();
    let receipts = Receipts::new(dir.path().join("receipts"), None);
    (dir, receipts)
}

#[test]
fn a_receipt_goes_from_arriving_to_whole_to_settled() {
    let (_dir, receipts) = receipts();
    let call = CallId::new_v7();
    assert_eq!(receipts.find(call).unwrap(), None);
    let mut writer = receipts.start(call, &head(call)).unwrap();
    let found = receipts.find(call).unwrap().unwrap();
    assert_eq!(found.state, ReceiptState::Arriving);
    writer.write(b"{\"data\":[{\"b64_json\":\"").unwrap();
    writer.write(&vec![b'A'; 400_000]).unwrap();
    writer.write(b"\"}]}").unwrap();
    let whole = writer.finish(true).unwrap();
    assert_eq!(whole.bytes, 400_026);
    assert_eq!(whole.state, ReceiptState::Whole);
    assert_eq!(receipts.find(call).unwrap(), Some(whole.clone()));
    assert_eq!(whole.head, head(call));

    let hash = ContentHash::of(&blake3::hash(b"picture"));
    let skeleton = b"{\"data\":[{\"b64_json\":\"0\"}]}";
    receipts
        .settle(call, skeleton, std::slice::from_ref(&hash))
        .unwrap();
    let settled = receipts.find(call).unwrap().unwrap();
    assert_eq!(settled.state, ReceiptState::Settled);
    assert_eq!(fs::read(&settled.body).unwrap(), skeleton);
    let paper = fs::read(settled.body.with_extension("json")).unwrap();
    assert!(String::from_utf8(paper).unwrap().contains(hash.as_str()));
}

#[test]
fn an_answer_that_breaks_off_is_kept_as_cut() {
    let (_dir, receipts) = receipts();
    let call = CallId::new_v7();
    let mut writer = receipts.start(call, &head(call)).unwrap();
    writer.write(b"half").unwrap();
    let cut = writer.finish(false).unwrap();
    assert_eq!(cut.state, ReceiptState::Cut);
    assert_eq!(fs::read(cut.body).unwrap(), b"half");
}

#[test]
fn a_whole_receipt_whose_body_is_too_short_counts_as_cut() {
    let (_dir, receipts) = receipts();
    let call = CallId::new_v7();
    let mut writer = receipts.start(call, &head(call)).unwrap();
    writer.write(b"all of it").unwrap();
    let whole = writer.finish(true).unwrap();
    let body = fs::OpenOptions::new().write(true).open(whole.body).unwrap();
    body.set_len(3).unwrap();
    let found = receipts.find(call).unwrap().unwrap();
    assert_eq!(found.state, ReceiptState::Cut);
    assert_eq!(found.bytes, 3);
}

#[test]
fn a_later_attempt_begins_anew_and_the_earlier_ones_are_kept() {
    let (dir, receipts) = receipts();
    let call = CallId::new_v7();
    for attempt in [&b"first"[..], b"second", b"third"] {
        let mut writer = receipts.start(call, &head(call)).unwrap();
        writer.write(attempt).unwrap();
        writer.finish(true).unwrap();
    }
    let read = |name: String| fs::read(dir.path().join("receipts").join(name)).unwrap();
    assert_eq!(read(format!("{call}.body")), b"third");
    assert_eq!(read(format!("{call}.1.body")), b"first");
    assert_eq!(read(format!("{call}.2.body")), b"second");
    assert!(!read(format!("{call}.2.json")).is_empty());
    receipts.keep_aside(call).unwrap();
    assert_eq!(receipts.find(call).unwrap(), None);
    assert_eq!(read(format!("{call}.3.body")), b"third");
}

#[test]
fn what_was_flushed_is_there_for_whoever_finds_the_receipt_of_a_killed_process() {
    let (_dir, receipts) = receipts();
    let call = CallId::new_v7();
    let mut writer = receipts.start(call, &head(call)).unwrap();
    writer.write(b"all that came").unwrap();
    writer.flush().unwrap();
    let found = receipts.find(call).unwrap().unwrap();
    assert_eq!(found.state, ReceiptState::Arriving);
    assert_eq!(fs::read(&found.body).unwrap(), b"all that came");
    // As a kill: nothing is dropped, nothing is finished.
    std::mem::forget(writer);
}

#[test]
fn headers_that_carry_secrets_are_not_written() {
    let (dir, receipts) = receipts();
    let call = CallId::new_v7();
    let mut with_secrets = head(call);
    for name in ["Set-Cookie", "authorization", "X-Goog-Api-Key"] {
        let header = (name.to_owned(), "canary-secret".to_owned());
        with_secrets.headers.push(header);
    }
    receipts
        .start(call, &with_secrets)
        .unwrap()
        .finish(true)
        .unwrap();
    let text =
        fs::read_to_string(dir.path().join("receipts").join(format!("{call}.json"))).unwrap();
    assert!(text.contains("x-request-id"));
    assert!(!text.contains("canary-secret"));
}

#[test]
fn a_settling_that_was_interrupted_can_be_repeated() {
    let (_dir, receipts) = receipts();
    let call = CallId::new_v7();
    let mut writer = receipts.start(call, &head(call)).unwrap();
    writer.write(&[b'A'; 1000]).unwrap();
    let whole = writer.finish(true).unwrap();
    receipts.settle(call, b"{}", &[]).unwrap();
    // As after a crash between the two writes: the state is new, the body still the old one.
    let body = fs::OpenOptions::new()
        .write(true)
        .open(&whole.body)
        .unwrap();
    body.set_len(1000).unwrap();
    assert_eq!(
        receipts.find(call).unwrap().unwrap().state,
        ReceiptState::Settled
    );
    receipts.settle(call, b"{}", &[]).unwrap();
    assert_eq!(fs::read(whole.body).unwrap(), b"{}");
}

#[test]
fn what_the_home_disk_cannot_take_begins_in_the_fallback() {
    let dir = tempfile::tempdir().unwrap();
    let blocked = dir.path().join("home");
    fs::File::create_new(&blocked).unwrap();
    let fallback = dir.path().join("library/receipts");
    let home = blocked.join("receipts");
    let receipts = Receipts::new(home, Some(fallback.clone()));
    let call = CallId::new_v7();
    let mut writer = receipts.start(call, &head(call)).unwrap();
    writer.write(b"paid").unwrap();
    let whole = writer.finish(true).unwrap();
    assert!(whole.body.starts_with(&fallback));
    assert_eq!(fs::read(&whole.body).unwrap(), b"paid");
    assert_eq!(receipts.find(call).unwrap(), Some(whole));
}

#[cfg(target_os = "linux")]
#[test]
fn what_the_home_disk_cannot_take_goes_on_in_the_fallback() {
    let dir = tempfile::tempdir().unwrap();
    let home = dir.path().join("receipts");
    let fallback = dir.path().join("fallback");
    let receipts = Receipts::new(home.clone(), Some(fallback.clone()));
    let call = CallId::new_v7();
    fs::create_dir(&home).unwrap();
    let mut writer = receipts.start(call, &head(call)).unwrap();
    // The body is on a full disk from here on: its first bytes reach nothing.
    writer.body = crate::files::Growing::open_append(std::path::Path::new("/dev/full")).unwrap();
    let piece = vec![b'x'; 300_000];
    writer.write(&piece).unwrap();
    writer.write(b" and the rest").unwrap();
    let whole = writer.finish(true).unwrap();
    assert!(whole.body.starts_with(&fallback));
    let body = fs::read(&whole.body).unwrap();
    assert_eq!(body.len(), 300_013);
    assert!(body.ends_with(b" and the rest"));
    assert_eq!(receipts.find(call).unwrap(), Some(whole));
}

#[cfg(target_os = "linux")]
#[test]
fn a_flush_that_the_home_disk_cannot_take_goes_to_the_fallback() {
    let dir = tempfile::tempdir().unwrap();
    let fallback = dir.path().join("fallback");
    let receipts = Receipts::new(dir.path().join("receipts"), Some(fallback.clone()));
    let call = CallId::new_v7();
    let mut writer = receipts.start(call, &head(call)).unwrap();
    writer.body = crate::files::Growing::open_append(std::path::Path::new("/dev/full")).unwrap();
    writer.write(b"small").unwrap();
    writer.flush().unwrap();
    let found = receipts.find(call).unwrap().unwrap();
    assert!(found.body.starts_with(&fallback));
    assert_eq!(fs::read(&found.body).unwrap(), b"small");
}
