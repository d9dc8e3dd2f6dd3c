//! What the plan refuses, by field, and the calls it makes.

use super::{Fields, Plan, PlannedRoute};
use crate::catalog::{card, models};
use crate::protocol::{ErrorCode, Route, StartJob};
use crate::request::GenerateRequest;

fn start(model: &str) -> StartJob {
    StartJob {
        prompt: "a cat".into(),
        model: Some(model.into()),
        ..StartJob::default()
    }
}

fn plan(start: &StartJob) -> Result<Plan, (ErrorCode, Option<String>)> {
    let refused = |error: crate::protocol::CommandError| (error.code, error.field);
    let request = GenerateRequest::parse(start, None).map_err(refused)?;
    Plan::new(&request, card(&request.model)).map_err(refused)
}

fn with_references(model: &str, count: usize) -> StartJob {
    StartJob {
        references: vec!["r.png".into(); count],
        ..start(model)
    }
}

#[test]
fn the_issue_s_run_is_four_calls_of_one_at_2752_by_1536() {
    let start = StartJob {
        ratio: Some("16:9".into()),
        size: Some("2K".into()),
        count: Some(4),
        ..with_references("nano-banana-2", 3)
    };
    let plan = plan(&start).unwrap();
    assert_eq!(plan.calls, [1, 1, 1, 1]);
    assert!(!plan.sends_n);
    assert_eq!(plan.route, PlannedRoute::Generations);
    assert_eq!(
        plan.expected.map(|size| size.to_string()).as_deref(),
        Some("2752x1536")
    );
    let fields = Fields {
        aspect_ratio: Some("16:9".into()),
        image_size: Some("2K".into()),
        response_format: Some("b64_json".into()),
        ..Fields::default()
    };
    assert_eq!(plan.fields, fields);
}

#[test]
fn gpt_image_takes_n_and_pixels_and_never_a_response_format() {
    let start = StartJob {
        ratio: Some("3:2".into()),
        count: Some(10),
        ..start("gpt-image-1")
    };
    let plan = plan(&start).unwrap();
    assert_eq!(
        (plan.calls.as_slice(), plan.sends_n),
        ([10].as_slice(), true)
    );
    assert_eq!(
        plan.fields,
        Fields {
            size: Some("1536x1024".into()),
            ..Fields::default()
        }
    );
}

#[test]
fn a_ratio_and_a_tier_give_a_free_model_pixels_within_its_rule() {
    let ask = StartJob {
        ratio: Some("16:9".into()),
        size: Some("4K".into()),
        ..start("gpt-image-2")
    };
    let size = plan(&ask).unwrap().fields.size.unwrap();
    assert_eq!(size, "3840x2160");
    let wrong = StartJob {
        size: Some("1000x1000".into()),
        ..start("gpt-image-2")
    };
    assert_eq!(
        plan(&wrong),
        Err((ErrorCode::ValueNotAllowed, Some("size".into())))
    );
}

#[test]
fn the_route_is_the_model_s_own_unless_the_user_chose() {
    let route = |start: &StartJob| plan(start).map(|plan| plan.route);
    assert_eq!(
        route(&with_references("nano-banana", 1)),
        Ok(PlannedRoute::Generations)
    );
    assert_eq!(
        route(&with_references("gpt-image-1", 2)),
        Ok(PlannedRoute::Edits)
    );
    assert_eq!(route(&start("gpt-image-1")), Ok(PlannedRoute::Generations));
    assert_eq!(
        route(&with_references("flux-kontext-pro", 1)),
        Ok(PlannedRoute::Edits)
    );
    assert_eq!(
        route(&with_references("a-model-of-2031", 1)),
        Ok(PlannedRoute::Edits)
    );
    let chosen = StartJob {
        route: Route::Edits,
        ..start("gpt-image-1")
    };
    assert_eq!(route(&chosen), Ok(PlannedRoute::Edits));
}

#[test]
fn what_a_model_does_not_take_is_refused_by_field() {
    let refused = |start: StartJob| plan(&start).unwrap_err();
    let field = |code, name: &str| (code, Some(name.to_owned()));
    assert_eq!(
        refused(with_references("nano-banana", 4)),
        field(ErrorCode::TooManyReferences, "references")
    );
    assert_eq!(
        refused(StartJob {
            size: Some("4K".into()),
            ..start("nano-banana")
        }),
        field(ErrorCode::ValueNotAllowed, "size")
    );
    assert_eq!(
        refused(StartJob {
            ratio: Some("9:21".into()),
            ..start("nano-banana-2")
        }),
        field(ErrorCode::ValueNotAllowed, "ratio")
    );
    assert_eq!(
        refused(StartJob {
            quality: Some("high".into()),
            ..start("nano-banana")
        }),
        field(ErrorCode::ValueNotAllowed, "quality")
    );
    assert_eq!(
        refused(StartJob {
            mask: Some("m.png".into()),
            ..with_references("nano-banana", 1)
        }),
        field(ErrorCode::MaskUnsupported, "mask")
    );
    let jpeg = StartJob {
        background: Some("transparent".into()),
        format: Some("jpeg".into()),
        ..start("gpt-image-1")
    };
    assert_eq!(refused(jpeg), field(ErrorCode::ValueNotAllowed, "format"));
    let long = StartJob {
        prompt: "x".repeat(1001),
        ..start("dall-e-2")
    };
    assert_eq!(refused(long), field(ErrorCode::PromptTooLong, "prompt"));
}

