//! `POST /v1beta/models/{model}:generateContent` and `:streamGenerateContent?alt=sse` for words
//! (WIRE 3.1, 3.4): thinking, functions, pictures and files in Google's own format. Owns the
//! request; the answer is read by [`crate::talk`].

use std::sync::Arc;

use http::Method;
use serde_json::{Map, Value, json};

use super::delivery::Streaming;
use super::gemini_generate::{UserPart, part, segment};
use super::params::{Params, put};
use super::tools::{Format, Tool, ToolChoice};
use crate::body::json::JsonText;
use crate::body::{Body, Piece, Source};
use crate::endpoint::{Billing, Endpoint, Listening, Received, Request};
use crate::error::Error;
use crate::talk::{self, Seal, TalkAnswer, ToolCall};
use crate::transport::Limits;

/// Stands for the signature of a call that another model has made (WIRE 3.3): Google's own way out.
const FOREIGN: &str = "skip_thought_signature_validator";

/// The words of a schema as Google's older fields have them, but for those that nest.
const PLAIN: [&str; 13] = [
    "title",
    "description",
    "format",
    "nullable",
    "required",
    "default",
    "minItems",
    "maxItems",
    "minLength",
    "maxLength",
    "pattern",
    "minimum",
    "maximum",
];

/// The parameters.
#[derive(Debug, Clone, Default)]
pub struct GeminiChat {
    /// Any id of `/v1/models`; a leading `models/` is not sent twice.
    pub model: String,
    /// The system prompt.
    pub system: Option<String>,
    /// The turns, the newest last.
    pub turns: Vec<ChatTurn>,
    /// Whether the answer comes whole or as events.
    pub streaming: Streaming,
    /// What else was set, of [`super::params::Protocol::Gemini`].
    pub params: Params,
    /// Functions.
    pub tools: Vec<Tool>,
    /// Whether they are called.
    pub tool_choice: Option<ToolChoice>,
    /// Whether the model may search the web.
    pub search: Searching,
    /// The form of the answer.
    pub format: Format,
}

/// Whether the model may search the web.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Searching {
    /// It may not.
    #[default]
    Off,
    /// With `googleSearch`.
    On,
}

/// One turn.
#[derive(Debug, Clone)]
pub enum ChatTurn {
    /// The user's words, pictures and files.
    User(Vec<TurnPart>),
    /// The model's, as it came ([`crate::turn`]): sent byte by byte.
    Kept(Arc<dyn Source>),
    /// The model's words and calls.
    Model {
        /// What it said; may be empty.
        text: String,
        /// What it called.
        calls: Vec<ToolCall>,
    },
    /// What functions gave back, in one turn.
    Results(Vec<CallResult>),
}

/// One part of the user's turn.
#[derive(Debug, Clone)]
pub enum TurnPart {
    /// Words, or a picture inside the request.
    Given(UserPart),
    /// A file by its address, such as a video.
    File {
        /// `video/mp4` and the like.
        content_type: String,
        /// Where it is.
        url: String,
    },
}

/// What a function gave back.
#[derive(Debug, Clone, PartialEq)]
pub struct CallResult {
    /// [`ToolCall::id`].
    pub call: String,
    /// [`ToolCall::name`].
    pub name: String,
    /// JSON, or any text, which is then wrapped.
    pub text: String,
}

impl Endpoint for GeminiChat {
    type Answer = TalkAnswer;

