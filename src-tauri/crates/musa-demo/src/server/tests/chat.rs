//! Chat completions that make pictures: every form, streams, references, vector pictures.

use super::*;

async fn chat(demo: &Demo, body: &Value) -> Response {
    post(demo, "/v1/chat/completions")
        .json(body)
        .send()
        .await
        .unwrap()
}

fn ask(model: &str, text: &str) -> Value {
    json!({"model": model, "messages": [{"role": "user", "content": text}]})
}

fn message(answer: &Value) -> Value {
    answer["choices"][0]["message"].clone()
}

/// The first address in a text.
fn url(text: &str) -> String {
    let from = text.find("http").unwrap();
    let rest = &text[from..];
    let end = rest.find([')', '"', '\n']).unwrap_or(rest.len());
    rest[..end].to_owned()
}

async fn fetched(url: &str) -> image::DynamicImage {
    let bytes = get(url).await.bytes().await.unwrap();
    image::load_from_memory(&bytes).unwrap()
}

#[tokio::test]
async fn an_edit_uses_the_pictures_that_were_sent_and_the_ratio_that_was_said() {
    let demo = demo(&[]).await;
    let red = format!("data:image/png;base64,{}", b64(&png(64, 64, [220, 20, 20])));
    let body = |source: &str| {
        json!({"model": "nano-banana", "messages": [{"role": "user", "content": [
        {"type": "text", "text": "a hat on it, aspect ratio 16:9"},
        {"type": "image_url", "image_url": {"url": source}}]}]})
    };
    let answer = json(chat(&demo, &body(&red)).await).await;
    let text = message(&answer)["content"].as_str().unwrap().to_owned();
    assert!(text.contains("![image](http") && text.contains("[点击下载](http"));
    let drawn = fetched(&url(&text)).await.to_rgb8();
    assert_eq!(drawn.dimensions(), (1344, 768));
    let middle = drawn.get_pixel(672, 384).0;
    assert!(middle[0] > middle[2] + 20, "red shows through: {middle:?}");
    let seen = demo
        .requests()
        .into_iter()
        .rfind(|seen| seen.method == "POST")
        .unwrap();
    assert_eq!(seen.files[0].field, "messages[0].content[1].image_url");
    let foreign = chat(&demo, &body("https://example.org/a.png")).await;
    assert_eq!(foreign.status(), 400);
}

