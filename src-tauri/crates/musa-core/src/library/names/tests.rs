//! Templates: what they give, what they refuse, and that nothing leads out of the folder.

use std::path::{Component, Path};

use super::{Template, TemplateError, Values};

fn values(project: Option<&str>, prompt: &str) -> Values {
    let asked_at = "2026-11-22T12:00:00Z".parse().unwrap();
    Values::new(asked_at, project, "nano-banana-2", prompt, "16:9")
}

fn filled(template: &str, project: Option<&str>, prompt: &str, seq: u64) -> String {
    Template::parse(template)
        .unwrap()
        .fill(&values(project, prompt), seq)
}

#[test]
fn the_default_template_is_what_its_text_says() {
    assert_eq!(
        Template::parse(super::DEFAULT_TEMPLATE).unwrap(),
        Template::default()
    );
    let name = Template::default().fill(&values(None, "a fox"), 12);
    assert!(name.ends_with("/musa-12"), "{name}");
    assert!(name.starts_with("2026-11-2"), "{name}");
}

#[test]
fn every_placeholder_is_filled() {
    let name = filled(
        "{project}/{model} {ratio} {prompt} {seq:4}",
        Some("Poster 3"),
        "a fox,\nred: 50% / \"wild\"",
        7,
    );
    assert_eq!(name, "Poster-3/nano-banana-2 16x9 a-fox,-red-50%-wild 0007");
    assert!(filled("{date}_{time}", None, "x", 1).starts_with("2026-11-2"));
}

#[test]
fn a_template_without_a_number_gets_one_from_the_second_on() {
    assert_eq!(filled("{prompt}", None, "fox", 1), "fox");
    assert_eq!(filled("{prompt}", None, "fox", 2), "fox-2");
}

#[test]
fn templates_that_leave_the_folder_or_cannot_be_names_are_refused() {
    use TemplateError as E;
    let reserved = |name: &str| E::Reserved(name.to_owned());
    for (text, error) in [
        ("", E::NamesNothing),
        ("  ", E::NamesNothing),
        ("{date}/", E::NamesNothing),
        ("a//b", E::NamesNothing),
        ("..", E::LeavesFolder),
        ("../{seq}", E::LeavesFolder),
        ("a/../../{seq}", E::LeavesFolder),
        ("/etc/{seq}", E::LeavesFolder),
        ("C:/{seq}", E::LeavesFolder),
        ("c:{seq}", E::LeavesFolder),
        ("\\\\server\\share", E::LeavesFolder),
        ("a\\b", E::LeavesFolder),
        ("./{seq}", E::LeavesFolder),
        (".musa/{seq}", E::Hidden),
        (".{project}", E::Hidden),
        ("a:b", E::LeavesFolder),
        ("ab:c", E::Character(':')),
        ("a?{seq}", E::Character('?')),
        ("a\u{202E}gnp", E::Character('\u{202E}')),
        ("a\0b", E::Character('\0')),
        ("a\nb", E::Character('\n')),
        ("CON", reserved("CON")),
        ("nul.{seq}", reserved("nul.{seq}")),
        ("com1/{seq}", reserved("com1")),
        ("a./{seq}", reserved("a.")),
        ("a /{seq}", reserved("a ")),
        ("{sequence}", E::Unknown("sequence".to_owned())),
        ("{seq:0}", E::Unknown("seq:0".to_owned())),
        ("{seq", E::Brace),
        ("seq}", E::Brace),
        ("{seq}/{prompt}", E::SeqInFolder),
        ("{prompt}{prompt}{prompt}", E::TooLong),
    ] {
        assert_eq!(Template::parse(text), Err(error), "{text:?}");
    }
    assert_eq!(Template::parse(&"x".repeat(191)), Err(E::TooLong));
    assert!(Template::parse(&"x".repeat(190)).is_ok());
    assert!(Template::parse("COM12/console {seq}").is_ok());
}

#[test]
fn whatever_the_user_calls_things_the_name_is_a_name() {
    let hostile = [
        "../../x",
        "/etc/passwd",
        "C:\\x",
        "a\0b",
        "\u{202E}gnp.exe",
        "🦊🦊 emoji",
        "CON",
        "aux.png",
        "trailing. . .",
        "-rf",
        "..",
        ".hidden",
        "   ",
        "\u{200B}",
        "e\u{301}",
        "夕阳下的女孩",
        "~root",
        "$(rm -rf /)",
        "a\r\nb",
        "COM¹",
        &"长".repeat(300),
        &"x".repeat(5000),
    ];
    for template in ["{project}/{prompt}-{seq}", "{prompt}", "{prompt}/{project}"] {
        for words in hostile {
            let name = filled(template, Some(words), words, 1);
            let parts: Vec<_> = Path::new(&name).components().collect();
            assert!(
                parts
                    .iter()
                    .all(|part| matches!(part, Component::Normal(_))),
                "{name:?}"
            );
            assert_eq!(parts.len(), name.split('/').count(), "{name:?}");
            for part in name.split('/') {
                assert!(part.len() <= 200, "{part:?}");
                assert!(!part.starts_with(['.', '-', ' ', '~']), "{part:?}");
                assert!(!part.ends_with(['.', ' ']), "{part:?}");
                assert!(part.chars().all(super::rules::is_allowed), "{part:?}");
                assert!(!super::is_reserved(part), "{part:?}");
            }
        }
    }
    assert_eq!(filled("{prompt}", None, "e\u{301}", 1), "é");
    assert_eq!(filled("{prompt}", None, "CON", 1), "_CON");
    assert_eq!(filled("{prompt}", None, "…/\0", 1), "…");
    assert_eq!(filled("{prompt}", None, "\u{200B}", 1), "untitled");
}

#[test]
fn a_series_is_what_surrounds_the_number() {
    let template = Template::parse("{project}/a {seq:3} b").unwrap();
    assert_eq!(
        template.series(&values(Some("p"), "x")),
        ("p/a ".to_owned(), " b".to_owned())
    );
    let unnumbered = Template::parse("{prompt}").unwrap();
    assert_eq!(
        unnumbered.series(&values(None, "fox")),
        ("fox-".to_owned(), String::new())
    );
}
