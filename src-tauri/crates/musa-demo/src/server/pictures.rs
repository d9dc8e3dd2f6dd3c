//! Owns a picture request from its first byte to its answer: read, note, judge, draw, deliver.

mod make;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, Request, State as Shared};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::{HeaderMap, StatusCode, header, request};
use serde_json::{Value, json};
use tokio::time::Instant;

use super::connection::Wire;
use super::state::State;
use crate::answer::refuse::{self, About};
use crate::fault::Fault;
use crate::fault::plan::Facts;
use crate::refusal::Refusal;
use crate::request::{Endpoint, Reading, Received, form, json};
use crate::seen::Seen;

/// The longest body that is read, in bytes.
const LONGEST_BODY: usize = 512 << 20;

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
    let began = Instant::now();
    let (parts, body) = request.into_parts();
    let mut seen = Seen::outline(&parts.method, &parts.uri, &parts.headers);
    let Ok(body) = to_bytes(body, LONGEST_BODY).await else {
        // Too long, or the sender gave up: what counts is that it was here.
        state.log.add(seen);
        return too_large().into_response();
    };
    let reading = read(state, endpoint, &parts, &body).await;
    seen = seen.with_body(&body);
    drop(body);
    (seen.fields, seen.files) = (reading.fields, reading.files);
    state.log.add(seen);
    let facts = facts(state, reading.received.as_ref().ok());
    let faults = state.faults_for(facts);
    let response = respond(state, wire, &parts, reading.received, &faults).await;
    let pause = delay(state, &parts.headers).saturating_sub(began.elapsed());
    tokio::select! {
        () = tokio::time::sleep(pause) => response,
        () = state.closing.cancelled() => response,
    }
}

fn too_large() -> Refusal {
    Refusal {
        status: StatusCode::PAYLOAD_TOO_LARGE,
        message: "failed to read request body: request body too large".to_owned(),
        kind: "new_api_error",
        param: None,
        code: json!("read_request_body_failed"),
    }
}

async fn read(
    state: &Arc<State>,
    endpoint: Endpoint,
    parts: &request::Parts,
    body: &Bytes,
) -> Reading {
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

fn facts(state: &State, received: Option<&Received>) -> Facts {
    Facts {
        ordinal: state.next_post(),
        response_format: received.is_some_and(|r| r.text("response_format").is_some()),
        array_form: received.and_then(|received| received.array_form),
    }
}

fn delay(state: &State, headers: &HeaderMap) -> Duration {
    let asked = headers
        .get("x-musa-demo-delay-ms")
        .and_then(|value| value.to_str().ok());
    let asked = asked
        .and_then(|text| text.parse().ok())
        .map(Duration::from_millis);
    asked.unwrap_or_else(|| *state.delay.lock())
}

async fn respond(
    state: &Arc<State>,
    wire: &Wire,
    parts: &request::Parts,
    received: Result<Received, Refusal>,
    faults: &[Fault],
) -> Response {
    if faults.contains(&Fault::Hang) {
        state.closing.cancelled().await;
        wire.cut_now();
    }
    if faults.contains(&Fault::DropBeforeAnswer) {
        wire.cut_now();
    }
    let model = received.as_ref().map(Received::model).unwrap_or_default();
    let about = About {
        model,
        bearer: bearer(&parts.headers),
        array_form: received
            .as_ref()
            .ok()
            .and_then(|received| received.array_form),
        path: parts.uri.path(),
    };
    if let Some(response) = faults.iter().find_map(|fault| refuse::answer(fault, about)) {
        return response;
    }
    let made = match received {
        Ok(received) => make::pictures(state, received, faults).await,
        Err(refusal) => Err(refusal),
    };
    match made {
        Ok(made) => make::answer(state, wire, parts.uri.query(), &made, faults),
        Err(refusal) => refusal.into_response(),
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let text = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    Some(text.strip_prefix("Bearer ").unwrap_or(text))
}

/// What a task's result looks like: addresses, whatever form was asked for (WIRE 1.4).
fn task_result(urls: &[String]) -> Value {
    let data: Vec<Value> = urls
        .iter()
        .map(|url| json!({"url": url, "b64_json": "", "revised_prompt": ""}))
        .collect();
    json!({"created": crate::answer::now(), "data": data})
}
