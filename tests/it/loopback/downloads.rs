//! Results from addresses: without the key, resumed, guarded.

use musa_api::client::{Downloaded, Ending};
use musa_api::error::{Error, Kind};
use musa_api::transport::TransportError;
use musa_api::transport::proxy::Proxy;

use super::client;
use super::relay::{Relay, Step, whole};
use crate::api_wire::{Caller, Memory};

async fn get(relay: &Relay, url: &str) -> (Memory, Result<Downloaded, Error>) {
    let api = client(&relay.url(), &Proxy::None);
    let caller = Caller::new();
    caller
        .with(async |call| api.download(url, Memory::default(), call).await)
        .await
}

fn picture() -> Vec<u8> {
    (0..50_000_u32).map(|n| (n * 13).to_le_bytes()[1]).collect()
}

#[tokio::test]
async fn a_result_is_fetched_without_the_key() {
    let relay = Relay::always(whole(
        "200 OK",
        "Content-Type: image/PNG; x=1\r\n",
        &picture(),
    ));
    let (memory, result) = get(&relay, &format!("{}/r/1.png?sig=a%2Fb", relay.url())).await;
    let expected = Downloaded {
        bytes: 50_000,
        media_type: Some("image/png".to_owned()),
    };
    assert_eq!(result.unwrap(), expected);
    assert!(memory.bytes == picture());
    assert_eq!(memory.ending, Some(Ending::Whole));
    let heard = &relay.heard()[0];
    assert_eq!(heard.line(), "GET /r/1.png?sig=a%2Fb HTTP/1.1");
    assert!(!heard.head.contains("sk-canary"), "{}", heard.head);
    assert_eq!(heard.header("accept-encoding"), Some("identity"));
}

#[tokio::test]
async fn a_cut_download_goes_on_where_it_stopped() {
    let honest = Relay::start(|_, heard| {
        let all = picture();
        let offered = "Accept-Ranges: bytes\r\nETag: \"v1\"\r\n";
        let Some(range) = heard.header("range") else {
            return vec![Step::Send(
                whole("200 OK", offered, &all)[..20_000].to_vec(),
            )];
        };
        assert_eq!(heard.header("if-range"), Some("\"v1\""));
        let from: usize = range["bytes=".len()..range.len() - 1].parse().unwrap();
        let headers = format!("{offered}Content-Range: bytes {from}-49999/50000\r\n");
        vec![Step::Send(whole(
            "206 Partial Content",
            &headers,
            &all[from..],
        ))]
    });
    let (memory, result) = get(&honest, &format!("{}/1", honest.url())).await;
    assert_eq!(result.unwrap().bytes, 50_000);
    assert!(memory.bytes == picture());
    assert_eq!(memory.heads, [200]);
    assert_eq!(honest.heard().len(), 2);
}

#[tokio::test]
async fn a_cut_download_begins_again_where_no_ranges_are_offered_or_the_file_has_changed() {
    let plain = Relay::start(|n, heard| {
        let bytes = whole("200 OK", "", &picture());
        assert_eq!(heard.header("range"), None);
        vec![Step::Send(if n == 0 {
            bytes[..9_000].to_vec()
        } else {
            bytes
        })]
    });
    let (memory, result) = get(&plain, &format!("{}/1", plain.url())).await;
    result.unwrap();
    assert!(memory.bytes == picture());
    assert_eq!(memory.heads, [200, 200]);
    let changed = Relay::start(|n, _| {
        let bytes = whole(
            "200 OK",
            "Accept-Ranges: bytes\r\nETag: \"v2\"\r\n",
            &picture(),
        );
        vec![Step::Send(if n == 0 {
            bytes[..9_000].to_vec()
        } else {
            bytes
        })]
    });
    let (memory, result) = get(&changed, &format!("{}/1", changed.url())).await;
    result.unwrap();
    assert!(memory.bytes == picture());
}

