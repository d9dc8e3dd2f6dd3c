//! Talks on every route: words, thinking, pictures that are looked at, functions, JSON that fits,
//! searches, streams and their faults.

use super::*;

async fn ask(demo: &Demo, path: &str, body: &Value) -> Response {
    post(demo, path).json(body).send().await.unwrap()
}

async fn chat(demo: &Demo, body: &Value) -> Value {
    json(ask(demo, "/v1/chat/completions", body).await).await
}

fn said(text: &str) -> Value {
    json!([{"role": "user", "content": text}])
}

/// The data of every event.
fn data(text: &str) -> Vec<Value> {
    let lines = text.lines().filter_map(|line| line.strip_prefix("data:"));
    lines
        .filter(|line| line.trim() != "[DONE]")
        .map(|line| serde_json::from_str(line.trim()).unwrap())
        .collect()
}

async fn stream(demo: &Demo, path: &str, body: &Value) -> (String, Vec<Value>) {
    let response = ask(demo, path, body).await;
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    let text = response.text().await.unwrap();
    let events = data(&text);
    (text, events)
}

#[tokio::test]
async fn every_answer_is_paid_for_and_what_was_refused_is_not() {
    let demo = demo(&[]).await;
    let body = json!({"model": "gpt-4o", "messages": said("hello")});
    for answers in 1..=2 {
        chat(&demo, &body).await;
        assert_eq!(spent(&demo).await, answers * 5_000);
    }
    let nothing = json!({"model": "gpt-4o"});
    assert!(
        ask(&demo, "/v1/chat/completions", &nothing)
            .await
            .status()
            .is_client_error()
    );
    assert_eq!(spent(&demo).await, 10_000);
}

#[tokio::test]
async fn a_chat_answers_in_the_language_of_its_question_whole_and_streamed_alike() {
    let demo = demo(&[]).await;
    let body = json!({"model": "gpt-4o", "messages": said("给新茶品牌起名")});
    let whole = chat(&demo, &body).await;
    let text = whole["choices"][0]["message"]["content"].as_str().unwrap();
    assert!(text.contains("**晴川**"), "{text}");
    assert_eq!(whole["choices"][0]["finish_reason"], "stop");
    let body =
        json!({"model": "gpt-4o", "messages": said("给新茶品牌起名"), "stream": true, "n": 2});
    let (raw, events) = stream(&demo, "/v1/chat/completions", &body).await;
    assert!(raw.ends_with("data: [DONE]\n\n"));
    let texts = [0, 1].map(|index| {
        let choices = events.iter().filter_map(|it| it["choices"].get(0));
        let own = choices.filter(|it| it["index"] == index);
        own.filter_map(|it| it["delta"]["content"].as_str())
            .collect::<String>()
    });
    assert_eq!(texts[0], text);
    assert_ne!(texts[1], texts[0]);
    let last = events.last().unwrap();
    assert!(last["usage"]["total_tokens"].as_u64().unwrap() > 20);
    assert_eq!(last["choices"], json!([{"index": 0, "delta": {}}]));
}

#[tokio::test]
async fn a_thinking_model_thinks_first_and_an_answer_ends_where_it_has_to() {
    let demo = demo(&[]).await;
    let model = "claude-3-7-sonnet-20250219-thinking";
    let body = json!({"model": model, "messages": said("hello"), "stream": true});
    let (_, events) = stream(&demo, "/v1/chat/completions", &body).await;
    let first = |name: &str| {
        events.iter().position(|it| {
            it["choices"][0]["delta"][name]
                .as_str()
                .is_some_and(|it| !it.is_empty())
        })
    };
    assert!(first("reasoning_content").unwrap() < first("content").unwrap());
    let body = json!({"model": "gpt-4o", "messages": said("hello"), "max_tokens": 5});
    let short = chat(&demo, &body).await;
    assert_eq!(short["choices"][0]["finish_reason"], "length");
    assert_eq!(
        short["choices"][0]["message"]["content"],
        "Hello! I am the demo"
    );
    let refused = json!({"model": "gpt-4o", "messages": said("hello"), "temperature": 3});
    let refused = ask(&demo, "/v1/chat/completions", &refused).await;
    assert_eq!(refused.status(), 400);
    assert_eq!(json(refused).await["error"]["param"], "temperature");
}

