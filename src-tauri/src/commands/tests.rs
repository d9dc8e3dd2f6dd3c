//! The commands as the page calls them, on Tauri's mock runtime: no window, no display, no
//! network, and no dialog, clipboard or file manager of whoever runs the tests.

use std::sync::Arc;

use musa_core::clock::SystemClock;
use musa_core::home::Home;
use musa_core::secrets::MemorySecrets;
use musa_core::studio::{Studio, StudioConfig};
use serde_json::{Value, json};
use tauri::ipc::{CallbackFn, InvokeBody};
use tauri::test::{
    INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder, mock_context, noop_assets,
};
use tauri::webview::InvokeRequest;
use tauri::{App, Manager as _, WebviewWindow, WebviewWindowBuilder};
use tempfile::TempDir;

use crate::{app, desk, dialogs, preferences};

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident($request:ident) -> $answer:ident;)*) => {
        const NAMES: &[&str] = &["subscribe", "view_buffer", $(stringify!($name)),*];
    };
}

musa_core::for_each_command!(names);

/// A page before an open studio on an empty home.
struct Page {
    app: App<MockRuntime>,
    window: WebviewWindow<MockRuntime>,
    home: TempDir,
}

impl Page {
    fn open() -> Self {
        Self::opening().opened()
    }

    fn opened(self) -> Self {
        let page = self;
        let config = StudioConfig {
            home: Home::at(page.home.path()).unwrap(),
            secrets: Arc::new(MemorySecrets::new()),
            session: None,
            session_key: None,
            clock: Arc::new(SystemClock),
            transport: None,
            system_language: "en".to_owned(),
        };
        let studio = tauri::async_runtime::block_on(Studio::open(config));
        page.app.state::<desk::Opening>().settle(studio);
        page
    }

    /// Before a studio that does not open yet. Dialogs are answered with a leave.
    fn opening() -> Self {
        Self::answering("[null, null, null, null]")
    }

    /// The same where dialogs are answered so.
    fn answering(answers: &str) -> Self {
        let app = app::answering(mock_builder())
            .plugin(tauri_plugin_dialog::init())
            .build(mock_context(noop_assets()))
            .unwrap();
        app.manage(dialogs::Answers::of(Some(answers)));
        app.manage(preferences::Kept::default());
        let window = WebviewWindowBuilder::new(&app, "main", tauri::WebviewUrl::default())
            .build()
            .unwrap();
        let home = tempfile::tempdir().unwrap();
        Self { app, window, home }
    }

    fn call(&self, name: &str, arguments: Value) -> Result<Value, Value> {
        let url = if cfg!(windows) {
            "http://tauri.localhost"
        } else {
            "tauri://localhost"
        };
        let request = InvokeRequest {
            cmd: name.to_owned(),
            callback: CallbackFn(0),
            error: CallbackFn(1),
            url: url.parse().unwrap(),
            body: InvokeBody::Json(arguments),
            headers: tauri::http::HeaderMap::default(),
            invoke_key: INVOKE_KEY.to_owned(),
        };
        get_ipc_response(&self.window, request).map(|body| body.deserialize().unwrap())
    }

    fn ask(&self, name: &str, request: Value) -> Result<Value, Value> {
        let arguments = [("request".to_owned(), request)];
        self.call(name, Value::Object(arguments.into_iter().collect()))
    }

    /// The code with which it refuses.
    fn refusal(&self, name: &str, request: Value) -> String {
        let error = self.ask(name, request).unwrap_err();
        let code = error["code"].as_str();
        code.unwrap_or_else(|| panic!("{name}: {error}")).to_owned()
    }
}

#[test]
fn every_command_of_the_contract_is_registered() {
    let page = Page::opening();
    assert_eq!(NAMES.first(), Some(&"subscribe"));
    assert!(NAMES.contains(&"start_run"));
    for name in NAMES {
        let error = page.call(name, json!({})).unwrap_err();
        let missing = format!("command {name} missing required key");
        assert!(error.to_string().contains(&missing), "{name}: {error}");
    }
    let unknown = page.call("read_file", json!({})).unwrap_err();
    assert!(unknown.to_string().contains("not found"), "{unknown}");
}

#[test]
fn commands_wait_for_the_studio_and_say_why_it_does_not_open() {
    let page = Page::opening();
    let opening = page.app.state::<desk::Opening>().inner().clone();
    let broken = desk::refused("the disk is on fire");
    let settling = std::thread::spawn(move || opening.settle(Err(broken)));
    let error = page.ask("snapshot", json!({})).unwrap_err();
    assert_eq!(error["code"], "internal");
    assert_eq!(error["detail"], "the disk is on fire");
    settling.join().unwrap();
}

#[test]
fn a_snapshot_holds_the_preferences_that_were_kept() {
    let page = Page::open();
    let kept = json!({ "theme": "light", "panel": "folded", "rowHeight": 180, "rowShape": "squares",
        "conversation": "0193f1a2-0000-7000-8000-0123456789ab" });
    page.ask("keep_preferences", kept.clone()).unwrap();
    let snapshot = page.ask("snapshot", json!({})).unwrap();
    assert_eq!(snapshot["preferences"], kept);
    assert_eq!(snapshot["version"], env!("CARGO_PKG_VERSION"));
}

#[test]
fn refusals_are_errors_of_the_contract() {
    let page = Page::open();
    let picture = json!({ "picture": "0193f1a2-0000-7000-8000-0123456789ab" });
    for name in ["picture", "reveal_picture", "save_copy", "copy_picture"] {
        assert_eq!(page.refusal(name, picture.clone()), "not-found", "{name}");
    }
    let run = json!({ "prompt": "a fox" });
    assert_eq!(page.refusal("start_run", run), "profile-missing");
}

#[test]
fn a_dialog_that_is_left_changes_nothing() {
    let page = Page::open();
    let nothing = json!({ "references": [], "refused": [] });
    for name in ["pick_references", "pick_mask"] {
        assert_eq!(page.ask(name, json!({})).unwrap(), nothing, "{name}");
    }
    let before = page.ask("recheck_library", json!({})).unwrap();
    assert_eq!(page.ask("choose_library", json!({})).unwrap(), before);
}

#[test]
fn a_mask_that_is_no_picture_is_refused_as_a_mask() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::io::Write::write_all(&mut file.as_file(), b"no picture at all").unwrap();
    let chosen = json!([[file.path()], [file.path()]]);
    let page = Page::answering(&chosen.to_string()).opened();
    for (name, why) in [
        ("pick_mask", json!("mask")),
        ("pick_references", json!(null)),
    ] {
        let held = page.ask(name, json!({})).unwrap();
        let refused = &held["refused"][0];
        assert_eq!(refused["code"], "not-a-picture", "{name}");
        assert_eq!(refused["args"]["why"], why, "{name}");
    }
}

#[test]
fn a_page_that_is_loaded_again_subscribes_again() {
    let page = Page::open();
    for channel in ["__CHANNEL__:7", "__CHANNEL__:8"] {
        let arguments = json!({ "channel": channel });
        page.call("subscribe", arguments).unwrap();
        assert!(page.app.state::<crate::events::Pump>().is_running());
    }
    assert!(page.call("subscribe", json!({ "channel": 8 })).is_err());
}
