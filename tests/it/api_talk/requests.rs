//! Whole requests of every talk: only what was set is sent.

use musa_api::endpoint::{Change, Endpoint, Listening};
use musa_api::endpoints::chat_completions::{ChatCompletions, ChatMessage};
use musa_api::endpoints::chat_pictures::{Message, MessagePart, Role};
use musa_api::endpoints::completions::Completions;
use musa_api::endpoints::delivery::Streaming;
use musa_api::endpoints::gemini_chat::{CallResult, ChatTurn, GeminiChat, Searching, TurnPart};
use musa_api::endpoints::gemini_generate::UserPart;
use musa_api::endpoints::images_generations::Reference;
use musa_api::endpoints::params::{ParamKind, Params, Protocol, SetParamError};
use musa_api::endpoints::responses::{InputItem, InputPart, PictureTool, Responses, WebSearch};
use musa_api::endpoints::tools::{Format, Tool, ToolChoice};
use musa_api::talk::{Seal, ToolCall};
use serde_json::{Value, json};

use crate::api_wire::{source, written};

fn params(protocol: Protocol, fields: &[(&str, Value)]) -> Params {
    let mut params = Params::new();
    for (name, value) in fields {
        params.set(protocol, name, value.clone()).unwrap();
    }
    params
}

fn said(role: Role, text: &str) -> ChatMessage {
    ChatMessage::Said(Message {
        role,
        content: vec![MessagePart::Text(text.to_owned())],
    })
}

fn tool() -> Tool {
    Tool {
        name: "get_weather".to_owned(),
        description: Some("Weather of a city".to_owned()),
        parameters: Some(json!({"type": "object", "properties": {"city": {"type": "string"}}})),
        strict: None,
    }
}

fn call(seal: Option<Seal>) -> ToolCall {
    ToolCall {
        id: "call_1".to_owned(),
        name: "get_weather".to_owned(),
        arguments: r#"{"city":"Paris"}"#.to_owned(),
        seal,
    }
}

fn picture() -> Reference {
    Reference::File {
        content_type: "image/png",
        source: source(b"cat"),
    }
}

