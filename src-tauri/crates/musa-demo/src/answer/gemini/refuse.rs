//! Owns refusals in Google's shape: a number, a message, a status in capitals, details (WIRE 7.1).

use std::time::Duration;

use axum::response::Response;
use http::StatusCode;
use serde_json::{Value, json};

use crate::fault::Fault;
use crate::refusal::{Refusal, json_response};

fn body(status: StatusCode, message: &str, details: Value) -> Value {
    let name = match status {
        StatusCode::BAD_REQUEST => "INVALID_ARGUMENT",
        StatusCode::NOT_FOUND => "NOT_FOUND",
        StatusCode::TOO_MANY_REQUESTS => "RESOURCE_EXHAUSTED",
        StatusCode::SERVICE_UNAVAILABLE => "UNAVAILABLE",
        _ => "INTERNAL",
    };
    let mut error = json!({"code": status.as_u16(), "message": message, "status": name});
    if !details.is_null() {
        error["details"] = details;
    }
    json!({"error": error})
}

fn response(status: StatusCode, message: &str, details: Value) -> Response {
    json_response(status, body(status, message, details).to_string())
}

/// The shape of Google around a refusal that was found by the rules.
pub(crate) fn refused(refusal: &Refusal) -> Response {
    let message = if refusal.code == "unknown_parameter" {
        "Invalid JSON payload received. Unknown name \"imageSize\" at \
         'generation_config.image_config': Cannot find field."
    } else {
        &refusal.message
    };
    response(refusal.status, message, Value::Null)
}

/// What stands in place of a stream's end.
pub(super) fn unavailable() -> Value {
    body(
        StatusCode::SERVICE_UNAVAILABLE,
        "The model is overloaded. Please try again later.",
        Value::Null,
    )
}

/// The answer of a fault that Google has words of its own for.
pub(crate) fn fault(fault: &Fault) -> Option<Response> {
    Some(match fault {
        Fault::RateLimit { retry_after } => rate_limit(*retry_after),
        Fault::Unauthorized => response(
            StatusCode::BAD_REQUEST,
            "API key not valid. Please pass a valid API key.",
            json!([{
                "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                "reason": "API_KEY_INVALID",
                "domain": "googleapis.com",
                "metadata": {"service": "generativelanguage.googleapis.com"},
            }]),
        ),
        Fault::ServerError | Fault::FailNth(_) => response(
            StatusCode::INTERNAL_SERVER_ERROR,
            "An internal error has occurred. Please retry or report in \
             https://developers.generativeai.google/guide/troubleshooting",
            Value::Null,
        ),
        _ => return None,
    })
}

fn rate_limit(retry_after: Duration) -> Response {
    let seconds = retry_after.as_secs();
    response(
        StatusCode::TOO_MANY_REQUESTS,
        &format!("You exceeded your current quota. Please retry in {seconds}s."),
        json!([{
            "@type": "type.googleapis.com/google.rpc.RetryInfo",
            "retryDelay": format!("{seconds}s"),
        }]),
    )
}
