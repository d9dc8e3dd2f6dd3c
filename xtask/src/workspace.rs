//! Where things lie: the repository, the build folder, cargo, and programs on the search path.
//!
//! Reads no environment variable itself; `main` hands them over.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::command::Program;

/// The environment variables that matter here, as they were at start.
pub(crate) struct Environment {
    /// `CARGO_MANIFEST_DIR`: the folder of xtask, set by `cargo run`.
    pub(crate) manifest: Option<OsString>,
    /// `CARGO_TARGET_DIR`: a build folder other than `target`.
    pub(crate) target: Option<OsString>,
    /// `CARGO`: the cargo that started us.
    pub(crate) cargo: Option<OsString>,
    /// `PATH`.
    pub(crate) search_path: Option<OsString>,
    /// `DISPLAY` or `WAYLAND_DISPLAY`: a screen to open a window on.
    pub(crate) display: Option<OsString>,
    /// `MUSA_RECORDINGS`: other projects' recorded answers, read by some integration tests.
    pub(crate) recordings: Option<OsString>,
    /// `MUSA_TEST_KILLS`: how often the kill tests kill.
    pub(crate) kills: Option<OsString>,
}

/// The repository and the tools to work on it.
pub(crate) struct Workspace {
    root: PathBuf,
    target: PathBuf,
    cargo: OsString,
    search_path: OsString,
    display: Option<OsString>,
    /// See [`Environment::recordings`].
    pub(crate) recordings: Option<OsString>,
    /// See [`Environment::kills`].
    pub(crate) kills: Option<OsString>,
}

impl Workspace {
    /// Finds the repository from xtask's own folder.
    pub(crate) fn new(environment: Environment) -> Result<Self> {
        let manifest = environment
            .manifest
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest
            .parent()
            .context("xtask lies at the root of the disk")?
            .to_path_buf();
        let target = environment
            .target
            .map_or_else(|| root.join("target"), |given| root.join(given));
        Ok(Self {
            target,
            root,
            cargo: environment.cargo.unwrap_or_else(|| "cargo".into()),
            search_path: environment.search_path.unwrap_or_default(),
            display: environment.display.filter(|name| !name.is_empty()),
            recordings: environment.recordings,
            kills: environment.kills,
        })
    }

    /// The top of the repository.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The build folder. Everything that set-up makes lies in it, so that `cargo clean` removes it.
    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    /// A program that runs at the top of the repository.
    pub(crate) fn program(&self, name: impl Into<OsString>) -> Program {
        Program::new(name).in_folder(&self.root)
    }

    /// Cargo, at the top of the repository.
    pub(crate) fn cargo(&self) -> Program {
        self.program(self.cargo.clone())
    }

    /// Whether a window can be seen by somebody.
    pub(crate) fn has_a_screen(&self) -> bool {
        !cfg!(target_os = "linux") || self.display.is_some()
    }

    /// A program of our own build, in debug or release.
    pub(crate) fn built(&self, profile: &str, name: &str) -> PathBuf {
        let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        self.target.join(profile).join(file)
    }

    /// Whether a program of this name is on the search path.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// Where on the search path a program of this name lies.
    pub(crate) fn find(&self, name: &str) -> Option<PathBuf> {
        let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        std::env::split_paths(&self.search_path)
            .map(|folder| folder.join(&file))
            .find(|path| path.is_file())
    }
}
