//! Events of responses: nothing is told twice, ids may change, searches, sources, thinking, errors.

use musa_api::error::Kind;
use musa_api::talk::{Delta, FinishKind, SearchStep, TalkEnd};
use serde_json::{Value, json};

use super::{events, hear, same_in_every_cut, text};

fn event(kind: &str, mut fields: Value) -> Value {
    fields["type"] = json!(format!("response.{kind}"));
    fields
}

fn message(id: &str, words: &str) -> Value {
    json!({"id": id, "type": "message", "role": "assistant", "content": [{"type": "output_text", "text": words,
        "annotations": [{"type": "url_citation", "url": "https://a.example/", "title": "A", "start_index": 0, "end_index": 5}]}]})
}

fn completed(output: &Value) -> Value {
    event(
        "completed",
        json!({"response": {"id": "resp_1", "object": "response", "status": "completed", "model": "m",
        "output": output, "usage": {"input_tokens": 1, "output_tokens": 2, "total_tokens": 3,
            "output_tokens_details": {"reasoning_tokens": 1}}}}),
    )
}

#[test]
fn items_are_known_by_their_place_although_their_ids_change() {
    let body = events(&[
        event(
            "created",
            json!({"response": {"id": "resp_1", "status": "in_progress"}}),
        ),
        event(
            "output_item.added",
            json!({"output_index": 0, "item": {"id": "one", "type": "message", "content": []}}),
        ),
        event(
            "output_text.delta",
            json!({"output_index": 0, "item_id": "one", "content_index": 0, "delta": "Hello"}),
        ),
        event(
            "output_text.delta",
            json!({"output_index": 0, "item_id": "two", "content_index": 0, "delta": " there"}),
        ),
        event(
            "output_text.done",
            json!({"output_index": 0, "item_id": "three", "content_index": 0, "text": "Hello there"}),
        ),
        event(
            "output_item.done",
            json!({"output_index": 0, "item": message("four", "Hello there")}),
        ),
        completed(&json!([message("five", "Hello there")])),
    ]);
    let (deltas, answer) = same_in_every_cut(body.as_bytes(), 3);
    let answer = answer.unwrap();
    assert_eq!(text(&answer), "Hello there");
    assert_eq!(answer.id.as_deref(), Some("resp_1"));
    assert_eq!(answer.branches[0].citations.len(), 1);
    let texts = deltas
        .iter()
        .filter(|it| matches!(it, Delta::Text(..)))
        .count();
    assert_eq!(texts, 1);
    assert_eq!(answer.tokens.unwrap().thinking, Some(1));
}

#[test]
fn a_stream_without_deltas_tells_its_whole_parts() {
    let call =
        json!({"type": "function_call", "call_id": "c1", "name": "f", "arguments": "{\"a\":1}"});
    let reasoning = json!({"type": "reasoning", "summary": [{"type": "summary_text", "text": "one"}, {"type": "summary_text", "text": "two"}]});
    let answer = hear(&events(&[completed(&json!([
        reasoning,
        message("m", "Said."),
        call
    ]))]));
    let branch = &answer.branches[0];
    assert_eq!(
        (branch.text.as_str(), branch.thinking.as_str()),
        ("Said.", "one\n\ntwo")
    );
    assert_eq!(
        (
            branch.calls[0].id.as_str(),
            branch.calls[0].arguments.as_str()
        ),
        ("c1", "{\"a\":1}")
    );
    assert_eq!(branch.finish.as_ref().unwrap().kind, FinishKind::Calls);
}

#[test]
fn a_call_is_joined_from_its_pieces_and_not_doubled_by_its_whole() {
    let item = |arguments: &str| json!({"type": "function_call", "call_id": "c1", "name": "f", "arguments": arguments});
    let body = events(&[
        event(
            "output_item.added",
            json!({"output_index": 1, "item": item("")}),
        ),
        event(
            "function_call_arguments.delta",
            json!({"output_index": 1, "delta": "{\"a\""}),
        ),
        event(
            "function_call_arguments.delta",
            json!({"output_index": 1, "delta": ":1}"}),
        ),
        event(
            "function_call_arguments.done",
            json!({"output_index": 1, "arguments": "{\"a\":1}"}),
        ),
        event(
            "output_item.done",
            json!({"output_index": 1, "item": item("{\"a\":1}")}),
        ),
        completed(&json!([{"type": "reasoning", "summary": []}, item("{\"a\":1}")])),
    ]);
    let (_, answer) = same_in_every_cut(body.as_bytes(), 3);
    let calls = answer.unwrap().branches.remove(0).calls;
    assert_eq!(calls.len(), 1);
    assert_eq!(calls[0].arguments, "{\"a\":1}");
}

