//! Owns the rows of the faults that every picture request can meet, whatever its route.

use std::time::Duration;

use super::{Row, number, plain};
use crate::fault::Fault;

fn bytes(n: u64) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

pub(super) static ROWS: [Row; 50] = [
    number(
        "rate-limit",
        "seconds",
        Some(1),
        |n| Fault::RateLimit {
            retry_after: Duration::from_secs(n),
        },
        "429 with Retry-After",
    ),
    plain(
        "empty-429",
        Fault::Empty429,
        "429 with an empty body and no Retry-After",
    ),
    plain(
        "quota",
        Fault::Quota,
        "429 that means no money: code insufficient_user_quota",
    ),
    plain(
        "unauthorized",
        Fault::Unauthorized,
        "401, the key masked in the message",
    ),
    plain(
        "key-echo",
        Fault::KeyEcho,
        "401 whose message repeats the whole key",
    ),
    plain("moderation", Fault::Moderation, "400 moderation_blocked"),
    plain("server-error", Fault::ServerError, "500"),
    plain("bad-gateway", Fault::BadGateway, "502 with an HTML page"),
    plain(
        "timeout-524",
        Fault::Timeout524,
        "524 with Cloudflare's HTML page",
    ),
    plain(
        "no-channel",
        Fault::NoChannel,
        "503: no channel serves this model",
    ),
    number(
        "fail-nth",
        "n",
        None,
        |n| Fault::FailNth(u32::try_from(n).unwrap_or(u32::MAX)),
        "the n-th picture POST since start fails with 500",
    ),
    plain(
        "response-format-unknown",
        Fault::ResponseFormatUnknown,
        "400 unknown_parameter whenever response_format is sent",
    ),
    plain(
        "array-field",
        Fault::ArrayField,
        "the first request with a repeated `image`, or with `image[]`, is refused for that form",
    ),
    plain(
        "drop-before-answer",
        Fault::DropBeforeAnswer,
        "reads the whole request, then closes without a byte",
    ),
    plain(
        "drop-headers",
        Fault::DropHeaders,
        "sends the headers, then closes",
    ),
    number(
        "cut",
        "bytes",
        None,
        |n| Fault::Cut(bytes(n)),
        "closes after that many bytes of a body with the right Content-Length",
    ),
    number(
        "cut-chunked",
        "bytes",
        None,
        |n| Fault::CutChunked(bytes(n)),
        "closes after that many bytes of a chunked body",
    ),
    number(
        "slow-body",
        "milliseconds",
        Some(50),
        |n| Fault::SlowBody {
            pause: Duration::from_millis(n),
        },
        "the body drips in 40 pieces with that pause between",
    ),
    plain(
        "stall",
        Fault::Stall,
        "headers, half of the body, then nothing more",
    ),
    plain("hang", Fault::Hang, "never answers"),
    plain("redirect", Fault::Redirect, "307 to another host"),
    plain(
        "html-200",
        Fault::Html200,
        "200 with the web console's HTML",
    ),
    plain("error-200", Fault::Error200, "200 with an error object"),
    plain(
        "padding",
        Fault::Padding,
        "whitespace to keep the line alive, then the JSON",
    ),
    plain(
        "padding-error",
        Fault::PaddingError,
        "whitespace, then an SSE error: no JSON at all",
    ),
    plain(
        "text-only",
        Fault::TextOnly,
        "200 with a sentence and no picture",
    ),
    plain("no-data", Fault::NoData, "200 with data: null"),
    plain("data-uri", Fault::DataUri, "b64_json with a data: prefix"),
    plain(
        "escaped-slashes",
        Fault::EscapedSlashes,
        "b64_json with \\/ for every slash",
    ),
    plain(
        "urlsafe-b64",
        Fault::UrlsafeB64,
        "b64_json in the URL-safe alphabet, unpadded",
    ),
    plain(
        "wrapped-b64",
        Fault::WrappedB64,
        "b64_json in lines of 76, ended by \\n escapes",
    ),
    plain(
        "jpeg-as-png",
        Fault::JpegAsPng,
        "a JPEG that is declared to be a PNG",
    ),
    plain(
        "not-a-picture",
        Fault::NotAPicture,
        "whole JSON, whole base64, no picture in it",
    ),
    plain(
        "broken-png",
        Fault::BrokenPng,
        "whole JSON with a picture that ends in the middle",
    ),
    plain(
        "expired-url",
        Fault::ExpiredUrl,
        "the result URL has expired already: 403",
    ),
    plain("url-404", Fault::Url404, "the result URL answers 404"),
    plain(
        "url-flaky",
        Fault::UrlFlaky,
        "the first GET of a result is 503, later ones work",
    ),
    plain(
        "url-cut",
        Fault::UrlCut,
        "the first GET of a result is cut midway; Range works after",
    ),
    plain(
        "url-redirect-private",
        Fault::UrlRedirectPrivate,
        "the result URL redirects to http://169.254.169.254/",
    ),
    plain(
        "url-private",
        Fault::UrlPrivate,
        "the result URL names another loopback port",
    ),
    plain(
        "task",
        Fault::Task,
        "answers with a task_id that nobody asked for",
    ),
    plain(
        "task-once",
        Fault::TaskOnce,
        "answers with a task_id, and gives the task's result only once",
    ),
    plain("task-failed", Fault::TaskFailed, "a task ends in FAILURE"),
    plain(
        "gzip",
        Fault::Gzip,
        "claims Content-Encoding: gzip, the body is plain",
    ),
    plain(
        "wrong-size",
        Fault::WrongSize,
        "returns 1024x1024 whatever was asked",
    ),
    plain(
        "wrong-ratio",
        Fault::WrongRatio,
        "returns 3:2 whatever was asked, or 1:1 where 3:2 was asked",
    ),
    plain(
        "stream-as-json",
        Fault::StreamAsJson,
        "JSON where a stream was asked for",
    ),
    plain(
        "json-as-stream",
        Fault::JsonAsStream,
        "a stream where JSON was asked for",
    ),
    plain(
        "stream-error",
        Fault::StreamError,
        "an error event in place of a stream's end",
    ),
    plain(
        "stream-unfinished",
        Fault::StreamUnfinished,
        "a stream that ends cleanly without its last event",
    ),
];
