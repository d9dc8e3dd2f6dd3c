//! Owns a request to the two images routes from its first byte to its answer: read, note, judge,
//! draw, deliver.

pub(super) mod make;

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State as Shared};
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};
use serde_json::{Value, json};

use super::connection::Wire;
use super::exchange::Exchange;
use super::state::State;
use crate::answer::deliver::Reply;
use crate::fault::Fault;
use crate::fault::plan::Route;
use crate::models::Family;
use crate::refusal::Refusal;
use crate::request::{Endpoint, Reading, Received, form, json};

pub(super) async fn generations(
    Shared(state): Shared<Arc<State>>,
    ConnectInfo(wire): ConnectInfo<Wire>,
    request: Request,
) -> Response {
    answer(&state, &wire, Endpoint::Generations, request).await
}

pub(super) async fn edits(
    Shared(state): Shared<Arc<State>>,
    ConnectInfo(wire): ConnectInfo<Wire>,
    request: Request,
) -> Response {
    answer(&state, &wire, Endpoint::Edits, request).await
}

async fn answer(state: &Arc<State>, wire: &Wire, endpoint: Endpoint, request: Request) -> Response {
    let mut exchange = match Exchange::open(state, wire, request).await {
        Ok(exchange) => exchange,
        Err(response) => return response,
    };
    let reading = read(&exchange, endpoint).await;
    exchange.note(reading.fields, reading.files);
    let faults = exchange.faults(Route::Images, reading.received.as_ref().ok());
    let reply = respond(&exchange, reading.received, &faults).await;
    exchange.close(reply).await
}

async fn read(exchange: &Exchange, endpoint: Endpoint) -> Reading {
    let (state, parts, body) = (&exchange.state, &exchange.parts, &exchange.body);
    let fetch = |url: &str| state.fetch_own(url);
    let kind = parts
        .headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let kind = kind.unwrap_or_default().to_ascii_lowercase();
    match endpoint {
        Endpoint::Edits if kind.starts_with("multipart/form-data") => {
            let request = Request::from_parts(parts.clone(), Body::from(body.clone()));
            form::read(endpoint, request, &fetch).await
        }
        Endpoint::Edits if !kind.starts_with("application/json") => Reading {
            received: Err(wrong_type(&kind)),
            fields: BTreeMap::new(),
            files: Vec::new(),
        },
        _ => json::read(endpoint, body, &fetch),
    }
}

fn wrong_type(kind: &str) -> Refusal {
    Refusal {
        param: None,
        ..Refusal::invalid(
            "",
            "unsupported_content_type",
            format!(
                "Unsupported content type: '{kind}'. This API method accepts \
                 'multipart/form-data' and 'application/json' requests."
            ),
        )
    }
}

async fn respond(
    exchange: &Exchange,
    received: Result<Received, Refusal>,
    faults: &[Fault],
) -> Reply {
    exchange.fall_silent(faults).await;
    if let Some(response) = exchange.refused(received.as_ref().ok(), faults) {
        return Reply::Held(response);
    }
    let made = match received {
        Ok(received) if !has_route(&received, faults) => Err(no_images_route()),
        Ok(received) => make::pictures(&exchange.state, received, faults).await,
        Err(refusal) => Err(refusal),
    };
    match made {
        Ok(made) => make::answer(exchange, &made, faults),
        Err(refusal) => Reply::Held(refusal.into_response()),
    }
}

/// Some models speak only one format: the document says so of gemini-2.5-flash-image-preview, and
/// shows recraftv3 through chat alone.
fn has_route(received: &Received, faults: &[Fault]) -> bool {
    let chat_only = received.model() == "gemini-2.5-flash-image-preview"
        || Family::of(received.model()) == Family::Recraft;
    !chat_only && !faults.contains(&Fault::NoRoute(Route::Images))
}

/// new-api's words for a model that its images route cannot serve.
fn no_images_route() -> Refusal {
    Refusal {
        status: StatusCode::INTERNAL_SERVER_ERROR,
        message: "not supported model for image generation".to_owned(),
        kind: "new_api_error",
        param: Some(String::new()),
        code: json!("convert_request_failed"),
    }
}

/// What a task's result looks like: addresses, whatever form was asked for (WIRE 1.4).
fn task_result(urls: &[String]) -> Value {
    let data: Vec<Value> = urls
        .iter()
        .map(|url| json!({"url": url, "b64_json": "", "revised_prompt": ""}))
        .collect();
    json!({"created": crate::answer::now(), "data": data})
}
