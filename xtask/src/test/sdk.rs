//! The official `openai` client against the demo provider, as a stranger would use it.
//!
//! The script decides what is right; this stage brings the two together.

use anyhow::{Context, Result};

use crate::command::Ended;
use crate::setup::python;
use crate::test::OWN_SETTINGS;
use crate::test::binaries::Binaries;
use crate::test::report::Outcome;
use crate::test::tally::Tally;
use crate::workspace::Workspace;

const SCRIPT: &str = "tests/sdk/openai_client.py";

/// Starts the demo provider, runs the script against it, and stops the provider.
pub(crate) fn run(workspace: &Workspace, binaries: &Binaries) -> Result<Outcome> {
    if !workspace.root().join(SCRIPT).is_file() {
        return Ok(Outcome::Skipped(format!("{SCRIPT} is not there")));
    }
    let python = match python::with_openai(workspace) {
        Ok(python) => python,
        Err(reason) => return Ok(Outcome::Skipped(format!("{reason:#}"))),
    };
    let mut demo = workspace
        .program(&binaries.musa)
        .args(["demo", "serve", "--port", "0"])
        .without_env(OWN_SETTINGS)
        .env("MUSA_HOME", workspace.target().join("sdk-home"))
        .start()?;
    let address = demo
        .first_line(address)?
        .context("the demo provider said no address")?;
    let mut closing = None;
    let ended = workspace
        .program(&python)
        .args([SCRIPT, &address])
        .watch(|line| {
            println!("{line}");
            closing = Tally::from_closing_line(line).or(closing);
        })?;
    let counted = closing.unwrap_or_default();
    // A script that broke off before its closing line, or lies about it, is one failure.
    Ok(Outcome::Counted(match ended {
        Ended::Badly if counted.failed == 0 => Tally::one(ended).plus(counted),
        Ended::Well if closing.is_none() => Tally::one(ended),
        Ended::Well | Ended::Badly => counted,
    }))
}

/// The address in `listening on http://127.0.0.1:1234`.
fn address(line: &str) -> Option<String> {
    let (_, address) = line.split_once("listening on ")?;
    Some(
        address
            .split(|mark: char| mark.is_whitespace() || mark == '"')
            .next()?
            .to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_read_from_a_sentence_and_from_json() {
        let sentence = "listening on http://127.0.0.1:4711";
        assert_eq!(address(sentence).as_deref(), Some("http://127.0.0.1:4711"));
        let json = r#"{"message":"listening on http://127.0.0.1:4711","port":4711}"#;
        assert_eq!(address(json).as_deref(), Some("http://127.0.0.1:4711"));
        assert_eq!(address("the demo provider starts"), None);
    }
}
