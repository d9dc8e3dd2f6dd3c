//! Flags of prompts, as people type them.

use super::{Settled, settle};
use crate::films::request::FilmSettings;
use crate::protocol::ErrorCode;

fn asked(prompt: &str) -> FilmSettings {
    FilmSettings {
        prompt: prompt.to_owned(),
        ..FilmSettings::default()
    }
}

fn agreed(settings: &FilmSettings) -> FilmSettings {
    match settle(settings).unwrap() {
        Settled::Agreed(settings) => settings,
        Settled::Conflict { flags, .. } => panic!("{flags:?}"),
    }
}

#[test]
fn flags_become_settings_and_leave_the_prompt() {
    let typed = "多个镜头。侦探走进房间。 --ratio 16:9 --dur 5 --cf false --WM true --rs 720p --seed 11 --fps 24";
    assert_eq!(
        agreed(&asked(typed)),
        FilmSettings {
            prompt: "多个镜头。侦探走进房间。".to_owned(),
            ratio: Some("16:9".to_owned()),
            resolution: Some("720p".to_owned()),
            duration: Some(5),
            seed: Some(11),
            camera_fixed: Some(false),
            watermark: Some(true),
            ..FilmSettings::default()
        }
    );
}

#[test]
fn a_prompt_without_flags_stays_as_it_is() {
    for prompt in ["  a cat -- and a dog\n --style noir  ", "", "16:9", "--"] {
        assert_eq!(agreed(&asked(prompt)), asked(prompt));
    }
    let middle = agreed(&asked("a cat --ratio 1:1 runs"));
    assert_eq!(middle.prompt, "a cat runs");
}

#[test]
fn a_picker_that_says_the_same_is_no_conflict() {
    let same = FilmSettings {
        ratio: Some("16:9".to_owned()),
        ..asked("a cat --ratio 16:9")
    };
    assert_eq!(agreed(&same).ratio.as_deref(), Some("16:9"));
}

#[test]
fn a_conflict_gives_both_ways_out_and_neither_has_flags() {
    let both = FilmSettings {
        ratio: Some("1:1".to_owned()),
        ..asked("a cat --ratio 16:9 --seed 7")
    };
    let Settled::Conflict {
        flags,
        pickers,
        typed,
    } = settle(&both).unwrap()
    else {
        panic!("no conflict");
    };
    assert_eq!(flags.len(), 1);
    assert_eq!(flags[0].field, "ratio");
    assert_eq!(flags[0].flag, "--ratio 16:9");
    assert_eq!(
        (flags[0].typed.as_str(), flags[0].picked.as_str()),
        ("16:9", "1:1")
    );
    assert_eq!(pickers.ratio.as_deref(), Some("1:1"));
    assert_eq!(typed.ratio.as_deref(), Some("16:9"));
    for way in [pickers, typed] {
        assert_eq!((way.prompt.as_str(), way.seed), ("a cat", Some(7)));
        assert!(matches!(settle(&way).unwrap(), Settled::Agreed(_)));
    }
}

#[test]
fn a_flag_that_cannot_be_read_is_refused_and_not_sent_to_be_ignored() {
    for (prompt, value) in [
        ("a cat --dur five", "--dur five"),
        ("a cat --ratio", "--ratio"),
        ("a cat --wm maybe", "--wm maybe"),
        ("a cat --fps 30", "--fps 30"),
        ("a cat --seed --ratio 1:1", "--seed"),
    ] {
        let refused = settle(&asked(prompt)).unwrap_err();
        assert_eq!(refused.code, ErrorCode::ValueNotAllowed, "{prompt}");
        assert_eq!(refused.field.as_deref(), Some("prompt"));
        assert_eq!(refused.args["value"], value);
    }
}
