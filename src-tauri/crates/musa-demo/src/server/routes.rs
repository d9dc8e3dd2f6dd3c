//! Owns the paths: which handler answers what, and the answer to paths that do not exist.

use std::sync::Arc;

use axum::Router;
use axum::extract::{ConnectInfo, DefaultBodyLimit, Path, Request, State as Shared};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get, post};
use serde_json::{Value, json};

use super::connection::Wire;
use super::pictures;
use super::state::State;
use super::{billing, chat, gemini, talk};
use crate::fault::Fault;
use crate::fault::plan::{Facts, Route};
use crate::models;
use crate::refusal::{Refusal, json_response};
use crate::seen::Seen;

/// The whole server.
pub(crate) fn router(state: Arc<State>) -> Router {
    let balance = Router::new()
        .route(
            "/dashboard/billing/subscription",
            get(billing::subscription),
        )
        .route("/dashboard/billing/usage", get(billing::usage));
    Router::new()
        .merge(balance.clone())
        .nest("/v1", balance)
        .route("/api/usage/token", get(billing::token))
        .route("/api/usage/token/", get(billing::token))
        .route("/api/status", get(billing::status))
        .route("/api/user/self", get(billing::user))
        .route(
            "/v1/images/generations",
            post(pictures::generations).fallback(unknown),
        )
        .route("/v1/images/edits", post(pictures::edits).fallback(unknown))
        .route(
            "/v1/chat/completions",
            post(chat::completions).fallback(unknown),
        )
        .route("/v1/completions", post(talk::completions).fallback(unknown))
        .route("/v1/responses", post(talk::responses).fallback(unknown))
        .route("/v1/images/tasks/{id}", get(task))
        .route("/v1/models", get(list_models))
        .route("/v1beta/models", get(list_models))
        .route(
            "/v1/models/{id}",
            get(one_model).post(gemini::generate).fallback(unknown),
        )
        .route(
            "/v1beta/models/{id}",
            get(gemini_model).post(gemini::generate).fallback(unknown),
        )
        .route("/files/{name}", any(file))
        .route(
            "/health",
            get(async || json_response(StatusCode::OK, "{\"status\":\"ok\"}")),
        )
        .route("/demo/requests", get(counts))
        .fallback(unknown)
        .layer(middleware::from_fn_with_state(Arc::clone(&state), note))
        .layer(DefaultBodyLimit::disable())
        .with_state(state)
}

/// Logs requests whose body nobody reads, and names every answer as relays do. Picture POSTs
/// log themselves, once their body is there.
async fn note(Shared(state): Shared<Arc<State>>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let picture = request.method() == Method::POST && makes_pictures(path);
    if !picture && path != "/demo/requests" {
        state.log.add(Seen::outline(
            request.method(),
            request.uri(),
            request.headers(),
        ));
    }
    let mut response = next.run(request).await;
    let id = format!("demo-{:08}", state.next_answer());
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert("x-request-id", id);
    }
    response
}

/// Whether this is the path of a route that logs its requests itself.
fn makes_pictures(path: &str) -> bool {
    const PATHS: [&str; 5] = [
        "/v1/images/generations",
        "/v1/images/edits",
        "/v1/chat/completions",
        "/v1/completions",
        "/v1/responses",
    ];
    PATHS.contains(&path) || path.starts_with("/v1/models/") || path.starts_with("/v1beta/models/")
}

pub(super) async fn unknown(method: Method, uri: Uri) -> Refusal {
    Refusal {
        status: StatusCode::NOT_FOUND,
        message: format!("Invalid URL ({method} {})", uri.path()),
        kind: "invalid_request_error",
        param: None,
        code: Value::Null,
    }
}

async fn list_models(
    Shared(state): Shared<Arc<State>>,
    method: Method,
    headers: HeaderMap,
    uri: Uri,
) -> Response {
    let faults = state.faults_for(Facts {
        route: Route::Models,
        ..Facts::default()
    });
    if faults.contains(&Fault::NoModels) {
        return unknown(method, uri).await.into_response();
    }
    // As new-api does: who brings a key in Google's way gets Google's list on either path.
    let googles = uri.path().starts_with("/v1beta/")
        || headers.contains_key("x-goog-api-key")
        || uri.query().is_some_and(|query| query.contains("key="));
    let list = if googles {
        models::gemini_list()
    } else {
        models::list()
    };
    json_response(StatusCode::OK, list.to_string())
}

async fn gemini_model(Path(id): Path<String>) -> Response {
    match models::gemini_find(&id) {
        Some(model) => json_response(StatusCode::OK, model.to_string()),
        None => no_model(&id),
    }
}

fn no_model(id: &str) -> Response {
    Refusal {
        status: StatusCode::NOT_FOUND,
        message: format!("The model '{id}' does not exist"),
        kind: "invalid_request_error",
        param: Some("model".to_owned()),
        code: json!("model_not_found"),
    }
    .into_response()
}

async fn one_model(headers: HeaderMap, Path(id): Path<String>) -> Response {
    let found = if headers.contains_key("x-goog-api-key") {
        models::gemini_find(&id)
    } else {
        models::find(&id)
    };
    match found {
        Some(model) => json_response(StatusCode::OK, model.to_string()),
        None => no_model(&id),
    }
}

async fn task(Shared(state): Shared<Arc<State>>, Path(id): Path<String>) -> Response {
    state.tasks.answer(&id)
}

async fn counts(Shared(state): Shared<Arc<State>>) -> Response {
    json_response(StatusCode::OK, state.log.counts().to_string())
}

async fn file(
    Shared(state): Shared<Arc<State>>,
    ConnectInfo(wire): ConnectInfo<Wire>,
    method: Method,
    headers: HeaderMap,
    Path(name): Path<String>,
) -> Response {
    state.shelf.answer(&method, &headers, &name, &wire)
}