#[tokio::test]
async fn pictures_are_looked_at_on_every_route_that_takes_them() {
    let demo = demo(&[]).await;
    let red = b64(&png(64, 32, [220, 20, 20]));
    let url = format!("data:image/png;base64,{red}");
    let content = json!([{"type": "text", "text": "what is this?"},
        {"type": "image_url", "image_url": {"url": url}},
        {"type": "image_url", "image_url": {"url": format!("data:image/png;base64,{}", b64(&png(8, 8, [20, 60, 200])))}}]);
    let body = json!({"model": "gpt-4o", "messages": [{"role": "user", "content": content}]});
    let answer = chat(&demo, &body).await["choices"][0]["message"]["content"].to_string();
    assert!(
        answer.contains("64 × 32 pixels")
            && answer.contains("mostly red")
            && answer.contains("mostly blue"),
        "{answer}"
    );
    let body = json!({"model": "gpt-4.1", "input": [{"role": "user", "content": [
        {"type": "input_text", "text": "这是什么？"}, {"type": "input_image", "image_url": url}]}]});
    let answer = json(ask(&demo, "/v1/responses", &body).await).await;
    let text = answer["output"][0]["content"][0]["text"].as_str().unwrap();
    assert!(
        text.contains("64 × 32 像素") && text.contains("红色"),
        "{text}"
    );
    let body = json!({"contents": [{"parts": [{"text": "describe"}, {"inlineData": {"mimeType": "image/png", "data": red}}]}]});
    let answer = json(
        ask(
            &demo,
            "/v1beta/models/gemini-2.5-pro:generateContent",
            &body,
        )
        .await,
    )
    .await;
    let text = answer["candidates"][0]["content"]["parts"][0]["text"]
        .as_str()
        .unwrap();
    assert!(text.contains("mostly red"), "{text}");
    let video = json!({"model": "gemini-2.5-pro", "messages": [{"role": "user", "content": [
        {"type": "text", "text": "what happens?"},
        {"type": "image_url", "image_url": {"url": "https://example.org/clip.mp4"}}]}]});
    let answer = chat(&demo, &video).await["choices"][0]["message"]["content"].to_string();
    assert!(
        answer.contains("clip.mp4") && answer.contains("example.org"),
        "{answer}"
    );
}

fn weather() -> Value {
    json!({"type": "object", "required": ["city"], "properties": {"city": {"type": "string"}}})
}

