//! Pictures as events and as tasks (WIRE 1.3, 1.4): what the requests add, how streams are read,
//! and that a draft is told while the answer still comes. No genuine recording of such a stream
//! is public, so these follow the schema.

use std::fmt::Write as _;
use std::sync::Mutex;
use std::time::Duration;

use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use futures_util::StreamExt as _;
use musa_api::answer::drafts::Draft;
use musa_api::answer::{ImagesAnswer, PictureAt, TaskId, read_images};
use musa_api::auth::AuthStyle;
use musa_api::base_url::BaseUrl;
use musa_api::client::{Client, Ending, Receiver};
use musa_api::endpoint::{Change, Endpoint};
use musa_api::endpoints::delivery::Delivery;
use musa_api::endpoints::images_edits::Edits;
use musa_api::endpoints::images_generations::Generations;
use musa_api::error::{Charge, Error, Kind};
use musa_api::lift::{LiftId, LiftSink, Lifter};
use musa_api::transport::{Head, Incoming, Outgoing, Transport, TransportError};
use serde_json::json;
use tokio::sync::oneshot;

use crate::api_chat::{Print, png, told};
use crate::api_wire::{Caller, Memory, answer, file, head, received_in, written};

const EVENTS: &[(&str, &str)] = &[("content-type", "text/event-stream; charset=utf-8")];

fn drawn(delivery: Delivery) -> Generations {
    Generations {
        model: "gpt-image-2".to_owned(),
        prompt: "cat".to_owned(),
        moderation: Some("low".to_owned()),
        style: Some("vivid".to_owned()),
        user: Some("u-1".to_owned()),
        delivery,
        ..Generations::default()
    }
}

fn edited(delivery: Delivery) -> Edits {
    Edits {
        model: "gpt-image-1.5".to_owned(),
        prompt: "cat".to_owned(),
        images: vec![file("image-1.png", b"one")],
        mask: Some(file("mask.png", b"mask")),
        n: Some(2),
        size: Some("1024x1024".to_owned()),
        quality: Some("high".to_owned()),
        background: Some("transparent".to_owned()),
        output_format: Some("webp".to_owned()),
        output_compression: Some(80),
        input_fidelity: Some("high".to_owned()),
        user: Some("u-1".to_owned()),
        delivery,
        ..Edits::default()
    }
}

