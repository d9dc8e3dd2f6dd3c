//! `cargo xtask test`: every check and test of the repository, in stages, with a summary by kind.
//!
//! Owns the order of the stages. What a stage does is in its own file; a stage that fails does not
//! keep the later ones from running, except that nothing runs without a build.

mod binaries;
mod keychain;
mod licences;
mod report;
mod sdk;
mod tally;
mod ui;
mod window;

use std::process::ExitCode;

use anyhow::Result;

use crate::command::{Ended, Program};
use crate::setup;
use crate::test::binaries::Binaries;
use crate::test::report::{Outcome, Report};
use crate::test::tally::Tally;
use crate::workspace::Workspace;

/// Arguments of `cargo xtask test`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Leave out the real keychain, the official SDK, the browser and the real window, and kill
    /// less often.
    #[arg(long)]
    quick: bool,
}

/// How thorough a run is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pace {
    Whole,
    Quick,
}

/// Names of tests that are a kind of their own; the integration stage leaves them out.
const RULES: &str = "tidy::";
const KILLS: &str = "kill_";
const KEYCHAIN: &str = "keyring_real";

/// A person's own settings must not change what a test sees.
const OWN_SETTINGS: &[&str] = &[
    "MUSA_HOME",
    "MUSA_API_KEY",
    "MUSA_BASE_URL",
    "MUSA_TEST_REAL_KEYRING",
];

/// Runs all stages; the exit code is a failure if anything failed.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> ExitCode {
    let pace = if arguments.quick {
        Pace::Quick
    } else {
        Pace::Whole
    };
    let mut report = Report::default();
    report.stage("format", || format(workspace));
    report.stage("licences", || licences::run(workspace));
    // The window is built around the page, so the page comes first.
    report.stage("page", || {
        setup::window::to_build(workspace)?;
        Ok(Outcome::ONE_PASSED)
    });
    report.stage("ui lint", || ui::lint(workspace));
    report.stage("ui unit", || ui::unit(workspace));
    report.stage("ui browser", || match pace {
        Pace::Quick => Ok(Outcome::Skipped("left out by --quick".into())),
        Pace::Whole => ui::browser(workspace),
    });
    report.stage("lint", || lint(workspace));
    let mut built = None;
    report.stage("build", || {
        built = Some(Binaries::build(workspace)?);
        Ok(Outcome::ONE_PASSED)
    });
    if let Some(binaries) = &built {
        stages(workspace, binaries, pace, &mut report);
    }
    report.finish()
}

fn stages(workspace: &Workspace, binaries: &Binaries, pace: Pace, report: &mut Report) {
    report.stage("unit", || unit(workspace, binaries));
    report.stage("rules", || integration(workspace, binaries, &[RULES]));
    report.stage("integration", || {
        if workspace.recordings.is_none() {
            println!("MUSA_RECORDINGS is not set: the tests that read recordings are skipped.");
        }
        integration(
            workspace,
            binaries,
            &["--skip", RULES, "--skip", KILLS, "--skip", KEYCHAIN],
        )
    });
    report.stage("kill -9", || kills(workspace, binaries, pace));
    report.stage("keychain", || match pace {
        Pace::Quick => Ok(Outcome::Skipped("left out by --quick".into())),
        Pace::Whole => keychain::run(workspace, binaries),
    });
    report.stage("window", || match pace {
        Pace::Quick => Ok(Outcome::Skipped("left out by --quick".into())),
        Pace::Whole => window::run(workspace, binaries),
    });
    report.stage("sdk", || match pace {
        Pace::Quick => Ok(Outcome::Skipped("left out by --quick".into())),
        Pace::Whole => sdk::run(workspace, binaries),
    });
}

fn format(workspace: &Workspace) -> Result<Outcome> {
    Ok(workspace
        .cargo()
        .args(["fmt", "--all", "--check"])
        .stream()?
        .into())
}

fn lint(workspace: &Workspace) -> Result<Outcome> {
    let lint = [
        "clippy",
        "--workspace",
        "--all-targets",
        "--quiet",
        "--",
        "-D",
        "warnings",
    ];
    Ok(workspace.cargo().args(lint).stream()?.into())
}

fn unit(workspace: &Workspace, binaries: &Binaries) -> Result<Outcome> {
    let mut total = Tally::default();
    for binary in &binaries.unit {
        println!("{}:", binary.name);
        let program = binary.program().without_env(OWN_SETTINGS);
        total = total.plus(tally::libtest(program.args(["--show-output"]))?);
    }
    println!("examples in the documentation:");
    let documentation = ["test", "--quiet", "--workspace", "--doc"];
    let program = workspace
        .cargo()
        .args(documentation)
        .without_env(OWN_SETTINGS);
    Ok(Outcome::Counted(total.plus(tally::libtest(program)?)))
}

fn integration(workspace: &Workspace, binaries: &Binaries, filter: &[&str]) -> Result<Outcome> {
    each_integration(workspace, binaries, |program| program.args(filter))
}

fn kills(workspace: &Workspace, binaries: &Binaries, pace: Pace) -> Result<Outcome> {
    let asked = workspace.kills.clone().unwrap_or_else(|| match pace {
        Pace::Whole => "300".into(),
        Pace::Quick => "30".into(),
    });
    each_integration(workspace, binaries, |program| {
        program
            .args([KILLS, "--skip", RULES])
            .env("MUSA_TEST_KILLS", &asked)
    })
}

/// Runs every integration program, made ready by `prepare`, told where the `musa` of this build
/// and the recordings lie.
fn each_integration(
    workspace: &Workspace,
    binaries: &Binaries,
    prepare: impl Fn(Program) -> Program,
) -> Result<Outcome> {
    let mut total = Tally::default();
    for binary in &binaries.integration {
        println!("{}:", binary.name);
        let mut program = binary
            .program()
            .without_env(OWN_SETTINGS)
            .env("MUSA_TEST_BINARY", &binaries.musa)
            // Else insta asks cargo, which does not work under the keychain stage's empty home.
            .env("INSTA_WORKSPACE_ROOT", workspace.root())
            .args(["--show-output"]);
        if let Some(recordings) = &workspace.recordings {
            program = program.env("MUSA_RECORDINGS", recordings);
        }
        total = total.plus(tally::libtest(prepare(program))?);
    }
    Ok(Outcome::Counted(total))
}

impl From<Ended> for Outcome {
    fn from(ended: Ended) -> Self {
        Self::Counted(Tally::one(ended))
    }
}
