//! What really leaves: every byte of a request, its lengths, and how little memory it takes.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use musa_api::auth::AuthStyle;
use musa_api::base_url::BaseUrl;
use musa_api::body::Source;
use musa_api::client::{Client, Phase};
use musa_api::endpoints::images_edits::{ArrayField, Edits};
use musa_api::endpoints::images_generations::{Generations, Reference};
use musa_api::endpoints::models::Models;
use musa_api::error::Kind;
use musa_api::transport::proxy::Proxy;
use musa_api::transport::reqwest::ReqwestTransport;
use musa_api::transport::{TransportError, UploadProgress};

use super::relay::{Relay, json};
use super::{cat, client};
use crate::api_wire::{Caller, Memory, file, source};

const ANSWER: &str = r#"{"created":1,"data":[{"url":"https://cdn.example/cat.png"}]}"#;

#[tokio::test]
async fn a_generation_leaves_with_exactly_these_headers_and_bytes() {
    let relay = Relay::always(json(ANSWER));
    let api = client(&relay.url(), &Proxy::System);
    let caller = Caller::new();
    let (_, sent) = caller
        .with(async |call| api.send(&cat(), Memory::default(), call).await)
        .await;
    sent.unwrap();
    let heard = &relay.heard()[0];
    assert_eq!(heard.line(), "POST /v1/images/generations HTTP/1.1");
    let mut headers: Vec<_> = heard
        .head
        .lines()
        .skip(1)
        .map(str::to_ascii_lowercase)
        .collect();
    headers.sort();
    let version = env!("CARGO_PKG_VERSION");
    let expected = [
        "accept-encoding: identity".to_owned(),
        "accept: application/json".to_owned(),
        "authorization: bearer sk-canary-0123456789abcdef".to_owned(),
        "content-length: 38".to_owned(),
        "content-type: application/json".to_owned(),
        format!("host: 127.0.0.1:{}", relay.port()),
        format!("user-agent: musa/{version}"),
    ];
    assert_eq!(headers, expected);
    assert_eq!(
        heard.body,
        br#"{"model":"nano-banana","prompt":"cat"}"#.to_vec()
    );
    let phases = caller.phases.lock().unwrap().clone();
    let expected = [
        Phase::Sending { attempt: 1 },
        Phase::Waiting,
        Phase::Receiving,
    ];
    assert_eq!(phases, expected);
}

#[tokio::test]
async fn a_form_leaves_byte_by_byte_as_the_document_writes_it() {
    let relay = Relay::always(json(ANSWER));
    let api = client(&relay.url(), &Proxy::None);
    let edit = Edits {
        model: "nano-banana".to_owned(),
        prompt: "一只猫".to_owned(),
        images: vec![
            file("image-1.png", b"first"),
            file("image-2.png", b"second"),
        ],
        response_format: Some("url".to_owned()),
        image_size: Some("4K".to_owned()),
        ..Edits::default()
    };
    let caller = Caller::new();
    let (_, sent) = caller
        .with(async |call| api.send(&edit, Memory::default(), call).await)
        .await;
    sent.unwrap();
    let heard = &relay.heard()[0];
    let kind = heard.header("content-type").unwrap();
    let boundary = kind.strip_prefix("multipart/form-data; boundary=").unwrap();
    let body = String::from_utf8(heard.body.clone()).unwrap();
    let expected = "\
--B\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nnano-banana\r\n\
--B\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\n一只猫\r\n\
--B\r\nContent-Disposition: form-data; name=\"response_format\"\r\n\r\nurl\r\n\
--B\r\nContent-Disposition: form-data; name=\"image_size\"\r\n\r\n4K\r\n\
--B\r\nContent-Disposition: form-data; name=\"image\"; filename=\"image-1.png\"\r\n\
Content-Type: image/png\r\n\r\nfirst\r\n\
--B\r\nContent-Disposition: form-data; name=\"image\"; filename=\"image-2.png\"\r\n\
Content-Type: image/png\r\n\r\nsecond\r\n\
--B--\r\n";
    assert_eq!(body.replace(boundary, "B"), expected);
    let length: usize = heard.header("content-length").unwrap().parse().unwrap();
    assert_eq!(length, heard.body.len());
    assert_eq!(heard.header("transfer-encoding"), None);
}

#[tokio::test]
async fn openai_hears_its_brackets_and_the_mask() {
    let relay = Relay::always(json(ANSWER));
    let api = client(&relay.url(), &Proxy::None);
    let edit = Edits {
        model: "gpt-image-1.5".to_owned(),
        prompt: "p".to_owned(),
        images: vec![file("image-1.png", b"1"), file("image-2.png", b"2")],
        array_field: ArrayField::for_model("gpt-image-1.5"),
        mask: Some(file("mask.png", b"m")),
        n: Some(2),
        ..Edits::default()
    };
    let caller = Caller::new();
    let (_, sent) = caller
        .with(async |call| api.send(&edit, Memory::default(), call).await)
        .await;
    sent.unwrap();
    let body = String::from_utf8(relay.heard()[0].body.clone()).unwrap();
    let names: Vec<&str> = body
        .split("name=\"")
        .skip(1)
        .filter(|rest| !rest.is_empty())
        .map(|rest| rest.split('"').next().unwrap())
        .filter(|name| !name.contains('.'))
        .collect();
    assert_eq!(
        names,
        ["model", "prompt", "n", "image[]", "image[]", "mask"]
    );
}

#[derive(Debug, Default)]
struct Count(AtomicU64, AtomicU64);

impl UploadProgress for Count {
    fn sent(&self, sent: u64, total: u64) {
        self.0.fetch_max(sent, Ordering::Relaxed);
        self.1.store(total, Ordering::Relaxed);
    }
}

