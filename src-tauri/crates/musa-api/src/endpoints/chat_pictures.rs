//! `POST /v1/chat/completions` for pictures (WIRE 5, the document's "Chat(修改图片)"): words and
//! pictures go in as messages, and pictures come out in the many forms of WIRE 5.2. Owns the
//! request; the answer is read by [`crate::answer::chat`].

use http::Method;

use crate::answer::{ImagesAnswer, chat};
use crate::body::Body;
use crate::body::json::{JsonText, Reference};
use crate::endpoint::{Billing, Endpoint, Received, Request};
use crate::endpoints::delivery::Streaming;
use crate::error::Error;

/// The parameters. The relay documents no ratio and no size for this route: they are said in the
/// prompt.
#[derive(Debug, Clone, Default)]
pub struct ChatPictures {
    /// Any id of `/v1/models`.
    pub model: String,
    /// Whether the answer comes whole or as events.
    pub streaming: Streaming,
    /// The messages, the user's new one last.
    pub messages: Vec<Message>,
}

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

impl Endpoint for ChatPictures {
    type Answer = ImagesAnswer;

    fn request(&self) -> Request {
        Request {
            method: Method::POST,
            path: "/v1/chat/completions".to_owned(),
            query: Vec::new(),
            body: self.body(),
            billing: Billing::Billable,
            limits: self.streaming.limits(),
        }
    }

    fn read(&self, received: &Received) -> Result<ImagesAnswer, Error> {
        chat::read(received)
    }
}

impl ChatPictures {
    fn body(&self) -> Body {
        JsonText::new()
            .raw(r#"{"model":"#)
            .string(&self.model)
            .raw(r#","stream":"#)
            .raw(self.streaming.as_json())
            .raw(r#","messages":["#)
            .list(&self.messages, message)
            .raw("]}")
            .finish()
    }
}

pub(super) fn message(json: JsonText, message: &Message) -> JsonText {
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
