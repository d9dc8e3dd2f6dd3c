//! Messages: what was said and what was answered.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::parts::{AnswerPart, SchemaCheck};
use super::settings::ChatProtocol;
use crate::ids::{CallId, ConversationId, MessageId};
use crate::protocol::{CommandError, Money, SentReference};

/// A message.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChatMessage {
    /// Its id.
    pub id: MessageId,
    /// Its conversation.
    pub conversation: ConversationId,
    /// The message before it; null for a first one.
    pub parent: Option<MessageId>,
    /// When it was made, RFC 3339.
    #[ts(type = "string")]
    pub created_at: Timestamp,
    /// What it is.
    pub body: MessageBody,
}

/// What a message is.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase"
)]
pub enum MessageBody {
    /// The user's.
    User {
        /// The text.
        text: String,
        /// Pictures as they were sent (`sentUrl(hash)`; `hold_sent` takes them up again).
        pictures: Vec<SentReference>,
        /// A video's address.
        video: Option<String>,
    },
    /// What the user's functions gave for the tool calls of the answer before.
    Results {
        /// One for each call.
        results: Vec<ToolResult>,
    },
    /// The model's.
    Answer {
        /// All of it.
        answer: Box<Answer>,
    },
}

/// What a function gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ToolResult {
    /// Id of the call, as the answer has it.
    pub id: String,
    /// Name of the function.
    pub name: String,
    /// What it gave, as typed: JSON or plain text.
    pub output: String,
}

/// Where an answer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum AnswerState {
    /// Nothing has come yet.
    Waiting,
    /// It is arriving.
    Streaming,
    /// It came whole.
    Done,
    /// The user stopped it. What came is kept; it may have been charged whole.
    Stopped,
    /// It broke off: the line, the provider or Musa itself. What came is kept.
    Cut,
    /// An error came, or nothing did. `error` says what to do.
    Failed,
}

/// Why an answer ended, as the provider says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Finish {
    /// It was finished.
    Stop,
    /// The limit of tokens was reached.
    Length,
    /// It waits for the results of tools.
    Tools,
    /// A safety filter ended it.
    Filter,
    /// Something else; `Answer::finish_word` has it.
    Other,
}

/// Tokens, as far as they were told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TokenUsage {
    /// Of the question.
    pub input: Option<u64>,
    /// Of the question, those that were in the provider's cache.
    pub cached: Option<u64>,
    /// Of the answer, thinking included where the provider counts it so.
    pub output: Option<u64>,
    /// Of the thinking.
    pub thinking: Option<u64>,
    /// All.
    pub total: Option<u64>,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Answer {
    /// The request it belongs to, shared by all answers of it: `response_text` opens it.
    pub call: CallId,
    /// Which of them it is, from 0.
    pub choice: u32,
    /// Where it stands.
    pub state: AnswerState,
    /// Its pieces.
    pub parts: Vec<AnswerPart>,
    /// Model id asked.
    pub model: String,
    /// The model's name for people.
    pub model_name: String,
    /// Protocol spoken.
    pub protocol: ChatProtocol,
    /// The provider's name at the time.
    pub provider_name: String,
    /// Made by the built-in demo.
    pub demo: bool,
    /// Why it ended; null when that was not told.
    pub finish: Option<Finish>,
    /// The provider's own word for it.
    pub finish_word: Option<String>,
    /// Tokens. Those of a request with several answers stand on the first.
    pub usage: Option<TokenUsage>,
    /// What they cost, by the user's own prices.
    pub cost: Option<Money>,
    /// What went wrong, and whether it was charged. Also with `stopped` and `cut`.
    pub error: Option<CommandError>,
    /// JSON was asked for: whether it is. Null before the end.
    pub checked: Option<SchemaCheck>,
    /// A response lies in the receipt and can be opened as text.
    pub answered: bool,
    /// From sending to the end, in milliseconds; null while it arrives.
    pub took_ms: Option<u64>,
}
