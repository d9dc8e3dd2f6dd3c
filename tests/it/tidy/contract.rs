//! Every type of the contract with the UI has a user: a type that nobody reads is a promise that
//! nobody keeps.

use super::source::{code, words};
use super::{Offence, assert_none, tree};

/// The public types of a source file.
fn types(text: &str) -> Vec<String> {
    let code = code(text);
    let words: Vec<&str> = words(&code).map(|(_, word)| word).collect();
    words
        .windows(3)
        .filter(|three| three[0] == "pub" && ["struct", "enum"].contains(&three[1]))
        .map(|three| three[2].to_owned())
        .collect()
}

/// How often `name` is used in blanked code, its own declaration and `impl`s left out.
fn uses(code: &str, name: &str) -> usize {
    let mut before = "";
    let mut count = 0;
    for (_, word) in words(code) {
        if word == name && !["struct", "enum", "impl", "for"].contains(&before) {
            count += 1;
        }
        before = word;
    }
    count
}

fn unused<'a>(path: &str, text: &str, everywhere: impl Iterator<Item = &'a str>) -> Vec<Offence> {
    let mut types = types(text);
    for other in everywhere {
        let code = code(other);
        types.retain(|name| uses(&code, name) == 0);
    }
    types
        .iter()
        .map(|name| format!("{path}: nothing uses `{name}`"))
        .collect()
}

#[test]
fn every_type_of_the_contract_has_a_user() {
    let mut offences = Vec::new();
    for file in tree::product().filter(|file| file.path.contains("musa-core/src/protocol")) {
        let everywhere = tree::product().map(|other| other.text.as_str());
        offences.extend(unused(&file.path, &file.text, everywhere));
    }
    assert_none(&offences);
}

#[test]
fn an_unused_type_is_seen() {
    let text = "pub struct Asked;\npub enum Said { A }\nimpl Asked {}\n";
    let said = "fn say(said: Said) {} // Asked";
    let both = "fn ask(asked: &Asked) -> Said {}";
    assert_eq!(
        unused("protocol.rs", text, [text, said].into_iter()).len(),
        1
    );
    assert!(unused("protocol.rs", text, [text, both].into_iter()).is_empty());
}
