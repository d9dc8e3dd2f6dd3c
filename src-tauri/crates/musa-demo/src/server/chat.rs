//! Owns a chat request from its first byte to its answer where a picture is wanted: all others are
//! [`super::talk`]'s.

use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State as Shared};
use axum::response::{IntoResponse, Response};
use http::{Method, Uri};
use serde_json::Value;

use super::connection::Wire;
use super::exchange::Exchange;
use super::pictures::make::{self, Made};
use super::routes::unknown;
use super::state::State;
use super::talk;
use crate::answer::Encoded;
use crate::answer::chat::{self, Frame, Said, Shown};
use crate::answer::deliver::Reply;
use crate::fault::plan::Route;
use crate::fault::{ChatForm, Fault};
use crate::refusal::Refusal;
use crate::request::Received;
use crate::request::chat::read;
use crate::request::talk::Protocol;

const NOT_DRAWN: &str = "I can describe the picture for you, but I did not draw it.";
/// Whether a stream was asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Flow {
    Stream,
    Whole,
}

pub(super) async fn completions(
    Shared(state): Shared<Arc<State>>,
    ConnectInfo(wire): ConnectInfo<Wire>,
    request: Request,
) -> Response {
    let mut exchange = match Exchange::open(&state, &wire, request).await {
        Ok(exchange) => exchange,
        Err(response) => return response,
    };
    if let Some(model) = model(&exchange.body)
        && talk::talks(&model)
    {
        return talk::on(exchange, Protocol::Chat, "", None).await;
    }
    let fetch = |url: &str| state.fetch_own(url);
    let reading = read(&exchange.body, &fetch);
    exchange.note(reading.fields, reading.files);
    let faults = exchange.faults(Route::Chat, reading.received.as_ref().ok());
    let reply = respond(&exchange, reading.received, &faults).await;
    exchange.close(reply).await
}

async fn respond(
    exchange: &Exchange,
    received: Result<Received, Refusal>,
    faults: &[Fault],
) -> Reply {
    exchange.fall_silent(faults).await;
    if faults.contains(&Fault::NoRoute(Route::Chat)) {
        let refusal = unknown(Method::POST, Uri::from_static("/v1/chat/completions")).await;
        return Reply::Held(refusal.into_response());
    }
    let others: Vec<Fault> = faults
        .iter()
        .filter(|fault| !matches!(fault, Fault::TextOnly | Fault::NoData))
        .cloned()
        .collect();
    if let Some(response) = exchange.refused(received.as_ref().ok(), &others) {
        return Reply::Held(response);
    }
    let answered = match received {
        Ok(received) => answer(exchange, received, faults).await,
        Err(refusal) => Err(refusal),
    };
    answered.unwrap_or_else(|refusal| Reply::Held(refusal.into_response()))
}

async fn answer(
    exchange: &Exchange,
    mut received: Received,
    faults: &[Fault],
) -> Result<Reply, Refusal> {
    let (model, prompt) = (received.model().to_owned(), text(&received));
    let frame = Frame {
        model: &model,
        prompt: &prompt,
    };
    let flow = flow(&mut received, faults);
    if faults.contains(&Fault::NoData) {
        let body = chat::nothing(&frame).to_string();
        return Ok(Reply::Held(exchange.delivery(faults).json(body)));
    }
    if faults.contains(&Fault::TextOnly) {
        let said = Said::Text(NOT_DRAWN.to_owned());
        return Ok(deliver(exchange, &frame, &said, flow, faults));
    }
    let drafts = u32::from(faults.contains(&Fault::ChatDraft));
    let mut made = make::with_drafts(&exchange.state, received, drafts, faults).await?;
    if faults.contains(&Fault::SvgActive) {
        made.pictures.iter_mut().for_each(activate);
    }
    let said = say(exchange, &made, faults);
    Ok(deliver(exchange, &frame, &said, flow, faults))
}

fn text(received: &Received) -> String {
    received.text("prompt").unwrap_or_default().to_owned()
}

/// Takes `stream` out of the request: it is between the client and the gateway.
fn flow(received: &mut Received, faults: &[Fault]) -> Flow {
    received.names.remove("stream");
    let asked = received.fields.remove("stream").is_some();
    if faults.contains(&Fault::JsonAsStream) || (asked && !faults.contains(&Fault::StreamAsJson)) {
        Flow::Stream
    } else {
        Flow::Whole
    }
}

/// The model that a body names.
fn model(body: &[u8]) -> Option<String> {
    let body: Value = serde_json::from_slice(body).ok()?;
    Some(body.get("model")?.as_str()?.to_owned())
}

fn say(exchange: &Exchange, made: &Made, faults: &[Fault]) -> Said {
    let early = made.partials.iter().flatten();
    let shown: Vec<Shown<'_>> = early
        .chain(&made.pictures)
        .map(|picture| Shown {
            picture,
            url: make::shelve(&exchange.state, picture, faults),
        })
        .collect();
    chat::say(form(made, faults), &shown)
}

/// The form that was set; else what the document says of the model: the official one answers
/// base64, the others addresses. A vector picture always comes by address.
fn form(made: &Made, faults: &[Fault]) -> ChatForm {
    let set = faults.iter().find_map(|fault| match fault {
        Fault::Chat(form) => Some(*form),
        _ => None,
    });
    set.unwrap_or(if made.order.model.starts_with("gemini-") {
        ChatForm::DataUri
    } else {
        ChatForm::Link
    })
}

/// Puts into an SVG what must never run or be fetched.
fn activate(picture: &mut Encoded) {
    if picture.content_type != "image/svg+xml" {
        return;
    }
    let hostile = "<script>fetch('http://169.254.169.254/')</script>\n\
         <image href=\"http://169.254.169.254/latest/meta-data/\" width=\"9\" height=\"9\"/>\n\
         <rect width=\"9\" height=\"9\" onload=\"alert(1)\"/>\n\
         <foreignObject width=\"9\" height=\"9\"><iframe xmlns=\"http://www.w3.org/1999/xhtml\" \
         src=\"javascript:alert(1)\"/></foreignObject>\n</svg>";
    let text = String::from_utf8_lossy(&picture.bytes);
    picture.bytes = text.replacen("</svg>", hostile, 1).into_bytes().into();
}

fn deliver(
    exchange: &Exchange,
    frame: &Frame<'_>,
    said: &Said,
    flow: Flow,
    faults: &[Fault],
) -> Reply {
    let delivery = exchange.delivery(faults);
    match flow {
        Flow::Stream => delivery.events(chat::events(frame, said)),
        Flow::Whole => {
            let body: Value = chat::body(frame, said);
            Reply::Held(delivery.json(body.to_string()))
        }
    }
}
