//! What comes back, from servers that cut, stall, redirect, mislabel and pad.

use std::time::{Duration, Instant};

use musa_api::answer::{ImagesAnswer, PictureAt};
use musa_api::body::Body;
use musa_api::client::Ending;
use musa_api::endpoint::{Endpoint, Received, Request};
use musa_api::endpoints::images_generations::Generations;
use musa_api::endpoints::models::Models;
use musa_api::error::{Charge, Error, Kind};
use musa_api::transport::proxy::Proxy;
use musa_api::transport::reqwest::ReqwestTransport;
use musa_api::transport::{Limits, Outgoing, Reach, Transport as _, TransportError};

use super::relay::{Relay, Step, json, whole};
use super::{cat, client};
use crate::api_wire::{Caller, Memory};

async fn ask<E: Endpoint + Clone>(
    relay: &Relay,
    endpoint: &E,
) -> (Memory, Result<E::Answer, Error>) {
    let api = client(&relay.url(), &Proxy::None);
    let caller = Caller::new();
    let (memory, sent) = caller
        .with(async |call| api.send(endpoint, Memory::default(), call).await)
        .await;
    (memory, sent.map(|sent| sent.answer))
}

fn big_answer() -> (Vec<u8>, String) {
    let picture: Vec<u8> = (0..300_000_u32).map(|n| (n * 7).to_le_bytes()[1]).collect();
    let text = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, &picture);
    let text = text.replace('/', "\\/");
    (
        picture,
        format!(r#"{{"created":1,"data":[{{"b64_json":"{text}"}}]}}"#),
    )
}

#[tokio::test]
async fn a_picture_is_lifted_while_it_arrives_and_the_receipt_is_every_byte() {
    let (picture, body) = big_answer();
    let relay = Relay::always(json(&body));
    let (memory, answer) = ask(&relay, &cat()).await;
    let ImagesAnswer::Pictures { pictures, .. } = answer.unwrap() else {
        panic!("no pictures");
    };
    let PictureAt::Lifted(id) = pictures[0].at else {
        panic!("not lifted: {:?}", pictures[0]);
    };
    assert!(memory.picture(id) == picture);
    assert!(memory.bytes == body.as_bytes());
    assert_eq!(memory.ending, Some(Ending::Whole));
    assert_eq!(memory.ended, [id.0]);
}

#[tokio::test]
async fn what_the_disk_cannot_take_is_not_received_and_what_came_is_kept() {
    let (_, body) = big_answer();
    let relay = Relay::always(json(&body));
    let api = client(&relay.url(), &Proxy::None).with_room(100_000);
    let (memory, sent) = Caller::new()
        .with(async |call| api.send(&cat(), Memory::default(), call).await)
        .await;
    assert!(sent.unwrap_err().may_have_been_charged());
    assert!(memory.bytes == body.as_bytes()[..100_000]);
    assert_eq!(memory.ending, Some(Ending::Cut));
}

