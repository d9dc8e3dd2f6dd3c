//! What the page may do: nothing but its own, whatever runs in it.

use std::collections::BTreeMap;
use std::path::PathBuf;

use musa_demo::DemoConfig;
use musa_tests::window::{Page, Setting, Stage, files_below};
use serde_json::{Value, json};

use crate::acts::{ask_for, is_over, stage};

macro_rules! list {
    ($($(#[$doc:meta])* $name:ident($request:ident) -> $answer:ident;)*) => {
        /// Every command, and the type of what it takes.
        const COMMANDS: &[(&str, &str)] = &[$((stringify!($name), stringify!($request))),*];
    };
}

musa_core::for_each_command!(list);

/// Requests in which everything may be left out: nothing in them is nothing asked.
const ALL_OPTIONAL: &[&str] = &[
    "ChangeSettings",
    "Composition",
    "FilmComposition",
    "ListConversations",
    "Preferences",
];

/// Doors of Tauri and of the plugins that are in the app, which the page has no key to.
const CLOSED: &[&str] = &[
    "plugin:app|set_app_theme",
    "plugin:app|version",
    "plugin:dialog|message",
    "plugin:dialog|open",
    "plugin:dialog|save",
    "plugin:event|emit",
    "plugin:event|listen",
    "plugin:image|from_path",
    "plugin:menu|new",
    "plugin:path|resolve_directory",
    "plugin:resources|close",
    "plugin:store|get_store",
    "plugin:store|load",
    "plugin:store|set",
    "plugin:tray|new",
    "plugin:webview|clear_all_browsing_data",
    "plugin:webview|create_webview",
    "plugin:webview|create_webview_window",
    "plugin:webview|internal_toggle_devtools",
    "plugin:window-state|filename",
    "plugin:window-state|restore_state",
    "plugin:window-state|save_window_state",
    "plugin:window|close",
    "plugin:window|create",
    "plugin:window|destroy",
    "plugin:window|set_title",
];

/// What Tauri's debug builds say of a door that is there and closed, between two names of it; of a
/// door that is nowhere they say that it is not found.
const REFUSED: &str = " not allowed. Permissions associated with this command: ";

/// Fields of requests, each of which gets a value that it does not take.
const FIELDS: [&str; 31] = [
    "auth",
    "baseUrl",
    "before",
    "board",
    "call",
    "conversation",
    "conversations",
    "duration",
    "film",
    "flag",
    "hashes",
    "how",
    "language",
    "limit",
    "message",
    "name",
    "panel",
    "picture",
    "pictures",
    "place",
    "prompt",
    "provider",
    "ratio",
    "run",
    "seed",
    "selection",
    "settings",
    "task",
    "template",
    "theme",
    "view",
];

/// Values that no request means.
fn hostile(request: &str) -> Vec<Value> {
    let mut values = vec![
        Value::Null,
        json!(0),
        json!(true),
        json!("x"),
        json!("x".repeat(1 << 20)),
    ];
    if request == "Nothing" {
        return values;
    }
    let texts = [
        "../../../../etc/passwd",
        "file:///etc/passwd",
        "'; DROP TABLE jobs; --",
        "\u{0}",
        "💥",
    ];
    for text in texts {
        for value in [json!(text), json!([text]), json!({ "a": text })] {
            let all: serde_json::Map<String, Value> = FIELDS
                .iter()
                .map(|name| ((*name).to_owned(), value.clone()))
                .collect();
            values.push(Value::Object(all));
        }
    }
    if !ALL_OPTIONAL.contains(&request) {
        values.push(json!({}));
    }
    values
}

/// Commands about several files answer with what was refused of them.
fn is_refused(said: &Result<Value, Value>) -> bool {
    said.as_ref().is_err()
        || said.as_ref().is_ok_and(|answer| {
            let count = |name: &str| answer[name].as_array().map(Vec::len);
            count("references") == Some(0) && count("refused") > Some(0)
        })
}

/// What must not change: Musa's own state without its counter, and the library's files.
async fn standing(stage: &Stage) -> (Value, BTreeMap<PathBuf, u64>) {
    let mut snapshot = stage.snapshot().await;
    snapshot["seq"] = Value::Null;
    let files = files_below(&stage.home().join("library"));
    let sizes = files.into_iter().map(|file| {
        let length = file.metadata().map_or(0, |about| about.len());
        (file, length)
    });
    (snapshot, sizes.collect())
}

async fn watch_the_policy(page: &Page) {
    let script = "window.__violations = []; \
        document.addEventListener('securitypolicyviolation', (event) => \
        window.__violations.push(`${event.violatedDirective} ${event.blockedURI}`));";
    page.run(script, Vec::new()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_command_refuses_hostile_arguments_and_changes_nothing() {
    let Some(stage) = stage(Setting::Connected, DemoConfig::default()).await else {
        return;
    };
    ask_for(&stage, "what must stay").await;
    // The page keeps the prompt a moment after the last key; a picture's colour is found with its
    // thumbnail.
    let is_kept = |snapshot: &Value| {
        let picture = &snapshot["runs"][0]["calls"][0]["saved"][0];
        is_over(snapshot)
            && picture["colour"].is_string()
            && snapshot["composition"]["prompt"] == "what must stay"
    };
    stage.until_snapshot("the run to end", is_kept).await;
    let (before, files_before) = standing(&stage).await;
    let page = stage.page();
    for (command, request) in COMMANDS {
        assert!(
            page.invoke(command, json!({})).await.is_err(),
            "{command} without a request"
        );
        for value in hostile(request) {
            let shown: String = value.to_string().chars().take(80).collect();
            let said = page.command(command, value).await;
            assert!(is_refused(&said), "{command} took {shown}: {said:?}");
        }
    }
    let (after, files_after) = standing(&stage).await;
    for (part, value) in before.as_object().unwrap() {
        assert_eq!(*value, after[part], "{part}");
    }
    assert_eq!(files_before, files_after);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_has_no_key_to_the_plugins() {
    let Some(stage) = stage(Setting::FirstRun, DemoConfig::default()).await else {
        return;
    };
    let everything = json!({ "path": "/etc/passwd", "options": { "label": "x", "url": "/" },
        "event": "x", "handler": 0, "payload": "x", "target": { "kind": "Any" }, "label": "main",
        "value": "x", "directory": 1, "rid": 0, "key": "x", "message": "x", "flags": 1 });
    let page = stage.page();
    for command in CLOSED {
        let said = page.invoke(command, everything.clone()).await;
        let refused = said.expect_err(command);
        let text = refused.as_str().unwrap_or_default();
        assert!(text.contains(REFUSED), "{command}: {refused}");
    }
    // A name that leads nowhere would be told as one: none above does.
    let nowhere = page.invoke("plugin:dialog|no_such_door", everything).await;
    let text = nowhere.unwrap_err();
    assert_eq!(text, "dialog.no_such_door not allowed. Command not found");
}

#[tokio::test(flavor = "multi_thread")]
async fn ordinary_work_breaks_no_policy_and_foreign_addresses_are_out_of_reach() {
    let Some(stage) = stage(Setting::Connected, DemoConfig::default()).await else {
        return;
    };
    let page = stage.page();
    watch_the_policy(&page).await;
    ask_for(&stage, "an open window").await;
    stage.until_snapshot("the run to end", is_over).await;
    stage.keys(&["ctrl+comma"]);
    page.find("dialog", "^Settings").await;
    stage.keys(&["Escape"]);
    assert_eq!(page.value("window.__violations").await, json!([]));

    let asked = stage.demo.requests().len();
    let fetched = page
        .run(
            "const done = fetch(arguments[0] + '/v1/models').then(() => 'answered', () => 'blocked'); \
             window.__fetched = 'asked'; done.then((how) => { window.__fetched = how; }); \
             const image = new Image(); image.src = arguments[0] + '/x.png'; \
             const frame = document.createElement('iframe'); frame.src = arguments[0]; document.body.append(frame); \
             const script = document.createElement('script'); script.textContent = 'window.__ran = true'; \
             document.body.append(script); return window.__ran === true;",
            vec![json!(stage.demo.base_url())],
        )
        .await;
    assert_eq!(fetched, Value::Bool(false), "an inline script ran");
    page.until("the fetch to be blocked", "window.__fetched === 'blocked'")
        .await;
    page.until("all four to be noted", "window.__violations.length >= 4")
        .await;
    assert_eq!(
        stage.demo.requests().len(),
        asked,
        "nothing reached the other address"
    );
}
