//! `cargo xtask run`: opens the window.
//!
//! Builds the page and the binary first. The window uses the person's own library, as the
//! installed app would; `MUSA_HOME` gives it another.

use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::Result;

use crate::command::Ended;
use crate::setup::window;
use crate::workspace::Workspace;

/// Arguments of `cargo xtask run`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Build with optimisations, as it is shipped.
    #[arg(long)]
    release: bool,
    /// Passed on to the window.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    studio: Vec<OsString>,
}

/// Builds the window and opens it; waits until it is closed.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> Result<ExitCode> {
    if !workspace.has_a_screen() {
        eprintln!(
            "There is no display to open a window on; `cargo xtask tour` drives it on one of its own."
        );
        return Ok(ExitCode::FAILURE);
    }
    window::to_build(workspace)?;
    let (profile, flags): (_, &[&str]) = if arguments.release {
        ("release", &["--release"])
    } else {
        ("debug", &[])
    };
    let build = workspace
        .cargo()
        .args(["build", "--package", "musa-studio"]);
    build.args(flags).check()?;
    let studio = workspace.program(workspace.built(profile, "musa-studio"));
    Ok(match studio.args(&arguments.studio).stream()? {
        Ended::Well => ExitCode::SUCCESS,
        Ended::Badly => ExitCode::FAILURE,
    })
}
