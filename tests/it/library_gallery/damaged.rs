//! A database that is too large to be read through at every start, and damaged; copies of it, day
//! by day.

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use musa_core::protocol::{ErrorCode, TaskState};
use rusqlite::Connection;

use super::Gallery;
use super::safe::after;

/// Makes a database larger than what is read through at the start, and writes over the first
/// page of a table.
fn enlarge_and_damage(db: &Path, table: &str) {
    let connection = Connection::open(db).unwrap();
    connection
        .execute_batch(
            "CREATE TABLE filling (x BLOB);
             INSERT INTO filling VALUES (zeroblob(20000000));",
        )
        .unwrap();
    let page: u32 = connection
        .query_row(
            "SELECT rootpage FROM sqlite_master WHERE name = ?1",
            [table],
            |row| row.get(0),
        )
        .unwrap();
    connection
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
        .unwrap();
    drop(connection);
    let mut bytes = fs::read(db).unwrap();
    let from = usize::try_from((page - 1) * 4096).unwrap();
    bytes[from..from + 4096].fill(0x55);
    musa_core::files::write_atomic(db, &bytes).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_database_that_is_damaged_is_made_anew_at_once_when_the_start_meets_it() {
    let gallery = Gallery::with(3).await;
    let gallery = after(gallery, |db| enlarge_and_damage(&db, "pictures")).await;
    assert_eq!(gallery.found("").await.len(), 3);
    let aside = fs::read_dir(gallery.home().join("damaged")).unwrap();
    assert!(aside.count() > 0, "nothing is deleted");
}

#[tokio::test(flavor = "multi_thread")]
async fn rebuilding_looks_for_damage_first_and_the_next_start_makes_it_anew() {
    let gallery = Gallery::with(3).await;
    let gallery = after(gallery, |db| enlarge_and_damage(&db, "filling")).await;
    assert!(!gallery.home().join("damaged").exists(), "nobody met it");
    let task = gallery.rebuild().await;
    assert_eq!(task.state, TaskState::Failed);
    assert_eq!(task.error.unwrap().code, ErrorCode::DatabaseDamaged);
    let gallery = gallery.restart().await;
    assert!(gallery.home().join("damaged").exists());
    assert_eq!(gallery.found("").await.len(), 3);
    assert_eq!(gallery.rebuild().await.taken, 3);
}

#[tokio::test(start_paused = true)]
async fn a_window_that_stays_open_makes_a_copy_every_day() {
    let gallery = Gallery::new().await;
    let _window = gallery.studio.window_events();
    let folder = gallery.home().join("backups");
    let copy = || {
        let found = fs::read_dir(&folder).ok()?.flatten().next()?.path();
        found
            .extension()
            .is_some_and(|it| it == "db")
            .then_some(found)
    };
    for _ in 0..1_000 {
        if copy().is_some() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let first = copy().expect("one is made when the window is opened");
    let old = fs::File::options().write(true).open(&first).unwrap();
    old.set_modified(SystemTime::UNIX_EPOCH).unwrap();
    drop(old);
    let is_new = || {
        let modified = fs::metadata(&first).and_then(|it| it.modified());
        modified.is_ok_and(|at| at > SystemTime::UNIX_EPOCH)
    };
    for _ in 0..100 {
        if is_new() {
            break;
        }
        tokio::time::sleep(Duration::from_mins(1)).await;
    }
    assert!(is_new(), "it is a day later");
}
