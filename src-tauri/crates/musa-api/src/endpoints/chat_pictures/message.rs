//! A message with pictures, and how it is written. It is the same wherever chat completions take
//! pictures, to edit them or to look at them.

use crate::body::json::{JsonText, Reference};

/// One message.
#[derive(Debug, Clone)]
pub struct Message {
    /// Who speaks.
    pub role: Role,
    /// What is said: one text goes as a string, anything else as a list of parts.
    pub content: Vec<MessagePart>,
}

/// Who speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Instructions.
    System,
    /// The user.
    User,
    /// The model, in an earlier turn. Its pictures are sent as the user's (WIRE 5.3).
    Assistant,
}

/// One part of a message.
#[derive(Debug, Clone)]
pub enum MessagePart {
    /// Words.
    Text(String),
    /// A picture: an address, or a file as a data URL.
    Picture(Reference),
}

impl Message {
    /// The user's words, and pictures after them.
    pub fn user(text: &str, pictures: Vec<Reference>) -> Self {
        let text = MessagePart::Text(text.to_owned());
        let pictures = pictures.into_iter().map(MessagePart::Picture);
        Self {
            role: Role::User,
            content: std::iter::once(text).chain(pictures).collect(),
        }
    }
}

/// Writes one message.
pub(in crate::endpoints) fn message(json: JsonText, message: &Message) -> JsonText {
    let role = match message.role {
        Role::System => "system",
        Role::User => "user",
        Role::Assistant => "assistant",
    };
    let json = json.raw(r#"{"role":"#).string(role).raw(r#","content":"#);
    let json = match message.content.as_slice() {
        [MessagePart::Text(text)] => json.string(text),
        parts => json.raw("[").list(parts, part).raw("]"),
    };
    json.raw("}")
}

fn part(json: JsonText, part: &MessagePart) -> JsonText {
    match part {
        MessagePart::Text(text) => json.raw(r#"{"type":"text","text":"#).string(text).raw("}"),
        MessagePart::Picture(reference) => json
            .raw(r#"{"type":"image_url","image_url":{"url":"#)
            .reference(reference)
            .raw("}}"),
    }
}
