//! English and Chinese, by the system's locale or by `--lang`.

use crate::harness::{Provider, User};

/// Whether a Chinese character is there.
fn is_chinese(text: &str) -> bool {
    text.chars()
        .any(|next| ('\u{4e00}'..='\u{9fff}').contains(&next))
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
