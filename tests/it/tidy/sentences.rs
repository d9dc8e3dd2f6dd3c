//! Every sentence for a person exists in English and in Chinese, takes the same values in both,
//! and is said somewhere.

use std::collections::{BTreeMap, BTreeSet};

use super::contract::{ERRORS, kebab, variants};
use super::{Offence, assert_none, tree};

const ENGLISH: &str = "src-tauri/crates/musa-core/locales/en.ftl";
const CHINESE: &str = "src-tauri/crates/musa-core/locales/zh-CN.ftl";

/// Message ids of a Fluent file, attributes as `id.attribute`, each with the variables it takes.
pub(super) fn messages(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let (mut message, mut current) = (String::new(), String::new());
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let indented = line.starts_with([' ', '\t']);
        let name = line
            .trim_start()
            .split('=')
            .next()
            .unwrap_or_default()
            .trim();
        let is_name = |name: &str| {
            !name.is_empty()
                && name
                    .chars()
                    .all(|mark| mark.is_ascii_alphanumeric() || "-_".contains(mark))
        };
        if !indented && line.contains('=') && is_name(name) {
            name.clone_into(&mut message);
            current.clone_from(&message);
        } else if let Some(attribute) = name.strip_prefix('.').filter(|name| is_name(name)) {
            current = format!("{message}.{attribute}");
        } else if line.trim().is_empty() {
            continue;
        }
        let variables = all.entry(current.clone()).or_default();
        for part in line.split('$').skip(1) {
            let end = part.find(|mark: char| !mark.is_ascii_alphanumeric() && !"-_".contains(mark));
            variables.insert(part[..end.unwrap_or(part.len())].to_owned());
        }
    }
    all
}

/// Ids that occur twice: Fluent keeps one of them in silence.
pub(super) fn doubled(path: &str, text: &str) -> Vec<Offence> {
    let mut seen = BTreeSet::new();
    text.lines()
        .filter(|line| !line.starts_with([' ', '\t', '#', '}', '[', '*']))
        .filter_map(|line| line.split_once('=').map(|(id, _)| id.trim()))
        .filter(|id| !seen.insert(*id))
        .map(|id| format!("{path}: `{id}` is there twice"))
        .collect()
}

pub(super) fn unequal(english: &str, chinese: &str) -> Vec<Offence> {
    let (english, chinese) = (messages(english), messages(chinese));
    let mut offences = Vec::new();
    let ids: BTreeSet<_> = english.keys().chain(chinese.keys()).collect();
    for id in ids {
        match (english.get(id), chinese.get(id)) {
            (Some(one), Some(other)) if one != other => offences.push(format!(
                "`{id}` takes {one:?} in English and {other:?} in Chinese"
            )),
            (Some(_), None) => offences.push(format!("`{id}` is missing in Chinese")),
            (None, Some(_)) => offences.push(format!("`{id}` is missing in English")),
            _ => {}
        }
    }
    offences
}

/// The id of an error code's sentence.
fn error_id(code: &str) -> String {
    format!("error-{}", kebab(code))
}

/// Error codes that would be shown as a bare code.
fn speechless(english: &str, codes: &[String]) -> Vec<Offence> {
    let said = messages(english);
    codes
        .iter()
        .map(|code| error_id(code))
        .filter(|id| !said.contains_key(id))
        .map(|id| format!("{ENGLISH}: `{id}` is missing"))
        .collect()
}

/// Whether a source names the id in quotes, or a beginning of it that ends in `-` (more than
/// `cli-`, which would fit all of the terminal's), to which the code adds the name of a state, a column or an error code. A
/// field's sentence (`field-mask`) is said by whoever names the field.
fn is_said(id: &str, sources: &str) -> bool {
    let beginnings = id
        .match_indices('-')
        .map(|(at, dash)| &id[..at + dash.len()]);
    let built = |start: &str| {
        [format!("\"{start}\""), format!("\"{start}{{")]
            .iter()
            .any(|form| sources.contains(form))
    };
    let field = id
        .strip_prefix("field-")
        .filter(|_| sources.contains("\"field-"));
    [Some(id), field]
        .into_iter()
        .flatten()
        .any(|name| sources.contains(&format!("\"{name}\"")))
        || beginnings.filter(|start| *start != "cli-").any(built)
}

/// Ids that neither a source names in quotes nor an error code calls for. Terms (`-brand`) are
/// used by the sentences themselves.
fn unsaid(english: &str, sources: &str, codes: &[String]) -> Vec<Offence> {
    let called_for: Vec<_> = codes.iter().map(|code| error_id(code)).collect();
    messages(english)
        .into_keys()
        .filter(|id| !id.contains('.') && !id.starts_with('-'))
        .filter(|id| !called_for.contains(id))
        .filter(|id| !is_said(id, sources))
        .map(|id| format!("{ENGLISH}: nothing says `{id}`: remove it in both languages"))
        .collect()
}

#[test]
fn every_sentence_exists_in_both_languages_and_is_said() {
    let english = tree::file(ENGLISH).expect("the English sentences have moved: mend this test");
    let chinese = tree::file(CHINESE).expect("the Chinese sentences have moved: mend this test");
    // The page says its part of them, in quotes of its own kind.
    let page: String = super::page::sources()
        .map(|file| file.text.replace(['\'', '`'], "\"").replace("${", "{"))
        .collect();
    let sources: String = tree::product().map(|file| file.text.as_str()).collect();
    let sources = sources + &page;
    let mut offences = unequal(&english.text, &chinese.text);
    offences.extend(doubled(ENGLISH, &english.text));
    offences.extend(doubled(CHINESE, &chinese.text));
    let codes = variants(&tree::file(ERRORS).unwrap().text, "ErrorCode");
    offences.extend(unsaid(&english.text, &sources, &codes));
    offences.extend(speechless(&english.text, &codes));
    assert_none(&offences);
}

#[test]
fn unequal_sentences_are_seen() {
    let english = "# $no\nsaved = Saved { $count } of { $all }\n    and more { $count ->\n  [one] x\n *[other] y\n }\nlost = Lost\n  .tip = Look in { $place }\n";
    let same = "saved = { $all } { $count }\nlost = x\n  .tip = { $place }\n";
    assert!(
        unequal(english, same).is_empty(),
        "{:?}",
        unequal(english, same)
    );
    assert_eq!(
        unequal(english, "saved = { $all }\nlost = x\n  .tip = { $place }\n").len(),
        1
    );
    assert_eq!(
        unequal(english, "saved = { $all } { $count }\nlost = x\n").len(),
        1
    );
    assert_eq!(unequal("", "new = x\n").len(), 1);
    assert_eq!(unsaid(english, "say(\"saved\")", &[]).len(), 1);
    assert!(is_said(
        "cli-state-done",
        "say(&format!(\"cli-state-{name}\"))"
    ));
    assert!(is_said("cli-state-done", "say(\"cli-state-\", name)"));
    assert!(!is_said("cli-state-done", "say(\"cli-\", name)"));
    let codes = ["PromptEmpty".to_owned()];
    assert_eq!(speechless(english, &codes).len(), 1);
    assert!(unsaid("error-prompt-empty = x\n", "", &codes).is_empty());
    assert_eq!(doubled("en.ftl", "a = x\nb = y\na = z\n").len(), 1);
}
