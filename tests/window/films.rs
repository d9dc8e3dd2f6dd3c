//! Films: a task that outlives the app.

use musa_demo::DemoConfig;
use musa_tests::window::{Offer, Setting};

use crate::acts::{photos, posts, stage};

/// Where frames are let go: over the films.
const MIDDLE: (f64, f64) = (560.0, 300.0);

#[tokio::test(flavor = "multi_thread")]
async fn a_film_of_two_dropped_frames_arrives_after_a_kill_and_is_asked_for_once() {
    let Some(mut stage) = stage(Setting::Connected, DemoConfig::default()).await else {
        return;
    };
    stage.go_to("video").await;
    let frames = photos(&stage, &["morning.png", "evening.png"]);
    let files: Vec<_> = frames.iter().map(|photo| photo.path.clone()).collect();
    let source = stage.drop_at(MIDDLE, Offer::Files(&files));
    stage
        .page()
        .find("button", "^First frame: morning\\.png$")
        .await;
    stage
        .page()
        .find("button", "^Last frame: evening\\.png$")
        .await;
    drop(source);
    stage
        .fill("textbox", "^Prompt$", "the day passes over a field")
        .await;
    stage.keys(&["ctrl+Return"]);
    let running = stage.until_film("running").await;
    stage.kill().await;
    stage.start().await;
    let film = stage.until_film("done").await;
    assert_eq!(film["task"], running["task"]);
    let posts = posts(&stage);
    assert_eq!(posts.len(), 1, "a film is asked for once");
    let sent: Vec<_> = posts[0].files.iter().map(|it| it.blake3.clone()).collect();
    assert_eq!(sent.len(), 2, "{:?}", posts[0].fields);
    let path = film["saved"]["picture"]["path"].as_str().unwrap();
    let whole = stage.home().join("library").join(path);
    let bytes = std::fs::read(whole).unwrap();
    assert_eq!(&bytes[4..8], b"ftyp", "a film is saved");
    stage.go_to("video").await;
    let poster = "document.querySelector('[data-film] img')?.naturalWidth > 0";
    stage.page().until("its poster", poster).await;
    stage.click("button", "^Play$").await;
    stage.page().find("button", "^Pause$").await;
    let place = stage
        .page()
        .find("group", "^the day passes over a field")
        .await;
    stage.moves(&place).await;
}
