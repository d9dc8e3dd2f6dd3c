//! Video: a film that is there, one that is being made, and the next one on the storyboard.

use std::path::Path;

use musa_demo::DemoConfig;
use musa_tests::window::{Offer, Parts, Setting, Stage};
use serde_json::json;

use super::{language, snap};
use crate::steps::{chosen, theme};

/// Where frames are let go: over the films.
const MIDDLE: (f64, f64) = (560.0, 300.0);
const MODEL: &str = "doubao-seedance-1-0-pro-250528";
const RUNNING: &str = "侦探走进昏暗的房间，镜头推近桌面";

/// Paints them.
pub(super) async fn paint(parts: &Parts, folder: &Path, photos: Option<&Path>) {
    let stage = Stage::open(parts, Setting::Connected, DemoConfig::default()).await;
    let provider = stage.snapshot().await["providers"]["current"].clone();
    let price = json!({ "provider": provider, "model": MODEL,
        "amount": "15", "currency": "CNY" });
    stage.page().command("set_price", price).await.unwrap();
    made(
        &stage,
        "Evening settles over the ridge, the camera drifts left",
    )
    .await;
    stage.until_film("done").await;
    stage.demo.set_faults(vec!["film-endless".parse().unwrap()]);
    made(&stage, RUNNING).await;
    stage.until_film("running").await;
    stage.go_to("video").await;
    let files: Vec<_> = chosen(&stage, photos, &["china", "hubble"])
        .into_iter()
        .take(2)
        .map(|photo| photo.path)
        .collect();
    let source = stage.drop_at(MIDDLE, Offer::Files(&files));
    stage.page().find("button", "^First frame: ").await;
    stage.page().find("button", "^Last frame: ").await;
    drop(source);
    let prompt = "Day turns to night over the pavilion; stars come out and mirror in the lake";
    stage.fill("textbox", "^Prompt$", prompt).await;
    stage
        .until_snapshot("the storyboard to be kept", |snapshot| {
            snapshot["films"]["storyboard"]["composition"]["prompt"] == prompt
        })
        .await;
    for (looks, speaks, name) in [
        ("dark", "en", "video-dark"),
        ("light", "en", "video-light"),
        ("dark", "zh-CN", "video-zh"),
    ] {
        theme(&stage, looks).await;
        language(&stage, speaks).await;
        stage.go_to("video").await;
        stage.click("group", &format!("^{RUNNING}")).await;
        let task = stage.newest_film().await["task"].clone();
        stage.page().says(task.as_str().unwrap()).await;
        stage.page().shows_its_pictures().await;
        snap(&stage, folder, name).await;
    }
}

/// Asks for a film of sixteen by nine, as the storyboard would.
async fn made(stage: &Stage, prompt: &str) {
    let mut asked = stage.snapshot().await["films"]["storyboard"]["composition"].clone();
    let settings = [
        ("prompt", json!(prompt)),
        ("model", json!(MODEL)),
        ("ratio", json!("16:9")),
        ("resolution", json!("1080p")),
        ("duration", json!(5)),
    ];
    for (name, value) in settings {
        asked[name] = value;
    }
    let page = stage.page();
    let started = page.command("start_film", asked).await.unwrap();
    assert_eq!(started["kind"], "started", "{started:#}");
}
