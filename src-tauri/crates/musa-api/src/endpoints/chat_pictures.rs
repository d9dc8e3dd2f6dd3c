//! `POST /v1/chat/completions` for pictures (WIRE 5, the document's "Chat(修改图片)"): words and
//! pictures go in as messages, and pictures come out in the many forms of WIRE 5.2. Owns the
//! request; the answer is read by [`crate::answer::chat`].

use http::Method;

use crate::answer::{ImagesAnswer, chat};
use crate::body::Body;
use crate::body::json::JsonText;
use crate::endpoint::{Billing, Endpoint, Received, Request};
use crate::endpoints::delivery::Streaming;
use crate::error::Error;

mod message;

pub(super) use message::message;
pub use message::{Message, MessagePart, Role};

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
