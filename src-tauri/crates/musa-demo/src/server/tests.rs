//! The server over real sockets: routes, forms of requests, what the log keeps.

mod chat;
mod faults;
mod files;
mod films;
mod gemini;
mod streams;
mod talk;

use std::io::Cursor;

use http::StatusCode;
use image::{GenericImageView, ImageFormat, Rgb, RgbImage};
use reqwest::multipart::{Form, Part};
use reqwest::{RequestBuilder, Response};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::*;

/// The smallest picture that a model gives: tests draw many.
fn small() -> Value {
    json!({"model": "dall-e-2", "prompt": "a cat", "size": "256x256"})
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is an independent client of the server"
)]
fn client() -> reqwest::Client {
    let builder = reqwest::Client::builder().no_proxy();
    builder
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap()
}

async fn demo(faults: &[&str]) -> Demo {
    let faults = faults.iter().map(|fault| fault.parse().unwrap()).collect();
    Demo::start(DemoConfig {
        faults,
        ..DemoConfig::default()
    })
    .await
    .unwrap()
}

fn post(demo: &Demo, path: &str) -> RequestBuilder {
    client()
        .post(format!("{}{path}", demo.base_url()))
        .bearer_auth("sk-test-0123456789")
}

async fn generate(demo: &Demo, body: &Value) -> Response {
    post(demo, "/v1/images/generations")
        .json(body)
        .send()
        .await
        .unwrap()
}

async fn json(response: Response) -> Value {
    response.json().await.unwrap()
}

async fn get(url: &str) -> Response {
    client().get(url).send().await.unwrap()
}

