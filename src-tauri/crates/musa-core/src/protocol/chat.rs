//! Chat, as the window and the terminal ask for it and are told of it. Data only.
//!
//! **A conversation** is a tree of messages. Each message knows its `parent`; the first ones
//! have none. `ConversationView::path` names the branch that is shown, from its first message to
//! its last one. Messages with the same parent are branches of each other, oldest first: an
//! edited message (`SendMessage::instead_of`), an answer asked for again (`regenerate`), several
//! answers to one request (parameter `n`), other results for the same tool calls.
//!
//! **Opening** one (`conversation`) gives all its messages and the `seq` of the last event that
//! is already in them, as a snapshot does. Events that come while the question is on its way are
//! kept by the page, and those with a larger `seq` applied to the answer. So a reload in
//! mid-stream shows the same: the text so far is in the answer, the rest in the events.
//!
//! **Events of one request**, in this order:
//! 1. `message-came` with the user's message (or the tool results), then `message-came` for each
//!    answer, in state `waiting`, with no parts; then `conversation-changed` (path, title, order).
//! 2. `answer-grew`, at most about 30 times a second for each answer, with steps in their order:
//!    `state` (`waiting` → `streaming`), `part` (puts a whole part at a place: a new one at the
//!    end, or another version of one that is there), `text` (appends to the text of the part at a
//!    place: the words, the thinking, the refusal, or the arguments of a tool call).
//! 3. `message-changed` once, with the whole answer as it is kept: state `done`, `stopped`, `cut`
//!    or `failed`, with usage, cost, finish and error. It replaces everything before it. Pictures
//!    may still be `saving` in it; each that is saved comes as one more `message-changed`.
//! 4. `conversation-changed` (no longer running; tokens and cost).
//!
//! A stream goes on whatever the page shows. `stop_answer` keeps what came. Nothing is ever sent
//! again by itself: after an answer that failed or was cut the user asks again (`regenerate`).

pub mod ask;
pub mod conversations;
pub mod messages;
pub mod offer;
pub mod parts;
pub mod saying;
pub mod settings;

pub use ask::{AskText, AskedText, TextWish};
pub use conversations::{
    ChatDraft, Conversation, ConversationFormat, ConversationPage, ConversationRow,
    ConversationView, ExportConversation, KeepDraft, ListConversations, OfConversation,
    OfConversations, RenameConversation,
};
pub use messages::{Answer, AnswerState, ChatMessage, Finish, MessageBody, TokenUsage, ToolResult};
pub use offer::{
    ChatModelView, ChatOffer, ChatPrice, ParameterKind, ParameterView, ProtocolView, SetChatPrice,
};
pub use parts::{AnswerPart, AnswerStep, Citation, SchemaCheck, SchemaProblem, SearchState};
pub use saying::{
    AnswerTools, ChooseBranch, OfMessage, OpenLink, SendMessage, SentMessage, ToolOutput,
};
pub use settings::{
    AnswerFormat, ChangeConversation, ChatProtocol, ChatSettings, SettingsKept, Sight,
};
