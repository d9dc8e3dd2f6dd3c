//! Functions and forms of answers: called, answered, gone on; held against the schema.

use musa_core::protocol::{
    AnswerFormat, AnswerPart, AnswerTools, ChatProtocol, ChatSettings, ErrorCode, Finish,
    ToolOutput,
};
use serde_json::json;

use super::stage::{Stage, with, words};

const FIND: &str = r#"[{"name":"find_product","description":"In stock?","parameters":{"type":"object","properties":{"name":{"type":"string"}}}}]"#;

fn output(id: &str, output: &str) -> ToolOutput {
    ToolOutput {
        id: id.into(),
        output: output.into(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_calls_are_answered_and_the_model_goes_on() {
    let mut stage = Stage::new().await;
    let settings = ChatSettings {
        tools: FIND.into(),
        tool_choice: "required".into(),
        ..with("gpt-4o")
    };
    let id = stage.conversation(settings).await;
    let live = stage.streams();
    let sent = stage.send(id, "Is the name free?").await;
    live.delta(r#"{"tool_calls":[{"index":0,"id":"call_a","type":"function","function":{"name":"find_product","arguments":"{\"na"}}]}"#);
    stage.told("find_product").await;
    live.delta(r#"{"tool_calls":[{"index":0,"function":{"arguments":"me\":1}"}}]}"#);
    live.delta(r#"{"tool_calls":[{"index":1,"id":"call_b","function":{"name":"find_product","arguments":"{}"}}]}"#);
    live.event(r#"{"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}"#);
    live.event("[DONE]");
    drop(live);
    let message = sent.answers[0];
    let answer = stage.ended(message).await;
    assert_eq!(answer.finish, Some(Finish::Tools));
    let call = |at: usize| match &answer.parts[at] {
        AnswerPart::ToolCall { id, arguments, .. } => (id.clone(), arguments.clone()),
        other => panic!("{other:?}"),
    };
    assert_eq!(call(0), ("call_a".into(), "{\"name\":1}".into()));
    assert_eq!(call(1).0, "call_b");
    // Every call needs its result.
    let outputs = vec![output("call_a", "free")];
    let short = AnswerTools { message, outputs };
    let refused = stage.studio.answer_tools(short).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::ToolResultMissing);
    assert_eq!(refused.field.as_deref(), Some("outputs.call_b"));
    stage.says("It is free.");
    let outputs = vec![
        output("call_b", "{\"free\":true}"),
        output("call_a", "free"),
    ];
    let all = AnswerTools { message, outputs };
    let sent = stage.studio.answer_tools(all).await.unwrap();
    assert_eq!(words(&stage.ended(sent.answers[0]).await), "It is free.");
    let seen = stage.seen();
    assert_eq!(seen.len(), 2);
    let body = &seen[1].1;
    let calls = &body["messages"][1]["tool_calls"];
    assert_eq!(calls[0]["function"]["arguments"], "{\"name\":1}");
    assert_eq!(
        body["messages"][2],
        json!({"role": "tool", "tool_call_id": "call_a", "content": "free"})
    );
    assert_eq!(body["messages"][3]["tool_call_id"], "call_b");
    assert_eq!(body["tool_choice"], "required");
    assert_eq!(body["tools"][0]["function"]["name"], "find_product");
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_that_were_never_answered_are_not_sent_back() {
    let mut stage = Stage::new().await;
    let settings = ChatSettings {
        tools: FIND.into(),
        ..with("gpt-4o")
    };
    let id = stage.conversation(settings).await;
    stage.message(&json!({"role": "assistant", "content": "Let me look.", "tool_calls": [
        {"id": "call_a", "type": "function", "function": {"name": "find_product", "arguments": "{}"}}]}));
    stage.say(id, "Is it free?").await;
    stage.says("As you like.");
    stage.say(id, "Never mind").await;
    let said = &stage.seen()[1].1["messages"][1];
    assert_eq!(
        *said,
        json!({"role": "assistant", "content": "Let me look."})
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signature_goes_back_to_gemini_with_its_call() {
    let mut stage = Stage::new().await;
    let settings = ChatSettings {
        protocol: Some(ChatProtocol::Gemini),
        tools: FIND.into(),
        ..with("gemini-3-pro-preview")
    };
    let id = stage.conversation(settings).await;
    stage.answers(
        "text/event-stream",
        "data: {\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"name\":\"find_product\",\"args\":{\"name\":\"x\"}},\"thoughtSignature\":\"c2ln\"}]},\"finishReason\":\"STOP\"}]}\r\n\r\n",
    );
    let (sent, answer) = stage.say(id, "Is it free?").await;
    let AnswerPart::ToolCall { id: call, .. } = &answer.parts[0] else {
        panic!("{answer:?}");
    };
    stage.says("ignored form");
    let outputs = vec![output(call, "{\"free\":true}")];
    let message = sent.answers[0];
    let sent = stage
        .studio
        .answer_tools(AnswerTools { message, outputs })
        .await
        .unwrap();
    stage.ended(sent.answers[0]).await;
    let turns = &stage.seen()[1].1["contents"];
    assert_eq!(turns[1]["parts"][0]["thoughtSignature"], "c2ln");
    assert_eq!(
        turns[2]["parts"][0]["functionResponse"]["response"],
        json!({"free": true})
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_checked_against_the_schema_that_was_asked_for() {
    let mut stage = Stage::new().await;
    let schema =
        json!({"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]});
    let settings = ChatSettings {
        format: AnswerFormat::Schema,
        schema: json!({"name": "tin", "strict": true, "schema": schema}).to_string(),
        ..with("gpt-4o")
    };
    let id = stage.conversation(settings).await;
    stage.says("{\"name\":\"Dahlia\"}");
    let (_, good) = stage.say(id, "A tin").await;
    let checked = good.checked.unwrap();
    assert!(checked.json && checked.problems.is_empty());
    stage.says("{\"name\":7}");
    let (_, bad) = stage.say(id, "A tin").await;
    assert_eq!(bad.checked.unwrap().problems[0].at, "/name");
    stage.says("Dahlia");
    let (_, none) = stage.say(id, "A tin").await;
    assert!(!none.checked.unwrap().json);
    let format = &stage.seen()[0].1["response_format"];
    assert_eq!(
        *format,
        json!({"type": "json_schema", "json_schema": {"name": "tin", "strict": true, "schema": schema}})
    );
}
