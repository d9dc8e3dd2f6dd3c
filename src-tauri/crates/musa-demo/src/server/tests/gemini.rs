//! Gemini's own format: casings, keys, sizes, turns that must come back, blocks, streams.

use super::*;

const PRO: &str = "gemini-3-pro-image-preview";

fn user(text: &str) -> Value {
    json!({"role": "user", "parts": [{"text": text}]})
}

async fn call(demo: &Demo, model: &str, body: &Value) -> Response {
    post(demo, &format!("/v1beta/models/{model}:generateContent"))
        .json(body)
        .send()
        .await
        .unwrap()
}

async fn ask(demo: &Demo, model: &str, turns: &[Value], image: Value) -> Value {
    let body = json!({"contents": turns,
        "generationConfig": {"imageConfig": image, "responseModalities": ["TEXT", "IMAGE"]}});
    let answer = call(demo, model, &body).await;
    let status = answer.status();
    let answer = json(answer).await;
    assert_eq!(status, 200, "{answer}");
    answer
}

fn turn(answer: &Value) -> Value {
    answer["candidates"][0]["content"].clone()
}

fn parts(answer: &Value) -> Vec<Value> {
    turn(answer)["parts"].as_array().unwrap().clone()
}

/// The last picture of an answer.
fn picture(answer: &Value) -> image::DynamicImage {
    let parts = parts(answer);
    image::load_from_memory(&unb64(&parts.last().unwrap()["inlineData"]["data"])).unwrap()
}

#[tokio::test]
async fn every_ratio_and_size_gives_the_pixels_of_the_table() {
    let demo = demo(&[]).await;
    let rows = [
        (
            "gemini-2.5-flash-image",
            json!({"aspectRatio": "16:9"}),
            (1344, 768),
        ),
        ("gemini-2.5-flash-image", json!(null), (1024, 1024)),
        (
            PRO,
            json!({"aspectRatio": "21:9", "imageSize": "2K"}),
            (3168, 1344),
        ),
        (
            "nano-banana-2",
            json!({"aspect_ratio": "3:4", "image_size": "1K"}),
            (896, 1200),
        ),
        (
            "gemini-3.1-flash-image",
            json!({"aspectRatio": "4:1", "imageSize": "512"}),
            (1024, 256),
        ),
    ];
    for (model, image, pixels) in rows {
        let answer = ask(&demo, model, &[user("a cat")], image).await;
        assert_eq!(picture(&answer).dimensions(), pixels, "{model}");
        assert_eq!(answer["modelVersion"], model);
        assert_eq!(answer["candidates"][0]["finishReason"], "STOP");
        let drawn = answer["usageMetadata"]["candidatesTokenCount"].as_u64();
        assert!(drawn.unwrap() >= 1_120, "{model}");
    }
}

#[tokio::test]
async fn keys_are_taken_in_three_places_and_kept_nowhere() {
    let demo = demo(&[]).await;
    let body = json!({"contents": [user("a cat")]}).to_string();
    for (version, query, header) in [
        ("v1beta", "", ("authorization", "Bearer sk-secret")),
        ("v1beta", "", ("x-goog-api-key", "sk-secret")),
        ("v1", "?key=sk-secret&alt=json", ("accept", "*/*")),
    ] {
        let path = format!("/{version}/models/gemini-2.5-flash-image:generateContent{query}");
        let request = client()
            .post(format!("{}{path}", demo.base_url()))
            .header(header.0, header.1)
            .body(body.clone());
        assert_eq!(request.send().await.unwrap().status(), 200, "{path}");
        let seen = demo.requests().pop().unwrap();
        assert!(!format!("{seen:?}").contains("sk-secret"), "{path}");
        assert_eq!(seen.fields["prompt"], ["a cat"]);
    }
}

#[tokio::test]
async fn three_turns_continue_from_the_last_picture() {
    let demo = demo(&[]).await;
    let red = b64(&png(300, 200, [200, 30, 30]));
    let mut turns = vec![json!({"parts": [
        {"inline_data": {"mime_type": "image/png", "data": red}}, {"text": "warmer"}]})];
    let mut shapes = Vec::new();
    for words in ["bluer", "snow on it", "done"] {
        let answer = ask(&demo, PRO, &turns, json!(null)).await;
        let parts = parts(&answer);
        assert_eq!(parts[0]["thought"], true, "a draft first");
        assert!(parts[0]["inlineData"]["data"].is_string());
        assert!(parts[1]["text"].is_string());
        assert!(parts[2]["thoughtSignature"].as_str().unwrap().len() > 1_000);
        shapes.push(picture(&answer).dimensions());
        turns.push(turn(&answer));
        turns.push(user(words));
    }
    assert_eq!(shapes, [(1264, 848); 3], "3:2, as what was sent");
    let seen = demo.requests().pop().unwrap();
    let before = &turns[3]["parts"][2]["inlineData"]["data"];
    let last = seen.files.last().unwrap();
    assert_eq!(
        &last.bytes[..],
        &unb64(before)[..],
        "the body as it was sent"
    );
    // The same words on another picture give another picture: the turns are used.
    let one = ask(&demo, PRO, &turns[..3], json!(null)).await;
    let blue = b64(&png(300, 200, [30, 30, 200]));
    turns[0]["parts"][0]["inline_data"]["data"] = blue.into();
    let other = ask(&demo, PRO, &turns[..1], json!(null)).await;
    assert_ne!(parts(&one)[2]["inlineData"], parts(&other)[2]["inlineData"]);
}

