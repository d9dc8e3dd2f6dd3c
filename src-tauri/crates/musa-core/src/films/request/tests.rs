//! What is refused of a request, and what is not.

use super::{FilmSettings, StartFilm, expected, out_of_limits, refusals, tokens};
use crate::films::catalog::card;
use crate::protocol::ErrorCode;

const PRO: &str = "doubao-seedance-1-0-pro-250528";
const FAST: &str = "doubao-seedance-1-0-pro-fast-251015";
const FROM_TEXT: &str = "doubao-seedance-1-0-lite-t2v-250428";
const FROM_PICTURES: &str = "doubao-seedance-1-0-lite-i2v-250428";
const LATER: &str = "doubao-seedance-1-5-pro-251215";

fn start(model: &str) -> StartFilm {
    StartFilm {
        settings: FilmSettings {
            prompt: "a cat".to_owned(),
            model: Some(model.to_owned()),
            ..FilmSettings::default()
        },
        ..StartFilm::default()
    }
}

/// What is refused: code and field of each.
fn refused(start: &StartFilm) -> Vec<(ErrorCode, String)> {
    let model = start.settings.model.as_deref().unwrap();
    refusals(start, model, card(model))
        .into_iter()
        .map(|error| (error.code, error.field.unwrap()))
        .collect()
}

fn only(code: ErrorCode, field: &str) -> Vec<(ErrorCode, String)> {
    vec![(code, field.to_owned())]
}

#[test]
fn what_a_model_takes_is_not_refused() {
    let mut full = start(PRO);
    full.first_frame = Some("a.png".into());
    full.last_frame = Some("b.png".into());
    full.settings.ratio = Some("adaptive".to_owned());
    full.settings.resolution = Some("1080p".to_owned());
    full.settings.frames = Some(289);
    full.settings.seed = Some(-1);
    full.settings.camera_fixed = Some(true);
    assert_eq!(refused(&full), []);
    let mut own = start(LATER);
    own.settings.duration = Some(-1);
    own.settings.audio = Some(true);
    assert_eq!(refused(&own), []);
    let mut unknown = start("kling-9");
    unknown.settings.duration = Some(60);
    assert_eq!(refused(&unknown), []);
}

#[test]
fn pictures_that_do_not_go_together_are_refused_by_field() {
    let mut both = start(FROM_PICTURES);
    both.first_frame = Some("a.png".into());
    both.references = vec!["b.png".into()];
    assert_eq!(
        refused(&both),
        only(ErrorCode::FramesWithReferences, "references")
    );
    let mut lonely = start(PRO);
    lonely.last_frame = Some("a.png".into());
    assert_eq!(
        refused(&lonely),
        only(ErrorCode::FirstFrameMissing, "lastFrame")
    );
    let mut loose = start(PRO);
    loose.frames = vec!["a.png".into(), "b.png".into()];
    assert_eq!(
        refused(&loose),
        only(ErrorCode::FrameRoleMissing, "firstFrame")
    );
    loose.frames.pop();
    assert_eq!(refused(&loose), []);
}

#[test]
fn pictures_that_a_model_does_not_take_are_refused_by_field() {
    let mut frames = start(FAST);
    frames.first_frame = Some("a.png".into());
    frames.last_frame = Some("b.png".into());
    assert_eq!(
        refused(&frames),
        only(ErrorCode::FrameUnsupported, "lastFrame")
    );
    let mut text = start(FROM_TEXT);
    text.first_frame = Some("a.png".into());
    assert_eq!(
        refused(&text),
        only(ErrorCode::FrameUnsupported, "firstFrame")
    );
    let mut many = start(FROM_PICTURES);
    many.references = vec!["a.png".into(); 5];
    assert_eq!(
        refused(&many),
        only(ErrorCode::TooManyReferences, "references")
    );
    assert_eq!(
        refused(&start(FROM_PICTURES)),
        only(ErrorCode::FrameNeeded, "firstFrame")
    );
}

#[test]
fn a_prompt_may_be_missing_only_where_there_is_a_first_frame() {
    let mut empty = start(PRO);
    empty.settings.prompt = "  ".to_owned();
    assert_eq!(refused(&empty), only(ErrorCode::PromptEmpty, "prompt"));
    empty.first_frame = Some("a.png".into());
    assert_eq!(refused(&empty), []);
}

#[test]
fn values_that_a_model_does_not_have_are_refused_by_field() {
    let set = |change: fn(&mut FilmSettings)| {
        let mut asked = start(PRO);
        change(&mut asked.settings);
        refused(&asked)
    };
    let no = |field| only(ErrorCode::ValueNotAllowed, field);
    assert_eq!(set(|it| it.duration = Some(13)), no("duration"));
    assert_eq!(set(|it| it.duration = Some(1)), no("duration"));
    assert_eq!(set(|it| it.duration = Some(-1)), no("duration"));
    assert_eq!(set(|it| it.frames = Some(30)), no("frames"));
    assert_eq!(set(|it| it.frames = Some(293)), no("frames"));
    assert_eq!(set(|it| it.ratio = Some("5:4".to_owned())), no("ratio"));
    assert_eq!(
        set(|it| it.resolution = Some("4k".to_owned())),
        no("resolution")
    );
    assert_eq!(set(|it| it.seed = Some(4_294_967_296)), no("seed"));
    assert_eq!(set(|it| it.seed = Some(-2)), no("seed"));
    assert_eq!(set(|it| it.audio = Some(true)), no("audio"));
    let twice = set(|it| (it.duration, it.frames) = (Some(5), Some(29)));
    assert_eq!(twice, only(ErrorCode::DurationAndFrames, "frames"));
    let mut follows = start(PRO);
    follows.first_frame = Some("a.png".into());
    follows.settings.ratio = Some("16:9".to_owned());
    assert_eq!(refused(&follows), no("ratio"));
}

#[test]
fn pictures_are_held_against_the_limits_of_the_document() {
    assert_eq!(out_of_limits((300, 300), 1), None);
    assert_eq!(out_of_limits((6000, 2400), 29_999_999), None);
    assert_eq!(out_of_limits((299, 300), 1), Some("side"));
    assert_eq!(out_of_limits((6001, 6000), 1), Some("side"));
    assert_eq!(out_of_limits((1000, 399), 1), Some("shape"));
    assert_eq!(out_of_limits((399, 1000), 1), Some("shape"));
    assert_eq!(out_of_limits((400, 1000), 1), None);
    assert_eq!(out_of_limits((1000, 1000), 30_000_000), Some("bytes"));
}

#[test]
fn pixels_and_tokens_are_those_of_the_document() {
    let later = card(LATER).unwrap();
    let mut settings = FilmSettings::default();
    assert_eq!(expected(&settings, later, None), None);
    settings.ratio = Some("16:9".to_owned());
    assert_eq!(expected(&settings, later, None), Some((1280, 720)));
    // The document's own example: 108,900 tokens.
    settings.frames = Some(121);
    assert_eq!(tokens(&settings, later, (1280, 720)), Some(108_900));
    let pro = card(PRO).unwrap();
    let plain = FilmSettings::default();
    assert_eq!(expected(&plain, pro, None), Some((1920, 1088)));
    assert_eq!(expected(&plain, pro, Some((900, 1600))), Some((1088, 1920)));
    assert_eq!(tokens(&plain, pro, (1920, 1088)), Some(244_800));
}
