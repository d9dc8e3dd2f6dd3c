//! `cargo xtask run`: makes a picture with the built-in demo provider, from the terminal.
//!
//! Builds the dev binary and keeps everything under the build folder, so that a trial run never
//! touches a person's own library. The window takes this subcommand over when it exists.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::SystemTime;

use anyhow::Result;

use crate::command::Ended;
use crate::workspace::Workspace;

/// What is painted when nobody says anything else.
const PROMPT: &str = "a red teapot on a windowsill, morning light";

/// Arguments of `cargo xtask run`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Passed on to `musa generate --demo`: the prompt, and any of its options.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    generate: Vec<OsString>,
}

/// Builds `musa`, makes the picture and says where it lies.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> Result<ExitCode> {
    workspace
        .cargo()
        .args(["build", "--quiet", "--package", "musa-cli"])
        .check()?;
    let home = workspace.target().join("run-home");
    let binary = workspace
        .target()
        .join("debug")
        .join(format!("musa{}", std::env::consts::EXE_SUFFIX));
    let started = SystemTime::now();
    let mut command = workspace
        .program(&binary)
        .args(["generate", "--demo"])
        .env("MUSA_HOME", &home);
    command = if arguments.generate.is_empty() {
        command.args([
            "--model",
            "nano-banana-2",
            "--ratio",
            "16:9",
            "--size",
            "2K",
            PROMPT,
        ])
    } else {
        command.args(&arguments.generate)
    };
    if command.stream()? == Ended::Badly {
        eprintln!("No picture was made; the sentence above says why.");
        return Ok(ExitCode::FAILURE);
    }
    let mut pictures = Vec::new();
    collect_pictures(&home, started, &mut pictures)?;
    pictures.sort();
    match pictures.as_slice() {
        [] => eprintln!(
            "The command ended well, but no new picture lies in {}.",
            home.display()
        ),
        [one] => println!("The picture lies at {}.", one.display()),
        many => {
            let places: Vec<_> = many.iter().map(|path| path.display().to_string()).collect();
            println!("The pictures lie at {}.", places.join(", "));
        }
    }
    Ok(if pictures.is_empty() {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// Pictures below `folder` that were written after `since`, hidden folders left out.
fn collect_pictures(folder: &Path, since: SystemTime, found: &mut Vec<PathBuf>) -> Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if entry.file_type()?.is_dir() {
            collect_pictures(&path, since, found)?;
        } else if is_picture(&path) && entry.metadata()?.modified()? >= since {
            found.push(path);
        }
    }
    Ok(())
}

fn is_picture(path: &Path) -> bool {
    path.extension().is_some_and(|end| {
        ["png", "jpg", "jpeg", "webp"]
            .iter()
            .any(|known| end == *known)
    })
}
