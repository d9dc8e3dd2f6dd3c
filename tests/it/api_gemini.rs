//! Gemini's own format: whole requests, several turns, answers of every kind, and the model's turn
//! cut out byte by byte.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use musa_api::answer::{ImagesAnswer, PictureAt, Usage, gemini};
use musa_api::body::steps::Steps;
use musa_api::body::{Body, Piece};
use musa_api::endpoint::{Change, Endpoint, Request};
use musa_api::endpoints::gemini_generate::{GeminiGenerate, Modalities, Turn, UserPart};
use musa_api::error::{Charge, Error, Kind, Refusal};
use musa_api::turn::{self, Cut, TurnScan};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::api_chat::{Print, png, told};
use crate::api_wire::{Memory, received_in, recording, source, written};

fn read(body: &str, step: usize) -> (Result<ImagesAnswer, Error>, Memory) {
    let (received, memory) = received_in(200, &[], body.as_bytes(), step);
    (gemini::read(&received), memory)
}

fn picture(bytes: &'static [u8]) -> UserPart {
    UserPart::Picture {
        content_type: "image/png",
        source: source(bytes),
    }
}

fn words(text: &str) -> UserPart {
    UserPart::Text(text.to_owned())
}

/// The body as it leaves.
fn sent(request: &Request) -> Vec<u8> {
    let Body::Json(pieces) = &request.body else {
        panic!("no JSON");
    };
    let steps = Steps::new(pieces.clone()).map(Result::unwrap);
    let bytes: Vec<u8> = steps.flatten().collect();
    assert_eq!(bytes.len() as u64, request.body.content_len());
    bytes
}

