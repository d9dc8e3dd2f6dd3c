//! Conversations: the list, one of them, and what can be done to it as a whole.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::messages::ChatMessage;
use super::settings::{ChatProtocol, ChatSettings};
use crate::ids::{ConversationId, MessageId, ReferenceId};
use crate::protocol::{HeldReference, Money};

/// A conversation in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConversationRow {
    /// Its id.
    pub id: ConversationId,
    /// Order in the list: the one that was spoken in last has the largest.
    pub order: i64,
    /// Its name: the user's, or the beginning of the first message. Empty while it has neither.
    pub title: String,
    /// Model id; null until one was chosen.
    pub model: Option<String>,
    /// When something was last said in it, RFC 3339.
    #[ts(type = "string")]
    pub updated_at: Timestamp,
    /// An answer is arriving.
    pub running: bool,
    /// Where the search found it: a piece of a message, plain text. Null without a search, or
    /// where the title has it.
    pub found: Option<String>,
}

/// Asks for a page of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(default, rename_all = "camelCase")]
pub struct ListConversations {
    /// Words that title or messages must have, in any order; empty for all.
    pub search: String,
    /// `order` of the last one of the page before; null for the newest.
    pub before: Option<i64>,
    /// 1 to 200.
    pub limit: u32,
}

/// Conversations, the one that was spoken in last first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConversationPage {
    /// The conversations.
    pub conversations: Vec<ConversationRow>,
    /// There are older ones.
    pub more: bool,
}

/// What stands in a conversation's composer and was not sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChatDraft {
    /// The text.
    pub text: String,
    /// Pictures.
    pub pictures: Vec<HeldReference>,
    /// A video's address; empty for none.
    pub video: String,
}

/// A conversation without its messages.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConversationView {
    /// Its line in the list; `found` is null.
    pub row: ConversationRow,
    /// When it was begun, RFC 3339.
    #[ts(type = "string")]
    pub created_at: Timestamp,
    /// What it is set to.
    pub settings: ChatSettings,
    /// The model that would be asked now; null when there is none to take.
    pub model: Option<String>,
    /// Its name for people.
    pub model_name: Option<String>,
    /// The protocol that would be spoken now.
    pub protocol: ChatProtocol,
    /// The branch that is shown, from its first message to its last.
    pub path: Vec<MessageId>,
    /// Answers that are arriving.
    pub running: Vec<MessageId>,
    /// Tokens of all answers in all branches, as far as they were told.
    pub tokens: u64,
    /// What they cost by the user's own prices, for each currency.
    pub spent: Vec<Money>,
}

/// A conversation, opened.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Conversation {
    /// Number of the last event that is already in here.
    pub seq: u64,
    /// The conversation.
    pub conversation: ConversationView,
    /// All of its messages, in the order in which they were made; a parent always before its
    /// children.
    pub messages: Vec<ChatMessage>,
    /// What stands in its composer.
    pub draft: ChatDraft,
}

/// About one conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OfConversation {
    /// The conversation.
    pub conversation: ConversationId,
}

/// About some conversations.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OfConversations {
    /// The conversations.
    pub conversations: Vec<ConversationId>,
}

/// Gives a conversation a name.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RenameConversation {
    /// The conversation.
    pub conversation: ConversationId,
    /// Its name; empty brings back the beginning of the first message. Cut at 200 characters.
    pub title: String,
}

/// Keeps what stands in a conversation's composer over a restart.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct KeepDraft {
    /// The conversation.
    pub conversation: ConversationId,
    /// The text.
    pub text: String,
    /// Pictures, in their order.
    pub pictures: Vec<ReferenceId>,
    /// A video's address; empty for none.
    pub video: String,
}

/// The form of an exported conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ConversationFormat {
    /// The branch that is shown, to be read.
    Markdown,
    /// All branches with everything that is known of them.
    Json,
}

/// Writes a conversation to a file of the user's choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportConversation {
    /// The conversation.
    pub conversation: ConversationId,
    /// The form.
    pub format: ConversationFormat,
}
