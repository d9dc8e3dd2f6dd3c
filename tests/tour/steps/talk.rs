//! One conversation: a stream that grows and outlives a reload, Stop, a function that is called,
//! an answer by a schema, a picture that is saved, a search with its pages.

use std::time::Duration;

use musa_tests::window::{Offer, Photo, Stage, standing, words};
use serde_json::{Value, json};

use super::acts::{choose, posts, still};
use crate::album::Album;

/// Where pictures are let go: over the conversation.
const MIDDLE: (f64, f64) = (820.0, 300.0);

/// All of it, in one conversation.
pub(super) async fn all(stage: &Stage, album: &mut Album, photos: &[Photo]) {
    stage.go_to("chat").await;
    still(stage).await;
    album.take(stage, "chat");
    streams(stage, album, photos).await;
    stops(stage, album).await;
    calls_a_function(stage, album).await;
    answers_by_a_schema(stage, album).await;
    draws(stage, album).await;
    searches(stage, album).await;
    found_again(stage, album).await;
}

/// Chooses the model that answers, by its name.
async fn ask_model(stage: &Stage, name: &str) {
    stage.click("button", "^Model: ").await;
    stage.click("option", &format!("^{name} ")).await;
    stage
        .page()
        .find("button", &format!("^Model: {name}$"))
        .await;
}

/// Waits until the last answer came whole.
async fn whole(stage: &Stage) -> Value {
    let done = |message: &Value| ["done", "failed", "cut"].contains(&standing(message));
    let message = stage.until_answer("the answer", done).await;
    assert_eq!(standing(&message), "done", "{message:#}");
    message
}

/// Words come while one watches; a reload in the middle changes nothing.
async fn streams(stage: &Stage, album: &mut Album, photos: &[Photo]) {
    ask_model(stage, "Claude Sonnet Thinking").await;
    let files: Vec<_> = photos.iter().take(2).map(|it| it.path.clone()).collect();
    let source = stage.drop_at(MIDDLE, Offer::Files(&files));
    stage.page().count("button", "^Remove ", 2).await;
    drop(source);
    stage.demo.set_delay(Duration::from_secs(12));
    stage
        .say("Two lines for a tea tin that carries these colours. What do you see?")
        .await;
    let some = stage
        .until_answer("the first words", |message| words(message).len() > 30)
        .await;
    still_streams(&some);
    album.take(stage, "an-answer-grows");
    let before = words(&some);
    stage.page().reload().await;
    stage.go_to("chat").await;
    let more = stage
        .until_answer("more words", |message| words(message).len() > before.len())
        .await;
    still_streams(&more);
    assert!(words(&more).starts_with(&before), "what was there stays");
    stage.page().says(before.lines().next().unwrap()).await;
    album.take(stage, "it-grows-on-after-a-reload");
    let ended = whole(stage).await;
    assert!(words(&ended).starts_with(&before));
    assert_eq!(posts(stage), 1, "it was asked for once");
    stage.page().says("Thought for").await;
    still(stage).await;
    album.take(stage, "the-answer-is-whole");
}

fn still_streams(message: &Value) {
    assert_eq!(standing(message), "streaming", "{message:#}");
}

/// Stop keeps what came.
async fn stops(stage: &Stage, album: &mut Album) {
    stage.demo.set_delay(Duration::from_secs(40));
    stage
        .say("Write 600 words about autumn light in a tea house")
        .await;
    let some = stage
        .until_answer("a paragraph", |message| words(message).len() > 260)
        .await;
    stage.click("button", "^Stop$").await;
    let stopped = stage
        .until_answer("it to stop", |message| standing(message) == "stopped")
        .await;
    let kept = words(&stopped);
    assert!(kept.starts_with(&words(&some)), "what came is kept: {kept}");
    stage.page().says("Stopped. What came is kept.").await;
    stage.page().find("button", "^Send$").await;
    stage.demo.set_delay(Duration::ZERO);
    still(stage).await;
    album.take(stage, "stop-keeps-what-came");
}

/// A function is called, its result typed, and the model goes on.
async fn calls_a_function(stage: &Stage, album: &mut Album) {
    let page = stage.page();
    stage.click("button", "^Tools").await;
    stage.click("button", "^Insert an example$").await;
    page.says("One function.").await;
    still(stage).await;
    album.take(stage, "a-function-is-defined");
    stage.keys(&["Escape"]);
    page.gone("button", "^Insert an example$").await;
    let before = posts(stage);
    stage.demo.set_delay(Duration::from_secs(3));
    stage
        .say("Is \"Dahlia Hour\" free? Look the product up.")
        .await;
    whole(stage).await;
    stage.demo.set_delay(Duration::ZERO);
    page.find("group", "^Call of find_product$").await;
    page.says("waits for its result").await;
    stage
        .fill(
            "textbox",
            "^Result$",
            "{\"free\": true, \"markets\": [\"CN\", \"EU\"]}",
        )
        .await;
    still(stage).await;
    album.take(stage, "a-call-waits-for-its-result");
    stage.click("button", "^Give the result$").await;
    stage
        .until_another_answer(async || stage.click("button", "^Continue$").await)
        .await;
    let told = words(&whole(stage).await);
    assert!(told.contains("free: true"), "the result is used: {told}");
    assert_eq!(posts(stage), before + 2, "one question, one result");
    page.says("answered").await;
    still(stage).await;
    album.take(stage, "the-model-goes-on");
}

