//! From settings as they were typed to what can be sent, or every reason why not, by field.

use musa_api::endpoints::delivery::Streaming;
use musa_api::endpoints::params::Params;
use musa_api::endpoints::tools::{Format, Tool, ToolChoice};
use serde_json::Value;

use super::offer;
use super::schema;
use super::stored::Wanted;
use crate::protocol::{
    AnswerFormat, ChatModelView, ChatProtocol, ChatSettings, CommandError, ErrorCode, Sight,
};

mod fields;
mod functions;

use fields::params;
use functions::{choice, tools};

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

fn format(settings: &ChatSettings) -> Result<(Format, Wanted), CommandError> {
    Ok(match settings.format {
        AnswerFormat::Free => (Format::Text, Wanted::Words),
        AnswerFormat::JsonObject => (Format::Json, Wanted::Json),
        AnswerFormat::Schema => {
            let typed = schema::parse(&settings.schema)?;
            let wanted = Wanted::Schema(typed.value.clone());
            let format = Format::Schema {
                name: typed.name,
                schema: typed.value,
                strict: typed.strict,
            };
            (format, wanted)
        }
    })
}

#[cfg(test)]
mod tests;
