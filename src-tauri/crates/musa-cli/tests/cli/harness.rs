//! Runs the built `musa` with a home of its own, no keychain, and the demo provider beside it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use musa_demo::{Demo, DemoConfig, Fault, Seen};
use serde_json::Value;
use tempfile::TempDir;

/// A user with nothing but a home.
pub(crate) struct User {
    folder: TempDir,
}

/// What one run of `musa` gave.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl User {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in ["home", "work"] {
            std::fs::create_dir(folder.path().join(name)).unwrap();
        }
        Self { folder }
    }

    /// A user whose current profile is this provider.
    pub(crate) fn of(provider: &Provider) -> Self {
        let user = Self::new();
        let url = provider.url();
        user.musa(&["profile", "add", "here", "--url", &url, "--auth", "none"])
            .must_be(0);
        user
    }

    /// Everything that this user has.
    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    /// The folder in which `musa` is run.
    pub(crate) fn work(&self) -> PathBuf {
        self.folder.path().join("work")
    }

    /// Puts a file where `musa` is run.
    pub(crate) fn file(&self, name: &str, text: &str) {
        let mut file = std::fs::File::create(self.work().join(name)).unwrap();
        file.write_all(text.as_bytes()).unwrap();
    }

    pub(crate) fn musa(&self, args: &[&str]) -> Ran {
        self.musa_with(args, &[], "")
    }

    /// With more environment, and with something on standard input.
    pub(crate) fn musa_with(&self, args: &[&str], env: &[(&str, &str)], input: &str) -> Ran {
        let mut child = self.start(args, env);
        let mut stdin = child.stdin.take().unwrap();
        // A program that does not read its input closes it: that is its right.
        let _ = stdin.write_all(input.as_bytes());
        drop(stdin);
        Ran::of(&child.wait_with_output().unwrap())
    }

    /// Starts it and leaves it running.
    pub(crate) fn start(&self, args: &[&str], env: &[(&str, &str)]) -> Child {
        let mut command = Command::new(env!("CARGO_BIN_EXE_musa"));
        command.args(args).current_dir(self.work()).env_clear();
        for name in ["PATH", "SYSTEMROOT", "TMP", "TEMP", "TMPDIR"] {
            if let Some(value) = inherited(name) {
                command.env(name, value);
            }
        }
        command
            .env("HOME", self.folder.path())
            .env("USERPROFILE", self.folder.path())
            .env("MUSA_HOME", self.folder.path().join("home"))
            .env("LC_ALL", "en_US.UTF-8")
            .envs(env.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a test's own root: musa gets a clean environment"
)]
fn inherited(name: &str) -> Option<std::ffi::OsString> {
    std::env::var_os(name)
}

impl Ran {
    pub(crate) fn of(output: &Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8(output.stdout.clone()).unwrap(),
            err: String::from_utf8(output.stderr.clone()).unwrap(),
        }
    }

    #[track_caller]
    pub(crate) fn must_be(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self:#?}");
        self
    }

    /// Standard output as JSON, one object on each line.
    #[track_caller]
    pub(crate) fn json(&self) -> Vec<Value> {
        let read = |line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}"));
        self.out.lines().map(read).collect()
    }
}

/// The demo provider, in this process, so that a test can see what it was sent.
pub(crate) struct Provider {
    pub(crate) demo: Demo,
    // Dropped after the demo, which runs on it.
    _runtime: tokio::runtime::Runtime,
}

impl Provider {
    pub(crate) fn new() -> Self {
        Self::with(&[])
    }

    pub(crate) fn with(faults: &[&str]) -> Self {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let faults = faults
            .iter()
            .map(|fault| fault.parse::<Fault>().unwrap())
            .collect();
        let config = DemoConfig {
            faults,
            ..DemoConfig::default()
        };
        let demo = runtime.block_on(Demo::start(config)).unwrap();
        Self {
            demo,
            _runtime: runtime,
        }
    }

    pub(crate) fn url(&self) -> String {
        self.demo.base_url()
    }

    /// Requests for pictures that reached it, the first one first.
    pub(crate) fn posts(&self) -> Vec<Seen> {
        let requests = self.demo.requests().into_iter();
        requests.filter(|seen| seen.method == "POST").collect()
    }

    /// How many they are.
    pub(crate) fn asked(&self) -> usize {
        self.posts().len()
    }
}

/// Waits until something is so; a minute is for a machine that is busy, not for luck.
pub(crate) fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_mins(1), "never: {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}
