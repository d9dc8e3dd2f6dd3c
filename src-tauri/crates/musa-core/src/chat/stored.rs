//! What is kept of a conversation: rows as values, and the JSON of a message. Knows no SQL.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::{ConversationId, MessageId, ReferenceId};
use crate::jobs::StoredReference;
use crate::protocol::{ChatSettings, ToolResult};

mod answer;
mod talk;

pub(crate) use answer::{Placed, StoredAnswer, StoredSeal, Wanted};
pub(crate) use talk::{TalkRow, TalkState};

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