#[test]
fn the_documents_example() {
    let ask = GeminiGenerate {
        model: "gemini-2.5-flash-image".to_owned(),
        turns: vec![Turn::User(vec![
            picture(b"one"),
            picture(b"two"),
            words("hi"),
        ])],
        aspect_ratio: Some("3:4".to_owned()),
        ..GeminiGenerate::default()
    };
    insta::assert_snapshot!(written(&ask.request()), @r#"
    POST /v1beta/models/gemini-2.5-flash-image:generateContent
    Billable, first byte 1800s
    {"contents":[{"role":"user","parts":[{"inlineData":{"mimeType":"image/png","data":"<base64 one>"}},{"inlineData":{"mimeType":"image/png","data":"<base64 two>"}},{"text":"hi"}]}],"generationConfig":{"responseModalities":["IMAGE"],"imageConfig":{"aspectRatio":"3:4"}}}
    "#);
    let value: Value = serde_json::from_slice(&sent(&ask.request())).unwrap();
    let data = value
        .pointer("/contents/0/parts/1/inlineData/data")
        .unwrap();
    assert_eq!(data, &json!(STANDARD.encode("two")));
}

#[test]
fn further_turns_send_the_models_own_bytes() {
    let model = br#"{ "parts" : [ {"thoughtSignature":"a\/b=="} ],"role":"model"}"#;
    let ask = GeminiGenerate {
        model: "models/gemini-3-pro-image".to_owned(),
        turns: vec![
            Turn::User(vec![words("a cat \"in\" a box")]),
            Turn::Model(source(model)),
            Turn::User(vec![words("now a dog")]),
        ],
        modalities: Modalities::TextAndImage,
        image_size: Some("2K".to_owned()),
        ..GeminiGenerate::default()
    };
    insta::assert_snapshot!(written(&ask.request()), @r#"
    POST /v1beta/models/gemini-3-pro-image:generateContent
    Billable, first byte 1800s
    {"contents":[{"role":"user","parts":[{"text":"a cat \"in\" a box"}]},<raw { "parts" : [ {"thoughtSignature":"a\/b=="} ],"role":"model"}>,{"role":"user","parts":[{"text":"now a dog"}]}],"generationConfig":{"responseModalities":["TEXT","IMAGE"],"imageConfig":{"imageSize":"2K"}}}
    "#);
    let request = ask.request();
    let Body::Json(pieces) = &request.body else {
        panic!("no JSON");
    };
    assert!(
        matches!(pieces[1], Piece::Raw(_)),
        "opened when its turn comes"
    );
    serde_json::from_slice::<Value>(&sent(&request)).unwrap();
    let without = ask
        .adapt(&Change::DropField("image_size".to_owned()))
        .unwrap();
    assert_eq!(without.image_size, None);
    assert!(without.adapt(&Change::OtherArrayField).is_none());
}

#[test]
fn a_models_name_is_one_segment_of_the_path() {
    for (model, path) in [
        (
            "google/gemini 3",
            "/v1beta/models/google%2Fgemini%203:generateContent",
        ),
        ("..", "/v1beta/models/%2E%2E:generateContent"),
        ("a?b#c:d", "/v1beta/models/a%3Fb%23c%3Ad:generateContent"),
    ] {
        let ask = GeminiGenerate {
            model: model.to_owned(),
            ..GeminiGenerate::default()
        };
        assert_eq!(ask.request().path, path);
        assert!(
            ask.request().query.is_empty(),
            "the key is never in the address"
        );
    }
}

fn inline(data: &[u8]) -> Value {
    json!({"inlineData": {"mimeType": "image/png", "data": STANDARD.encode(data)}})
}

fn thought(mut part: Value) -> Value {
    part["thought"] = json!(true);
    part
}

fn answer(parts: &Value) -> Value {
    json!({
        "candidates": [{"content": {"parts": parts, "role": "model"}, "finishReason": "STOP", "index": 0}],
        "usageMetadata": {"promptTokenCount": 5, "candidatesTokenCount": 1290, "thoughtsTokenCount": 10, "totalTokenCount": 1305},
    })
}

#[test]
fn drafts_results_and_words_are_told_apart_in_both_casings() {
    let (draft, first, second) = (png(9_000), png(20_000), png(50));
    let body = answer(&json!([
        thought(json!({"text": "Let me think."})),
        thought(inline(&draft)),
        {"text": "Here "},
        inline(&first),
        {"text": "you are."},
        inline(&second),
        {"text": "", "thoughtSignature": "c2ln"},
    ]));
    let snake = body
        .to_string()
        .replace("inlineData", "inline_data")
        .replace("mimeType", "mime_type")
        .replace("finishReason", "finish_reason")
        .replace("usageMetadata", "usage_metadata")
        .replace("promptTokenCount", "prompt_token_count")
        .replace("candidatesTokenCount", "candidates_token_count")
        .replace("thoughtsTokenCount", "thoughts_token_count")
        .replace("totalTokenCount", "total_token_count");
    let events = format!("data: {body}\r\n\r\n");
    for body in [body.to_string(), snake, format!("[{body}]"), events] {
        let (found, memory) = read(&body, 1000);
        let found = found.unwrap();
        let (all, text) = told(&found, &memory);
        assert_eq!(all, [&draft, &first, &second].map(|it| Print(it.clone())));
        assert_eq!(text.as_deref(), Some("Here you are."));
        let ImagesAnswer::Pictures { drafts, usage, .. } = found else {
            unreachable!();
        };
        assert_eq!(drafts.len(), 1);
        let expected = Usage {
            input_tokens: Some(5),
            output_tokens: Some(1300),
            total_tokens: Some(1305),
        };
        assert_eq!(usage, Some(expected));
    }
}

#[test]
fn markdown_in_a_text_part_and_files_by_address_are_pictures_too() {
    let long = png(10_000);
    let url = "https://files.example/v1/abc";
    let body = answer(&json!([
        {"text": format!("Ok ![i](data:image/png;base64,{})", STANDARD.encode(&long))},
        {"fileData": {"mimeType": "image/png", "fileUri": url}},
    ]));
    let (found, memory) = read(&body.to_string(), 777);
    let (all, text) = told(&found.unwrap(), &memory);
    assert_eq!(all, [Print(url.as_bytes().to_vec()), Print(long)]);
    assert_eq!(text.as_deref(), Some("Ok"));
}

#[test]
fn only_drafts_are_no_result_and_are_not_lost() {
    let mut body = answer(&json!([thought(inline(&png(40)))]));
    body["candidates"][0]["finishReason"] = json!("MAX_TOKENS");
    let Ok(ImagesAnswer::Pictures {
        pictures, drafts, ..
    }) = read(&body.to_string(), 99).0
    else {
        panic!("the draft is lost");
    };
    assert_eq!((pictures.len(), drafts.len()), (0, 1));
    assert!(matches!(drafts[0].at, PictureAt::Inline(_)));
}

#[test]
fn every_reason_for_no_picture_has_a_kind_and_a_charge() {
    let stopped = |reason: &str, tokens: u64| {
        json!({"candidates": [{"content": {}, "finishReason": reason, "finishMessage": "It said why."}],
               "usageMetadata": {"candidatesTokenCount": tokens, "totalTokenCount": 9}})
    };
    let prompt = |reason: &str| json!({"promptFeedback": {"blockReason": reason, "blockReasonMessage": "It said why."}});
    let table = [
        (
            prompt("PROHIBITED_CONTENT"),
            Kind::Moderation,
            Charge::No,
            Some(Refusal::Prohibited),
        ),
        (
            prompt("IMAGE_SAFETY"),
            Kind::Moderation,
            Charge::No,
            Some(Refusal::Safety),
        ),
        (
            prompt("JAILBREAK"),
            Kind::Moderation,
            Charge::No,
            Some(Refusal::Jailbreak),
        ),
        (
            prompt("BLOCKLIST"),
            Kind::Moderation,
            Charge::No,
            Some(Refusal::Blocklist),
        ),
        (
            prompt("OTHER"),
            Kind::NoPicture,
            Charge::No,
            Some(Refusal::Other),
        ),
        (
            stopped("IMAGE_SAFETY", 0),
            Kind::Moderation,
            Charge::No,
            Some(Refusal::Safety),
        ),
        (
            stopped("SAFETY", 7),
            Kind::Moderation,
            Charge::Possible,
            Some(Refusal::Safety),
        ),
        (
            stopped("IMAGE_RECITATION", 0),
            Kind::Moderation,
            Charge::No,
            Some(Refusal::Recitation),
        ),
        (
            stopped("SPII", 0),
            Kind::Moderation,
            Charge::No,
            Some(Refusal::PersonalData),
        ),
        (
            stopped("NO_IMAGE", 9),
            Kind::NoPicture,
            Charge::Likely,
            Some(Refusal::NoPicture),
        ),
        (
            stopped("IMAGE_OTHER", 0),
            Kind::NoPicture,
            Charge::Likely,
            Some(Refusal::Other),
        ),
        (
            stopped("MAX_TOKENS", 0),
            Kind::NoPicture,
            Charge::Likely,
            Some(Refusal::TooLong),
        ),
        (
            stopped("MISSING_THOUGHT_SIGNATURE", 0),
            Kind::NoPicture,
            Charge::Likely,
            Some(Refusal::Signature),
        ),
        (
            stopped("LANGUAGE", 0),
            Kind::NoPicture,
            Charge::Likely,
            Some(Refusal::Language),
        ),
        (
            stopped("MALFORMED_RESPONSE", 0),
            Kind::NoPicture,
            Charge::Likely,
            Some(Refusal::Malformed),
        ),
        (
            stopped("SOMETHING_NEW", 0),
            Kind::NoPicture,
            Charge::Likely,
            None,
        ),
    ];
    for (body, kind, charge, refusal) in table {
        let error = read(&body.to_string(), 99).0.unwrap_err();
        assert_eq!((error.kind(), error.charge()), (&kind, charge), "{body}");
        assert_eq!(error.refusal(), refusal, "{body}");
        assert_eq!(error.message(), Some("It said why."), "{body}");
    }
    let words = read(&answer(&json!([{"text": "Which cat?"}])).to_string(), 99)
        .0
        .unwrap_err();
    assert_eq!(
        (words.kind(), words.charge()),
        (&Kind::NoPicture, Charge::Likely)
    );
    assert_eq!(
        (words.message(), words.refusal()),
        (Some("Which cat?"), None)
    );
}

#[test]
fn other_shapes_and_failures_at_this_route() {
    let url = json!({"data": [{"url": "https://a.example/1.png"}]});
    assert!(read(&url.to_string(), 9).0.is_ok());
    let failed = json!({"error": {"code": 429, "status": "RESOURCE_EXHAUSTED", "message": "slow"}});
    assert_eq!(
        *read(&failed.to_string(), 9).0.unwrap_err().kind(),
        Kind::RateLimited
    );
    let null = json!({"candidates": null, "usageMetadata": {"candidatesTokenCount": 0}});
    assert_eq!(
        *read(&null.to_string(), 9).0.unwrap_err().kind(),
        Kind::NoPicture
    );
    assert_eq!(
        *read("<!doctype html><p>", 9).0.unwrap_err().kind(),
        Kind::NotTheApi
    );
    let (refused, _) = received_in(
        400,
        &[],
        br#"{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT"}}"#,
        50,
    );
    assert!(gemini::read(&refused).unwrap_err().is_auth());
}

fn cut(body: &[u8], step: usize) -> (Cut, Vec<u8>) {
    let mut out = Vec::new();
    let mut scan = TurnScan::new();
    for chunk in body.chunks(step.max(1)) {
        scan.push(chunk, &mut out).unwrap();
    }
    (scan.finish(), out)
}

#[test]
fn the_models_turn_is_cut_out_verbatim_at_every_split() {
    let content = "{ \"parts\": [ {\"text\":\"a \\\"}{\\u732b\", \"thoughtSignature\" : \"x\\/y\"}, {\"thought\":true} ] ,\"role\" : \"model\" }";
    let body = format!(
        "\n {{\"note\":{{\"candidates\":[{{\"content\":{{}}}}]}},\"candidates\": [ {{\"finishReason\":\"STOP\",\"safety\":[[{{\"content\":{{}}}}]],\"content\":{content},\"index\":0}}, {{\"content\":{{\"parts\":[]}}}}]}}"
    );
    for body in [body.clone(), format!("[{body}\n,{body}]")] {
        for step in 1..body.len() {
            let (found, out) = cut(body.as_bytes(), step);
            assert_eq!(
                found,
                Cut::Whole {
                    bytes: content.len() as u64
                },
                "in steps of {step}"
            );
            assert_eq!(
                String::from_utf8(out).unwrap(),
                content,
                "in steps of {step}"
            );
        }
        let end = body.find(content).unwrap() + content.len();
        for at in 0..end {
            assert_eq!(
                cut(&body.as_bytes()[..at], 64).0,
                Cut::Missing,
                "cut at {at}"
            );
        }
    }
}

#[test]
fn a_turn_without_a_role_gets_the_models() {
    for (content, expected) in [
        (
            r#"{"parts":[{"role":"user"}]}"#,
            r#"{"parts":[{"role":"user"}],"role":"model"}"#,
        ),
        ("{ }", r#"{ "role":"model"}"#),
        (r#"{"role":"model"}"#, r#"{"role":"model"}"#),
    ] {
        let body = format!(r#"{{"candidates":[{{"content":{content}}}]}}"#);
        let (found, out) = cut(body.as_bytes(), 3);
        assert_eq!(String::from_utf8(out).unwrap(), expected);
        assert_eq!(
            found,
            Cut::Whole {
                bytes: expected.len() as u64
            }
        );
    }
}

#[test]
fn an_answer_without_a_turn_has_none() {
    let deep = format!(
        r#"{{"a":{}{}"#,
        "[".repeat(100),
        r#"{"candidates":[{"content":{}}]}"#
    );
    for body in [
        "",
        "{}",
        "[]",
        "data: {\"a\":1}\n\n",
        "<html>",
        r#"{"candidates":null}"#,
        r#"{"candidates":[]}"#,
        r#"{"candidates":[{"content":null}]}"#,
        r#"{"candidates":[{"content":"{}"}]}"#,
        r#"{"candidates":[null,{"content":{}}]}"#,
        r#"{"candidates":{"content":{}}}"#,
        r#"{"x":[{"content":{}}]}"#,
        &deep,
    ] {
        let (found, out) = cut(body.as_bytes(), 2);
        assert_eq!((found, out.len()), (Cut::Missing, 0), "{body}");
    }
}

/// The recorded answer whose signature is larger than its picture.
#[test]
fn a_recorded_signature_of_a_megabyte_goes_out_as_it_came() {
    let path = "cassettes/gemini_image_3.1-flash-lite_hugesig/00.response.json";
    let Some(body) = recording(path) else { return };
    let mut kept = Vec::new();
    let Cut::Whole { bytes } = turn::copy(body.as_slice(), &mut kept).unwrap() else {
        panic!("no turn");
    };
    assert_eq!(bytes, kept.len() as u64);
    let whole: Value = serde_json::from_slice(&body).unwrap();
    let content = whole.pointer("/candidates/0/content").unwrap();
    let signature = content.pointer("/parts/0/thoughtSignature").unwrap();
    assert_eq!(signature.as_str().unwrap().len(), 1_459_200);
    let ask = GeminiGenerate {
        model: "gemini-3.1-flash-lite-image".to_owned(),
        turns: vec![
            Turn::User(vec![words("a siamese cat")]),
            Turn::Model(source(&kept)),
            Turn::User(vec![words("with a hat")]),
        ],
        ..GeminiGenerate::default()
    };
    let again: Value = serde_json::from_slice(&sent(&ask.request())).unwrap();
    assert!(
        again["contents"][1] == *content,
        "the turn is not what came"
    );
    let (received, _) = received_in(200, &[], &body, 16 * 1024);
    assert!(
        received.lifted.skeleton.len() < 4096,
        "both long strings were lifted"
    );
    assert_eq!(received.lifted.count, 2);
}

fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        "[a-z\"\\\\{}\\[\\]:,]{0,12}".prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        Just(Value::Null),
        Just(json!("content")),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let name = prop_oneof![
            Just("content".to_owned()),
            Just("candidates".to_owned()),
            Just("role".to_owned()),
            "[a-z\"]{0,4}"
        ];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(name, inner, 0..4)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_answers_turn_is_what_serde_would_find(content in json_value(), other in json_value(), step in 1_usize..50) {
        let body = json!({"a": other, "candidates": [{"b": other, "content": content}, other], "c": other});
        let (found, out) = cut(body.to_string().as_bytes(), step);
        if content.is_object() {
            let mut expected = content;
            if expected.get("role").is_none() {
                expected["role"] = json!("model");
            }
            prop_assert_eq!(found, Cut::Whole { bytes: out.len() as u64 });
            prop_assert_eq!(serde_json::from_slice::<Value>(&out).unwrap(), expected);
        } else {
            prop_assert_eq!((found, out.len()), (Cut::Missing, 0));
        }
    }
}
