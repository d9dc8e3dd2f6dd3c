//! The image scheme: `musa://localhost/picture/<hash>`, `/held/<id>`, `/sent/<hash>`, each with
//! `?w=320` or `?w=768` for a small one; on Windows `http://musa.localhost/…`.
//!
//! Owns the addresses and the headers. Which bytes belong to an id, and of what type they are,
//! is the studio's to say. No address ever holds a path.

use musa_core::ids::{ContentHash, ReferenceId};
use tauri::http::{Method, Request, Response, StatusCode, Uri, header};
use tauri::{AppHandle, Manager as _, Runtime, UriSchemeResponder};

use crate::desk::Opening;

/// Its name.
pub(crate) const NAME: &str = "musa";

/// Longer than any address of ours.
const LONGEST: usize = 160;

/// What an address asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Asked {
    which: Which,
    width: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Which {
    Picture(ContentHash),
    Held(ReferenceId),
    Sent(ContentHash),
}

impl Which {
    /// A hash names its bytes for ever; what is held may go at any time.
    fn caching(&self) -> &'static str {
        match self {
            Self::Picture(_) | Self::Sent(_) => "max-age=31536000, immutable",
            Self::Held(_) => "no-store",
        }
    }
}

/// Answers the page, off the window's thread.
pub(crate) fn answer<R: Runtime>(
    app: &AppHandle<R>,
    request: &Request<Vec<u8>>,
    responder: UriSchemeResponder,
) {
    let Some(_asked) = read(request.method(), request.uri()) else {
        return responder.respond(nothing());
    };
    let opening = app.state::<Opening>().inner().clone();
    tauri::async_runtime::spawn(async move {
        let answer: Option<Response<Vec<u8>>> = None;
        responder.respond(answer.unwrap_or_else(nothing));
    });
}

/// An id of ours, or nothing: what is not read here is never looked for.
fn read(method: &Method, uri: &Uri) -> Option<Asked> {
    let path = uri.path();
    if method != Method::GET || path.len() > LONGEST || !is_host(uri.host()?) {
        return None;
    }
    let (room, id) = path.strip_prefix('/')?.split_once('/')?;
    let which = match room {
        "picture" => Which::Picture(ContentHash::parse(id)?),
        "sent" => Which::Sent(ContentHash::parse(id)?),
        "held" => Which::Held(plain_id(id)?),
        _ => return None,
    };
    let width = match uri.query() {
        None => None,
        Some("w=320") => Some(320),
        Some("w=768") => Some(768),
        Some(_) => return None,
    };
    Some(Asked { which, width })
}

fn is_host(host: &str) -> bool {
    host == "localhost" || host == "musa.localhost"
}

/// An id as it is written, and in no other of its spellings.
fn plain_id(text: &str) -> Option<ReferenceId> {
    let id: ReferenceId = text.parse().ok()?;
    (id.to_string() == text).then_some(id)
}

/// Bytes of this type.
fn found(media_type: &str, caching: &str, bytes: Vec<u8>) -> Response<Vec<u8>> {
    let mut response = guarded(bytes);
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, media_type),
        (header::CACHE_CONTROL, caching),
    ] {
        if let Ok(value) = value.parse() {
            headers.insert(name, value);
        }
    }
    response
}

fn nothing() -> Response<Vec<u8>> {
    let mut response = guarded(Vec::new());
    *response.status_mut() = StatusCode::NOT_FOUND;
    let no_store = header::HeaderValue::from_static("no-store");
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, no_store);
    response
}

/// Nothing that comes from here may become a page or a script (reliability.md T10).
fn guarded(bytes: Vec<u8>) -> Response<Vec<u8>> {
    let mut response = Response::new(bytes);
    let headers = response.headers_mut();
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; sandbox",
        ),
    ] {
        headers.insert(name, header::HeaderValue::from_static(value));
    }
    response
}

#[cfg(test)]
mod tests;
