//! What is kept of an answer.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::ids::{CallId, PictureId, ProfileId};
use crate::protocol::{
    AnswerPart, AnswerState, ChatProtocol, CommandError, Finish, Money, SchemaCheck, TokenUsage,
};

/// The form that was asked for.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Wanted {
    #[default]
    Words,
    Json,
    Schema(Value),
}

/// What goes back to a provider with a call, unchanged.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum StoredSeal {
    Signature(String),
    Extra(Value),
}

/// A picture of an answer that is in the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Placed {
    /// The part.
    pub(crate) at: u32,
    pub(crate) id: PictureId,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct StoredAnswer {
    pub(crate) call: CallId,
    pub(crate) choice: u32,
    pub(crate) state: AnswerState,
    /// Pictures in it are null: `pictures` has their ids.
    pub(crate) parts: Vec<AnswerPart>,
    #[serde(default)]
    pub(crate) pictures: Vec<Placed>,
    /// Of its calls, in their order.
    #[serde(default)]
    pub(crate) seals: Vec<Option<StoredSeal>>,
    pub(crate) model: String,
    pub(crate) protocol: ChatProtocol,
    pub(crate) provider: ProfileId,
    pub(crate) provider_name: String,
    pub(crate) host: String,
    #[serde(default)]
    pub(crate) wanted: Wanted,
    pub(crate) started_at: Timestamp,
    pub(crate) finish: Option<Finish>,
    pub(crate) finish_word: Option<String>,
    pub(crate) usage: Option<TokenUsage>,
    pub(crate) cost: Option<Money>,
    pub(crate) error: Option<CommandError>,
    pub(crate) checked: Option<SchemaCheck>,
    pub(crate) answered: bool,
    pub(crate) took_ms: Option<u64>,
}

impl StoredAnswer {
    /// Its words, without thinking and refusals.
    pub(crate) fn text(&self) -> String {
        let texts = self.parts.iter().filter_map(|part| match part {
            AnswerPart::Text { text, .. } => Some(text.as_str()),
            _ => None,
        });
        texts.collect::<Vec<_>>().join("\n")
    }

    /// It has not ended.
    pub(crate) fn is_running(&self) -> bool {
        matches!(self.state, AnswerState::Waiting | AnswerState::Streaming)
    }
}
