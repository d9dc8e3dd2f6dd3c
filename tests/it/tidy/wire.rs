//! What `musa-api` must never do: touch the disk, await outside the transport, repeat a request by
//! a library's own idea.

use super::source::{lines_with, product_code, words};
use super::{Offence, assert_tidy, tree};

fn touches_disk(path: &str, text: &str) -> Vec<Offence> {
    words(&product_code(text))
        .filter(|(_, word)| ["fs", "OpenOptions", "tempfile"].contains(word))
        .map(|(line, word)| {
            format!("{path}:{line}: `{word}`: musa-api does no disk I/O; take a port from core")
        })
        .collect()
}

fn awaits(path: &str, text: &str) -> Vec<Offence> {
    words(&product_code(text))
        .filter(|(_, word)| ["async", "await"].contains(word))
        .map(|(line, word)| {
            format!("{path}:{line}: `{word}`: endpoints are pure; only the client and the transport wait")
        })
        .collect()
}

/// The crate `reqwest`; our own module `transport::reqwest` is another thing.
fn knows_reqwest(path: &str, text: &str) -> Vec<Offence> {
    if path.contains("/transport/") || path.ends_with("/transport.rs") {
        return Vec::new();
    }
    let code = product_code(text).replace("transport::reqwest", "");
    words(&code)
        .filter(|(_, word)| *word == "reqwest")
        .map(|(line, _)| format!("{path}:{line}: `reqwest`: only the transport knows it"))
        .collect()
}

/// `backon` may repeat local work and may say how long to wait; that a request is sent again is
/// `retry::decide`'s to allow.
fn repeats_by_library(path: &str, text: &str) -> Vec<Offence> {
    let code = product_code(text);
    let repeats =
        |word: &str| ["Retryable", "RetryableWithContext", "BlockingRetryable"].contains(&word);
    if !words(&code).any(|(_, word)| repeats(word)) {
        return Vec::new();
    }
    let in_api = path
        .contains("musa-api/")
        .then(|| format!("{path}: a library's retry"));
    lines_with(path, &code, &[".send(", "Client", "Transport"])
        .into_iter()
        .chain(in_api)
        .map(|place| {
            format!("{place}: a library must not repeat requests: `retry::decide` decides")
        })
        .collect()
}

#[test]
fn musa_api_does_no_disk_io() {
    assert_tidy(
        tree::product().filter(|file| file.is_of("musa-api")),
        touches_disk,
    );
}

#[test]
fn endpoints_are_pure() {
    let endpoints = tree::product().filter(|file| file.path.contains("musa-api/src/endpoint"));
    assert_tidy(endpoints, awaits);
}

#[test]
fn only_the_transport_knows_reqwest() {
    assert_tidy(tree::product(), knows_reqwest);
}

#[test]
fn no_library_repeats_a_request() {
    assert_tidy(tree::product(), repeats_by_library);
}

#[test]
fn a_bad_wire_is_seen() {
    assert_eq!(touches_disk("a.rs", "use std::{fs, io};").len(), 1);
    assert_eq!(
        touches_disk("a.rs", "let f = std::fs::File::open(p)?;").len(),
        1
    );
    assert!(touches_disk("a.rs", "// fs\n#[cfg(test)]\nmod tests { use std::fs; }").is_empty());
    assert_eq!(awaits("a.rs", "async fn send() { x.await }").len(), 2);
    assert_eq!(
        knows_reqwest("src/client.rs", "use reqwest::Body;").len(),
        1
    );
    assert!(knows_reqwest("src/jobs.rs", "use musa_api::transport::reqwest::Direct;").is_empty());
    assert!(knows_reqwest("src/transport/http.rs", "use reqwest::Body;").is_empty());
    assert_eq!(
        repeats_by_library("a.rs", "use backon::Retryable;\nclient.send(x)").len(),
        1
    );
    assert!(repeats_by_library("a.rs", "use backon::Retryable;\nstore.set(x)").is_empty());
}
