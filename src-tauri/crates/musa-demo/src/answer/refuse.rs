//! Owns the answers of faults that refuse a request: errors in all their shapes (WIRE 7.1, 7.2).

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use serde_json::{Value, json};

use crate::fault::Fault;
use crate::fault::plan::ArrayForm;
use crate::refusal::{Refusal, json_response, typed_response};
use crate::rules::{duplicate_parameter, image_is_required};

const HTML: &str = "text/html; charset=utf-8";

/// What a refusal may mention.
#[derive(Clone, Copy, Debug)]
pub(crate) struct About<'a> {
    pub(crate) model: &'a str,
    pub(crate) key: Option<&'a str>,
    pub(crate) array_form: Option<ArrayForm>,
    /// The address that was asked, for a redirection.
    pub(crate) path: &'a str,
}

/// The answer of a fault, if it is one that refuses.
pub(crate) fn answer(fault: &Fault, about: About<'_>) -> Option<Response> {
    openai_shaped(fault, about)
        .map(IntoResponse::into_response)
        .or_else(|| relay_shaped(fault, about))
        .or_else(|| shapeless(fault, about))
}

fn refusal(status: StatusCode, kind: &'static str, code: &str, message: String) -> Refusal {
    Refusal {
        status,
        message,
        kind,
        param: None,
        code: json!(code),
    }
}

fn openai_shaped(fault: &Fault, about: About<'_>) -> Option<Refusal> {
    let key = about.key.unwrap_or_default();
    Some(match fault {
        Fault::Unauthorized => bad_key(&masked(key)),
        Fault::KeyEcho => bad_key(key),
        Fault::Moderation => refusal(
            StatusCode::BAD_REQUEST,
            "image_generation_user_error",
            "moderation_blocked",
            "Your request was rejected by the safety system. If you believe this is an error, \
             contact us and include the request ID. safety_violations=[sexual]."
                .to_owned(),
        ),
        Fault::ServerError | Fault::FailNth(_) => Refusal {
            code: Value::Null,
            ..refusal(
                StatusCode::INTERNAL_SERVER_ERROR,
                "server_error",
                "",
                "The server had an error while processing your request. Sorry about that!"
                    .to_owned(),
            )
        },
        Fault::ResponseFormatUnknown => Refusal::unknown_parameter("response_format"),
        Fault::ArrayField => match about.array_form {
            Some(ArrayForm::Repeated) => duplicate_parameter(),
            _ => image_is_required(),
        },
        _ => return None,
    })
}

fn bad_key(shown: &str) -> Refusal {
    let message = format!(
        "Incorrect API key provided: {shown}. You can find your API key at \
         https://platform.openai.com/account/api-keys."
    );
    refusal(
        StatusCode::UNAUTHORIZED,
        "invalid_request_error",
        "invalid_api_key",
        message,
    )
}

fn masked(key: &str) -> String {
    let length = key.chars().count();
    if length < 10 {
        return "***".to_owned();
    }
    let head: String = key.chars().take(5).collect();
    let tail: String = key.chars().skip(length - 2).collect();
    format!("{head}***{tail}")
}

fn relay_shaped(fault: &Fault, about: About<'_>) -> Option<Response> {
    let relay = |status: StatusCode, code: &str, message: &str| {
        let body = json!({"error": {
            "message": format!("{message} (request id: 20261122190000000000000demo)"),
            "type": "new_api_error",
            "param": "",
            "code": code,
        }});
        json_response(status, body.to_string())
    };
    Some(match fault {
        Fault::RateLimit { retry_after } => {
            let message = "您已达到请求数限制：请稍后再试";
            let mut response = relay(
                StatusCode::TOO_MANY_REQUESTS,
                "rate_limit_exceeded",
                message,
            );
            let seconds = HeaderValue::from(retry_after.as_secs());
            response.headers_mut().insert(header::RETRY_AFTER, seconds);
            response
        }
        Fault::Quota => relay(
            StatusCode::TOO_MANY_REQUESTS,
            "insufficient_user_quota",
            "当前分组上游负载已饱和，请稍后再试：用户额度不足, 剩余额度: ＄0.000000",
        ),
        Fault::NoChannel => {
            let message = format!("当前分组 default 下对于模型 {} 无可用渠道", about.model);
            relay(StatusCode::SERVICE_UNAVAILABLE, "model_not_found", &message)
        }
        Fault::Error200 => relay(
            StatusCode::OK,
            "bad_response",
            "upstream returned an empty image",
        ),
        _ => return None,
    })
}

fn shapeless(fault: &Fault, about: About<'_>) -> Option<Response> {
    Some(match fault {
        Fault::Empty429 => {
            let mut response = Response::default();
            *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
            response
        }
        Fault::BadGateway => typed_response(
            StatusCode::BAD_GATEWAY,
            "text/html",
            "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad \
             Gateway</h1></center>\r\n<hr><center>nginx/1.24.0</center>\r\n</body>\r\n</html>\r\n",
        ),
        Fault::Timeout524 => {
            let status = StatusCode::from_u16(524).unwrap_or(StatusCode::GATEWAY_TIMEOUT);
            let mut response = typed_response(
                status,
                HTML,
                "<!DOCTYPE html>\n<html lang=\"en-US\">\n<head>\n<title>relay.example | 524: A \
                 timeout occurred</title>\n</head>\n<body>\n<h1>A timeout occurred <span>Error \
                 code 524</span></h1>\n</body>\n</html>\n",
            );
            let headers = response.headers_mut();
            headers.insert("server", HeaderValue::from_static("cloudflare"));
            headers.insert("cf-ray", HeaderValue::from_static("9a1b2c3d4e5f6071-HKG"));
            response
        }
        Fault::Html200 => typed_response(
            StatusCode::OK,
            HTML,
            "<!doctype html><html lang=\"zh\"><head><meta charset=\"utf-8\"><title>New \
             API</title></head><body><div id=\"root\"></div></body></html>",
        ),
        Fault::Redirect => {
            let mut response =
                typed_response(StatusCode::TEMPORARY_REDIRECT, "text/plain", "moved");
            let target = format!("https://moved.example{}", about.path);
            if let Ok(target) = HeaderValue::from_str(&target) {
                response.headers_mut().insert(header::LOCATION, target);
            }
            response
        }
        Fault::TextOnly => {
            let sentence = "I can describe the picture for you, but I did not draw it.";
            let data = json!([{"url": "", "b64_json": "", "revised_prompt": sentence}]);
            let body = json!({"created": super::now(), "data": data});
            json_response(StatusCode::OK, body.to_string())
        }
        Fault::NoData => {
            let body = json!({"created": super::now(), "data": null});
            json_response(StatusCode::OK, body.to_string())
        }
        _ => return None,
    })
}
