//! What an error body means: its kind, and whether it may have cost something (WIRE 7.3, 7.6).
//! Words of money are looked for first: gateways send 429 and 503 with them.

use http::StatusCode;

use self::words::{AUTH, MODERATION, NO_CHANNEL, QUOTA, RATE};
use super::shapes::{ErrorBody, Form};
use super::{Charge, Error, Kind};
use crate::transport::Head;

mod words;

/// The error for an answer with this head and body.
pub fn error(head: &Head, body: &ErrorBody) -> Error {
    let kind = kind(head, body);
    let charge = charge(head.status, &kind, body);
    let message = body.message.clone();
    let mut error = Error::of(kind, charge);
    error.status = Some(head.status);
    error.words.message = message.or_else(|| Some(format!("HTTP {}", head.status.as_u16())));
    error.words.code = body
        .code
        .clone()
        .or(body.reason.clone())
        .or(body.class.clone());
    error.words.param.clone_from(&body.param);
    error.words.form = body.form;
    error.words.request_id = body.request_id.clone().or_else(|| request_id(head));
    error.words.retry_after = body.retry_after;
    error
}

/// The provider's number of a request, from the headers where it is usually put.
pub fn request_id(head: &Head) -> Option<String> {
    let names = ["x-request-id", "x-oneapi-request-id", "cf-ray"];
    let id = names.iter().find_map(|name| head.header(name))?;
    let id = super::clean::text(id);
    (!id.is_empty() && id.len() <= 128).then_some(id)
}

/// True for the one 503 that certainly ran nowhere: the gateway found nobody to ask.
pub fn found_no_channel(error: &Error) -> bool {
    let said = format!(
        "{} {}",
        error.code().unwrap_or_default(),
        error.message().unwrap_or_default()
    );
    has(&said.to_lowercase(), NO_CHANNEL)
}

fn kind(head: &Head, body: &ErrorBody) -> Kind {
    let status = head.status;
    if status.is_redirection() {
        return Kind::Moved(moved_to(head));
    }
    let said = said(body);
    if status == StatusCode::UNAUTHORIZED {
        return Kind::Auth;
    }
    if has(&said, QUOTA) || status == StatusCode::PAYMENT_REQUIRED {
        return Kind::Quota;
    }
    if is_moderation(status, body, &said) {
        return Kind::Moderation;
    }
    if (status.is_success() || status.is_client_error()) && has(&said, AUTH) {
        return Kind::Auth;
    }
    if body.form == Form::Page && is_page_for_people(status) {
        return Kind::NotTheApi;
    }
    match status.as_u16() {
        200..300 if has(&said, RATE) => Kind::RateLimited,
        200..300 => by_code(body),
        403 => Kind::Forbidden,
        404 | 410 => Kind::NotFound,
        413 => Kind::TooLarge,
        429 => Kind::RateLimited,
        502 | 504 | 520..=527 => Kind::Gateway,
        400..500 => Kind::Invalid,
        _ => Kind::Server,
    }
}

fn is_page_for_people(status: StatusCode) -> bool {
    status.is_success() || matches!(status.as_u16(), 400 | 404 | 405)
}

fn is_moderation(status: StatusCode, body: &ErrorBody, said: &str) -> bool {
    // OpenAI also gives this type to a broken reference, then with a code of its own.
    let by_class = body.class.as_deref() == Some("image_generation_user_error")
        && body
            .code
            .as_deref()
            .is_none_or(|code| !code.starts_with("invalid"));
    by_class || status.as_u16() == 451 || has(said, MODERATION)
}

/// A failure with status 200 has its real status, if any, in `code`.
fn by_code(body: &ErrorBody) -> Kind {
    match body
        .code
        .as_deref()
        .and_then(|code| code.parse::<u16>().ok())
    {
        Some(401) => Kind::Auth,
        Some(402) => Kind::Quota,
        Some(403) => Kind::Forbidden,
        Some(404) => Kind::NotFound,
        Some(413) => Kind::TooLarge,
        Some(429) => Kind::RateLimited,
        Some(502 | 504 | 520..=527) => Kind::Gateway,
        Some(400..500) => Kind::Invalid,
        _ => match body.code.as_deref().or(body.class.as_deref()) {
            Some("invalid_request_error" | "invalid_value" | "unknown_parameter") => Kind::Invalid,
            Some("model_not_found") => Kind::NotFound,
            _ => Kind::Server,
        },
    }
}

fn charge(status: StatusCode, kind: &Kind, body: &ErrorBody) -> Charge {
    if status.is_success() {
        // A good status is often padding that went out before the work failed (WIRE 7.2), so the
        // work may have run, whatever the words say. Only three refusals are certain (7.3): the
        // key and the money are checked before anything is made, and what the safety filter
        // refuses is a reported failure without a result.
        return match kind {
            // And a web page at the address: nothing there makes pictures (WIRE 0).
            Kind::Auth | Kind::Quota | Kind::Moderation | Kind::NotTheApi => Charge::No,
            _ => Charge::Possible,
        };
    }
    match kind {
        Kind::Auth
        | Kind::Quota
        | Kind::RateLimited
        | Kind::Moderation
        | Kind::Moved(_)
        | Kind::NotTheApi => Charge::No,
        // The gateway gave up waiting for a client or for itself; the work may go on.
        _ if matches!(status.as_u16(), 408 | 499) => Charge::Possible,
        Kind::Invalid | Kind::NotFound | Kind::Forbidden | Kind::TooLarge => Charge::No,
        _ if status == StatusCode::SERVICE_UNAVAILABLE && has(&said(body), NO_CHANNEL) => {
            Charge::No
        }
        _ => Charge::Possible,
    }
}

fn said(body: &ErrorBody) -> String {
    let texts = [&body.code, &body.class, &body.reason, &body.message];
    let texts: Vec<&str> = texts.into_iter().flatten().map(String::as_str).collect();
    texts.join(" ").to_lowercase()
}

fn has(said: &str, words: &[&str]) -> bool {
    words.iter().any(|word| said.contains(word))
}

/// The host that an answer redirects to; nothing is followed.
fn moved_to(head: &Head) -> String {
    let Some(location) = head.header("location") else {
        return String::new();
    };
    match url::Url::parse(location) {
        Ok(url) => url.host_str().unwrap_or_default().to_owned(),
        Err(_) => super::clean::text(location.split(['?', '#']).next().unwrap_or_default()),
    }
}
