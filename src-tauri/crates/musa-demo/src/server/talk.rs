//! Owns a talk from its first byte to its answer, on every route that talks. The routes that draw
//! as well hand over what is no picture's affair.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{ConnectInfo, Request, State as Shared};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde_json::json;

use super::connection::Wire;
use super::exchange::Exchange;
use super::pictures::make;
use super::routes::unknown;
use super::state::State;
use crate::answer::deliver::{Events, Reply};
use crate::answer::talk::{Drawn, Told, body, events, gemini_pieces};
use crate::answer::{base64_text, gemini};
use crate::fault::Fault;
use crate::fault::plan::Route;
use crate::models::Family;
use crate::refusal::{Refusal, typed_response};
use crate::request::talk::{Flow, Protocol, read};
use crate::request::{Endpoint, Received};
use crate::talk::{Answer, Ask, Draws, answer};

/// How many events of an answer come in the time that a picture takes.
const EVENTS_TO_A_PICTURE: u32 = 40;
/// However long an answer is, it is over after so long.
const LONGEST: Duration = Duration::from_mins(1);

/// How an answer was asked for on Gemini's routes, where the path says it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Whole,
    Events,
    /// A list that grows.
    List,
}

/// `/v1/completions`.
pub(super) async fn completions(
    state: Shared<Arc<State>>,
    wire: ConnectInfo<Wire>,
    request: Request,
) -> Response {
    alone(Protocol::Completions, &state, &wire, request).await
}

/// `/v1/responses`.
pub(super) async fn responses(
    state: Shared<Arc<State>>,
    wire: ConnectInfo<Wire>,
    request: Request,
) -> Response {
    alone(Protocol::Responses, &state, &wire, request).await
}

/// A route on which nothing but talks is answered.
async fn alone(protocol: Protocol, state: &Arc<State>, wire: &Wire, request: Request) -> Response {
    match Exchange::open(state, wire, request).await {
        Ok(exchange) => on(exchange, protocol, "", None).await,
        Err(response) => response,
    }
}

/// Whether a model of this name talks; the others draw.
pub(super) fn talks(model: &str) -> bool {
    let id = model.to_ascii_lowercase();
    let drawing = [
        "image", "seedream", "seededit", "flux", "draw", "paint", "recraft",
    ];
    Family::of(&id) == Family::Unknown && !drawing.iter().any(|word| id.contains(word))
}

/// Answers a talk whose body was read.
pub(super) async fn on(
    mut exchange: Exchange,
    protocol: Protocol,
    model: &str,
    shape: Option<Shape>,
) -> Response {
    let state = Arc::clone(&exchange.state);
    let fetch = |url: &str| state.fetch_own(url);
    let reading = read(protocol, model, &exchange.body, &fetch);
    let fields = match &reading.ask {
        Ok(ask) => [("model", ask.model.clone()), ("prompt", ask.prompt())]
            .map(|(name, text)| (name.to_owned(), vec![text]))
            .into(),
        Err(_) => std::collections::BTreeMap::new(),
    };
    exchange.note(fields, reading.files);
    let route = match protocol {
        Protocol::Gemini => Route::Gemini,
        Protocol::Chat | Protocol::Completions | Protocol::Responses => Route::Chat,
    };
    let faults = exchange.faults(route, None);
    let shape = shape.unwrap_or(match reading.flow {
        Flow::Whole => Shape::Whole,
        Flow::Stream => Shape::Events,
    });
    let reply = respond(&exchange, protocol, reading.ask, shape, &faults).await;
    exchange.close(reply).await
}

async fn respond(
    exchange: &Exchange,
    protocol: Protocol,
    ask: Result<Ask, Refusal>,
    shape: Shape,
    faults: &[Fault],
) -> Reply {
    exchange.fall_silent(faults).await;
    if faults.iter().any(|it| matches!(it, Fault::NoRoute(_))) {
        let parts = &exchange.parts;
        let refusal = unknown(parts.method.clone(), parts.uri.clone()).await;
        return Reply::Held(refusal.into_response());
    }
    let googles = || faults.iter().find_map(gemini::fault);
    if protocol == Protocol::Gemini
        && let Some(response) = googles()
    {
        return Reply::Held(response);
    }
    let others: Vec<Fault> = faults
        .iter()
        .filter(|fault| !matches!(fault, Fault::TextOnly | Fault::NoData))
        .cloned()
        .collect();
    if let Some(response) = exchange.refused(None, &others) {
        return Reply::Held(response);
    }
    match ask {
        Ok(ask) => match tell(exchange, protocol, &ask, shape, faults).await {
            Ok(reply) => reply,
            Err(refusal) => Reply::Held(refused(protocol, &refusal)),
        },
        Err(refusal) => Reply::Held(refused(protocol, &refusal)),
    }
}

