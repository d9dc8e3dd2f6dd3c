//! The library's folder while Musa runs: missing, back again, another one.

use std::fs;
use std::path::{Path, PathBuf};

use musa_core::protocol::{CallState, ErrorCode, Happened, LibraryView, OfRun, RetryHow, RetryRun};
use musa_core::settings::Settings;
use rusqlite::Connection;

use super::{Window, compose, ended, next};

/// Makes a folder and chooses it as the library.
async fn choose(window: &Window, folder: &Path) -> LibraryView {
    fs::create_dir_all(folder).unwrap();
    let chosen = window.studio.set_library(Some(folder.to_owned())).await;
    chosen.unwrap()
}

/// A window whose chosen library is this folder, which is not there.
async fn without_library() -> (Window, PathBuf) {
    let window = Window::with_demo(&[]).await;
    let chosen = window.folder.path().join("disk/pictures");
    choose(&window, &chosen).await;
    fs::remove_dir_all(&chosen).unwrap();
    let window = window.restart().await;
    window.use_demo().await;
    (window, chosen)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_library_refuses_before_paying_and_heals() {
    let (window, chosen) = without_library().await;
    let library = window.snapshot().await.library;
    assert_eq!(library.error.unwrap().code, ErrorCode::LibraryMissing);
    assert!(!library.default && Path::new(&library.folder) == chosen);
    let refused = window.studio.start_run(compose(1)).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::LibraryMissing);
    assert_eq!(window.posts(), 0);
    assert!(!chosen.exists(), "nothing is made where a disk should be");

    fs::create_dir_all(&chosen).unwrap();
    let mut events = window.studio.window_events();
    let library = window.studio.recheck_library().await.unwrap();
    assert_eq!(library.error, None);
    let told = next(&mut events).await.happened;
    assert_eq!(told, Happened::LibraryChanged { library });
    let run = window.run(compose(1)).await;
    assert!(chosen.join(&run.calls[0].saved[0].path).is_file());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_library_that_goes_while_musa_runs_is_told_when_it_is_missed() {
    let window = Window::with_demo(&[]).await;
    window.run(compose(1)).await;
    fs::remove_dir_all(window.folder.path().join("home/library")).unwrap();
    let mut events = window.studio.window_events();
    let refused = window.studio.start_run(compose(1)).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::LibraryMissing);
    let Happened::LibraryChanged { library } = next(&mut events).await.happened else {
        panic!("the window was not told");
    };
    assert_eq!(library.error.unwrap().code, ErrorCode::LibraryMissing);
    let library = window.studio.default_library().await.unwrap();
    assert_eq!(library.error, None, "the default folder is made again");
    assert!(library.default);
    window.run(compose(1)).await;
    assert_eq!(window.posts(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_library_takes_new_runs_and_leaves_running_ones_where_they_began() {
    let window = Window::with_demo(&["slow-body:40@1"]).await;
    let mut events = window.studio.window_events();
    let run = window.studio.start_run(compose(1)).await.unwrap().run;
    while !matches!(
        next(&mut events).await.happened,
        Happened::CallMoved {
            state: CallState::Receiving,
            ..
        }
    ) {}
    let other = window.folder.path().join("other");
    let missing = window
        .studio
        .set_library(Some(other.clone()))
        .await
        .unwrap_err();
    assert_eq!(missing.code, ErrorCode::LibraryMissing);
    let library = choose(&window, &other).await;
    assert!(!library.default);
    let first = ended(&mut events, run).await;
    let second = window.run(compose(1)).await;
    let default = window.folder.path().join("home/library");
    let path = |run: &musa_core::protocol::Run| run.calls[0].saved[0].path.clone();
    assert!(default.join(path(&first)).is_file());
    assert!(other.join(path(&second)).is_file());
    assert_eq!(window.snapshot().await.library.pictures, 2);
}

/// Takes a folder away, or brings it back, as a disk that is unplugged does.
#[expect(
    clippy::disallowed_methods,
    reason = "nothing lies where it goes, and nothing durable is asked of it"
)]
fn unplug(from: &std::path::Path, to: &std::path::Path) {
    fs::rename(from, to).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_whose_library_is_missing_waits_for_it() {
    let (window, chosen) = without_library().await;
    fs::create_dir_all(&chosen).unwrap();
    window.studio.recheck_library().await.unwrap();
    let run = window.run(compose(1)).await.id;
    // As if its process had been killed while the answer came.
    let database = Connection::open(window.folder.path().join("home/musa.db")).unwrap();
    database
        .execute_batch(
            "UPDATE jobs SET owner = '01900000-0000-7000-8000-000000000000';
             UPDATE calls SET state = 'receiving', ended_at = NULL;",
        )
        .unwrap();
    let aside = window.folder.path().join("aside");
    unplug(&chosen, &aside);
    let window = window.restart().await;
    assert!(window.studio.recovered().is_empty());
    let left = window.snapshot().await.runs;
    assert_eq!(left[0].calls[0].state, CallState::Receiving);
    let error = window.studio.cancel_run(OfRun { run }).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::JobRunning);

    unplug(&aside, &chosen);
    let mut events = window.studio.window_events();
    window.studio.recheck_library().await.unwrap();
    let whole = ended(&mut events, run).await;
    assert_eq!(whole.calls[0].state, CallState::Done);
    assert_eq!(whole.calls[0].saved.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_where_the_library_should_be_does_not_keep_musa_from_opening() {
    let window = Window::with_demo(&[]).await;
    let chosen = window.folder.path().join("chosen");
    choose(&window, &chosen).await;
    fs::remove_dir_all(&chosen).unwrap();
    fs::File::create(&chosen).unwrap();
    let window = window.restart().await;
    let error = window.snapshot().await.library.error.unwrap();
    assert_eq!(error.code, ErrorCode::LibraryMissing);
    let settings: &Settings = window.studio.settings();
    assert_eq!(settings.library_folder().unwrap(), Some(chosen));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_is_asked_for_again_in_the_library_that_is_open_now_with_its_references() {
    let window = Window::with_demo(&["bad-gateway@1"]).await;
    let picture = window.folder.path().join("one.png");
    image::RgbImage::from_pixel(64, 48, image::Rgb([9, 90, 180]))
        .save(&picture)
        .unwrap();
    let held = window.studio.hold_files(vec![picture]).await;
    let composition = musa_core::protocol::Composition {
        references: held.references.iter().map(|held| held.id).collect(),
        ..compose(1)
    };
    let failed = window.run(composition).await;
    assert_eq!(failed.references[0].name, "one.png");
    assert!(failed.calls[0].error.is_some());

    let other = window.folder.path().join("other");
    choose(&window, &other).await;
    let mut events = window.studio.window_events();
    let again = RetryRun {
        run: failed.id,
        how: RetryHow::Anew,
    };
    let run = window.studio.retry_run(again).await.unwrap().run;
    let whole = ended(&mut events, run).await;
    assert_eq!(whole.references, failed.references);
    assert!(other.join(&whole.calls[0].saved[0].path).is_file());
    assert_eq!(window.posts(), 2);
}
