//! The invariants of `docs/ARCHITECTURE.md` that a program can check, each a test.
//!
//! Every check is a pure function from text to offences, with a bad example beside it, so that a
//! check that has gone blind fails too. What a compiler or clippy already refuses is not here.

mod contract;
mod disk;
mod documents;
mod manifests;
mod page;
mod page_words;
mod permissions;
mod rooms;
mod secrets;
mod sentences;
mod shell;
mod size;
mod source;
mod tests_of_tests;
mod tree;
mod wire;

/// One thing that is wrong: where, and how to mend it.
type Offence = String;

/// Fails with all offences, one a line.
#[track_caller]
fn assert_none(offences: &[Offence]) {
    assert!(offences.is_empty(), "\n{}\n", offences.join("\n"));
}

/// Applies a check to files and fails with whatever it finds.
#[track_caller]
fn assert_tidy<'a>(
    files: impl IntoIterator<Item = &'a tree::File>,
    check: impl Fn(&str, &str) -> Vec<Offence>,
) {
    let offences: Vec<_> = files
        .into_iter()
        .flat_map(|file| check(&file.path, &file.text))
        .collect();
    assert_none(&offences);
}
