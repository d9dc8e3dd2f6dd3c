//! Owns the table of faults: name, argument, what it does. Parsing, printing and the help text
//! all read this one table, so none of them can forget a fault.

use std::time::Duration;

use super::{Fault, ParseFaultError};

/// One fault as the help lists it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FaultLine {
    /// The name, in kebab-case.
    pub name: &'static str,
    /// What the argument is, if it takes one.
    pub argument: Option<&'static str>,
    /// One sentence on what happens.
    pub about: &'static str,
}

enum Build {
    Plain(Fault),
    Number {
        argument: &'static str,
        default: Option<u64>,
        build: fn(u64) -> Fault,
    },
}

struct Row {
    name: &'static str,
    about: &'static str,
    build: Build,
}

const fn plain(name: &'static str, fault: Fault, about: &'static str) -> Row {
    Row {
        name,
        about,
        build: Build::Plain(fault),
    }
}

const fn number(
    name: &'static str,
    argument: &'static str,
    default: Option<u64>,
    build: fn(u64) -> Fault,
    about: &'static str,
) -> Row {
    Row {
        name,
        about,
        build: Build::Number {
            argument,
            default,
            build,
        },
    }
}

fn bytes(n: u64) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

static ROWS: [Row; 45] = [
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
];

impl Fault {
    /// Every fault, for `--help`.
    pub fn list() -> Vec<FaultLine> {
        let line = |row: &Row| FaultLine {
            name: row.name,
            argument: match row.build {
                Build::Number { argument, .. } => Some(argument),
                Build::Plain(_) => None,
            },
            about: row.about,
        };
        ROWS.iter().map(line).collect()
    }
}

pub(super) fn parse(name: &str, argument: Option<&str>) -> Result<Fault, ParseFaultError> {
    let row = ROWS
        .iter()
        .find(|row| row.name == name)
        .ok_or_else(|| ParseFaultError::UnknownName(name.to_owned()))?;
    let bad = |argument: &str| ParseFaultError::BadArgument {
        name: name.to_owned(),
        argument: argument.to_owned(),
    };
    match (&row.build, argument) {
        (Build::Plain(fault), None) => Ok(fault.clone()),
        (Build::Plain(_), Some(argument)) => Err(bad(argument)),
        (Build::Number { build, .. }, Some(argument)) => {
            argument.parse().map(build).map_err(|_| bad(argument))
        }
        (
            Build::Number {
                default: Some(default),
                build,
                ..
            },
            None,
        ) => Ok(build(*default)),
        (Build::Number { default: None, .. }, None) => {
            Err(ParseFaultError::MissingArgument(name.to_owned()))
        }
    }
}

pub(super) fn name_of(fault: &Fault) -> &'static str {
    let same = |row: &&Row| {
        let sample = match &row.build {
            Build::Plain(fault) => fault.clone(),
            Build::Number { build, .. } => build(0),
        };
        std::mem::discriminant(&sample) == std::mem::discriminant(fault)
    };
    ROWS.iter().find(same).map_or("unnamed", |row| row.name)
}
