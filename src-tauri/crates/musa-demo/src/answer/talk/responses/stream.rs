//! Owns the events of a response: `event:` and `type` say the same, numbers run through.

use serde_json::{Value, json};

use super::{Item, Told, body, citation, items, paragraphs, part, response, status};
use crate::answer::deliver::Events;
use crate::answer::talk::json_pieces;
use crate::talk::{Call, Source, pieces};

/// Events with running numbers.
#[derive(Default)]
struct Stream {
    frames: Vec<String>,
}

impl Stream {
    fn event(&mut self, kind: &str, mut fields: Value) {
        fields["type"] = json!(format!("response.{kind}"));
        fields["sequence_number"] = json!(self.frames.len());
        self.frames.push(frame(&fields));
    }

    /// An event of an item.
    fn of(&mut self, kind: &str, at: (usize, &str), mut fields: Value) {
        fields["output_index"] = json!(at.0);
        fields["item_id"] = json!(at.1);
        self.event(kind, fields);
    }
}

fn frame(fields: &Value) -> String {
    let kind = fields["type"].as_str().unwrap_or_default();
    format!("event: {kind}\ndata: {fields}\n\n")
}

/// All events of an answer. What an error puts in their place is nested and followed by a failed
/// response, as recorded (WIRE 6.4).
pub(in crate::answer::talk) fn events(told: &Told<'_>) -> Events {
    let mut stream = Stream::default();
    for kind in ["created", "in_progress"] {
        let begun = response(told, "in_progress", &json!([]), &Value::Null);
        stream.event(kind, json!({"response": begun}));
    }
    for (place, item) in items(told).iter().enumerate() {
        let id = item.id(told, place);
        let begun = item.value(&id, "in_progress");
        let added = json!({"output_index": place, "item": begun});
        stream.event("output_item.added", added);
        let at = (place, id.as_str());
        match item {
            Item::Reasoning(text) => reasoning(&mut stream, at, text),
            Item::Search(_) => {
                for kind in ["in_progress", "searching", "completed"] {
                    stream.of(&format!("web_search_call.{kind}"), at, json!({}));
                }
            }
            Item::Picture(drawn) => picture(&mut stream, at, &drawn.partials),
            Item::Message(text, sources) => message(&mut stream, at, text, sources),
            Item::Call(call) => called(&mut stream, at, call),
        }
        let done = item.value(&id, "completed");
        stream.event(
            "output_item.done",
            json!({"output_index": place, "item": done}),
        );
    }
    stream.event(status(told), json!({"response": body(told)}));
    let ending = stream.frames.pop().into_iter().collect();
    let number = stream.frames.len();
    Events {
        opening: stream.frames,
        ending,
        error: failed(told, number),
    }
}

fn failed(told: &Told<'_>, number: usize) -> String {
    let error = json!({"type": "server_error", "code": "server_error", "param": null,
        "message": "The server had an error processing your request."});
    let mut response = response(told, "failed", &json!([]), &Value::Null);
    response["error"] = json!({"code": "server_error", "message": error["message"]});
    let first = json!({"type": "error", "sequence_number": number, "error": error});
    let second = json!({"type": "response.failed", "sequence_number": number + 1,
        "response": response});
    frame(&first) + &frame(&second)
}

fn reasoning(stream: &mut Stream, at: (usize, &str), text: &str) {
    for (number, paragraph) in paragraphs(text).enumerate() {
        let part = |text: &str| json!({"summary_index": number, "part": {"type": "summary_text", "text": text}});
        stream.of("reasoning_summary_part.added", at, part(""));
        for piece in pieces(paragraph) {
            let fields = json!({"summary_index": number, "delta": piece});
            stream.of("reasoning_summary_text.delta", at, fields);
        }
        let whole = json!({"summary_index": number, "text": paragraph});
        stream.of("reasoning_summary_text.done", at, whole);
        stream.of("reasoning_summary_part.done", at, part(paragraph));
    }
}

fn picture(stream: &mut Stream, at: (usize, &str), partials: &[String]) {
    for kind in ["in_progress", "generating"] {
        stream.of(&format!("image_generation_call.{kind}"), at, json!({}));
    }
    for (number, partial) in partials.iter().enumerate() {
        let fields = json!({"partial_image_index": number, "partial_image_b64": partial});
        stream.of("image_generation_call.partial_image", at, fields);
    }
    stream.of("image_generation_call.completed", at, json!({}));
}

fn message(stream: &mut Stream, at: (usize, &str), text: &str, sources: &[Source]) {
    let added = json!({"content_index": 0, "part": part("", &[])});
    stream.of("content_part.added", at, added);
    for piece in pieces(text) {
        let fields = json!({"content_index": 0, "delta": piece, "logprobs": []});
        stream.of("output_text.delta", at, fields);
    }
    for (number, source) in sources.iter().enumerate() {
        let fields = json!({"content_index": 0, "annotation_index": number,
            "annotation": citation(source)});
        stream.of("output_text.annotation.added", at, fields);
    }
    let whole = json!({"content_index": 0, "text": text, "logprobs": []});
    stream.of("output_text.done", at, whole);
    let done = json!({"content_index": 0, "part": part(text, sources)});
    stream.of("content_part.done", at, done);
}

fn called(stream: &mut Stream, at: (usize, &str), call: &Call) {
    for piece in json_pieces(&call.arguments) {
        stream.of("function_call_arguments.delta", at, json!({"delta": piece}));
    }
    let whole = json!({"name": call.name, "arguments": call.arguments.to_string()});
    stream.of("function_call_arguments.done", at, whole);
}
