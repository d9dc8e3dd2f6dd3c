//! What a person does in most steps.

use musa_tests::window::{Stage, until};
use serde_json::Value;

/// The states of the newest run's calls.
pub(crate) fn states(snapshot: &Value) -> Vec<String> {
    let calls = snapshot["runs"][0]["calls"].as_array();
    let state = |call: &Value| call["state"].as_str().unwrap_or_default().to_owned();
    calls.into_iter().flatten().map(state).collect()
}

/// Whether nothing will happen to the newest run any more.
pub(crate) fn over(snapshot: &Value) -> bool {
    let ends = ["done", "failed", "cancelled", "unknown"];
    let states = states(snapshot);
    !states.is_empty() && states.iter().all(|state| ends.contains(&state.as_str()))
}

/// Opens a picker of the composer, chooses, and closes it.
pub(crate) async fn choose(stage: &Stage, picker: &str, choices: &[(&str, &str)]) {
    stage.click("button", picker).await;
    for (role, choice) in choices {
        stage.click(role, choice).await;
    }
    stage.keys(&["Escape"]);
}

/// Writes the prompt and presses Generate's shortcut; waits for a run that was not there.
pub(crate) async fn ask(stage: &Stage, prompt: &str) {
    let newest = stage.snapshot().await["runs"][0]["id"].clone();
    stage.fill("textbox", "Prompt", prompt).await;
    stage.keys(&["ctrl+Return"]);
    stage
        .until_snapshot("the run to begin", |snapshot| {
            snapshot["runs"][0]["id"] != newest
        })
        .await;
}

/// Waits until every picture on the screen is painted.
pub(crate) async fn painted(stage: &Stage) {
    stage.page().shows_its_pictures().await;
}

/// Requests for pictures that the provider received.
pub(crate) fn posts(stage: &Stage) -> usize {
    let all = stage.demo.requests();
    all.iter()
        .filter(|request| request.method == "POST")
        .count()
}

/// Waits until the provider received so many.
pub(crate) async fn arrived(stage: &Stage, count: usize) {
    until("the requests to arrive", async || {
        (posts(stage) >= count).then_some(())
    })
    .await;
}
