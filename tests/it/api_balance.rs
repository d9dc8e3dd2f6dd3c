//! What is left at a provider (WIRE 8): the requests, every form, and hosts that have none of it.

use musa_api::endpoint::Endpoint;
use musa_api::endpoints::balance::{
    Balance, Limit, Offered, Site, SiteStatus, Subscription, TokenQuota, TokenUsage, UsedUp,
    of_billing, of_token,
};
use musa_api::endpoints::models::Models;
use musa_api::error::Kind;
use serde_json::json;

use crate::api_wire::{received, written};

fn used() -> UsedUp {
    UsedUp {
        from: "2026-11-01".to_owned(),
        to: "2026-11-24".to_owned(),
    }
}

#[test]
fn the_questions_are_free() {
    let all = [
        Subscription.request(),
        used().request(),
        TokenUsage.request(),
        SiteStatus.request(),
    ];
    insta::assert_snapshot!(all.map(|it| written(&it)).join(""), @r"
    GET /v1/dashboard/billing/subscription
    Free, first byte 30s
    GET /v1/dashboard/billing/usage?start_date=2026-11-01&end_date=2026-11-24
    Free, first byte 30s
    GET /api/usage/token
    Free, first byte 30s
    GET /api/status
    Free, first byte 30s
    ");
}

#[test]
fn a_host_without_the_pages_offers_nothing_and_is_no_failure() {
    let console = b"<!doctype html><html><title>One API</title></html>".as_slice();
    let unknown = br#"{"error":{"message":"Invalid URL (GET /api/usage/token)","type":"invalid_request_error"}}"#;
    for (status, body) in [
        (404, b"404 page not found".as_slice()),
        (404, unknown),
        (200, console),
        (404, console),
        (405, b"{}"),
        (501, b""),
        (301, b""),
    ] {
        let answer = received(status, &[], body);
        let label = format!("{status} {}", String::from_utf8_lossy(body));
        assert_eq!(Subscription.read(&answer), Ok(Offered::No), "{label}");
        assert_eq!(used().read(&answer), Ok(Offered::No), "{label}");
        assert_eq!(TokenUsage.read(&answer), Ok(Offered::No), "{label}");
        assert_eq!(SiteStatus.read(&answer), Ok(Offered::No), "{label}");
    }
    let models = Models.read(&received(200, &[], console)).unwrap_err();
    assert_eq!(
        *models.kind(),
        Kind::NotTheApi,
        "a list of models is never hidden"
    );
}

#[test]
fn a_wrong_key_and_a_broken_host_are_failures() {
    let wrong = json!({"error": {"message": "无效的令牌", "type": "new_api_error"}}).to_string();
    let unsigned =
        json!({"success": false, "message": "无权进行此操作，未登录且未提供 access token"})
            .to_string();
    for (status, body, kind) in [
        (401, wrong.as_str(), Kind::Auth),
        (200, &wrong, Kind::Auth),
        (200, &unsigned, Kind::Server),
        (500, "", Kind::Server),
        (200, "{}", Kind::Unreadable),
        (200, "not json", Kind::Unreadable),
    ] {
        let answer = received(status, &[], body.as_bytes());
        assert_eq!(
            *Subscription.read(&answer).unwrap_err().kind(),
            kind,
            "{status} {body}"
        );
        assert_eq!(
            *TokenUsage.read(&answer).unwrap_err().kind(),
            kind,
            "{status} {body}"
        );
    }
}

fn read<E: Endpoint>(endpoint: &E, body: &serde_json::Value) -> E::Answer {
    endpoint
        .read(&received(200, &[], body.to_string().as_bytes()))
        .unwrap()
}

#[test]
fn every_form_is_read() {
    let subscription = |hard: serde_json::Value| {
        json!({"object": "billing_subscription", "has_payment_method": true,
        "soft_limit_usd": 1, "hard_limit_usd": hard, "system_hard_limit_usd": 1, "access_until": 0})
    };
    for (hard, expected) in [
        (json!(12.5), Some(12.5)),
        (json!("12.5"), Some(12.5)),
        (json!(0), Some(0.0)),
        (json!(100_000_000), None),
    ] {
        let limit = read(&Subscription, &subscription(hard));
        assert_eq!(limit, Offered::Yes(Limit { hard: expected }));
    }
    let usage = json!({"object": "list", "total_usage": 250.0});
    assert_eq!(read(&used(), &usage), Offered::Yes(2.5));
    let token = |unlimited: bool| {
        json!({"code": true, "message": "ok", "data": {"object": "token_usage", "name": "a",
        "total_granted": 1_000_000, "total_used": 250_000, "total_available": 750_000, "unlimited_quota": unlimited,
        "model_limits": {}, "model_limits_enabled": false, "expires_at": 0}})
    };
    for (unlimited, available) in [(false, Some(750_000.0)), (true, None)] {
        let quota = TokenQuota {
            available,
            used: Some(250_000.0),
        };
        assert_eq!(read(&TokenUsage, &token(unlimited)), Offered::Yes(quota));
    }
    let status = json!({"success": true, "message": "", "data": {"system_name": "Relay", "quota_per_unit": 500_000, "display_in_currency": false}});
    let site = Site {
        name: Some("Relay".to_owned()),
        units_per_dollar: Some(500_000.0),
        shows_money: Some(false),
    };
    assert_eq!(read(&SiteStatus, &status), Offered::Yes(site));
}

#[test]
fn what_is_left_follows_from_the_forms() {
    let limit = |hard| Limit { hard };
    let units = Site {
        name: None,
        units_per_dollar: Some(1000.0),
        shows_money: Some(false),
    };
    let table = [
        (
            of_billing(limit(Some(10.0)), Some(2.5), None),
            Balance::Dollars(7.5),
        ),
        (
            of_billing(limit(Some(10.0)), None, None),
            Balance::Dollars(10.0),
        ),
        // Some sites write what remains as the limit.
        (
            of_billing(limit(Some(3.0)), Some(7.0), None),
            Balance::Dollars(3.0),
        ),
        (of_billing(limit(None), Some(7.0), None), Balance::Unlimited),
        (
            of_billing(limit(Some(5000.0)), Some(1000.0), Some(&units)),
            Balance::Dollars(4.0),
        ),
        (
            of_token(
                TokenQuota {
                    available: Some(750_000.0),
                    used: None,
                },
                None,
            ),
            Balance::Dollars(1.5),
        ),
        (
            of_token(
                TokenQuota {
                    available: Some(500.0),
                    used: None,
                },
                Some(&units),
            ),
            Balance::Dollars(0.5),
        ),
        (
            of_token(
                TokenQuota {
                    available: None,
                    used: None,
                },
                None,
            ),
            Balance::Unlimited,
        ),
    ];
    for (balance, expected) in table {
        assert_eq!(balance, expected);
    }
}
