//! The real window, on a desktop of its own.

use anyhow::Result;

use crate::setup;
use crate::test::OWN_SETTINGS;
use crate::test::binaries::Binaries;
use crate::test::report::Outcome;
use crate::test::tally::{self, Tally};
use crate::workspace::Workspace;

/// Runs the tests of the window, one after another: each has a desktop of its own, and two at once
/// only make each other slow.
pub(crate) fn run(workspace: &Workspace, binaries: &Binaries) -> Result<Outcome> {
    if let Err(reason) = setup::window::to_drive(workspace) {
        return Ok(Outcome::Skipped(format!("{reason:#}")));
    }
    let mut total = Tally::default();
    for binary in &binaries.window {
        let program = binary
            .program()
            .without_env(OWN_SETTINGS)
            .env("MUSA_TEST_STUDIO", &binaries.studio)
            .args(["--show-output", "--test-threads=1"]);
        total = total.plus(tally::libtest(program)?);
    }
    Ok(Outcome::Counted(total))
}
