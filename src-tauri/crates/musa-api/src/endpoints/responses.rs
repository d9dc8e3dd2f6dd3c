//! `POST /v1/responses` (WIRE 6.2, the document's "创建模型响应", "流式返回", "调用联网"). Owns the
//! request; the answer is read by [`crate::talk`].

use http::Method;
use serde_json::{Map, Value, json};

use super::delivery::Streaming;
use super::params::{Params, put};
use super::tools::{Format, Tool, ToolChoice};
use crate::body::Body;
use crate::body::json::{JsonText, Reference};
use crate::endpoint::{Billing, Endpoint, Listening, Received, Request};
use crate::error::Error;
use crate::talk::{self, TalkAnswer, ToolCall};
use crate::transport::Limits;

/// The parameters.
#[derive(Debug, Clone, Default)]
pub struct Responses {
    /// Any id of `/v1/models`.
    pub model: String,
    /// The system prompt.
    pub instructions: Option<String>,
    /// What was said, the newest last.
    pub input: Vec<InputItem>,
    /// Goes on from an answer that the provider keeps ([`TalkAnswer::id`]); `input` is then only
    /// what is new.
    pub previous: Option<String>,
    /// Whether the answer comes whole or as events.
    pub streaming: Streaming,
    /// What else was set, of [`super::params::Protocol::Responses`].
    pub params: Params,
    /// Functions.
    pub tools: Vec<Tool>,
    /// Whether they are called.
    pub tool_choice: Option<ToolChoice>,
    /// Whether the model may search the web.
    pub web_search: Option<WebSearch>,
    /// Whether the model may draw.
    pub pictures: Option<PictureTool>,
    /// The form of the answer.
    pub format: Format,
}

/// One item of the input.
#[derive(Debug, Clone)]
pub enum InputItem {
    /// Instructions between the messages.
    System(String),
    /// The user's words and pictures.
    User(Vec<InputPart>),
    /// The model's words.
    Assistant(String),
    /// A function that the model called.
    Call(ToolCall),
    /// What it gave back.
    Result {
        /// [`ToolCall::id`].
        call: String,
        /// Any text, mostly JSON.
        text: String,
    },
}

/// One part of the user's message.
#[derive(Debug, Clone)]
pub enum InputPart {
    /// Words.
    Text(String),
    /// A picture: an address, or a file as a data URL.
    Picture(Reference),
}

/// `web_search_preview`, as the document has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WebSearch {
    /// `low`, `medium` or `high`.
    pub context_size: Option<String>,
    /// Two letters, such as `CN`: where the user roughly is.
    pub country: Option<String>,
}

/// `image_generation`, with its settings (WIRE 6.2): `size`, `quality`, `background` and so on.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PictureTool {
    /// The settings.
    pub settings: Map<String, Value>,
}

impl Endpoint for Responses {
    type Answer = TalkAnswer;

    fn request(&self) -> Request {
        Request {
            method: Method::POST,
            path: "/v1/responses".to_owned(),
            query: Vec::new(),
            body: self.body(),
            billing: Billing::Billable,
            limits: match self.pictures {
                Some(_) => Limits::PICTURE_EVENTS,
                None => Limits::TALK,
            },
        }
    }

    fn listening(&self) -> Listening {
        Listening::Talk
    }

    fn read(&self, received: &Received) -> Result<TalkAnswer, Error> {
        talk::read(received)
    }
}

impl Responses {
    fn body(&self) -> Body {
        JsonText::new()
            .raw(r#"{"model":"#)
            .string(&self.model)
            .raw(self.streaming.field())
            .raw(r#","input":["#)
            .list(&self.input, item)
            .raw("]")
            .fields(&self.fields())
            .raw("}")
            .finish()
    }

    fn fields(&self) -> Map<String, Value> {
        let mut fields = self.params.fields();
        let texts = [
            ("instructions", &self.instructions),
            ("previous_response_id", &self.previous),
        ];
        for (name, text) in texts {
            if let Some(text) = text {
                fields.insert(name.to_owned(), text.as_str().into());
            }
        }
        let tools = self.tools();
        if !tools.is_empty() {
            fields.insert("tools".to_owned(), Value::Array(tools));
            if let Some(choice) = &self.tool_choice {
                let choice = match choice.word() {
                    Ok(word) => Value::from(word),
                    Err(name) => json!({"type": "function", "name": name}),
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
                let mut format = Format::schema_fields(name, schema, *strict);
                format["type"] = "json_schema".into();
                format
            }
        };
        put(&mut fields, &["text", "format"], format);
        fields
    }

    fn tools(&self) -> Vec<Value> {
        let functions = self.tools.iter().map(|tool| {
            let mut fields = tool.fields();
            fields.insert("type".to_owned(), "function".into());
            Value::Object(fields)
        });
        let search = self.web_search.as_ref().map(|search| {
            let mut tool = json!({"type": "web_search_preview"});
            if let Some(size) = &search.context_size {
                tool["search_context_size"] = size.as_str().into();
            }
            if let Some(country) = &search.country {
                tool["user_location"] = json!({"type": "approximate", "country": country});
            }
            tool
        });
        let pictures = self.pictures.as_ref().map(|tool| {
            let mut fields = tool.settings.clone();
            fields.insert("type".to_owned(), "image_generation".into());
            Value::Object(fields)
        });
        functions.chain(search).chain(pictures).collect()
    }
}

fn item(json: JsonText, item: &InputItem) -> JsonText {
    let said = |role: &str, text: &String| json!({"role": role, "content": text});
    let value = match item {
        InputItem::User(parts) => {
            let json = json.raw(r#"{"role":"user","content":"#);
            let json = match parts.as_slice() {
                [InputPart::Text(text)] => json.string(text),
                parts => json.raw("[").list(parts, part).raw("]"),
            };
            return json.raw("}");
        }
        InputItem::System(text) => said("system", text),
        InputItem::Assistant(text) => said("assistant", text),
        InputItem::Call(call) => json!({
            "type": "function_call",
            "call_id": call.id,
            "name": call.name,
            "arguments": call.arguments,
        }),
        InputItem::Result { call, text } => {
            json!({"type": "function_call_output", "call_id": call, "output": text})
        }
    };
    json.raw(&value.to_string())
}

fn part(json: JsonText, part: &InputPart) -> JsonText {
    match part {
        InputPart::Text(text) => json
            .raw(r#"{"type":"input_text","text":"#)
            .string(text)
            .raw("}"),
        InputPart::Picture(reference) => json
            .raw(r#"{"type":"input_image","image_url":"#)
            .reference(reference)
            .raw("}"),
    }
}
