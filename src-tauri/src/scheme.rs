//! The image scheme: `musa://localhost/picture/<hash>`, `/held/<id>`, `/sent/<hash>`,
//! `/draft/<call>-<number>`, each with `?w=320` or `?w=768` for a small one; on Windows `http://musa.localhost/…`.
//!
//! Owns the addresses and the headers. Which bytes belong to an id, and of what type they are,
//! is the studio's to say. No address ever holds a path.

use std::str::FromStr;

use musa_core::ids::ContentHash;
use musa_core::thumbnails::{ImageAnswer, ImageAsk, ImageOf};
use tauri::http::{HeaderValue, Method, Request, Response, StatusCode, Uri, header};
use tauri::{AppHandle, Manager as _, Runtime, UriSchemeResponder};

use crate::desk::Opening;

/// Its name.
pub(crate) const NAME: &str = "musa";

/// Longer than any address of ours.
const LONGEST: usize = 160;

/// A hash names its bytes for ever.
const FOR_EVER: &str = "max-age=31536000, immutable";

/// What is held may go at any time.
const NEVER: &str = "no-store";

/// Answers the page: at once with what lies in memory, off the window's thread with all else.
pub(crate) fn answer<R: Runtime>(
    app: &AppHandle<R>,
    request: &Request<Vec<u8>>,
    responder: UriSchemeResponder,
) {
    let Some(ask) = read(request.method(), request.uri()) else {
        return responder.respond(nothing());
    };
    let caching = match ask.of {
        ImageOf::Picture(_) | ImageOf::Sent(_) => FOR_EVER,
        ImageOf::Held(_) | ImageOf::Draft(..) => NEVER,
    };
    let opening = app.state::<Opening>().inner().clone();
    let at_hand = opening
        .studio()
        .and_then(|studio| studio.image_at_hand(&ask));
    if let Some(image) = at_hand {
        return responder.respond(found(image, caching));
    }
    tauri::async_runtime::spawn(async move {
        let shown = match opening.wait().await {
            Ok(studio) => studio.image(ask).await.ok(),
            Err(_) => None,
        };
        responder.respond(shown.map_or_else(nothing, |image| found(image, caching)));
    });
}

/// An id of ours, or nothing: what is not read here is never looked for.
fn read(method: &Method, uri: &Uri) -> Option<ImageAsk> {
    let path = uri.path();
    if method != Method::GET || path.len() > LONGEST || !is_host(uri.host()?) {
        return None;
    }
    let (room, id) = path.strip_prefix('/')?.split_once('/')?;
    let of = match room {
        "picture" => ImageOf::Picture(ContentHash::parse(id)?),
        "sent" => ImageOf::Sent(ContentHash::parse(id)?),
        "held" => ImageOf::Held(plain_id(id)?),
        "draft" => {
            let (call, number) = id.rsplit_once('-')?;
            ImageOf::Draft(plain_id(call)?, number.parse().ok()?)
        }
        _ => return None,
    };
    let width = match uri.query() {
        None => None,
        Some("w=320") => Some(320),
        Some("w=768") => Some(768),
        Some(_) => return None,
    };
    Some(ImageAsk { of, width })
}

fn is_host(host: &str) -> bool {
    host == "localhost" || host == "musa.localhost"
}

/// An id as it is written, and in no other of its spellings.
fn plain_id<T: FromStr + ToString>(text: &str) -> Option<T> {
    let id: T = text.parse().ok()?;
    (id.to_string() == text).then_some(id)
}

fn found(image: ImageAnswer, caching: &'static str) -> Response<Vec<u8>> {
    let mut response = guarded(image.bytes.into());
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(image.content_type),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    if let Ok(etag) = format!("\"{}\"", image.etag).parse() {
        headers.insert(header::ETAG, etag);
    }
    response
}

fn nothing() -> Response<Vec<u8>> {
    let mut response = guarded(Vec::new());
    *response.status_mut() = StatusCode::NOT_FOUND;
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(NEVER));
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
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

#[cfg(test)]
mod tests;
