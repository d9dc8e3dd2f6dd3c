//! The two languages say the same things, everything has words, and no template shows through.

use std::collections::{BTreeMap, BTreeSet};

use fluent::FluentResource;
use musa_api::base_url::BaseUrl;

use super::{Language, Words};
use crate::protocol::errors::Charged;
use crate::protocol::{CallState, CommandError, ErrorCode};

/// The contract itself: every code with the arguments that its documentation promises.
const CONTRACT: &str = include_str!("../protocol/errors.rs");

fn codes() -> Vec<(ErrorCode, Vec<String>)> {
    let body = CONTRACT.split("pub enum ErrorCode {").nth(1).unwrap();
    let body = body.split("\n}").next().unwrap();
    let mut codes = Vec::new();
    let mut args = Vec::new();
    for line in body.lines().map(str::trim) {
        if let Some(doc) = line.strip_prefix("///") {
            let promised = doc.split_once("rgs: ").map_or("", |(_, names)| names);
            args.extend(promised.split('`').skip(1).step_by(2).map(str::to_owned));
        } else if let Some(name) = line.strip_suffix(',') {
            let mut kebab = String::new();
            for (index, letter) in name.char_indices() {
                if index > 0 && letter.is_uppercase() {
                    kebab.push('-');
                }
                kebab.extend(letter.to_lowercase());
            }
            let code = serde_json::from_value(kebab.into()).unwrap();
            codes.push((code, std::mem::take(&mut args)));
        }
    }
    codes
}

/// Every message, with the variables that it and its attributes use, in the order of their names.
fn messages(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages = BTreeMap::<String, BTreeSet<String>>::new();
    let mut current = String::new();
    for line in language
        .source()
        .lines()
        .filter(|line| !line.starts_with('#'))
    {
        if let Some((id, _)) = line.split_once(" =")
            && line.starts_with(|first: char| first.is_ascii_alphabetic())
        {
            current = id.to_owned();
            assert!(
                messages.insert(current.clone(), BTreeSet::new()).is_none(),
                "{id} twice"
            );
        } else if let Some((name, _)) = line.trim().split_once(" =")
            && line.trim().starts_with('.')
        {
            messages.get_mut(&current).unwrap().insert(name.to_owned());
        }
        for part in line.split('$').skip(1) {
            let name = part
                .split(|c: char| !c.is_ascii_alphanumeric())
                .next()
                .unwrap();
            messages
                .get_mut(&current)
                .unwrap()
                .insert(format!("${name}"));
        }
    }
    messages
}

#[test]
fn both_files_can_be_read_without_a_mistake() {
    for language in Language::ALL {
        let read = FluentResource::try_new(language.source().to_owned());
        assert!(
            read.is_ok(),
            "{language:?}: {:?}",
            read.err().map(|(_, mistakes)| mistakes)
        );
    }
}

#[test]
fn both_languages_have_the_same_messages_attributes_and_variables() {
    let (english, chinese) = (messages(Language::English), messages(Language::Chinese));
    assert!(english.len() > 80);
    for (id, used) in &english {
        assert_eq!(Some(used), chinese.get(id), "{id}");
    }
    assert_eq!(english.len(), chinese.len());
}

#[test]
fn every_code_has_a_sentence_and_a_next_step_in_both_languages() {
    let codes = codes();
    assert!(codes.len() > 50, "the contract could not be read");
    for language in Language::ALL {
        let words = Words::new(language);
        for (code, args) in &codes {
            for given in [true, false] {
                let mut error = CommandError::new(*code);
                for name in args.iter().filter(|_| given) {
                    error = error.arg(name, "Wert-7");
                }
                let said = words.error(&error);
                let next = said.next.expect("a next step");
                if given {
                    for text in [&said.what, &next] {
                        assert!(
                            !text.contains("{$") && !text.contains("{ $"),
                            "{code:?}: {text}"
                        );
                        assert!(!text.contains("none"), "{code:?}: {text}");
                    }
                }
                assert!(!said.what.starts_with("error-"), "{code:?} has no sentence");
                for text in [&said.what, &next] {
                    assert!(!text.contains(['!', '！']), "no exclamation marks: {text}");
                    assert!(!text.contains('\u{2068}'), "no isolation marks: {text}");
                }
            }
        }
    }
}

#[test]
fn a_sentence_uses_only_what_its_code_promises() {
    let messages = messages(Language::English);
    for (code, args) in codes() {
        let mut allowed: BTreeSet<String> = args.iter().map(|name| format!("${name}")).collect();
        if code == ErrorCode::ProviderBusy {
            allowed.extend(["$seconds".to_owned(), "$minutes".to_owned()]);
        }
        allowed.insert(".next".to_owned());
        let used = &messages[&format!("error-{}", code.name())];
        assert!(
            used.is_subset(&allowed),
            "{code:?} uses {used:?}, promised {allowed:?}"
        );
    }
}

#[test]
fn every_state_is_named_in_both_languages() {
    for language in Language::ALL {
        let words = Words::new(language);
        for state in CallState::ALL {
            assert!(!words.state(state).starts_with("state-"), "{state:?}");
        }
    }
}