#[tokio::test]
async fn a_turn_that_does_not_come_back_as_it_was_is_refused() {
    let demo = demo(&[]).await;
    let first = turn(&ask(&demo, PRO, &[user("a cat")], json!(null)).await);
    let again = async |model: &str, turn: &Value| {
        let turns = [user("a cat"), turn.clone(), user("blue")];
        let answer = call(&demo, model, &json!({"contents": turns})).await;
        (
            answer.status().as_u16(),
            json(answer).await["error"].clone(),
        )
    };
    assert_eq!(again(PRO, &first).await.0, 200);
    let mut missing = first.clone();
    missing["parts"][2]
        .as_object_mut()
        .unwrap()
        .remove("thoughtSignature");
    let (status, error) = again(PRO, &missing).await;
    assert_eq!(
        (status, &error["status"]),
        (400, &json!("INVALID_ARGUMENT"))
    );
    let message = error["message"].as_str().unwrap();
    assert!(message.contains("missing a thought_signature in content position 2, part position 3"));
    assert_eq!(
        again("gemini-2.5-flash-image", &missing).await.0,
        200,
        "flash signs nothing"
    );
    let mut changed = first.clone();
    changed["parts"][1]["text"] = "other words".into();
    assert_eq!(again(PRO, &changed).await.0, 400);
    let mut repainted = first.clone();
    repainted["parts"][2]["inlineData"]["data"] = b64(&png(64, 64, [1, 2, 3])).into();
    assert_eq!(again(PRO, &repainted).await.0, 400);
    repainted["parts"][1]
        .as_object_mut()
        .unwrap()
        .remove("thoughtSignature");
    repainted["parts"][2]["thoughtSignature"] = "skip_thought_signature_validator".into();
    assert_eq!(
        again(PRO, &repainted).await.0,
        200,
        "a history from another model"
    );
    let mut draftless = first.clone();
    draftless["parts"].as_array_mut().unwrap().remove(0);
    assert_eq!(
        again(PRO, &draftless).await.0,
        200,
        "thoughts may be left out"
    );
}

#[tokio::test]
async fn a_signature_may_be_larger_than_its_picture_or_be_stripped() {
    let demo = demo(&["big-signature"]).await;
    let answer = ask(&demo, PRO, &[user("a cat")], json!(null)).await;
    let signature = parts(&answer)[2]["thoughtSignature"].clone();
    assert_eq!(signature.as_str().unwrap().len(), 1_500_000);
    let turns = [user("a cat"), turn(&answer), user("blue")];
    ask(&demo, PRO, &turns, json!(null)).await;
    demo.set_faults(vec!["strip-signatures".parse().unwrap()]);
    let answer = ask(&demo, PRO, &[user("a cat")], json!(null)).await;
    assert!(!answer.to_string().contains("thoughtSignature"));
}

#[tokio::test]
async fn blocks_say_their_reason_and_hold_no_picture() {
    let rows = [
        ("block-safety", "/candidates/0/finishReason", "SAFETY"),
        (
            "block-image-safety",
            "/candidates/0/finishReason",
            "IMAGE_SAFETY",
        ),
        (
            "block-prohibited",
            "/candidates/0/finishReason",
            "PROHIBITED_CONTENT",
        ),
        (
            "block-recitation",
            "/candidates/0/finishReason",
            "IMAGE_RECITATION",
        ),
        ("block-armor", "/candidates/0/finishReason", "MODEL_ARMOR"),
        ("max-tokens", "/candidates/0/finishReason", "MAX_TOKENS"),
        ("no-image", "/candidates/0/finishReason", "NO_IMAGE"),
        (
            "block-prompt",
            "/promptFeedback/blockReason",
            "PROHIBITED_CONTENT",
        ),
        ("text-only", "/candidates/0/finishReason", "STOP"),
    ];
    for (fault, place, reason) in rows {
        let demo = demo(&[fault]).await;
        let answer = ask(&demo, PRO, &[user("a cat")], json!(null)).await;
        assert_eq!(answer.pointer(place).unwrap(), reason, "{fault}");
        assert!(!answer.to_string().contains("inlineData"), "{fault}");
    }
    let demo = demo(&["no-candidates"]).await;
    let answer = ask(&demo, PRO, &[user("a cat")], json!(null)).await;
    assert!(answer["candidates"].is_null());
}

