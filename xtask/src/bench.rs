//! `cargo xtask bench`: the release build against its peers and floors, in one run.
//!
//! Sets the peers up and starts the bench; the figures, goals and rounds belong to the bench.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;

use crate::command::Ended;
use crate::setup::{python, window};
use crate::workspace::Workspace;

/// Arguments of `cargo xtask bench`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Passed on to the bench.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    bench: Vec<OsString>,
}

/// Builds and runs the bench.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> Result<ExitCode> {
    let mut command =
        workspace
            .cargo()
            .args(["bench", "--package", "musa-tests", "--bench", "bench", "--"]);
    match python::with(workspace, python::OPENAI) {
        Ok(python) => command = command.env("MUSA_BENCH_PYTHON", python),
        Err(reason) => println!("The openai peer is left out: {reason:#}"),
    }
    for package in python::PYVIPS {
        if let Err(reason) = python::with(workspace, package) {
            println!("The libvips peer is left out: {reason:#}");
        }
    }
    match the_window(workspace) {
        Ok(studio) => command = command.env("MUSA_TEST_STUDIO", studio),
        Err(reason) => println!("The window is left out: {reason:#}"),
    }
    Ok(match command.args(&arguments.bench).stream()? {
        Ended::Well => ExitCode::SUCCESS,
        Ended::Badly => ExitCode::FAILURE,
    })
}

/// Builds the window as it is shipped, and sees to what is needed to measure it.
fn the_window(workspace: &Workspace) -> Result<PathBuf> {
    window::to_drive(workspace)?;
    window::to_build(workspace)?;
    let build = ["build", "--release", "--package", "musa-studio"];
    workspace.cargo().args(build).check()?;
    Ok(workspace.built("release", "musa-studio"))
}
