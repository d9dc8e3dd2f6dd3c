//! Owns the bodies of completions as talks (WIRE 6.1).

use serde_json::{Map, Value};

use super::{count, field, model, sampled, stops};
use crate::refusal::Refusal;
use crate::talk::{Ask, Part, Turn};

/// What OpenAI takes where nothing is said.
const USUAL_TOKENS: usize = 16;

pub(super) fn ask(object: &Map<String, Value>) -> Result<Ask, Refusal> {
    let model = model(object)?;
    let prompt = match field(object, "prompt") {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(list)) => {
            let first = list.first().and_then(Value::as_str);
            first.unwrap_or_default().to_owned()
        }
        _ => return Err(Refusal::missing("prompt")),
    };
    sampled(object)?;
    Ok(Ask {
        turns: vec![Turn::User(vec![Part::Text(prompt)])],
        count: count(object, "n", (1.0, 128.0))?
            .and_then(|it| u32::try_from(it).ok())
            .unwrap_or(1),
        most_tokens: Some(count(object, "max_tokens", (1.0, f64::MAX))?.unwrap_or(USUAL_TOKENS)),
        stops: stops(field(object, "stop")),
        model,
        ..Ask::default()
    })
}