#[test]
fn a_blocked_prompt_says_what_happened_what_it_cost_and_what_to_do() {
    let error = CommandError::new(ErrorCode::ProviderModeration).detail("\u{1b}[31mno\n cats");
    let said = Words::new(Language::English).error(&error);
    assert_eq!(said.what, "Blocked by the provider’s safety filter.");
    assert_eq!(said.cost.as_deref(), Some("Nothing was charged."));
    assert_eq!(
        said.next.as_deref(),
        Some("Rephrase the prompt or try another model.")
    );
    assert_eq!(said.detail.as_deref(), Some("no cats"));
    let said = Words::new(Language::Chinese).error(&error.charged(Charged::Maybe));
    assert_eq!(said.what, "被服务商的安全过滤拦下了。");
    assert_eq!(said.cost.as_deref(), Some("可能已扣费。"));
}

#[test]
fn a_refused_field_does_not_speak_of_money() {
    let said = Words::new(Language::English).error(&CommandError::new(ErrorCode::PromptEmpty));
    assert_eq!(said.cost, None);
    let lost = CommandError::new(ErrorCode::AnswerLost).charged(Charged::Maybe);
    let said = Words::new(Language::English).error(&lost);
    assert_eq!(said.cost.as_deref(), Some("It may have been charged."));
}

#[test]
fn numbers_choose_their_sentence_and_are_written_for_people() {
    let english = Words::new(Language::English);
    let chinese = Words::new(Language::Chinese);
    let many = |limit: u32| {
        CommandError::new(ErrorCode::TooManyReferences)
            .arg("limit", limit)
            .arg("given", 5)
    };
    let what = |words: &Words, error: &CommandError| words.error(error).what;
    assert_eq!(
        what(&english, &many(0)),
        "This model takes no references; you gave 5."
    );
    assert_eq!(
        what(&english, &many(1)),
        "This model takes one reference; you gave 5."
    );
    assert_eq!(
        what(&english, &many(3)),
        "This model takes 3 references; you gave 5."
    );
    assert_eq!(
        what(&chinese, &many(3)),
        "该模型最多接受 3 张参考图，你给了 5 张。"
    );
    let full = CommandError::new(ErrorCode::LibraryFull)
        .arg("path", "/media/photos")
        .arg("needed", 64_000_000)
        .arg("free", 1_200_000);
    assert!(what(&english, &full).ends_with("/media/photos: 64 MB needed, 1.2 MB free."));
    assert!(what(&chinese, &full).ends_with("需要 64 MB，剩余 1.2 MB。"));
    let wide = CommandError::new(ErrorCode::PictureTooLarge)
        .arg("name", "x.png")
        .arg("width", 100_000)
        .arg("height", 9000);
    assert!(what(&english, &wide).starts_with("“x.png” is too large: 100,000 × 9000 pixels."));
}

#[test]
fn a_busy_provider_says_when_to_come_back() {
    let words = Words::new(Language::English);
    let next = |wait: Option<u64>| {
        let mut error = CommandError::new(ErrorCode::ProviderBusy);
        error.retry_after_ms = wait;
        words.error(&error).next.unwrap()
    };
    assert_eq!(next(None), "Wait a little, then try again.");
    assert_eq!(next(Some(400)), "Try again in one second.");
    assert_eq!(next(Some(20_000)), "Try again in 20 seconds.");
    assert_eq!(next(Some(3_600_000)), "Try again in 60 minutes.");
}

#[test]
fn a_value_that_is_not_allowed_says_what_is() {
    let english = Words::new(Language::English);
    let error = CommandError::new(ErrorCode::ValueNotAllowed).arg("value", "8K");
    let listed = error
        .clone()
        .arg("allowed", "1K, 2K, 4K")
        .arg("model", "nano-banana-2");
    let said = english.error(&listed);
    assert_eq!(
        said.what,
        "nano-banana-2 does not take “8K”. It takes: 1K, 2K, 4K."
    );
    let said = english.error(
        &error
            .clone()
            .arg("allowed", "–")
            .arg("model", "nano-banana"),
    );
    assert_eq!(said.what, "nano-banana does not take “8K”.");
    assert_eq!(
        said.next.as_deref(),
        Some("Leave it out, or choose another model.")
    );
    let said = Words::new(Language::Chinese).error(&listed);
    assert_eq!(said.what, "nano-banana-2 不支持“8K”。可用：1K、2K、4K。");
}

#[test]
fn every_reason_why_there_is_no_picture_has_a_sentence_of_its_own() {
    let blocks = [
        "none",
        "prohibited",
        "blocklist",
        "recitation",
        "personal-data",
        "jailbreak",
    ];
    let empty = ["none", "too-long", "language", "signature", "malformed"];
    for language in [Language::English, Language::Chinese] {
        let words = Words::new(language);
        let mut said = std::collections::BTreeSet::new();
        for (code, reasons) in [
            (ErrorCode::ProviderModeration, blocks.as_slice()),
            (ErrorCode::AnswerWithoutPicture, empty.as_slice()),
        ] {
            for why in reasons {
                let error = words.error(&CommandError::new(code).arg("why", why));
                assert!(error.next.is_some(), "{why}");
                assert!(said.insert(error.what), "{why} says what another one says");
            }
        }
    }
}

