//! How files are named and introduced.

use super::{Offence, assert_tidy, tree};

/// Names that say nothing about what a room owns.
const EMPTY_NAMES: &[&str] = &[
    "utils", "util", "helpers", "helper", "common", "service", "services", "manager", "misc",
];

fn unintroduced(path: &str, text: &str) -> Vec<Offence> {
    let introduced = text
        .lines()
        .next()
        .is_some_and(|line| line.starts_with("//! "));
    let say = || format!("{path}: open with `//!`: what it owns, and what it does not do");
    (!introduced).then(say).into_iter().collect()
}

fn badly_named(path: &str, _text: &str) -> Vec<Offence> {
    let mut offences = Vec::new();
    if path.ends_with("/mod.rs") {
        offences.push(format!(
            "{path}: no `mod.rs`: the module lies beside its folder"
        ));
    }
    for part in path.trim_end_matches(".rs").split('/') {
        if EMPTY_NAMES
            .iter()
            .any(|name| part == *name || part.ends_with(&format!("_{name}")))
        {
            offences.push(format!(
                "{path}: `{part}` names no subject: say what it owns"
            ));
        }
    }
    offences
}

#[test]
fn every_module_says_what_it_owns() {
    assert_tidy(tree::rust(), unintroduced);
}

#[test]
fn no_room_has_an_empty_name() {
    assert_tidy(tree::rust(), badly_named);
}

#[test]
fn bad_rooms_are_seen() {
    assert_eq!(unintroduced("a.rs", "use x;\n//! late\n").len(), 1);
    assert!(unintroduced("a.rs", "//! Owns a.\n").is_empty());
    assert_eq!(badly_named("src/jobs/mod.rs", "").len(), 1);
    assert_eq!(badly_named("src/utils.rs", "").len(), 1);
    assert_eq!(badly_named("src/common/jobs.rs", "").len(), 1);
    assert_eq!(badly_named("src/job_manager.rs", "").len(), 1);
    assert!(badly_named("src/jobs/owner.rs", "").is_empty());
}
