//! The thirteen shapes of WIRE 7.1, failures with a good status (7.2), what they mean, and what
//! becomes of a stranger's text.

use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use musa_api::answer::{TaskId, read_images};
use musa_api::auth::AuthStyle;
use musa_api::base_url::BaseUrl;
use musa_api::client::{Call, Client, Ending, Receiver};
use musa_api::endpoint::Endpoint;
use musa_api::endpoints::image_task::{ImageTask, TaskState};
use musa_api::endpoints::images_generations::Generations;
use musa_api::error::{Charge, Error, Kind, clean};
use musa_api::lift::{LiftId, LiftSink};
use musa_api::secret::ApiKey;
use musa_api::transport::{Head, Incoming, Outgoing, Transport, TransportError};

use crate::api_wire::{Caller, Memory, head, received, recording};

fn error(status: u16, body: &str) -> Error {
    read_images(&received(status, &[], body.as_bytes())).unwrap_err()
}

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

#[test]
fn a_strangers_text_becomes_plain_and_short() {
    let hostile = serde_json::json!({"error": {
        "message": "\u{1b}[31mred\u{1b}[0m\u{0}\u{8} <b onclick=x>bold</b> <script>alert(1)</script>\n\n  n < 4 \u{202e}evil\u{1b}]0;title\u{7}!",
    }});
    let plain = error(400, &hostile.to_string());
    assert_eq!(plain.message(), Some("red bold alert(1) n < 4 evil!"));
    let long = serde_json::json!({"message": "长".repeat(5_000)}).to_string();
    assert_eq!(error(400, &long).message().unwrap().chars().count(), 2_000);
}

const KEY: &str = "sk-canary-0123456789abcdef";

/// Answers the same to everything.
struct Says {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

#[async_trait]
impl Transport for Says {
    async fn send(&self, _: Outgoing) -> Result<Incoming, TransportError> {
        let headers: Vec<_> = self.headers.iter().map(|(name, v)| (*name, &**v)).collect();
        let body = bytes::Bytes::from(self.body.clone());
        Ok(Incoming {
            head: head(self.status, &headers),
            chunks: Box::pin(futures_util::stream::iter([Ok(body)])),
        })
    }
}

/// What becomes of a paid call to it with this key.
async fn told(says: Says, key: &str) -> Error {
    let base = BaseUrl::parse("https://a.example").unwrap();
    let api = Client::new(Arc::new(says), base, AuthStyle::Bearer);
    let mut caller = Caller::new();
    caller.key = Some(ApiKey::parse(key).unwrap());
    let send = async |call: &Call<'_>| {
        let (_, sent) = api
            .send(&Generations::default(), Memory::default(), call)
            .await;
        sent.unwrap_err()
    };
    caller.with(send).await
}

fn says(status: u16, body: String) -> Says {
    Says {
        status,
        headers: Vec::new(),
        body: body.into_bytes(),
    }
}

#[tokio::test]
async fn no_half_of_the_key_survives_where_a_text_is_shortened() {
    let at = |most: usize| format!("{}{KEY} and more", "长".repeat(most - 9));
    let bodies = [
        serde_json::json!({"error": {"message": at(2_000), "code": at(2_000), "param": at(2_000)}})
            .to_string(),
        at(2_000),
        format!("<html><title>{}</title></html>", at(200)),
    ];
    for body in bodies {
        let error = told(says(400, body), KEY).await;
        let all = format!("{error:?}");
        assert!(!all.contains("sk-"), "{all}");
        let longest = error.message().unwrap().chars().count();
        assert!(matches!(longest, 200 | 2_000), "{longest}");
        assert!(error.message().unwrap().ends_with("<redacted"));
        assert!(all.len() < 20_000, "long texts are not kept");
    }
}

#[tokio::test]
async fn the_host_that_an_answer_moved_to_is_told_without_the_key() {
    for location in [
        format!("https://{KEY}.example/"),
        "https://SK-CANARY-0123456789ABCDEF.example/".to_owned(),
        format!("/login/{KEY}"),
        format!("/{}{KEY}", "l".repeat(1_990)),
    ] {
        let error = told(
            Says {
                headers: vec![("location", location)],
                ..says(308, String::new())
            },
            KEY,
        )
        .await;
        let Kind::Moved(host) = error.kind() else {
            panic!("{error:?}");
        };
        assert_eq!(host, "<redacted>");
    }
}

/// Cannot write, and says so with the key.
struct Unwilling(Memory);

impl LiftSink for Unwilling {
    fn begin(&mut self, id: LiftId) -> io::Result<()> {
        self.0.begin(id)
    }
    fn push(&mut self, id: LiftId, text: &[u8]) -> io::Result<()> {
        self.0.push(id, text)
    }
    fn end(&mut self, id: LiftId) -> io::Result<()> {
        self.0.end(id)
    }
}

impl Receiver for Unwilling {
    fn head(&mut self, head: &Head) -> io::Result<()> {
        self.0.head(head)
    }
    fn chunk(&mut self, _: &[u8]) -> io::Result<()> {
        Err(io::Error::other(format!("disk {KEY} is full")))
    }
    fn finish(&mut self, ending: Ending) -> io::Result<()> {
        self.0.finish(ending)
    }
}

#[tokio::test]
async fn what_a_receiver_says_is_told_without_the_key() {
    let base = BaseUrl::parse("https://a.example").unwrap();
    let api = Client::new(
        Arc::new(says(200, "{}".to_owned())),
        base,
        AuthStyle::Bearer,
    );
    let both = async |call: &Call<'_>| {
        let sent = api
            .send(&Generations::default(), Unwilling(Memory::default()), call)
            .await;
        let url = "https://a.example/1.png";
        let got = api.download(url, Unwilling(Memory::default()), call).await;
        [sent.1.unwrap_err(), got.1.unwrap_err()]
    };
    for error in Caller::new().with(both).await {
        let why = Kind::Receiver("disk <redacted> is full".to_owned());
        assert_eq!(*error.kind(), why);
    }
}

#[test]
fn a_failed_task_loses_the_key_when_asked_to() {
    let task = ImageTask {
        id: TaskId("t".to_owned()),
    };
    let words = format!("{}{KEY}", "长".repeat(1_990));
    let body = serde_json::json!({"status": "failed", "fail_reason": words}).to_string();
    let state = task.read(&received(200, &[], body.as_bytes())).unwrap();
    let TaskState::Failed(error) = state else {
        panic!("{state:?}");
    };
    let error = error.without_key(&ApiKey::parse(KEY).unwrap());
    assert!(!format!("{error:?}").contains("sk-"), "{error:?}");
    assert!(error.message().unwrap().ends_with("长<redacted>"));
}

#[tokio::test]
async fn a_key_that_is_no_secret_is_not_looked_for() {
    for key in ["x", "1", "test", "sk-1234"] {
        let found = clean::forms(key);
        assert!(found.iter().all(|form| form.len() >= 8), "{found:?}");
        let distinct: BTreeSet<_> = found.iter().collect();
        assert_eq!(ApiKey::parse(key).unwrap().forms().len(), distinct.len());
        let words = "the next test of sk-1234 took 1 s";
        let error = told(says(400, words.to_owned()), key).await;
        assert_eq!(error.message(), Some(words), "{key}");
    }
    assert!(ApiKey::parse("x").unwrap().forms().is_empty());
    assert!(clean::forms("sk-12345").contains(&"sk-12345".to_owned()));
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
