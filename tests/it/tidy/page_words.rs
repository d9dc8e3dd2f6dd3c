//! The words of the page: every one comes from the Fluent files, exists in both languages, takes
//! the same values in both, is said somewhere, and is there when it is asked for.

use std::collections::{BTreeMap, BTreeSet};

use super::page::{is_of_tests, sources};
use super::sentences::{doubled, messages, unequal};
use super::{Offence, assert_none, assert_tidy, tree};

const ENGLISH: &str = "ui/src/locales/en/";
const CHINESE: &str = "ui/src/locales/zh-CN/";
const CORE: &str = "src-tauri/crates/musa-core/locales/en.ftl";

/// Words that are the same in every language and stand in markup as they are.
const NAMES: &[&str] = &["Musa", "M"];

/// Languages are named in themselves.
const OWN_NAMES: &[&str] = &["简体中文", "中文"];

/// Attributes that a person reads or hears.
const SPOKEN: &[&str] = &[
    "alt",
    "aria-label",
    "aria-description",
    "placeholder",
    "title",
    "label",
];

/// All sentences of one language, file after file.
fn told(folder: &str) -> String {
    let files = tree::files()
        .iter()
        .filter(|file| file.path.starts_with(folder));
    let texts: Vec<&str> = files.map(|file| file.text.as_str()).collect();
    texts.join("\n")
}

/// `text` without what stands between `open` and `close`, nested or not.
fn without(text: &str, open: char, close: char) -> String {
    let mut depth = 0_usize;
    let kept = text.chars().map(|mark| {
        if mark == open {
            depth += 1;
        }
        let inside = depth > 0;
        if mark == close {
            depth = depth.saturating_sub(1);
        }
        if inside && mark != '\n' { ' ' } else { mark }
    });
    kept.collect()
}

/// `text` with every `start` … `end` made blank, line ends kept.
fn blanked(text: &str, start: &str, end: &str) -> String {
    let (mut kept, mut rest) = (String::new(), text);
    while let Some(at) = rest.find(start) {
        let length = rest[at..]
            .find(end)
            .map_or(rest.len() - at, |to| to + end.len());
        kept.push_str(&rest[..at]);
        kept.extend(rest[at..at + length].chars().filter(|mark| *mark == '\n'));
        rest = &rest[at + length..];
    }
    kept + rest
}

/// The markup of a component: no script, style, comments or expressions.
fn markup(text: &str) -> String {
    let text = blanked(text, "<script", "</script>");
    let text = blanked(&text, "<style", "</style>");
    without(&blanked(&text, "<!--", "-->"), '{', '}')
}

fn is_word(text: &str) -> bool {
    let text = text.trim();
    // Addresses and codes (`CNY`) are examples that nobody translates.
    let code = text.contains("://") || text.chars().all(|mark| mark.is_ascii_uppercase());
    text.chars().any(char::is_alphabetic) && !code && !NAMES.contains(&text)
}

/// Text in the markup of a component.
fn speaks_itself(path: &str, text: &str) -> Vec<Offence> {
    if !path.ends_with(".svelte") || is_of_tests(path) {
        return Vec::new();
    }
    let markup = markup(text);
    let mut offences = Vec::new();
    for (index, line) in without(&markup, '<', '>').lines().enumerate() {
        if is_word(line) {
            offences.push(format!(
                "{path}:{}: `{}` is not from Fluent",
                index + 1,
                line.trim()
            ));
        }
    }
    for (index, line) in markup.lines().enumerate() {
        for name in SPOKEN {
            let Some((_, value)) = line.split_once(&format!(" {name}=\"")) else {
                continue;
            };
            if is_word(value.split('"').next().unwrap_or_default()) {
                offences.push(format!("{path}:{}: `{name}` is not from Fluent", index + 1));
            }
        }
    }
    offences
}

/// Chinese in a script: a sentence that no English reader gets.
fn speaks_chinese(path: &str, text: &str) -> Vec<Offence> {
    if is_of_tests(path) || path.contains("/fake/") {
        return Vec::new();
    }
    let mut offences = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let line = line.split("//").next().unwrap_or_default();
        let line = OWN_NAMES
            .iter()
            .fold(line.to_owned(), |line, name| line.replace(name, ""));
        if line
            .chars()
            .any(|mark| ('\u{4e00}'..='\u{9fff}').contains(&mark))
        {
            offences.push(format!(
                "{path}:{}: Chinese belongs into the Fluent files",
                index + 1
            ));
        }
    }
    offences
}

