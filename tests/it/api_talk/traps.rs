//! The traps of WIRE 12 that touch words, each by its number. Those of pictures are in `api_traps`.

use musa_api::client::Receiver;
use musa_api::endpoint::{Billing, Endpoint};
use musa_api::endpoints::chat_completions::ChatCompletions;
use musa_api::endpoints::params::{Params, Protocol, SetParamError};
use musa_api::error::{Charge, Kind};
use musa_api::retry::{Decision, decide};
use musa_api::talk::{self, Delta, FinishKind, Seal, TalkEnd};
use musa_api::turn;
use serde_json::json;

use super::{chunk, events, hear, hear_in, joined, seed, stop, text};
use crate::api_wire::{Memory, received, written};

fn refused(status: u16, body: &str) -> musa_api::error::Error {
    talk::read(&received(status, &[], body.as_bytes())).unwrap_err()
}

#[test]
fn trap_07_a_good_status_with_an_error_is_a_failure_and_padding_is_none() {
    for body in [
        r#"{"error":{"message":"upstream failed","code":"bad_response_status_code"}}"#,
        "   \n \n{\"error\":{\"message\":\"upstream failed\"}}",
        "  \n event: error\ndata:{\"error\":{\"message\":\"upstream failed\"}}",
        r#"{"success":false,"message":"upstream failed"}"#,
    ] {
        let ((_, answer), _) = hear_in(std::iter::once(body.as_bytes()));
        assert_eq!(
            answer.unwrap_err().message(),
            Some("upstream failed"),
            "{body}"
        );
    }
    let padded = format!(
        "  \n\n  {}",
        String::from_utf8(seed("chat_response.json")).unwrap()
    );
    assert!(text(&hear(&padded)).contains("Hello there"));
    let page = "<!doctype html><html><title>Console</title></html>";
    let html = talk::read(&received(
        200,
        &[("content-type", "text/html")],
        page.as_bytes(),
    ));
    assert_eq!(*html.unwrap_err().kind(), Kind::NotTheApi);
}

#[test]
fn trap_08_json_for_a_stream_and_a_stream_for_json_are_both_read() {
    let chat = ChatCompletions::default();
    for name in ["chat_stream.sse", "chat_response.json"] {
        let answer = chat.read(&received(200, &[], &seed(name))).unwrap();
        assert!(text(&answer).contains("Hello"), "{name}");
        assert_eq!(answer.end, TalkEnd::Complete);
    }
}

#[test]
fn trap_09_a_usage_chunk_after_the_end_takes_nothing_back() {
    let usage = json!({"choices": [{"index": 0, "delta": {}}], "usage": {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3}});
    let null = json!({"choices": [{"index": 0, "delta": {}, "finish_reason": null}]});
    let body = events(&[
        chunk(&json!({"content": "Yes."})),
        stop(),
        null,
        stop(),
        usage,
    ]);
    let ((deltas, answer), _) = hear_in(body.as_bytes().chunks(9));
    let answer = answer.unwrap();
    assert_eq!(
        answer.branches[0].finish.as_ref().unwrap().kind,
        FinishKind::Stop
    );
    assert_eq!(answer.end, TalkEnd::Complete);
    assert_eq!(answer.tokens.unwrap().usage.total_tokens, Some(3));
    let ends = deltas.iter().filter(|it| matches!(it, Delta::Finish(..)));
    assert_eq!(ends.count(), 1, "an end that is said twice is told once");
}

#[test]
fn trap_10_calls_without_id_or_index_are_calls() {
    let call = json!({"function": {"name": "f", "arguments": "{}"}});
    let answer = hear(&events(&[chunk(&json!({"tool_calls": [call]})), stop()]));
    let call = &answer.branches[0].calls[0];
    assert_eq!((call.id.as_str(), call.name.as_str()), ("call_0", "f"));
}

#[test]
fn trap_11_gemini_ends_without_done_and_may_say_nothing() {
    let chunk = |text: &str, finish: serde_json::Value| {
        let candidate = json!({"content": {"parts": [{"text": text}]}, "finishReason": finish});
        format!("data: {}\r\n\r\n", json!({"candidates": [candidate]}))
    };
    let answer = hear(&(chunk("Yes", json!(null)) + &chunk("", json!("STOP"))));
    assert_eq!((text(&answer), &answer.end), ("Yes", &TalkEnd::Complete));
    let empty =
        json!({"candidates": [{"content": {"role": "model"}, "finishReason": "MAX_TOKENS"}]});
    let answer = hear(&empty.to_string());
    assert_eq!(
        answer.branches[0].finish.as_ref().unwrap().kind,
        FinishKind::Length
    );
    let null = r#"{"candidates":null,"usageMetadata":{"promptTokenCount":1,"candidatesTokenCount":0,"totalTokenCount":1}}"#;
    assert_eq!(*refused(200, null).kind(), Kind::Unreadable);
    let blocked = refused(
        200,
        r#"{"promptFeedback":{"blockReason":"SAFETY","blockReasonMessage":"No."}}"#,
    );
    assert_eq!(
        (blocked.kind(), blocked.charge()),
        (&Kind::Moderation, Charge::No)
    );
    let list = r#"[{"candidates":[{"content":{"parts":[{"text":"A"}]}}]},{"candidates":[{"content":{"parts":[{"text":"B"}]},"finishReason":"STOP"}]}]"#;
    assert_eq!(text(&hear(list)), "AB");
}

#[test]
fn trap_12_a_signature_of_any_length_comes_back_as_it_was() {
    let signature = "AbC+/9j/AAAA".repeat(100_000);
    let part = json!({"functionCall": {"name": "f"}, "thoughtSignature": signature});
    let body = json!({"candidates": [{"content": {"parts": [part]}, "finishReason": "STOP"}]});
    let answer = hear(&body.to_string());
    assert!(answer.branches[0].calls[0].seal == Some(Seal::Signature(signature)));
}

