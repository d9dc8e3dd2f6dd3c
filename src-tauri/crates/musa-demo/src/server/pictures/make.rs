//! Owns the way from an accepted request to pictures, and from pictures to the answer.

use std::sync::Arc;
use std::time::Duration;

use axum::response::Response;
use http::StatusCode;
use serde_json::{Value, json};

use crate::answer::{self, AnswerForm, Encoded, Piece, deliver};
use crate::draw;
use crate::fault::Fault;
use crate::pixels::Pixels;
use crate::refusal::{Refusal, json_response};
use crate::request::Received;
use crate::rules::{self, Format, Order};
use crate::server::connection::Wire;
use crate::server::state::State;
use crate::shelf::Manner;
use crate::tasks::Outcome;

/// What was asked, and the pictures that were made for it.
pub(super) struct Made {
    order: Order,
    pictures: Vec<Encoded>,
}

/// Judges the request and draws, away from the threads that serve.
pub(super) async fn pictures(
    state: &Arc<State>,
    received: Received,
    faults: &[Fault],
) -> Result<Made, Refusal> {
    let form = state.default_form;
    let faults = faults.to_vec();
    let permit = state.drawing.acquire().await;
    let shared = Arc::clone(state);
    let work = tokio::task::spawn_blocking(move || {
        let mut order = rules::order(&received, form)?;
        if faults.contains(&Fault::WrongSize) {
            order.pixels = Pixels::new(1024, 1024);
        }
        let take = match order.seed {
            Some(_) => 0,
            None => shared.take(fingerprint(&received, &order)),
        };
        let pictures = (0..order.count)
            .map(|index| draw::picture(&order, take, index))
            .map(|picture| encode(&order, &picture, &faults))
            .collect::<Result<Vec<_>, Refusal>>()?;
        Ok(Made { order, pictures })
    });
    let made = work.await;
    drop(permit);
    made.unwrap_or_else(|error| Err(broken(&error.to_string())))
}

fn broken(why: &str) -> Refusal {
    Refusal {
        status: StatusCode::INTERNAL_SERVER_ERROR,
        message: format!("The demo provider could not draw: {why}"),
        kind: "server_error",
        param: None,
        code: Value::Null,
    }
}

/// The model, words and pictures of a request; other settings do not make it another one.
fn fingerprint(received: &Received, order: &Order) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    hasher
        .update(order.model.as_bytes())
        .update(&[0])
        .update(order.prompt.as_bytes());
    for upload in received.references.iter().chain(&received.mask) {
        hasher.update(blake3::hash(&upload.bytes).as_bytes());
    }
    hasher.finalize()
}

fn encode(
    order: &Order,
    picture: &image::DynamicImage,
    faults: &[Fault],
) -> Result<Encoded, Refusal> {
    let format = order.format;
    let drawn = if faults.contains(&Fault::JpegAsPng) {
        Format::Jpeg(90)
    } else {
        format
    };
    let mut bytes = draw::encode(picture, drawn).map_err(|error| broken(&error.to_string()))?;
    if faults.contains(&Fault::NotAPicture) {
        bytes = b"This is a sentence and no picture at all, whatever its name says.\n".repeat(40);
    }
    if faults.contains(&Fault::BrokenPng) {
        bytes.truncate(bytes.len() * 6 / 10);
    }
    Ok(Encoded {
        bytes: bytes.into(),
        format,
    })
}

/// The answer: JSON with addresses or pictures, or the id of a task.
pub(super) fn answer(
    state: &Arc<State>,
    wire: &Wire,
    query: Option<&str>,
    made: &Made,
    faults: &[Fault],
) -> Response {
    let asked_async = query.is_some_and(|query| query.split('&').any(|pair| pair == "async=true"));
    let failing = faults.contains(&Fault::TaskFailed);
    let once = faults.contains(&Fault::TaskOnce);
    if asked_async || failing || once || faults.contains(&Fault::Task) {
        let outcome = if failing {
            Outcome::Failure("上游返回空图，失败不扣费".to_owned())
        } else {
            let urls: Vec<String> = made
                .pictures
                .iter()
                .map(|picture| shelve(state, picture, faults))
                .collect();
            let result = super::task_result(&urls);
            if once {
                Outcome::SuccessOnce(result)
            } else {
                Outcome::Success(result)
            }
        };
        let id = state.tasks.put(outcome);
        return json_response(StatusCode::OK, json!({"task_id": id}).to_string());
    }
    let pieces: Vec<Piece> = match form(&made.order, faults) {
        AnswerForm::Url => made
            .pictures
            .iter()
            .map(|picture| Piece::Url(shelve(state, picture, faults)))
            .collect(),
        AnswerForm::B64Json => made
            .pictures
            .iter()
            .map(|picture| {
                Piece::B64(answer::base64_text(
                    &picture.bytes,
                    picture.content_type(),
                    faults,
                ))
            })
            .collect(),
    };
    deliver::json(
        answer::body(&made.order, &pieces),
        faults,
        wire,
        &state.closing,
    )
}

/// The order's form, unless a fault needs the other one to show itself.
fn form(order: &Order, faults: &[Fault]) -> AnswerForm {
    for fault in faults {
        match fault {
            Fault::DataUri | Fault::EscapedSlashes | Fault::UrlsafeB64 | Fault::WrappedB64 => {
                return AnswerForm::B64Json;
            }
            Fault::ExpiredUrl
            | Fault::Url404
            | Fault::UrlFlaky
            | Fault::UrlCut
            | Fault::UrlRedirectPrivate
            | Fault::UrlPrivate => return AnswerForm::Url,
            _ => {}
        }
    }
    order.form
}

fn shelve(state: &State, picture: &Encoded, faults: &[Fault]) -> String {
    let manner = faults.iter().find_map(|fault| match fault {
        Fault::Url404 => Some(Manner::Missing),
        Fault::UrlFlaky => Some(Manner::Flaky),
        Fault::UrlCut => Some(Manner::CutOnce),
        Fault::UrlRedirectPrivate => Some(Manner::RedirectPrivate),
        _ => None,
    });
    let lifetime = if faults.contains(&Fault::ExpiredUrl) {
        Duration::ZERO
    } else {
        state.url_lifetime
    };
    let path = state.shelf.put(
        picture.bytes.clone(),
        picture.content_type(),
        lifetime,
        manner.unwrap_or(Manner::Plain),
    );
    let port = if faults.contains(&Fault::UrlPrivate) {
        state.port.checked_add(1).unwrap_or(1024)
    } else {
        state.port
    };
    format!("http://127.0.0.1:{port}{path}")
}
