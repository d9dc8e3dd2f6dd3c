//! Every type and every error code of the contract with the UI has a user, and every code has its
//! sentence: a promise that nobody reads is one that nobody keeps.

use super::source::{code, product_code, words};
use super::{Offence, assert_none, tree};

/// Where error codes are declared.
pub(super) const ERRORS: &str = "src-tauri/crates/musa-core/src/protocol/errors.rs";

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

/// The variants of the enum `name`.
pub(super) fn variants(text: &str, name: &str) -> Vec<String> {
    let code = code(text);
    let Some((_, rest)) = code.split_once(&format!("enum {name} {{")) else {
        return Vec::new();
    };
    let body = rest.split('}').next().unwrap_or_default();
    words(body)
        .map(|(_, word)| word.to_owned())
        .filter(|word| word.starts_with(|first: char| first.is_uppercase()))
        .collect()
}

/// `PromptEmpty` as it is on the wire: `prompt-empty`.
pub(super) fn kebab(variant: &str) -> String {
    let mut name = String::new();
    for mark in variant.chars() {
        if mark.is_uppercase() && !name.is_empty() {
            name.push('-');
        }
        name.extend(mark.to_lowercase());
    }
    name
}

/// Variants that no blanked code outside the enum's own file names as `Enum::Variant`.
fn unmade(text: &str, name: &str, elsewhere: &str) -> Vec<Offence> {
    variants(text, name)
        .into_iter()
        .filter(|variant| !elsewhere.contains(&format!("{name}::{variant}")))
        .map(|variant| format!("{ERRORS}: nothing makes `{name}::{variant}`: remove it"))
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
fn every_error_code_is_made_somewhere() {
    let errors = tree::file(ERRORS).expect("the error codes have moved: mend this test");
    assert!(variants(&errors.text, "ErrorCode").contains(&"PromptEmpty".to_owned()));
    let elsewhere: Vec<_> = tree::product()
        .filter(|file| file.path != ERRORS)
        .map(|file| product_code(&file.text))
        .collect();
    assert_none(&unmade(&errors.text, "ErrorCode", &elsewhere.join("\n")));
}

#[test]
fn an_unmade_error_code_is_seen() {
    let text = "enum ErrorCode {\n  /// Doc.\n  PromptEmpty,\n  NotFound,\n}\nimpl X {}";
    assert_eq!(unmade(text, "ErrorCode", "a(ErrorCode::NotFound)").len(), 1);
    assert!(
        unmade(
            text,
            "ErrorCode",
            "ErrorCode::NotFound ErrorCode::PromptEmpty"
        )
        .is_empty()
    );
    assert_eq!(kebab("ProviderNotApi"), "provider-not-api");
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
