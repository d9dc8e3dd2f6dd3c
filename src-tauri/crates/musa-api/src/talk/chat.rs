//! Reads chats and completions (WIRE 4.2, 4.3, 6.1): one chunk of a stream or a whole answer, for
//! both have the same fields. Owns the fields; the joining is [`super::state`]'s.

use serde_json::Value;

use super::fields::{citation, items, number, text, tokens};
use super::note::{Arguments, CallKey, CallNote, Note};
use super::{BranchNumber, Citation, Seal};
use crate::answer::json;

/// Whether a value is one of these.
pub(super) fn is_chat(value: &Value) -> bool {
    value.get("choices").is_some()
}

/// What a chunk or an answer says.
pub(super) fn notes(value: &Value, out: &mut Vec<Note>) {
    out.extend(text(value, "id").map(|id| Note::Id(id.to_owned())));
    out.extend(text(value, "model").map(|model| Note::Model(model.to_owned())));
    for choice in items(value, "choices") {
        let branch = BranchNumber(number(choice, "index").unwrap_or_default());
        out.push(Note::Branch(branch));
        out.extend(text(choice, "text").map(|words| Note::Text(branch, words.to_owned())));
        for spoken in ["message", "delta"]
            .iter()
            .filter_map(|name| choice.get(*name))
        {
            hear(branch, spoken, out);
        }
        let finish = text(choice, "finish_reason");
        out.extend(finish.map(|word| Note::Finish(branch, word.to_owned())));
    }
    let first = BranchNumber::default();
    let outputs = value.pointer("/media/outputs").and_then(Value::as_array);
    pictures(first, outputs.into_iter().flatten(), out);
    for url in items(value, "citations").filter_map(Value::as_str) {
        let source = Citation {
            url: url.to_owned(),
            title: None,
            range: None,
        };
        if super::fields::is_https(url) {
            out.push(Note::Citation(first, source));
        }
    }
    out.extend(value.get("usage").and_then(tokens).map(Note::Tokens));
}

fn hear(branch: BranchNumber, spoken: &Value, out: &mut Vec<Note>) {
    out.extend(thinking(spoken).map(|words| Note::Thinking(branch, words)));
    match spoken.get("content") {
        Some(Value::String(words)) if !words.is_empty() => {
            out.push(Note::Text(branch, words.clone()));
        }
        Some(Value::Array(parts)) => parts.iter().for_each(|it| part(branch, it, out)),
        _ => {}
    }
    pictures(branch, items(spoken, "images"), out);
    let refusal = text(spoken, "refusal");
    out.extend(refusal.map(|words| Note::Refusal(branch, words.to_owned())));
    for call in items(spoken, "tool_calls") {
        out.push(Note::Call(branch, called(call)));
    }
    if let Some(call) = spoken.get("function_call").filter(|it| it.is_object()) {
        let note = function(call, CallKey::Index(0));
        out.push(Note::Call(branch, note));
    }
    for note in items(spoken, "annotations") {
        let source = note.get("url_citation").unwrap_or(note);
        out.extend(citation(source, 0).map(|it| Note::Citation(branch, it)));
    }
}

/// The thinking, under the first of its names: some servers send it under two of them.
fn thinking(spoken: &Value) -> Option<String> {
    let named = ["reasoning_content", "reasoning", "thinking"];
    if let Some(words) = named.iter().find_map(|name| text(spoken, name)) {
        return Some(words.to_owned());
    }
    let details = items(spoken, "reasoning_details");
    let words: String = details
        .filter_map(|it| text(it, "text").or_else(|| text(it, "summary")))
        .collect();
    (!words.is_empty()).then_some(words)
}

fn part(branch: BranchNumber, part: &Value, out: &mut Vec<Note>) {
    if part.get("type").and_then(Value::as_str) == Some("thinking") {
        let nested = items(part, "thinking").filter_map(|it| text(it, "text"));
        let words: String = text(part, "thinking").into_iter().chain(nested).collect();
        if !words.is_empty() {
            out.push(Note::Thinking(branch, words));
        }
        return;
    }
    match part.get("text").and_then(Value::as_str) {
        Some(words) if !words.is_empty() => out.push(Note::Text(branch, words.to_owned())),
        Some(_) => {}
        None => pictures(branch, std::iter::once(part), out),
    }
}

fn pictures<'v>(branch: BranchNumber, items: impl Iterator<Item = &'v Value>, out: &mut Vec<Note>) {
    let found = items.filter_map(json::attached);
    out.extend(found.map(|picture| Note::Picture(branch, picture)));
}

fn called(call: &Value) -> CallNote {
    let key = match call.get("index").and_then(Value::as_u64) {
        Some(index) => CallKey::Index(index),
        None => CallKey::Loose,
    };
    let extra = call.get("extra_content").filter(|it| it.is_object());
    CallNote {
        id: text(call, "id").map(str::to_owned),
        seal: extra.map(|extra| Seal::Extra(extra.clone())),
        ..function(call.get("function").unwrap_or(call), key)
    }
}

fn function(function: &Value, key: CallKey) -> CallNote {
    CallNote {
        key,
        name: text(function, "name").map(str::to_owned),
        arguments: Arguments::of(function.get("arguments")),
        ..CallNote::default()
    }
}
