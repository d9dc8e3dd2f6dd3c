//! Errors of the wire: what they are read from, what they say, and what they mean.

use musa_api::answer::read_images;
use musa_api::error::{Charge, Error, Kind};

use crate::api_wire::{received, recording};

mod shapes;
mod texts;

fn error(status: u16, body: &str) -> Error {
    read_images(&received(status, &[], body.as_bytes())).unwrap_err()
}

#[test]
fn a_charge_is_raised_and_never_lowered() {
    let free = error(400, r#"{"message":"wrong"}"#);
    assert_eq!(free.charge(), Charge::No);
    let maybe = free.at_least(Charge::Possible);
    assert_eq!(maybe.charge(), Charge::Possible);
    let likely = maybe.at_least(Charge::Likely).at_least(Charge::No);
    assert_eq!(likely.charge(), Charge::Likely);
}

/// Other projects' recordings, their status and their meaning.
const RECORDED: &[(&str, u16, Kind)] = &[
    (
        "cassettes/err_openai_auth/00.response.json",
        401,
        Kind::Auth,
    ),
    (
        "cassettes/err_openai_bad_key/00.response.json",
        401,
        Kind::Auth,
    ),
    (
        "cassettes/err_gemini_auth/00.response.json",
        400,
        Kind::Auth,
    ),
    (
        "cassettes/err_deepseek_auth/00.response.json",
        401,
        Kind::Auth,
    ),
    (
        "cassettes/err_openrouter_auth/00.response.json",
        401,
        Kind::Auth,
    ),
    (
        "cassettes/img_edit_err_404/00.response.json",
        400,
        Kind::Invalid,
    ),
    (
        "cassettes/img_edit_err_ctype/00.response.json",
        400,
        Kind::Invalid,
    ),
    (
        "vercel/openai__gpt-image-response-format-error.json",
        400,
        Kind::Invalid,
    ),
    (
        "vercel/google__google-429-retry-info.json",
        429,
        Kind::RateLimited,
    ),
];

#[test]
fn recorded_errors_mean_what_they_meant() {
    for (path, status, kind) in RECORDED {
        let status = *status;
        let Some(body) = recording(path) else { return };
        let whole = read_images(&received(status, &[], &body)).unwrap_err();
        assert_eq!(whole.kind(), kind, "{path}");
        assert_eq!(whole.charge(), Charge::No, "{path}");
        assert!(
            whole.message().is_some_and(|words| words.len() > 10),
            "{path}"
        );
        for cut in 0..body.len() {
            let error = read_images(&received(status, &[], &body[..cut])).unwrap_err();
            assert_eq!(error.status(), Some(status), "{path} cut at {cut}");
        }
    }
}