#[tokio::test]
async fn references_become_base64_on_the_way_with_the_length_known_before() {
    let relay = Relay::always(json(ANSWER));
    let api = client(&relay.url(), &Proxy::None);
    let picture: Vec<u8> = (0..200_000_u32).map(|n| n.to_le_bytes()[1]).collect();
    let ask = Generations {
        references: vec![
            Reference::File {
                content_type: "image/png",
                source: source(&picture),
            },
            Reference::Url("https://example.com/\"a\".png".to_owned()),
            Reference::File {
                content_type: "image/jpeg",
                source: source(b"ab"),
            },
        ],
        ..cat()
    };
    let count = Arc::new(Count::default());
    let caller = Caller::new();
    let progress: Arc<dyn UploadProgress> = count.clone();
    let (_, sent) = caller
        .with(async |call| {
            let call = musa_api::client::Call {
                key: call.key,
                cancel: call.cancel,
                progress: Some(progress),
                phase: call.phase,
            };
            api.send(&ask, Memory::default(), &call).await
        })
        .await;
    sent.unwrap();
    let heard = &relay.heard()[0];
    let body: serde_json::Value = serde_json::from_slice(&heard.body).unwrap();
    let images: Vec<&str> = body["image"]
        .as_array()
        .unwrap()
        .iter()
        .map(|v| v.as_str().unwrap())
        .collect();
    let encoded = images[0].strip_prefix("data:image/png;base64,").unwrap();
    let decoded = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, encoded);
    assert!(decoded.unwrap() == picture);
    assert_eq!(
        images[1..],
        [
            "https://example.com/\"a\".png",
            "data:image/jpeg;base64,YWI="
        ]
    );
    assert_eq!(heard.header("transfer-encoding"), None);
    let length = heard.body.len() as u64;
    assert_eq!(
        heard.header("content-length"),
        Some(length.to_string().as_str())
    );
    assert_eq!(count.0.load(Ordering::Relaxed), length);
    assert_eq!(count.1.load(Ordering::Relaxed), length);
}

/// A source that is shorter than it said.
#[derive(Debug)]
struct Shrunk;

impl Source for Shrunk {
    fn len(&self) -> u64 {
        100_000
    }
    fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        Ok(Box::new(io::repeat(7).take(60_000)))
    }
}

#[tokio::test]
async fn a_reference_that_changes_while_it_is_sent_ends_the_call_and_costs_nothing() {
    let relay = Relay::always(json(ANSWER));
    let api = client(&relay.url(), &Proxy::None);
    let ask = Generations {
        references: vec![Reference::File {
            content_type: "image/png",
            source: Arc::new(Shrunk),
        }],
        ..cat()
    };
    let caller = Caller::new();
    let (_, sent) = caller
        .with(async |call| api.send(&ask, Memory::default(), call).await)
        .await;
    let error = sent.unwrap_err();
    assert!(
        matches!(error.kind(), Kind::Transport(TransportError::Source(_))),
        "{error}"
    );
    assert!(!error.may_have_been_charged());
}

#[tokio::test]
async fn the_other_array_field_is_tried_once_and_remembered() {
    let refusal = br#"{"error":{"message":"Duplicate parameter: 'image'. You provided multiple values for this parameter, whereas only one is allowed.","type":"invalid_request_error","param":"image","code":"duplicate_parameter"}}"#;
    let relay = Relay::start(move |n, _| {
        let bytes = match n {
            0 => super::relay::whole("400 Bad Request", "", refusal),
            _ => json(ANSWER),
        };
        vec![super::relay::Step::Send(bytes)]
    });
    let api = client(&relay.url(), &Proxy::None);
    let edit = Edits {
        model: "my-model".to_owned(),
        prompt: "p".to_owned(),
        images: vec![file("image-1.png", b"1"), file("image-2.png", b"2")],
        ..Edits::default()
    };
    let caller = Caller::new();
    let (memory, sent) = caller
        .with(async |call| api.send(&edit, Memory::default(), call).await)
        .await;
    let sent = sent.unwrap();
    assert_eq!(sent.attempts, 2);
    assert_eq!(sent.adapted, [musa_api::endpoint::Change::OtherArrayField]);
    assert_eq!(memory.heads, [400, 200]);
    assert_eq!(memory.bytes, ANSWER.as_bytes());
    let bodies: Vec<_> = relay
        .heard()
        .iter()
        .map(|h| String::from_utf8_lossy(&h.body).into_owned())
        .collect();
    assert_eq!(bodies[0].matches("name=\"image\"").count(), 2);
    assert_eq!(bodies[1].matches("name=\"image[]\"").count(), 2);
    assert_eq!(bodies[1].matches("name=\"image\"").count(), 0);
}

#[tokio::test]
async fn a_question_goes_under_the_prefix_with_the_key_of_its_style() {
    let relay = Relay::always(json(r#"{"data":[{"id":"nano-banana-2","owned_by":"x"}]}"#));
    let api = Client::new(
        Arc::new(ReqwestTransport::new(&Proxy::None).unwrap()),
        BaseUrl::parse(&format!("{}/gate/v1/", relay.url())).unwrap(),
        AuthStyle::GoogleKey,
    );
    let caller = Caller::new();
    let models = caller
        .with(async |call| api.ask(&Models, call).await)
        .await
        .unwrap();
    assert_eq!(models[0].id, "nano-banana-2");
    let heard = &relay.heard()[0];
    assert_eq!(heard.line(), "GET /gate/v1/models HTTP/1.1");
    assert_eq!(
        heard.header("x-goog-api-key"),
        Some("sk-canary-0123456789abcdef")
    );
    assert_eq!(heard.header("authorization"), None);
    assert_eq!(heard.header("content-length"), None);
}
