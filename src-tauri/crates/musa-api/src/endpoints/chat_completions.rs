//! `POST /v1/chat/completions` for words (WIRE 4, the document's "Chat(聊天)", "流式返回", "分析图片",
//! "分析视频", "结构化输出", "工具tools调用", "Claude Thinking"). Owns the request; the answer is read by
//! [`crate::talk`].
//!
//! A video is sent as a picture is: an `image_url` with the address of an MP4.

use http::Method;
use serde_json::{Map, Value, json};

use super::chat_pictures::{self, Message};
use super::delivery::Streaming;
use super::params::Params;
use super::tools::{Format, Tool, ToolChoice};
use crate::body::Body;
use crate::body::json::JsonText;
use crate::endpoint::{Billing, Change, Endpoint, Listening, Received, Request};
use crate::error::Error;
use crate::talk::{self, Seal, TalkAnswer, ToolCall};
use crate::transport::Limits;

/// The parameters.
#[derive(Debug, Clone, Default)]
pub struct ChatCompletions {
    /// Any id of `/v1/models`. Claude thinks if its id ends in `-thinking`.
    pub model: String,
    /// The messages, the newest last.
    pub messages: Vec<ChatMessage>,
    /// Whether the answer comes whole or as events.
    pub streaming: Streaming,
    /// What else was set, of [`super::params::Protocol::Chat`].
    pub params: Params,
    /// Functions; none are sent where there are none.
    pub tools: Vec<Tool>,
    /// Whether they are called.
    pub tool_choice: Option<ToolChoice>,
    /// The form of the answer.
    pub format: Format,
}

/// One message.
#[derive(Debug, Clone)]
pub enum ChatMessage {
    /// Words, pictures and videos of anybody.
    Said(Message),
    /// The model's turn in which it called functions.
    Calls {
        /// What it said beside that; may be empty.
        text: String,
        /// What it called.
        calls: Vec<ToolCall>,
    },
    /// What a function gave back.
    Result {
        /// [`ToolCall::id`].
        call: String,
        /// Any text, mostly JSON.
        text: String,
    },
}

impl Endpoint for ChatCompletions {
    type Answer = TalkAnswer;

    fn request(&self) -> Request {
        Request {
            method: Method::POST,
            path: "/v1/chat/completions".to_owned(),
            query: Vec::new(),
            body: self.body(),
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

    /// Reasoning models refuse `max_tokens` and name the newer field (WIRE 4.1).
    fn adapt(&self, change: &Change) -> Option<Self> {
        let mut changed = self.clone();
        match change {
            Change::DropField(field) if field == "max_tokens" => {
                changed.params.rename_limit().then_some(changed)
            }
            Change::DropField(_) | Change::OtherArrayField => None,
        }
    }
}

impl ChatCompletions {
    fn body(&self) -> Body {
        JsonText::new()
            .raw(r#"{"model":"#)
            .string(&self.model)
            .raw(self.streaming.field())
            .raw(r#","messages":["#)
            .list(&self.messages, message)
            .raw("]")
            .fields(&self.fields())
            .raw("}")
            .finish()
    }

    fn fields(&self) -> Map<String, Value> {
        let mut fields = self.params.fields();
        if self.streaming == Streaming::Whole {
            // It is refused where nothing is streamed.
            fields.remove("stream_options");
        }
        if !self.tools.is_empty() {
            let tools = self.tools.iter();
            let tools = tools.map(|it| json!({"type": "function", "function": it.fields()}));
            fields.insert("tools".to_owned(), tools.collect());
            if let Some(choice) = &self.tool_choice {
                let choice = match choice.word() {
                    Ok(word) => Value::from(word),
                    Err(name) => json!({"type": "function", "function": {"name": name}}),
                };
                fields.insert("tool_choice".to_owned(), choice);
            }
        }
        let format = match &self.format {
            Format::Text => return fields,
            Format::Json => json!({"type": "json_object"}),
            Format::Schema {
                name,
                schema,
                strict,
            } => {
                let schema = Format::schema_fields(name, schema, *strict);
                json!({"type": "json_schema", "json_schema": schema})
            }
        };
        fields.insert("response_format".to_owned(), format);
        fields
    }
}

fn message(json: JsonText, message: &ChatMessage) -> JsonText {
    let value = match message {
        ChatMessage::Said(message) => return chat_pictures::message(json, message),
        ChatMessage::Result { call, text } => {
            json!({"role": "tool", "tool_call_id": call, "content": text})
        }
        ChatMessage::Calls { text, calls } => {
            let content = (!text.is_empty()).then_some(text);
            let calls: Value = calls.iter().map(call).collect();
            json!({"role": "assistant", "content": content, "tool_calls": calls})
        }
    };
    json.raw(&value.to_string())
}

fn call(call: &ToolCall) -> Value {
    let function = json!({"name": call.name, "arguments": call.arguments});
    let mut value = json!({"id": call.id, "type": "function", "function": function});
    if let Some(Seal::Extra(extra)) = &call.seal {
        value["extra_content"] = extra.clone();
    }
    value
}