#[test]
fn searches_are_told_step_by_step_and_sources_are_https_only() {
    let action = json!({"type": "search", "query": "tea", "queries": ["tea", "tea names"]});
    let opened = json!({"type": "web_search_call", "status": "completed", "action": {"type": "open_page", "url": "http://plain.example/"}});
    let done = json!({"type": "web_search_call", "status": "completed", "action": action});
    let words = |url: &str| json!({"annotation": {"type": "url_citation", "url": url, "title": "T", "start_index": 2, "end_index": 4}, "output_index": 2, "content_index": 0});
    let body = events(&[
        event(
            "output_item.added",
            json!({"output_index": 0, "item": {"type": "web_search_call", "status": "in_progress"}}),
        ),
        event("web_search_call.in_progress", json!({"output_index": 0})),
        event("web_search_call.searching", json!({"output_index": 0})),
        event("web_search_call.completed", json!({"output_index": 0})),
        event("output_item.done", json!({"output_index": 0, "item": done})),
        event(
            "output_item.done",
            json!({"output_index": 1, "item": opened}),
        ),
        event(
            "output_text.delta",
            json!({"output_index": 2, "content_index": 0, "delta": "A tea"}),
        ),
        event("output_text.annotation.added", words("https://b.example/")),
        event("output_text.annotation.added", words("javascript:alert(1)")),
        event("output_text.annotation.added", words("http://c.example/")),
        completed(&json!([])),
    ]);
    let (deltas, answer) = same_in_every_cut(body.as_bytes(), 5);
    let answer = answer.unwrap();
    let steps: Vec<_> = deltas
        .iter()
        .filter_map(|it| match it {
            Delta::Search(search) if search.number == 0 => Some(search.step),
            _ => None,
        })
        .collect();
    assert_eq!(steps.first(), Some(&SearchStep::Begun));
    assert!(steps.contains(&SearchStep::Searching) && steps.last() == Some(&SearchStep::Done));
    assert_eq!(answer.searches[0].queries, ["tea", "tea names"]);
    assert_eq!(answer.searches[1].page, None);
    let citations = &answer.branches[0].citations;
    assert_eq!(citations.len(), 1);
    assert_eq!(
        (citations[0].url.as_str(), citations[0].range.clone()),
        ("https://b.example/", Some(2..4))
    );
}

#[test]
fn an_answer_that_was_cut_short_is_complete_and_says_so() {
    let body = events(&[
        event(
            "output_text.delta",
            json!({"output_index": 0, "content_index": 0, "delta": "Half"}),
        ),
        event(
            "incomplete",
            json!({"response": {"status": "incomplete", "output": [],
            "incomplete_details": {"reason": "max_output_tokens"}}}),
        ),
    ]);
    let answer = hear(&body);
    assert_eq!(answer.end, TalkEnd::Complete);
    assert_eq!(
        answer.branches[0].finish.as_ref().unwrap().kind,
        FinishKind::Length
    );
}

#[test]
fn a_refusal_is_told_as_one() {
    let body = events(&[
        event(
            "refusal.delta",
            json!({"output_index": 0, "content_index": 0, "delta": "I cannot"}),
        ),
        event(
            "refusal.done",
            json!({"output_index": 0, "content_index": 0, "refusal": "I cannot do that."}),
        ),
        completed(
            &json!([{"type": "message", "content": [{"type": "refusal", "refusal": "I cannot do that."}]}]),
        ),
    ]);
    let answer = hear(&body);
    assert_eq!(answer.branches[0].refusal, "I cannot do that.");
    assert_eq!(text(&answer), "");
}

#[test]
fn a_failed_response_keeps_its_words_and_has_its_error() {
    let said = event(
        "output_text.delta",
        json!({"output_index": 0, "content_index": 0, "delta": "Half"}),
    );
    let nested = json!({"type": "error", "sequence_number": 2, "error": {"type": "server_error", "code": "server_error", "message": "It broke."}});
    let flat =
        json!({"type": "error", "code": "server_error", "message": "It broke.", "param": null});
    let failed = event(
        "failed",
        json!({"response": {"status": "failed", "error": {"code": "server_error", "message": "It broke."}}}),
    );
    for error in [nested, flat, failed] {
        let answer = hear(&events(&[said.clone(), error.clone()]));
        assert_eq!(text(&answer), "Half");
        let TalkEnd::Failed(found) = &answer.end else {
            panic!("{error}: {:?}", answer.end);
        };
        assert_eq!(found.message(), Some("It broke."), "{error}");
        let ((_, alone), _) = super::hear_in(std::iter::once(events(&[error]).as_bytes()));
        assert!(!matches!(alone.unwrap_err().kind(), Kind::Unreadable));
    }
}
