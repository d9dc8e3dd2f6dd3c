//! What survives: a reload, a `kill -9`, a second start.

use musa_demo::DemoConfig;
use musa_tests::window::{Setting, until};
use serde_json::json;

use crate::acts::{ask_for, compose, is_over, posts, slow, stage, states};

#[tokio::test(flavor = "multi_thread")]
async fn a_reload_in_the_middle_keeps_the_run_and_its_pictures() {
    let Some(stage) = stage(Setting::Connected, slow(4)).await else {
        return;
    };
    compose(&stage, json!({ "prompt": "before", "count": 2 })).await;
    ask_for(&stage, "a slow river").await;
    until("both requests to arrive", async || {
        (posts(&stage).len() == 2).then_some(())
    })
    .await;
    let before = stage.snapshot().await;
    assert!(!is_over(&before), "{:?}", states(&before));
    stage.page().reload().await;
    stage.page().says("a slow river").await;
    let after = stage.until_snapshot("the run to end", is_over).await;
    assert_eq!(before["runs"][0]["id"], after["runs"][0]["id"]);
    assert_eq!(states(&after), ["done", "done"]);
    let painted = "[...document.images].filter((image) => image.naturalWidth > 0 && \
        /^(musa:|http:\\/\\/musa\\.localhost)/.test(image.src)).length >= 2";
    stage
        .page()
        .until("both pictures on the screen", painted)
        .await;
    assert_eq!(posts(&stage).len(), 2, "nothing is sent twice");
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_kill_nothing_is_lost_and_nothing_is_sent_twice() {
    let Some(mut stage) = stage(Setting::Connected, DemoConfig::default()).await else {
        return;
    };
    compose(&stage, json!({ "prompt": "before", "count": 2 })).await;
    ask_for(&stage, "what was finished").await;
    let done = stage.until_snapshot("the first run to end", is_over).await;
    assert_eq!(states(&done), ["done", "done"]);
    let finished = stage.pictures();

    stage.demo.set_delay(std::time::Duration::from_secs(30));
    ask_for(&stage, "what was under way").await;
    until("both requests to arrive", async || {
        (posts(&stage).len() == 4).then_some(())
    })
    .await;
    // The composer is kept while one writes, not at every key: wait until it is.
    stage
        .until_snapshot("the composer to be kept", |snapshot| {
            snapshot["composition"]["prompt"] == "what was under way"
        })
        .await;
    stage.kill().await;
    stage.start().await;

    let after = stage.until_snapshot("both runs to be there", |snapshot| {
        snapshot["runs"]
            .as_array()
            .is_some_and(|runs| runs.len() == 2)
            && is_over(snapshot)
    });
    let after = after.await;
    assert_eq!(
        states(&after),
        ["unknown", "unknown"],
        "sent, and not known how it ended"
    );
    assert_eq!(after["runs"][1]["id"], done["runs"][0]["id"]);
    assert_eq!(after["composition"]["prompt"], "what was under way");
    stage.page().says("what was finished").await;
    assert_eq!(posts(&stage).len(), 4, "nothing is sent twice");
    for picture in finished {
        assert!(picture.is_file(), "{} is gone", picture.display());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_start_shows_the_first_window_and_ends_well() {
    let Some(stage) = stage(Setting::FirstRun, DemoConfig::default()).await else {
        return;
    };
    let first = stage.processes();
    let window = stage.window().unwrap();
    stage.desk.xdotool(&["windowminimize", "--sync", &window]);
    let second = stage.start_again().await;
    assert!(second.status.success(), "{second:?}");
    assert_eq!(stage.processes(), first);
    until("the first window to be in front", async || {
        (stage.desk.xdotool(&["getactivewindow"]) == window).then_some(())
    })
    .await;
}