/// Sends a generation by hand and returns every byte that came back.
async fn raw(demo: &Demo, body: &Value) -> Vec<u8> {
    let mut stream = TcpStream::connect(("127.0.0.1", demo.state.port))
        .await
        .unwrap();
    let body = body.to_string();
    let head = format!(
        "POST /v1/images/generations HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n\
         connection: close\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    stream
        .write_all(format!("{head}{body}").as_bytes())
        .await
        .unwrap();
    let mut answer = Vec::new();
    // A cut may look like an error; a connection that is never cut must fail the test.
    let reading = stream.read_to_end(&mut answer);
    let ended = tokio::time::timeout(Duration::from_secs(30), reading).await;
    assert!(ended.is_ok(), "the connection did not end");
    answer
}

fn png(width: u32, height: u32, colour: [u8; 3]) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    RgbImage::from_pixel(width, height, Rgb(colour))
        .write_to(&mut bytes, ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

fn part(bytes: &[u8], name: &str) -> Part {
    Part::bytes(bytes.to_vec())
        .file_name(name.to_owned())
        .mime_str("image/png")
        .unwrap()
}

fn b64(bytes: &[u8]) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

fn unb64(value: &Value) -> Vec<u8> {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD
        .decode(value.as_str().unwrap())
        .unwrap()
}

#[tokio::test]
async fn a_generation_answers_a_url_that_holds_the_picture() {
    let demo = demo(&[]).await;
    let body = json!({"model": "nano-banana", "prompt": "sea", "aspect_ratio": "16:9", "seed": 4,
        "response_format": null, "image": null});
    let answer = json(generate(&demo, &body).await).await;
    assert_eq!(
        answer["data"][0]["b64_json"], "",
        "relays write what is absent as empty text"
    );
    let picture = get(answer["data"][0]["url"].as_str().unwrap()).await;
    assert_eq!(picture.headers()["content-type"], "image/png");
    let picture = image::load_from_memory(&picture.bytes().await.unwrap()).unwrap();
    assert_eq!(picture.dimensions(), (1344, 768));
}

#[tokio::test]
async fn gpt_image_answers_base64_with_settings_and_usage() {
    let demo = demo(&[]).await;
    let body = json!({"model": "gpt-image-2", "prompt": "x", "size": "256x128", "n": 2,
        "output_format": "jpeg", "quality": "low"});
    let answer = json(generate(&demo, &body).await).await;
    let pictures = answer["data"].as_array().unwrap();
    assert_eq!(pictures.len(), 2);
    assert_ne!(pictures[0], pictures[1]);
    let bytes = unb64(&pictures[0]["b64_json"]);
    assert_eq!(image::guess_format(&bytes).unwrap(), ImageFormat::Jpeg);
    assert_eq!(answer["size"], "256x128");
    assert_eq!(answer["usage"]["output_tokens"], 544);
    assert_eq!(pictures[0].get("url"), None);
}

#[tokio::test]
async fn the_same_seed_gives_the_same_bytes_and_no_seed_gives_others() {
    let demo = demo(&[]).await;
    let ask = |extra: Value| {
        let mut body = small();
        body.as_object_mut()
            .unwrap()
            .extend(extra.as_object().unwrap().clone());
        body["response_format"] = "b64_json".into();
        body
    };
    let picture = async |body: Value| json(generate(&demo, &body).await).await["data"].clone();
    let seeded = ask(json!({"seed": 5}));
    assert_eq!(picture(seeded.clone()).await, picture(seeded).await);
    let free = ask(json!({}));
    assert_ne!(picture(free.clone()).await, picture(free).await);
}

#[tokio::test]
async fn an_edit_as_the_sdks_send_it_is_seen_byte_by_byte() {
    let demo = demo(&[]).await;
    let files = [
        png(40, 30, [200, 0, 0]),
        png(30, 30, [0, 200, 0]),
        png(20, 30, [0, 0, 200]),
    ];
    let mut form = Form::new()
        .text("model", "gpt-image-2")
        .text("prompt", "二")
        .text("size", "256x256");
    for (index, file) in files.iter().enumerate() {
        form = form.part("image[]", part(file, &format!("image-{index}.png")));
    }
    let request = post(&demo, "/v1/images/edits")
        .header("x-musa-job", "job-1")
        .multipart(form);
    assert_eq!(request.send().await.unwrap().status(), 200);
    let seen = demo.requests().pop().unwrap();
    assert_eq!(
        (seen.method.as_str(), seen.path.as_str()),
        ("POST", "/v1/images/edits")
    );
    assert_eq!(seen.fields["prompt"], ["二"]);
    assert_eq!(seen.job.as_deref(), Some("job-1"));
    assert_eq!(seen.files.len(), 3);
    for (file, sent) in seen.files.iter().zip(&files) {
        assert_eq!(file.field, "image[]");
        assert_eq!(&file.bytes[..], &sent[..]);
        assert_eq!(file.blake3, blake3::hash(sent).to_hex().to_string());
    }
    assert_eq!(seen.files[2].file_name.as_deref(), Some("image-2.png"));
    assert_eq!(seen.content_length, Some(seen.body.len() as u64));
    let authorization = seen
        .headers
        .iter()
        .find(|(name, _)| name == "authorization")
        .unwrap();
    assert_eq!(authorization.1, "present");
}

#[tokio::test]
async fn every_name_of_the_file_field_is_read_in_order() {
    let demo = demo(&[]).await;
    let (red, blue) = (png(30, 30, [200, 0, 0]), png(90, 30, [0, 0, 200]));
    for names in [
        ["image", "image"],
        ["image[]", "image[]"],
        ["image[1]", "image[0]"],
    ] {
        let mut form = Form::new().text("model", "whatever").text("prompt", "x");
        for (name, file) in names.iter().zip([&red, &blue]) {
            form = form.part((*name).to_owned(), part(file, "a.png"));
        }
        let answer = json(
            post(&demo, "/v1/images/edits")
                .multipart(form)
                .send()
                .await
                .unwrap(),
        )
        .await;
        let picture = get(answer["data"][0]["url"].as_str().unwrap())
            .await
            .bytes()
            .await
            .unwrap();
        let picture = image::load_from_memory(&picture).unwrap();
        // The size follows the last reference: 3:1 is nearest to 21:9, a square is square.
        let expected = if names[0] == "image[1]" {
            (1024, 1024)
        } else {
            (1536, 672)
        };
        assert_eq!(picture.dimensions(), expected, "{names:?}");
    }
    let form = Form::new().text("model", "nano-banana").text("prompt", "x");
    let none = post(&demo, "/v1/images/edits")
        .multipart(form)
        .send()
        .await
        .unwrap();
    assert_eq!(
        none.status(),
        200,
        "an edit without any image is a generation"
    );
}

#[tokio::test]
async fn references_come_as_data_urls_and_as_our_own_addresses() {
    let demo = demo(&[]).await;
    let red = png(64, 64, [210, 20, 20]);
    let first = json!({"model": "nano-banana", "prompt": "x",
        "image": [format!("data:image/png;base64,{}", b64(&red))]});
    let answer = json(generate(&demo, &first).await).await;
    let url = answer["data"][0]["url"].clone();
    let seen = demo.requests().pop().unwrap();
    assert_eq!(&seen.files[0].bytes[..], &red[..]);
    assert_eq!(seen.files[0].content_type.as_deref(), Some("image/png"));
    let second = json!({"model": "nano-banana", "prompt": "x", "image": [url]});
    assert_eq!(generate(&demo, &second).await.status(), 200);
    let foreign =
        json!({"model": "nano-banana", "prompt": "x", "image": ["https://example.org/a.png"]});
    assert_eq!(
        json(generate(&demo, &foreign).await).await["error"]["code"],
        "invalid_value"
    );
}

#[tokio::test]
async fn the_json_form_of_edits_is_read_with_its_mask() {
    let demo = demo(&[]).await;
    let red = format!("data:image/png;base64,{}", b64(&png(32, 32, [210, 20, 20])));
    let body = json!({"model": "gpt-image-2", "prompt": "x", "size": "256x256",
        "images": [{"image_url": red}], "mask": {"image_url": red}});
    let answer = post(&demo, "/v1/images/edits")
        .json(&body)
        .send()
        .await
        .unwrap();
    let error = json(answer).await["error"].clone();
    assert_eq!(error["code"], "invalid_mask_image_format");
    assert!(error["message"].as_str().unwrap().contains("alpha"));
    let fields: Vec<String> = demo
        .requests()
        .pop()
        .unwrap()
        .files
        .iter()
        .map(|file| file.field.clone())
        .collect();
    assert_eq!(fields, ["images", "mask"]);
}

#[tokio::test]
async fn a_task_finishes_on_the_third_look() {
    let demo = demo(&[]).await;
    let made = post(&demo, "/v1/images/generations?async=true")
        .json(&small())
        .send()
        .await
        .unwrap();
    let id = json(made).await["task_id"].as_str().unwrap().to_owned();
    let url = format!("{}/v1/images/tasks/{id}", demo.base_url());
    let mut states = Vec::new();
    for _ in 0..3 {
        states.push(json(get(&url).await).await["data"].clone());
    }
    let names: Vec<&Value> = states.iter().map(|state| &state["status"]).collect();
    assert_eq!(names, ["NOT_START", "IN_PROGRESS", "SUCCESS"]);
    let picture = states[2]["data"]["data"][0]["url"].as_str().unwrap();
    assert_eq!(get(picture).await.status(), 200);
}

#[tokio::test]
async fn a_task_is_told_at_once_and_is_at_work_as_long_as_the_delay() {
    let demo = demo(&[]).await;
    demo.set_delay(Duration::from_hours(1));
    let made = post(&demo, "/v1/images/generations?async=true").json(&small());
    let id = json(made.send().await.unwrap()).await["task_id"].clone();
    let url = format!(
        "{}/v1/images/tasks/{}",
        demo.base_url(),
        id.as_str().unwrap()
    );
    demo.set_delay(Duration::ZERO);
    for status in ["NOT_START", "IN_PROGRESS", "IN_PROGRESS", "IN_PROGRESS"] {
        assert_eq!(json(get(&url).await).await["data"]["status"], status);
    }
}

#[tokio::test]
async fn unknown_paths_and_unreadable_bodies_are_refused_in_openais_shape() {
    let demo = demo(&[]).await;
    let missing = post(&demo, "/v1/images/variations")
        .body("{}")
        .send()
        .await
        .unwrap();
    assert_eq!(missing.status(), 404);
    assert_eq!(
        json(missing).await["error"]["message"],
        "Invalid URL (POST /v1/images/variations)"
    );
    let wrong = get(&format!("{}/v1/images/edits", demo.base_url())).await;
    assert_eq!(
        json(wrong).await["error"]["message"],
        "Invalid URL (GET /v1/images/edits)"
    );
    for (path, kind) in [
        ("/v1/images/generations", "application/json"),
        ("/v1/images/edits", "multipart/form-data; boundary=x"),
        ("/v1/images/edits", "text/plain"),
    ] {
        let request = post(&demo, path)
            .header("content-type", kind)
            .body("nonsense");
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), 400, "{path} {kind}");
        assert_eq!(json(answer).await["error"]["type"], "invalid_request_error");
    }
}

