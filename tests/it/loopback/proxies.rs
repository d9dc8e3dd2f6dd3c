//! Proxies: which requests go through them, and what they hear.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::thread;

use musa_api::error::Kind;
use musa_api::transport::TransportError;
use musa_api::transport::proxy::Proxy;

use super::relay::{Relay, hear, json, whole};
use super::{cat, client};
use crate::api_wire::{Caller, Memory};

const ANSWER: &str = r#"{"data":[{"url":"https://cdn.example/cat.png"}]}"#;

#[tokio::test]
async fn an_http_proxy_hears_the_whole_address_and_its_own_password() {
    let proxy = Relay::always(json(ANSWER));
    let setting = format!("http://user:p%40ss@127.0.0.1:{}", proxy.port());
    let api = client("http://relay.test/base", &setting.parse().unwrap());
    let caller = Caller::new();
    let (_, sent) = caller
        .with(async |call| api.send(&cat(), Memory::default(), call).await)
        .await;
    sent.unwrap();
    let heard = &proxy.heard()[0];
    assert_eq!(
        heard.line(),
        "POST http://relay.test/base/v1/images/generations HTTP/1.1"
    );
    // "user:p@ss"
    assert_eq!(
        heard.header("proxy-authorization"),
        Some("Basic dXNlcjpwQHNz")
    );
}

#[tokio::test]
async fn loopback_is_never_reached_through_a_proxy() {
    let proxy = Relay::always(json("{}"));
    for setting in [
        format!("http://127.0.0.1:{}", proxy.port()),
        format!("socks5h://127.0.0.1:{}", proxy.port()),
    ] {
        let relay = Relay::always(json(ANSWER));
        for host in ["127.0.0.1", "localhost"] {
            let url = format!("http://{host}:{}", relay.port());
            let api = client(&url, &setting.parse().unwrap());
            let caller = Caller::new();
            let (_, sent) = caller
                .with(async |call| api.send(&cat(), Memory::default(), call).await)
                .await;
            sent.unwrap();
        }
        assert_eq!(relay.heard().len(), 2);
    }
    assert_eq!(proxy.heard().len(), 0);
}

#[tokio::test]
async fn a_proxy_that_wants_a_password_is_a_connection_that_never_was() {
    let proxy = Relay::always(whole("407 Proxy Authentication Required", "", b""));
    let setting: Proxy = format!("http://127.0.0.1:{}", proxy.port())
        .parse()
        .unwrap();
    let api = client("https://relay.test", &setting);
    let caller = Caller::new();
    let cancel = caller.cancel.clone();
    let (_, sent) = caller
        .with(async |call| {
            let stop = |phase| {
                if matches!(phase, musa_api::client::Phase::BackingOff { .. }) {
                    cancel.cancel();
                }
            };
            let call = musa_api::client::Call {
                key: call.key,
                cancel: call.cancel,
                progress: None,
                phase: &stop,
            };
            api.send(&cat(), Memory::default(), &call).await
        })
        .await;
    assert!(!sent.unwrap_err().may_have_been_charged());
    let heard = proxy.heard();
    assert_eq!(heard[0].line(), "CONNECT relay.test:443 HTTP/1.1");
    assert!(!heard[0].head.contains("sk-canary"));
}

/// A SOCKS 5 proxy that answers in the target's place; gives the targets it was asked for.
fn socks() -> (u16, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let targets: Arc<Mutex<Vec<String>>> = Arc::default();
    let shared = Arc::clone(&targets);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { break };
            let mut read = |count: usize| {
                let mut bytes = vec![0; count];
                stream.read_exact(&mut bytes).map(|()| bytes)
            };
            let Ok(greeting) = read(2) else { continue };
            read(usize::from(greeting[1])).unwrap();
            stream.write_all(&[5, 0]).unwrap();
            let mut read = |count: usize| {
                let mut bytes = vec![0; count];
                stream.read_exact(&mut bytes).map(|()| bytes).unwrap()
            };
            let target = match read(4)[3] {
                1 => format!("ip {:?}", read(4)),
                3 => {
                    let length = read(1)[0];
                    format!(
                        "name {}",
                        String::from_utf8(read(usize::from(length))).unwrap()
                    )
                }
                _ => format!("ip6 {:?}", read(16)),
            };
            read(2);
            shared.lock().unwrap().push(target);
            stream.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).unwrap();
            if hear(&mut stream).is_some() {
                stream.write_all(&json(ANSWER)).unwrap();
            }
        }
    });
    (port, targets)
}

#[tokio::test]
async fn socks5h_gives_the_name_away_and_resolves_nothing_here() {
    let (port, targets) = socks();
    let setting: Proxy = format!("socks5h://127.0.0.1:{port}").parse().unwrap();
    let api = client("http://no-such-host.invalid", &setting);
    let caller = Caller::new();
    let (_, sent) = caller
        .with(async |call| api.send(&cat(), Memory::default(), call).await)
        .await;
    sent.unwrap();
    assert_eq!(*targets.lock().unwrap(), ["name no-such-host.invalid"]);
}

#[tokio::test]
async fn a_private_result_address_is_refused_through_a_proxy_as_well() {
    let (port, targets) = socks();
    let setting: Proxy = format!("socks5h://127.0.0.1:{port}").parse().unwrap();
    let api = client("http://relay.test", &setting);
    let caller = Caller::new();
    let (_, result) = caller
        .with(async |call| {
            let url = "https://192.168.1.1/router";
            api.download(url, Memory::default(), call).await
        })
        .await;
    let kind = result.unwrap_err();
    assert!(matches!(
        kind.kind(),
        Kind::Transport(TransportError::Refused(_))
    ));
    assert_eq!(targets.lock().unwrap().len(), 0);
}

#[test]
fn a_setting_is_read_shown_without_its_password_and_kept_with_it() {
    let proxy: Proxy = "socks5h://me:secret@127.0.0.1:1080".parse().unwrap();
    assert_eq!(proxy.to_string(), "socks5h://127.0.0.1:1080");
    assert!(!format!("{proxy:?}").contains("secret"));
    let kept = serde_json::to_string(&proxy).unwrap();
    assert_eq!(serde_json::from_str::<Proxy>(&kept).unwrap(), proxy);
    assert_eq!("System".parse(), Ok(Proxy::System));
    assert_eq!("none".parse(), Ok(Proxy::None));
    assert!(matches!("127.0.0.1:7890".parse(), Ok(Proxy::Http(_))));
    assert!("ftp://127.0.0.1:1".parse::<Proxy>().is_err());
    assert!("http://".parse::<Proxy>().is_err());
}
