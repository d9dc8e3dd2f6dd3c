//! Owns what every picture request goes through, whatever its route: its body is read, it is
//! noted, faults that concern it are taken, and its answer waits until the delay is over.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::body::to_bytes;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::{HeaderMap, StatusCode, header, request::Parts};
use serde_json::json;
use tokio::time::Instant;

use super::connection::Wire;
use super::state::State;
use crate::answer::deliver::{Delivery, Reply};
use crate::answer::refuse::{self, About};
use crate::fault::Fault;
use crate::fault::plan::{Facts, Route};
use crate::refusal::Refusal;
use crate::request::Received;
use crate::seen::{Seen, SeenFile};

/// The longest body that is read, in bytes.
const LONGEST_BODY: usize = 512 << 20;

/// A picture request under way.
pub(super) struct Exchange {
    pub(super) state: Arc<State>,
    pub(super) wire: Wire,
    pub(super) parts: Parts,
    pub(super) body: Bytes,
    seen: Option<Seen>,
    began: Instant,
}

impl Exchange {
    /// Reads a request whole; the error is the answer to one that is too long.
    pub(super) async fn open(
        state: &Arc<State>,
        wire: &Wire,
        request: Request,
    ) -> Result<Self, Response> {
        let began = Instant::now();
        let (parts, body) = request.into_parts();
        let seen = Seen::outline(&parts.method, &parts.uri, &parts.headers);
        let Ok(body) = to_bytes(body, LONGEST_BODY).await else {
            // Too long, or the sender gave up: what counts is that it was here.
            state.log.add(seen);
            return Err(too_large().into_response());
        };
        Ok(Self {
            state: Arc::clone(state),
            wire: wire.clone(),
            parts,
            seen: Some(seen.with_body(&body)),
            body,
            began,
        })
    }

    /// Puts the request into the log, with what was found in its body, and lets the body go.
    pub(super) fn note(&mut self, fields: BTreeMap<String, Vec<String>>, files: Vec<SeenFile>) {
        self.body = Bytes::new();
        if let Some(seen) = self.seen.take() {
            self.state.log.add(Seen {
                fields,
                files,
                ..seen
            });
        }
    }

    /// The faults that apply; each is counted.
    pub(super) fn faults(&self, route: Route, received: Option<&Received>) -> Vec<Fault> {
        let said = |name| received.is_some_and(|received| received.text(name).is_some());
        self.state.faults_for(Facts {
            route,
            ordinal: self.state.next_post(),
            response_format: said("response_format"),
            array_form: received.and_then(|received| received.array_form),
        })
    }

    /// Never answers, or closes without a byte, where a fault wants that.
    pub(super) async fn fall_silent(&self, faults: &[Fault]) {
        if faults.contains(&Fault::Hang) {
            self.state.closing.cancelled().await;
            self.wire.cut_now();
        }
        if faults.contains(&Fault::DropBeforeAnswer) {
            self.wire.cut_now();
        }
    }

    /// The answer of the first fault that refuses.
    pub(super) fn refused(
        &self,
        received: Option<&Received>,
        faults: &[Fault],
    ) -> Option<Response> {
        let about = About {
            model: received.map(Received::model).unwrap_or_default(),
            key: key(&self.parts),
            array_form: received.and_then(|received| received.array_form),
            path: self.parts.uri.path(),
        };
        faults.iter().find_map(|fault| refuse::answer(fault, about))
    }

    /// How an answer goes down the wire.
    pub(super) fn delivery<'a>(&'a self, faults: &'a [Fault]) -> Delivery<'a> {
        Delivery {
            faults,
            wire: &self.wire,
            closing: &self.state.closing,
            pause: self.pause(),
        }
    }

    /// What is left of the delay.
    pub(super) fn pause(&self) -> Duration {
        delay(&self.state, &self.parts.headers).saturating_sub(self.began.elapsed())
    }

    /// Waits until the delay is over, where the answer has not done so itself.
    pub(super) async fn close(self, reply: Reply) -> Response {
        let response = match reply {
            Reply::Flowing(response) => return response,
            Reply::Held(response) => response,
        };
        tokio::select! {
            () = tokio::time::sleep(self.pause()) => response,
            () = self.state.closing.cancelled() => response,
        }
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

fn delay(state: &State, headers: &HeaderMap) -> Duration {
    let asked = headers
        .get("x-musa-demo-delay-ms")
        .and_then(|value| value.to_str().ok());
    let asked = asked
        .and_then(|text| text.parse().ok())
        .map(Duration::from_millis);
    asked.unwrap_or_else(|| *state.delay.lock())
}

/// The key, in whichever of its three places it was sent (WIRE 0).
fn key(parts: &Parts) -> Option<&str> {
    let header = |name: &str| parts.headers.get(name)?.to_str().ok();
    let bearer = header(header::AUTHORIZATION.as_str());
    bearer
        .map(|text| text.strip_prefix("Bearer ").unwrap_or(text))
        .or_else(|| header("x-goog-api-key"))
        .or_else(|| {
            let mut pairs = parts.uri.query()?.split('&');
            pairs.find_map(|pair| pair.strip_prefix("key="))
        })
}
