//! Owns a request in Gemini's own format from its first byte to its answer: a new picture, or the
//! next turn of an edit that continues from the last picture.

use std::sync::Arc;

use axum::extract::{ConnectInfo, Path, Request, State as Shared};
use axum::response::Response;
use http::StatusCode;
use serde_json::Value;

use super::connection::Wire;
use super::exchange::Exchange;
use super::pictures::make::{self, Made};
use super::state::State;
use super::talk;
use crate::answer::deliver::{Events, Reply};
use crate::answer::{Encoded, gemini};
use crate::fault::plan::Route;
use crate::fault::{Block, Fault};
use crate::models::Family;
use crate::refusal::{Refusal, typed_response};
use crate::request::gemini::{Asked, Wish, read};
use crate::request::talk::Protocol;
use crate::signature;

/// What the path asks for behind the colon.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Method {
    Whole,
    /// A list that grows.
    List,
    Events,
}

pub(super) async fn generate(
    Shared(state): Shared<Arc<State>>,
    ConnectInfo(wire): ConnectInfo<Wire>,
    Path(call): Path<String>,
    request: Request,
) -> Response {
    let mut exchange = match Exchange::open(&state, &wire, request).await {
        Ok(exchange) => exchange,
        Err(response) => return response,
    };
    let (model, verb) = call.split_once(':').unwrap_or((&call, ""));
    if let Some(method) = method(verb, exchange.parts.uri.query())
        && talk::talks(model)
    {
        let shape = match method {
            Method::Whole => talk::Shape::Whole,
            Method::List => talk::Shape::List,
            Method::Events => talk::Shape::Events,
        };
        return talk::on(exchange, Protocol::Gemini, model, Some(shape)).await;
    }
    let fetch = |url: &str| state.fetch_own(url);
    let reading = read(model, &exchange.body, &fetch);
    exchange.note(reading.fields, reading.files);
    let received = reading.asked.as_ref().ok().map(|asked| &asked.received);
    let faults = exchange.faults(Route::Gemini, received);
    let reply = match method(verb, exchange.parts.uri.query()) {
        None => Reply::Held(gemini::refused(&not_found(model, verb))),
        Some(method) => respond(&exchange, reading.asked, model, method, &faults).await,
    };
    exchange.close(reply).await
}

fn method(verb: &str, query: Option<&str>) -> Option<Method> {
    let events = query.is_some_and(|query| query.split('&').any(|pair| pair == "alt=sse"));
    match (verb, events) {
        ("generateContent", _) => Some(Method::Whole),
        ("streamGenerateContent", true) => Some(Method::Events),
        ("streamGenerateContent", false) => Some(Method::List),
        _ => None,
    }
}

fn not_found(model: &str, verb: &str) -> Refusal {
    Refusal {
        status: StatusCode::NOT_FOUND,
        ..Refusal::invalid(
            "model",
            "NOT_FOUND",
            format!(
                "models/{model} is not found for API version v1beta, or is not supported for \
                 {verb}. Call ListModels to see the list of available models and their supported \
                 methods."
            ),
        )
    }
}

async fn respond(
    exchange: &Exchange,
    asked: Result<Asked, Refusal>,
    model: &str,
    method: Method,
    faults: &[Fault],
) -> Reply {
    exchange.fall_silent(faults).await;
    if let Some(response) = faults.iter().find_map(gemini::fault) {
        return Reply::Held(response);
    }
    let received = asked.as_ref().ok().map(|asked| &asked.received);
    let others: Vec<Fault> = faults
        .iter()
        .filter(|fault| !matches!(fault, Fault::TextOnly | Fault::NoData))
        .cloned()
        .collect();
    if let Some(response) = exchange.refused(received, &others) {
        return Reply::Held(response);
    }
    let asked = match asked.and_then(|asked| judged(asked, model, faults)) {
        Ok(asked) => asked,
        Err(refusal) => return Reply::Held(gemini::refused(&refusal)),
    };
    if let Some(body) = pictureless(&asked, model, faults) {
        return deliver(exchange, method, faults, body.to_string(), |whole| {
            vec![whole]
        });
    }
    let words = asked.words;
    let drafts = drafts(&asked, faults);
    match paint(exchange, asked, drafts, faults).await {
        Ok(made) => answer(exchange, &made, words, method, faults),
        Err(refusal) => Reply::Held(gemini::refused(&refusal)),
    }
}

