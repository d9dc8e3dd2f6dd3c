//! What a conversation is set to: provider, model, protocol, parameters. Everything is as typed;
//! it is parsed when a message is sent, and complaints are told while it is changed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::conversations::ConversationView;
use crate::ids::{ConversationId, ProfileId};
use crate::protocol::CommandError;

/// Which endpoint a conversation speaks.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS,
)]
#[serde(rename_all = "kebab-case")]
pub enum ChatProtocol {
    /// `POST /v1/chat/completions`.
    #[default]
    Chat,
    /// `POST /v1/responses`.
    Responses,
    /// `POST /v1beta/models/{model}:generateContent` and `:streamGenerateContent`.
    Gemini,
    /// `POST /v1/completions`.
    Completions,
}

/// The form an answer is asked for in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum AnswerFormat {
    /// Not set.
    #[default]
    Free,
    /// Some JSON object. The word JSON has to stand in the prompt, and the shape is not promised:
    /// that is to be said where this is chosen.
    JsonObject,
    /// JSON by `ChatSettings::schema`.
    Schema,
}

/// Whether pictures may go to a model that is known to have no eyes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Sight {
    /// As the catalogue says: pictures for a model without eyes are refused (`model-blind`).
    #[default]
    AsKnown,
    /// The user says that it sees.
    Assumed,
}

/// What a conversation is set to. What the user did not set is empty, null or false, and is not
/// sent. Everything is as typed; nothing is checked yet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, rename_all = "camelCase")]
pub struct ChatSettings {
    /// Null means the current provider.
    pub provider: Option<ProfileId>,
    /// Model id, free text; null means the one used last.
    pub model: Option<String>,
    /// Null means what the catalogue proposes for the model.
    pub protocol: Option<ChatProtocol>,
    /// The system prompt.
    pub system: String,
    /// Body fields by the names of `ParameterView`, as typed: `0.7`, `true`, `["a","b"]`. Names
    /// that the protocol does not have are kept and not sent.
    pub parameters: BTreeMap<String, String>,
    /// A JSON list of functions: `[{"name":…,"description":…,"parameters":{…}}]`, or as OpenAI
    /// wraps them, `[{"type":"function","function":{…}}]`. Empty for none.
    pub tools: String,
    /// `auto`, `none`, `required` or the name of a function; empty when not set.
    pub tool_choice: String,
    /// The form of the answer.
    pub format: AnswerFormat,
    /// A JSON Schema, or `{"name":…,"strict":true,"schema":{…}}`. Kept while `format` is another.
    pub schema: String,
    /// Let the model search the web.
    pub web_search: bool,
    /// Let the model make pictures with the provider's own tool (protocol Responses).
    pub image_generation: bool,
    /// Pictures for a model without eyes.
    pub sight: Sight,
}

/// Sets a conversation anew. It is kept whatever is typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChangeConversation {
    /// The conversation.
    pub conversation: ConversationId,
    /// All of its settings.
    pub settings: ChatSettings,
}

/// What became of settings.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SettingsKept {
    /// The conversation.
    pub conversation: ConversationView,
    /// What would be refused if a message were sent now, by field: `model`,
    /// `parameters.temperature`, `tools`, `toolChoice`, `schema`, …
    pub refused: Vec<CommandError>,
}
