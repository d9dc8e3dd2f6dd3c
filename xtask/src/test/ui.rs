//! The page without the window: its types and style, its units, and the whole of it in a browser.
//!
//! What is right is said by the tools and tests themselves; here their counts are read.

use anyhow::Result;

use crate::command::{Ended, Program};
use crate::setup::window::{browser as chromium, npm};
use crate::test::report::Outcome;
use crate::test::tally::Tally;
use crate::workspace::Workspace;

/// The tests of the page in a browser.
const IN_A_BROWSER: &str = "tests/ui";

/// Types, lint and format of the page.
pub(crate) fn lint(workspace: &Workspace) -> Result<Outcome> {
    let checks: [(&str, &[&str]); 3] = [
        (
            "svelte-check",
            &["--tsconfig", "./tsconfig.json", "--fail-on-warnings"],
        ),
        ("eslint", &["."]),
        (
            "prettier",
            &[
                "--check",
                "--log-level",
                "warn",
                "--config",
                ".prettierrc",
                ".",
                // A snapshot is as the browser writes it.
                "../tests/ui/*.mjs",
            ],
        ),
    ];
    let mut total = Tally::default();
    for (name, arguments) in checks {
        println!("{name}:");
        let check = npm(workspace, "npx")
            .args(["--no-install", name])
            .args(arguments);
        total = total.plus(Tally::one(check.stream()?));
    }
    Ok(Outcome::Counted(total))
}

/// Vitest.
pub(crate) fn unit(workspace: &Workspace) -> Result<Outcome> {
    counted(npm(workspace, "npx").args(["--no-install", "vitest", "run"]))
}

/// The built page in Debian's Chromium.
pub(crate) fn browser(workspace: &Workspace) -> Result<Outcome> {
    let chromium = match chromium(workspace) {
        Ok(chromium) => chromium,
        Err(reason) => return Ok(Outcome::Skipped(format!("{reason:#}"))),
    };
    let mut files: Vec<_> = std::fs::read_dir(workspace.root().join(IN_A_BROWSER))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    files.sort();
    let program = workspace
        .program("node")
        .args(["--test", "--test-reporter=spec", "--test-concurrency=1"])
        // A browser that was not closed must not keep the run from ending.
        .args(["--test-force-exit"])
        .env("MUSA_TEST_CHROMIUM", chromium);
    counted(program.args(files))
}

/// Runs a test program and adds up the counts it prints.
fn counted(program: Program) -> Result<Outcome> {
    let mut tally = Tally::default();
    let ended = program.env("NO_COLOR", "1").watch(|line| {
        println!("{line}");
        tally = tally.plus(
            of_vitest(line)
                .or_else(|| of_node(line))
                .unwrap_or_default(),
        );
    })?;
    // One that broke off before its counts, or lies about them, is one failure.
    if ended == Ended::Badly && tally.failed == 0 {
        tally = tally.plus(Tally::one(ended));
    }
    Ok(Outcome::Counted(tally))
}

/// Reads `Tests  1 failed | 120 passed | 2 skipped (123)`.
fn of_vitest(line: &str) -> Option<Tally> {
    let counts = line.trim_start().strip_prefix("Tests ")?;
    let mut tally = Tally::default();
    for part in counts.split('|') {
        let mut words = part.split_whitespace();
        let count = words.next()?.parse().ok()?;
        match words.next() {
            Some("passed") => tally.passed = count,
            Some("failed") => tally.failed = count,
            Some("skipped" | "todo") => tally.skipped += count,
            _ => {}
        }
    }
    Some(tally)
}

/// Reads `ℹ pass 12`, one count a line, as `node --test` ends.
fn of_node(line: &str) -> Option<Tally> {
    let mut words = line.split_whitespace();
    let (_mark, what, count) = (words.next()?, words.next()?, words.next()?);
    if !line.starts_with('ℹ') || words.next().is_some() {
        return None;
    }
    let count = count.parse().ok()?;
    let mut tally = Tally::default();
    match what {
        "pass" => tally.passed = count,
        "fail" | "cancelled" => tally.failed = count,
        "skipped" => tally.skipped = count,
        _ => return None,
    }
    Some(tally)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_counts_of_vitest_are_read() {
        let tally = of_vitest("      Tests  1 failed | 120 passed | 2 skipped (123)").unwrap();
        assert_eq!((tally.passed, tally.failed, tally.skipped), (120, 1, 2));
        assert_eq!(of_vitest(" Test Files  3 passed (3)"), None);
    }

    #[test]
    fn the_counts_of_node_are_read() {
        assert_eq!(of_node("ℹ pass 12").unwrap().passed, 12);
        assert_eq!(of_node("ℹ fail 2").unwrap().failed, 2);
        assert_eq!(of_node("ℹ duration_ms 812.5"), None);
        assert_eq!(of_node("✔ pass 12"), None);
    }
}