    fn request(&self) -> Request {
        let (action, query) = match self.streaming {
            Streaming::Whole => ("generateContent", Vec::new()),
            Streaming::Events => (
                "streamGenerateContent",
                vec![("alt".to_owned(), "sse".to_owned())],
            ),
        };
        Request {
            method: Method::POST,
            path: format!("/v1beta/models/{}:{action}", segment(&self.model)),
            query,
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
}

impl GeminiChat {
    fn body(&self) -> Body {
        JsonText::new()
            .raw(r#"{"contents":["#)
            .list(&self.turns, |json, it| self.turn(json, it))
            .raw("]")
            .fields(&self.fields())
            .raw("}")
            .finish()
    }

    fn fields(&self) -> Map<String, Value> {
        let mut fields = self.params.fields();
        if let Some(system) = &self.system {
            let system = json!({"parts": [{"text": system}]});
            fields.insert("systemInstruction".to_owned(), system);
        }
        let mut tools = Vec::new();
        if !self.tools.is_empty() {
            let functions = self.tools.iter().map(|tool| {
                let mut fields = tool.fields();
                // Google has no such field.
                fields.remove("strict");
                if let Some(schema) = fields.remove("parameters") {
                    let name = either(&schema, "parameters", "parametersJsonSchema");
                    fields.insert(name.to_owned(), schema);
                }
                Value::Object(fields)
            });
            let functions: Value = functions.collect();
            tools.push(json!({"functionDeclarations": functions}));
            if let Some(choice) = &self.tool_choice {
                put(
                    &mut fields,
                    &["toolConfig", "functionCallingConfig"],
                    mode(choice),
                );
            }
        }
        if self.search == Searching::On {
            tools.push(json!({"googleSearch": {}}));
        }
        if !tools.is_empty() {
            fields.insert("tools".to_owned(), Value::Array(tools));
        }
        let config = |name| ["generationConfig", name];
        if self.format != Format::Text {
            let json = "application/json".into();
            put(&mut fields, &config("responseMimeType"), json);
        }
        if let Format::Schema { schema, .. } = &self.format {
            let name = either(schema, "responseSchema", "responseJsonSchema");
            put(&mut fields, &config(name), schema.clone());
        }
        fields
    }

    fn turn(&self, json: JsonText, turn: &ChatTurn) -> JsonText {
        match turn {
            ChatTurn::Kept(source) => json.piece(Piece::Raw(Arc::clone(source))),
            ChatTurn::User(parts) => json
                .raw(r#"{"role":"user","parts":["#)
                .list(parts, user_part)
                .raw("]}"),
            ChatTurn::Model { text, calls } => {
                let words = (!text.is_empty()).then(|| json!({"text": text}));
                let parts = words
                    .into_iter()
                    .chain(calls.iter().map(|it| self.call(it)));
                let parts: Value = parts.collect();
                json.raw(&json!({"role": "model", "parts": parts}).to_string())
            }
            ChatTurn::Results(results) => {
                let parts: Value = results.iter().map(result).collect();
                json.raw(&json!({"role": "user", "parts": parts}).to_string())
            }
        }
    }

    /// Gemini 3 refuses a call without a signature, also one that another model has made.
    fn call(&self, call: &ToolCall) -> Value {
        let arguments: Value = serde_json::from_str(&call.arguments).unwrap_or_else(|_| json!({}));
        let mut part = json!({"functionCall": {"name": call.name, "args": arguments}});
        match &call.seal {
            Some(Seal::Signature(signature)) => {
                part["thoughtSignature"] = signature.as_str().into();
            }
            _ if self.model.contains("gemini-3") => part["thoughtSignature"] = FOREIGN.into(),
            _ => {}
        }
        part
    }
}

/// Under which name a schema goes: the older one, which every relay knows, takes the words of
/// `OpenAPI` only; any other word is refused there.
fn either(schema: &Value, older: &'static str, newer: &'static str) -> &'static str {
    if is_plain(schema) { older } else { newer }
}

fn is_plain(schema: &Value) -> bool {
    let Some(fields) = schema.as_object() else {
        return false;
    };
    fields.iter().all(|(name, value)| match name.as_str() {
        "type" => value.is_string(),
        "items" => is_plain(value),
        "anyOf" => value.as_array().is_some_and(|it| it.iter().all(is_plain)),
        "properties" => value
            .as_object()
            .is_some_and(|it| it.values().all(is_plain)),
        "enum" => value
            .as_array()
            .is_some_and(|it| it.iter().all(Value::is_string)),
        name => PLAIN.contains(&name),
    })
}

/// `functionCallingConfig`.
fn mode(choice: &ToolChoice) -> Value {
    match choice {
        ToolChoice::Auto => json!({"mode": "AUTO"}),
        ToolChoice::Never => json!({"mode": "NONE"}),
        ToolChoice::Required => json!({"mode": "ANY"}),
        ToolChoice::Function(name) => json!({"mode": "ANY", "allowedFunctionNames": [name]}),
    }
}

/// Google wants an object.
fn result(result: &CallResult) -> Value {
    let response = serde_json::from_str::<Value>(&result.text).ok();
    let response = response.filter(Value::is_object);
    let response = response.unwrap_or_else(|| json!({"result": result.text}));
    json!({"functionResponse": {"name": result.name, "response": response}})
}

fn user_part(json: JsonText, it: &TurnPart) -> JsonText {
    match it {
        TurnPart::Given(given) => part(json, given),
        TurnPart::File { content_type, url } => {
            let file = json!({"fileData": {"mimeType": content_type, "fileUri": url}});
            json.raw(&file.to_string())
        }
    }
}
