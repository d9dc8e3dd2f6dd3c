//! `musa jobs` and `musa library list`: what was asked for, and what became of it.

use crate::harness::{Provider, User};

#[test]
fn a_failed_job_is_listed_shown_retried_and_discarded() {
    let provider = Provider::with(&["server-error@1"]);
    let user = User::of(&provider);
    let args = ["generate", "a fox", "--model", "nano-banana"];
    let ran = user.musa(&args).must_be(1);
    let advice = ran.err.lines().rev().nth(1).unwrap();
    assert!(advice.contains("may be charged again"), "{}", ran.err);

    let listed = user.musa(&["jobs", "list", "--json"]).must_be(0).json();
    assert_eq!(listed.len(), 1);
    let id = listed[0]["id"].as_str().unwrap();
    let words = user.musa(&["jobs", "list"]).must_be(0);
    assert!(
        words.out.contains(&id[..18]) && words.out.contains("0/1"),
        "{words:#?}"
    );

    let prefix = &id[..18];
    let shown = user.musa(&["jobs", "show", prefix]).must_be(0);
    assert!(
        shown.out.contains("a fox") && shown.out.contains(id),
        "{shown:#?}"
    );
    let shown = user
        .musa(&["jobs", "show", prefix, "--json"])
        .must_be(0)
        .json();
    assert_eq!(shown[0]["id"], id);

    let retried = user
        .musa(&["jobs", "retry", prefix, "--json"])
        .must_be(0)
        .json();
    assert_eq!(
        retried.last().unwrap()["saved"].as_array().unwrap().len(),
        1
    );
    assert_ne!(retried[0]["job"], id, "it is a new job");
    assert_eq!(provider.asked(), 2);

    let again = user.musa(&["jobs", "discard", prefix]).must_be(2);
    assert!(
        again.err.starts_with("Job: "),
        "the new job has replaced it: {again:#?}"
    );
}

#[test]
fn a_discarded_job_keeps_what_it_has_and_sends_nothing() {
    let provider = Provider::with(&["fail-nth:2"]);
    let user = User::of(&provider);
    user.musa(&[
        "generate",
        "a fox",
        "--model",
        "nano-banana",
        "--count",
        "2",
    ])
    .must_be(1);
    let id = user.musa(&["jobs", "list", "--json"]).json()[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    user.musa(&["jobs", "discard", &id]).must_be(0);
    user.musa(&["jobs", "discard", &id]).must_be(2);
    assert_eq!(user.musa(&["jobs", "list"]).must_be(0).out, "");
    let all = user.musa(&["jobs", "list", "--all"]).must_be(0);
    assert!(all.out.contains("(put away)"), "{all:#?}");
    let shown = user.musa(&["jobs", "show", &id]).must_be(0);
    assert!(shown.out.contains("put away"), "{shown:#?}");
    user.musa(&["jobs", "list", "--limit", "0"]).must_be(2);
    assert_eq!(
        user.musa(&["library", "list", "--json"])
            .must_be(0)
            .json()
            .len(),
        1
    );
    assert_eq!(provider.asked(), 2);
}

#[test]
fn a_job_shows_what_was_asked_for() {
    let provider = Provider::new();
    let user = User::of(&provider);
    for name in ["a.jpg", "b.jpg"] {
        crate::pictures::jpeg(&user.work(), name, 64, 48);
    }
    let mut args = vec!["generate", "a fox", "--model", "nano-banana-2"];
    args.extend(["--ratio", "16:9", "--size", "1K", "--project", "tea"]);
    args.extend(["--reference", "a.jpg", "b.jpg"]);
    user.musa(&args).must_be(0);
    let id = user.musa(&["jobs", "list", "--json"]).json()[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let shown = user.musa(&["jobs", "show", &id]).must_be(0);
    for line in [
        "References: a.jpg, b.jpg",
        "Aspect ratio: 16:9",
        "Size: 1K",
        "Project: tea",
    ] {
        assert!(shown.out.lines().any(|shown| shown == line), "{shown:#?}");
    }
}

#[test]
fn a_job_that_is_not_there_is_refused() {
    let user = User::new();
    for command in ["show", "retry", "discard"] {
        let ran = user.musa(&["jobs", command, "0199"]).must_be(2);
        assert!(ran.err.contains("0199"), "{ran:#?}");
    }
}

#[test]
fn the_library_lists_newest_first() {
    let provider = Provider::new();
    let user = User::of(&provider);
    let empty = user.musa(&["library", "list"]).must_be(0);
    assert_eq!(empty.out, "");
    for prompt in ["first", "second"] {
        user.musa(&["generate", prompt, "--model", "nano-banana"])
            .must_be(0);
    }
    let listed = user.musa(&["library", "list", "--json"]).must_be(0).json();
    let prompts: Vec<_> = listed
        .iter()
        .map(|row| row["prompt"].as_str().unwrap())
        .collect();
    assert_eq!(prompts, ["second", "first"]);
    let one = user
        .musa(&["library", "list", "--limit", "1", "--json"])
        .must_be(0)
        .json();
    assert_eq!(one.len(), 1);
}

#[test]
fn models_are_listed_in_both_forms_and_asked_of_the_provider() {
    let provider = Provider::new();
    let user = User::of(&provider);
    let words = user.musa(&["models"]).must_be(0);
    assert!(
        words.out.contains("nano-banana-2") && words.out.contains("16:9"),
        "{words:#?}"
    );
    let cards = user.musa(&["models", "--json"]).must_be(0).json();
    assert!(
        cards
            .iter()
            .any(|card| card["id"] == "gpt-image-1" && card["mask"] == true)
    );
    let asked = user
        .musa(&["models", "--provider", "--json"])
        .must_be(0)
        .json();
    assert!(
        asked.iter().any(|model| model["id"] == "nano-banana-2"),
        "{asked:?}"
    );
}