#[tokio::test]
async fn functions_are_called_in_parallel_and_their_results_are_used() {
    let demo = demo(&[]).await;
    let tools =
        json!([{"type": "function", "function": {"name": "get_weather", "parameters": weather()}}]);
    let mut messages =
        vec![json!({"role": "user", "content": "What's the weather in Paris and London?"})];
    let body = json!({"model": "gpt-4o", "messages": messages, "tools": tools, "stream": true});
    let (_, events) = stream(&demo, "/v1/chat/completions", &body).await;
    let mut calls = [String::new(), String::new()];
    for call in events
        .iter()
        .filter_map(|it| it["choices"][0]["delta"]["tool_calls"].get(0))
    {
        let index = usize::try_from(call["index"].as_u64().unwrap()).unwrap();
        calls[index].push_str(call["function"]["arguments"].as_str().unwrap());
    }
    assert_eq!(calls, [r#"{"city":"Paris"}"#, r#"{"city":"London"}"#]);
    let body = json!({"model": "gpt-4o", "messages": messages, "tools": tools});
    let answer = chat(&demo, &body).await;
    assert_eq!(answer["choices"][0]["finish_reason"], "tool_calls");
    let message = answer["choices"][0]["message"].clone();
    let id = message["tool_calls"][0]["id"].clone();
    messages.push(message);
    messages.push(json!({"role": "tool", "tool_call_id": id, "content": "{\"temperature\": 21}"}));
    let body = json!({"model": "gpt-4o", "messages": messages, "tools": tools});
    let text = chat(&demo, &body).await["choices"][0]["message"]["content"].to_string();
    assert!(text.contains("temperature: 21"), "{text}");
    let empty = json!({"model": "gpt-4o", "messages": said("hi"), "tools": []});
    assert_eq!(
        ask(&demo, "/v1/chat/completions", &empty).await.status(),
        400
    );
}

#[tokio::test]
async fn json_fits_its_schema_on_every_route() {
    let demo = demo(&[]).await;
    let schema = json!({"type": "object", "required": ["steps", "final_answer"], "additionalProperties": false,
        "properties": {"final_answer": {"type": "string"}, "steps": {"type": "array", "items": {"type": "object",
            "required": ["explanation", "output"], "properties": {"explanation": {"type": "string"}, "output": {"type": "string"}}}}}});
    let fits = |text: &str| {
        let value: Value = serde_json::from_str(text).unwrap();
        assert!(
            value["final_answer"].is_string() && value["steps"][1]["output"].is_string(),
            "{text}"
        );
    };
    let format = json!({"type": "json_schema", "json_schema": {"name": "math", "schema": schema, "strict": true}});
    let body = json!({"model": "gpt-4o-2024-08-06", "messages": said("9.11和9.8谁大"), "response_format": format});
    fits(
        chat(&demo, &body).await["choices"][0]["message"]["content"]
            .as_str()
            .unwrap(),
    );
    let body = json!({"model": "gpt-4.1", "input": "which is larger?", "text": {"format": {"type": "json_schema", "name": "math", "schema": schema}}});
    let answer = json(ask(&demo, "/v1/responses", &body).await).await;
    fits(answer["output"][0]["content"][0]["text"].as_str().unwrap());
    let body = json!({"contents": [{"parts": [{"text": "which is larger?"}]}],
        "generationConfig": {"responseMimeType": "application/json", "responseSchema": schema}});
    let answer = json(
        ask(
            &demo,
            "/v1beta/models/gemini-2.5-pro:generateContent",
            &body,
        )
        .await,
    )
    .await;
    fits(
        answer["candidates"][0]["content"]["parts"][0]["text"]
            .as_str()
            .unwrap(),
    );
    let body = json!({"model": "gpt-4o", "messages": said("ideas as JSON"), "response_format": {"type": "json_object"}});
    let text = chat(&demo, &body).await["choices"][0]["message"]["content"].clone();
    assert!(serde_json::from_str::<Value>(text.as_str().unwrap()).unwrap()["ideas"].is_array());
}

#[tokio::test]
async fn a_response_tells_every_step_of_its_search_and_of_its_picture() {
    let demo = demo(&[]).await;
    let body = json!({"model": "o3-deep-research-2025-06-26", "stream": true, "input": said("colour trends"),
        "tools": [{"type": "web_search_preview"}], "reasoning": {"summary": "auto"}});
    let (raw, events) = stream(&demo, "/v1/responses", &body).await;
    let kinds: Vec<&str> = events
        .iter()
        .map(|it| it["type"].as_str().unwrap())
        .collect();
    for kind in [
        "created",
        "reasoning_summary_text.delta",
        "web_search_call.searching",
        "output_text.delta",
        "output_text.annotation.added",
        "completed",
    ] {
        assert!(
            kinds.contains(&format!("response.{kind}").as_str()),
            "{kind}"
        );
        assert!(raw.contains(&format!("event: response.{kind}\n")), "{kind}");
    }
    let numbers: Vec<u64> = events
        .iter()
        .map(|it| it["sequence_number"].as_u64().unwrap())
        .collect();
    assert!(numbers.is_sorted() && numbers[0] == 0);
    let message = &events.last().unwrap()["response"]["output"][2];
    let source = &message["content"][0]["annotations"][0];
    assert!(source["url"].as_str().unwrap().starts_with("https://"));
    let body = json!({"model": "gpt-4.1", "input": "draw a red fox", "stream": true, "tools": [{"type": "image_generation", "size": "1024x1024"}]});
    let (_, events) = stream(&demo, "/v1/responses", &body).await;
    let partial = events
        .iter()
        .find(|it| it["type"] == "response.image_generation_call.partial_image");
    assert!(
        partial.unwrap()["partial_image_b64"]
            .as_str()
            .unwrap()
            .len()
            > 1_000
    );
    let item = &events.last().unwrap()["response"]["output"][0];
    assert_eq!(item["type"], "image_generation_call");
    assert!(item["result"].as_str().unwrap().starts_with("iVBORw0KGgo"));
}

#[tokio::test]
async fn gemini_thinks_aloud_whole_and_streamed() {
    let demo = demo(&[]).await;
    let body = json!({"contents": [{"parts": [{"text": "Explain how AI works in a few words"}]}],
        "generationConfig": {"thinkingConfig": {"thinkingBudget": 128, "includeThoughts": true}}});
    let answer = json(
        ask(
            &demo,
            "/v1beta/models/gemini-2.5-pro:generateContent",
            &body,
        )
        .await,
    )
    .await;
    assert_eq!(
        answer["candidates"][0]["content"]["parts"][0]["thought"],
        true
    );
    assert!(
        answer["usageMetadata"]["thoughtsTokenCount"]
            .as_u64()
            .unwrap()
            > 0
    );
    let (raw, events) = stream(
        &demo,
        "/v1beta/models/gemini-2.5-pro:streamGenerateContent?alt=sse",
        &body,
    )
    .await;
    assert!(raw.contains("\r\n\r\n") && !raw.contains("[DONE]"));
    assert_eq!(
        events.last().unwrap()["candidates"][0]["finishReason"],
        "STOP"
    );
}

#[tokio::test]
async fn gemini_calls_a_function_and_wants_its_signature_back() {
    let demo = demo(&[]).await;
    let declared =
        json!([{"functionDeclarations": [{"name": "get_weather", "parameters": weather()}]}]);
    let user = json!({"role": "user", "parts": [{"text": "weather in Paris"}]});
    let path = "/v1beta/models/gemini-3-pro-preview:generateContent";
    let answer =
        json(ask(&demo, path, &json!({"contents": [user], "tools": declared})).await).await;
    let turn = answer["candidates"][0]["content"].clone();
    assert_eq!(turn["parts"][0]["functionCall"]["args"]["city"], "Paris");
    let result = json!({"role": "user", "parts": [{"functionResponse": {"name": "get_weather", "response": {"temperature": 21}}}]});
    let next = json!({"contents": [user, turn, result], "tools": declared});
    let answer = json(ask(&demo, path, &next).await).await;
    assert!(
        answer["candidates"][0]["content"]["parts"][0]["text"]
            .as_str()
            .unwrap()
            .contains("temperature: 21")
    );
    let mut bare = turn.clone();
    bare["parts"][0]
        .as_object_mut()
        .unwrap()
        .remove("thoughtSignature");
    let unsigned = ask(
        &demo,
        path,
        &json!({"contents": [user, bare, result], "tools": declared}),
    )
    .await;
    assert_eq!(unsigned.status(), 400);
    assert_eq!(json(unsigned).await["error"]["status"], "INVALID_ARGUMENT");
}

#[tokio::test]
async fn completions_end_after_sixteen_tokens_unless_more_are_asked_for() {
    let demo = demo(&[]).await;
    let body = json!({"model": "gpt-3.5-turbo-instruct", "prompt": "hello"});
    let answer = json(ask(&demo, "/v1/completions", &body).await).await;
    assert_eq!(answer["object"], "text_completion");
    assert_eq!(answer["choices"][0]["finish_reason"], "length");
    let body = json!({"model": "gpt-3.5-turbo-instruct", "prompt": "hello", "max_tokens": 200, "stream": true});
    let (raw, events) = stream(&demo, "/v1/completions", &body).await;
    let text: String = events
        .iter()
        .filter_map(|it| it["choices"][0]["text"].as_str())
        .collect();
    assert!(
        text.ends_with("picture.") && raw.ends_with("data: [DONE]\n\n"),
        "{text}"
    );
}

#[tokio::test]
async fn faults_meet_talks_as_they_meet_pictures() {
    let rows = [
        ("stream-error", "/v1/responses", "\"type\":\"error\""),
        ("stream-error", "/v1/chat/completions", "{\"error\":{"),
        ("stream-unfinished", "/v1/chat/completions", "\"content\":"),
    ];
    for (fault, path, holds) in rows {
        let demo = demo(&[fault]).await;
        let body = json!({"model": "gpt-4.1", "messages": said("hello"), "input": "hello", "stream": true});
        let (raw, _) = stream(&demo, path, &body).await;
        assert!(
            raw.contains(holds) && !raw.contains("[DONE]") && !raw.contains("response.completed"),
            "{fault}: {raw}"
        );
    }
    let json_demo = demo(&["stream-as-json"]).await;
    let body = json!({"model": "gpt-4.1", "messages": said("hello"), "stream": true});
    let answer = chat(&json_demo, &body).await;
    assert_eq!(answer["object"], "chat.completion");
    let refusing = demo(&["quota"]).await;
    assert_eq!(
        ask(
            &refusing,
            "/v1/responses",
            &json!({"model": "gpt-4.1", "input": "hi"})
        )
        .await
        .status(),
        429
    );
}
