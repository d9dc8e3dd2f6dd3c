//! The stage: a desktop, the demo provider of the test, and the window between them.

use std::path::{Path, PathBuf};
use std::time::Duration;

use musa_demo::{Demo, DemoConfig};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::app::{self, Ended, SecondStart};
use super::desk::Desk;
use super::driver::{Driver, Starts};
use super::other::{Offer, OtherProgram};
use super::page::Page;
use super::parts::Parts;
use super::pointer::{self, Held};
use super::wait::until;

/// How long what was typed may take to be seen before it is typed again.
const AGAIN: Duration = Duration::from_secs(15);

/// A key that is easily found where it should not be.
pub const CANARY: &str = "sk-canary-4f1d9b7e2a6c8053";

/// How the window begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// As on the first day: nothing is set up.
    FirstRun,
    /// The test's own provider is connected and current.
    Connected,
}

/// The stage.
pub struct Stage {
    driver: Option<Driver>,
    /// The provider that the window speaks to; faults and what it received are the test's.
    pub demo: Demo,
    /// The desktop.
    pub desk: Desk,
    home: TempDir,
    parts: Parts,
    size: (u32, u32),
}

impl Stage {
    /// Raises the curtain on a window of 1440 × 900.
    pub async fn open(parts: &Parts, setting: Setting, config: DemoConfig) -> Self {
        let stage = Self {
            driver: None,
            demo: Demo::start(config).await.unwrap(),
            desk: Desk::start().await,
            home: tempfile::Builder::new()
                .prefix("musa-home")
                .tempdir()
                .unwrap(),
            parts: parts.clone(),
            size: (1440, 900),
        };
        let mut stage = stage;
        stage.start().await;
        if setting == Setting::Connected {
            stage.connect().await;
        }
        stage
    }

    /// Starts the app on the same home, as after an end of it.
    pub async fn start(&mut self) {
        self.driver = None;
        let starts = Starts {
            binary: &self.parts.studio,
            arguments: &[],
            environment: &[("MUSA_HOME", self.home.path().to_owned())],
        };
        self.driver = Some(Driver::start(&self.desk, &starts).await);
        self.page()
            .until("the page to be there", "document.readyState === 'complete'")
            .await;
        self.resize(self.size.0, self.size.1).await;
    }

    /// Connects the test's provider, as Settings would.
    pub async fn connect(&self) {
        let page = self.page();
        let added = page
            .command(
                "add_provider",
                json!({ "name": "Studio relay", "baseUrl": self.demo.base_url(), "auth": "bearer",
                    "proxy": null, "concurrency": null, "key": CANARY }),
            )
            .await
            .unwrap();
        let provider = json!({ "provider": added["provider"] });
        page.command("use_provider", provider).await.unwrap();
    }

    /// The page.
    pub fn page(&self) -> Page {
        let driver = self.driver.as_ref().expect("the window is closed");
        driver.page()
    }

    /// Where Musa keeps its own things.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Pictures in the library's folder.
    pub fn pictures(&self) -> Vec<PathBuf> {
        let library = self.home.path().join("library");
        let hidden = library.join(".musa");
        let mut files = app::files_below(&library);
        files.retain(|path| !path.starts_with(&hidden));
        files
    }

    /// Makes the page this large.
    pub async fn resize(&mut self, width: u32, height: u32) {
        self.size = (width, height);
        let (w, h) = (width.to_string(), height.to_string());
        let expression = format!("innerWidth === {width} && innerHeight === {height}");
        let page = self.page();
        until(&format!("a window of {width} × {height}"), async || {
            let window = self.window()?;
            self.desk.xdotool(&[
                "windowmove",
                &window,
                "0",
                "0",
                "windowsize",
                &window,
                &w,
                &h,
            ]);
            self.desk.xdotool(&["windowfocus", &window]);
            let fits = page.run(&format!("return {expression};"), Vec::new()).await;
            (fits == Value::Bool(true)).then_some(())
        })
        .await;
    }

    /// The app's window, by the number that X knows it by.
    pub fn window(&self) -> Option<String> {
        let found = self
            .desk
            .xdotool(&["search", "--onlyvisible", "--name", "^Musa"]);
        found.lines().last().map(str::to_owned)
    }

    /// Clicks on what is called so, once it stands still: what opens may move at first.
    pub async fn click(&self, role: &str, name: &str) {
        let page = self.page();
        let mut place = page.find(role, name).await;
        loop {
            page.painted().await;
            let now = page.find(role, name).await;
            if now == place {
                break;
            }
            place = now;
        }
        pointer::click(&self.desk, place.middle(), "1");
    }

