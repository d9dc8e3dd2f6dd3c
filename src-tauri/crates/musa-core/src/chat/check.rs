//! From settings as they were typed to what can be sent, or every reason why not, by field.

use musa_api::endpoints::delivery::Streaming;
use musa_api::endpoints::params::{ParamKind, Params, Protocol, SetParamError};
use musa_api::endpoints::tools::{Format, Tool, ToolChoice};
use serde_json::Value;

use super::offer::{self, STREAM};
use super::schema;
use super::stored::Wanted;
use crate::protocol::{
    AnswerFormat, ChatModelView, ChatProtocol, ChatSettings, CommandError, ErrorCode, Sight,
};

/// Settings that can be sent.
#[derive(Debug, Clone)]
pub(crate) struct Chosen {
    pub(crate) model: String,
    pub(crate) protocol: ChatProtocol,
    pub(crate) system: Option<String>,
    pub(crate) params: Params,
    pub(crate) streaming: Streaming,
    /// Answers that were asked for.
    pub(crate) answers: u32,
    pub(crate) tools: Vec<Tool>,
    pub(crate) tool_choice: Option<ToolChoice>,
    pub(crate) format: Format,
    pub(crate) wanted: Wanted,
    pub(crate) web_search: bool,
    pub(crate) image_generation: bool,
    /// What is known of the model; none also where the user says that it sees.
    pub(crate) eyes: Option<&'static ChatModelView>,
}

/// The protocol that is spoken with a model when none was chosen.
pub(crate) fn protocol_of(settings: &ChatSettings, model: Option<&str>) -> ChatProtocol {
    let known = model.and_then(offer::model);
    let proposed = known.and_then(|it| it.protocols.first().copied());
    settings.protocol.or(proposed).unwrap_or_default()
}

/// The protocol has no such thing.
pub(crate) fn lacks(field: &str, protocol: ChatProtocol) -> CommandError {
    let name = match protocol {
        ChatProtocol::Chat => "Chat",
        ChatProtocol::Responses => "Responses",
        ChatProtocol::Gemini => "Gemini",
        ChatProtocol::Completions => "Completions",
    };
    let error = CommandError::new(ErrorCode::ProtocolLacks).field(field);
    error.arg("protocol", name)
}

/// Reads settings. All that is wrong is told, not only the first.
pub(crate) fn check(
    settings: &ChatSettings,
    last_model: Option<&str>,
) -> Result<Chosen, Vec<CommandError>> {
    let mut refused = Vec::new();
    let named = settings.model.as_deref().map(str::trim);
    let model = named.filter(|it| !it.is_empty()).or(last_model);
    if model.is_none() {
        refused.push(CommandError::new(ErrorCode::ModelMissing).field("model"));
    }
    let protocol = protocol_of(settings, model);
    lacking(settings, protocol, &mut refused);
    let (params, streaming) = params(settings, protocol, &mut refused);
    let tools = kept(tools(&settings.tools), &mut refused);
    let tool_choice = kept(choice(&settings.tool_choice, &tools), &mut refused);
    let (format, wanted) = kept(format(settings), &mut refused);
    if !refused.is_empty() {
        return Err(refused);
    }
    let answers = ["n", "candidateCount"].map(|name| params.get(name).and_then(Value::as_u64));
    let answers = answers.into_iter().flatten().next().unwrap_or(1);
    let system = settings.system.trim();
    Ok(Chosen {
        eyes: match settings.sight {
            Sight::AsKnown => model.and_then(offer::model),
            Sight::Assumed => None,
        },
        model: model.unwrap_or_default().to_owned(),
        protocol,
        system: (!system.is_empty()).then(|| system.to_owned()),
        params,
        streaming,
        answers: u32::try_from(answers).unwrap_or(1).max(1),
        tools,
        tool_choice,
        format,
        wanted,
        web_search: settings.web_search,
        image_generation: settings.image_generation,
    })
}

/// The value, or its default with the refusal noted.
fn kept<T: Default>(read: Result<T, CommandError>, refused: &mut Vec<CommandError>) -> T {
    read.unwrap_or_else(|error| {
        refused.push(error);
        T::default()
    })
}

