//! Rules for tests: none is left out, none waits for luck.

use super::source::{code, lines_with};
use super::{Offence, assert_tidy, tree};

/// Files whose tests may sleep in real time, each with its reason.
const MAY_SLEEP: &[(&str, &str)] = &[
    (
        "src-tauri/crates/musa-cli/tests/cli/harness.rs",
        "asks another process again and again whether it has got there, and gives up after a minute",
    ),
    (
        "tests/bench/window/talk.rs",
        "a stand-in provider: the pace of its words is what the page is measured against",
    ),
    (
        "tests/it/kill_saves.rs",
        "kills at a random instant: the wait is the experiment",
    ),
    (
        "tests/it/kill_trash.rs",
        "kills at a random instant: the wait is the experiment",
    ),
    (
        "tests/src/window/wait.rs",
        "asks another process again and again whether it is so, and gives up after a minute",
    ),
];

fn ignored(path: &str, text: &str) -> Vec<Offence> {
    lines_with(path, &code(text), &["#[ignore", "#![ignore"])
        .into_iter()
        .map(|place| {
            format!("{place}: a test runs or goes; what is missing is said with `skipped: …`")
        })
        .collect()
}

/// Sleeping in tests. Under tokio's paused clock a sleep takes no time and is exact.
fn sleeps(path: &str, text: &str) -> Vec<Offence> {
    if MAY_SLEEP.iter().any(|(allowed, _)| *allowed == path) {
        return Vec::new();
    }
    let code = code(text);
    let tests = if tree::is_of_tests(path) {
        0
    } else {
        code.find("#[cfg(test)]").unwrap_or(code.len())
    };
    let paused = code.contains("start_paused = true") || code.contains("time::pause()");
    let phrases: &[&str] = if paused {
        &["thread::sleep"]
    } else {
        &["thread::sleep", "time::sleep", " sleep("]
    };
    let before = code[..tests].lines().count().saturating_sub(1);
    lines_with(
        path,
        &format!("{}{}", "\n".repeat(before), &code[tests..]),
        phrases,
    )
    .into_iter()
    .map(|place| format!("{place}: wait for the event itself, or pause tokio's clock"))
    .collect()
}

#[test]
fn no_test_is_ignored() {
    assert_tidy(tree::rust(), ignored);
}

#[test]
fn no_test_sleeps_for_luck() {
    assert_tidy(tree::rust(), sleeps);
}

#[test]
fn ignored_and_sleeping_tests_are_seen() {
    assert_eq!(
        ignored("a.rs", "#[test]\n#[ignore = \"slow\"]\nfn a() {}").len(),
        1
    );
    assert_eq!(sleeps("tests/it/a.rs", "std::thread::sleep(x)").len(), 1);
    assert_eq!(sleeps("src/a.rs", "tokio::time::sleep(x).await").len(), 0);
    assert_eq!(
        sleeps(
            "src/a.rs",
            "fn a() {}\n#[cfg(test)]\nmod t { fn b() { thread::sleep(x) } }"
        )
        .len(),
        1
    );
    assert!(
        sleeps(
            "tests/it/a.rs",
            "#[tokio::test(start_paused = true)]\ntime::sleep(x)"
        )
        .is_empty()
    );
}
