//! Error bodies: the thirteen shapes of WIRE 7.1, and the failures that come with status 200
//! (7.2). Owns where the words stand; what they mean is [`super::classify`]'s affair.

use std::time::Duration;

use serde_json::Value;

use super::clean;
use crate::endpoint::Received;
use crate::lift::LiftId;
use crate::sse;

/// What an error body says, whatever its shape.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ErrorBody {
    /// The provider's words, cleaned and not yet shortened.
    pub message: Option<String>,
    /// `code`, a text or a number.
    pub code: Option<String>,
    /// `type`, or Google's `status`.
    pub class: Option<String>,
    /// The field that is blamed.
    pub param: Option<String>,
    /// From the end of the message, `(request id: …)`.
    pub request_id: Option<String>,
    /// Google's `RetryInfo`, or "retry in 48.9s".
    pub retry_after: Option<Duration>,
    /// Google's `ErrorInfo.reason`, such as `API_KEY_INVALID`.
    pub reason: Option<String>,
    /// Whether it was a page for a browser.
    pub form: Form,
}

/// In what form an error came.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Form {
    /// JSON, or events.
    #[default]
    Structured,
    /// HTML.
    Page,
    /// Plain text, or nothing.
    Plain,
}

/// Reads the body of an answer that is known to be an error.
pub fn read(received: &Received) -> ErrorBody {
    let body = received.lifted.skeleton.as_slice();
    if received.is_compressed() {
        return ErrorBody {
            form: Form::Plain,
            ..ErrorBody::default()
        };
    }
    if let Some(value) = parse(body) {
        return finish(of_value(&value, 0));
    }
    let text = String::from_utf8_lossy(body);
    if clean::is_html(received.head.media_type().as_deref(), body) {
        return ErrorBody {
            message: clean::html_title(&text),
            form: Form::Page,
            ..ErrorBody::default()
        };
    }
    if let Some(found) = in_events(body) {
        return finish(found);
    }
    finish(ErrorBody {
        message: some_text(&text),
        form: Form::Plain,
        ..ErrorBody::default()
    })
}

/// The failure inside an answer with a good status, if there is one: a truthy `error`,
/// `success: false`, or a `code` that is no success together with words and without data.
pub fn in_good_answer(value: &Value) -> Option<ErrorBody> {
    let value = unwrap_array(value);
    let object = value.as_object()?;
    let error = object.get("error").is_some_and(truthy)
        || value.pointer("/response/error").is_some_and(truthy);
    let unsuccessful = object.get("success") == Some(&Value::Bool(false));
    let event = object.get("type").and_then(Value::as_str);
    let event = matches!(event, Some("error" | "upstream_error"));
    let coded = object.get("code").is_some_and(|code| !is_success(code))
        && ["message", "msg"].iter().any(|name| {
            let words = object.get(*name).and_then(Value::as_str);
            words.is_some_and(|words| !words.is_empty())
        })
        && !object.get("data").is_some_and(truthy);
    (error || unsuccessful || event || coded).then(|| finish(of_value(value, 0)))
}

/// The failure in a text of events, also after padding (WIRE 7.2).
pub fn in_events(body: &[u8]) -> Option<ErrorBody> {
    memchr::memmem::find(body, b"data:")?;
    sse::events_of(body).iter().find_map(|event| {
        let value: Value = serde_json::from_str(event.data.trim()).ok()?;
        let named = event.name.as_deref() == Some("error");
        in_good_answer(&value).or_else(|| named.then(|| of_event(&value)))
    })
}

/// The failure that an event named `error` tells.
pub fn of_event(value: &Value) -> ErrorBody {
    finish(of_value(value, 0))
}

/// A body as JSON, white space and a byte order mark before it forgiven.
pub fn parse(body: &[u8]) -> Option<Value> {
    let body = body.trim_ascii_start();
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    let value: Value = serde_json::from_slice(body).ok()?;
    (value.is_object() || value.is_array()).then_some(value)
}

fn of_value(value: &Value, depth: usize) -> ErrorBody {
    let value = unwrap_array(value);
    let nested = value.pointer("/response/error").filter(|v| v.is_object());
    let error = value.get("error").filter(|v| v.is_object()).or(nested);
    let inner = error.unwrap_or(value);
    let mut body = ErrorBody {
        message: message(value, inner),
        code: word(inner, &["code", "error_name", "error_code"]),
        class: word(inner, &["type", "status"]),
        param: word(inner, &["param"]),
        retry_after: retry_info(inner),
        reason: detail(inner, "reason").and_then(some_word),
        ..ErrorBody::default()
    };
    if let Some(Value::Array(details)) = value.get("detail") {
        body.message = fastapi(details);
        body.param = details.first().and_then(location);
    }
    unwrap_message(body, depth)
}

