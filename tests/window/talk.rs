//! Chat: a stream that goes on whatever the page does, and Stop.

use std::time::Duration;

use musa_demo::DemoConfig;
use musa_tests::window::{Setting, Stage, standing, words};
use serde_json::Value;

use crate::acts::{posts, stage};

/// A question that is answered at length, at the pace of somebody who speaks.
async fn listening() -> Option<(Stage, Value)> {
    let config = DemoConfig {
        delay: Duration::from_secs(3),
        ..DemoConfig::default()
    };
    let stage = stage(Setting::Connected, config).await?;
    stage.go_to("chat").await;
    stage.say("Write 200 words about rain").await;
    let some = |message: &Value| words(message).len() > 40;
    let message = stage.until_answer("some words", some).await;
    assert_eq!(standing(&message), "streaming");
    Some((stage, message))
}

/// What of an answer is on the page, without blanks.
async fn shown(stage: &Stage) -> String {
    let text = "[...document.querySelectorAll('article')].at(-1)?.querySelector('.words')?.textContent ?? ''";
    let text = stage.page().value(text).await;
    text.as_str()
        .unwrap_or_default()
        .replace(char::is_whitespace, "")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_goes_on_through_a_reload_and_is_asked_for_once() {
    let Some((stage, before)) = listening().await else {
        return;
    };
    stage.page().reload().await;
    stage.go_to("chat").await;
    let ended = |message: &Value| standing(message) == "done";
    let after = stage.until_answer("the whole answer", ended).await;
    assert_eq!(before["id"], after["id"]);
    assert!(words(&after).starts_with(&words(&before)));
    assert!(words(&after).len() > words(&before).len());
    let whole = "document.querySelector('article[aria-busy=false]') !== null";
    stage
        .page()
        .until("the answer to be drawn whole", whole)
        .await;
    let first: String = words(&after).split_whitespace().collect();
    let drawn = shown(&stage).await;
    assert!(drawn.len() * 10 > first.len() * 9, "{drawn}");
    assert_eq!(posts(&stage).len(), 1, "it is asked for once");
}

#[tokio::test(flavor = "multi_thread")]
async fn stop_keeps_what_came_and_a_restart_shows_it() {
    let Some((mut stage, some)) = listening().await else {
        return;
    };
    stage.click("button", "^Stop$").await;
    let stopped = |message: &Value| standing(message) == "stopped";
    let kept = stage.until_answer("it to stop", stopped).await;
    assert!(words(&kept).starts_with(&words(&some)));
    stage.page().says("Stopped. What came is kept.").await;
    stage.page().find("button", "^Send$").await;
    stage.kill().await;
    stage.start().await;
    stage.go_to("chat").await;
    stage.page().says("Stopped. What came is kept.").await;
    let again = stage.last_answer().await.unwrap();
    assert_eq!(words(&again), words(&kept));
    assert_eq!(posts(&stage).len(), 1, "nothing is sent twice");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kill_in_the_middle_keeps_the_words_that_came_and_asks_for_nothing_again() {
    let Some((mut stage, some)) = listening().await else {
        return;
    };
    stage.kill().await;
    stage.start().await;
    stage.go_to("chat").await;
    let ended = |message: &Value| standing(message) == "cut";
    let kept = stage.until_answer("it to be called cut", ended).await;
    assert_eq!(kept["id"], some["id"]);
    assert!(words(&kept).starts_with(&words(&some)));
    let drawn = shown(&stage).await;
    let all: String = words(&kept).split_whitespace().collect();
    assert!(drawn.len() * 10 > all.len() * 9, "{drawn}");
    assert_eq!(posts(&stage).len(), 1, "nothing is sent twice");
}
