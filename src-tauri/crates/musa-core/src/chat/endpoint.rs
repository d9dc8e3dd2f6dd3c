//! From settings and turns to the endpoint of a protocol. Pure; what each writes is `musa_api`'s.

use musa_api::body::json::Reference;
use musa_api::endpoint::{Change, Endpoint, Listening, Received, Request};
use musa_api::endpoints::chat_completions::{ChatCompletions, ChatMessage};
use musa_api::endpoints::chat_pictures::{Message, MessagePart, Role};
use musa_api::endpoints::completions::Completions;
use musa_api::endpoints::gemini_chat::GeminiChat;
use musa_api::endpoints::responses::Responses;
use musa_api::error::Error;
use musa_api::talk::{self, TalkAnswer};

use super::check::Chosen;
use super::history::{SentPicture, Turn};
use crate::protocol::ChatProtocol;

mod others;

use others::{completions, gemini, responses};

/// A request to a text model.
#[derive(Debug, Clone)]
pub(crate) enum TalkEndpoint {
    Chat(Box<ChatCompletions>),
    Responses(Box<Responses>),
    Gemini(Box<GeminiChat>),
    Completions(Box<Completions>),
}

impl TalkEndpoint {
    /// The request that these settings make of these turns.
    pub(crate) fn new(chosen: &Chosen, turns: Vec<Turn>) -> Self {
        match chosen.protocol {
            ChatProtocol::Chat => Self::Chat(Box::new(chat(chosen, turns))),
            ChatProtocol::Responses => Self::Responses(Box::new(responses(chosen, turns))),
            ChatProtocol::Gemini => Self::Gemini(Box::new(gemini(chosen, turns))),
            ChatProtocol::Completions => Self::Completions(Box::new(completions(chosen, &turns))),
        }
    }
}

impl Endpoint for TalkEndpoint {
    type Answer = TalkAnswer;

    fn request(&self) -> Request {
        match self {
            Self::Chat(it) => it.request(),
            Self::Responses(it) => it.request(),
            Self::Gemini(it) => it.request(),
            Self::Completions(it) => it.request(),
        }
    }

    fn listening(&self) -> Listening {
        Listening::Talk
    }

    fn read(&self, received: &Received) -> Result<TalkAnswer, Error> {
        talk::read(received)
    }

    fn adapt(&self, change: &Change) -> Option<Self> {
        match self {
            Self::Chat(it) => Some(Self::Chat(Box::new(it.adapt(change)?))),
            Self::Responses(_) | Self::Gemini(_) | Self::Completions(_) => None,
        }
    }
}

fn file(picture: SentPicture) -> Reference {
    Reference::File {
        content_type: picture.content_type,
        source: picture.source,
    }
}

fn chat(chosen: &Chosen, turns: Vec<Turn>) -> ChatCompletions {
    let said = |role, content| ChatMessage::Said(Message { role, content });
    let system = chosen.system.clone();
    let system = system.map(|text| said(Role::System, vec![MessagePart::Text(text)]));
    let messages = turns.into_iter().flat_map(|turn| match turn {
        Turn::User {
            text,
            pictures,
            video,
        } => {
            let words = (!text.is_empty()).then_some(MessagePart::Text(text));
            let pictures = pictures
                .into_iter()
                .map(|it| MessagePart::Picture(file(it)));
            let video = video.map(|url| MessagePart::Picture(Reference::Url(url)));
            vec![said(
                Role::User,
                words.into_iter().chain(pictures).chain(video).collect(),
            )]
        }
        Turn::Model { text, calls } if calls.is_empty() => {
            vec![said(Role::Assistant, vec![MessagePart::Text(text)])]
        }
        Turn::Model { text, calls } => vec![ChatMessage::Calls { text, calls }],
        Turn::Results(results) => {
            let results = results.into_iter().map(|it| ChatMessage::Result {
                call: it.id,
                text: it.output,
            });
            results.collect()
        }
    });
    ChatCompletions {
        model: chosen.model.clone(),
        messages: system.into_iter().chain(messages).collect(),
        streaming: chosen.streaming,
        params: chosen.params.clone(),
        tools: chosen.tools.clone(),
        tool_choice: chosen.tool_choice.clone(),
        format: chosen.format.clone(),
    }
}
