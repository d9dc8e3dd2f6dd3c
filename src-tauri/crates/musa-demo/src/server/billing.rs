//! Owns the balance as relays tell it: limits and usage in dollars, or in quota units (WIRE 8).

use std::sync::Arc;

use axum::extract::State as Shared;
use axum::http::{Method, Uri};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde_json::{Value, json};

use super::routes::unknown;
use super::state::State;
use crate::fault::plan::{Facts, Route};
use crate::fault::{BalanceForm, Fault};
use crate::purse::{GRANTED, UNITS_TO_THE_DOLLAR};
use crate::refusal::{json_response, typed_response};

/// What `hard_limit_usd` says where there is no limit.
const UNLIMITED: u64 = 100_000_000;

/// `GET /dashboard/billing/subscription`, also under `/v1`.
pub(super) async fn subscription(
    Shared(state): Shared<Arc<State>>,
    method: Method,
    uri: Uri,
) -> Response {
    answer(&state, method, uri, |state, form| {
        let spent = state.purse.spent();
        let limit = match form {
            Some(BalanceForm::Unlimited) => json!(UNLIMITED),
            // The inverted condition of one-api: what remains, and no more than that.
            Some(BalanceForm::Remaining) => amount(GRANTED.saturating_sub(spent), form),
            _ => amount(GRANTED, form),
        };
        json!({
            "object": "billing_subscription",
            "has_payment_method": true,
            "soft_limit_usd": limit,
            "hard_limit_usd": limit,
            "system_hard_limit_usd": limit,
            "access_until": 0,
        })
    })
    .await
}

/// `GET /dashboard/billing/usage`, also under `/v1`. The dates are not looked at, as in one-api.
pub(super) async fn usage(Shared(state): Shared<Arc<State>>, method: Method, uri: Uri) -> Response {
    answer(&state, method, uri, |state, form| {
        let spent = amount(state.purse.spent(), form).as_f64().unwrap_or(0.0);
        json!({"object": "list", "total_usage": spent * 100.0})
    })
    .await
}

/// `GET /api/usage/token`: the same in quota units. The older relays, whose billing pages these
/// forms are, have no such page.
pub(super) async fn token(Shared(state): Shared<Arc<State>>, method: Method, uri: Uri) -> Response {
    if matches!(
        form(&state),
        Some(BalanceForm::QuotaUnits | BalanceForm::Remaining)
    ) {
        return unknown(method, uri).await.into_response();
    }
    answer(&state, method, uri, |state, form| {
        let spent = state.purse.spent();
        json!({"code": true, "message": "ok", "data": {
            "object": "token_usage",
            "name": "demo",
            "total_granted": GRANTED,
            "total_used": spent,
            "total_available": GRANTED.saturating_sub(spent),
            "unlimited_quota": form == Some(BalanceForm::Unlimited),
            "model_limits": {},
            "model_limits_enabled": false,
            "expires_at": 0,
        }})
    })
    .await
}

/// `GET /api/status`: what a dollar is, and whether amounts are shown in dollars.
pub(super) async fn status(
    Shared(state): Shared<Arc<State>>,
    method: Method,
    uri: Uri,
) -> Response {
    answer(&state, method, uri, |_, form| {
        json!({"success": true, "message": "", "data": {
            "system_name": "Musa demo",
            "quota_per_unit": UNITS_TO_THE_DOLLAR,
            "display_in_currency": form != Some(BalanceForm::QuotaUnits),
        }})
    })
    .await
}

/// `GET /api/user/self` wants another kind of key than a picture does.
pub(super) async fn user() -> Response {
    let body = json!({
        "success": false,
        "message": "无权进行此操作，未登录且未提供 access token",
    });
    json_response(StatusCode::UNAUTHORIZED, body.to_string())
}

/// Quota units as dollars, or as they are where the site shows no currency.
fn amount(units: u64, form: Option<BalanceForm>) -> Value {
    if form == Some(BalanceForm::QuotaUnits) {
        return json!(units);
    }
    let cents = u32::try_from(units * 10_000 / UNITS_TO_THE_DOLLAR).unwrap_or(u32::MAX);
    json!(f64::from(cents) / 10_000.0)
}

/// The form that a fault wants.
fn form(state: &State) -> Option<BalanceForm> {
    let faults = state.faults_for(Facts {
        route: Route::Balance,
        ..Facts::default()
    });
    faults.iter().find_map(|fault| match fault {
        Fault::Balance(form) => Some(*form),
        _ => None,
    })
}

async fn answer(
    state: &State,
    method: Method,
    uri: Uri,
    body: impl FnOnce(&State, Option<BalanceForm>) -> Value,
) -> Response {
    let form = form(state);
    match form {
        Some(BalanceForm::None) => unknown(method, uri).await.into_response(),
        Some(BalanceForm::Html) => typed_response(
            StatusCode::OK,
            "text/html; charset=utf-8",
            "<!doctype html><html><head><title>New API</title></head><body></body></html>",
        ),
        Some(BalanceForm::Error) => {
            let error = json!({"error": {
                "message": "该令牌无权查询额度", "type": "one_api_error", "param": "", "code": "",
            }});
            json_response(StatusCode::OK, error.to_string())
        }
        _ => json_response(StatusCode::OK, body(state, form).to_string()),
    }
}