/// Strings of the scripts, in any kind of quotes; `state-${name}` gives `state-`.
fn literals(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for quote in ['\'', '"', '`'] {
        for line in text.lines() {
            for part in line.split(quote).skip(1) {
                found.insert(part.split("${").next().unwrap_or_default().to_owned());
            }
        }
    }
    found
}

/// Sentences that no literal names, whole or by a beginning that ends in `-`.
fn unsaid(ids: &BTreeMap<String, BTreeSet<String>>, literals: &BTreeSet<String>) -> Vec<Offence> {
    let said = |id: &str| {
        literals.contains(id)
            || id
                .match_indices('-')
                .any(|(at, _)| literals.contains(&id[..=at]))
    };
    ids.keys()
        .filter(|id| !id.contains('.') && !id.starts_with('-') && !said(id))
        .map(|id| format!("{ENGLISH}: nothing says `{id}`: remove it in both languages"))
        .collect()
}

/// Literal ids handed to `t(…)` and `ta(…)` that no file has.
fn speechless(path: &str, text: &str, known: &BTreeSet<String>) -> Vec<Offence> {
    let mut offences = Vec::new();
    for call in ["t('", "ta('"] {
        for (at, _) in text.match_indices(call) {
            if text[..at].ends_with(|mark: char| mark.is_alphanumeric() || "_$.".contains(mark)) {
                continue;
            }
            let id = text[at + call.len()..]
                .split('\'')
                .next()
                .unwrap_or_default();
            if !known.contains(id) {
                offences.push(format!("{path}: there is no sentence `{id}`"));
            }
        }
    }
    offences
}

#[test]
fn every_word_of_the_page_is_in_both_languages() {
    let (english, chinese) = (told(ENGLISH), told(CHINESE));
    assert!(
        !messages(&english).is_empty(),
        "the sentences have moved: mend this test"
    );
    let mut offences = unequal(&english, &chinese);
    offences.extend(doubled(ENGLISH, &english));
    offences.extend(doubled(CHINESE, &chinese));
    assert_none(&offences);
}

#[test]
fn every_word_of_the_page_is_said_and_every_said_one_is_there() {
    let english = messages(&told(ENGLISH));
    let scripts =
        sources().filter(|file| !is_of_tests(&file.path) && !file.path.contains("/fake/"));
    let text: String = scripts.map(|file| file.text.as_str()).collect();
    let mut offences = unsaid(&english, &literals(&text));
    let mut known: BTreeSet<String> = english.into_keys().collect();
    known.extend(messages(&tree::file(CORE).unwrap().text).into_keys());
    for file in sources().filter(|file| !is_of_tests(&file.path)) {
        offences.extend(speechless(&file.path, &file.text, &known));
    }
    assert_none(&offences);
}

#[test]
fn no_component_speaks_by_itself() {
    assert_tidy(sources(), speaks_itself);
    assert_tidy(sources(), speaks_chinese);
}

#[test]
fn words_outside_the_sentences_are_seen() {
    let path = "ui/src/a.svelte";
    assert_eq!(speaks_itself(path, "<p>Save</p>").len(), 1);
    assert_eq!(speaks_itself(path, "<img src={a} alt=\"A cat\">").len(), 1);
    let good = "<script>\nconst a = 'Save';\n</script>\n<p class=\"a b\" onclick={() => x > 1}>{t('save')} · {#if a}{b}{/if}</p>\n<h1>Musa</h1>\n<style>\np { color: red }\n</style>";
    assert!(
        speaks_itself(path, good).is_empty(),
        "{:?}",
        speaks_itself(path, good)
    );
    assert_eq!(speaks_chinese("ui/src/a.ts", "const a = '保存';").len(), 1);
    assert!(speaks_chinese("ui/src/a.ts", "'zh-CN': '简体中文'").is_empty());
}

#[test]
fn unsaid_and_missing_words_are_seen() {
    let ids = messages("save = Save\nstate-done = Done\n");
    assert_eq!(unsaid(&ids, &literals("t('save')")).len(), 1);
    assert!(unsaid(&ids, &literals("t('save'); t(`state-${name}`)")).is_empty());
    let known = ids.into_keys().collect();
    assert_eq!(
        speechless("a.ts", "t('gone'); split('x'); t('save')", &known).len(),
        1
    );
}
