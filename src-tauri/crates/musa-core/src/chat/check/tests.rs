//! Settings that are refused, and why.

use musa_api::endpoints::delivery::Streaming;
use musa_api::endpoints::tools::ToolChoice;

use super::check;
use crate::protocol::{AnswerFormat, ChatProtocol, ChatSettings, ErrorCode};

fn settings(protocol: ChatProtocol, parameters: &[(&str, &str)]) -> ChatSettings {
    let pair = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    ChatSettings {
        model: Some("some-model".into()),
        protocol: Some(protocol),
        parameters: parameters.iter().map(pair).collect(),
        ..ChatSettings::default()
    }
}

/// Field, code and what is allowed, of each refusal.
fn refusals(settings: &ChatSettings) -> Vec<(String, ErrorCode, String)> {
    let refused = check(settings, None).unwrap_err().into_iter();
    let told = refused.map(|mut it| {
        let allowed = it.args.remove("allowed").unwrap_or_default();
        (it.field.unwrap_or_default(), it.code, allowed)
    });
    told.collect()
}

#[test]
fn a_parameter_outside_its_range_is_refused_with_its_range() {
    let typed = [
        ("temperature", "3"),
        ("n", "1.5"),
        ("reasoning_effort", "much"),
    ];
    let told = refusals(&settings(ChatProtocol::Chat, &typed));
    let fields: Vec<&str> = told.iter().map(|it| it.0.as_str()).collect();
    assert_eq!(
        fields,
        [
            "parameters.n",
            "parameters.reasoning_effort",
            "parameters.temperature"
        ]
    );
    assert!(told.iter().all(|it| it.1 == ErrorCode::ParameterInvalid));
    assert_eq!(told[2].2, "0 … 2");
    assert!(told[1].2.contains("minimal, low"));
}

#[test]
fn fields_of_another_protocol_wait_and_unknown_ones_are_refused() {
    let kept = settings(ChatProtocol::Gemini, &[("max_tokens", "5"), ("topK", "5")]);
    let chosen = check(&kept, None).unwrap();
    assert_eq!(chosen.params.iter().count(), 1);
    let told = refusals(&settings(ChatProtocol::Gemini, &[("temprature", "1")]));
    assert_eq!(told[0].0, "parameters.temprature");
    assert!(told[0].2.contains("temperature"), "{}", told[0].2);
}

#[test]
fn two_fields_that_exclude_each_other_are_refused() {
    let both = [("thinkingBudget", "128"), ("thinkingLevel", "LOW")];
    let refused = check(&settings(ChatProtocol::Gemini, &both), None).unwrap_err();
    assert_eq!(refused[0].args["with"], "thinkingBudget");
}

#[test]
fn streaming_is_a_field_like_others_and_on_unless_it_is_set() {
    let of = |typed: &[(&str, &str)]| check(&settings(ChatProtocol::Chat, typed), None);
    assert_eq!(of(&[]).unwrap().streaming, Streaming::Events);
    assert_eq!(
        of(&[("stream", "false")]).unwrap().streaming,
        Streaming::Whole
    );
    assert!(of(&[("stream", "perhaps")]).is_err());
    assert_eq!(of(&[("n", "3")]).unwrap().answers, 3);
}

#[test]
fn tools_are_a_list_of_functions_or_refused_with_the_place() {
    let with = |tools: &str, choice: &str| ChatSettings {
        tools: tools.into(),
        tool_choice: choice.into(),
        ..settings(ChatProtocol::Chat, &[])
    };
    let good = r#"[{"name":"find","parameters":{"type":"object"}},
                   {"type":"function","function":{"name":"weigh"}}]"#;
    let chosen = check(&with(good, "weigh"), None).unwrap();
    assert_eq!(chosen.tools.len(), 2);
    assert_eq!(
        chosen.tool_choice,
        Some(ToolChoice::Function("weigh".into()))
    );
    for (tools, place) in [
        ("{}", "[…]"),
        ("[]", "[…]"),
        ("nonsense", "JSON"),
        (r#"[{"name":"a b"}]"#, "[0].name"),
        (r#"[{"name":"a"},{"name":"a"}]"#, "[1].name"),
        (r#"[{"type":"web_search"}]"#, "[0].type"),
        (
            r#"[{"name":"a","parameters":{"type":"objekt"}}]"#,
            "[0].parameters/type",
        ),
    ] {
        let refused = check(&with(tools, ""), None).unwrap_err();
        assert_eq!(refused[0].code, ErrorCode::ToolsInvalid, "{tools}");
        assert_eq!(refused[0].args["reason"], place, "{tools}");
    }
    assert_eq!(refusals(&with(good, "other"))[0].0, "toolChoice");
}

#[test]
fn what_a_protocol_does_not_have_is_said_and_not_dropped() {
    let all = ChatSettings {
        system: "Be short.".into(),
        tools: r#"[{"name":"a"}]"#.into(),
        format: AnswerFormat::JsonObject,
        web_search: true,
        image_generation: true,
        ..settings(ChatProtocol::Completions, &[])
    };
    let fields: Vec<String> = refusals(&all).into_iter().map(|it| it.0).collect();
    assert_eq!(
        fields,
        ["system", "tools", "format", "webSearch", "imageGeneration"]
    );
}

#[test]
fn the_catalogue_proposes_the_protocol_and_a_model_is_needed() {
    let of = |model: &str| {
        let settings = ChatSettings {
            model: Some(model.into()),
            ..ChatSettings::default()
        };
        check(&settings, None).unwrap().protocol
    };
    assert_eq!(of("gemini-2.5-pro"), ChatProtocol::Gemini);
    assert_eq!(of("gpt-3.5-turbo-instruct"), ChatProtocol::Completions);
    assert_eq!(of("whatever"), ChatProtocol::Chat);
    let refused = check(&ChatSettings::default(), None).unwrap_err();
    assert_eq!(refused[0].code, ErrorCode::ModelMissing);
    assert_eq!(
        check(&ChatSettings::default(), Some("gpt-4o"))
            .unwrap()
            .model,
        "gpt-4o"
    );
}