#[tokio::test]
async fn an_expired_address_is_asked_once() {
    for (status, kind) in [
        ("403 Forbidden", Kind::Forbidden),
        ("404 Not Found", Kind::NotFound),
    ] {
        let body = b"<?xml version=\"1.0\"?><Error><Message>Request has expired</Message></Error>";
        let relay = Relay::always(whole(status, "Content-Type: application/xml\r\n", body));
        let (memory, result) = get(&relay, &format!("{}/1", relay.url())).await;
        let error = result.unwrap_err();
        assert_eq!(*error.kind(), kind);
        assert_eq!(error.message(), Some("Request has expired"));
        assert!(!error.may_have_been_charged());
        assert_eq!(memory.heads, [0_u16; 0]);
        assert_eq!(memory.ending, None);
        assert_eq!(relay.heard().len(), 1);
    }
}

#[tokio::test]
async fn the_profiles_own_redirects_are_followed_three_times_and_no_more() {
    let relay = Relay::start(|n, _| {
        let there = format!("Location: /hop/{n}\r\n");
        vec![Step::Send(match n {
            3 => whole("200 OK", "", b"picture"),
            _ => whole("302 Found", &there, b""),
        })]
    });
    let (memory, result) = get(&relay, &format!("{}/1", relay.url())).await;
    result.unwrap();
    assert_eq!(memory.bytes, b"picture");
    let endless = Relay::always(whole("302 Found", "Location: /again\r\n", b""));
    let (_, result) = get(&endless, &format!("{}/1", endless.url())).await;
    let refused = TransportError::Refused("it redirects too often".to_owned());
    assert_eq!(*result.unwrap_err().kind(), Kind::Transport(refused));
    assert_eq!(endless.heard().len(), 4);
}

#[tokio::test]
async fn no_address_of_a_stranger_reaches_the_private_network() {
    let sentinel = Relay::always(whole("200 OK", "", b"secret"));
    let port = sentinel.port();
    let relay = Relay::start(move |_, heard| {
        let there = heard
            .line()
            .split(' ')
            .nth(1)
            .unwrap()
            .trim_start_matches('/');
        let there = there.replace("%5C", "\\");
        vec![Step::Send(whole(
            "302 Found",
            &format!("Location: {there}\r\n"),
            b"",
        ))]
    });
    let hostile = [
        format!("http://127.0.0.1:{port}/"),
        format!("https://127.0.0.1:{port}/"),
        format!("https://localhost:{port}/"),
        format!("https://a.localhost:{port}/"),
        format!("https://0x7f.1:{port}/"),
        format!("https://2130706433:{port}/"),
        format!("https://[::1]:{port}/"),
        format!("https://[::ffff:7f00:1]:{port}/"),
        format!("https://[64:ff9b::7f00:1]:{port}/"),
        format!("https://user@127.0.0.1:{port}/"),
        "https://169.254.169.254/latest/meta-data".to_owned(),
        "https://10.0.0.1/".to_owned(),
        "https://100.100.100.200/".to_owned(),
        "file:///etc/passwd".to_owned(),
        "ftp://example.com/1".to_owned(),
    ];
    for address in &hostile {
        let (memory, result) = get(&relay, address).await;
        let error = result.unwrap_err();
        let refused = matches!(error.kind(), Kind::Transport(TransportError::Refused(_)));
        assert!(refused, "{address}: {error}");
        assert_eq!(memory.heads, [0_u16; 0], "{address}");
        let (_, result) = get(&relay, &format!("{}/{address}", relay.url())).await;
        let error = result.unwrap_err();
        let refused = matches!(error.kind(), Kind::Transport(TransportError::Refused(_)));
        assert!(refused, "redirected to {address}: {error}");
    }
    let backslash = format!("http://127.0.0.1:{port}\\@1.1.1.1/");
    let (_, result) = get(&relay, &backslash).await;
    assert!(matches!(
        result.unwrap_err().kind(),
        Kind::Transport(TransportError::Refused(_))
    ));
    assert_eq!(sentinel.heard().len(), 0);
}