/// What is set and the protocol does not have. Silence would cost money and give something else.
fn lacking(settings: &ChatSettings, protocol: ChatProtocol, refused: &mut Vec<CommandError>) {
    let plain = protocol == ChatProtocol::Completions;
    let search = matches!(protocol, ChatProtocol::Responses | ChatProtocol::Gemini);
    let set = |text: &str| !text.trim().is_empty();
    for (field, missing) in [
        ("system", plain && set(&settings.system)),
        ("tools", plain && set(&settings.tools)),
        ("format", plain && settings.format != AnswerFormat::Free),
        ("webSearch", settings.web_search && !search),
        (
            "imageGeneration",
            settings.image_generation && protocol != ChatProtocol::Responses,
        ),
    ] {
        if missing {
            refused.push(lacks(field, protocol));
        }
    }
}

fn params(
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

/// A list of functions, alone or as OpenAI wraps them.
fn tools(typed: &str) -> Result<Vec<Tool>, CommandError> {
    if typed.trim().is_empty() {
        return Ok(Vec::new());
    }
    let refused = |place: String, words: String| {
        let error = CommandError::new(ErrorCode::ToolsInvalid).field("tools");
        error.arg("reason", place).detail(words)
    };
    let list: Value =
        serde_json::from_str(typed).map_err(|it| refused("JSON".into(), it.to_string()))?;
    let list = list.as_array().filter(|it| !it.is_empty());
    let list = list.ok_or_else(|| refused("[…]".into(), String::new()))?;
    let mut tools: Vec<Tool> = Vec::new();
    for (at, item) in list.iter().enumerate() {
        let wrong = |name: &str, words: String| refused(format!("[{at}]{name}"), words);
        let kind = item.get("type").and_then(Value::as_str);
        if kind.is_some_and(|it| it != "function") {
            return Err(wrong(".type", kind.unwrap_or_default().to_owned()));
        }
        let item = item.get("function").unwrap_or(item);
        let name = item.get("name").and_then(Value::as_str).unwrap_or_default();
        let twice = tools.iter().any(|it| it.name == name);
        if !schema::is_name(name) || twice {
            return Err(wrong(".name", name.to_owned()));
        }
        let parameters = item.get("parameters").filter(|it| !it.is_null());
        if let Some(parameters) = parameters {
            let object = parameters.as_object().map(drop);
            object.ok_or_else(|| wrong(".parameters", "{…}".to_owned()))?;
            schema::is_schema(parameters)
                .map_err(|(place, words)| wrong(&format!(".parameters{place}"), words))?;
        }
        tools.push(Tool {
            name: name.to_owned(),
            description: item
                .get("description")
                .and_then(Value::as_str)
                .map(str::to_owned),
            parameters: parameters.cloned(),
            strict: item.get("strict").and_then(Value::as_bool),
        });
    }
    Ok(tools)
}

fn choice(typed: &str, tools: &[Tool]) -> Result<Option<ToolChoice>, CommandError> {
    // Without functions the field is refused by providers, so it is not sent (WIRE 4.1).
    if tools.is_empty() {
        return Ok(None);
    }
    Ok(match typed.trim() {
        "" => None,
        "auto" => Some(ToolChoice::Auto),
        "none" => Some(ToolChoice::Never),
        "required" => Some(ToolChoice::Required),
        name if tools.iter().any(|it| it.name == name) => {
            Some(ToolChoice::Function(name.to_owned()))
        }
        other => {
            let names = tools.iter().map(|it| it.name.as_str());
            let all: Vec<&str> = ["auto", "none", "required"]
                .into_iter()
                .chain(names)
                .collect();
            let error = CommandError::new(ErrorCode::ParameterInvalid).field("toolChoice");
            let error = error.arg("name", "tool_choice").arg("value", other);
            return Err(error.arg("allowed", all.join(", ")));
        }
    })
}

fn format(settings: &ChatSettings) -> Result<(Format, Wanted), CommandError> {
    Ok(match settings.format {
        AnswerFormat::Free => (Format::Text, Wanted::Words),
        AnswerFormat::JsonObject => (Format::Json, Wanted::Json),
        AnswerFormat::Schema => {
            let typed = schema::parse(&settings.schema)?;
            let wanted = Wanted::Schema(typed.schema.clone());
            let format = Format::Schema {
                name: typed.name,
                schema: typed.schema,
                strict: typed.strict,
            };
            (format, wanted)
        }
    })
}

#[cfg(test)]
mod tests;
