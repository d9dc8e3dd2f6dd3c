//! Films over real sockets: what is taken, how a task moves, what an address gives.

use super::*;

const PATH: &str = "/seedance/v3/contents/generations/tasks";

async fn create(demo: &Demo, body: &Value) -> Response {
    post(demo, PATH).json(body).send().await.unwrap()
}

async fn state(demo: &Demo, id: &str) -> Value {
    json(get(&format!("{}{PATH}/{id}", demo.base_url())).await).await
}

fn asked(extra: &Value) -> Value {
    let mut body = json!({"model": "doubao-seedance-1-0-pro-250528",
        "content": [{"type": "text", "text": "a cat --ratio 9:16"}]});
    for (name, value) in extra.as_object().unwrap() {
        body[name] = value.clone();
    }
    body
}

#[tokio::test]
async fn a_film_lies_at_its_address_without_a_key_and_ranges_are_given() {
    let demo = demo(&["film-quick"]).await;
    let body = asked(&json!({"return_last_frame": true, "seed": null, "callback_url": null}));
    let made = json(create(&demo, &body).await).await;
    let task = state(&demo, made["id"].as_str().unwrap()).await;
    assert_eq!(
        (&task["status"], &task["ratio"]),
        (&json!("succeeded"), &json!("9:16"))
    );
    assert_eq!(task["usage"]["total_tokens"], 108_900);
    let url = task["content"]["video_url"].as_str().unwrap();
    let film = get(url).await;
    assert_eq!(film.headers()["content-type"], "video/mp4");
    let film = film.bytes().await.unwrap();
    assert_eq!(&film[4..8], b"ftyp");
    let part = client()
        .get(url)
        .header("range", "bytes=10-19")
        .send()
        .await
        .unwrap();
    assert_eq!(
        (part.status(), part.bytes().await.unwrap().len()),
        (StatusCode::PARTIAL_CONTENT, 10)
    );
    let with_key = client().get(url).bearer_auth("k").send().await.unwrap();
    assert_eq!(with_key.status(), 400);
    let frame = task["content"]["last_frame_url"].as_str().unwrap();
    let frame = image::load_from_memory(&get(frame).await.bytes().await.unwrap()).unwrap();
    assert_eq!(frame.dimensions(), (360, 640));
    let again = state(&demo, made["id"].as_str().unwrap()).await;
    assert_ne!(again["content"]["video_url"], url, "signed anew");
}

#[tokio::test]
async fn a_film_is_paid_for_once_when_it_has_succeeded() {
    let quick = demo(&["film-quick"]).await;
    let made = json(create(&quick, &asked(&json!({}))).await).await;
    assert_eq!(spent(&quick).await, 0, "nothing has come of it yet");
    for _ in 0..2 {
        state(&quick, made["id"].as_str().unwrap()).await;
        assert_eq!(spent(&quick).await, 100_000, "five seconds");
    }
    let failing = demo(&["film-quick", "film-failed"]).await;
    let made = json(create(&failing, &asked(&json!({}))).await).await;
    state(&failing, made["id"].as_str().unwrap()).await;
    assert_eq!(spent(&failing).await, 0);
}

#[tokio::test]
async fn a_task_of_an_earlier_demo_is_known_by_its_id() {
    let first = demo(&[]).await;
    let made = json(create(&first, &asked(&json!({}))).await).await;
    let id = made["id"].as_str().unwrap().to_owned();
    first.stop().await;
    let second = demo(&[]).await;
    let task = state(&second, &id).await;
    assert_eq!((&task["id"], &task["ratio"]), (&json!(id), &json!("9:16")));
    for unknown in ["cgt-1-ws00000", "cgt-x-ws00000", "nothing"] {
        let answer = get(&format!("{}{PATH}/{unknown}", second.base_url())).await;
        assert_eq!(answer.status(), 404, "{unknown}");
    }
}

#[tokio::test]
async fn fields_are_strict_and_roles_must_go_together() {
    let demo = demo(&[]).await;
    let picture = |role: Value| {
        let url = format!("data:image/png;base64,{}", b64(&png(400, 300, [9, 9, 9])));
        json!({"type": "image_url", "image_url": {"url": url}, "role": role})
    };
    let content = |parts: Vec<Value>| asked(&json!({"content": parts}));
    let small = format!("data:image/png;base64,{}", b64(&png(100, 100, [9, 9, 9])));
    let small = json!({"type": "image_url", "image_url": {"url": small}});
    for (body, status) in [
        (asked(&json!({"ratio": "5:4"})), 400),
        (asked(&json!({"duration": 31})), 400),
        (asked(&json!({"frames": 30})), 400),
        (asked(&json!({"watermark": "yes"})), 400),
        (content(vec![]), 400),
        (
            content(vec![picture(Value::Null), picture(Value::Null)]),
            400,
        ),
        (
            content(vec![
                picture(json!("first_frame")),
                picture(json!("reference_image")),
            ]),
            400,
        ),
        (content(vec![small]), 400),
        (content(vec![picture(Value::Null)]), 200),
        (
            content(vec![
                picture(json!("first_frame")),
                picture(json!("last_frame")),
            ]),
            200,
        ),
        (
            asked(&json!({"frames": 29, "ratio": "adaptive", "duration": null})),
            200,
        ),
    ] {
        let answer = create(&demo, &body).await;
        assert_eq!(answer.status(), status, "{}", json(answer).await);
    }
}
