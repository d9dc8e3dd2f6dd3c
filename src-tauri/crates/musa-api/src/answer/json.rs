//! The forms that pictures, tasks and failures take in JSON, lenient in what is read: unknown
//! fields everywhere, an empty text and null are the same as nothing (WIRE 0, 12.4 to 12.7).

use serde_json::Value;

use super::{AnswerPicture, ImagesAnswer, MOST_PICTURES, PictureAt, TaskId, Usage, unreadable};
use crate::endpoint::Received;
use crate::error::{Charge, Error, Kind, classify, shapes};
use crate::lift::LiftId;
use crate::lift::base64::Base64Stream;

/// More commas than this cannot be an answer; it bounds the memory of the parsed form.
const MOST_COMMAS: usize = 200_000;

/// A body as a JSON object or array; white space and a byte order mark before it are forgiven.
pub fn parse(body: &[u8]) -> Option<Value> {
    if memchr::memchr_iter(b',', body).count() > MOST_COMMAS {
        return None;
    }
    shapes::parse(body)
}

/// The JSON of an answer with a good status, whatever it says.
pub fn good(received: &Received) -> Result<Value, Error> {
    if !received.head.status.is_success() {
        return Err(Error::from_answer(received));
    }
    let body = received.lifted.skeleton.as_slice();
    if received.is_compressed() {
        return Err(unreadable(received));
    }
    if let Some(value) = parse(body) {
        return Ok(value);
    }
    let page = crate::error::clean::is_html(received.head.media_type().as_deref(), body);
    if page || shapes::in_events(body).is_some() {
        return Err(Error::from_answer(received));
    }
    Err(unreadable(received))
}

/// The failure inside an answer with a good status, if there is one.
pub fn failure(received: &Received, value: &Value) -> Option<Error> {
    shapes::in_good_answer(value).map(|body| classify::error(&received.head, &body))
}

/// All pictures of an answer, or `None` when there is not one.
pub fn pictures(value: &Value) -> Option<ImagesAnswer> {
    let pictures = found(value, 0)?;
    let pictures: Vec<_> = pictures.into_iter().take(MOST_PICTURES).collect();
    (!pictures.is_empty()).then(|| ImagesAnswer::Pictures {
        pictures,
        drafts: Vec::new(),
        text: None,
        usage: value.get("usage").and_then(usage),
    })
}

/// The task that the provider made of the request (WIRE 1.4), in any of its spellings. Only
/// meant for answers without a picture.
pub fn task(value: &Value) -> Option<TaskId> {
    let data = value.get("data");
    let named = value.get("task_id").or_else(|| data?.get("task_id"));
    let by_state = || {
        let holder = [Some(value), data]
            .into_iter()
            .flatten()
            .find(|value| waits(value))?;
        holder.get("id")
    };
    let id = named
        .and_then(id_text)
        .or_else(|| by_state().and_then(id_text))?;
    (id.len() <= 512).then_some(TaskId(id))
}

/// A readable answer without a picture, with the words that came instead of one.
pub fn no_picture(received: &Received, value: &Value) -> Error {
    let words = words(value, 0);
    let mut error = Error::of(Kind::NoPicture, Charge::Likely);
    error.status = Some(received.head.status);
    error.words.request_id = classify::request_id(&received.head);
    match words {
        Some(words) => error.with_message(&words),
        None => error,
    }
}

fn found(value: &Value, depth: usize) -> Option<Vec<AnswerPicture>> {
    let lists = ["data", "images", "results", "output", "result"];
    if depth < 4 {
        for name in lists {
            let pictures = match value.get(name) {
                Some(Value::Array(items)) => items.iter().filter_map(picture).collect(),
                Some(Value::Object(_)) => found(&value[name], depth + 1).unwrap_or_default(),
                Some(Value::String(_)) if name == "output" => {
                    picture(&value[name]).into_iter().collect()
                }
                _ => Vec::new(),
            };
            if !pictures.is_empty() {
                return Some(pictures);
            }
        }
    }
    if let Value::Array(items) = value {
        let pictures: Vec<_> = items.iter().filter_map(picture).collect();
        return (!pictures.is_empty()).then_some(pictures);
    }
    value.as_object()?;
    picture(value).map(|picture| vec![picture])
}