#[tokio::test]
async fn every_form_holds_a_picture_where_it_says() {
    let rows = [
        (
            "chat-images",
            "/choices/0/message/images/0/image_url/url",
            "data:image/png;base64,",
        ),
        (
            "chat-parts",
            "/choices/0/message/content/1/image_url/url",
            "http://127.0.0.1:",
        ),
        (
            "chat-data-uri",
            "/choices/0/message/content",
            "![image](data:image/png;base64,",
        ),
        ("chat-link", "/choices/0/message/content", "> 🕐 排队中"),
        ("chat-bare-url", "/media/outputs/0", "http://127.0.0.1:"),
        (
            "chat-bare-url",
            "/choices/0/message/content",
            "http://127.0.0.1:",
        ),
        (
            "chat-json",
            "/choices/0/message/content",
            "```json\n{\"created\":",
        ),
        (
            "chat-json-b64",
            "/choices/0/message/content",
            "```json\n{\"created\":",
        ),
        (
            "chat-bare-data-uri",
            "/choices/0/message/content",
            "data:image/png;base64,",
        ),
        ("chat-base64", "/choices/0/message/content", "iVBORw0KGgo"),
    ];
    for (form, place, start) in rows {
        let demo = demo(&[form]).await;
        let answer = json(chat(&demo, &ask("nano-banana", "a cat")).await).await;
        let text = answer.pointer(place).and_then(Value::as_str);
        let text = text.unwrap_or_else(|| panic!("{form}: {answer}"));
        assert!(
            text.starts_with(start),
            "{form}: {}",
            &text[..60.min(text.len())]
        );
    }
    let demo = demo(&["chat-draft", "chat-parts"]).await;
    let answer = json(chat(&demo, &ask("nano-banana", "a cat")).await).await;
    assert_eq!(message(&answer)["content"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn a_data_uri_streams_in_1200_deltas_and_is_the_same_picture() {
    let demo = demo(&["chat-data-uri"]).await;
    let mut body = ask("nano-banana", "a cat");
    body["stream"] = true.into();
    let answer = chat(&demo, &body).await;
    assert_eq!(answer.headers()["content-type"], "text/event-stream");
    let text = answer.text().await.unwrap();
    let mut events: Vec<&str> = text.split_terminator("\n\n").collect();
    assert_eq!(events.pop(), Some("data: [DONE]"));
    let chunks: Vec<Value> = events
        .iter()
        .map(|event| serde_json::from_str(event.strip_prefix("data: ").unwrap()).unwrap())
        .collect();
    let usage = chunks.last().unwrap();
    assert_eq!(
        usage["choices"],
        json!([{"index": 0, "delta": {}}]),
        "as the document shows it"
    );
    assert!(usage["usage"]["total_tokens"].as_u64().unwrap() > 1_000);
    let deltas: Vec<&str> = chunks
        .iter()
        .filter_map(|chunk| chunk["choices"][0]["delta"]["content"].as_str())
        .filter(|text| !text.is_empty())
        .collect();
    assert_eq!(deltas.len(), 1_200);
    let whole = deltas.concat();
    let data = whole
        .strip_prefix("![image](data:image/png;base64,")
        .unwrap();
    let bytes = unb64(&data.strip_suffix(')').unwrap().into());
    assert_eq!(
        image::load_from_memory(&bytes).unwrap().dimensions(),
        (1024, 1024)
    );
}

#[tokio::test]
async fn streams_can_end_badly_or_not_be_streams() {
    let mut body = ask("nano-banana", "a cat");
    body["stream"] = true.into();
    for (fault, has, lacks) in [
        ("stream-unfinished", "\"delta\"", "\"stop\""),
        ("stream-error", "\"upstream_error\"", "[DONE]"),
        ("stream-as-json", "\"chat.completion\"", "data:"),
    ] {
        let demo = demo(&[fault]).await;
        let text = chat(&demo, &body).await.text().await.unwrap();
        assert!(text.contains(has) && !text.contains(lacks), "{fault}");
    }
    let demo = demo(&["json-as-stream"]).await;
    let text = chat(&demo, &ask("nano-banana", "a cat"))
        .await
        .text()
        .await
        .unwrap();
    assert!(text.ends_with("data: [DONE]\n\n"));
}

#[tokio::test]
async fn recraft_answers_a_vector_picture_that_its_words_decide() {
    let demo = demo(&[]).await;
    let svg = async |prompt: &str| {
        let answer = json(chat(&demo, &ask("recraftv3", prompt)).await).await;
        let url = url(message(&answer)["content"].as_str().unwrap());
        let file = get(&url).await;
        assert!(url.ends_with(".svg"));
        assert_eq!(file.headers()["content-type"], "image/svg+xml");
        file.text().await.unwrap()
    };
    let cat = svg("a cat at night").await;
    assert_eq!(cat, svg("a cat at night").await);
    assert_ne!(cat, svg("the sea").await);
    assert!(cat.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1024\""));
    assert!(cat.matches("<path").count() + cat.matches("<circle").count() > 10);
    assert!(!cat.contains("NaN") && !cat.contains("<script"));
    assert!(
        svg("the sea, 16:9")
            .await
            .contains("width=\"1820\" height=\"1024\"")
    );
    demo.set_faults(vec!["svg-active".parse().unwrap()]);
    let hostile = svg("a cat at night").await;
    assert!(hostile.contains("<script>") && hostile.ends_with("</svg>\n"));
}

#[tokio::test]
async fn models_that_draw_through_chat_alone_say_so_on_the_images_route() {
    let demo = demo(&[]).await;
    for model in ["recraftv3", "gemini-2.5-flash-image-preview"] {
        let refused = generate(&demo, &json!({"model": model, "prompt": "x"})).await;
        assert_eq!(refused.status(), 500, "{model}");
        let code = json(refused).await["error"]["code"].clone();
        assert_eq!(code, "convert_request_failed");
        assert_eq!(chat(&demo, &ask(model, "x")).await.status(), 200, "{model}");
    }
    let words = json(chat(&demo, &ask("gpt-4o", "hello")).await).await;
    assert!(!words.to_string().contains("http"), "{words}");
    demo.set_faults(vec!["no-chat-route".parse().unwrap()]);
    assert_eq!(chat(&demo, &ask("recraftv3", "x")).await.status(), 404);
}
