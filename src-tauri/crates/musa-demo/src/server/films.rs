//! Owns film requests (WIRE 10) from their first byte to their answer: create, ask, list, cancel.

use std::sync::Arc;

use axum::extract::{ConnectInfo, Path, Request, State as Shared};
use axum::response::{IntoResponse, Response};
use http::{Method, StatusCode, Uri};
use serde_json::{Value, json};

use super::connection::Wire;
use super::exchange::Exchange;
use super::routes::unknown;
use super::state::State;
use crate::answer::deliver::Reply;
use crate::fault::plan::{Facts, Route};
use crate::fault::{Fault, FilmForm};
use crate::films::{ArkRefusal, FilmOrder, FilmTask, NotDeleted, Stage};
use crate::refusal::{json_response, typed_response};
use crate::shelf::Manner;

/// The document's path, and Ark's own.
pub(super) const PATHS: [&str; 2] = [
    "/seedance/v3/contents/generations/tasks",
    "/api/v3/contents/generations/tasks",
];

impl IntoResponse for ArkRefusal {
    fn into_response(self) -> Response {
        json_response(self.status, self.body())
    }
}

pub(super) async fn create(
    Shared(state): Shared<Arc<State>>,
    ConnectInfo(wire): ConnectInfo<Wire>,
    request: Request,
) -> Response {
    let mut exchange = match Exchange::open(&state, &wire, request).await {
        Ok(exchange) => exchange,
        Err(response) => return response,
    };
    let fetch = |url: &str| state.fetch_own(url);
    let reading = FilmOrder::read(&exchange.body, &fetch);
    exchange.note(reading.fields, reading.files);
    let faults = exchange.faults(Route::Films, None);
    exchange.fall_silent(&faults).await;
    let refused = exchange.refused(None, &faults);
    let answer = match (refused, reading.order) {
        (Some(response), _) => response,
        (None, Err(refusal)) => refusal.into_response(),
        (None, Ok(order)) => {
            let refused = faults.iter().find_map(ark).map(IntoResponse::into_response);
            refused.unwrap_or_else(|| begun(&state, &wire, order, faults))
        }
    };
    exchange.close(Reply::Held(answer)).await
}

/// A task, and the answer that names it, unless the line breaks before.
fn begun(state: &State, wire: &Wire, order: FilmOrder, faults: Vec<Fault>) -> Response {
    let has = |form| faults.contains(&Fault::Film(form));
    let (lost, wrapped) = (has(FilmForm::Lost), has(FilmForm::Spelled));
    let id = state.films.put(order, faults);
    if lost {
        wire.cut_now();
    }
    let body = if wrapped {
        json!({"code": "success", "data": {"task_id": id}})
    } else {
        json!({"id": id})
    };
    json_response(StatusCode::OK, body.to_string())
}

/// The refusals of WIRE 10.4, by name.
fn ark(fault: &Fault) -> Option<ArkRefusal> {
    let Fault::Ark(code) = fault else { return None };
    let (status, message) = code.said();
    Some(ArkRefusal {
        status,
        code: code.name(),
        message: message.to_owned(),
        param: "",
    })
}

fn state_faults(state: &State) -> Vec<Fault> {
    state.faults_for(Facts {
        route: Route::FilmTasks,
        ..Facts::default()
    })
}

pub(super) async fn state_of(
    Shared(state): Shared<Arc<State>>,
    Path(id): Path<String>,
) -> Response {
    let faults = state_faults(&state);
    if faults.contains(&Fault::Film(FilmForm::StateError)) {
        let page = "<html><head><title>502 Bad Gateway</title></head></html>";
        return typed_response(StatusCode::BAD_GATEWAY, "text/html", page);
    }
    let missing = faults.contains(&Fault::Film(FilmForm::StateMissing));
    match state.films.look(&id).filter(|_| !missing) {
        Some((task, looks)) => {
            let body = told(&state, &task, looks);
            json_response(StatusCode::OK, body.to_string())
        }
        None => no_task(&id).into_response(),
    }
}

fn no_task(id: &str) -> ArkRefusal {
    ArkRefusal {
        status: StatusCode::NOT_FOUND,
        code: "ResourceNotFound",
        message: format!("The specified task {id} is not found."),
        param: "id",
    }
}

/// A task as it stands.
fn told(state: &State, task: &FilmTask, looks: u32) -> Value {
    let mut body = json!({
        "id": task.id,
        "model": task.model,
        "status": "queued",
        "error": null,
        "created_at": task.created_at,
        "updated_at": crate::answer::now(),
        "duration": task.seconds,
        "framespersecond": 24,
        "service_tier": "default",
        "execution_expires_after": 172_800,
    });
    for (name, value) in &task.settings {
        body[*name] = value.clone();
    }
    match task.stage() {
        _ if task.cancelled => body["status"] = json!("cancelled"),
        Stage::Queued => {}
        Stage::Running if task.has(FilmForm::StrangeWord) && looks < 3 => {
            body["status"] = json!("dreaming");
        }
        Stage::Running => body["status"] = json!("running"),
        Stage::Ended => ended(state, task, looks, &mut body),
    }
    if task.has(FilmForm::Spelled) {
        spelled(&body)
    } else {
        body
    }
}

