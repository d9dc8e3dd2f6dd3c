//! What reqwest's errors mean, in words without an address. Owns the sentence for a broken
//! certificate; repeats nothing.

use std::error::Error as StdError;
use std::fmt::Write as _;
use std::io;

use crate::transport::TransportError;
use crate::transport::guard::RefusedAddress;

/// Where the exchange failed.
pub(super) fn of(error: &::reqwest::Error) -> TransportError {
    if let Some(refused) = find::<RefusedAddress>(error) {
        return TransportError::Refused(refused.to_string());
    }
    if error.is_builder() {
        return TransportError::Build(words(error));
    }
    if error.is_connect() {
        return TransportError::Connect(connect_words(error));
    }
    TransportError::Broken(words(error))
}

/// The innermost cause, which never holds an address; reqwest's own words may.
pub(super) fn words(error: &(dyn StdError + 'static)) -> String {
    let mut inner = error;
    while let Some(source) = inner.source() {
        inner = source;
    }
    if let Some(error) = inner.downcast_ref::<::reqwest::Error>() {
        return kind_words(error).to_owned();
    }
    inner.to_string()
}

fn kind_words(error: &::reqwest::Error) -> &'static str {
    if error.is_timeout() {
        "no answer in time"
    } else if error.is_builder() {
        "the request is not valid"
    } else if error.is_body() || error.is_decode() {
        "the body ended early"
    } else {
        "the exchange failed"
    }
}

fn connect_words(error: &::reqwest::Error) -> String {
    if error.is_timeout() {
        return "it took too long".to_owned();
    }
    if error.is_dns() {
        return "the name was not found".to_owned();
    }
    let inner = words(error);
    if let Some(sentence) = certificate(&chain(error)) {
        return sentence.to_owned();
    }
    match find::<io::Error>(error).map(io::Error::kind) {
        Some(io::ErrorKind::ConnectionRefused) => "it was refused".to_owned(),
        Some(io::ErrorKind::NetworkUnreachable | io::ErrorKind::HostUnreachable) => {
            "there is no way to that host".to_owned()
        }
        _ if inner.contains("lookup") || inner.contains("resolve") => {
            "the name was not found".to_owned()
        }
        _ => inner,
    }
}

/// A sentence for what is wrong with a certificate, from rustls' and the platforms' words.
fn certificate(chain: &str) -> Option<&'static str> {
    let said = chain.to_ascii_lowercase();
    if ![
        "certificate",
        "cert",
        "tls",
        "handshake",
        "invalidcontenttype",
    ]
    .iter()
    .any(|word| said.contains(word))
    {
        return None;
    }
    let has = |words: &[&str]| words.iter().any(|word| said.contains(word));
    if has(&["expired", "notvalidyet", "not valid yet", "not yet valid"]) {
        Some("its certificate is not valid today: check the clock of this computer")
    } else if has(&["notvalidforname", "not valid for name", "name mismatch"]) {
        Some("its certificate belongs to another host")
    } else if has(&[
        "unknownissuer",
        "unknown issuer",
        "self-signed",
        "selfsigned",
        "untrusted",
    ]) {
        Some("its certificate is not from an authority that this computer trusts")
    } else if has(&["revoked"]) {
        Some("its certificate was revoked")
    } else if has(&["invalidcontenttype", "corrupt message", "invalid message"]) {
        Some("it does not speak https on this port")
    } else if has(&["protocol version", "protocolversion", "handshakefailure"]) {
        Some("it offers no encryption that is still safe")
    } else {
        None
    }
}

fn chain(error: &(dyn StdError + 'static)) -> String {
    let mut text = String::new();
    let mut inner = error.source();
    while let Some(source) = inner {
        let _ = write!(text, "{source} {source:?} ");
        inner = source.source();
    }
    text
}

fn find<'e, T: StdError + 'static>(error: &'e (dyn StdError + 'static)) -> Option<&'e T> {
    let mut inner = Some(error);
    while let Some(source) = inner {
        if let Some(found) = source.downcast_ref::<T>() {
            return Some(found);
        }
        // An io::Error hides what it wraps from `source`.
        if let Some(io) = source.downcast_ref::<io::Error>()
            && let Some(wrapped) = io.get_ref().and_then(|inner| inner.downcast_ref::<T>())
        {
            return Some(wrapped);
        }
        inner = source.source();
    }
    None
}
