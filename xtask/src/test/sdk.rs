//! The official clients of OpenAI, Google and Volcano Ark, and the AI SDK, against the demo
//! provider, as a stranger would use them.
//!
//! The scripts decide what is right; this stage brings the two together.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::command::Ended;
use crate::setup::node;
use crate::setup::python::{self, Package};
use crate::test::OWN_SETTINGS;
use crate::test::binaries::Binaries;
use crate::test::report::Outcome;
use crate::test::tally::Tally;
use crate::workspace::Workspace;

/// The scripts, and what each is written with.
const SCRIPTS: [(&str, Client); 7] = [
    ("tests/sdk/openai_client.py", Client::Python(python::OPENAI)),
    ("tests/sdk/openai_talk.py", Client::Python(python::OPENAI)),
    (
        "tests/sdk/google_client.py",
        Client::Python(python::GOOGLE_GENAI),
    ),
    (
        "tests/sdk/google_talk.py",
        Client::Python(python::GOOGLE_GENAI),
    ),
    ("tests/sdk/ai_talk.mjs", Client::AiSdk),
    ("tests/sdk/ark_client.py", Client::Python(python::ARK)),
    ("tests/sdk/bytedance_client.cjs", Client::AiSdk),
];

/// What a script is written with.
#[derive(Clone, Copy)]
enum Client {
    Python(Package),
    AiSdk,
}

/// What runs a script.
struct Runner {
    program: PathBuf,
    /// Where npm's packages are, for a script of Node's.
    modules: Option<PathBuf>,
}

/// Runs each script against a demo provider of its own. One whose client cannot be had is said to
/// be skipped.
pub(crate) fn run(workspace: &Workspace, binaries: &Binaries) -> Result<Outcome> {
    let mut all = Tally::default();
    let mut missing = Vec::new();
    for (script, client) in SCRIPTS {
        match prepared(workspace, script, client) {
            Ok(runner) => all = all.plus(against_demo(workspace, binaries, &runner, script)?),
            Err(reason) => missing.push(format!("{reason:#}")),
        }
    }
    if missing.len() == SCRIPTS.len() {
        return Ok(Outcome::Skipped(missing.join("; ")));
    }
    for reason in missing {
        println!("skipped: {reason}");
        all.skipped += 1;
    }
    Ok(Outcome::Counted(all))
}

fn prepared(workspace: &Workspace, script: &str, client: Client) -> Result<Runner> {
    if !workspace.root().join(script).is_file() {
        bail!("{script} is not there");
    }
    Ok(match client {
        Client::Python(package) => Runner {
            program: python::with(workspace, package)?,
            modules: None,
        },
        Client::AiSdk => Runner {
            modules: Some(node::ai_sdk(workspace)?),
            program: PathBuf::from("node"),
        },
    })
}

/// Starts the demo provider, runs a script against it, and stops the provider.
fn against_demo(
    workspace: &Workspace,
    binaries: &Binaries,
    runner: &Runner,
    script: &str,
) -> Result<Tally> {
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
    let mut program = workspace
        .program(&runner.program)
        // No compiled files beside the scripts.
        .env("PYTHONDONTWRITEBYTECODE", "1");
    if let Some(modules) = &runner.modules {
        program = program.env("NODE_MODULES", modules);
    }
    let ended = program.args([script, &address]).watch(|line| {
        println!("{line}");
        closing = Tally::from_closing_line(line).or(closing);
    })?;
    let counted = closing.unwrap_or_default();
    // A script that broke off before its closing line, or lies about it, is one failure.
    Ok(match ended {
        Ended::Badly if counted.failed == 0 => Tally::one(ended).plus(counted),
        Ended::Well if closing.is_none() => Tally::one(ended),
        Ended::Well | Ended::Badly => counted,
    })
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