fn tuned(fidelity: Option<&str>, moderation: Option<&str>, compression: Option<u32>) -> StartJob {
    StartJob {
        fidelity: fidelity.map(str::to_owned),
        moderation: moderation.map(str::to_owned),
        compression,
        ..StartJob::default()
    }
}

#[test]
fn finer_settings_go_where_the_wire_has_a_place_for_them_and_are_refused_elsewhere() {
    let of = |model: &str, references, tuned: &StartJob, format: &str| StartJob {
        fidelity: tuned.fidelity.clone(),
        moderation: tuned.moderation.clone(),
        compression: tuned.compression,
        format: Some(format.to_owned()),
        ..with_references(model, references)
    };
    let near = tuned(Some("HIGH"), None, Some(80));
    let fields = plan(&of("gpt-image-1", 1, &near, "jpeg")).unwrap().fields;
    assert_eq!(
        (fields.input_fidelity.as_deref(), fields.output_compression),
        (Some("high"), Some(80))
    );
    let lenient = tuned(None, Some("low"), Some(0));
    let fields = plan(&of("gpt-image-2", 0, &lenient, "webp"))
        .unwrap()
        .fields;
    assert_eq!(
        (fields.moderation.as_deref(), fields.output_compression),
        (Some("low"), Some(0))
    );
    let refused = |start: StartJob| plan(&start).unwrap_err();
    let not = |name: &str| (ErrorCode::ValueNotAllowed, Some(name.to_owned()));
    for (start, field) in [
        (of("gpt-image-1", 0, &near, "jpeg"), "fidelity"),
        (of("gpt-image-2", 1, &near, "jpeg"), "fidelity"),
        (of("gpt-image-1-mini", 1, &near, "jpeg"), "fidelity"),
        (of("gpt-image-1", 1, &lenient, "jpeg"), "moderation"),
        (of("gpt-image-1", 0, &lenient, "png"), "compression"),
        (
            of("gpt-image-1", 0, &tuned(None, None, Some(101)), "jpeg"),
            "compression",
        ),
        (
            of("flux-kontext-pro", 0, &tuned(None, None, Some(50)), "jpeg"),
            "compression",
        ),
    ] {
        assert_eq!(refused(start), not(field));
    }
    let by_gemini = StartJob {
        user: Some("studio-7".into()),
        route: Route::Gemini,
        ..start("nano-banana")
    };
    assert_eq!(refused(by_gemini), not("user"));
}

#[test]
fn an_unknown_model_gets_only_what_the_user_set() {
    let start = StartJob {
        ratio: Some("7:3".into()),
        size: Some("4K".into()),
        quality: Some("ultra".into()),
        count: Some(2),
        ..start("seedream-9")
    };
    let plan = plan(&start).unwrap();
    let fields = Fields {
        aspect_ratio: Some("7:3".into()),
        image_size: Some("4K".into()),
        quality: Some("ultra".into()),
        ..Fields::default()
    };
    assert_eq!((plan.fields, plan.calls), (fields, vec![1, 1]));
}

#[test]
fn every_choice_of_every_card_can_be_planned() {
    for card in models() {
        for ratio in card.ratios() {
            let mut sizes: Vec<Option<String>> = vec![None];
            sizes.extend(card.tiers().iter().map(|tier| Some(tier.name().to_owned())));
            for size in sizes {
                let ask = StartJob {
                    ratio: Some(ratio.to_string()),
                    size,
                    ..start(&card.id)
                };
                let plan = plan(&ask);
                assert!(plan.is_ok(), "{} {ratio}: {plan:?}", card.id);
            }
        }
    }
}

#[test]
fn a_mask_is_never_dropped_by_the_other_endpoint() {
    for model in ["gpt-image-1", "a-model-of-2031"] {
        let start = StartJob {
            mask: Some("m.png".into()),
            route: Route::Images,
            ..with_references(model, 1)
        };
        let refused = (ErrorCode::ValueNotAllowed, Some("route".to_owned()));
        assert_eq!(plan(&start).unwrap_err(), refused, "{model}");
    }
}
