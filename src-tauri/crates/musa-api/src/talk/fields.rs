//! Small readings that all protocols share: a text that says something, token counts, a source.
//! Lenient, as everything that is read (WIRE 0): an empty text and null are nothing.

use serde_json::Value;

use super::{Citation, Tokens};
use crate::answer::json;

/// A text that is there and not empty.
pub(super) fn text<'v>(value: &'v Value, name: &str) -> Option<&'v str> {
    value.get(name)?.as_str().filter(|text| !text.is_empty())
}

/// The items of a list, or none.
pub(super) fn items<'v>(value: &'v Value, name: &str) -> impl Iterator<Item = &'v Value> {
    value
        .get(name)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

/// A small number from 0.
pub(super) fn number(value: &Value, name: &str) -> Option<u32> {
    value.get(name)?.as_u64()?.try_into().ok()
}

/// Token counts of chats and responses.
pub(super) fn tokens(value: &Value) -> Option<Tokens> {
    let detail = |names: [&str; 2], field: &str| {
        let found = names.iter().find_map(|name| value.get(*name)?.get(field));
        found.and_then(Value::as_u64)
    };
    let tokens = Tokens {
        usage: json::usage(value).unwrap_or_default(),
        thinking: detail(
            ["completion_tokens_details", "output_tokens_details"],
            "reasoning_tokens",
        ),
        cached: detail(
            ["prompt_tokens_details", "input_tokens_details"],
            "cached_tokens",
        ),
    };
    (tokens != Tokens::default()).then_some(tokens)
}

/// A source. Addresses that are not `https` are not taken over.
pub(super) fn citation(value: &Value, offset: usize) -> Option<Citation> {
    let url = text(value, "url").or_else(|| text(value, "uri"))?;
    let place = |name: &str| value.get(name)?.as_u64()?.try_into().ok();
    let range = place("start_index").zip(place("end_index"));
    let range = range.filter(|(start, end): &(usize, usize)| start < end);
    is_https(url).then(|| Citation {
        url: url.to_owned(),
        title: text(value, "title").map(str::to_owned),
        range: range.map(|(start, end)| start.saturating_add(offset)..end.saturating_add(offset)),
    })
}

/// Whether an address may be shown as a link.
pub(super) fn is_https(url: &str) -> bool {
    url.get(..8)
        .is_some_and(|head| head.eq_ignore_ascii_case("https://"))
}