#[tokio::test]
async fn refusals_have_googles_shape() {
    for (faults, model, extra, status, word) in [
        (
            &["unauthorized"][..],
            PRO,
            json!({}),
            400,
            "API_KEY_INVALID",
        ),
        (
            &["rate-limit:7"],
            PRO,
            json!({}),
            429,
            "\"retryDelay\":\"7s\"",
        ),
        (&[], "gpt-image-1", json!({}), 404, "NOT_FOUND"),
        (&["no-gemini-route"], PRO, json!({}), 404, "NOT_FOUND"),
        (
            &[],
            PRO,
            json!({"imageConfig": {"aspectRatio": "7:5"}}),
            400,
            "INVALID_ARGUMENT",
        ),
        (
            &[],
            PRO,
            json!({"imageConfig": {"imageSize": "4k"}}),
            400,
            "Supported values",
        ),
        (
            &[],
            "nano-banana",
            json!({"imageConfig": {"imageSize": "4K"}}),
            400,
            "imageSize",
        ),
        (
            &[],
            "nano-banana",
            json!({"thinkingConfig": {}}),
            400,
            "Thinking is not enabled",
        ),
        (
            &[],
            PRO,
            json!({"candidateCount": 2}),
            400,
            "Multiple candidates",
        ),
    ] {
        let demo = demo(faults).await;
        let body = json!({"contents": [user("a cat")], "generationConfig": extra});
        let answer = call(&demo, model, &body).await;
        assert_eq!(answer.status(), status, "{word}");
        let body = json(answer).await;
        assert_eq!(body["error"]["code"], status);
        assert!(body.to_string().contains(word), "{word}: {body}");
    }
}

#[tokio::test]
async fn other_forms_hold_the_same_picture() {
    let demo = demo(&["snake-case"]).await;
    let body = json!({"contents": [user("a cat")], "generationConfig": {"seed": 3}});
    let snake = json(call(&demo, "nano-banana", &body).await).await;
    let data = &snake["candidates"][0]["content"]["parts"][1]["inline_data"];
    assert_eq!(data["mime_type"], "image/png");
    demo.set_faults(vec!["gemini-markdown".parse().unwrap()]);
    let marked = json(call(&demo, "nano-banana", &body).await).await;
    let text = parts(&marked)[1]["text"].as_str().unwrap().to_owned();
    assert_eq!(
        text,
        format!(
            "![image](data:image/png;base64,{})",
            data["data"].as_str().unwrap()
        )
    );
    demo.set_faults(vec!["wrong-ratio".parse().unwrap()]);
    let wide = ask(&demo, PRO, &[user("x")], json!({"aspectRatio": "16:9"})).await;
    assert_eq!(picture(&wide).dimensions(), (1248, 832));
}

#[tokio::test]
async fn a_stream_comes_in_events_or_as_a_list_and_can_be_answered() {
    let demo = demo(&["drafts:2"]).await;
    let body = json!({"contents": [user("a cat")]});
    let path = format!("/v1beta/models/{PRO}:streamGenerateContent");
    let answer = post(&demo, &format!("{path}?alt=sse"))
        .json(&body)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.headers()["content-type"], "text/event-stream");
    let text = answer.text().await.unwrap();
    assert!(text.ends_with("}\r\n\r\n") && !text.contains("[DONE]"));
    let chunks: Vec<Value> = text
        .split_terminator("\r\n\r\n")
        .map(|event| serde_json::from_str(event.strip_prefix("data: ").unwrap()).unwrap())
        .collect();
    let thoughts = chunks
        .iter()
        .filter(|chunk| parts(chunk)[0]["thought"] == true);
    assert_eq!(thoughts.count(), 2);
    let last = chunks.last().unwrap();
    assert_eq!(last["candidates"][0]["finishReason"], "STOP");
    assert_eq!(parts(last)[0]["text"], "");
    // A client may keep every chunk as a turn of its own, or put them into one.
    let mut turns = vec![user("a cat")];
    turns.extend(chunks.iter().map(turn));
    turns.push(user("blue"));
    ask(&demo, PRO, &turns, json!(null)).await;
    let merged: Vec<Value> = chunks.iter().flat_map(parts).collect();
    let merged = json!({"role": "model", "parts": merged});
    ask(
        &demo,
        PRO,
        &[user("a cat"), merged, user("blue")],
        json!(null),
    )
    .await;
    let array = json(post(&demo, &path).json(&body).send().await.unwrap()).await;
    assert_eq!(array.as_array().unwrap().len(), chunks.len());
}
