//! What no file of the tree may contain, and what the documents must.

use super::source::words;
use super::{Offence, assert_none, assert_tidy, tree};

/// Words put together here, so that this file does not contain them.
const UNFINISHED: [&str; 3] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X"),
];

/// Beginnings of places that exist on one person's machine only.
const PLACES: [&str; 7] = [
    concat!("/ho", "me/"),
    concat!("/Us", "ers/"),
    concat!("C:\\Us", "ers\\"),
    concat!("/ro", "ot/"),
    concat!("/wo", "rk/"),
    concat!("/.lib", "rary"),
    concat!("far", "m-"),
];

/// Licences are quoted whole, lock files are written by tools.
const FOREIGN: &[&str] = &["LICENSE-APACHE", "LICENSE-MIT", "Cargo.lock"];

fn unfinished(path: &str, text: &str) -> Vec<Offence> {
    words(text)
        .filter(|(_, word)| UNFINISHED.contains(word) && !FOREIGN.contains(&path))
        .map(|(line, word)| format!("{path}:{line}: `{word}`: do it, or put it into an issue"))
        .collect()
}

fn machine_bound(path: &str, text: &str) -> Vec<Offence> {
    if FOREIGN.contains(&path) {
        return Vec::new();
    }
    let mut offences = Vec::new();
    for (index, line) in text.lines().enumerate() {
        for place in PLACES {
            // The same inside a longer path or word is not the start of one.
            let starts = |at: usize| {
                !line[..at].ends_with(|mark: char| mark.is_alphanumeric() || "._-".contains(mark))
            };
            if line.match_indices(place).any(|(at, _)| starts(at)) {
                offences.push(format!(
                    "{path}:{}: `{place}` is one machine's: name the place by what it is",
                    index + 1
                ));
            }
        }
    }
    offences
}

/// Tests and modules that the architecture names in backquotes must be there.
fn promises_broken(text: &str, exists: impl Fn(&str, &str) -> bool) -> Vec<Offence> {
    text.split('`')
        .skip(1)
        .step_by(2)
        .filter_map(|quoted| quoted.strip_prefix("tidy::")?.split_once("::"))
        .filter(|(module, test)| !exists(module, test))
        .map(|(module, test)| {
            format!("docs/ARCHITECTURE.md: there is no test `tidy::{module}::{test}`")
        })
        .collect()
}

#[test]
fn nothing_in_the_tree_is_marked_unfinished() {
    assert_tidy(tree::files(), unfinished);
}

#[test]
fn nothing_in_the_tree_names_a_place_on_one_machine() {
    assert_tidy(tree::files(), machine_bound);
}

#[test]
fn the_changelog_has_a_place_for_the_next_change() {
    let changelog = tree::file("CHANGELOG.md").expect("CHANGELOG.md is missing");
    assert!(changelog.text.contains("## [Unreleased]") || changelog.text.contains("## Unreleased"));
}

#[test]
fn the_architecture_names_only_tests_that_exist() {
    let text = &tree::file("docs/ARCHITECTURE.md")
        .expect("docs/ARCHITECTURE.md is missing")
        .text;
    assert_none(&promises_broken(text, |module, test| {
        let file = tree::file(&format!("tests/it/tidy/{module}.rs"));
        file.is_some_and(|file| file.text.contains(&format!("#[test]\nfn {test}()")))
    }));
}

#[test]
fn unfinished_and_machine_bound_text_is_seen() {
    assert_eq!(
        unfinished("a.md", &format!("x\n// {}: mend", UNFINISHED[0])).len(),
        1
    );
    assert!(unfinished("a.md", "to do").is_empty());
    for place in PLACES {
        assert_eq!(
            machine_bound("a.md", &format!("see {place}x")).len(),
            1,
            "{place}"
        );
        assert!(
            machine_bound("a.md", &format!("see a{place}x")).is_empty(),
            "{place}"
        );
    }
    assert_eq!(
        promises_broken("kept by `tidy::size::nothing`", |_, _| false).len(),
        1
    );
}