#[test]
fn a_plain_chat_sends_its_model_and_its_messages_and_nothing_else() {
    let chat = ChatCompletions {
        model: "gpt-4o".to_owned(),
        messages: vec![
            said(Role::System, "Be short."),
            said(Role::User, "给茶\"起名\""),
        ],
        ..ChatCompletions::default()
    };
    insta::assert_snapshot!(written(&chat.request()), @r#"
    POST /v1/chat/completions
    Billable, first byte 1800s
    {"model":"gpt-4o","messages":[{"role":"system","content":"Be short."},{"role":"user","content":"给茶\"起名\""}]}
    "#);
    assert_eq!(chat.listening(), Listening::Talk);
}

#[test]
fn a_chat_with_everything_set() {
    let chat = ChatCompletions {
        model: "gpt-4o".to_owned(),
        messages: vec![ChatMessage::Said(Message::user(
            "what is this?",
            vec![
                picture(),
                Reference::Url("https://a.example/clip.mp4".to_owned()),
            ],
        ))],
        streaming: Streaming::Events,
        params: params(
            Protocol::Chat,
            &[
                ("temperature", json!(0.5)),
                ("n", json!(2)),
                ("stop", json!(["END"])),
                ("seed", json!(7)),
                ("logit_bias", json!({"50256": -100})),
                ("reasoning_effort", json!("low")),
                ("include_usage", json!(true)),
            ],
        ),
        tools: vec![tool()],
        tool_choice: Some(ToolChoice::Function("get_weather".to_owned())),
        format: Format::Schema {
            name: "answer".to_owned(),
            schema: json!({"type": "object"}),
            strict: Some(true),
        },
    };
    insta::assert_snapshot!(written(&chat.request()), @r#"
    POST /v1/chat/completions
    Billable, first byte 1800s
    {"model":"gpt-4o","stream":true,"messages":[{"role":"user","content":[{"type":"text","text":"what is this?"},{"type":"image_url","image_url":{"url":"data:image/png;base64,<base64 cat>"}},{"type":"image_url","image_url":{"url":"https://a.example/clip.mp4"}}]}],"logit_bias":{"50256":-100},"n":2,"reasoning_effort":"low","response_format":{"json_schema":{"name":"answer","schema":{"type":"object"},"strict":true},"type":"json_schema"},"seed":7,"stop":["END"],"stream_options":{"include_usage":true},"temperature":0.5,"tool_choice":{"function":{"name":"get_weather"},"type":"function"},"tools":[{"function":{"description":"Weather of a city","name":"get_weather","parameters":{"properties":{"city":{"type":"string"}},"type":"object"}},"type":"function"}]}
    "#);
    let whole = ChatCompletions {
        streaming: Streaming::Whole,
        ..chat
    };
    assert!(
        !written(&whole.request()).contains("stream"),
        "it is refused where nothing is streamed"
    );
}

#[test]
fn a_tool_round_trip_through_a_chat() {
    let extra = json!({"google": {"thought_signature": "abc"}});
    let chat = ChatCompletions {
        model: "gpt-4o".to_owned(),
        messages: vec![
            said(Role::User, "weather?"),
            ChatMessage::Calls {
                text: String::new(),
                calls: vec![call(Some(Seal::Extra(extra)))],
            },
            ChatMessage::Result {
                call: "call_1".to_owned(),
                text: "{\"t\":21}".to_owned(),
            },
        ],
        ..ChatCompletions::default()
    };
    insta::assert_snapshot!(written(&chat.request()), @r#"
    POST /v1/chat/completions
    Billable, first byte 1800s
    {"model":"gpt-4o","messages":[{"role":"user","content":"weather?"},{"content":null,"role":"assistant","tool_calls":[{"extra_content":{"google":{"thought_signature":"abc"}},"function":{"arguments":"{\"city\":\"Paris\"}","name":"get_weather"},"id":"call_1","type":"function"}]},{"content":"{\"t\":21}","role":"tool","tool_call_id":"call_1"}]}
    "#);
}

#[test]
fn a_reasoning_model_that_refuses_max_tokens_gets_the_newer_name() {
    let chat = ChatCompletions {
        model: "o3".to_owned(),
        params: params(Protocol::Chat, &[("max_tokens", json!(100))]),
        ..ChatCompletions::default()
    };
    let change = Change::DropField("max_tokens".to_owned());
    let changed = chat.adapt(&change).unwrap();
    assert!(written(&changed.request()).ends_with(r#""max_completion_tokens":100}"#));
    assert!(changed.adapt(&change).is_none());
}

#[test]
fn completions_send_the_documents_own_body() {
    let completion = Completions {
        model: "gpt-3.5-turbo-instruct".to_owned(),
        prompt: "Say this is a test".to_owned(),
        params: params(
            Protocol::Completions,
            &[("max_tokens", json!(7)), ("temperature", json!(0))],
        ),
        ..Completions::default()
    };
    insta::assert_snapshot!(written(&completion.request()), @r#"
    POST /v1/completions
    Billable, first byte 1800s
    {"model":"gpt-3.5-turbo-instruct","prompt":"Say this is a test","max_tokens":7,"temperature":0}
    "#);
}

#[test]
fn responses_with_everything_set() {
    let response = Responses {
        model: "gpt-4.1".to_owned(),
        instructions: Some("Be short.".to_owned()),
        input: vec![
            InputItem::User(vec![InputPart::Text("weather?".to_owned())]),
            InputItem::Assistant("Where?".to_owned()),
            InputItem::User(vec![
                InputPart::Text("here".to_owned()),
                InputPart::Picture(picture()),
            ]),
            InputItem::Call(call(None)),
            InputItem::Result {
                call: "call_1".to_owned(),
                text: "21".to_owned(),
            },
        ],
        previous: Some("resp_1".to_owned()),
        streaming: Streaming::Events,
        params: params(
            Protocol::Responses,
            &[
                ("max_output_tokens", json!(64)),
                ("reasoning_effort", json!("high")),
                ("reasoning_summary", json!("auto")),
                ("verbosity", json!("low")),
            ],
        ),
        tools: vec![tool()],
        tool_choice: Some(ToolChoice::Required),
        web_search: Some(WebSearch {
            context_size: Some("low".to_owned()),
            country: Some("CN".to_owned()),
        }),
        pictures: Some(PictureTool::default()),
        format: Format::Schema {
            name: "answer".to_owned(),
            schema: json!({"type": "object"}),
            strict: None,
        },
    };
    insta::assert_snapshot!(written(&response.request()), @r#"
    POST /v1/responses
    Billable, first byte 1800s
    {"model":"gpt-4.1","stream":true,"input":[{"role":"user","content":"weather?"},{"content":"Where?","role":"assistant"},{"role":"user","content":[{"type":"input_text","text":"here"},{"type":"input_image","image_url":"data:image/png;base64,<base64 cat>"}]},{"arguments":"{\"city\":\"Paris\"}","call_id":"call_1","name":"get_weather","type":"function_call"},{"call_id":"call_1","output":"21","type":"function_call_output"}],"instructions":"Be short.","max_output_tokens":64,"previous_response_id":"resp_1","reasoning":{"effort":"high","summary":"auto"},"text":{"format":{"name":"answer","schema":{"type":"object"},"type":"json_schema"},"verbosity":"low"},"tool_choice":"required","tools":[{"description":"Weather of a city","name":"get_weather","parameters":{"properties":{"city":{"type":"string"}},"type":"object"},"type":"function"},{"search_context_size":"low","type":"web_search_preview","user_location":{"country":"CN","type":"approximate"}},{"type":"image_generation"}]}
    "#);
}

#[test]
fn the_documents_own_search_is_one_tool() {
    let response = Responses {
        model: "o3-deep-research-2025-06-26".to_owned(),
        input: vec![InputItem::User(vec![InputPart::Text("hi".to_owned())])],
        web_search: Some(WebSearch::default()),
        ..Responses::default()
    };
    insta::assert_snapshot!(written(&response.request()), @r#"
    POST /v1/responses
    Billable, first byte 1800s
    {"model":"o3-deep-research-2025-06-26","input":[{"role":"user","content":"hi"}],"tools":[{"type":"web_search_preview"}]}
    "#);
}

fn gemini() -> GeminiChat {
    let question = "Explain how AI works in a few words".to_owned();
    GeminiChat {
        model: "gemini-2.5-pro".to_owned(),
        turns: vec![ChatTurn::User(vec![TurnPart::Given(UserPart::Text(
            question,
        ))])],
        params: params(
            Protocol::Gemini,
            &[
                ("thinkingBudget", json!(128)),
                ("includeThoughts", json!(true)),
            ],
        ),
        ..GeminiChat::default()
    }
}

#[test]
fn the_documents_own_gemini_request_whole_and_streamed() {
    insta::assert_snapshot!(written(&gemini().request()), @r#"
    POST /v1beta/models/gemini-2.5-pro:generateContent
    Billable, first byte 1800s
    {"contents":[{"role":"user","parts":[{"text":"Explain how AI works in a few words"}]}],"generationConfig":{"thinkingConfig":{"includeThoughts":true,"thinkingBudget":128}}}
    "#);
    let streamed = GeminiChat {
        streaming: Streaming::Events,
        ..gemini()
    };
    let first = written(&streamed.request());
    assert!(
        first.starts_with("POST /v1beta/models/gemini-2.5-pro:streamGenerateContent?alt=sse\n")
    );
}

#[test]
fn gemini_with_tools_files_and_turns_of_another_model() {
    let chat = GeminiChat {
        model: "models/gemini-3-pro-preview".to_owned(),
        system: Some("Be short.".to_owned()),
        turns: vec![
            ChatTurn::User(vec![TurnPart::File {
                content_type: "video/mp4".to_owned(),
                url: "https://a.example/clip.mp4".to_owned(),
            }]),
            ChatTurn::Model {
                text: "I ask.".to_owned(),
                calls: vec![call(None), call(Some(Seal::Signature("c2ln".to_owned())))],
            },
            ChatTurn::Results(vec![CallResult {
                call: "call_1".to_owned(),
                name: "get_weather".to_owned(),
                text: "21".to_owned(),
            }]),
            ChatTurn::Kept(source(b"{\"role\":\"model\"}")),
        ],
        params: Params::new(),
        tools: vec![tool()],
        tool_choice: Some(ToolChoice::Function("get_weather".to_owned())),
        search: Searching::On,
        format: Format::Schema {
            name: "answer".to_owned(),
            schema: json!({"type": "object", "additionalProperties": false}),
            strict: Some(true),
        },
        ..GeminiChat::default()
    };
    insta::assert_snapshot!(written(&chat.request()), @r#"
    POST /v1beta/models/gemini-3-pro-preview:generateContent
    Billable, first byte 1800s
    {"contents":[{"role":"user","parts":[{"fileData":{"fileUri":"https://a.example/clip.mp4","mimeType":"video/mp4"}}]},{"parts":[{"text":"I ask."},{"functionCall":{"args":{"city":"Paris"},"name":"get_weather"},"thoughtSignature":"skip_thought_signature_validator"},{"functionCall":{"args":{"city":"Paris"},"name":"get_weather"},"thoughtSignature":"c2ln"}],"role":"model"},{"parts":[{"functionResponse":{"name":"get_weather","response":{"result":"21"}}}],"role":"user"},<raw {"role":"model"}>],"generationConfig":{"responseJsonSchema":{"additionalProperties":false,"type":"object"},"responseMimeType":"application/json"},"systemInstruction":{"parts":[{"text":"Be short."}]},"toolConfig":{"functionCallingConfig":{"allowedFunctionNames":["get_weather"],"mode":"ANY"}},"tools":[{"functionDeclarations":[{"description":"Weather of a city","name":"get_weather","parameters":{"properties":{"city":{"type":"string"}},"type":"object"}}]},{"googleSearch":{}}]}
    "#);
}

#[test]
fn parameters_outside_their_range_are_refused_and_said_why() {
    let mut params = Params::new();
    let mut set = |protocol, name, value: Value| params.set(protocol, name, value);
    let chat = Protocol::Chat;
    assert_eq!(
        set(chat, "temprature", json!(1)),
        Err(SetParamError::Unknown)
    );
    let kind = ParamKind::Number(0.0, 2.0);
    assert_eq!(
        set(chat, "temperature", json!(2.1)),
        Err(SetParamError::OutOfRange(kind))
    );
    assert_eq!(
        set(chat, "temperature", json!("warm")),
        Err(SetParamError::WrongKind(kind))
    );
    assert!(set(chat, "stop", json!(["a", "b", "c", "d", "e"])).is_err());
    assert!(set(chat, "logit_bias", json!({"1": 101})).is_err());
    assert!(set(chat, "reasoning_effort", json!("enormous")).is_err());
    set(chat, "max_tokens", json!(5)).unwrap();
    assert_eq!(
        set(chat, "max_completion_tokens", json!(5)),
        Err(SetParamError::Excluded("max_tokens"))
    );
    set(chat, "max_tokens", Value::Null).unwrap();
    set(chat, "max_completion_tokens", json!(5)).unwrap();
    let mut texts = Params::new();
    texts.set_text(chat, "stop", "END").unwrap();
    texts.set_text(chat, "n", "2").unwrap();
    texts.set_text(chat, "user", "42").unwrap();
    assert_eq!(texts.get("user"), Some(&json!("42")));
    let all: Vec<_> = texts
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    assert_eq!(all, ["stop=\"END\"", "n=2", "user=\"42\""]);
    assert!(texts.set_text(chat, "n", "two").is_err());
    let mut gemini = Params::new();
    gemini
        .set(Protocol::Gemini, "thinkingBudget", json!(128))
        .unwrap();
    assert_eq!(
        gemini.set(Protocol::Gemini, "thinkingLevel", json!("LOW")),
        Err(SetParamError::Excluded("thinkingBudget"))
    );
}
