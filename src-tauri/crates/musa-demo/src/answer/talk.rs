//! Owns the answers to talks, in each protocol's own shape: whole, and as events at the pace of
//! somebody who speaks.

mod chat;
mod completions;
mod gemini;
mod responses;

use serde_json::{Value, json};

use super::deliver::Events;
use super::now;
use crate::request::talk::Protocol;
use crate::talk::{Answer, Ask, Spoken, tokens};

/// A picture that was drawn for an answer, as base64.
pub(crate) struct Drawn {
    pub(crate) base64: String,
    pub(crate) prompt: String,
    /// Early states, the earliest first.
    pub(crate) partials: Vec<String>,
}

/// An answer and what frames it.
pub(crate) struct Told<'a> {
    pub(crate) ask: &'a Ask,
    pub(crate) answer: &'a Answer,
    pub(crate) drawn: Option<Drawn>,
}

/// The whole answer.
pub(crate) fn body(protocol: Protocol, told: &Told<'_>) -> Value {
    match protocol {
        Protocol::Chat => chat::body(told),
        Protocol::Completions => completions::body(told),
        Protocol::Responses => responses::body(told),
        Protocol::Gemini => gemini::body(told),
    }
}

/// The same as events.
pub(crate) fn events(protocol: Protocol, told: &Told<'_>) -> Events {
    match protocol {
        Protocol::Chat => chat::events(told),
        Protocol::Completions => completions::events(told),
        Protocol::Responses => responses::events(told),
        Protocol::Gemini => gemini::events(told),
    }
}

/// Gemini's pieces, for a list that grows.
pub(crate) use gemini::pieces as gemini_pieces;

impl Told<'_> {
    /// An id with a prefix; the same question has the same one.
    fn id(&self, prefix: &str) -> String {
        let text = format!(
            "{}{}{}",
            self.ask.model,
            self.ask.prompt(),
            self.ask.rounds()
        );
        format!("{prefix}{}", &blake3::hash(text.as_bytes()).to_hex()[..24])
    }

    /// Tokens made, and of those thought.
    fn made(&self) -> (usize, usize) {
        let count = |text: &str| if text.is_empty() { 0 } else { tokens(text) };
        let of = |spoken: &Spoken| {
            let calls = spoken
                .calls
                .iter()
                .map(|call| tokens(&call.arguments.to_string()));
            count(&spoken.text) + calls.sum::<usize>()
        };
        let thought: usize = self
            .answer
            .spoken
            .iter()
            .map(|it| count(&it.thinking))
            .sum();
        let said: usize = self.answer.spoken.iter().map(of).sum();
        (said + thought, thought)
    }

    /// Token counts as chats and completions have them.
    fn usage(&self) -> Value {
        let (made, thought) = self.made();
        let asked = self.answer.asked_tokens;
        json!({
            "prompt_tokens": asked,
            "completion_tokens": made,
            "total_tokens": asked + made,
            "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0},
            "completion_tokens_details": {"reasoning_tokens": thought, "audio_tokens": 0},
        })
    }
}

/// `data:` with a blank line behind it.
fn line(value: &Value) -> String {
    format!("data: {value}\n\n")
}

/// The error in the middle of a stream, as new-api has it.
fn broken() -> Value {
    json!({"error": {
        "message": "upstream request failed",
        "type": "upstream_error",
        "param": "",
        "code": "bad_response_status_code",
    }})
}

/// JSON text in the pieces in which models write it.
fn json_pieces(value: &Value) -> Vec<String> {
    let text = value.to_string();
    let letters: Vec<char> = text.chars().collect();
    letters.chunks(6).map(|it| it.iter().collect()).collect()
}
