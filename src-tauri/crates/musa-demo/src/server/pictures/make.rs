//! Owns the way from an accepted request to pictures, and from pictures to the answer of the
//! images routes. The other routes take the pictures from here and answer them in their own form.

use std::sync::Arc;
use std::time::Duration;

use axum::response::Response;
use http::StatusCode;
use image::DynamicImage;
use serde_json::{Value, json};

use crate::answer::deliver::Reply;
use crate::answer::{self, AnswerForm, Encoded, Piece, events};
use crate::draw;
use crate::fault::Fault;
use crate::pixels::{self, Pixels};
use crate::refusal::{Refusal, json_response};
use crate::request::{Endpoint, Received};
use crate::rules::{self, Format, Order};
use crate::server::exchange::Exchange;
use crate::server::state::State;
use crate::shelf::Manner;
use crate::tasks::Outcome;

/// What was asked, and the pictures that were made for it.
pub(in crate::server) struct Made {
    pub(in crate::server) endpoint: Endpoint,
    pub(in crate::server) order: Order,
    pub(in crate::server) pictures: Vec<Encoded>,
    /// Early states of each picture, the earliest first.
    pub(in crate::server) partials: Vec<Vec<Encoded>>,
}

/// Judges the request and draws.
pub(in crate::server) async fn pictures(
    state: &Arc<State>,
    received: Received,
    faults: &[Fault],
) -> Result<Made, Refusal> {
    make(state, received, None, faults).await
}

/// The same, with so many early states of each picture.
pub(in crate::server) async fn with_drafts(
    state: &Arc<State>,
    received: Received,
    drafts: u32,
    faults: &[Fault],
) -> Result<Made, Refusal> {
    make(state, received, Some(drafts), faults).await
}

/// Works away from the threads that serve.
async fn make(
    state: &Arc<State>,
    received: Received,
    drafts: Option<u32>,
    faults: &[Fault],
) -> Result<Made, Refusal> {
    let form = state.default_form;
    let faults = faults.to_vec();
    let permit = state.drawing.acquire().await;
    let shared = Arc::clone(state);
    let work = tokio::task::spawn_blocking(move || {
        let mut order = rules::order(&received, form)?;
        misread(&mut order, &faults);
        order.partials = drafts.or(order.partials);
        let take = match order.seed {
            Some(_) => 0,
            None => shared.take(fingerprint(&received, &order)),
        };
        let mut made = Made {
            endpoint: received.endpoint,
            pictures: Vec::new(),
            partials: Vec::new(),
            order,
        };
        for index in 0..made.order.count {
            made.add(take, index, &faults)?;
        }
        shared.purse.charge(&made.order);
        Ok(made)
    });
    let made = work.await;
    drop(permit);
    made.unwrap_or_else(|error| Err(broken(&error.to_string())))
}

impl Made {
    fn add(&mut self, take: u32, index: u32, faults: &[Fault]) -> Result<(), Refusal> {
        if self.order.family == crate::models::Family::Recraft {
            self.pictures.push(Encoded {
                bytes: draw::vector(&self.order, index).into(),
                content_type: "image/svg+xml",
            });
            return Ok(());
        }
        let picture = draw::picture(&self.order, take, index);
        let early = (0..self.order.partials.unwrap_or(0))
            .map(|number| encode(&self.order, &draw::coarse(&picture, 48 >> number), &[]))
            .collect::<Result<Vec<_>, Refusal>>()?;
        self.partials.push(early);
        self.pictures.push(encode(&self.order, &picture, faults)?);
        Ok(())
    }
}

/// What becomes of an order on its way through a relay that does not pass everything on.
fn misread(order: &mut Order, faults: &[Fault]) {
    for fault in faults {
        match fault {
            Fault::WrongSize => order.pixels = Pixels::new(1024, 1024),
            Fault::WrongRatio => order.pixels = pixels::another_ratio(order.pixels),
            Fault::StreamAsJson => order.partials = None,
            Fault::JsonAsStream => order.partials = order.partials.or(Some(0)),
            Fault::NoPartials => order.partials = order.partials.map(|_| 0),
            _ => {}
        }
    }
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

/// Encodes a picture as it was ordered, with the faults that concern its bytes.
fn encode(order: &Order, picture: &DynamicImage, faults: &[Fault]) -> Result<Encoded, Refusal> {
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
        content_type: format.content_type(),
    })
}

/// The answer: JSON with addresses or pictures, a stream of them, or the id of a task.
pub(super) fn answer(exchange: &Exchange, made: &Made, faults: &[Fault]) -> Reply {
    let state = &exchange.state;
    if let Some(response) = task(exchange, made, faults) {
        return Reply::Flowing(response);
    }
    let urls = || made.pictures.iter().map(|one| shelve(state, one, faults));
    let texts = |pictures: &[Encoded]| -> Vec<String> {
        let text = |one: &Encoded| answer::base64_text(&one.bytes, one.content_type, faults);
        pictures.iter().map(text).collect()
    };
    let delivery = exchange.delivery(faults);
    if made.order.partials.is_some() {
        if faults.contains(&Fault::RelayEvents) {
            return delivery.events(events::relay(&urls().collect::<Vec<_>>()));
        }
        let partials: Vec<_> = made.partials.iter().map(|early| texts(early)).collect();
        let results = texts(&made.pictures);
        let events = events::openai(made.endpoint, &made.order, &partials, &results);
        return delivery.events(events);
    }
    let pieces: Vec<Piece> = match form(&made.order, faults) {
        AnswerForm::Url => urls().map(Piece::Url).collect(),
        AnswerForm::B64Json => texts(&made.pictures).into_iter().map(Piece::B64).collect(),
    };
    Reply::Held(delivery.json(answer::body(&made.order, &pieces)))
}

/// The id of a task, where one was asked for or a fault makes one.
fn task(exchange: &Exchange, made: &Made, faults: &[Fault]) -> Option<Response> {
    let query = exchange.parts.uri.query().unwrap_or_default();
    let asked = query.split('&').any(|pair| pair == "async=true");
    let failing = faults.contains(&Fault::TaskFailed);
    let once = faults.contains(&Fault::TaskOnce);
    if !(asked || failing || once || faults.contains(&Fault::Task)) {
        return None;
    }
    let state = &exchange.state;
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
    let id = state.tasks.put(outcome, exchange.pause());
    let body = json!({"task_id": id}).to_string();
    Some(json_response(StatusCode::OK, body))
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

/// Puts a picture behind an address.
pub(in crate::server) fn shelve(state: &State, picture: &Encoded, faults: &[Fault]) -> String {
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
        picture.content_type,
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
