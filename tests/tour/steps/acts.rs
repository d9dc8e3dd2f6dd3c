//! What a person does in most steps.

use musa_tests::window::{Rect, Stage, until};
use serde_json::{Value, json};

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

/// What is asked for without the composer.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) prompt: &'a str,
    pub(crate) model: &'a str,
    pub(crate) ratio: Option<&'a str>,
    pub(crate) count: u32,
    /// Of those that the composer holds, by their places.
    pub(crate) references: &'a [usize],
}

impl Default for Asked<'_> {
    fn default() -> Self {
        Self {
            prompt: "",
            model: "nano-banana-2",
            ratio: None,
            count: 1,
            references: &[],
        }
    }
}

/// Lets a run come and go, as the composer would.
pub(crate) async fn made(stage: &Stage, asked: &Asked<'_>) {
    let mut composition = stage.snapshot().await["composition"].clone();
    let size = asked.model.starts_with("nano-banana-2").then_some("1K");
    let held = composition["references"].clone();
    let references: Vec<_> = asked.references.iter().map(|place| &held[place]).collect();
    let changes = json!({ "prompt": asked.prompt, "model": asked.model, "ratio": asked.ratio,
        "size": size, "count": asked.count, "references": references, "mask": null });
    for (name, value) in changes.as_object().unwrap() {
        composition[name] = value.clone();
    }
    let started = stage
        .page()
        .command("start_run", composition)
        .await
        .unwrap();
    stage
        .until_snapshot("the run to end", |snapshot| {
            snapshot["runs"][0]["id"] == started["run"] && over(snapshot)
        })
        .await;
}

/// Chooses the only model, as a person does.
pub(crate) async fn choose_model(stage: &Stage, id: &str) {
    stage.click("button", "^Models?: ").await;
    stage
        .fill("combobox", "^Search, or type any model id$", id)
        .await;
    stage.click("option", &format!("^(.* )?{id} ")).await;
    stage.page().gone("combobox", "^Search, or type").await;
}

/// A picture of the window once everything is painted and nothing moves any more.
pub(crate) async fn still(stage: &Stage) -> Vec<u8> {
    let page = stage.page();
    page.until(
        "the fonts to be there",
        "document.readyState === 'complete' && document.fonts.status === 'loaded' && \
         document.querySelectorAll('button').length > 1",
    )
    .await;
    page.shows_its_pictures().await;
    // Two pictures in a row that are the same.
    let mut last = Vec::new();
    until("the window to be still", async || {
        let now = stage.picture();
        let same = now == last;
        last = now;
        same.then(|| last.clone())
    })
    .await
}

/// Waits until no message stands over the window any more; one that is there is put away.
pub(crate) async fn quiet(stage: &Stage) {
    until("the messages to go", async || {
        let messages = stage.page().all("button", "^Dismiss").await;
        let first = messages.first().map(Rect::middle);
        first.map_or(Some(()), |at| {
            stage.click_at(at);
            None
        })
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

/// Chooses how the window looks.
pub(crate) async fn theme(stage: &Stage, theme: &str) {
    let mut preferences = stage.snapshot().await["preferences"].clone();
    preferences["theme"] = json!(theme);
    let page = stage.page();
    page.command("keep_preferences", preferences).await.unwrap();
    page.reload().await;
}
