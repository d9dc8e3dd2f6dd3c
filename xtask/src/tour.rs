//! `cargo xtask tour`: the real window driven through the main job on a screen of its own.
//!
//! Builds what the tour needs and starts it; the steps and the pictures belong to `tests/tour`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;

use crate::command::Ended;
use crate::setup::window;
use crate::workspace::Workspace;

/// Arguments of `cargo xtask tour`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Where the pictures of the steps go; `tour` in the build folder if nothing is said.
    #[arg(long)]
    out: Option<PathBuf>,
    /// A folder with three or more photographs to work with; else the demo provider draws some.
    #[arg(long)]
    photos: Option<PathBuf>,
    /// Only this part: `first-day`, `ways`, `chat`, `video` or `library`. May be given several times.
    #[arg(long)]
    only: Vec<String>,
    /// Write the pictures of `docs/pictures` too.
    #[arg(long)]
    docs: bool,
}

/// Builds the window and the tour, and runs it.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> Result<ExitCode> {
    window::to_drive(workspace)?;
    window::to_build(workspace)?;
    let build = [
        "build",
        "--package",
        "musa-studio",
        "--package",
        "musa-tests",
    ];
    workspace.cargo().args(build).args(["--bins"]).check()?;
    let folder = |path: &PathBuf| std::path::absolute(path);
    let out = match &arguments.out {
        Some(out) => folder(out)?,
        None => workspace.target().join("tour"),
    };
    let mut tour = workspace
        .program(workspace.built("debug", "tour"))
        .env("MUSA_TEST_STUDIO", workspace.built("debug", "musa-studio"))
        .args(["--out".as_ref(), out.as_os_str()]);
    if let Some(photos) = &arguments.photos {
        tour = tour.args(["--photos".as_ref(), folder(photos)?.as_os_str()]);
    }
    for part in &arguments.only {
        tour = tour.args(["--only", part]);
    }
    if arguments.docs {
        let pictures = workspace.root().join("docs/pictures");
        tour = tour.args(["--docs".as_ref(), pictures.as_os_str()]);
    }
    Ok(match tour.stream()? {
        Ended::Well => ExitCode::SUCCESS,
        Ended::Badly => ExitCode::FAILURE,
    })
}