/// An answer as a tree, checked against its schema.
async fn answers_by_a_schema(stage: &Stage, album: &mut Album) {
    let page = stage.page();
    stage.click("button", "^Tools").await;
    stage.click("textbox", "^Tools$").await;
    stage.keys(&["ctrl+a", "Delete"]);
    page.find("button", "^Insert an example$").await;
    stage.keys(&["Escape"]);
    page.gone("button", "^Insert an example$").await;
    stage.click("button", "^Schema").await;
    stage.click("radio", "^By schema$").await;
    stage.click("button", "^Insert an example$").await;
    page.says("It can be read.").await;
    still(stage).await;
    album.take(stage, "a-schema");
    stage.keys(&["Escape"]);
    page.gone("radio", "^By schema$").await;
    stage
        .say("The name \"Dahlia Hour\" and the colours of its label")
        .await;
    let message = whole(stage).await;
    let checked = &message["body"]["answer"]["checked"];
    assert_eq!(*checked, json!({ "json": true, "problems": [] }));
    page.find("group", "^Answer as JSON$").await;
    page.says("JSON, as asked for").await;
    let leaves = "document.querySelectorAll('[role=group][aria-label=\"Answer as JSON\"] details').length >= 2";
    page.until("a tree", leaves).await;
    still(stage).await;
    album.take(stage, "an-answer-as-a-tree");
    choose(stage, "^Schema", &[("radio", "^Free$")]).await;
    page.gone("radio", "^Free$").await;
}

/// A picture in an answer goes into the library, and knows the conversation.
async fn draws(stage: &Stage, album: &mut Album) {
    let page = stage.page();
    ask_model(stage, "GPT-4\\.1").await;
    stage.click("button", "^Protocol: ").await;
    stage.click("menuitem", "^Responses").await;
    page.find("button", "^Protocol: Responses$").await;
    stage.click("button", "^Images$").await;
    let before = stage.pictures().len();
    stage
        .say("Draw a poster for a small tea shop, flat shapes, two inks")
        .await;
    whole(stage).await;
    page.says("Saved to Library").await;
    let message = stage
        .until_answer("the picture", |message| drawn(message).is_some())
        .await;
    assert_eq!(stage.pictures().len(), before + 1, "it lies in the library");
    let asked = json!({ "picture": drawn(&message) });
    let detail = page.command("picture", asked).await.unwrap();
    assert_eq!(detail["conversation"], message["conversation"]);
    still(stage).await;
    album.take(stage, "a-picture-in-an-answer");
    stage.click("button", "^Images$").await;
}

/// The id of the picture in an answer.
fn drawn(message: &Value) -> Option<Value> {
    let parts = message["body"]["answer"]["parts"].as_array()?;
    let found = parts.iter().find(|part| part["kind"] == "picture")?;
    found["picture"].get("id").cloned()
}

/// A search with the pages that it found; each is named with its host.
async fn searches(stage: &Stage, album: &mut Album) {
    stage.click("button", "^Search$").await;
    stage
        .say("Which colour palette suits a tea label? Look it up.")
        .await;
    let message = whole(stage).await;
    let parts = message["body"]["answer"]["parts"].as_array().unwrap();
    let text = parts.iter().find(|part| part["kind"] == "text").unwrap();
    let cited = text["citations"].as_array().unwrap();
    assert!(!cited.is_empty(), "{message:#}");
    for one in cited {
        let url = one["url"].as_str().unwrap();
        assert!(url.starts_with("https://"), "{url}");
        stage.page().says(one["host"].as_str().unwrap()).await;
    }
    stage.page().says("Searched the web for").await;
    still(stage).await;
    album.take(stage, "a-search-with-its-pages");
    stage.click("button", "^Search$").await;
}

/// The conversation from its beginning, and found by a word of it.
async fn found_again(stage: &Stage, album: &mut Album) {
    stage.hover(MIDDLE);
    stage.desk.xdotool(&["click", "--repeat", "12", "4"]);
    stage.page().find("button", "^To the end$").await;
    still(stage).await;
    album.take(stage, "the-conversation-further-up");
    stage.fill("textbox", "^Find in chats$", "autumn").await;
    stage
        .page()
        .find("button", "^Two lines for a tea tin")
        .await;
    still(stage).await;
    album.take(stage, "a-conversation-is-found");
}
