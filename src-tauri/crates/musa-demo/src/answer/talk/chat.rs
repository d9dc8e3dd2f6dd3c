//! Owns talks as chat completions (WIRE 4.2, 4.3): the usage comes after the end, with a choice
//! that says nothing, as the relay's own document has it.

use serde_json::{Value, json};

use super::{Told, broken, json_pieces, line, now};
use crate::answer::deliver::Events;
use crate::talk::{Call, End, Source, Spoken, pieces};

fn finish(end: End) -> &'static str {
    match end {
        End::Said => "stop",
        End::Length => "length",
        End::Calls => "tool_calls",
    }
}

pub(super) fn body(told: &Told<'_>) -> Value {
    let choices: Vec<Value> = told
        .answer
        .spoken
        .iter()
        .enumerate()
        .map(|(index, spoken)| {
            json!({
                "index": index,
                "message": message(spoken),
                "logprobs": null,
                "finish_reason": finish(spoken.end),
            })
        })
        .collect();
    json!({
        "id": told.id("chatcmpl-"),
        "object": "chat.completion",
        "created": now(),
        "model": told.ask.model,
        "choices": choices,
        "usage": told.usage(),
        "system_fingerprint": null,
    })
}

fn message(spoken: &Spoken) -> Value {
    let content = (!spoken.text.is_empty() || spoken.calls.is_empty()).then_some(&spoken.text);
    let mut message = json!({"role": "assistant", "content": content});
    if !spoken.thinking.is_empty() {
        message["reasoning_content"] = json!(spoken.thinking);
    }
    if !spoken.calls.is_empty() {
        message["tool_calls"] = spoken
            .calls
            .iter()
            .map(|call| {
                json!({"id": call.id, "type": "function",
                    "function": {"name": call.name, "arguments": call.arguments.to_string()}})
            })
            .collect();
    }
    if !spoken.sources.is_empty() {
        message["annotations"] = annotations(&spoken.sources);
    }
    message
}

fn annotations(sources: &[Source]) -> Value {
    sources
        .iter()
        .map(|source| {
            json!({"type": "url_citation", "url_citation": {"url": source.url,
                "title": source.title, "start_index": source.from, "end_index": source.to}})
        })
        .collect()
}

pub(super) fn events(told: &Told<'_>) -> Events {
    let id = told.id("chatcmpl-");
    let chunk = |choices: Value| {
        json!({
            "id": id,
            "object": "chat.completion.chunk",
            "created": now(),
            "model": told.ask.model,
            "choices": choices,
        })
    };
    let say = |index: usize, delta: Value| {
        let choice = json!([{"index": index, "delta": delta, "finish_reason": null}]);
        line(&chunk(choice))
    };
    let mut lists: Vec<Vec<String>> = Vec::new();
    for (index, spoken) in told.answer.spoken.iter().enumerate() {
        let deltas = deltas(spoken).into_iter();
        lists.push(deltas.map(|delta| say(index, delta)).collect());
    }
    let ends = told
        .answer
        .spoken
        .iter()
        .enumerate()
        .map(|(index, spoken)| {
            let word = finish(spoken.end);
            line(&chunk(
                json!([{"index": index, "delta": {}, "finish_reason": word}]),
            ))
        });
    let mut ending: Vec<String> = ends.collect();
    let mut usage = chunk(json!([{"index": 0, "delta": {}}]));
    usage["usage"] = told.usage();
    ending.push(line(&usage));
    ending.push("data: [DONE]\n\n".to_owned());
    Events {
        opening: in_turns(lists),
        ending,
        error: line(&broken()),
    }
}

/// What one answer says, piece by piece.
fn deltas(spoken: &Spoken) -> Vec<Value> {
    let mut deltas = vec![json!({"role": "assistant", "content": ""})];
    let thought = pieces(&spoken.thinking).into_iter();
    deltas.extend(thought.map(|piece| json!({"reasoning_content": piece})));
    deltas.extend(
        pieces(&spoken.text)
            .into_iter()
            .map(|it| json!({"content": it})),
    );
    for (index, call) in spoken.calls.iter().enumerate() {
        deltas.extend(called(index, call));
    }
    if !spoken.sources.is_empty() {
        deltas.push(json!({"annotations": annotations(&spoken.sources)}));
    }
    deltas
}

/// A call: its name first, its arguments as they are written.
fn called(index: usize, call: &Call) -> Vec<Value> {
    let head = json!({"tool_calls": [{"index": index, "id": call.id, "type": "function",
        "function": {"name": call.name, "arguments": ""}}]});
    let more = json_pieces(&call.arguments)
        .into_iter()
        .map(|piece| json!({"tool_calls": [{"index": index, "function": {"arguments": piece}}]}));
    std::iter::once(head).chain(more).collect()
}

/// Several answers at once: one piece of each in turn.
pub(super) fn in_turns(lists: Vec<Vec<String>>) -> Vec<String> {
    let longest = lists.iter().map(Vec::len).max().unwrap_or(0);
    let mut lists: Vec<_> = lists.into_iter().map(Vec::into_iter).collect();
    let mut out = Vec::new();
    for _ in 0..longest {
        out.extend(lists.iter_mut().filter_map(Iterator::next));
    }
    out
}
