//! The folder is the truth: what comes back when the database is gone or damaged, what is left
//! alone when a disk is not there, and what another Musa wrote.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use musa_core::ids::PictureId;
use musa_core::library::SystemTrash;
use musa_core::protocol::{
    AddBoard, ErrorCode, FindingKind, Nothing, OfPicture, OfSelection, PictureFlag, Preferences,
    RatePictures, TagPictures, TaskState, ViewPlace,
};
use rusqlite::Connection;

use super::{Gallery, files_below, these};

/// Five pictures, of which one has everything that can be had.
async fn marked() -> (Gallery, PictureId) {
    let gallery = Gallery::with(5).await;
    let studio = &gallery.studio;
    let id = gallery.ids("").await[2];
    let parent = AddBoard {
        name: "Autumn".into(),
        parent: None,
        query: None,
        selection: None,
    };
    let parent = studio.add_board(parent).await.unwrap().board;
    let nested = AddBoard {
        name: "Hero".into(),
        parent: Some(parent),
        query: None,
        selection: Some(these(&[id])),
    };
    studio.add_board(nested).await.unwrap();
    let smart = AddBoard {
        name: "Best".into(),
        parent: None,
        query: Some("rating:>=4".into()),
        selection: None,
    };
    studio.add_board(smart).await.unwrap();
    let rate = RatePictures {
        selection: these(&[id]),
        rating: 4,
    };
    studio.rate_pictures(rate).await.unwrap();
    let flag = musa_core::protocol::FlagPictures {
        selection: these(&[id]),
        flag: PictureFlag::Picked,
    };
    studio.flag_pictures(flag).await.unwrap();
    let tags = TagPictures {
        selection: these(&[id]),
        add: vec!["秋日".into()],
        remove: Vec::new(),
    };
    studio.tag_pictures(tags).await.unwrap();
    (gallery, id)
}

async fn is_as_it_was(gallery: &Gallery, id: PictureId) {
    let found = gallery
        .ids("rating:4 flag:picked tag:秋日 board:hero 秋日")
        .await;
    assert_eq!(found, [id]);
    assert_eq!(gallery.found("").await.len(), 5);
    let boards = gallery.boards().await.boards;
    let names: Vec<_> = boards.iter().map(|board| board.name.as_str()).collect();
    assert_eq!(names, ["Autumn", "Hero", "Best"]);
    assert!(boards[1].parent.is_some() && boards[2].query.is_some());
}

/// Closes the studio, does something to its database, and opens another.
pub(super) async fn after(gallery: Gallery, damage: impl FnOnce(PathBuf)) -> Gallery {
    let Gallery { folder, studio } = gallery;
    studio.shutdown().await;
    drop_journals(&folder.path().join("home"));
    damage(folder.path().join("home/musa.db"));
    let secrets = Arc::new(musa_core::secrets::MemorySecrets::new());
    let studio = crate::window::open(folder.path(), secrets).await;
    Gallery { folder, studio }
}

