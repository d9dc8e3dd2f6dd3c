//! `POST /v1/chat/completions` with Recraft's model (WIRE 5.4, the document's
//! "Chat(兼容Recraftv3)"): the prompt is the user's text, and the picture comes as any chat's does,
//! sometimes an SVG. Owns nothing but this request: Recraft takes no reference on this route.

use crate::answer::{ImagesAnswer, chat};
use crate::endpoint::{Endpoint, Received, Request};
use crate::endpoints::chat_pictures::{ChatPictures, Message};
use crate::endpoints::delivery::Streaming;
use crate::error::Error;

/// The parameters. The page names no size and no style: they are said in the prompt.
#[derive(Debug, Clone)]
pub struct RecraftChat {
    /// `recraftv3`, or what the provider calls it.
    pub model: String,
    /// What to draw.
    pub prompt: String,
    /// Whether the answer comes whole or as events.
    pub streaming: Streaming,
}

impl Endpoint for RecraftChat {
    type Answer = ImagesAnswer;

    fn request(&self) -> Request {
        let chat = ChatPictures {
            model: self.model.clone(),
            streaming: self.streaming,
            messages: vec![Message::user(&self.prompt, Vec::new())],
        };
        chat.request()
    }

    fn read(&self, received: &Received) -> Result<ImagesAnswer, Error> {
        chat::read(received)
    }
}
