//! Owns talks as responses (WIRE 6.3, 6.4): the items of an answer, and every event of each.

mod stream;

use serde_json::{Value, json};

use super::{Told, now};
use crate::talk::{Call, End, Source};

pub(super) use stream::events;

/// One item of the output, whole.
pub(super) enum Item<'a> {
    Reasoning(&'a str),
    Search(&'a str),
    Picture(&'a super::Drawn),
    Message(&'a str, &'a [Source]),
    Call(&'a Call),
}

/// The items in their order.
pub(super) fn items<'a>(told: &'a Told<'_>) -> Vec<Item<'a>> {
    let mut items = Vec::new();
    let Some(spoken) = told.answer.spoken.first() else {
        return items;
    };
    if !spoken.thinking.is_empty() {
        items.push(Item::Reasoning(&spoken.thinking));
    }
    items.extend(told.answer.searched.as_deref().map(Item::Search));
    items.extend(told.drawn.as_ref().map(Item::Picture));
    items.extend(spoken.calls.iter().map(Item::Call));
    if !spoken.text.is_empty() || spoken.calls.is_empty() {
        items.push(Item::Message(&spoken.text, &spoken.sources));
    }
    items
}

impl Item<'_> {
    /// Its id: the same for the same question.
    pub(super) fn id(&self, told: &Told<'_>, place: usize) -> String {
        let prefix = match self {
            Self::Reasoning(_) => "rs",
            Self::Search(_) => "ws",
            Self::Picture(_) => "ig",
            Self::Message(..) => "msg",
            Self::Call(_) => "fc",
        };
        told.id(&format!("{prefix}_{place}"))
    }

    /// The item, begun or done.
    pub(super) fn value(&self, id: &str, state: &str) -> Value {
        let done = state == "completed";
        match self {
            Self::Reasoning(text) => {
                let parts: Vec<Value> = paragraphs(text)
                    .filter(|_| done)
                    .map(|it| json!({"type": "summary_text", "text": it}))
                    .collect();
                json!({"id": id, "type": "reasoning", "summary": parts})
            }
            Self::Search(query) => {
                let action = json!({"type": "search", "query": query});
                json!({"id": id, "type": "web_search_call", "status": state, "action": action})
            }
            Self::Picture(drawn) => {
                let mut item = json!({"id": id, "type": "image_generation_call", "status": state});
                if done {
                    item["result"] = json!(drawn.base64);
                    item["revised_prompt"] = json!(drawn.prompt);
                    item["output_format"] = json!("png");
                }
                item
            }
            Self::Message(text, sources) => {
                let part = part(text, sources);
                let content: Vec<Value> = Some(part).filter(|_| done).into_iter().collect();
                json!({"id": id, "type": "message", "status": state, "role": "assistant",
                    "content": content})
            }
            Self::Call(call) => {
                let arguments = if done {
                    call.arguments.to_string()
                } else {
                    String::new()
                };
                json!({"id": id, "type": "function_call", "status": state, "call_id": call.id,
                    "name": call.name, "arguments": arguments})
            }
        }
    }
}

/// The paragraphs of a thinking: each is a part of its own.
pub(super) fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    text.split("\n\n").filter(|it| !it.is_empty())
}

/// The text part of a message.
pub(super) fn part(text: &str, sources: &[Source]) -> Value {
    let notes: Vec<Value> = sources.iter().map(citation).collect();
    json!({"type": "output_text", "text": text, "annotations": notes, "logprobs": []})
}

pub(super) fn citation(source: &Source) -> Value {
    json!({"type": "url_citation", "url": source.url, "title": source.title,
        "start_index": source.from, "end_index": source.to})
}

/// The frame of a response in a state; only the last has items and usage.
pub(super) fn response(told: &Told<'_>, status: &str, output: &Value, usage: &Value) -> Value {
    let incomplete = match status {
        "incomplete" => json!({"reason": "max_output_tokens"}),
        _ => Value::Null,
    };
    json!({
        "id": told.id("resp_"),
        "object": "response",
        "created_at": now(),
        "status": status,
        "background": false,
        "error": null,
        "incomplete_details": incomplete,
        "instructions": null,
        "max_output_tokens": null,
        "model": told.ask.model,
        "output": output,
        "parallel_tool_calls": true,
        "previous_response_id": null,
        "reasoning": {"effort": null, "summary": null},
        "service_tier": "default",
        "store": false,
        "temperature": 1.0,
        "text": {"format": {"type": "text"}},
        "tool_choice": "auto",
        "tools": [],
        "top_p": 1.0,
        "truncation": "disabled",
        "usage": usage,
        "user": null,
        "metadata": {},
    })
}

/// `completed`, or `incomplete` where the tokens were used up.
pub(super) fn status(told: &Told<'_>) -> &'static str {
    match told.answer.spoken.first().map(|it| it.end) {
        Some(End::Length) => "incomplete",
        _ => "completed",
    }
}

/// The whole answer.
pub(super) fn body(told: &Told<'_>) -> Value {
    let output: Vec<Value> = items(told)
        .iter()
        .enumerate()
        .map(|(place, item)| item.value(&item.id(told, place), "completed"))
        .collect();
    response(told, status(told), &output.into(), &usage(told))
}

fn usage(told: &Told<'_>) -> Value {
    let (made, thought) = told.made();
    let asked = told.answer.asked_tokens;
    json!({
        "input_tokens": asked,
        "input_tokens_details": {"cached_tokens": 0},
        "output_tokens": made,
        "output_tokens_details": {"reasoning_tokens": thought},
        "total_tokens": asked + made,
    })
}
