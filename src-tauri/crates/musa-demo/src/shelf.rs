//! Owns the pictures behind result URLs: how long they live and how a GET of one is answered.
//!
//! The URLs behave as signed ones do (WIRE 7.7): they expire, HEAD is forbidden, and a request
//! that brings its own `Authorization` is refused.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderMap, Method};
use axum::response::Response;
use bytes::Bytes;
use http::{HeaderValue, StatusCode, header};
use parking_lot::Mutex;
use tokio::time::Instant;

use crate::answer::deliver;
use crate::refusal::typed_response;
use crate::server::connection::Wire;

/// How many bytes of results are kept; the oldest go first and are then as good as expired.
const KEPT_BYTES: usize = 1 << 30;

/// How a result URL behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Manner {
    Plain,
    Missing,
    /// The first GET is 503.
    Flaky,
    /// The first GET is cut midway.
    CutOnce,
    /// Redirects to the address of a cloud's metadata service.
    RedirectPrivate,
}

struct Item {
    number: u64,
    bytes: Bytes,
    content_type: &'static str,
    expires: Instant,
    manner: Manner,
    gets: u32,
}

/// The results that can be fetched.
#[derive(Default)]
pub(crate) struct Shelf {
    items: Mutex<HashMap<String, Item>>,
    random: RandomState,
}

impl Shelf {
    /// Keeps a picture and gives its path, `/files/TOKEN.EXT`.
    pub(crate) fn put(
        &self,
        bytes: Bytes,
        content_type: &'static str,
        lifetime: Duration,
        manner: Manner,
    ) -> String {
        let mut items = self.items.lock();
        let number = items
            .values()
            .map(|item| item.number + 1)
            .max()
            .unwrap_or(0);
        // Unguessable within a run is enough: the server answers to this machine only.
        let token = format!(
            "{:016x}{:016x}",
            self.random.hash_one(number),
            self.random.hash_one((number, "second half"))
        );
        let name = format!("{token}.{}", extension(content_type));
        let expires = Instant::now() + lifetime;
        let item = Item {
            number,
            bytes,
            content_type,
            expires,
            manner,
            gets: 0,
        };
        items.insert(name.clone(), item);
        make_room(&mut items);
        format!("/files/{name}")
    }

    /// Ends every fault of a result URL: from now on each is served plainly.
    pub(crate) fn mend(&self) {
        for item in self.items.lock().values_mut() {
            item.manner = Manner::Plain;
        }
    }

    /// The bytes behind one of the demo's own URLs, while it lives; for references by URL.
    pub(crate) fn read(&self, path: &str) -> Option<Bytes> {
        let name = path.strip_prefix("/files/")?.split('?').next()?;
        let items = self.items.lock();
        let item = items.get(name)?;
        (item.expires > Instant::now() && !item.bytes.is_empty()).then(|| item.bytes.clone())
    }

    /// Answers a request for `/files/NAME`.
    pub(crate) fn answer(
        &self,
        method: &Method,
        headers: &HeaderMap,
        name: &str,
        wire: &Wire,
    ) -> Response {
        if headers.contains_key(header::AUTHORIZATION) {
            return xml(
                StatusCode::BAD_REQUEST,
                "InvalidArgument",
                "Only one auth mechanism allowed; only the signature in the URL should be used",
            );
        }
        if method != Method::GET {
            return xml(
                StatusCode::FORBIDDEN,
                "AccessDenied",
                "The URL is signed for GET",
            );
        }
        let mut items = self.items.lock();
        let Some(item) = items.get_mut(name) else {
            return xml(
                StatusCode::NOT_FOUND,
                "NoSuchKey",
                "The specified key does not exist",
            );
        };
        item.gets += 1;
        match item.manner {
            _ if item.expires <= Instant::now() || item.bytes.is_empty() => {
                xml(StatusCode::FORBIDDEN, "AccessDenied", "Request has expired")
            }
            Manner::Missing => xml(
                StatusCode::NOT_FOUND,
                "NoSuchKey",
                "The specified key does not exist",
            ),
            Manner::Flaky if item.gets == 1 => xml(
                StatusCode::SERVICE_UNAVAILABLE,
                "SlowDown",
                "Please reduce your request rate",
            ),
            Manner::RedirectPrivate => redirect_to_metadata(),
            Manner::CutOnce if item.gets == 1 => {
                let response = whole(item, name);
                deliver::cut_after(response, &item.bytes, item.bytes.len() / 2, wire.clone())
            }
            _ => ranged(item, name, headers),
        }
    }
}

fn make_room(items: &mut HashMap<String, Item>) {
    let mut kept: usize = items.values().map(|item| item.bytes.len()).sum();
    while kept > KEPT_BYTES {
        let oldest = items.values_mut().filter(|item| !item.bytes.is_empty());
        let Some(item) = oldest.min_by_key(|item| item.number) else {
            return;
        };
        kept -= item.bytes.len();
        item.bytes = Bytes::new();
    }
}

fn extension(content_type: &str) -> &'static str {
    match content_type {
        "image/jpeg" => "jpg",
        "image/webp" => "webp",
        "image/svg+xml" => "svg",
        "video/mp4" => "mp4",
        _ => "png",
    }
}

fn redirect_to_metadata() -> Response {
    let mut response = typed_response(StatusCode::FOUND, "text/plain", "");
    let target = HeaderValue::from_static("http://169.254.169.254/latest/meta-data/");
    response.headers_mut().insert(header::LOCATION, target);
    response
}

fn etag(name: &str) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!("\"{}\"", name.get(..16)?)).ok()
}

fn whole(item: &Item, name: &str) -> Response {
    let mut response = typed_response(StatusCode::OK, item.content_type, item.bytes.clone());
    let headers = response.headers_mut();
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    if let Some(tag) = etag(name) {
        headers.insert(header::ETAG, tag);
    }
    response
}

fn ranged(item: &Item, name: &str, headers: &HeaderMap) -> Response {
    let mut response = whole(item, name);
    let Some(asked) = headers
        .get(header::RANGE)
        .and_then(|value| value.to_str().ok())
    else {
        return response;
    };
    let if_range = headers.get(header::IF_RANGE);
    if if_range.is_some() && if_range != response.headers().get(header::ETAG) {
        return response;
    }
    let length = item.bytes.len();
    let Some((first, end)) = parse_range(asked, length) else {
        *response.status_mut() = StatusCode::RANGE_NOT_SATISFIABLE;
        content_range(&mut response, &format!("bytes */{length}"));
        *response.body_mut() = Body::empty();
        return response;
    };
    *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    content_range(
        &mut response,
        &format!("bytes {first}-{}/{length}", end - 1),
    );
    *response.body_mut() = Body::from(item.bytes.slice(first..end));
    response
}

fn content_range(response: &mut Response, text: &str) {
    if let Ok(value) = HeaderValue::from_str(text) {
        response.headers_mut().insert(header::CONTENT_RANGE, value);
    }
}

/// `bytes=A-` and `bytes=A-B`, as a first byte and an end behind the last one.
fn parse_range(text: &str, length: usize) -> Option<(usize, usize)> {
    let (first, last) = text.strip_prefix("bytes=")?.split_once('-')?;
    let first: usize = first.parse().ok()?;
    let end = if last.is_empty() {
        length
    } else {
        last.parse::<usize>().ok()? + 1
    }
    .min(length);
    (first < end).then_some((first, end))
}

fn xml(status: StatusCode, code: &str, message: &str) -> Response {
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>{code}</Code>\
         <Message>{message}</Message></Error>"
    );
    typed_response(status, "application/xml", body)
}
