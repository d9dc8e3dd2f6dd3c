//! A talk through the client: the receipt before the words, the words before the end, and what
//! came is kept when the connection breaks or the caller stops.

use std::io;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use bytes::Bytes;
use futures_util::StreamExt as _;
use musa_api::auth::AuthStyle;
use musa_api::base_url::BaseUrl;
use musa_api::client::{Client, Ending, Receiver, Sent};
use musa_api::endpoints::chat_completions::ChatCompletions;
use musa_api::error::{Error, Kind};
use musa_api::lift::LiftSink;
use musa_api::talk::{Delta, TalkAnswer, TalkEnd};
use musa_api::transport::{Head, Incoming, Outgoing, Transport, TransportError};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use super::{chunk, events, stop};
use crate::api_wire::{Caller, head};

type Chunks = Vec<Result<Bytes, TransportError>>;

/// Sends these chunks, and then nothing, for ever or not.
struct Speaker {
    status: u16,
    chunks: Mutex<Option<(Chunks, After)>>,
    accepts: Arc<Mutex<Vec<String>>>,
}

#[derive(Clone, Copy)]
enum After {
    End,
    Silence,
}

#[async_trait]
impl Transport for Speaker {
    async fn send(&self, outgoing: Outgoing) -> Result<Incoming, TransportError> {
        let accept = outgoing.headers["accept"].to_str().unwrap().to_owned();
        self.accepts.lock().unwrap().push(accept);
        let (chunks, after) = self.chunks.lock().unwrap().take().unwrap();
        let chunks = futures_util::stream::iter(chunks);
        let chunks = match after {
            After::End => chunks.boxed(),
            After::Silence => chunks.chain(futures_util::stream::pending()).boxed(),
        };
        Ok(Incoming {
            head: head(self.status, &[]),
            chunks,
        })
    }
}

/// Notes in which order it is told what, and stops the call at the first word if it wants to.
#[derive(Default)]
struct Ear {
    order: Vec<String>,
    stops: Option<CancellationToken>,
}

impl LiftSink for Ear {}

impl Receiver for Ear {
    fn head(&mut self, _: &Head) -> io::Result<()> {
        self.order.push("head".to_owned());
        Ok(())
    }
    fn chunk(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.order.push(format!("{} bytes", bytes.len()));
        Ok(())
    }
    fn delta(&mut self, delta: Delta) -> io::Result<()> {
        if let Delta::Text(_, words) = delta {
            self.order.push(words);
            if let Some(stops) = &self.stops {
                stops.cancel();
            }
        }
        Ok(())
    }
    fn finish(&mut self, ending: Ending) -> io::Result<()> {
        self.order.push(format!("{ending:?}"));
        Ok(())
    }
}

async fn talk(
    status: u16,
    chunks: Chunks,
    after: After,
    stops: bool,
) -> (Vec<String>, Result<Sent<TalkAnswer>, Error>) {
    let accepts = Arc::default();
    let speaker = Speaker {
        status,
        chunks: Mutex::new(Some((chunks, after))),
        accepts: Arc::clone(&accepts),
    };
    let base = BaseUrl::parse("https://a.example").unwrap();
    let client = Client::new(Arc::new(speaker), base, AuthStyle::Bearer);
    let caller = Caller::new();
    let ear = Ear {
        stops: stops.then(|| caller.cancel.clone()),
        ..Ear::default()
    };
    let sent = caller
        .with(async |call| client.send(&ChatCompletions::default(), ear, call).await)
        .await;
    assert_eq!(
        *accepts.lock().unwrap(),
        ["application/json"],
        "as the document asks"
    );
    (sent.0.order, sent.1)
}

fn said(words: &str) -> Bytes {
    Bytes::from(events(&[chunk(&json!({"content": words}))]))
}

#[tokio::test]
async fn the_receipt_is_written_before_the_words_are_told() {
    let (one, two) = (said("Hello"), Bytes::from(events(&[stop()])));
    let lengths = [one.len(), two.len()].map(|it| format!("{it} bytes"));
    let (order, sent) = talk(200, vec![Ok(one), Ok(two)], After::End, false).await;
    let expected = [
        "head",
        lengths[0].as_str(),
        "Hello",
        lengths[1].as_str(),
        "Whole",
    ];
    assert_eq!(order, expected);
    assert_eq!(sent.unwrap().answer.end, TalkEnd::Complete);
}

#[tokio::test]
async fn a_broken_connection_keeps_what_came() {
    let cut = TransportError::Cut("gone".to_owned());
    let (order, sent) = talk(
        200,
        vec![Ok(said("Half")), Err(cut.clone())],
        After::End,
        false,
    )
    .await;
    assert_eq!(order.last().unwrap(), "Cut");
    let answer = sent.unwrap().answer;
    assert_eq!(answer.branches[0].text, "Half");
    let TalkEnd::Interrupted(error) = answer.end else {
        panic!("{:?}", answer.end);
    };
    assert_eq!(*error.kind(), Kind::Transport(cut.clone()));
    let (_, nothing) = talk(200, vec![Err(cut)], After::End, false).await;
    assert!(matches!(nothing.unwrap_err().kind(), Kind::Transport(_)));
}

#[tokio::test]
async fn stopping_keeps_what_came() {
    let (order, sent) = talk(200, vec![Ok(said("The first words"))], After::Silence, true).await;
    assert_eq!(order.last().unwrap(), "Cut");
    let answer = sent.unwrap().answer;
    assert_eq!(answer.branches[0].text, "The first words");
    assert!(matches!(answer.end, TalkEnd::Interrupted(error) if *error.kind() == Kind::Cancelled));
}

#[tokio::test]
async fn an_error_in_the_middle_is_told_without_the_key() {
    let key = "sk-canary-0123456789abcdef";
    let error = json!({"error": {"message": format!("key {key} is over its quota"), "code": "insufficient_quota"}});
    let chunks = vec![Ok(said("Half")), Ok(Bytes::from(events(&[error])))];
    let (_, sent) = talk(200, chunks, After::End, false).await;
    let answer = sent.unwrap().answer;
    let TalkEnd::Failed(error) = answer.end else {
        panic!("{:?}", answer.end);
    };
    assert_eq!(*error.kind(), Kind::Quota);
    assert!(!error.to_string().contains(key), "{error}");
    let refusal =
        Bytes::from_static(br#"{"error":{"message":"no such model","code":"model_not_found"}}"#);
    let (order, refused) = talk(404, vec![Ok(refusal)], After::End, false).await;
    assert_eq!(*refused.unwrap_err().kind(), Kind::NotFound);
    assert_eq!(order.len(), 3);
}