#[test]
fn a_stream_adds_its_fields_and_waits_longer_between_events() {
    let two = Delivery::Events {
        partial_images: Some(2),
    };
    insta::assert_snapshot!(written(&drawn(two).request()), @r#"
    POST /v1/images/generations
    Billable, first byte 1800s
    {"model":"gpt-image-2","prompt":"cat","moderation":"low","style":"vivid","user":"u-1","stream":true,"partial_images":2}
    "#);
    insta::assert_snapshot!(written(&edited(two).request()), @r"
    POST /v1/images/edits
    Billable, first byte 1800s
    model: gpt-image-1.5
    prompt: cat
    n: 2
    size: 1024x1024
    quality: high
    background: transparent
    output_format: webp
    output_compression: 80
    input_fidelity: high
    user: u-1
    stream: true
    partial_images: 2
    image: <image-1.png image/png one>
    mask: <mask.png image/png mask>
    ");
    assert_eq!(drawn(two).request().limits.idle, Duration::from_mins(10));
    assert_eq!(
        drawn(Delivery::Whole).request().limits.idle,
        Duration::from_mins(2)
    );
}

#[test]
fn a_task_is_asked_for_in_the_address_alone() {
    insta::assert_snapshot!(written(&drawn(Delivery::Task).request()), @r#"
    POST /v1/images/generations?async=true
    Billable, first byte 1800s
    {"model":"gpt-image-2","prompt":"cat","moderation":"low","style":"vivid","user":"u-1"}
    "#);
    let request = edited(Delivery::Task).request();
    assert_eq!(request.query, [("async".to_owned(), "true".to_owned())]);
    assert!(!written(&request).contains("stream"));
    let (received, _) = received_in(200, &[], br#"{"task_id":"abc"}"#, 9);
    let expected = ImagesAnswer::Task(TaskId("abc".to_owned()));
    assert_eq!(drawn(Delivery::Task).read(&received).unwrap(), expected);
}

#[test]
fn a_provider_that_knows_no_streams_is_asked_without() {
    let drop = |field: &str| Change::DropField(field.to_owned());
    let events = |partial_images| Delivery::Events { partial_images };
    let fewer = drawn(events(Some(3)))
        .adapt(&drop("partial_images"))
        .unwrap();
    assert_eq!(fewer.delivery, events(None));
    assert!(fewer.adapt(&drop("partial_images")).is_none());
    assert_eq!(
        fewer.adapt(&drop("stream")).unwrap().delivery,
        Delivery::Whole
    );
    assert_eq!(
        edited(events(None))
            .adapt(&drop("stream"))
            .unwrap()
            .delivery,
        Delivery::Whole
    );
    assert!(edited(Delivery::Task).adapt(&drop("stream")).is_none());
}

fn event(name: &str, line: &str, fields: &serde_json::Value) -> String {
    let mut data =
        json!({"type": name, "created_at": 1, "size": "1024x1024", "output_format": "png"});
    for (key, value) in fields.as_object().unwrap() {
        data[key] = value.clone();
    }
    format!("event: {name}{line}data: {data}{line}{line}")
}

fn partial(index: usize, picture: &[u8], line: &str) -> String {
    let fields = json!({"b64_json": STANDARD.encode(picture), "partial_image_index": index});
    event("image_generation.partial_image", line, &fields)
}

fn completed(kind: &str, picture: &[u8], line: &str) -> String {
    let usage = json!({"input_tokens": 10, "output_tokens": 4160, "total_tokens": 4170});
    let fields = json!({"b64_json": STANDARD.encode(picture), "usage": usage});
    event(&format!("{kind}.completed"), line, &fields)
}

fn read(body: &[u8], step: usize) -> (Result<ImagesAnswer, Error>, Memory) {
    let (received, memory) = received_in(200, EVENTS, body, step);
    (read_images(&received), memory)
}

#[test]
fn drafts_are_told_in_order_and_only_the_completed_picture_is_the_result() {
    let (one, two, result) = (png(9_000), png(40), png(20_000));
    for line in ["\n", "\r\n"] {
        for end in ["", "data: [DONE]\n\n"] {
            let body = format!(
                ": hello{line}{line}{}{}{}{end}",
                partial(0, &one, line),
                partial(1, &two, line),
                completed("image_edit", &result, line),
            );
            for step in [1, 7, 1000, 1 << 20] {
                let (found, memory) = read(body.as_bytes(), step);
                assert_eq!(told(&found.unwrap(), &memory).0, [Print(result.clone())]);
                let [first, second] = memory.drafts.as_slice() else {
                    panic!("{:?}", memory.drafts);
                };
                let Draft {
                    at: PictureAt::Lifted(id),
                    index: Some(0),
                } = first
                else {
                    panic!("{first:?}");
                };
                assert!(memory.picture(*id) == one);
                assert_eq!(second.index, Some(1));
                assert!(second.at == PictureAt::Inline(two.clone()));
            }
        }
    }
}

#[test]
fn several_completed_pictures_an_address_and_json_instead_of_events() {
    let (one, two) = (png(9_000), png(10_000));
    let body =
        completed("image_generation", &one, "\n") + &completed("image_generation", &two, "\n");
    let (found, memory) = read(body.as_bytes(), 100);
    assert_eq!(told(&found.unwrap(), &memory).0, [Print(one), Print(two)]);
    let url = "https://a.example/1.png";
    let faked = event(
        "image_generation.completed",
        "\n",
        &json!({"url": url, "b64_json": ""}),
    );
    let json = json!({"created": 1, "data": [{"url": url}]}).to_string();
    for body in [faked, json] {
        let (found, memory) = read(body.as_bytes(), 3);
        assert_eq!(
            told(&found.unwrap(), &memory).0,
            [Print(url.as_bytes().to_vec())]
        );
        assert!(memory.drafts.is_empty());
    }
}

#[test]
fn a_stream_with_drafts_alone_is_cut_and_an_error_in_it_is_an_error() {
    let drafts = partial(0, &png(9_000), "\n");
    let error = read(drafts.as_bytes(), 512).0.unwrap_err();
    assert!(matches!(
        error.kind(),
        Kind::Transport(TransportError::Cut(_))
    ));
    assert_eq!(error.charge(), Charge::Possible);
    for failure in [
        json!({"type": "error", "error": {"message": "Your request was rejected by the safety system", "code": "moderation_blocked"}}),
        json!({"type": "upstream_error", "message": "moderation_blocked"}),
        json!({"error": {"message": "no", "type": "image_generation_user_error", "code": "moderation_blocked"}}),
    ] {
        let body = format!("{drafts}data: {failure}\n\n");
        let error = read(body.as_bytes(), 512).0.unwrap_err();
        assert_eq!(*error.kind(), Kind::Moderation, "{failure}");
    }
}

#[test]
fn a_stream_of_drafts_is_read_the_same_in_every_split_and_cut_anywhere() {
    let (draft, result) = (png(6_200), png(6_300));
    let line = "\r\n";
    let body = partial(0, &draft, line) + &completed("image_generation", &result, line);
    let ends = body.find("event: image_generation.completed").unwrap();
    for cut in 0..=body.len() {
        let bytes = body.as_bytes();
        let mut memory = Memory::default();
        let mut scan = Lifter::new();
        scan.push(&bytes[..cut], &mut memory).unwrap();
        if cut % 5 == 0 {
            let mut early = Memory::default();
            let whole = lifter_of(&bytes[..cut], &mut early);
            let found = read_images(&answer(200, EVENTS, whole));
            if let Ok(found) = found {
                assert_eq!(
                    told(&found, &early).0,
                    [Print(result.clone())],
                    "cut at {cut}"
                );
                assert!(cut > ends, "cut at {cut}");
            }
        }
        scan.push(&bytes[cut..], &mut memory).unwrap();
        let lifted = scan.finish(&mut memory).unwrap();
        let found = read_images(&answer(200, EVENTS, lifted)).unwrap();
        assert_eq!(
            told(&found, &memory).0,
            [Print(result.clone())],
            "split at {cut}"
        );
    }
}

fn lifter_of(bytes: &[u8], memory: &mut Memory) -> musa_api::lift::Lifted {
    let mut lifter = Lifter::new();
    lifter.push(bytes, memory).unwrap();
    lifter.finish(memory).unwrap()
}

/// Sends its first part, and the second only when it is allowed to.
struct Slow {
    parts: Mutex<Option<(String, String, oneshot::Receiver<()>)>>,
}

#[async_trait]
impl Transport for Slow {
    async fn send(&self, _: Outgoing) -> Result<Incoming, TransportError> {
        let (first, second, allowed) = self.parts.lock().unwrap().take().unwrap();
        let first = futures_util::stream::iter([Ok(Bytes::from(first))]);
        let second = futures_util::stream::once(async move {
            allowed
                .await
                .map_err(|_| TransportError::Cut("nobody listens".to_owned()))?;
            Ok(Bytes::from(second))
        });
        Ok(Incoming {
            head: head(200, EVENTS),
            chunks: Box::pin(first.chain(second)),
        })
    }
}

/// Allows the rest of the answer once it has been told a draft.
struct Eager {
    memory: Memory,
    allow: Option<oneshot::Sender<()>>,
}

impl LiftSink for Eager {
    fn begin(&mut self, id: LiftId) -> std::io::Result<()> {
        self.memory.begin(id)
    }
    fn push(&mut self, id: LiftId, text: &[u8]) -> std::io::Result<()> {
        self.memory.push(id, text)
    }
    fn end(&mut self, id: LiftId) -> std::io::Result<()> {
        self.memory.end(id)
    }
}

impl Receiver for Eager {
    fn head(&mut self, head: &Head) -> std::io::Result<()> {
        self.memory.head(head)
    }
    fn chunk(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.memory.chunk(bytes)
    }
    fn draft(&mut self, draft: &Draft) -> std::io::Result<()> {
        if let Some(allow) = self.allow.take() {
            allow.send(()).unwrap();
        }
        self.memory.draft(draft)
    }
    fn finish(&mut self, ending: Ending) -> std::io::Result<()> {
        self.memory.finish(ending)
    }
}

#[tokio::test]
async fn a_draft_reaches_the_receiver_while_the_answer_still_comes() {
    let (draft, result) = (png(9_000), png(12_000));
    let mut first = String::new();
    write!(first, "{}", partial(0, &draft, "\n")).unwrap();
    let second = completed("image_generation", &result, "\n");
    let (allow, allowed) = oneshot::channel();
    let parts = Mutex::new(Some((first, second, allowed)));
    let base = BaseUrl::parse("https://a.example").unwrap();
    let api = Client::new(std::sync::Arc::new(Slow { parts }), base, AuthStyle::Bearer);
    let receiver = Eager {
        memory: Memory::default(),
        allow: Some(allow),
    };
    let delivery = Delivery::Events {
        partial_images: Some(1),
    };
    let caller = Caller::new();
    let (receiver, sent) = caller
        .with(async |call| {
            let ask = drawn(delivery);
            let sending = api.send(&ask, receiver, call);
            // Without a draft the rest never comes: that is a failure and no reason to wait.
            let sent = tokio::time::timeout(Duration::from_mins(1), sending).await;
            sent.expect("the draft was not told")
        })
        .await;
    let memory = receiver.memory;
    assert_eq!(told(&sent.unwrap().answer, &memory).0, [Print(result)]);
    assert_eq!(memory.drafts.len(), 1);
    assert_eq!(memory.ending, Some(Ending::Whole));
}