#[test]
fn a_rule_is_said_as_a_sentence() {
    let broken = CommandError::new(ErrorCode::ValueNotAllowed)
        .arg("value", "1000x1000")
        .arg("model", "gpt-image-2");
    let says = |language, rule: &str, args: &[(&str, u32)]| {
        let rule = broken.clone().arg("rule", rule);
        let add = |error: CommandError, (name, value): &(&str, u32)| error.arg(name, value);
        Words::new(language).error(&args.iter().fold(rule, add))
    };
    let multiple = says(Language::English, "multiple", &[("limit", 16)]);
    assert_eq!(
        multiple.what,
        "gpt-image-2 does not take “1000x1000”. Both sides must be multiples of 16 px."
    );
    assert_eq!(
        multiple.next.as_deref(),
        Some("Choose the next size that fits, or 1K, 2K or 4K.")
    );
    let area = [("least", 655_360), ("most", 8_294_400)];
    assert_eq!(
        says(Language::English, "area", &area).what,
        "gpt-image-2 does not take “1000x1000”. All in all it must be 655,360 to 8,294,400 pixels."
    );
    assert_eq!(
        says(Language::Chinese, "sides", &[("limit", 3840)]).what,
        "gpt-image-2 不支持“1000x1000”。每边不能超过 3840 像素，也不能超过另一边的三倍。"
    );
}

#[test]
fn a_detail_does_not_say_the_sentence_again() {
    let words = Words::new(Language::English);
    let opaque = CommandError::new(ErrorCode::MaskWithoutAlpha).detail("No pixel is transparent.");
    assert_eq!(words.error(&opaque).detail, None);
    let quota = CommandError::new(ErrorCode::ProviderQuota);
    let same = quota
        .clone()
        .detail("there is no credit left at the provider");
    assert_eq!(words.error(&same).detail, None);
    let more = words.error(&quota.detail("no credit: 0.02 USD needed"));
    assert_eq!(more.detail.as_deref(), Some("no credit: 0.02 USD needed"));
}

#[test]
fn a_reason_makes_one_whole_sentence_and_own_words_about_the_network_another() {
    let words = Words::new(Language::English);
    let reason = BaseUrl::parse("not a url").unwrap_err();
    let error = CommandError::new(ErrorCode::AddressInvalid).arg("reason", reason);
    assert_eq!(
        words.error(&error).what,
        "This is not an address that can be used: it contains a space, a backslash or a control \
         character."
    );
    let error = CommandError::new(ErrorCode::AddressInvalid).arg("reason", "“x” is no host.");
    assert_eq!(
        words.error(&error).what,
        "This is not an address that can be used: “x” is no host."
    );
    let error = CommandError::new(ErrorCode::ProviderUnreachable);
    let said = words.error(&error.detail("no connection: it was refused"));
    assert_eq!(
        said.detail.as_deref(),
        Some("No connection: it was refused.")
    );
}

#[test]
fn technical_words_stand_beside_a_chinese_sentence_and_not_in_it() {
    let error = CommandError::new(ErrorCode::AddressInvalid).arg("reason", "the address is empty");
    let said = Words::new(Language::Chinese).error(&error);
    assert_eq!(said.what, "这个地址不能用。");
    assert_eq!(said.detail.as_deref(), Some("the address is empty"));
    let error = error.arg("reason", "“x”不是主机名。");
    let said = Words::new(Language::Chinese).error(&error);
    assert_eq!(said.what, "这个地址不能用：“x”不是主机名。");
    assert_eq!(said.detail, None);
}

#[test]
fn fields_are_named_and_references_counted_from_one() {
    let words = Words::new(Language::English);
    assert_eq!(words.field("prompt"), "Prompt");
    assert_eq!(words.field("references[1]"), "Reference 2");
    assert_eq!(words.field("baseUrl"), "Address");
    assert_eq!(words.field("something-new"), "something-new");
    assert_eq!(
        Words::new(Language::Chinese).field("references[0]"),
        "参考图 1"
    );
}

#[test]
fn names_and_numbers_are_said_as_they_are() {
    let words = Words::new(Language::English);
    let named = |name: &str| CommandError::new(ErrorCode::FileMissing).arg("name", name);
    for name in ["007", "1e3", "12345", "图.png", "none"] {
        assert_eq!(
            words.error(&named(name)).what,
            format!("There is no file “{name}”.")
        );
    }
    assert_eq!(words.say("no-such-message", &[]), "no-such-message");
}

#[test]
fn the_systems_locale_chooses_the_language() {
    for locale in ["zh_CN.UTF-8", "zh-Hans-CN", "zh_TW", "ZH", "zh.utf8"] {
        assert_eq!(Language::of_locale(locale), Language::Chinese, "{locale}");
    }
    for locale in ["en_GB.UTF-8", "C", "", "POSIX", "de_DE@euro", "zhuang"] {
        assert_eq!(Language::of_locale(locale), Language::English, "{locale}");
    }
}
