//! The thirteen shapes of WIRE 7.1 and failures with a good status (7.2): the words, the kind and
//! the price that are read from each.

use std::time::Duration;

use musa_api::answer::read_images;
use musa_api::error::{Charge, Kind};

use super::error;
use crate::api_wire::received;

struct Row {
    status: u16,
    body: &'static str,
    kind: Kind,
    charge: Charge,
    message: &'static str,
}

const fn row(
    status: u16,
    body: &'static str,
    kind: Kind,
    charge: Charge,
    message: &'static str,
) -> Row {
    Row {
        status,
        body,
        kind,
        charge,
        message,
    }
}

/// One example of every shape of WIRE 7.1 and 7.2, and of every meaning of 7.3.
const TABLE: &[Row] = &[
    // OpenAI
    row(
        401,
        r#"{"error":{"message":"Incorrect API key provided: sk-ab***yz","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}"#,
        Kind::Auth,
        Charge::No,
        "Incorrect API key provided: sk-ab***yz",
    ),
    // new-api
    row(
        403,
        r#"{"error":{"message":"用户额度不足, 剩余额度: ＄0.000000 (request id: 20260101)","type":"new_api_error","param":"","code":"insufficient_user_quota"}}"#,
        Kind::Quota,
        Charge::No,
        "用户额度不足, 剩余额度: ＄0.000000 (request id: 20260101)",
    ),
    row(
        429,
        r#"{"error":{"message":"当前分组上游负载已饱和","type":"new_api_error","code":"insufficient_user_quota"}}"#,
        Kind::Quota,
        Charge::No,
        "当前分组上游负载已饱和",
    ),
    row(
        500,
        r#"{"error":{"message":"","type":"shell_api_error","localized_message":"渠道错误","code":null}}"#,
        Kind::Server,
        Charge::Possible,
        "渠道错误",
    ),
    // Gemini, also in an array
    row(
        429,
        r#"[{"error":{"code":429,"message":"You exceeded your current quota","status":"RESOURCE_EXHAUSTED","details":[{"@type":"x.RetryInfo","retryDelay":"34.4s"}]}}]"#,
        Kind::RateLimited,
        Charge::No,
        "You exceeded your current quota",
    ),
    row(
        400,
        r#"{"error":{"code":400,"message":"API key not valid.","status":"INVALID_ARGUMENT","details":[{"reason":"API_KEY_INVALID"}]}}"#,
        Kind::Auth,
        Charge::No,
        "API key not valid.",
    ),
    // Ark
    row(
        403,
        r#"{"error":{"code":"AccountOverdueError","message":"overdue. Request id: 0217","param":"","type":"Forbidden"}}"#,
        Kind::Quota,
        Charge::No,
        "overdue. Request id: 0217",
    ),
    row(
        400,
        r#"{"error":{"code":"InputImageSensitiveContentDetected.PrivacyInformation","message":"faces","type":"BadRequest"}}"#,
        Kind::Moderation,
        Charge::No,
        "faces",
    ),
    // OpenRouter
    row(
        401,
        r#"{"error":{"message":"Missing Authentication header","code":401}}"#,
        Kind::Auth,
        Charge::No,
        "Missing Authentication header",
    ),
    // one-api management, with status 200
    row(
        200,
        r#"{"success":false,"message":"无效的令牌"}"#,
        Kind::Auth,
        Charge::No,
        "无效的令牌",
    ),
    // task style
    row(
        200,
        r#"{"code":"fail_to_fetch_task","message":"no such task","data":null}"#,
        Kind::Server,
        Charge::Possible,
        "no such task",
    ),
    // FastAPI
    row(
        404,
        r#"{"detail":"Not Found"}"#,
        Kind::NotFound,
        Charge::No,
        "Not Found",
    ),
    row(
        422,
        r#"{"detail":[{"loc":["body","prompt"],"msg":"Field required","type":"missing"},{"loc":["body","n"],"msg":"too big"}]}"#,
        Kind::Invalid,
        Charge::No,
        "prompt: Field required; n: too big",
    ),
    // flat ones
    row(400, r#"{"message":"m1"}"#, Kind::Invalid, Charge::No, "m1"),
    row(400, r#"{"msg":"m2"}"#, Kind::Invalid, Charge::No, "m2"),
    row(400, r#"{"err":"m3"}"#, Kind::Invalid, Charge::No, "m3"),
    row(
        400,
        r#"{"error_msg":"m4"}"#,
        Kind::Invalid,
        Charge::No,
        "m4",
    ),
    row(400, r#"{"error":"m5"}"#, Kind::Invalid, Charge::No, "m5"),
    row(
        400,
        r#"{"header":{"message":"m6"}}"#,
        Kind::Invalid,
        Charge::No,
        "m6",
    ),
    row(
        400,
        r#"{"response":{"error":{"message":"m7"}}}"#,
        Kind::Invalid,
        Charge::No,
        "m7",
    ),
    // HTML
    row(
        524,
        "<!DOCTYPE html><html><head><title>a page that ends in its ti",
        Kind::Gateway,
        Charge::Possible,
        "HTTP 524",
    ),
    row(
        524,
        "<html><head><title>524: A timeout\noccurred</title></head>",
        Kind::Gateway,
        Charge::Possible,
        "524: A timeout occurred",
    ),
    row(
        403,
        "<html><title>Just a moment...</title>",
        Kind::Forbidden,
        Charge::No,
        "Just a moment...",
    ),
    row(
        413,
        "<html><center><h1>413 Request Entity Too Large</h1></center>",
        Kind::TooLarge,
        Charge::No,
        "413 Request Entity Too Large",
    ),
    row(
        404,
        "<html><title>nginx</title>",
        Kind::NotTheApi,
        Charge::No,
        "nginx",
    ),
    // plain text and nothing
    row(
        524,
        "error code: 524",
        Kind::Gateway,
        Charge::Possible,
        "error code: 524",
    ),
    row(
        404,
        "404 page not found",
        Kind::NotFound,
        Charge::No,
        "404 page not found",
    ),
    row(429, "", Kind::RateLimited, Charge::No, "HTTP 429"),
    // Cloudflare's JSON, and OpenAI's edge
    row(
        524,
        r#"{"error_code":524,"error_name":"origin_response_timeout","retryable":true,"retry_after":120}"#,
        Kind::Gateway,
        Charge::Possible,
        "origin_response_timeout",
    ),
    row(
        524,
        r#"{"error":{"code":524,"message":"Gateway timeout.","param":null,"type":"cf_gateway_timeout"}}"#,
        Kind::Gateway,
        Charge::Possible,
        "Gateway timeout.",
    ),
    // meanings
    row(
        400,
        r#"{"error":{"message":"Your request was rejected by the safety system.","type":"image_generation_user_error","code":"moderation_blocked"}}"#,
        Kind::Moderation,
        Charge::No,
        "Your request was rejected by the safety system.",
    ),
    row(
        400,
        r#"{"error":{"message":"Invalid image data.","type":"image_generation_user_error","param":"images[0].image_url","code":"invalid_image_file"}}"#,
        Kind::Invalid,
        Charge::No,
        "Invalid image data.",
    ),
    row(
        451,
        r#"{"message":"unsafe"}"#,
        Kind::Moderation,
        Charge::No,
        "unsafe",
    ),
    row(402, r#"{"message":"pay"}"#, Kind::Quota, Charge::No, "pay"),
    row(
        503,
        r#"{"error":{"message":"分组 default 下模型 x 无可用渠道","code":"model_not_found"}}"#,
        Kind::Server,
        Charge::No,
        "分组 default 下模型 x 无可用渠道",
    ),
    row(
        503,
        r#"{"message":"overloaded"}"#,
        Kind::Server,
        Charge::Possible,
        "overloaded",
    ),
    row(
        408,
        r#"{"message":"slow"}"#,
        Kind::Invalid,
        Charge::Possible,
        "slow",
    ),
    row(
        500,
        r#"{"error":{"code":"do_request_failed","message":"x"}}"#,
        Kind::Server,
        Charge::Possible,
        "x",
    ),
    // good statuses
    row(
        200,
        r#"{"error":{"message":"upstream","code":"rate_limit_exceeded"}}"#,
        Kind::RateLimited,
        Charge::Possible,
        "upstream",
    ),
    row(
        200,
        r#"{"code":400,"message":"wrong size","data":null}"#,
        Kind::Invalid,
        Charge::Possible,
        "wrong size",
    ),
    row(
        200,
        r#"{"code":413,"message":"too big","data":null}"#,
        Kind::TooLarge,
        Charge::Possible,
        "too big",
    ),
    row(
        200,
        r#"{"error":{"message":"no such model","code":"model_not_found"}}"#,
        Kind::NotFound,
        Charge::Possible,
        "no such model",
    ),
    row(
        200,
        r#"{"error":{"message":"用户额度不足"}}"#,
        Kind::Quota,
        Charge::No,
        "用户额度不足",
    ),
    row(
        200,
        r#"{"error":{"message":"rejected","code":"moderation_blocked"}}"#,
        Kind::Moderation,
        Charge::No,
        "rejected",
    ),
    row(
        200,
        r#"{"error":{"message":"boom"},"data":[]}"#,
        Kind::Server,
        Charge::Possible,
        "boom",
    ),
    row(
        200,
        "   \n event: error\ndata:{\"error\":{\"message\":\"late failure\",\"code\":500}}",
        Kind::Server,
        Charge::Possible,
        "late failure",
    ),
    row(
        200,
        "data: {\"type\":\"upstream_error\",\"message\":\"gone\"}\n\n",
        Kind::Server,
        Charge::Possible,
        "gone",
    ),
    row(
        200,
        "<html><title>Console</title></html>",
        Kind::NotTheApi,
        Charge::No,
        "Console",
    ),
];

#[test]
fn every_shape_gives_its_words_its_kind_and_its_price() {
    for Row {
        status,
        body,
        kind,
        charge,
        message,
    } in TABLE
    {
        let error = error(*status, body);
        assert_eq!(error.kind(), kind, "{status} {body}");
        assert_eq!(error.charge(), *charge, "{status} {body}");
        assert_eq!(error.status(), Some(*status));
        assert_eq!(error.message(), Some(*message), "{status} {body}");
    }
}

#[test]
fn a_message_that_is_json_is_unwrapped_three_times_and_no_more() {
    let mut body =
        r#"{"error":{"message":"the real reason","code":"moderation_blocked"}}"#.to_owned();
    for _ in 0..3 {
        body = serde_json::json!({"error": {"message": body, "code": "bad_response"}}).to_string();
    }
    let three = error(400, &body);
    assert_eq!(three.message(), Some("the real reason"));
    assert_eq!(*three.kind(), Kind::Moderation);
    let four = serde_json::json!({"message": body}).to_string();
    assert!(error(400, &four).message().unwrap().starts_with('{'));
}

#[test]
fn numbers_of_requests_and_pauses_are_found() {
    let new_api = r#"{"error":{"message":"boom (request id: 2026ABC-1)"}}"#;
    assert_eq!(error(500, new_api).request_id(), Some("2026ABC-1"));
    for name in ["x-request-id", "x-oneapi-request-id", "cf-ray"] {
        let answer = received(500, &[(name, "r-1")], b"{}");
        assert_eq!(read_images(&answer).unwrap_err().request_id(), Some("r-1"));
    }
    let delay = r#"{"error":{"message":"x","details":[{"retryDelay":"34.4s"}]}}"#;
    assert_eq!(
        error(429, delay).retry_after(),
        Some(Duration::from_millis(34_400))
    );
    let words = r#"{"error":{"message":"Please retry in 48.9s."}}"#;
    assert_eq!(
        error(429, words).retry_after(),
        Some(Duration::from_millis(48_900))
    );
    let param = r#"{"error":{"message":"x","param":"response_format","code":"unknown_parameter"}}"#;
    assert_eq!(error(400, param).param(), Some("response_format"));
    assert_eq!(error(400, param).code(), Some("unknown_parameter"));
}

#[test]
fn a_redirect_names_the_host_and_nothing_else() {
    for (location, host) in [
        ("https://new.example/v1/images?key=secret", "new.example"),
        ("/login?next=secret", "/login"),
        ("", ""),
    ] {
        let answer = received(308, &[("location", location)], b"");
        let error = read_images(&answer).unwrap_err();
        assert_eq!(*error.kind(), Kind::Moved(host.to_owned()));
        assert!(!format!("{error:?}").contains("secret"));
    }
}
