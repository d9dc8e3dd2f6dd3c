//! Owns the bodies of talks: what is asked, whatever the protocol. Lenient, as servers are: null is
//! as if absent, and what nobody knows is not looked at.

mod chat;
mod completions;
mod gemini;
mod responses;

use bytes::Bytes;
use serde_json::{Map, Value};

use super::{Fetch, read_source};
use crate::refusal::Refusal;
use crate::seen::SeenFile;
use crate::talk::{Ask, Choice, Part};

/// The protocols of talks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Protocol {
    Chat,
    Completions,
    Responses,
    Gemini,
}

/// What was read from a body.
pub(crate) struct Reading {
    pub(crate) ask: Result<Ask, Refusal>,
    /// The pictures that were sent.
    pub(crate) files: Vec<SeenFile>,
    /// Whether a stream was asked for in the body.
    pub(crate) flow: Flow,
}

/// Whether an answer comes whole or in pieces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Flow {
    #[default]
    Whole,
    Stream,
}

/// What the readers share while they read.
pub(super) struct Reader<'a> {
    fetch: &'a Fetch<'a>,
    files: Vec<SeenFile>,
}

/// Reads a body. The model's name of Gemini's format comes from the path.
pub(crate) fn read(protocol: Protocol, model: &str, body: &Bytes, fetch: &Fetch<'_>) -> Reading {
    let mut reader = Reader {
        fetch,
        files: Vec::new(),
    };
    let Ok(Value::Object(object)) = serde_json::from_slice::<Value>(body) else {
        let message = "We could not parse the JSON body of your request.";
        return Reading {
            ask: Err(Refusal {
                param: None,
                code: Value::Null,
                ..Refusal::invalid("", "", message)
            }),
            files: Vec::new(),
            flow: Flow::Whole,
        };
    };
    let ask = match protocol {
        Protocol::Chat => chat::ask(&object, &mut reader),
        Protocol::Completions => completions::ask(&object),
        Protocol::Responses => responses::ask(&object, &mut reader),
        Protocol::Gemini => gemini::ask(model, &object, &mut reader),
    };
    let stream = object.get("stream").and_then(Value::as_bool) == Some(true);
    Reading {
        ask: ask.and_then(judged),
        files: reader.files,
        flow: if stream { Flow::Stream } else { Flow::Whole },
    }
}

/// What real servers refuse of any talk.
fn judged(ask: Ask) -> Result<Ask, Refusal> {
    if ask.choice != Choice::Auto && ask.choice != Choice::Never && ask.tools.is_empty() {
        let message = "'tool_choice' is only allowed when 'tools' are specified.";
        return Err(Refusal::invalid("tool_choice", "invalid_value", message));
    }
    if let Choice::Function(name) = &ask.choice
        && !ask.tools.iter().any(|tool| tool.name == *name)
    {
        let message = format!("Tool choice '{name}' not found in 'tools' parameter.");
        return Err(Refusal::invalid("tool_choice", "invalid_value", message));
    }
    Ok(ask)
}

impl Reader<'_> {
    /// What stands at an address: a picture that came along or is the demo's own, else the address.
    fn picture(&mut self, param: &str, source: &str) -> Result<Part, Refusal> {
        let foreign = source.starts_with("http") && (self.fetch)(source).is_none();
        if foreign {
            return Ok(Part::Address(source.to_owned()));
        }
        let number = self.files.len() + 1;
        let (bytes, kind) = read_source(source, param, number, self.fetch)?;
        if !source.starts_with("http") {
            let file = SeenFile::new(param.to_owned(), None, kind, bytes.clone());
            self.files.push(file);
        }
        Ok(Part::Picture(bytes))
    }
}

/// A field that is there and not null.
fn field<'v>(object: &'v Map<String, Value>, name: &str) -> Option<&'v Value> {
    object.get(name).filter(|value| !value.is_null())
}

fn text<'v>(value: &'v Value, name: &str) -> Option<&'v str> {
    value.get(name)?.as_str()
}

/// The model, which has to be named.
fn model(object: &Map<String, Value>) -> Result<String, Refusal> {
    let model = field(object, "model").and_then(Value::as_str);
    let model = model.filter(|it| !it.is_empty());
    model
        .map(str::to_owned)
        .ok_or_else(|| Refusal::missing("model"))
}

/// A number within its range, as OpenAI checks it.
fn ranged(
    object: &Map<String, Value>,
    name: &str,
    (least, most): (f64, f64),
) -> Result<Option<f64>, Refusal> {
    let Some(value) = field(object, name) else {
        return Ok(None);
    };
    let number = value.as_f64().ok_or_else(|| {
        let message = format!("Invalid type for '{name}': expected a number.");
        Refusal::invalid(name, "invalid_type", message)
    })?;
    if (least..=most).contains(&number) {
        return Ok(Some(number));
    }
    let (end, code, words) = if number < least {
        (least, "integer_below_min_value", ">=")
    } else {
        (most, "integer_above_max_value", "<=")
    };
    let message =
        format!("Invalid '{name}': expected a value {words} {end}, but got {number} instead.");
    Err(Refusal::invalid(name, code, message))
}

/// A whole number within its range.
fn count(
    object: &Map<String, Value>,
    name: &str,
    range: (f64, f64),
) -> Result<Option<usize>, Refusal> {
    let number = ranged(object, name, range)?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the ranges of counts begin at 0"
    )]
    Ok(number.map(|number| number as usize))
}

/// What all of OpenAI's bodies have: temperature and its like within their ranges.
fn sampled(object: &Map<String, Value>) -> Result<(), Refusal> {
    let ranges = [
        ("temperature", (0.0, 2.0)),
        ("top_p", (0.0, 1.0)),
        ("presence_penalty", (-2.0, 2.0)),
        ("frequency_penalty", (-2.0, 2.0)),
    ];
    for (name, range) in ranges {
        ranged(object, name, range)?;
    }
    Ok(())
}

/// One text or several.
fn stops(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(stop)) => vec![stop.clone()],
        Some(Value::Array(stops)) => {
            let texts = stops.iter().filter_map(Value::as_str);
            texts.map(str::to_owned).collect()
        }
        _ => Vec::new(),
    }
}

/// `none`, `auto`, `required`, or an object that names a function in one of two places.
fn choice(value: Option<&Value>) -> Choice {
    match value {
        Some(Value::String(word)) => match word.as_str() {
            "none" => Choice::Never,
            "required" => Choice::Required,
            _ => Choice::Auto,
        },
        Some(value) => {
            let name = text(value, "name").or_else(|| text(value.get("function")?, "name"));
            name.map_or(Choice::Auto, |name| Choice::Function(name.to_owned()))
        }
        None => Choice::Auto,
    }
}

/// Whether a model shows its thinking because of its name.
fn thinks_by_name(model: &str) -> bool {
    let id = model.to_ascii_lowercase();
    id.contains("thinking") || id.contains("reasoner") || id.contains("-r1")
}
