//! Tool calls in every form that servers send (WIRE 4.3.4).

use musa_api::talk::{Delta, FinishKind, Seal, ToolCall};
use serde_json::{Value, json};

use super::{chunk, events, hear, same_in_every_cut, stop};

fn pieces(pieces: &[Value]) -> Vec<ToolCall> {
    let deltas = pieces.iter().map(|it| chunk(&json!({"tool_calls": [it]})));
    let body = events(&deltas.chain([stop()]).collect::<Vec<_>>());
    let (deltas, answer) = same_in_every_cut(body.as_bytes(), 7);
    let branch = answer.unwrap().branches.remove(0);
    assert_eq!(
        branch.finish.unwrap().kind,
        FinishKind::Calls,
        "\"stop\" although there are calls"
    );
    let told: String = deltas
        .iter()
        .filter_map(|it| match it {
            Delta::Arguments { text, .. } => Some(text.as_str()),
            _ => None,
        })
        .collect();
    let whole: String = branch
        .calls
        .iter()
        .map(|it| it.arguments.as_str())
        .collect();
    assert_eq!(told.len(), whole.len(), "every piece is told");
    branch.calls
}

fn named(calls: &[ToolCall]) -> Vec<(&str, &str, &str)> {
    calls
        .iter()
        .map(|it| (it.id.as_str(), it.name.as_str(), it.arguments.as_str()))
        .collect()
}

#[test]
fn by_index_with_id_and_name_in_the_first_piece() {
    let calls = pieces(&[
        json!({"index": 0, "id": "a", "type": "function", "function": {"name": "f", "arguments": ""}}),
        json!({"index": 1, "id": "b", "type": "function", "function": {"name": "g", "arguments": ""}}),
        json!({"index": 0, "function": {"arguments": "{\"x\""}}),
        json!({"index": 1, "function": {"arguments": "{}"}}),
        json!({"index": 0, "function": {"arguments": ":1}"}}),
        json!({"index": 0, "function": {"arguments": ""}}),
    ]);
    assert_eq!(named(&calls), [("a", "f", "{\"x\":1}"), ("b", "g", "{}")]);
}

#[test]
fn without_an_index_a_new_id_or_name_begins_a_new_call() {
    let calls = pieces(&[
        json!({"id": "a", "function": {"name": "f", "arguments": "{\"x\":"}}),
        json!({"function": {"arguments": "1}"}}),
        json!({"id": "b", "function": {"name": "f", "arguments": "{}"}}),
    ]);
    assert_eq!(named(&calls), [("a", "f", "{\"x\":1}"), ("b", "f", "{}")]);
    let calls = pieces(&[
        json!({"id": "", "function": {"name": "f", "arguments": "{}"}}),
        json!({"id": "", "function": {"name": "f", "arguments": "{}"}}),
    ]);
    assert_eq!(
        named(&calls),
        [("call_0", "f", "{}"), ("call_1", "f", "{}")]
    );
}

#[test]
fn calls_that_all_have_the_index_0_are_kept_apart() {
    let calls = pieces(&[
        json!({"index": 0, "id": "a", "function": {"name": "f", "arguments": "{}"}}),
        json!({"index": 0, "id": "b", "function": {"name": "f", "arguments": "{}"}}),
    ]);
    assert_eq!(named(&calls), [("a", "f", "{}"), ("b", "f", "{}")]);
}

#[test]
fn arguments_may_be_an_object_and_the_old_form_is_a_call_too() {
    let calls =
        pieces(&[json!({"index": 0, "id": "a", "function": {"name": "f", "arguments": {"x": 1}}})]);
    assert_eq!(named(&calls), [("a", "f", "{\"x\":1}")]);
    let message = json!({"content": null, "function_call": {"name": "f", "arguments": "{}"}});
    let body = json!({"choices": [{"message": message, "finish_reason": "function_call"}]});
    let answer = hear(&body.to_string());
    assert_eq!(named(&answer.branches[0].calls), [("call_0", "f", "{}")]);
}

#[test]
fn whole_messages_and_what_has_to_go_back_unchanged() {
    let extra = json!({"google": {"thought_signature": "abc"}});
    let message = json!({"content": "", "tool_calls": [
        {"id": "a", "type": "function", "extra_content": extra, "function": {"name": "f", "arguments": "{}"}},
        {"id": "b", "type": "function", "function": {"name": "g", "arguments": "{}"}}]});
    let body = json!({"choices": [{"message": message, "finish_reason": "tool_calls"}]});
    let calls = hear(&body.to_string()).branches.remove(0).calls;
    assert_eq!(calls[0].seal, Some(Seal::Extra(extra)));
    assert_eq!(named(&calls), [("a", "f", "{}"), ("b", "g", "{}")]);
    let signature = "QUJD".repeat(5_000);
    let parts = json!([{"functionCall": {"name": "f"}, "thoughtSignature": signature},
        {"functionCall": {"name": "f", "args": {"x": 1}}}]);
    for body in [
        json!({"candidates": [{"content": {"parts": parts}, "finishReason": "STOP"}]}).to_string(),
        format!(
            "data: {}\r\n\r\n",
            json!({"candidates": [{"content": {"parts": parts}, "finishReason": "STOP"}]})
        ),
    ] {
        let calls = hear(&body).branches.remove(0).calls;
        assert!(
            calls[0].seal == Some(Seal::Signature(signature.clone())),
            "a long signature is whole"
        );
        assert_eq!(
            named(&calls),
            [("call_0", "f", "{}"), ("call_1", "f", "{\"x\":1}")]
        );
    }
}
