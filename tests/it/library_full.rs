//! Full disks (reliability.md S2, S3): a volume of 8 MB in a mount namespace of its own, where
//! the system allows one. A helper process runs in it; elsewhere the test says that it skips.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use musa_core::db::Db;
use musa_core::files::{self, OwnerLock};
use musa_core::ids::{CallId, OwnerId};
use musa_core::library::{Library, Template};
use musa_core::protocol::ErrorCode;
use musa_core::receipts::{ReceiptHead, ReceiptState, Receipts};

use crate::environment::setting;

/// The small volume; set for the helper only.
const SMALL: &str = "MUSA_TEST_SMALL_VOLUME";
/// A folder on an ordinary disk.
const LARGE: &str = "MUSA_TEST_LARGE_VOLUME";

#[test]
fn a_full_disk_corrupts_nothing_and_loses_no_paid_byte() {
    let small = tempfile::tempdir().unwrap();
    let large = tempfile::tempdir().unwrap();
    let helper = Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "sh", "-c"])
        .arg("mount -t tmpfs -o size=8m tmpfs \"$0\" && echo MOUNTED && exec \"$@\"")
        .arg(small.path())
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "--nocapture", "--test-threads=1"])
        .arg("library_full::full_helper_runs_on_the_small_volume")
        .env(SMALL, small.path())
        .env(LARGE, large.path())
        .output();
    let Ok(output) = helper else {
        println!("skipped: full disks (there is no unshare here)");
        return;
    };
    let said = String::from_utf8_lossy(&output.stdout);
    if !said.contains("MOUNTED") {
        println!("skipped: full disks (this user may not mount a small volume)");
        return;
    }
    let complaints = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\n{complaints}");
    assert!(said.contains("LIBRARY OK") && said.contains("DATABASE OK"));
}

/// Not a test: what runs on the small volume. Without its variables it has nothing to do.
#[test]
fn full_helper_runs_on_the_small_volume() {
    let (Some(small), Some(large)) = (setting(SMALL), setting(LARGE)) else {
        return;
    };
    library_and_receipt(Path::new(&small), Path::new(&large));
    println!("LIBRARY OK");
    database(Path::new(&small));
    println!("DATABASE OK");
}

fn library_and_receipt(small: &Path, large: &Path) {
    let db = Db::open(&large.join("musa.db")).unwrap();
    let root = small.join("library");
    let library = Library::open_default(&root, db, Template::default()).unwrap();
    let refused = library.ready_for(1).unwrap_err();
    assert_eq!(refused.code, ErrorCode::LibraryFull);

    let call = CallId::new_v7();
    let bytes = picture(12 * 1024 * 1024);
    let mut part = library.new_part(call, 0).unwrap();
    let written = bytes.chunks(65_536).try_for_each(|piece| part.write(piece));
    assert_eq!(
        written.unwrap_err().kind(),
        std::io::ErrorKind::StorageFull,
        "the volume is larger than it should be"
    );
    // The receipt cannot stay on this volume either, and is complete all the same.
    let fallback = large.join("receipts");
    let receipts = Receipts::new(small.join("receipts"), Some(fallback.clone()));
    let head = ReceiptHead {
        call,
        status: 200,
        headers: Vec::new(),
        received_at: "2026-11-22T12:00:00Z".parse().unwrap(),
    };
    let mut receipt = receipts.start(call, &head).unwrap();
    for piece in bytes.chunks(16_384) {
        receipt.write(piece).unwrap();
    }
    let whole = receipt.finish(true).unwrap();
    assert_eq!(whole.state, ReceiptState::Whole);
    assert!(whole.body.starts_with(&fallback));
    assert!(fs::read(&whole.body).unwrap() == bytes, "bytes were lost");
    assert_eq!(receipts.find(call).unwrap(), Some(whole));
    assert!(library.list(None, 10).unwrap().is_empty());
    // A process can still say that it is here.
    assert!(
        OwnerLock::acquire(small, OwnerId::new_v7())
            .unwrap()
            .is_some()
    );
    drop(part);
    assert!(library.whole_parts(call).unwrap().is_empty());
    fs::remove_dir_all(small.join("library")).unwrap();
    fs::remove_dir_all(small.join("receipts")).unwrap();
}

fn database(small: &Path) {
    let db = Db::open(&small.join("musa.db")).unwrap();
    let keep = |value: String| {
        db.write(|transaction| {
            transaction.execute(
                "INSERT OR REPLACE INTO settings (key, value) VALUES ('canary', ?1)",
                [value],
            )
        })
    };
    keep("before".to_owned()).unwrap();
    let junk = small.join("junk");
    let mut filler = fs::File::create(&junk).unwrap();
    let piece = vec![0; 65_536];
    while filler.write_all(&piece).is_ok() {}
    assert!(keep("x".repeat(200_000)).is_err(), "the disk is not full");
    drop(filler);
    files::remove(&junk).unwrap();
    let told: String = db
        .read(|connection| connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)))
        .unwrap();
    assert_eq!(told, "ok");
    let canary: String = db
        .read(|connection| connection.query_row("SELECT value FROM settings", [], |row| row.get(0)))
        .unwrap();
    assert_eq!(canary, "before");
    keep("after".to_owned()).unwrap();
}

fn picture(length: usize) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x04\0\0\0\x04\0\x08\x02\0\0\0".to_vec();
    let body = (0..length).map(|place| u8::try_from(place % 251).unwrap());
    bytes.extend(body);
    bytes
}