#[tokio::test]
async fn models_are_listed_and_requests_counted_by_path_and_job() {
    let demo = demo(&[]).await;
    let models = json(get(&format!("{}/v1/models", demo.base_url())).await).await;
    let first = models["data"]
        .as_array()
        .unwrap()
        .iter()
        .any(|model| model["id"] == "nano-banana-2");
    assert!(first);
    for job in ["a", "a", "b"] {
        let request = post(&demo, "/v1/images/generations").header("x-musa-job", job);
        assert_eq!(request.json(&small()).send().await.unwrap().status(), 200);
    }
    let counts = json(get(&format!("{}/demo/requests", demo.base_url())).await).await;
    assert_eq!(counts["total"], 4);
    assert_eq!(counts["paths"]["POST /v1/images/generations"], 3);
    assert_eq!(counts["jobs"]["a"]["POST /v1/images/generations"], 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_at_once_are_all_answered_and_all_seen() {
    let demo = demo(&[]).await;
    let asked = (0..24).map(|index| {
        let mut body = small();
        body["prompt"] = format!("picture {index}").into();
        let demo = &demo;
        async move { generate(demo, &body).await.status() }
    });
    let statuses = futures_util::future::join_all(asked).await;
    assert!(statuses.iter().all(|status| *status == 200));
    assert_eq!(demo.requests().len(), 24);
}

#[tokio::test]
async fn the_delay_holds_for_all_and_can_be_set_for_one_request() {
    let demo = demo(&[]).await;
    demo.set_delay(Duration::from_millis(200));
    let began = std::time::Instant::now();
    generate(&demo, &small()).await;
    assert!(began.elapsed() >= Duration::from_millis(200));
    demo.set_delay(Duration::from_hours(1));
    let request = post(&demo, "/v1/images/generations").header("x-musa-demo-delay-ms", "0");
    assert_eq!(request.json(&small()).send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn stopping_frees_the_port_even_while_requests_hang() {
    let demo = demo(&["hang"]).await;
    let port = demo.state.port;
    let hanging = post(&demo, "/v1/images/generations").json(&small()).send();
    let asked = async {
        while demo.requests().is_empty() {
            tokio::task::yield_now().await;
        }
        demo.closing.cancel();
    };
    let (answer, ()) = tokio::join!(hanging, asked);
    assert!(answer.is_err());
    demo.stop().await;
    let again = Demo::start(DemoConfig {
        port,
        ..DemoConfig::default()
    })
    .await
    .unwrap();
    let taken = Demo::start(DemoConfig {
        port,
        ..DemoConfig::default()
    })
    .await
    .unwrap_err();
    assert!(
        taken
            .to_string()
            .starts_with(&format!("127.0.0.1:{port} cannot be used"))
    );
    drop(again);
}

/// What the pages say is spent, in quota units.
async fn spent(demo: &Demo) -> u64 {
    let page = format!("{}/api/usage/token", demo.base_url());
    json(get(&page).await).await["data"]["total_used"]
        .as_u64()
        .unwrap()
}
