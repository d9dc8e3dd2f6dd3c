//! A folder of Node packages with other people's clients, inside the build folder.
//!
//! They are used as clients of the demo provider in the tests. The page's own packages are never
//! changed.

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::command::Ended;
use crate::setup::window;
use crate::workspace::Workspace;

/// The AI SDK's client of Seedance, in the version that WIRE 11 was written from.
pub(crate) const BYTEDANCE: &str = "@ai-sdk/bytedance@1.0.29";

/// The folder of modules in which a package is installed. An error is a sentence that says what
/// is missing.
pub(crate) fn with(workspace: &Workspace, package: &str) -> Result<PathBuf> {
    let folder = workspace.target().join("node");
    let modules = folder.join("node_modules");
    let (name, _) = package.rsplit_once('@').unwrap_or((package, ""));
    if modules.join(name).is_dir() {
        return Ok(modules);
    }
    println!("Installing {package} in {}", folder.display());
    std::fs::create_dir_all(&folder)?;
    let install = window::npm(workspace, "npm")
        .args(["install", "--ignore-scripts", "--no-audit", "--no-fund"])
        .args(["--prefix"])
        .args([&folder])
        .args([package]);
    match install.stream()? {
        Ended::Well => Ok(modules),
        Ended::Badly => bail!("{package} could not be installed from npm"),
    }
}