/// Everything into the one file, as a clean end of the process leaves it.
fn drop_journals(home: &std::path::Path) {
    let connection = Connection::open(home.join("musa.db")).unwrap();
    connection
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_database_comes_back_from_the_records() {
    let (gallery, id) = marked().await;
    let gallery = after(gallery, |db| {
        for ending in ["", "-wal", "-shm"] {
            let path = PathBuf::from(format!("{}{ending}", db.display()));
            let _ = fs::remove_file(path);
        }
    })
    .await;
    is_as_it_was(&gallery, id).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_truncated_database_is_set_aside_and_made_anew() {
    let (gallery, id) = marked().await;
    let mut before = 0;
    let gallery = after(gallery, |db| {
        before = files_below(&db.with_file_name("library"));
        let file = fs::File::options().write(true).open(db).unwrap();
        file.set_len(20_000).unwrap();
    })
    .await;
    is_as_it_was(&gallery, id).await;
    assert_eq!(
        files_below(&gallery.home().join("library")),
        before,
        "nothing is deleted"
    );
    assert!(
        fs::read_dir(gallery.home().join("damaged"))
            .unwrap()
            .count()
            > 0
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_wrong_bits_is_noticed_and_mended() {
    let (gallery, id) = marked().await;
    let gallery = after(gallery, |db| {
        let mut bytes = fs::read(&db).unwrap();
        // The second page: the root of a table.
        for byte in &mut bytes[4096..4200] {
            *byte ^= 0x55;
        }
        musa_core::files::write_atomic(&db, &bytes).unwrap();
    })
    .await;
    is_as_it_was(&gallery, id).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rebuilding_mends_rows_that_say_something_else_than_the_records() {
    let (gallery, id) = marked().await;
    let connection = Connection::open(gallery.home().join("musa.db")).unwrap();
    connection
        .execute_batch(
            "UPDATE pictures SET rating = 1, prompt = 'x', flag = 2;
             DELETE FROM picture_tags; INSERT INTO words (words) VALUES ('delete-all');",
        )
        .unwrap();
    assert_eq!(gallery.rebuild().await.taken, 5);
    is_as_it_was(&gallery, id).await;
    let detail = gallery
        .studio
        .picture(OfPicture { picture: id })
        .await
        .unwrap();
    assert_eq!(detail.picture.prompt, "");
}

#[tokio::test(flavor = "multi_thread")]
async fn verifying_looks_in_both_directions_and_changes_nothing() {
    let gallery = Gallery::with(4).await;
    let library = gallery.studio.library_folder();
    let found = gallery.found("").await;
    fs::remove_file(library.join(&found[0].path)).unwrap();
    let changed = library.join(&found[1].path);
    let mut bytes = fs::read(&changed).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    musa_core::files::write_atomic(&changed, &bytes).unwrap();
    fs::remove_file(library.join(format!(".musa/records/{}.json", found[2].id))).unwrap();
    fs::copy(gallery.picture("other.png", 200), library.join("other.png")).unwrap();
    let before = files_below(&library);
    let mut events = gallery.studio.window_events();
    let begun = gallery.studio.verify_library(Nothing {}).await.unwrap();
    let task = gallery.ended(begun, &mut events).await;
    let mut kinds: Vec<_> = task
        .findings
        .iter()
        .map(|it| (it.kind, it.path.clone()))
        .collect();
    kinds.sort_by_key(|(_, path)| path.clone());
    for wanted in [
        (FindingKind::Missing, found[0].path.clone()),
        (FindingKind::Changed, found[1].path.clone()),
        (FindingKind::NoRecord, found[2].path.clone()),
        (FindingKind::Unknown, "other.png".to_owned()),
    ] {
        assert!(kinds.contains(&wanted), "{wanted:?} is not in {kinds:?}");
    }
    assert_eq!(task.finding_count, 4);
    assert_eq!(files_below(&library), before);
    assert_eq!(
        gallery.found("").await.len(),
        4,
        "no row is removed for what is missing"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_folder_where_a_disk_should_be_deletes_nothing_and_says_so() {
    let gallery = Gallery::new().await;
    let chosen = gallery.folder.path().join("disk");
    fs::create_dir(&chosen).unwrap();
    gallery
        .studio
        .set_library(Some(chosen.clone()))
        .await
        .unwrap();
    let task = gallery
        .import(vec![gallery.picture("one.png", 1)], None)
        .await;
    assert_eq!(task.taken, 1);
    fs::remove_dir_all(&chosen).unwrap();
    // The mount point without its disk.
    fs::create_dir(&chosen).unwrap();
    let gallery = gallery.restart().await;
    let snapshot = gallery
        .studio
        .snapshot(Preferences::default())
        .await
        .unwrap();
    assert_eq!(
        snapshot.library.error.unwrap().code,
        ErrorCode::LibraryMissing
    );
    assert_eq!(gallery.found("").await.len(), 1);
    let two = vec![gallery.picture("two.png", 2)];
    let refused = gallery.import(two, None).await;
    assert_eq!(refused.state, TaskState::Failed);
    assert_eq!(refused.error.unwrap().code, ErrorCode::LibraryMissing);
    let rebuilt = gallery.rebuild().await;
    assert_eq!(rebuilt.error.unwrap().code, ErrorCode::LibraryMissing);
    assert_eq!(
        fs::read_dir(&chosen).unwrap().count(),
        0,
        "nothing is put where a disk should be"
    );
    assert_eq!(gallery.found("").await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_newer_database_is_refused_untouched() {
    let gallery = Gallery::with(1).await;
    let Gallery { folder, studio } = gallery;
    studio.shutdown().await;
    let home = folder.path().join("home");
    drop_journals(&home);
    let connection = Connection::open(home.join("musa.db")).unwrap();
    connection.pragma_update(None, "user_version", 999).unwrap();
    drop(connection);
    drop_journals(&home);
    let before = fs::read(home.join("musa.db")).unwrap();
    let home = musa_core::home::Home::at(&home).unwrap();
    assert!(home.open_db().is_err());
    assert!(fs::read(home.db_file()).unwrap() == before);
    assert!(!home.root().join("damaged").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_is_copied_before_it_is_brought_up_to_date_and_its_rows_are_searchable() {
    let gallery = Gallery::with(2).await;
    let gallery = after(gallery, |db| {
        let connection = Connection::open(db).unwrap();
        // As an earlier Musa left it: without words, marks and boards.
        connection
            .execute_batch(
                "DROP TABLE terms; DROP TABLE words; DROP TABLE boards; DROP TABLE board_pictures;
                 DROP TABLE tags; DROP TABLE picture_tags; DROP TABLE counts;
                 DROP TRIGGER pictures_came; DROP TRIGGER pictures_moved;
                 DROP TRIGGER pictures_went; DROP INDEX pictures_unindexed;
                 DROP INDEX pictures_grid; DROP INDEX pictures_by_model;
                 DROP INDEX pictures_gone;
                 CREATE INDEX pictures_present ON pictures (seq) WHERE state = 'present';
                 ALTER TABLE pictures DROP COLUMN rating; ALTER TABLE pictures DROP COLUMN flag;
                 ALTER TABLE pictures DROP COLUMN colour; ALTER TABLE pictures DROP COLUMN cost;
                 ALTER TABLE pictures DROP COLUMN currency;
                 ALTER TABLE pictures DROP COLUMN saved_ms;
                 ALTER TABLE pictures DROP COLUMN indexed;
                 UPDATE pictures SET prompt = '夕阳下的女孩';
                 PRAGMA user_version = 6;",
            )
            .unwrap();
    })
    .await;
    assert_eq!(gallery.found("女孩 date:today").await.len(), 2);
    let copy = gallery.home().join("backups/before-update-from-6.db");
    let copy = Connection::open(copy).unwrap();
    let version: i64 = copy
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap();
    assert_eq!(version, 6);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_of_the_database_is_made_once_a_day() {
    let gallery = Gallery::new().await;
    let copy = gallery.studio.back_up().await.unwrap().unwrap();
    assert_eq!(gallery.studio.back_up().await.unwrap(), None);
    let connection = Connection::open(copy).unwrap();
    let count: i64 = connection
        .query_row("SELECT count(*) FROM pictures", [], |row| row.get(0))
        .unwrap();
    assert_eq!(count, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_window_and_a_terminal_write_at_the_same_time() {
    let gallery = Gallery::with(6).await;
    let secrets = Arc::new(musa_core::secrets::MemorySecrets::new());
    let other = crate::window::open(gallery.folder.path(), secrets).await;
    let ids = gallery.ids("").await;
    let rate = |rating: u8, id| RatePictures {
        selection: these(&[id]),
        rating,
    };
    for round in 1..=5 {
        for id in &ids {
            let one = gallery.studio.rate_pictures(rate(round, *id));
            let tags = TagPictures {
                selection: these(&[*id]),
                add: vec![format!("round {round}")],
                remove: Vec::new(),
            };
            let (one, two) = tokio::join!(one, other.tag_pictures(tags));
            one.unwrap();
            two.unwrap();
        }
    }
    other.shutdown().await;
    let gallery = after(gallery, |db| fs::remove_file(db).unwrap()).await;
    assert_eq!(
        gallery
            .found("rating:5 tag:\"round 5\" tag:\"round 1\"")
            .await
            .len(),
        6
    );
}

/// A trash in a folder.
struct Bin(Mutex<Vec<PathBuf>>);

impl SystemTrash for Bin {
    fn take(&self, files: &[PathBuf]) -> io::Result<()> {
        for file in files {
            fs::remove_file(file)?;
        }
        self.0.lock().unwrap().extend(files.iter().cloned());
        Ok(())
    }
}

/// A system without one.
struct NoTrash;

impl SystemTrash for NoTrash {
    fn take(&self, _: &[PathBuf]) -> io::Result<()> {
        Err(io::Error::other("no trash here"))
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_trash_is_emptied_into_the_systems_under_the_pictures_names() {
    let gallery = Gallery::with(3).await;
    let ids = gallery.ids("").await;
    let name = gallery.found("").await[0].path.clone();
    let selection = these(&ids[..2]);
    gallery
        .studio
        .trash_selection(OfSelection { selection })
        .await
        .unwrap();
    gallery.studio.set_system_trash(Arc::new(NoTrash));
    let refused = gallery.studio.empty_trash(Nothing {}).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::TrashUnavailable);
    assert_eq!(gallery.within("", ViewPlace::Trash).await.len(), 2);
    let bin = Arc::new(Bin(Mutex::default()));
    gallery.studio.set_system_trash(bin.clone());
    assert_eq!(
        gallery
            .studio
            .empty_trash(Nothing {})
            .await
            .unwrap()
            .changed,
        2
    );
    let taken = bin.0.lock().unwrap().clone();
    let own_name = name.rsplit('/').next().unwrap();
    assert!(
        taken.iter().any(|path| path.ends_with(own_name)),
        "{taken:?}"
    );
    assert_eq!(gallery.within("", ViewPlace::Trash).await.len(), 0);
    assert_eq!(gallery.found("").await.len(), 1);
    // The change that cannot be taken back stands before no other.
    assert!(gallery.studio.undo(Nothing {}).await.is_err());
    assert!(
        gallery
            .studio
            .undo(Nothing {})
            .await
            .unwrap()
            .done
            .is_some()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_come_back_is_told_beside_what_did() {
    let gallery = Gallery::with(2).await;
    let ids = gallery.ids("").await;
    let of = || OfSelection {
        selection: these(&ids),
    };
    gallery.studio.trash_selection(of()).await.unwrap();
    let name = format!(".musa/trash/{}.png", ids[0]);
    std::fs::remove_file(gallery.home().join("library").join(name)).unwrap();
    let restored = gallery.studio.restore_selection(of()).await.unwrap();
    assert_eq!(restored.changed, 1);
    let refused = restored.refused.unwrap();
    assert_eq!(refused.code, ErrorCode::FileMissing);
    assert_eq!(gallery.ids("").await, ids[1..]);
}

#[tokio::test(flavor = "multi_thread")]
async fn undo_tells_of_what_stayed_in_the_trash() {
    let gallery = Gallery::with(2).await;
    let ids = gallery.ids("").await;
    let selection = these(&ids);
    let of = OfSelection { selection };
    gallery.studio.trash_selection(of).await.unwrap();
    let name = format!(".musa/trash/{}.png", ids[0]);
    fs::remove_file(gallery.home().join("library").join(name)).unwrap();
    let undone = gallery.studio.undo(Nothing {}).await.unwrap();
    assert_eq!(undone.done.unwrap().count, 2);
    assert_eq!(undone.refused.unwrap().code, ErrorCode::FileMissing);
    assert_eq!(gallery.ids("").await, ids[1..]);
    let redone = gallery.studio.redo(Nothing {}).await.unwrap();
    assert!(redone.done.is_some() && redone.refused.is_none());
}
