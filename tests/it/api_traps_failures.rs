//! The traps of WIRE 12 that are failures: what is never repeated, what a refusal means, and how a
//! result is fetched.

use std::sync::Mutex;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use http::Method;
use musa_api::answer::{gemini, read_images};
use musa_api::auth::AuthStyle;
use musa_api::base_url::BaseUrl;
use musa_api::client::Client;
use musa_api::endpoint::Billing;
use musa_api::error::{Charge, Error, Kind};
use musa_api::retry::{self, Decision, Wait};
use musa_api::transport::{Incoming, Outgoing, Transport, TransportError};
use serde_json::{Value, json};

use crate::api_wire::{Caller, Memory, head, received};

const URL: &str = "https://a.example/1.png";

pub(crate) fn refusal(status: u16, headers: &[(&str, &str)], body: &Value) -> Error {
    read_images(&received(status, headers, body.to_string().as_bytes())).unwrap_err()
}

#[test]
fn trap_15_a_gateways_timeout_is_never_repeated() {
    for status in [502, 504, 520, 522, 524] {
        let error = refusal(status, &[], &json!({}));
        assert_eq!(
            (error.kind(), error.charge()),
            (&Kind::Gateway, Charge::Possible),
            "{status}"
        );
        assert_eq!(
            retry::decide(1, &error, Billing::Billable, 9),
            Decision::GiveUp,
            "{status}"
        );
    }
}

#[test]
fn trap_16_too_many_requests_may_mean_no_money() {
    let error = refusal(
        429,
        &[],
        &json!({"error": {"message": "上游负载已饱和", "code": "insufficient_user_quota"}}),
    );
    assert_eq!(*error.kind(), Kind::Quota);
    assert_eq!(
        retry::decide(1, &error, Billing::Billable, 9),
        Decision::GiveUp
    );
}

#[test]
fn trap_17_geminis_wrong_key_is_a_bad_request() {
    let details =
        json!([{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "API_KEY_INVALID"}]);
    let body = json!({"error": {"code": 400, "message": "API key not valid.", "status": "INVALID_ARGUMENT", "details": details}});
    let answer = received(400, &[], body.to_string().as_bytes());
    assert!(gemini::read(&answer).unwrap_err().is_auth());
}

#[test]
fn trap_18_when_to_come_back_is_a_number_a_date_or_nothing() {
    let now = "2026-11-23T00:00:00Z";
    let after =
        |value: &str| retry::after(&head(429, &[("retry-after", value)]), now.parse().unwrap());
    assert_eq!(after("7"), Some(Duration::from_secs(7)));
    assert_eq!(
        after("Mon, 23 Nov 2026 00:01:00 GMT"),
        Some(Duration::from_mins(1))
    );
    assert_eq!(after("soon"), None);
    let limited = json!({"error": {"message": "retry in 500s", "code": "rate_limit_exceeded"}});
    let decision = retry::decide(1, &refusal(429, &[], &limited), Billing::Billable, 9);
    assert_eq!(
        decision,
        Decision::GiveUp,
        "longer than two minutes is the user's to wait"
    );
    let silent = refusal(429, &[], &json!({}));
    assert_eq!(
        retry::decide(1, &silent, Billing::Billable, 9),
        Decision::Again(Wait::Long)
    );
}

#[test]
fn trap_19_codes_are_texts_or_numbers_and_messages_may_be_empty() {
    for (body, code, kind) in [
        (
            json!({"error": {"code": 401, "message": "", "param": ""}}),
            "401",
            Kind::Auth,
        ),
        (
            json!({"error": {"code": "invalid_api_key", "message": "", "param": null}}),
            "invalid_api_key",
            Kind::Auth,
        ),
    ] {
        let error = refusal(200, &[], &body);
        assert_eq!((error.code(), error.param()), (Some(code), None), "{body}");
        assert_eq!(
            (error.kind(), error.message()),
            (&kind, Some("HTTP 200")),
            "{body}"
        );
    }
}

/// Keeps what it was asked for.
struct Asked {
    seen: Mutex<Vec<Outgoing>>,
}

#[async_trait]
impl Transport for Asked {
    async fn send(&self, request: Outgoing) -> Result<Incoming, TransportError> {
        self.seen.lock().unwrap().push(request);
        Ok(Incoming {
            head: head(200, &[("content-length", "3")]),
            chunks: Box::pin(futures_util::stream::iter([Ok(Bytes::from_static(b"abc"))])),
        })
    }
}

#[tokio::test]
async fn trap_20_a_result_is_fetched_by_get_alone_and_without_the_key() {
    let transport = std::sync::Arc::new(Asked {
        seen: Mutex::default(),
    });
    let base = BaseUrl::parse("https://a.example").unwrap();
    let api = Client::new(transport.clone(), base, AuthStyle::Bearer);
    let caller = Caller::new();
    let (_, got) = caller
        .with(async |call| api.download(URL, Memory::default(), call).await)
        .await;
    assert_eq!(got.unwrap().bytes, 3);
    let seen = transport.seen.lock().unwrap();
    assert_eq!(seen.len(), 1, "no question before it");
    assert_eq!(seen[0].method, Method::GET);
    assert!(!seen[0].headers.contains_key("authorization"));
    assert!(!seen[0].headers.contains_key("x-goog-api-key"));
}

#[test]
fn trap_32_a_paid_request_is_not_repeated_as_official_clients_do() {
    for status in [408, 409, 500, 502, 503, 504] {
        let error = refusal(
            status,
            &[("x-should-retry", "true")],
            &json!({"error": {"message": "x"}}),
        );
        assert_eq!(
            retry::decide(1, &error, Billing::Billable, 9),
            Decision::GiveUp,
            "{status}"
        );
    }
}
