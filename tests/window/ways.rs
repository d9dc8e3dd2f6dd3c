//! Ways in which a picture comes that are seen while it comes, or go on after it: drafts, and an
//! edit that goes on.

use musa_demo::DemoConfig;
use musa_tests::window::{Setting, until};
use serde_json::{Value, json};

use crate::acts::{ask_for, compose, is_over, posts, slow, stage, states};

/// Pictures of the shell's own scheme that are drafts and are painted.
const DRAFTS: &str = "[...document.images].filter((image) => image.src.includes('draft/') && \
    image.complete && image.naturalWidth > 0)";

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_seen_in_its_tile_before_the_picture_and_gone_after_it() {
    let Some(stage) = stage(Setting::Connected, slow(20)).await else {
        return;
    };
    let asked = json!({ "prompt": "before", "model": "gpt-image-1", "drafts": 3 });
    compose(&stage, asked).await;
    ask_for(&stage, "a slow sunrise").await;
    let page = stage.page();
    page.until("a draft on the screen", &format!("{DRAFTS}.length > 0"))
        .await;
    let before = stage.snapshot().await;
    assert_eq!(states(&before), ["receiving"], "the picture is not there");
    assert!(stage.pictures().is_empty());
    assert!(before["runs"][0]["calls"][0]["draft"].is_number());
    page.find("group", "^a slow sunrise\\. ").await;

    stage.until_snapshot("the picture", is_over).await;
    page.gone("*", "^Draft$").await;
    let hash = stage.snapshot().await["runs"][0]["calls"][0]["saved"][0]["hash"].clone();
    let shown = format!(
        "[...document.images].some((image) => image.src.includes({hash}) && image.naturalWidth > 0)"
    );
    page.until("the picture in its place", &shown).await;
    page.until("no draft behind it", &format!("{DRAFTS}.length === 0"))
        .await;
    assert_eq!(stage.pictures().len(), 1);
}

/// The conversation of a request in Gemini's format.
fn contents(body: &[u8]) -> Vec<Value> {
    let sent: Value = serde_json::from_slice(body).unwrap();
    sent["contents"].as_array().unwrap().clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_goes_on_through_a_reload_with_the_models_own_turn() {
    let Some(stage) = stage(Setting::Connected, DemoConfig::default()).await else {
        return;
    };
    let asked = json!({ "prompt": "before", "model": "nano-banana-2", "route": "gemini" });
    compose(&stage, asked).await;
    ask_for(&stage, "a stone bridge").await;
    stage.until_snapshot("the first turn", is_over).await;
    let page = stage.page();
    stage.click("group", "^a stone bridge$").await;
    stage.click("button", "^Continue this edit$").await;
    page.find("group", "^Continues$").await;
    stage
        .until_snapshot("the composer to be kept", |snapshot| {
            snapshot["composition"]["continues"].is_string()
        })
        .await;

    page.reload().await;
    page.find("group", "^Continues$").await;
    ask_for(&stage, "the same in fog").await;
    until("the second request", async || {
        (posts(&stage).len() == 2).then_some(())
    })
    .await;
    let after = stage
        .until_snapshot("the second turn", |snapshot| {
            is_over(snapshot) && snapshot["runs"][0]["prompt"] == "the same in fog"
        })
        .await;
    assert_eq!(states(&after), ["done"]);
    let posts = posts(&stage);
    let [first, second] = [contents(&posts[0].body), contents(&posts[1].body)];
    assert_eq!(second.len(), 3);
    assert_eq!(first[..], second[..1]);
    assert_eq!(second[1]["role"], "model");
    let parts = second[1]["parts"].as_array().unwrap();
    let picture = |part: &Value| part["inlineData"]["data"].is_string();
    assert!(parts.iter().any(picture), "the picture is in the turn");
    let signed = |part: &Value| part["thoughtSignature"].is_string();
    assert!(parts.iter().any(signed), "and its signature");
    page.says("Continued from").await;
}
