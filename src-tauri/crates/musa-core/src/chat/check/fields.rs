//! Body fields as they were typed.

use musa_api::endpoints::delivery::Streaming;
use musa_api::endpoints::params::{ParamKind, Params, Protocol, SetParamError};

use crate::chat::offer::STREAM;
use crate::protocol::{ChatProtocol, ChatSettings, CommandError, ErrorCode};

/// Those that the protocol has, and whether the answer streams.
pub(super) fn params(
    settings: &ChatSettings,
    protocol: ChatProtocol,
    refused: &mut Vec<CommandError>,
) -> (Params, Streaming) {
    let mut params = Params::new();
    let mut streaming = Streaming::Events;
    for (name, typed) in &settings.parameters {
        if typed.trim().is_empty() {
            continue;
        }
        if name == STREAM {
            match typed.trim() {
                "true" => {}
                "false" => streaming = Streaming::Whole,
                _ => refused.push(invalid(name, typed).arg("allowed", "true, false")),
            }
            continue;
        }
        let wire = Protocol::from(protocol);
        if wire.param(name).is_none() && is_of_another(name) {
            continue;
        }
        if let Err(error) = params.set_text(wire, name, typed.trim()) {
            refused.push(said(invalid(name, typed), error, wire));
        }
    }
    (params, streaming)
}

/// Another protocol has it: it waits until that one is chosen.
fn is_of_another(name: &str) -> bool {
    let all = [
        Protocol::Chat,
        Protocol::Completions,
        Protocol::Responses,
        Protocol::Gemini,
    ];
    all.iter().any(|it| it.param(name).is_some())
}

fn invalid(name: &str, value: &str) -> CommandError {
    let error = CommandError::new(ErrorCode::ParameterInvalid);
    let error = error.field(format!("parameters.{name}"));
    error.arg("name", name).arg("value", value)
}

fn said(error: CommandError, why: SetParamError, protocol: Protocol) -> CommandError {
    match why {
        SetParamError::Unknown => {
            let names = protocol.params().iter().map(|it| it.name);
            let names: Vec<&str> = std::iter::once(STREAM).chain(names).collect();
            error.arg("allowed", names.join(", "))
        }
        SetParamError::WrongKind(kind) | SetParamError::OutOfRange(kind) => {
            error.arg("allowed", allowed(kind))
        }
        SetParamError::Excluded(other) => error.arg("with", other),
    }
}

/// What a field may be, in no language.
fn allowed(kind: ParamKind) -> String {
    match kind {
        ParamKind::Number(from, to) => format!("{from} … {to}"),
        ParamKind::Integer(from, to) => format!("{from}, {}, … {to}", from.saturating_add(1)),
        ParamKind::Flag => "true, false".to_owned(),
        ParamKind::Text => "…".to_owned(),
        ParamKind::Choice(words) => words.join(", "),
        ParamKind::Texts(most) => format!("\"…\", [\"…\", …] (1 … {most})"),
        ParamKind::Object => "{\"…\": …}".to_owned(),
        ParamKind::Weights(from, to) => format!("{{\"…\": {from} … {to}}}"),
        ParamKind::List => "[…]".to_owned(),
    }
}