    /// Clicks at a point.
    pub fn click_at(&self, at: (f64, f64)) {
        pointer::click(&self.desk, at, "1");
    }

    /// Rests the pointer at a point.
    pub fn hover(&self, at: (f64, f64)) {
        pointer::hover(&self.desk, at);
    }

    /// Drags from a point to a point.
    pub fn drag(&self, from: (f64, f64), to: (f64, f64)) {
        pointer::drag(&self.desk, from, to);
    }

    /// Presses keys, by X's names: `ctrl+Return`, `Tab`, `Delete`.
    pub fn keys(&self, keys: &[&str]) {
        let mut words = vec!["key", "--delay", "20"];
        words.extend(keys);
        self.desk.xdotool(&words);
    }

    /// Types into what has the focus.
    pub fn type_text(&self, text: &str) {
        self.desk.xdotool(&["type", "--delay", "8", text]);
    }

    /// Writes a text into a field, in the place of what was there, and waits until it is there: the
    /// page may be busy while one types.
    pub async fn fill(&self, role: &str, name: &str, text: &str) {
        self.click(role, name).await;
        let ask = "return window.__stage.written(arguments[0], arguments[1]);";
        let page = self.page();
        let words = || vec![json!(role), json!(name)];
        until("the field to have the focus", async || {
            (page.run(ask, words()).await["here"] == true).then_some(())
        })
        .await;
        let is_there = async || {
            let written = page.run(ask, words()).await;
            let there = written["text"]
                .as_str()?
                .replace(['\u{200b}', '\u{a0}'], "");
            (there.trim() == text).then_some(())
        };
        // A letter that no key has is put on a spare one by xdotool, and a busy window may look at
        // the keys before or after that: then it is written again, as a person would.
        for _ in 0..5 {
            self.keys(&["ctrl+a"]);
            self.type_text(text);
            let written = until("the text to be written", &is_there);
            if tokio::time::timeout(AGAIN, written).await.is_ok() {
                return;
            }
        }
        panic!("{text:?} could not be written into {name}");
    }

    /// Another program, beside the window.
    #[must_use]
    pub fn offer(&self, offer: Offer<'_>) -> OtherProgram {
        OtherProgram::open(&self.desk, &self.parts.other_program, offer)
    }

    /// Drops what another program offers at a point.
    #[must_use]
    pub fn drop_at(&self, at: (f64, f64), offer: Offer<'_>) -> OtherProgram {
        let source = self.offer(offer);
        self.carry(&source, at).let_go();
        source
    }

    /// Carries what another program offers over a point, where it stays in the air.
    pub fn carry(&self, source: &OtherProgram, at: (f64, f64)) -> Held<'_> {
        source.carry(&self.desk, at)
    }

    /// Everything that Musa shows, by the command that a reloaded page asks first.
    pub async fn snapshot(&self) -> Value {
        let ask = self.page().command("snapshot", json!({})).await;
        ask.unwrap_or_else(|error| panic!("snapshot: {error}"))
    }

    /// Waits until the snapshot is as wanted.
    pub async fn until_snapshot(&self, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        until(what, async || {
            let snapshot = self.snapshot().await;
            wanted(&snapshot).then_some(snapshot)
        })
        .await
    }

    /// The app's processes.
    pub fn processes(&self) -> Vec<u32> {
        app::processes(&self.parts.studio, self.home.path())
    }

    /// `kill -9` of the app.
    pub async fn kill(&mut self) -> Ended {
        let numbers = self.processes();
        assert!(!numbers.is_empty(), "the app does not run");
        let ended = app::kill(&numbers).await;
        self.driver = None;
        ended
    }

    /// A picture of the window, as PNG.
    pub fn picture(&self) -> Vec<u8> {
        self.desk.picture(self.size.0, self.size.1)
    }

    /// Waits until the app has ended by itself.
    pub async fn ended(&mut self, numbers: &[u32]) -> Ended {
        let ended = app::gone(numbers).await;
        self.driver = None;
        ended
    }

    /// Starts the app a second time, beside the first.
    pub async fn start_again(&self) -> SecondStart {
        app::start_again(&self.desk, &self.parts.studio, self.home.path()).await
    }

    /// Asks the window to close, as the window manager does.
    pub fn ask_to_close(&self) {
        let window = self.window().expect("there is no window");
        self.desk
            .xdotool(&["windowactivate", "--sync", &window, "key", "alt+F4"]);
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.driver = None;
        for number in self.processes() {
            let words = ["-KILL".to_owned(), number.to_string()];
            let _ = std::process::Command::new("kill").args(words).status();
        }
    }
}
