//! A short question for the composer in Create: *Improve*, *Translate*, *Describe*. What comes
//! back is shown beside what was typed; nothing is sent to a picture model by it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::messages::TokenUsage;
use crate::ids::{ProfileId, ReferenceId};
use crate::protocol::Money;

/// What is wanted of a text model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum TextWish {
    /// A better prompt, in the language of the one that was typed.
    Improve,
    /// Chinese to English, anything else to Chinese.
    Translate,
    /// A prompt that would make this picture, in the window's language.
    Describe,
}

/// Asks a text model. It is billed like any chat. Answers when the answer is whole;
/// `stop_asking` ends it with `stopped-waiting`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AskText {
    /// What is wanted.
    pub wish: TextWish,
    /// What was typed; not read by `describe`. `@1` and the like stay as they are.
    pub text: String,
    /// The picture to describe; a picture of the library is held first (`hold_picture`).
    pub picture: Option<ReferenceId>,
    /// Null means the current provider.
    pub provider: Option<ProfileId>,
    /// Null means the chat model used last, or else the first that is known to do it.
    pub model: Option<String>,
}

/// What it said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AskedText {
    /// The text, without anything around it.
    pub text: String,
    /// Model id that was asked.
    pub model: String,
    /// Its name for people.
    pub model_name: String,
    /// Tokens.
    pub usage: Option<TokenUsage>,
    /// What they cost, by the user's own prices.
    pub cost: Option<Money>,
}