#[test]
fn trap_12_the_turn_of_a_stream_keeps_every_part_as_it_came() {
    let one = json!({"candidates": [{"content": {"parts": [{"text": "Hm.", "thought": true}, {"text": "Y"}]}}]});
    let two = json!({"candidates": [{"content": {"parts": [{"text": "", "thoughtSignature": "QUJD"}]}, "finishReason": "STOP"}]});
    let body = format!("data: {one}\r\n\r\ndata: {two}\r\n\r\n");
    let turn: serde_json::Value =
        serde_json::from_slice(&turn::of_events(body.as_bytes()).unwrap()).unwrap();
    assert_eq!(
        turn,
        json!({"role": "model", "parts": [{"text": "Hm.", "thought": true}, {"text": "Y"},
        {"text": "", "thoughtSignature": "QUJD"}]})
    );
    assert_eq!(turn::of_events(b"data: [DONE]\n\n"), None);
}

#[test]
fn trap_13_thoughts_are_no_answer() {
    let parts = json!([{"text": "Hm.", "thought": true}, {"text": "Yes."}]);
    let answer = hear(
        &json!({"candidates": [{"content": {"parts": parts}, "finishReason": "STOP"}]}).to_string(),
    );
    assert_eq!(
        (text(&answer), answer.branches[0].thinking.as_str()),
        ("Yes.", "Hm.")
    );
}

#[test]
fn trap_14_a_nested_error_is_the_same_as_a_flat_one() {
    let nested =
        json!({"type": "error", "error": {"code": "rate_limit_exceeded", "message": "Slow down."}});
    let flat = json!({"type": "error", "code": "rate_limit_exceeded", "message": "Slow down.", "param": null});
    let [one, other] = [nested, flat].map(|it| {
        let ((_, answer), _) = hear_in(std::iter::once(events(&[it]).as_bytes()));
        answer.unwrap_err()
    });
    assert_eq!((one.message(), one.code()), (other.message(), other.code()));
    assert_eq!(one.message(), Some("Slow down."));
}

#[test]
fn trap_15_silence_keeps_the_words_and_is_never_asked_again() {
    let answer = hear(&events(&[chunk(&json!({"content": "The first half"}))]));
    let TalkEnd::Interrupted(error) = &answer.end else {
        panic!("{:?}", answer.end);
    };
    assert!(error.may_have_been_charged());
    assert_eq!(decide(1, error, Billing::Billable, 100), Decision::GiveUp);
    assert_eq!(
        ChatCompletions::default().request().billing,
        Billing::Billable
    );
}

#[test]
fn trap_16_and_17_and_19_words_decide_and_not_the_status() {
    let quota = refused(
        429,
        r#"{"error":{"message":"上游负载已饱和","code":"insufficient_user_quota"}}"#,
    );
    assert_eq!(*quota.kind(), Kind::Quota);
    let key = refused(
        400,
        r#"{"error":{"code":400,"message":"API key not valid.","status":"INVALID_ARGUMENT","details":[{"reason":"API_KEY_INVALID"}]}}"#,
    );
    assert!(key.is_auth());
    let bare = refused(
        500,
        r#"{"error":{"message":"","type":"","param":"","code":null}}"#,
    );
    assert_eq!(bare.message(), Some("HTTP 500"));
}

#[test]
fn trap_29_any_model_may_be_asked() {
    let chat = ChatCompletions {
        model: "nobody/has-heard:of.it@2031".to_owned(),
        ..ChatCompletions::default()
    };
    assert!(
        written(&chat.request())
            .contains(r#"{"model":"nobody/has-heard:of.it@2031","messages":[]}"#)
    );
}

#[test]
fn trap_30_the_documents_misprints_are_not_sent() {
    let mut params = Params::new();
    assert_eq!(
        params.set(Protocol::Chat, "seen", json!(1)),
        Err(SetParamError::Unknown)
    );
    params.set(Protocol::Chat, "seed", json!(1)).unwrap();
    let chat = ChatCompletions {
        model: "gpt-4o".to_owned(),
        params,
        ..ChatCompletions::default()
    };
    let text = written(&chat.request());
    assert!(
        text.ends_with(r#"{"model":"gpt-4o","messages":[],"seed":1}"#),
        "{text}"
    );
}

#[test]
fn trap_33_created_may_be_anything() {
    for created in [json!(0), json!(1.5), json!("yesterday"), json!(null)] {
        let body = json!({"created": created, "created_at": created,
            "choices": [{"message": {"content": "Yes."}, "finish_reason": "stop"}]});
        assert_eq!(text(&hear(&body.to_string())), "Yes.");
    }
}

#[test]
fn comments_names_cut_lines_and_missing_blank_lines_are_forgiven() {
    let body = ": OPENROUTER PROCESSING\n\nevent: message\ndata:{\"choices\":[{\"delta\":{\"content\":\"A\"}}]}\n\n\
        data: {\"choices\":[{\"delta\":\ndata: {\"content\":\"B\"}}]}\n\n\
        data: {\"choices\":[{\"delta\":{\"content\":\"C\"}}]}\ndata: {\"choices\":[{\"delta\":{\"content\":\"D\"},\"finish_reason\":\"stop\"}]}\ndata: [DONE]";
    let ((deltas, answer), _) = hear_in(body.as_bytes().chunks(1));
    assert_eq!(text(&answer.unwrap()), "ABCD");
    assert!(matches!(&joined(&deltas)[0], Delta::Text(_, words) if words == "ABCD"));
    let mut memory = Memory::default();
    let first = deltas.into_iter().next().unwrap();
    memory.delta(first).unwrap();
}
