//! What is kept of a conversation: rows as values, and the JSON of a message. Knows no SQL.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::ids::{CallId, ConversationId, MessageId, OwnerId, PictureId, ProfileId, ReferenceId};
use crate::jobs::StoredReference;
use crate::protocol::{
    AnswerPart, AnswerState, ChatProtocol, ChatSettings, CommandError, Finish, Money, SchemaCheck,
    TokenUsage, ToolResult,
};

/// Whether a conversation is the user's, or the question of a composer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Shown,
    /// *Improve* and its like: kept as any request is, and listed nowhere.
    Question,
}

/// A conversation's row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct StoredConversation {
    pub(crate) id: ConversationId,
    /// Later ones were spoken in later.
    pub(crate) touched: i64,
    pub(crate) kind: Kind,
    /// The user's name for it; empty for none.
    pub(crate) title: String,
    /// The beginning of its first message.
    pub(crate) opening: String,
    pub(crate) settings: ChatSettings,
    pub(crate) draft: StoredDraft,
    /// The last message of the branch that is shown.
    pub(crate) leaf: Option<MessageId>,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
    pub(crate) deleted: bool,
}

/// What stands in a composer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct StoredDraft {
    pub(crate) text: String,
    pub(crate) pictures: Vec<ReferenceId>,
    pub(crate) video: String,
}

/// A message's row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct StoredMessage {
    pub(crate) id: MessageId,
    pub(crate) conversation: ConversationId,
    pub(crate) parent: Option<MessageId>,
    pub(crate) created_at: Timestamp,
    /// The branch after it that was shown last.
    pub(crate) chosen: Option<MessageId>,
    pub(crate) body: StoredBody,
}

/// What a message is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(crate) enum StoredBody {
    User {
        text: String,
        #[serde(default)]
        pictures: Vec<StoredReference>,
        /// Pictures of the answer before, which are sent as the user's (WIRE 5.3).
        #[serde(default)]
        carried: Vec<StoredReference>,
        #[serde(default)]
        video: Option<String>,
    },
    Results {
        results: Vec<ToolResult>,
    },
    Answer {
        answer: Box<StoredAnswer>,
    },
}

impl StoredBody {
    /// The answer, if it is one.
    pub(crate) fn answer(&self) -> Option<&StoredAnswer> {
        match self {
            Self::Answer { answer } => Some(answer),
            Self::User { .. } | Self::Results { .. } => None,
        }
    }

    /// Everything in it that a search looks at.
    pub(crate) fn words(&self) -> String {
        match self {
            Self::User { text, .. } => text.clone(),
            Self::Results { results } => {
                let outputs = results.iter().map(|it| it.output.as_str());
                outputs.collect::<Vec<_>>().join("\n")
            }
            Self::Answer { answer } => answer.text(),
        }
    }
}

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

/// How far a request is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TalkState {
    /// Nothing of it has left.
    Queued,
    /// It may have left.
    Sending,
    /// It is answered; pictures of it are being saved.
    Saving,
    Ended,
}

impl TalkState {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Saving => "saving",
            Self::Ended => "ended",
        }
    }

    /// An unknown name is from a later Musa: that it may have left claims the least.
    pub(crate) fn parse(name: &str) -> Self {
        let all = [Self::Queued, Self::Sending, Self::Saving, Self::Ended];
        let found = all.into_iter().find(|it| it.name() == name);
        found.unwrap_or(Self::Sending)
    }
}

/// A request's row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TalkRow {
    pub(crate) call: CallId,
    pub(crate) conversation: ConversationId,
    pub(crate) owner: OwnerId,
    pub(crate) profile: ProfileId,
    pub(crate) state: TalkState,
}
