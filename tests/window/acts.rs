//! What every play begins with, and what a person does in most of them.

use std::time::Duration;

use musa_demo::{DemoConfig, Seen};
use musa_tests::window::{Photo, Setting, Stage, drawn, find_parts};
use serde_json::{Value, json};

/// A stage, or nothing where the system lacks the parts, which is said aloud.
pub(crate) async fn stage(setting: Setting, config: DemoConfig) -> Option<Stage> {
    match find_parts() {
        Ok(parts) => Some(Stage::open(&parts, setting, config).await),
        Err(reason) => {
            println!("skipped: {reason}");
            None
        }
    }
}

/// A provider that takes its time.
pub(crate) fn slow(seconds: u64) -> DemoConfig {
    DemoConfig {
        delay: Duration::from_secs(seconds),
        ..DemoConfig::default()
    }
}

/// Pictures to drag in, all different.
pub(crate) fn photos(stage: &Stage, names: &[&str]) -> Vec<Photo> {
    let folder = stage.desk.folder().join("photos");
    let shades = (0..=250).step_by(70);
    names
        .iter()
        .zip(shades)
        .map(|(name, shade)| drawn(&folder, name, shade))
        .collect()
}

/// Puts a composition into the composer, as one that was kept over a restart.
pub(crate) async fn compose(stage: &Stage, changes: Value) {
    let mut composition = stage.snapshot().await["composition"].clone();
    for (name, value) in changes.as_object().unwrap() {
        composition[name] = value.clone();
    }
    stage
        .page()
        .command("keep_composition", composition)
        .await
        .unwrap();
    stage.page().reload().await;
    let prompt = changes["prompt"].as_str().unwrap_or_default().to_owned();
    let there = format!(
        "[...document.querySelectorAll('[role=textbox],textarea')].some((box) => \
         (box.value ?? box.textContent).includes({}))",
        json!(prompt)
    );
    stage
        .page()
        .until("the composition to be back", &there)
        .await;
}

/// Writes a prompt, as a person does, and presses the shortcut of Generate.
pub(crate) async fn ask_for(stage: &Stage, prompt: &str) {
    stage.fill("textbox", "Prompt", prompt).await;
    stage.keys(&["ctrl+Return"]);
}

/// Requests for pictures that the test's provider received.
pub(crate) fn posts(stage: &Stage) -> Vec<Seen> {
    let mut seen = stage.demo.requests();
    seen.retain(|request| request.method == "POST");
    seen
}

/// The states of all calls of the newest run.
pub(crate) fn states(snapshot: &Value) -> Vec<String> {
    let calls = snapshot["runs"][0]["calls"].as_array();
    let state = |call: &Value| call["state"].as_str().unwrap_or_default().to_owned();
    calls.into_iter().flatten().map(state).collect()
}

/// Whether nothing will happen to the newest run any more.
pub(crate) fn is_over(snapshot: &Value) -> bool {
    let states = states(snapshot);
    !states.is_empty()
        && states
            .iter()
            .all(|state| ["done", "failed", "cancelled", "unknown"].contains(&state.as_str()))
}