#[tokio::test]
async fn trap_35_interim_answers_are_skipped() {
    let mut bytes =
        b"HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n".to_vec();
    bytes.extend(json(r#"{"data":[{"url":"https://a.example/1"}]}"#));
    let (memory, answer) = ask(&Relay::always(bytes), &cat()).await;
    answer.unwrap();
    assert_eq!(memory.heads, [200]);
}

#[tokio::test]
async fn an_answer_that_is_cut_anywhere_is_one_request_and_may_have_been_charged() {
    let body = r#"{"created":1,"data":[{"url":"https://a.example/1"}]}"#;
    let bytes = json(body);
    let head = bytes.len() - body.len();
    for cut in 0..bytes.len() {
        let relay = Relay::always(&bytes[..cut]);
        let (memory, answer) = ask(&relay, &cat()).await;
        let error = answer.unwrap_err();
        let expected = if cut < head { "Broken" } else { "Cut" };
        assert!(
            format!("{:?}", error.kind()).contains(expected),
            "at {cut}: {error}"
        );
        assert_eq!(error.charge(), Charge::Possible, "at {cut}");
        assert_eq!(relay.heard().len(), 1, "at {cut}");
        if cut >= head {
            assert_eq!(memory.bytes, &body.as_bytes()[..cut - head]);
            assert_eq!(memory.ending, Some(Ending::Cut));
        }
    }
}

#[tokio::test]
async fn a_whole_picture_in_a_cut_body_is_taken() {
    let body = r#"{"created":1,"data":[{"url":"https://a.example/1"}]}"#;
    let chunked = format!(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{body}\r\n",
        body.len()
    );
    let (memory, answer) = ask(&Relay::always(chunked), &cat()).await;
    answer.unwrap();
    assert_eq!(memory.ending, Some(Ending::Cut));
    let long = format!("HTTP/1.1 200 OK\r\nContent-Length: 4096\r\n\r\n{body}");
    let (_, answer) = ask(&Relay::always(long), &cat()).await;
    answer.unwrap();
}

/// The cat with little patience.
#[derive(Clone)]
struct Hurried(Limits);

impl Endpoint for Hurried {
    type Answer = ImagesAnswer;
    fn request(&self) -> Request {
        Request {
            limits: self.0,
            ..cat().request()
        }
    }
    fn read(&self, received: &Received) -> Result<ImagesAnswer, Error> {
        Generations::default().read(received)
    }
}

#[tokio::test]
async fn silence_before_the_first_byte_ends_at_the_limit_and_is_not_repeated() {
    let relay = Relay::start(|_, _| vec![Step::Stall]);
    let hurried = Hurried(Limits {
        first_byte: Duration::from_millis(80),
        ..Limits::PICTURE
    });
    let (memory, answer) = ask(&relay, &hurried).await;
    let error = answer.unwrap_err();
    let silent = Kind::Transport(TransportError::Silent(Duration::from_millis(80)));
    assert_eq!(*error.kind(), silent);
    assert_eq!(error.charge(), Charge::Possible);
    assert_eq!(memory.heads, [0_u16; 0]);
    assert_eq!(relay.heard().len(), 1);
}

#[tokio::test]
async fn silence_inside_a_body_ends_at_the_idle_limit_and_keeps_what_came() {
    let relay = Relay::start(|_, _| {
        let begun = b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"data\":".to_vec();
        vec![Step::Send(begun), Step::Stall]
    });
    let hurried = Hurried(Limits {
        idle: Duration::from_millis(80),
        ..Limits::PICTURE
    });
    let (memory, answer) = ask(&relay, &hurried).await;
    let error = answer.unwrap_err();
    let silent = Kind::Transport(TransportError::Silent(Duration::from_millis(80)));
    assert_eq!(*error.kind(), silent);
    assert_eq!(memory.bytes, b"{\"data\":");
    assert_eq!(memory.ending, Some(Ending::Cut));
}

#[tokio::test]
async fn a_cancelled_call_ends_within_a_tenth_of_a_second() {
    let relay = Relay::start(|_, _| {
        let begun = b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"data\":".to_vec();
        vec![Step::Send(begun), Step::Stall]
    });
    let api = client(&relay.url(), &Proxy::None);
    let caller = Caller::new();
    let cancel = caller.cancel.clone();
    let phases = caller.phases.clone();
    let canceller = std::thread::spawn(move || {
        while phases.lock().unwrap().last() != Some(&musa_api::client::Phase::Receiving) {
            std::thread::yield_now();
        }
        cancel.cancel();
        Instant::now()
    });
    let (memory, sent) = caller
        .with(async |call| api.send(&cat(), Memory::default(), call).await)
        .await;
    let took = canceller.join().unwrap().elapsed();
    let error = sent.unwrap_err();
    assert_eq!(*error.kind(), Kind::Cancelled);
    assert!(error.may_have_been_charged());
    assert_eq!(memory.ending, Some(Ending::Cut));
    assert!(took < Duration::from_millis(100), "{took:?}");
}

#[tokio::test]
async fn a_redirect_is_not_followed_and_the_other_host_hears_nothing() {
    let other = Relay::always(json("{}"));
    for status in [
        "301 Moved Permanently",
        "302 Found",
        "307 Temporary Redirect",
        "308 Permanent Redirect",
    ] {
        let there = format!("Location: http://localhost:{}/v1?key=1\r\n", other.port());
        let relay = Relay::always(whole(status, &there, b""));
        let (_, answer) = ask(&relay, &cat()).await;
        let error = answer.unwrap_err();
        assert_eq!(*error.kind(), Kind::Moved("localhost".to_owned()));
        assert!(!error.may_have_been_charged());
        assert_eq!(relay.heard().len(), 1);
    }
    assert_eq!(other.heard().len(), 0);
}

#[tokio::test]
async fn a_compressed_answer_is_kept_and_not_read() {
    let gzip = [
        0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xab, 0xae, 5, 0, 0x43, 0xbf, 0xa6, 0xa3, 2, 0, 0, 0,
    ];
    let relay = Relay::always(whole("200 OK", "Content-Encoding: gzip\r\n", &gzip));
    let (memory, answer) = ask(&relay, &cat()).await;
    let error = answer.unwrap_err();
    assert_eq!(*error.kind(), Kind::Unreadable);
    assert_eq!(error.charge(), Charge::Likely);
    assert_eq!(memory.bytes, gzip);
}

#[tokio::test]
async fn the_web_console_is_not_the_api() {
    let page =
        b"<!doctype html><html><head><title>New API\n console</title></head><body onload=x()>";
    let relay = Relay::always(whole("200 OK", "Content-Type: text/html\r\n", page));
    let (_, answer) = ask(&relay, &cat()).await;
    let error = answer.unwrap_err();
    assert_eq!(*error.kind(), Kind::NotTheApi);
    assert_eq!(error.message(), Some("New API console"));
}

#[tokio::test]
async fn a_gateways_page_may_hide_a_paid_picture_and_is_not_asked_again() {
    for status in [
        "502 Bad Gateway",
        "504 Gateway Timeout",
        "524 A Timeout Occurred",
        "500 Internal Server Error",
    ] {
        let page = b"<html><head><title>524: A timeout occurred</title></head></html>";
        let relay = Relay::always(whole(
            status,
            "Content-Type: text/html\r\nCF-Ray: 8a1\r\n",
            page,
        ));
        let (_, answer) = ask(&relay, &cat()).await;
        let error = answer.unwrap_err();
        assert_eq!(error.charge(), Charge::Possible, "{status}");
        assert_eq!(error.request_id(), Some("8a1"));
        assert_eq!(relay.heard().len(), 1, "{status}");
    }
}

#[tokio::test]
async fn too_many_requests_are_waited_for_three_times_and_no_more() {
    let body = br#"{"error":{"message":"slow down","code":"rate_limit_exceeded"}}"#;
    let relay = Relay::always(whole("429 Too Many Requests", "Retry-After: 0\r\n", body));
    let (memory, answer) = ask(&relay, &cat()).await;
    assert_eq!(*answer.unwrap_err().kind(), Kind::RateLimited);
    assert_eq!(relay.heard().len(), 4);
    assert_eq!(memory.heads, [429, 429, 429, 429]);
    let broke = br#"{"error":{"message":"upstream busy","code":"insufficient_user_quota"}}"#;
    let relay = Relay::always(whole("429 Too Many Requests", "Retry-After: 0\r\n", broke));
    let (_, answer) = ask(&relay, &cat()).await;
    assert_eq!(*answer.unwrap_err().kind(), Kind::Quota);
    assert_eq!(relay.heard().len(), 1);
}

#[tokio::test]
async fn a_closed_port_is_no_connection_and_costs_nothing() {
    let port = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap().port()
    };
    let error = connect(&format!("http://127.0.0.1:{port}/")).await;
    let refused = TransportError::Connect("it was refused".to_owned());
    assert_eq!(error, Some(refused));
}

/// Why no connection could be made.
async fn connect(url: &str) -> Option<TransportError> {
    let outgoing = Outgoing {
        method: http::Method::GET,
        url: url.parse().unwrap(),
        headers: http::HeaderMap::new(),
        body: Body::Empty,
        limits: Limits::QUESTION,
        progress: None,
        reach: Reach::Anywhere,
    };
    let transport = ReqwestTransport::new(&Proxy::None).unwrap();
    transport.send(outgoing).await.err()
}

#[tokio::test]
async fn a_port_that_does_not_speak_https_says_so() {
    let relay = Relay::always(json("{}"));
    let error = connect(&format!("https://127.0.0.1:{}/", relay.port())).await;
    let sentence = "it does not speak https on this port".to_owned();
    assert_eq!(error, Some(TransportError::Connect(sentence)));
    assert_eq!(relay.heard().len(), 0);
}

#[tokio::test]
async fn a_free_question_is_asked_again_after_a_broken_connection() {
    let relay = Relay::start(|n, _| match n {
        0 => vec![],
        _ => vec![Step::Send(json(r#"{"data":[{"id":"m"}]}"#))],
    });
    let api = client(&relay.url(), &Proxy::None);
    let caller = Caller::new();
    let models = caller.with(async |call| api.ask(&Models, call).await).await;
    assert_eq!(models.unwrap().len(), 1);
    assert_eq!(relay.heard().len(), 2);
}

#[tokio::test]
async fn our_key_is_taken_out_of_what_a_server_says() {
    let body = br#"{"error":{"message":"bad key sk-canary-0123456789abcdef (c2stY2FuYXJ5LTAxMjM0NTY3ODlhYmNkZWY=)","code":"x-sk-canary-0123456789abcdef"}}"#;
    let relay = Relay::always(whole("400 Bad Request", "", body));
    let (_, answer) = ask(&relay, &cat()).await;
    let error = answer.unwrap_err();
    let all = format!("{error} {error:?}");
    assert!(
        !all.contains("sk-canary") && !all.contains("c2stY2FuYXJ5"),
        "{all}"
    );
    assert!(error.message().unwrap().starts_with("bad key <redacted>"));
}

#[tokio::test]
async fn a_refusal_that_is_cut_is_still_a_refusal() {
    let cut =
        b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 500\r\n\r\n{\"error\":{\"mess".to_vec();
    let (memory, answer) = ask(&Relay::always(cut), &cat()).await;
    let error = answer.unwrap_err();
    assert_eq!(*error.kind(), Kind::Auth);
    assert!(!error.may_have_been_charged());
    assert_eq!(memory.ending, Some(Ending::Cut));
}

#[tokio::test]
async fn the_longest_words_of_a_refusal_are_read_and_shortened() {
    let body = format!(r#"{{"error":{{"message":"{}"}}}}"#, "w ".repeat(20_000));
    let relay = Relay::always(whole("400 Bad Request", "", body.as_bytes()));
    let (memory, answer) = ask(&relay, &cat()).await;
    assert_eq!(answer.unwrap_err().message().unwrap().len(), 2_000);
    assert!(memory.bytes == body.as_bytes());
    assert_eq!(memory.lifted.len(), 0);
}