/// What Google refuses and the images routes do not know.
fn judged(asked: Asked, model: &str, faults: &[Fault]) -> Result<Asked, Refusal> {
    let family = Family::of(model);
    if !family.is_gemini() || faults.contains(&Fault::NoRoute(Route::Gemini)) {
        return Err(not_found(model, "generateContent"));
    }
    let invalid = |message: &str| Refusal::invalid("", "INVALID_ARGUMENT", message);
    if asked.candidates.is_some_and(|count| count > 1) {
        return Err(invalid("Multiple candidates is not enabled for this model"));
    }
    if asked.thoughts.is_some() && !family.signs() {
        return Err(invalid("Thinking is not enabled for this model"));
    }
    if asked.received.text("prompt").is_none() {
        return Err(invalid(
            "* GenerateContentRequest.contents: the last turn holds no text",
        ));
    }
    if family.signs() {
        signature::check(&asked.turns)?;
    }
    Ok(asked)
}

/// An answer that holds no picture, where a fault or the request wants one.
fn pictureless(asked: &Asked, model: &str, faults: &[Fault]) -> Option<Value> {
    let words = "I can describe the picture for you, but I did not draw it.";
    for fault in faults {
        match fault {
            Fault::Block(block) => return Some(gemini::blocked(*block, model)),
            Fault::NoData => return Some(gemini::blocked(Block::NoCandidates, model)),
            Fault::TextOnly => return Some(gemini::words_only(words, model)),
            _ => {}
        }
    }
    (asked.pictures == Wish::No).then(|| gemini::words_only(words, model))
}

/// How many drafts come before the picture.
fn drafts(asked: &Asked, faults: &[Fault]) -> u32 {
    let set = faults.iter().find_map(|fault| match fault {
        Fault::Drafts(count) => Some(*count),
        _ => None,
    });
    set.unwrap_or(match Family::of(asked.received.model()) {
        Family::NanoPro => 1,
        _ if asked.thoughts == Some(Wish::Yes) => 1,
        _ => 0,
    })
}

async fn paint(
    exchange: &Exchange,
    mut asked: Asked,
    drafts: u32,
    faults: &[Fault],
) -> Result<Made, Refusal> {
    let received = &mut asked.received;
    if Family::of(received.model()) == Family::NanoNext {
        // That is what this model was recorded to answer.
        let jpeg = vec!["jpeg".to_owned()];
        received.fields.insert("output_format".to_owned(), jpeg);
    }
    make::with_drafts(&exchange.state, asked.received, drafts, faults).await
}

fn answer(
    exchange: &Exchange,
    made: &Made,
    words: Wish,
    method: Method,
    faults: &[Fault],
) -> Reply {
    let said = if made.order.references.is_empty() {
        "Here is the picture you asked for."
    } else {
        "Here is the picture with your change."
    };
    let none: &[Encoded] = &[];
    let content = gemini::Content {
        order: &made.order,
        drafts: made.partials.first().map_or(none, Vec::as_slice),
        words: (words == Wish::Yes).then_some(said),
        pictures: &made.pictures,
        faults,
    };
    let streams = matches!(method, Method::List | Method::Events);
    if streams && !faults.contains(&Fault::StreamAsJson) {
        let pieces = gemini::pieces(&content);
        return deliver(exchange, method, faults, String::new(), |_| pieces);
    }
    deliver(
        exchange,
        Method::Whole,
        faults,
        gemini::body(&content),
        |whole| vec![whole],
    )
}

/// Sends a body whole, or what it comes to in pieces.
fn deliver(
    exchange: &Exchange,
    method: Method,
    faults: &[Fault],
    whole: String,
    pieces: impl FnOnce(String) -> Vec<String>,
) -> Reply {
    let delivery = exchange.delivery(faults);
    match method {
        Method::Whole if !faults.contains(&Fault::JsonAsStream) => {
            Reply::Held(delivery.json(whole))
        }
        Method::List => {
            let events: Events = gemini::list(&pieces(whole));
            let response = typed_response(StatusCode::OK, "application/json; charset=UTF-8", "");
            delivery.stream(response, events)
        }
        Method::Whole | Method::Events => delivery.events(gemini::events(&pieces(whole))),
    }
}
