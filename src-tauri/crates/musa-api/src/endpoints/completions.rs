//! `POST /v1/completions` (WIRE 6.1): a text that the model goes on with. Owns the request; the
//! answer is read by [`crate::talk`].

use http::Method;

use super::delivery::Streaming;
use super::params::Params;
use crate::body::json::JsonText;
use crate::endpoint::{Billing, Endpoint, Listening, Received, Request};
use crate::error::Error;
use crate::talk::{self, TalkAnswer};
use crate::transport::Limits;

/// The parameters.
#[derive(Debug, Clone, Default)]
pub struct Completions {
    /// Such as `gpt-3.5-turbo-instruct`.
    pub model: String,
    /// The text.
    pub prompt: String,
    /// Whether the answer comes whole or as events.
    pub streaming: Streaming,
    /// What else was set, of [`super::params::Protocol::Completions`].
    pub params: Params,
}

impl Endpoint for Completions {
    type Answer = TalkAnswer;

    fn request(&self) -> Request {
        let mut fields = self.params.fields();
        if self.streaming == Streaming::Whole {
            fields.remove("stream_options");
        }
        let body = JsonText::new()
            .raw(r#"{"model":"#)
            .string(&self.model)
            .raw(self.streaming.field())
            .raw(r#","prompt":"#)
            .string(&self.prompt)
            .fields(&fields)
            .raw("}")
            .finish();
        Request {
            method: Method::POST,
            path: "/v1/completions".to_owned(),
            query: Vec::new(),
            body,
            billing: Billing::Billable,
            limits: Limits::TALK,
        }
    }

    fn listening(&self) -> Listening {
        Listening::Talk
    }

    fn read(&self, received: &Received) -> Result<TalkAnswer, Error> {
        talk::read(received)
    }
}
