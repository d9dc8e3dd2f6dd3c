//! Owns refusals: the status and body of a request that gets no picture.
//!
//! The shapes are those of OpenAI and of new-api relays (WIRE 7.1); which refusal a request
//! deserves is decided elsewhere, in `rules` and `fault`.

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use serde_json::{Value, json};

/// A refusal with an OpenAI-shaped body.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Refusal {
    pub(crate) status: StatusCode,
    pub(crate) message: String,
    pub(crate) kind: &'static str,
    pub(crate) param: Option<String>,
    pub(crate) code: Value,
}

impl Refusal {
    /// A 400 of type `invalid_request_error`, the commonest refusal.
    pub(crate) fn invalid(param: &str, code: &str, message: impl Into<String>) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            message: message.into(),
            kind: "invalid_request_error",
            param: Some(param.to_owned()),
            code: json!(code),
        }
    }

    /// OpenAI's words for a field it does not know (recorded, see `openai-images`).
    pub(crate) fn unknown_parameter(param: &str) -> Self {
        Self::invalid(
            param,
            "unknown_parameter",
            format!("Unknown parameter: '{param}'."),
        )
    }

    /// OpenAI's words for a field that must be there.
    pub(crate) fn missing(param: &str) -> Self {
        let message = format!("Missing required parameter: '{param}'.");
        Self::invalid(param, "missing_required_parameter", message)
    }

    /// OpenAI's words for a value outside an enumeration.
    pub(crate) fn not_one_of(param: &str, value: &str, supported: &[&str]) -> Self {
        let quoted: Vec<String> = supported.iter().map(|value| format!("'{value}'")).collect();
        let list = match quoted.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, rest)) => format!("{}, and {last}", rest.join(", ")),
            None => String::new(),
        };
        let message = format!("Invalid value: '{value}'. Supported values are: {list}.");
        Self::invalid(param, "invalid_value", message)
    }

    /// A picture that was sent and cannot be read.
    pub(crate) fn unreadable_image(param: &str, number: usize) -> Self {
        Self {
            kind: "image_generation_user_error",
            ..Self::invalid(
                param,
                "invalid_image_file",
                format!(
                    "Invalid image file or mode for image {number}, please check your image file."
                ),
            )
        }
    }

    /// The body, as JSON text.
    pub(crate) fn body(&self) -> String {
        json!({"error": {
            "message": self.message,
            "type": self.kind,
            "param": self.param,
            "code": self.code,
        }})
        .to_string()
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        json_response(self.status, self.body())
    }
}

/// A JSON answer from text that is JSON already.
pub(crate) fn json_response(status: StatusCode, text: impl Into<Body>) -> Response {
    typed_response(status, "application/json", text)
}

/// An answer with a content type.
pub(crate) fn typed_response(
    status: StatusCode,
    content_type: &'static str,
    body: impl Into<Body>,
) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}
