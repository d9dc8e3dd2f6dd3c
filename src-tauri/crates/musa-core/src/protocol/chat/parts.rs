//! The pieces of an answer, and the steps by which it grows.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::messages::AnswerState;
use crate::protocol::{CommandError, PictureView};

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
        picture: Option<Box<PictureView>>,
        /// Why it is not and will not be.
        error: Option<Box<CommandError>>,
    },
    /// Something Musa has no words for. The response can be opened as text.
    Unknown {
        /// The provider's name for it.
        name: String,
    },
}

impl AnswerPart {
    /// The text that a `text` step appends to, if it has one.
    pub fn text_mut(&mut self) -> Option<&mut String> {
        match self {
            Self::Thinking { text, .. }
            | Self::Text { text, .. }
            | Self::Refusal { text }
            | Self::ToolCall {
                arguments: text, ..
            } => Some(text),
            Self::Search { .. } | Self::Picture { .. } | Self::Unknown { .. } => None,
        }
    }
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