/// A picture that a message has attached, however it is wrapped.
pub(crate) fn attached(item: &Value) -> Option<AnswerPicture> {
    picture(item).or_else(|| picture(item.get("source")?))
}

pub(super) fn picture(item: &Value) -> Option<AnswerPicture> {
    let at = match item {
        Value::String(text) => place(text, Plain::Refuse),
        Value::Object(_) => by_name(item),
        _ => None,
    }?;
    let revised = item.get("revised_prompt").and_then(Value::as_str);
    let revised = revised.filter(|text| !text.is_empty() && LiftId::from_mark(text).is_none());
    Some(AnswerPicture {
        revised_prompt: revised.map(str::to_owned),
        ..AnswerPicture::at(at)
    })
}

fn by_name(item: &Value) -> Option<PictureAt> {
    let encoded = ["b64_json", "b64", "base64", "image_base64"];
    let addressed = ["url", "image_url", "image"];
    let text = |name: &str| {
        let value = item.get(name)?;
        value.as_str().or_else(|| value.get("url")?.as_str())
    };
    let encoded = encoded
        .iter()
        .find_map(|name| place(text(name)?, Plain::Accept));
    encoded.or_else(|| {
        addressed
            .iter()
            .find_map(|name| place(text(name)?, Plain::Refuse))
    })
}

/// Whether bare base64 without any prefix is a picture in this place.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Plain {
    Accept,
    Refuse,
}

pub(crate) fn place(text: &str, plain: Plain) -> Option<PictureAt> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    if let Some(id) = LiftId::from_mark(text) {
        return Some(PictureAt::Lifted(id));
    }
    let scheme = text
        .split(':')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    match scheme.as_str() {
        "http" | "https" => Some(PictureAt::Url(text.to_owned())),
        "data" => decode(text),
        _ if plain == Plain::Accept => decode(text),
        _ => None,
    }
}

fn decode(text: &str) -> Option<PictureAt> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let mut stream = Base64Stream::new();
    stream.push(text.as_bytes(), &mut bytes).ok()?;
    stream.finish(&mut bytes).ok()?;
    (!bytes.is_empty()).then_some(PictureAt::Inline(bytes))
}

pub(crate) fn usage(value: &Value) -> Option<Usage> {
    let number = |names: [&str; 2]| names.iter().find_map(|name| value.get(*name)?.as_u64());
    let usage = Usage {
        input_tokens: number(["input_tokens", "prompt_tokens"]),
        output_tokens: number(["output_tokens", "completion_tokens"]),
        total_tokens: number(["total_tokens", "total"]),
    };
    (usage != Usage::default()).then_some(usage)
}

fn waits(value: &Value) -> bool {
    let status = value
        .get("status")
        .and_then(Value::as_str)
        .unwrap_or_default();
    matches!(
        status.to_ascii_lowercase().as_str(),
        "queued" | "pending" | "submitted" | "not_start" | "in_progress" | "processing" | "running"
    )
}

fn id_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if LiftId::from_mark(text).is_none() => {
            let text = text.trim();
            (!text.is_empty()).then(|| text.to_owned())
        }
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The words of an answer without a picture, wherever chat-like back ends put them.
fn words(value: &Value, depth: usize) -> Option<String> {
    let text = |value: &Value| {
        let text = value.as_str()?.trim();
        (!text.is_empty() && LiftId::from_mark(text).is_none()).then(|| text.to_owned())
    };
    if depth > 6 {
        return None;
    }
    match value {
        Value::Array(items) => items
            .iter()
            .take(16)
            .find_map(|item| words(item, depth + 1)),
        Value::Object(_) => {
            let names = [
                "message",
                "text",
                "content",
                "msg",
                "revised_prompt",
                "output_text",
                "data",
                "output",
                "choices",
                "candidates",
                "parts",
            ];
            let found = names.iter().filter_map(|name| value.get(*name));
            found
                .into_iter()
                .find_map(|inner| text(inner).or_else(|| words(inner, depth + 1)))
        }
        _ => None,
    }
}
