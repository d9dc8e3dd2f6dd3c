//! What can be said in a conversation, and what can be done with one message of it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::ids::{ConversationId, MessageId, ReferenceId};

/// Sends a message. Nothing is sent and nothing is kept when it is refused.
///
/// Fields of refusals: `text`, `pictures[0]`, `video`, `model`, `protocol`, `tools`,
/// `toolChoice`, `schema`, `format`, `webSearch`, `parameters.<name>`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SendMessage {
    /// The conversation.
    pub conversation: ConversationId,
    /// Edit and send again: a new branch beside this message of the user's. Null goes on at the
    /// end of the branch that is shown.
    pub instead_of: Option<MessageId>,
    /// The text.
    pub text: String,
    /// Pictures, in their order. Those of the library are held first (`hold_picture`), those of
    /// an edited message too (`hold_sent`).
    pub pictures: Vec<ReferenceId>,
    /// `https://…` of an MP4; empty or null for none.
    pub video: Option<String>,
}

/// What was made of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SentMessage {
    /// The user's message or the tool results; null when an answer was asked for again.
    pub message: Option<MessageId>,
    /// The answers that are on their way.
    pub answers: Vec<MessageId>,
}

/// About one message. `regenerate`: asks again for this answer, in a new branch, with the
/// settings of now. `stop_answer`: stops it and all answers of the same request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OfMessage {
    /// The message.
    pub message: MessageId,
}

/// Shows the branch of a message: through it, and on to where one was last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChooseBranch {
    /// The message.
    pub message: MessageId,
}

/// What a function gave for one call.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ToolOutput {
    /// Id of the call.
    pub id: String,
    /// As typed: JSON or plain text.
    pub output: String,
}

/// Gives the results of an answer's tool calls and lets the model go on. Every call needs one;
/// a missing one is refused by field `outputs.<id>`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AnswerTools {
    /// The answer.
    pub message: MessageId,
    /// Its results.
    pub outputs: Vec<ToolOutput>,
}

/// Opens a page in the user's browser. Only https.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OpenLink {
    /// Its address.
    pub url: String,
}
