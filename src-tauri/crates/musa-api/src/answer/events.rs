//! Pictures in a stream of events (WIRE 1.3), which a relay may send although JSON was asked
//! for. A partial picture is never the result.

use serde_json::Value;

use super::{ImagesAnswer, json};
use crate::error::shapes::{self, ErrorBody};
use crate::sse::{Event, events_of};

/// What a text of events holds.
pub(super) enum Found {
    /// At least one completed picture.
    Pictures(ImagesAnswer),
    /// A failure.
    Failure(ErrorBody),
    /// Events, but neither of these.
    Unfinished,
    /// No events at all.
    NoEvents,
}

/// Reads a whole text.
pub(super) fn read(body: &[u8]) -> Found {
    if memchr::memmem::find(body, b"data:").is_none() {
        return Found::NoEvents;
    }
    let mut pictures = Vec::new();
    let mut usage = None;
    let mut failure = None;
    let mut seen = 0_usize;
    for event in events_of(body) {
        let Ok(value) = serde_json::from_str::<Value>(event.data.trim()) else {
            continue;
        };
        seen += 1;
        if is_partial(&event, &value) {
            continue;
        }
        if let Some(ImagesAnswer::Pictures {
            pictures: found,
            usage: counted,
            ..
        }) = json::pictures(&value)
        {
            pictures.extend(found);
            usage = counted.or(usage);
        } else if failure.is_none() {
            failure = shapes::in_good_answer(&value).or_else(|| {
                let named = event.name.as_deref() == Some("error");
                named.then(|| shapes::of_event(&value))
            });
        }
    }
    if !pictures.is_empty() {
        return Found::Pictures(ImagesAnswer::Pictures {
            pictures,
            drafts: Vec::new(),
            text: None,
            usage,
        });
    }
    match failure {
        Some(body) => Found::Failure(body),
        None if seen > 0 => Found::Unfinished,
        None => Found::NoEvents,
    }
}

pub(super) fn is_partial(event: &Event, value: &Value) -> bool {
    let partial = |name: &str| name.ends_with("partial_image");
    event.name.as_deref().is_some_and(partial)
        || value
            .get("type")
            .and_then(Value::as_str)
            .is_some_and(partial)
        || value.get("partial_image_index").is_some()
}
