//! What can be chosen for a conversation: protocols with their body fields, models with what
//! they are known to do, and what tokens cost.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::settings::ChatProtocol;
use crate::ids::ProfileId;
use crate::protocol::Money;

/// What a body field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ParameterKind {
    /// A number: `0.7`.
    Number,
    /// A whole number.
    Integer,
    /// `true` or `false`.
    Switch,
    /// One of `choices`.
    Choice,
    /// Text.
    Text,
    /// One text, or several as a JSON list: `END`, `["END","STOP"]`.
    Texts,
    /// Any JSON.
    Json,
}

/// One body field. It has no default: what is not set is not sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ParameterView {
    /// Its name, the document's own: `temperature`, `topK`.
    pub name: String,
    /// What it takes.
    pub kind: ParameterKind,
    /// The least it may be; for texts how many there must be.
    #[serde(default)]
    pub minimum: Option<f64>,
    /// The most it may be; for texts how many there may be.
    #[serde(default)]
    pub maximum: Option<f64>,
    /// What it may be, for a choice.
    #[serde(default)]
    pub choices: Vec<String>,
}

/// A protocol and its body fields. Without the parameter `stream` answers are streamed.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an ability of its own, and the page asks for one at a time"
)]
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ProtocolView {
    /// The protocol.
    pub protocol: ChatProtocol,
    /// Its body fields, in the order in which they are shown.
    pub parameters: Vec<ParameterView>,
    /// It has messages: a system prompt, pictures, tools and forms of answers. Completions have
    /// none of these.
    pub messages: bool,
    /// It can search the web.
    pub web_search: bool,
    /// It has a tool of the provider's that makes pictures.
    pub image_generation: bool,
    /// It takes a video's address.
    pub video: bool,
}

/// What a chat model is known to do. A model that is not listed does everything.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an ability of its own, and the page asks for one at a time"
)]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChatModelView {
    /// Its id.
    pub id: String,
    /// Other ids with the same abilities; a final `*` stands for any ending.
    #[serde(default)]
    pub also: Vec<String>,
    /// Its name for people.
    pub name: String,
    /// Protocols it speaks; the first is proposed.
    pub protocols: Vec<ChatProtocol>,
    /// It sees pictures.
    #[serde(default)]
    pub vision: bool,
    /// It watches videos.
    #[serde(default)]
    pub video: bool,
    /// It thinks, and can tell what.
    #[serde(default)]
    pub thinking: bool,
    /// It calls functions.
    #[serde(default)]
    pub tools: bool,
    /// It may answer with pictures.
    #[serde(default)]
    pub pictures: bool,
}

/// Everything that can be chosen.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChatOffer {
    /// Protocols, in the order in which they are shown.
    pub protocols: Vec<ProtocolView>,
    /// Models that are known.
    pub models: Vec<ChatModelView>,
}

/// What a million tokens cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChatPrice {
    /// Of questions.
    pub input: Money,
    /// Of answers.
    pub output: Money,
}

/// Sets or, with null, forgets what a million tokens of a model cost.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetChatPrice {
    /// The provider.
    pub provider: ProfileId,
    /// Model id.
    pub model: String,
    /// Of questions, as typed: `1.25`.
    pub input: Option<String>,
    /// Of answers.
    pub output: Option<String>,
    /// Three letters.
    pub currency: String,
}
