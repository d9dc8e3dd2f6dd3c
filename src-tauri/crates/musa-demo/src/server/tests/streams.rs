//! Streams of pictures on the images routes, and what lies beside the pictures: models, balance.

use super::*;

/// Name and data of every event.
fn events(text: &str) -> Vec<(String, Value)> {
    text.split_terminator("\n\n")
        .map(|event| {
            let (name, data) = event.split_once('\n').unwrap();
            let data = data.strip_prefix("data: ").unwrap();
            let name = name.strip_prefix("event: ").unwrap().to_owned();
            (name, serde_json::from_str(data).unwrap())
        })
        .collect()
}

fn stream(partials: u32) -> Value {
    json!({"model": "gpt-image-1", "prompt": "a cat", "stream": true, "partial_images": partials})
}

#[tokio::test]
async fn partial_pictures_come_before_the_result_and_grow_finer() {
    let demo = demo(&[]).await;
    let answer = generate(&demo, &stream(3)).await;
    assert_eq!(answer.headers()["content-type"], "text/event-stream");
    let events = events(&answer.text().await.unwrap());
    let names: Vec<&str> = events.iter().map(|(name, _)| name.as_str()).collect();
    let partial = "image_generation.partial_image";
    assert_eq!(
        names,
        [partial, partial, partial, "image_generation.completed"]
    );
    let pictures: Vec<image::RgbImage> = events
        .iter()
        .map(|(_, data)| {
            image::load_from_memory(&unb64(&data["b64_json"]))
                .unwrap()
                .to_rgb8()
        })
        .collect();
    let apart = |one: &image::RgbImage| -> u64 {
        let result = pictures[3].as_raw();
        one.as_raw()
            .iter()
            .zip(result)
            .map(|(a, b)| u64::from(a.abs_diff(*b)))
            .sum()
    };
    assert!(
        pictures
            .iter()
            .all(|picture| picture.dimensions() == (1024, 1024))
    );
    assert!(apart(&pictures[0]) > apart(&pictures[1]) && apart(&pictures[1]) > apart(&pictures[2]));
    assert_eq!(events[1].1["partial_image_index"], 1);
    assert_eq!(events[1].1["output_format"], "png");
    assert!(events[3].1["usage"]["output_tokens"].is_u64());
}

#[tokio::test]
async fn an_edit_streams_under_its_own_names_and_in_time() {
    let demo = demo(&[]).await;
    let form = Form::new()
        .text("model", "gpt-image-2")
        .text("prompt", "x")
        .text("size", "256x256")
        .text("stream", "true")
        .text("partial_images", "1")
        .part("image", part(&png(40, 40, [9, 9, 200]), "a.png"));
    demo.set_delay(Duration::from_millis(300));
    let began = std::time::Instant::now();
    let request = post(&demo, "/v1/images/edits").multipart(form);
    let text = request.send().await.unwrap().text().await.unwrap();
    assert!(began.elapsed() >= Duration::from_millis(300));
    let names: Vec<String> = events(&text).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["image_edit.partial_image", "image_edit.completed"]);
}

#[tokio::test]
async fn a_stream_may_be_faked_refused_or_left_unfinished() {
    let relay = demo(&["relay-events"]).await;
    let text = generate(&relay, &stream(2)).await.text().await.unwrap();
    assert!(text.ends_with("data: [DONE]\n\n"));
    assert!(!text.contains("partial_image") && text.contains("\"url\":\"http"));
    let unfinished = demo(&["stream-unfinished"]).await;
    let text = generate(&unfinished, &stream(1))
        .await
        .text()
        .await
        .unwrap();
    assert_eq!(events(&text).len(), 1);
    let failed = demo(&["stream-error"]).await;
    let text = generate(&failed, &stream(1)).await.text().await.unwrap();
    assert_eq!(events(&text)[1].0, "error");
    let whole = demo(&["stream-as-json"]).await;
    let answer = json(generate(&whole, &stream(1)).await).await;
    assert!(answer["data"][0]["b64_json"].is_string());
    let none = demo(&["no-partials"]).await;
    let text = generate(&none, &stream(3)).await.text().await.unwrap();
    assert_eq!(events(&text).len(), 1);
    let refused = generate(&none, &stream(4)).await;
    assert_eq!(json(refused).await["error"]["param"], "partial_images");
}

#[tokio::test]
async fn the_balance_falls_with_every_picture_and_can_be_told_in_many_ways() {
    let demo = demo(&[]).await;
    let read = async |path: &str| json(get(&format!("{}{path}", demo.base_url())).await).await;
    let limit = "/dashboard/billing/subscription";
    assert_eq!(read(limit).await["hard_limit_usd"], 20.0);
    assert_eq!(
        read("/v1/dashboard/billing/usage").await["total_usage"],
        0.0
    );
    generate(&demo, &small()).await;
    let usage = "/dashboard/billing/usage?start_date=2026-11-01&end_date=2026-11-30";
    assert_eq!(read(usage).await["total_usage"], 4.0, "USD times 100");
    assert_eq!(read("/api/usage/token").await["data"]["total_used"], 20_000);
    let set = |fault: &str| demo.set_faults(vec![fault.parse().unwrap()]);
    set("balance-remaining");
    assert_eq!(read(limit).await["hard_limit_usd"], 19.96);
    set("balance-unlimited");
    assert_eq!(read(limit).await["hard_limit_usd"], 100_000_000);
    set("balance-quota-units");
    assert_eq!(read(limit).await["hard_limit_usd"], 10_000_000);
    assert_eq!(
        read("/api/status").await["data"]["display_in_currency"],
        false
    );
    set("balance-error");
    assert!(read(limit).await["error"]["message"].is_string());
    set("no-balance");
    for path in [
        limit,
        usage,
        "/v1/dashboard/billing/subscription",
        "/api/usage/token/",
    ] {
        let answer = get(&format!("{}{path}", demo.base_url())).await;
        assert_eq!(answer.status(), 404, "{path}");
    }
    set("no-models");
    let models = get(&format!("{}/v1/models", demo.base_url())).await;
    assert_eq!(models.status(), 404);
    let gemini = read("/v1beta/models").await;
    assert!(
        gemini
            .to_string()
            .contains("models/gemini-3-pro-image-preview")
    );
}

#[tokio::test]
async fn a_fault_of_one_route_is_not_used_up_by_another() {
    let demo = demo(&["block-safety@1", "chat-base64@1", "wrong-ratio@1"]).await;
    let wide = json!({"model": "nano-banana", "prompt": "x", "aspect_ratio": "16:9"});
    let answer = json(generate(&demo, &wide).await).await;
    let file = get(answer["data"][0]["url"].as_str().unwrap()).await;
    let picture = image::load_from_memory(&file.bytes().await.unwrap()).unwrap();
    assert_eq!(picture.dimensions(), (1248, 832));
    let body = json!({"contents": [{"parts": [{"text": "x"}]}]});
    let path = "/v1beta/models/nano-banana:generateContent";
    let blocked = json(post(&demo, path).json(&body).send().await.unwrap()).await;
    assert_eq!(blocked["candidates"][0]["finishReason"], "SAFETY");
}
