//! What is asked for by mistake or at a bad moment changes nothing: a search that says nothing, a
//! folder that went away, an import that was killed.

use std::fs;

use musa_core::protocol::{
    AddBoard, ChangeBoard, ErrorCode, OfSelection, Preferences, RatePictures, ViewPlace,
};
use rusqlite::Connection;

use super::{Gallery, all_of, files_below, these};

fn smart(query: &str) -> AddBoard {
    AddBoard {
        name: "Best".into(),
        parent: None,
        query: Some(query.into()),
        selection: None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_that_says_nothing_selects_nothing() {
    let gallery = Gallery::with(3).await;
    for query in [
        "🦊",
        "tag:",
        "rating:",
        "!!",
        "date: ",
        "model:\u{301}",
        "rating:nine",
    ] {
        let opened = gallery.view(query, ViewPlace::Everything).await;
        assert_eq!(opened.extent.count, 0, "{query}");
        let selection = all_of(&opened);
        let trashed = gallery.studio.trash_selection(OfSelection { selection });
        assert_eq!(trashed.await.unwrap().changed, 0, "{query}");
    }
    for query in ["tag:", "!!", "fox rating:", "", "  ", &"x ".repeat(3000)] {
        let error = gallery.studio.check_query(query).unwrap_err();
        assert_eq!(error.code, ErrorCode::QueryInvalid, "{query}");
        assert_eq!(error.field.as_deref(), Some("query"));
    }
    gallery.studio.check_query("fox — 🦊 rating:>=4").unwrap();
    assert_eq!(gallery.found("").await.len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_board_with_a_search_that_says_nothing_is_refused_or_holds_nothing() {
    let gallery = Gallery::with(3).await;
    let refused = gallery.studio.add_board(smart("tag:")).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::QueryInvalid);
    let board = gallery.studio.add_board(smart("file:png")).await.unwrap();
    let board = board.board;
    let change = ChangeBoard {
        board,
        name: "Best".into(),
        parent: None,
        query: Some("!!".into()),
    };
    assert!(gallery.studio.change_board(change.clone()).await.is_err());
    // As an earlier Musa kept it.
    let connection = Connection::open(gallery.home().join("musa.db")).unwrap();
    connection
        .execute("UPDATE boards SET query = 'tag:'", [])
        .unwrap();
    let place = ViewPlace::Board { board };
    assert!(gallery.within("", place).await.is_empty());
    assert!(gallery.within("file:png", place).await.is_empty());
    let rename = ChangeBoard {
        name: "Better".into(),
        query: Some("tag:".into()),
        ..change
    };
    gallery.studio.change_board(rename).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_default_folder_that_went_away_is_not_made_anew_unless_the_user_says_so() {
    let gallery = Gallery::with(2).await;
    let folder = gallery.studio.library_folder();
    let away = gallery.folder.path().join("away");
    musa_core::files::place_new(&folder, &away).unwrap();
    let gallery = gallery.restart().await;
    assert!(!folder.exists());
    let error = async || {
        let snapshot = gallery.studio.snapshot(Preferences::default()).await;
        snapshot.unwrap().library.error.map(|error| error.code)
    };
    assert_eq!(error().await, Some(ErrorCode::LibraryMissing));
    let view = gallery.studio.recheck_library().await.unwrap();
    assert!(view.error.is_some() && !folder.exists());
    musa_core::files::place_new(&away, &folder).unwrap();
    gallery.studio.recheck_library().await.unwrap();
    assert_eq!(error().await, None);
    assert_eq!(gallery.found("").await.len(), 2);
    musa_core::files::place_new(&folder, &away).unwrap();
    gallery.studio.default_library().await.unwrap();
    assert!(folder.is_dir());
}

#[tokio::test(flavor = "multi_thread")]
async fn one_rating_does_not_make_a_library_of_an_empty_mount_point() {
    let gallery = Gallery::with(6).await;
    let ids = gallery.ids("").await;
    let folder = gallery.studio.library_folder();
    let away = gallery.folder.path().join("away");
    musa_core::files::place_new(&folder, &away).unwrap();
    fs::create_dir(&folder).unwrap();
    let rate = RatePictures {
        selection: these(&ids),
        rating: 5,
    };
    let refused = gallery.studio.rate_pictures(rate).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::LibraryMissing);
    let selection = these(&ids);
    let refused = gallery.studio.trash_selection(OfSelection { selection });
    assert_eq!(refused.await.unwrap_err().code, ErrorCode::LibraryMissing);
    let autumn = AddBoard {
        query: None,
        ..smart("")
    };
    let refused = gallery.studio.add_board(autumn).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::LibraryMissing);
    assert_eq!(files_below(&folder), 0);
    let gallery = gallery.restart().await;
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
    assert_eq!(gallery.ids("rating:0").await, ids);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_that_was_killed_is_finished_at_the_next_start() {
    let gallery = Gallery::with(3).await;
    let ids = gallery.ids("").await;
    let connection = Connection::open(gallery.home().join("musa.db")).unwrap();
    connection
        .execute("UPDATE pictures SET state = 'placing'", [])
        .unwrap();
    drop(connection);
    assert!(gallery.ids("").await.is_empty());
    let gallery = gallery.restart().await;
    assert_eq!(gallery.ids("").await, ids);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_among_the_records_keeps_musa_from_nothing() {
    let gallery = Gallery::with(2).await;
    let records = gallery.studio.library_folder().join(".musa/records");
    fs::create_dir(records.join("x.json")).unwrap();
    let Gallery { folder, studio } = gallery;
    studio.shutdown().await;
    for ending in ["", "-wal", "-shm"] {
        let path = folder.path().join(format!("home/musa.db{ending}"));
        let _ = fs::remove_file(path);
    }
    let secrets = std::sync::Arc::new(musa_core::secrets::MemorySecrets::new());
    let studio = crate::window::open(folder.path(), secrets).await;
    let gallery = Gallery { folder, studio };
    assert_eq!(gallery.found("").await.len(), 2);
    let rebuilt = gallery.rebuild().await;
    assert_eq!((rebuilt.taken, rebuilt.refused_count), (2, 1));
    assert!(rebuilt.error.is_none());
}
