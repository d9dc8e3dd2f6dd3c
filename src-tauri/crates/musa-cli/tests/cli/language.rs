//! English and Chinese, by the system's locale or by `--lang`.

use std::collections::BTreeSet;
use std::path::Path;

use crate::harness::{Provider, User};

/// Whether a Chinese character is there.
fn is_chinese(text: &str) -> bool {
    text.chars()
        .any(|next| ('\u{4e00}'..='\u{9fff}').contains(&next))
}

/// Every Rust source of the terminal, in one text.
fn sources(folder: &Path) -> String {
    let mut text = String::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            text.push_str(&sources(&path));
        } else {
            text.push_str(&std::fs::read_to_string(&path).unwrap());
        }
    }
    text
}

/// Ids that are put together from a prefix and a name.
const MADE: [&str; 4] = ["cli-state-", "cli-table-", "cli-what-", "cli-next-"];

#[test]
fn every_sentence_of_the_terminal_is_said_and_every_one_said_exists() {
    let room = Path::new(env!("CARGO_MANIFEST_DIR"));
    let source = sources(&room.join("src"));
    let locales = room.join("../musa-core/locales");
    for file in ["en.ftl", "zh-CN.ftl"] {
        let text = std::fs::read_to_string(locales.join(file)).unwrap();
        let ids: BTreeSet<&str> = text
            .lines()
            .filter_map(|line| line.split_once(" = "))
            .map(|(id, _)| id)
            .filter(|id| id.starts_with("cli-"))
            .collect();
        for id in &ids {
            let is_made = MADE.iter().any(|prefix| id.starts_with(prefix));
            assert!(
                is_made || source.contains(&format!("\"{id}\"")),
                "{file}: {id} is never said"
            );
        }
        let said = source.split('"').filter(|text| text.starts_with("cli-"));
        for id in said.filter(|id| !id.contains('{') && !id.ends_with('-')) {
            assert!(ids.contains(id), "{file}: {id} is not there");
        }
    }
}

#[test]
fn the_locale_decides_unless_an_option_does() {
    let provider = Provider::new();
    let user = User::of(&provider);
    let refused = ["generate", "", "--model", "nano-banana"];
    let made = ["generate", "一只狐狸", "--model", "nano-banana"];
    for args in [&refused[..], &made, &["jobs", "show", "0"]] {
        for (env, lang, chinese) in [
            (&[("LC_ALL", "zh_CN.UTF-8")][..], None, true),
            (
                &[("LC_ALL", ""), ("LC_MESSAGES", "zh_CN.UTF-8")],
                None,
                true,
            ),
            (&[("LC_ALL", ""), ("LANG", "zh_CN.UTF-8")], None, true),
            (
                &[("LC_ALL", "en_GB.UTF-8"), ("LANG", "zh_CN.UTF-8")],
                None,
                false,
            ),
            (&[("LC_ALL", "zh_CN.UTF-8")], Some("en"), false),
            (&[("LC_ALL", "C")], Some("zh"), true),
            (&[("LC_ALL", "C")], None, false),
        ] {
            let option: Vec<_> = lang
                .map(|lang| ["--lang", lang])
                .into_iter()
                .flatten()
                .collect();
            let ran = user.musa_with(&[args, &option[..]].concat(), env, "");
            assert_eq!(is_chinese(&ran.err), chinese, "{env:?} {lang:?} {ran:#?}");
            assert!(!ran.err.contains("cli-"), "{ran:#?}");
        }
    }
}

#[test]
fn help_and_mistakes_of_typing_follow_the_language() {
    let provider = Provider::new();
    let user = User::of(&provider);
    for args in [&["--help"][..], &["generate", "-h"], &["help", "jobs"]] {
        for (locale, chinese) in [("zh_CN.UTF-8", true), ("C", false)] {
            let ran = user.musa_with(args, &[("LC_ALL", locale)], "").must_be(0);
            assert_eq!(ran.out.contains("用法："), chinese, "{ran:#?}");
            assert_eq!(ran.out.contains("Usage:"), !chinese, "{ran:#?}");
        }
    }
    for args in [
        &["genrate"][..],
        &["generate", "x", "--nothing"],
        &["jobs", "show"],
    ] {
        let ran = user.musa_with(args, &[], "").must_be(2);
        assert!(!is_chinese(&ran.err), "{ran:#?}");
        let ran = user.musa_with(&[args, &["--lang", "zh"]].concat(), &[], "");
        assert!(is_chinese(&ran.must_be(2).err));
    }
}
