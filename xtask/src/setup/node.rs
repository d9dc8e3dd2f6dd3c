//! npm packages that only the tests' scripts use, inside the build folder: the AI SDK as clients
//! of the demo provider. The page's own packages are [`super::window`]'s.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::command::{Ended, Program};
use crate::setup::packages;
use crate::setup::window::{self, NODE};
use crate::workspace::Workspace;

/// The AI SDK, its client for OpenAI's protocols in the newest versions that Debian's Node runs, and
/// the one for Seedance in the version that WIRE 11 was written from.
const AI_SDK: [&str; 3] = [
    "ai@6.0.326",
    "@ai-sdk/openai@3.0.141",
    "@ai-sdk/bytedance@1.0.29",
];

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
        .join("node_modules/@ai-sdk/bytedance/package.json")
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
    }
}