fn refused(protocol: Protocol, refusal: &Refusal) -> Response {
    match protocol {
        Protocol::Gemini => gemini::refused(refusal),
        _ => refusal.clone().into_response(),
    }
}

async fn tell(
    exchange: &Exchange,
    protocol: Protocol,
    ask: &Ask,
    shape: Shape,
    faults: &[Fault],
) -> Result<Reply, Refusal> {
    if protocol == Protocol::Gemini {
        for fault in faults {
            if let Fault::Block(block) = fault {
                let blocked = gemini::blocked(*block, &ask.model);
                return Ok(sent(exchange, shape, faults, blocked.to_string()));
            }
        }
    }
    let answer = answer(ask);
    let drawn = drawn(exchange, ask, &answer, faults).await?;
    exchange.state.purse.charge_answer();
    let told = Told {
        ask,
        answer: &answer,
        drawn,
    };
    if faults.contains(&Fault::NoData) {
        let mut nothing = body(protocol, &told);
        for list in ["choices", "output", "candidates"] {
            if let Some(items) = nothing.get_mut(list) {
                *items = json!([]);
            }
        }
        let delivery = exchange.delivery(faults);
        return Ok(Reply::Held(delivery.json(nothing.to_string())));
    }
    let streams = (shape != Shape::Whole && !faults.contains(&Fault::StreamAsJson))
        || faults.contains(&Fault::JsonAsStream);
    if !streams {
        let delivery = exchange.delivery(faults);
        return Ok(Reply::Held(
            delivery.json(body(protocol, &told).to_string()),
        ));
    }
    if shape == Shape::List {
        let response = typed_response(StatusCode::OK, "application/json; charset=UTF-8", "");
        let events = gemini::list(&gemini_pieces(&told));
        return Ok(paced(exchange, faults, events, |delivery, events| {
            delivery.stream(response, events)
        }));
    }
    let events = events(protocol, &told);
    Ok(paced(exchange, faults, events, |delivery, events| {
        delivery.events(events)
    }))
}

/// A body without pieces, as it is or as one event.
fn sent(exchange: &Exchange, shape: Shape, faults: &[Fault], whole: String) -> Reply {
    let delivery = exchange.delivery(faults);
    match shape {
        Shape::Whole => Reply::Held(delivery.json(whole)),
        Shape::Events | Shape::List => delivery.events(gemini::events(&[whole])),
    }
}

/// Events at the pace of somebody who speaks: the more there are, the longer they take.
fn paced(
    exchange: &Exchange,
    faults: &[Fault],
    events: Events,
    send: impl FnOnce(crate::answer::deliver::Delivery<'_>, Events) -> Reply,
) -> Reply {
    let mut delivery = exchange.delivery(faults);
    let count = events.opening.len() + events.ending.len();
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    let pause = delivery.pause.saturating_mul(count) / EVENTS_TO_A_PICTURE;
    delivery.pause = pause.min(LONGEST.max(delivery.pause));
    send(delivery, events)
}

/// The picture of an answer, where one is wanted.
async fn drawn(
    exchange: &Exchange,
    ask: &Ask,
    answer: &Answer,
    faults: &[Fault],
) -> Result<Option<Drawn>, Refusal> {
    let (Some(prompt), Draws::Allowed(settings)) = (&answer.picture, &ask.draws) else {
        return Ok(None);
    };
    let mut received = Received::new(Endpoint::Generations);
    let own = [("model", "gpt-image-1"), ("prompt", prompt.as_str())];
    let taken = ["size", "quality", "background"];
    let settings = settings
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()));
    let settings = settings.filter(|(name, _)| taken.contains(name));
    for (name, text) in own.into_iter().chain(settings) {
        received
            .fields
            .insert(name.to_owned(), vec![text.to_owned()]);
    }
    received.names = received.fields.keys().cloned().collect();
    let made = make::with_drafts(&exchange.state, received, 1, faults).await?;
    let base64 = |picture: &crate::answer::Encoded| base64_text(&picture.bytes, "", &[]);
    let partials = made.partials.iter().flatten().map(base64).collect();
    Ok(made.pictures.first().map(|picture| Drawn {
        base64: base64(picture),
        prompt: prompt.clone(),
        partials,
    }))
}
