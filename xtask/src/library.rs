//! `cargo xtask library`: a made-up library of any size, to try things on.
//!
//! Builds what makes it and starts it; what is in it belongs to `tests/library`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;

use crate::command::Ended;
use crate::workspace::Workspace;

/// Arguments of `cargo xtask library`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// How many pictures.
    #[arg(long, default_value_t = 100_000)]
    pictures: u64,
    /// So many of them differ; the rest are the same files under further names.
    #[arg(long, default_value_t = 400)]
    distinct: u64,
    /// The home it becomes: `MUSA_HOME` for the window and the terminal.
    #[arg(long)]
    out: PathBuf,
}

/// Makes it.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> Result<ExitCode> {
    let build = [
        "build",
        "--release",
        "--package",
        "musa-tests",
        "--bin",
        "made-library",
    ];
    workspace.cargo().args(build).check()?;
    let numbers = [arguments.pictures, arguments.distinct].map(|number| number.to_string());
    let [pictures, distinct] = &numbers;
    let made = workspace
        .program(workspace.built("release", "made-library"))
        .args(["--pictures", pictures, "--distinct", distinct, "--out"])
        .args([std::path::absolute(&arguments.out)?]);
    Ok(match made.stream()? {
        Ended::Well => ExitCode::SUCCESS,
        Ended::Badly => ExitCode::FAILURE,
    })
}