/// A message that is itself JSON text is the error of a server behind this one.
fn unwrap_message(mut body: ErrorBody, depth: usize) -> ErrorBody {
    let inner = body.message.as_deref().map(str::trim);
    let inner = inner.filter(|text| depth < 3 && text.starts_with(['{', '[']));
    let Some(value) = inner.and_then(|text| serde_json::from_str::<Value>(text).ok()) else {
        return body;
    };
    let inner = of_value(&value, depth + 1);
    if inner.message.is_some() {
        body.message = inner.message;
    }
    body.code = inner.code.or(body.code);
    body.class = inner.class.or(body.class);
    body.param = inner.param.or(body.param);
    body.reason = inner.reason.or(body.reason);
    body.retry_after = body.retry_after.or(inner.retry_after);
    body
}

fn message(value: &Value, inner: &Value) -> Option<String> {
    let places = [
        value.pointer("/error/message"),
        value.get("error"),
        value.get("message"),
        value.get("msg"),
        value.get("detail"),
        value.get("err"),
        value.get("error_msg"),
        value.pointer("/response/error/message"),
        value.pointer("/header/message"),
        inner.get("localized_message"),
        value.get("error_name"),
    ];
    places.into_iter().flatten().find_map(some_word)
}

/// A text that is there and says something; a lifted one says nothing here.
fn some_word(value: &Value) -> Option<String> {
    let text = value.as_str()?;
    if text.trim().is_empty() || LiftId::from_mark(text).is_some() {
        return None;
    }
    Some(text.to_owned())
}

fn some_text(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn word(value: &Value, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| match value.get(*name)? {
        Value::Number(number) => Some(number.to_string()),
        text => some_word(text),
    })
}

fn fastapi(details: &[Value]) -> Option<String> {
    let lines: Vec<String> = details
        .iter()
        .filter_map(|detail| {
            let words = detail.get("msg")?.as_str()?;
            Some(match location(detail) {
                Some(field) => format!("{field}: {words}"),
                None => words.to_owned(),
            })
        })
        .take(20)
        .collect();
    (!lines.is_empty()).then(|| lines.join("; "))
}

fn location(detail: &Value) -> Option<String> {
    let path = detail.get("loc")?.as_array()?;
    path.iter().rev().find_map(some_word)
}

fn detail<'a>(error: &'a Value, name: &str) -> Option<&'a Value> {
    let details = error.get("details")?.as_array()?;
    details.iter().find_map(|detail| detail.get(name))
}

fn retry_info(error: &Value) -> Option<Duration> {
    let delay = detail(error, "retryDelay")?.as_str()?;
    seconds(delay.trim().trim_end_matches('s'))
}

/// "… retry in 48.9s", as Google's messages end.
fn retry_in(message: &str) -> Option<Duration> {
    let lower = message.to_ascii_lowercase();
    let from = lower.find("retry in ")? + "retry in ".len();
    let number: &str = lower[from..]
        .split(|c: char| !c.is_ascii_digit() && c != '.')
        .next()?;
    let unit = &lower[from + number.len()..];
    let scale = if unit.starts_with("ms") { 0.001 } else { 1.0 };
    Duration::try_from_secs_f64(number.trim_end_matches('.').parse::<f64>().ok()? * scale).ok()
}

fn seconds(text: &str) -> Option<Duration> {
    Duration::try_from_secs_f64(text.parse().ok()?).ok()
}

/// `(request id: 2026…)` as new-api and its relatives end their messages.
fn request_id(message: &str) -> Option<String> {
    let lower = message.to_ascii_lowercase();
    let at = lower.rfind("request id:")? + "request id:".len();
    let rest = message.get(at..)?.trim_start();
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "-_".contains(c)));
    let id = &rest[..end.unwrap_or(rest.len())];
    (!id.is_empty() && id.len() <= 128).then(|| id.to_owned())
}

fn finish(mut body: ErrorBody) -> ErrorBody {
    if let Some(message) = &body.message {
        body.request_id = request_id(message);
        body.retry_after = body.retry_after.or_else(|| retry_in(message));
    }
    let texts = [
        &mut body.message,
        &mut body.code,
        &mut body.class,
        &mut body.param,
    ];
    for slot in texts {
        *slot = slot
            .take()
            .map(|text| clean::text(&text))
            .filter(|text| !text.is_empty());
    }
    body
}

fn unwrap_array(value: &Value) -> &Value {
    match value.as_array().map(Vec::as_slice) {
        Some([only]) => only,
        _ => value,
    }
}

fn truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(truth) => *truth,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(fields) => !fields.is_empty(),
    }
}

/// The codes that mean success: 0, 200, "success", "ok", true (WIRE 7.2).
fn is_success(code: &Value) -> bool {
    match code {
        Value::Null => true,
        Value::Bool(truth) => *truth,
        Value::Number(number) => matches!(number.as_i64(), Some(0 | 200)),
        Value::String(text) => matches!(
            text.to_ascii_lowercase().as_str(),
            "" | "0" | "200" | "success" | "ok" | "true"
        ),
        Value::Array(_) | Value::Object(_) => false,
    }
}