fn ended(state: &State, task: &FilmTask, looks: u32, body: &mut Value) {
    let failed = |code: &str, message: &str| json!({"code": code, "message": message});
    if task.has(FilmForm::Expired) {
        body["status"] = json!("expired");
    } else if task.has(FilmForm::Sensitive) {
        body["status"] = json!("failed");
        let message =
            "The request failed because the output video may contain sensitive information.";
        body["error"] = failed("OutputVideoSensitiveContentDetected", message);
    } else if task.has(FilmForm::Failed) {
        body["status"] = json!("failed");
        let message = "The service encountered an unexpected internal error.";
        body["error"] = failed("InternalServiceError", message);
    } else {
        body["status"] = json!("succeeded");
        if state.films.take_charge(&task.id) {
            state.purse.charge_film(task.seconds);
        }
        body["content"] = content(state, task, looks);
        // As Ark counts: pixels by frames by 1/1024, of 720p.
        let tokens = 1280 * 720 * (task.seconds * 24 + 1) / 1024;
        body["usage"] = json!({"completion_tokens": tokens, "total_tokens": tokens});
    }
}

/// Addresses anew with every look, as they are signed anew.
fn content(state: &State, task: &FilmTask, looks: u32) -> Value {
    let first = looks == 1;
    let manner = match () {
        () if task.has(FilmForm::UrlExpired) && first => Manner::Missing,
        () if task.has(FilmForm::UrlDead) => Manner::Missing,
        () if task.has(FilmForm::UrlCut) => Manner::CutOnce,
        () => Manner::Plain,
    };
    let film = if task.has(FilmForm::NoFilm) {
        bytes::Bytes::from_static(b"<html><title>not found</title></html>")
    } else {
        task.reel.film()
    };
    let put = |bytes, kind, manner| {
        let path = state.shelf.put(bytes, kind, state.url_lifetime, manner);
        format!("{}{path}", state.base_url())
    };
    let mut content = json!({"video_url": put(film, "video/mp4", manner)});
    if task.last_frame && !task.has(FilmForm::NoLastFrame) {
        let frame = task.reel.last_frame();
        content["last_frame_url"] = json!(put(frame, "image/png", Manner::Plain));
    }
    content
}

/// As relays of another house spell it (WIRE 10.2).
fn spelled(body: &Value) -> Value {
    let word = match body["status"].as_str() {
        Some("queued") => "SUBMITTED",
        Some("running") => "IN_PROGRESS",
        Some("succeeded") => "SUCCESS",
        Some("failed") => "FAILURE",
        _ => "canceled",
    };
    let reason = body.pointer("/error/message").cloned().unwrap_or(json!(""));
    let video = body.pointer("/content/video_url").cloned();
    let frame = body.pointer("/content/last_frame_url").cloned();
    json!({"code": "success", "message": "", "data": {
        "task_id": body["id"],
        "status": word,
        "progress": if word == "SUCCESS" { "100%" } else { "45%" },
        "fail_reason": reason,
        "data": {"video_url": video, "last_frame_url": frame},
    }})
}

/// The query of a list.
#[derive(Default)]
struct Page {
    page_num: Option<usize>,
    page_size: Option<usize>,
}

pub(super) async fn list(Shared(state): Shared<Arc<State>>, method: Method, uri: Uri) -> Response {
    if state_faults(&state).contains(&Fault::Film(FilmForm::NoList)) {
        return unknown(method, uri).await.into_response();
    }
    let page = Page::of(uri.query().unwrap_or_default());
    let size = page.page_size.unwrap_or(10).clamp(1, 500);
    let skipped = (page.page_num.unwrap_or(1).max(1) - 1) * size;
    let all = state.films.all();
    let shown = all.iter().skip(skipped).take(size);
    let items: Vec<Value> = shown.map(|task| told(&state, task, 2)).collect();
    let body = json!({"total": all.len(), "items": items});
    json_response(StatusCode::OK, body.to_string())
}

pub(super) async fn delete(
    Shared(state): Shared<Arc<State>>,
    Path(id): Path<String>,
    method: Method,
    uri: Uri,
) -> Response {
    if state_faults(&state).contains(&Fault::Film(FilmForm::NoList)) {
        return unknown(method, uri).await.into_response();
    }
    let refusal = |code, message: &str| ArkRefusal {
        status: StatusCode::CONFLICT,
        code,
        message: message.to_owned(),
        param: "id",
    };
    match state.films.delete(&id) {
        Ok(()) => json_response(StatusCode::OK, "{}"),
        Err(NotDeleted::Unknown) => no_task(&id).into_response(),
        Err(NotDeleted::Running) => {
            let message = "The task is running and cannot be cancelled.";
            refusal("TaskRunningCannotCancel", message).into_response()
        }
        Err(NotDeleted::Cancelled) => {
            refusal("InvalidAction", "The task was cancelled before.").into_response()
        }
    }
}

impl Page {
    fn of(query: &str) -> Self {
        let value = |name: &str| {
            let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            pairs.find(|(key, _)| *key == name)?.1.parse().ok()
        };
        Self {
            page_num: value("page_num"),
            page_size: value("page_size"),
        }
    }
}
