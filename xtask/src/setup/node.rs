<<<<<<< HEAD
//! npm packages that only the tests' scripts use, inside the build folder: the AI SDK as a client
//! of the demo provider. The page's own packages are [`super::window`]'s.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::command::{Ended, Program};
use crate::setup::packages;
use crate::setup::window::{self, NODE};
use crate::workspace::Workspace;

/// The AI SDK and its client for OpenAI's protocols, the newest that Debian's Node runs.
const AI_SDK: [&str; 2] = ["ai@6.0.326", "@ai-sdk/openai@3.0.141"];

/// The folder in whose `node_modules` the AI SDK is. An error is a sentence that says what is
/// missing.
pub(crate) fn ai_sdk(workspace: &Workspace) -> Result<PathBuf> {
    if cfg!(target_os = "linux") {
        packages::ensure(workspace, NODE)?;
    } else if Program::new("node").args(["--version"]).output().is_none() {
        bail!("Node is missing, please install it");
    }
    let folder = workspace.target().join("ai-sdk");
    if folder
        .join("node_modules/@ai-sdk/openai/package.json")
        .is_file()
    {
        return Ok(folder);
    }
    println!("Installing the AI SDK in {}", folder.display());
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("{} cannot be made", folder.display()))?;
    // With its own prefix npm looks for no project further up.
    let install = window::npm(workspace, "npm")
        .in_folder(&folder)
        .args(["install", "--ignore-scripts", "--no-audit", "--no-fund"])
        .args(["--prefix".as_ref(), folder.as_os_str()])
        .args(AI_SDK);
    match install.stream()? {
        Ended::Well => Ok(folder),
        Ended::Badly => bail!("the AI SDK could not be installed from npm"),
=======
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
>>>>>>> video
    }
}
