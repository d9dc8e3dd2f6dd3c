//! Keys: types that cannot be printed or serialised, opened in few places.

use super::source::{code, item_length, lines_with, product_code, words};
use super::{Offence, assert_tidy, tree};

/// Types that hold a key.
const SECRET_TYPES: &[&str] = &["SecretString", "SecretBox", "SecretSlice", "ApiKey"];

/// Where a secret may be opened: to put it on the wire, into the keychain, and to find it again
/// in a text that must not hold it.
const OPENED_IN: &[&str] = &[
    "src-tauri/crates/musa-api/src/auth.rs",
    "src-tauri/crates/musa-api/src/error/clean.rs",
    "src-tauri/crates/musa-api/src/secret.rs",
    "src-tauri/crates/musa-api/src/transport/",
    "src-tauri/crates/musa-core/src/jobs/redact.rs",
    "src-tauri/crates/musa-core/src/secrets.rs",
    "src-tauri/crates/musa-core/src/secrets/",
];

/// A type that holds a secret and derives or has a way out for it.
fn leaks(path: &str, text: &str) -> Vec<Offence> {
    let code = product_code(text);
    let mut offences = Vec::new();
    for (at, _) in code.match_indices("#[derive(") {
        let item = &code[at..at + item_length(&code[at..])];
        let derived = item.split(']').next().unwrap_or_default();
        let holds = words(item).any(|(_, word)| SECRET_TYPES.contains(&word));
        if holds && words(derived).any(|(_, word)| word == "Serialize") {
            offences.push(format!(
                "{path}: a type with a secret in it derives Serialize: leave the key out of it"
            ));
        }
    }
    for line in code
        .lines()
        .filter(|line| line.trim_start().starts_with("impl"))
    {
        let way_out =
            words(line).any(|(_, word)| ["Serialize", "Display", "ToString"].contains(&word));
        let secret =
            words(line).any(|(_, word)| SECRET_TYPES.contains(&word) || word.ends_with("Secret"));
        if way_out && secret {
            offences.push(format!(
                "{path}: `{}`: a secret has no way out as text",
                line.trim()
            ));
        }
    }
    offences
}

fn opens(path: &str, text: &str) -> Vec<Offence> {
    if OPENED_IN.iter().any(|room| path.starts_with(room)) {
        return Vec::new();
    }
    lines_with(path, &product_code(text), &["expose_secret", ".expose()"])
        .into_iter()
        .map(|place| format!("{place}: pass the secret on closed"))
        .collect()
}

/// A `Debug` of our own for a secret must print the one agreed word.
fn shows(path: &str, text: &str) -> Vec<Offence> {
    let own = code(text).lines().any(|line| {
        line.trim_start().starts_with("impl")
            && words(line).any(|(_, word)| word == "Debug")
            && words(line).any(|(_, word)| SECRET_TYPES.contains(&word))
    });
    let say = || format!("{path}: the Debug of a secret prints `<redacted>`");
    (own && !text.contains("<redacted>"))
        .then(say)
        .into_iter()
        .collect()
}

#[test]
fn a_secret_has_no_way_out_as_text() {
    assert_tidy(tree::product(), leaks);
    assert_tidy(tree::product(), shows);
}

#[test]
fn secrets_are_opened_in_few_places() {
    assert_tidy(tree::product(), opens);
}

#[test]
fn leaking_secrets_are_seen() {
    let derived =
        "#[derive(Clone, Serialize)]\npub struct Profile { name: String, key: SecretString }";
    assert_eq!(leaks("a.rs", derived).len(), 1);
    assert_eq!(
        leaks("a.rs", "#[derive(Serialize)]\nstruct ApiKey(String);").len(),
        1
    );
    assert_eq!(leaks("a.rs", "impl fmt::Display for ApiKey {").len(), 1);
    assert!(
        leaks(
            "a.rs",
            "#[derive(Serialize)]\nstruct Profile { name: String }\nstruct K(SecretString);"
        )
        .is_empty()
    );
    let core = "src-tauri/crates/musa-core/src/jobs.rs";
    assert_eq!(opens(core, "key.expose_secret()").len(), 1);
    assert_eq!(opens(core, "key.expose()").len(), 1);
    assert!(
        opens(
            "src-tauri/crates/musa-api/src/auth.rs",
            "key.expose_secret()"
        )
        .is_empty()
    );
    assert_eq!(
        shows("a.rs", "impl fmt::Debug for ApiKey { \"key\" }").len(),
        1
    );
    assert!(shows("a.rs", "impl fmt::Debug for ApiKey { \"<redacted>\" }").is_empty());
}
