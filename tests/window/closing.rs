//! Closing the window while a run is going on: it asks, and does what the answer says.

use musa_tests::window::{Ended, Setting, Stage, until};

use crate::acts::{ask_for, is_over, posts, slow, stage, states};

/// Asks for a picture that takes a while, and for the end before it is there.
async fn close_in_the_middle(seconds: u64) -> Option<Stage> {
    let stage = stage(Setting::Connected, slow(seconds)).await?;
    ask_for(&stage, "a long exposure").await;
    until("the request to arrive", async || {
        (!posts(&stage).is_empty()).then_some(())
    })
    .await;
    stage.ask_to_close();
    Some(stage)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_end_in_the_middle_is_asked_about_and_may_be_called_off() {
    let Some(stage) = close_in_the_middle(20).await else {
        return;
    };
    stage.page().find("button", "^Keep working").await;
    stage.keys(&["Escape"]);
    stage.page().gone("button", "^Keep working").await;
    assert!(!is_over(&stage.snapshot().await));
}

#[tokio::test(flavor = "multi_thread")]
async fn work_goes_on_without_a_window_and_the_app_ends_with_it() {
    let Some(mut stage) = close_in_the_middle(6).await else {
        return;
    };
    let processes = stage.processes();
    stage.click("button", "^Keep working").await;
    until("the window to go", async || {
        stage.window().is_none().then_some(())
    })
    .await;
    assert_eq!(stage.ended(&processes).await, Ended::Gone);
    assert_eq!(stage.pictures().len(), 1, "the picture was waited for");
    assert_eq!(posts(&stage).len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_stops_waiting_finds_the_run_as_it_was_left() {
    let Some(mut stage) = close_in_the_middle(30).await else {
        return;
    };
    let processes = stage.processes();
    stage.click("button", "^Stop waiting What").await;
    assert_eq!(stage.ended(&processes).await, Ended::Gone);
    assert!(stage.pictures().is_empty());
    stage.start().await;
    let after = stage.until_snapshot("the run to be there", is_over).await;
    assert_eq!(states(&after), ["cancelled"]);
    assert_eq!(posts(&stage).len(), 1, "nothing is sent twice");
}
