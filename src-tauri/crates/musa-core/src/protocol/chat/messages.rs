//! Messages: what was said, what was answered and how it grows.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::settings::ChatProtocol;
use crate::ids::{CallId, ConversationId, MessageId, ReferenceId};
use crate::protocol::{CommandError, Money, PictureView, SentReference};

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
        answer: Answer,
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

/// A page the answer rests on. Always https; opened by `open_link`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Citation {
    /// Its address.
    pub url: String,
    /// Its host, to be shown.
    pub host: String,
    /// Its title, where it has one.
    pub title: Option<String>,
    /// First character (code point) of the text that rests on it; null when that is not told.
    pub start: Option<u32>,
    /// The character after the last one.
    pub end: Option<u32>,
}

/// Where a search stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum SearchState {
    /// Under way.
    Searching,
    /// Over.
    Done,
    /// It failed, or the answer ended before it.
    Failed,
}

/// A piece of an answer. Pieces stand in the order in which they came.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase"
)]
pub enum AnswerPart {
    /// What the model thought, as far as it is told; may be empty.
    Thinking {
        /// The thinking; a `text` step appends here.
        text: String,
        /// When it began, in milliseconds since 1970.
        since_ms: i64,
        /// How long it took; null while it goes on.
        took_ms: Option<u64>,
    },
    /// Words, in Markdown.
    Text {
        /// The words; a `text` step appends here.
        text: String,
        /// Pages they rest on.
        citations: Vec<Citation>,
    },
    /// The model will not.
    Refusal {
        /// Its words; a `text` step appends here.
        text: String,
    },
    /// A function the model wants called.
    ToolCall {
        /// Id, unique in the answer.
        id: String,
        /// Name of the function.
        name: String,
        /// Arguments: JSON once it is whole; a `text` step appends here.
        arguments: String,
    },
    /// A search of the web.
    Search {
        /// Where it stands.
        state: SearchState,
        /// What is searched for.
        queries: Vec<String>,
        /// Pages that were found or opened.
        sources: Vec<Citation>,
    },
    /// A picture.
    Picture {
        /// In the library; null until it is saved.
        #[serde(skip_deserializing)]
        picture: Option<PictureView>,
        /// Why it is not and will not be.
        error: Option<CommandError>,
    },
    /// Something Musa has no words for. The response can be opened as text.
    Unknown {
        /// The provider's name for it.
        name: String,
    },
}

/// Whether an answer is what was asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SchemaCheck {
    /// It is JSON.
    pub json: bool,
    /// Where it differs from the schema; empty when it does not, or when there is none.
    pub problems: Vec<SchemaProblem>,
}

/// A difference between an answer and its schema.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SchemaProblem {
    /// JSON pointer into the answer: `/items/0/name`; empty for all of it.
    pub at: String,
    /// What differs, in the validator's English.
    pub problem: String,
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

/// One step of an answer that grows.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase"
)]
pub enum AnswerStep {
    /// It is in this state now.
    State {
        /// Which.
        state: AnswerState,
    },
    /// The part at this place is this one now; the place after the last one is a new part.
    Part {
        /// The place, from 0.
        at: u32,
        /// The part, whole.
        part: AnswerPart,
    },
    /// The text (or the arguments) of the part at this place goes on.
    Text {
        /// The place, from 0.
        at: u32,
        /// What is appended.
        text: String,
    },
}

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
