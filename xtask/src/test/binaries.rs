//! Builds everything the tests run, once, and finds the programs that came of it.
//!
//! One build with one set of features for the binary and all test programs, and no cargo between
//! the stages: a second selection of packages would compile much of the tree again, and cargo does
//! not work under the empty home that the keychain stage uses.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::command::{Ended, Program};
use crate::workspace::Workspace;

/// A test program.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Binary {
    /// The crate or test it holds.
    pub(crate) name: String,
    executable: PathBuf,
    /// Its package's folder, where cargo would run it too.
    folder: PathBuf,
}

impl Binary {
    /// The program, in the folder and with the variable that cargo would give it.
    pub(crate) fn program(&self) -> Program {
        Program::new(&self.executable)
            .in_folder(&self.folder)
            .env("CARGO_MANIFEST_DIR", &self.folder)
    }
}

/// What one build made.
pub(crate) struct Binaries {
    /// The unit tests of each crate.
    pub(crate) unit: Vec<Binary>,
    /// The integration tests: `it`, and those that stand with a crate's own binary.
    pub(crate) integration: Vec<Binary>,
    /// The tests of the real window.
    pub(crate) window: Vec<Binary>,
    /// The command `musa`.
    pub(crate) musa: PathBuf,
    /// The window, `musa-studio`.
    pub(crate) studio: PathBuf,
}

impl Binaries {
    /// Builds the workspace's libraries, binaries and tests.
    pub(crate) fn build(workspace: &Workspace) -> Result<Self> {
        let build = [
            "build",
            "--quiet",
            "--workspace",
            "--lib",
            "--bins",
            "--tests",
        ];
        let command = workspace
            .cargo()
            .args(build)
            .args(["--message-format", "json-render-diagnostics"]);
        let mut artifacts = Artifacts::default();
        if command.watch(|line| artifacts.read(line))? == Ended::Badly {
            bail!("the build failed");
        }
        if !artifacts
            .integration
            .iter()
            .any(|binary| binary.name == "it")
        {
            bail!("there is no integration binary `it`");
        }
        Ok(Self {
            unit: artifacts.unit,
            integration: artifacts.integration,
            window: artifacts.window,
            studio: artifacts
                .studio
                .context("there is no binary `musa-studio`")?,
            musa: artifacts.musa.context("there is no binary `musa`")?,
        })
    }
}

/// Collects executables from cargo's messages.
#[derive(Default)]
struct Artifacts {
    unit: Vec<Binary>,
    integration: Vec<Binary>,
    window: Vec<Binary>,
    musa: Option<PathBuf>,
    studio: Option<PathBuf>,
}

impl Artifacts {
    fn read(&mut self, line: &str) {
        // Only artifacts have an executable; other messages and stray output have none.
        if let Some(artifact) = serde_json::from_str(line)
            .ok()
            .as_ref()
            .and_then(Artifact::read)
        {
            self.keep(artifact);
        }
    }

    fn keep(&mut self, artifact: Artifact) {
        let Artifact { kind, role, binary } = artifact;
        match (kind.as_str(), role) {
            ("test", Role::Tests) if binary.name == "window" => self.window.push(binary),
            ("test", Role::Tests) => self.integration.push(binary),
            (_, Role::Tests) => self.unit.push(binary),
            ("bin", Role::Program) if binary.name == "musa" => self.musa = Some(binary.executable),
            ("bin", Role::Program) if binary.name == "musa-studio" => {
                self.studio = Some(binary.executable);
            }
            (_, Role::Program) => {}
        }
    }
}

/// Whether an executable was built with its tests or as the program itself.
enum Role {
    Tests,
    Program,
}

struct Artifact {
    kind: String,
    role: Role,
    binary: Binary,
}

impl Artifact {
    /// Reads a `compiler-artifact` message; anything else, or one without executable, is nothing.
    fn read(message: &Value) -> Option<Self> {
        let executable = PathBuf::from(message["executable"].as_str()?);
        let manifest = PathBuf::from(message["manifest_path"].as_str()?);
        let target = &message["target"];
        let role = if message["profile"]["test"].as_bool()? {
            Role::Tests
        } else {
            Role::Program
        };
        Some(Self {
            kind: target["kind"][0].as_str()?.to_owned(),
            role,
            binary: Binary {
                name: target["name"].as_str()?.to_owned(),
                executable,
                folder: manifest.parent()?.to_path_buf(),
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(kind: &str, name: &str, test: bool, executable: &str) -> String {
        serde_json::json!({
            "reason": "compiler-artifact",
            "manifest_path": "/repo/part/Cargo.toml",
            "target": { "kind": [kind], "name": name },
            "profile": { "test": test },
            "executable": executable,
        })
        .to_string()
    }

    #[test]
    fn programs_are_sorted_by_what_they_are() {
        let mut artifacts = Artifacts::default();
        artifacts.read(&message("lib", "musa_core", true, "/t/core"));
        artifacts.read(&message("test", "it", true, "/t/it"));
        artifacts.read(&message("test", "cli", true, "/t/cli"));
        artifacts.read(&message("test", "window", true, "/t/window"));
        artifacts.read(&message("bin", "musa-studio", false, "/t/studio"));
        artifacts.read(&message("bin", "musa", true, "/t/musa-tests"));
        artifacts.read(&message("bin", "musa", false, "/t/musa"));
        artifacts.read(&message("bin", "xtask", false, "/t/xtask"));
        artifacts.read(r#"{"reason":"build-finished","success":true}"#);
        artifacts.read("not a message");
        let unit: Vec<_> = artifacts
            .unit
            .iter()
            .map(|binary| binary.name.as_str())
            .collect();
        assert_eq!(unit, ["musa_core", "musa"]);
        assert_eq!(artifacts.integration.len(), 2);
        assert_eq!(artifacts.integration[0].folder, PathBuf::from("/repo/part"));
        assert_eq!(artifacts.window.len(), 1);
        assert_eq!(artifacts.studio, Some(PathBuf::from("/t/studio")));
        assert_eq!(artifacts.musa, Some(PathBuf::from("/t/musa")));
    }
}
