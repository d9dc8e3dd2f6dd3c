//! `cargo xtask run | test | tour | library | bench`: everything a person does with this repository, set-up included.
//!
//! Owns the command line and the reading of the environment. Each subcommand is a file of its own;
//! nothing here knows what Musa does.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a build tool talks to the person who runs it"
)]

mod bench;
mod command;
mod library;
mod run;
mod setup;
mod test;
mod tour;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::workspace::{Environment, Workspace};

/// Builds, tests and measures Musa; installs what that needs.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Open the window.
    Run(run::Arguments),
    /// Run every check and test, and end with a summary by kind.
    Test(test::Arguments),
    /// Drive the real window through the main job and leave a picture of every step.
    Tour(tour::Arguments),
    /// Make a library of any size to try things on.
    Library(library::Arguments),
    /// Measure the release build against its peers and floors.
    Bench(bench::Arguments),
}

fn main() -> Result<ExitCode> {
    let arguments = Arguments::parse();
    let workspace = Workspace::new(environment())?;
    match arguments.task {
        Task::Run(arguments) => run::run(&workspace, &arguments),
        Task::Test(arguments) => Ok(test::run(&workspace, &arguments)),
        Task::Tour(arguments) => tour::run(&workspace, &arguments),
        Task::Library(arguments) => library::run(&workspace, &arguments),
        Task::Bench(arguments) => bench::run(&workspace, &arguments),
    }
}

/// Reads the environment, once, for every subcommand.
#[expect(
    clippy::disallowed_methods,
    reason = "this is xtask's composition root"
)]
fn environment() -> Environment {
    use std::env::var_os;
    Environment {
        manifest: var_os("CARGO_MANIFEST_DIR"),
        target: var_os("CARGO_TARGET_DIR"),
        cargo: var_os("CARGO"),
        search_path: var_os("PATH"),
        display: var_os("WAYLAND_DISPLAY").or_else(|| var_os("DISPLAY")),
        recordings: var_os("MUSA_RECORDINGS"),
        kills: var_os("MUSA_TEST_KILLS"),
    }
}
