//! Owns a stream of pictures on the images routes: partial pictures, then the results (WIRE 1.3).

use std::fmt::Write;

use serde_json::json;

use super::deliver::Events;
use super::{besides, now};
use crate::request::Endpoint;
use crate::rules::Order;

/// What the events of an endpoint are called.
fn family(endpoint: Endpoint) -> &'static str {
    match endpoint {
        Endpoint::Edits => "image_edit",
        _ => "image_generation",
    }
}

/// OpenAI's own events: `partials` and `results` are JSON-safe base64, a list of partials for each
/// result. There is no `[DONE]`.
pub(crate) fn openai(
    endpoint: Endpoint,
    order: &Order,
    partials: &[Vec<String>],
    results: &[String],
) -> Events {
    let family = family(endpoint);
    let mut frames = Vec::new();
    for (index, result) in results.iter().enumerate() {
        let early = partials.get(index).map(Vec::as_slice).unwrap_or_default();
        for (number, partial) in early.iter().enumerate() {
            let own = format!("\"partial_image_index\":{number}");
            frames.push(frame(
                &format!("{family}.partial_image"),
                order,
                partial,
                &own,
            ));
        }
        let usage = besides(order)
            .into_iter()
            .find(|(name, _)| *name == "usage");
        let usage = usage.map_or(json!(null), |(_, usage)| usage);
        let own = format!("\"usage\":{usage}");
        frames.push(frame(&format!("{family}.completed"), order, result, &own));
    }
    let ending = frames.pop().into_iter().collect();
    Events {
        opening: frames,
        ending,
        error: error(),
    }
}

fn frame(kind: &str, order: &Order, base64: &str, own: &str) -> String {
    let mut text = format!(
        "event: {kind}\ndata: {{\"type\":\"{kind}\",\"b64_json\":\"{base64}\",\"created_at\":{}",
        now()
    );
    for (name, value) in besides(order) {
        if name != "usage" {
            let _ = write!(text, ",\"{name}\":{value}");
        }
    }
    text.push(',');
    text.push_str(own);
    text.push_str("}\n\n");
    text
}

/// As new-api fakes a stream when its upstream answered JSON: `image_generation.completed` even
/// for edits, addresses, several of them, no settings, and `[DONE]`.
pub(crate) fn relay(urls: &[String]) -> Events {
    let mut frames: Vec<String> = urls
        .iter()
        .map(|url| {
            let kind = "image_generation.completed";
            let data = json!({"type": kind, "url": url, "b64_json": "", "created_at": now()});
            format!("event: {kind}\ndata: {data}\n\n")
        })
        .collect();
    let mut ending: Vec<String> = frames.pop().into_iter().collect();
    ending.push("data: [DONE]\n\n".to_owned());
    Events {
        opening: frames,
        ending,
        error: error(),
    }
}

fn error() -> String {
    let data = json!({"type": "error", "error": {
        "type": "upstream_error",
        "message": "upstream request failed",
        "code": "bad_response_status_code",
        "param": null,
    }});
    format!("event: error\ndata: {data}\n\n")
}
