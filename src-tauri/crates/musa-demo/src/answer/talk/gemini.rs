//! Owns talks in Gemini's own format (WIRE 3.2, 3.4): thoughts are parts of their own, a call of a
//! newer model carries a signature.

use serde_json::{Value, json};

use super::Told;
use crate::answer::base64_text;
use crate::answer::deliver::Events;
use crate::answer::gemini;
use crate::talk::{End, Spoken, pieces as words};

pub(super) fn body(told: &Told<'_>) -> Value {
    let candidates: Vec<Value> = told
        .answer
        .spoken
        .iter()
        .enumerate()
        .map(|(index, spoken)| {
            let mut parts = Vec::new();
            if !spoken.thinking.is_empty() {
                parts.push(json!({"text": spoken.thinking, "thought": true}));
            }
            if !spoken.text.is_empty() || spoken.calls.is_empty() {
                parts.push(json!({"text": spoken.text}));
            }
            parts.extend(calls(told, spoken));
            let mut candidate = candidate(index, &parts.into());
            close(told, spoken, &mut candidate);
            candidate
        })
        .collect();
    let mut body = frame(told, &candidates.into());
    body["usageMetadata"] = usage(told);
    body
}

/// The pieces of a stream, each a whole answer with what is new.
pub(crate) fn pieces(told: &Told<'_>) -> Vec<String> {
    let mut out = Vec::new();
    let mut say = |index: usize, part: Value| {
        out.push(frame(told, &json!([candidate(index, &json!([part]))])));
    };
    for (index, spoken) in told.answer.spoken.iter().enumerate() {
        for piece in words(&spoken.thinking) {
            say(index, json!({"text": piece, "thought": true}));
        }
        for piece in words(&spoken.text) {
            say(index, json!({"text": piece}));
        }
        for call in calls(told, spoken) {
            say(index, call);
        }
    }
    for (index, spoken) in told.answer.spoken.iter().enumerate() {
        let mut last = candidate(index, &json!([{"text": ""}]));
        close(told, spoken, &mut last);
        let mut frame = frame(told, &json!([last]));
        frame["usageMetadata"] = usage(told);
        out.push(frame);
    }
    out.iter().map(Value::to_string).collect()
}

pub(super) fn events(told: &Told<'_>) -> Events {
    gemini::events(&pieces(told))
}

fn frame(told: &Told<'_>, candidates: &Value) -> Value {
    json!({
        "candidates": candidates,
        "modelVersion": told.ask.model,
        "responseId": told.id(""),
    })
}

fn candidate(index: usize, parts: &Value) -> Value {
    json!({"content": {"parts": parts, "role": "model"}, "index": index})
}

fn calls(told: &Told<'_>, spoken: &Spoken) -> Vec<Value> {
    let signs = told.ask.model.contains("gemini-3");
    spoken
        .calls
        .iter()
        .enumerate()
        .map(|(number, call)| {
            let mut part = json!({"functionCall": {"name": call.name, "args": call.arguments}});
            // The first of several carries it for all.
            if signs && number == 0 {
                let seal = blake3::hash(call.id.as_bytes());
                part["thoughtSignature"] = json!(base64_text(seal.as_bytes(), "", &[]));
            }
            part
        })
        .collect()
}

/// Why it ended, and the pages it names.
fn close(told: &Told<'_>, spoken: &Spoken, candidate: &mut Value) {
    candidate["finishReason"] = match spoken.end {
        End::Length => json!("MAX_TOKENS"),
        End::Said | End::Calls => json!("STOP"),
    };
    if spoken.sources.is_empty() {
        return;
    }
    let pages: Vec<Value> = spoken
        .sources
        .iter()
        .map(|it| json!({"web": {"uri": it.url, "title": it.title}}))
        .collect();
    candidate["groundingMetadata"] = json!({
        "webSearchQueries": told.answer.searched.iter().collect::<Vec<_>>(),
        "groundingChunks": pages,
    });
}

fn usage(told: &Told<'_>) -> Value {
    let (made, thought) = told.made();
    let asked = told.answer.asked_tokens;
    let mut usage = json!({
        "promptTokenCount": asked,
        "candidatesTokenCount": made - thought,
        "totalTokenCount": asked + made,
        "promptTokensDetails": [{"modality": "TEXT", "tokenCount": asked}],
    });
    if thought > 0 {
        usage["thoughtsTokenCount"] = json!(thought);
    }
    usage
}
