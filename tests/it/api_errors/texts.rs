//! What becomes of a stranger's text: plain, short, and without the key.

use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;

use async_trait::async_trait;
use musa_api::answer::TaskId;
use musa_api::auth::AuthStyle;
use musa_api::base_url::BaseUrl;
use musa_api::client::{Call, Client, Ending, Receiver};
use musa_api::endpoint::Endpoint;
use musa_api::endpoints::image_task::{ImageTask, TaskState};
use musa_api::endpoints::images_generations::Generations;
use musa_api::error::{Error, Kind, clean};
use musa_api::lift::{LiftId, LiftSink};
use musa_api::secret::ApiKey;
use musa_api::transport::{Head, Incoming, Outgoing, Transport, TransportError};

use super::error;
use crate::api_wire::{Caller, Memory, head, received};

#[test]
fn a_strangers_text_becomes_plain_and_short() {
    let hostile = serde_json::json!({"error": {
        "message": "\u{1b}[31mred\u{1b}[0m\u{0}\u{8} <b onclick=x>bold</b> <script>alert(1)</script>\n\n  n < 4 \u{202e}evil\u{1b}]0;title\u{7}!",
    }});
    let plain = error(400, &hostile.to_string());
    assert_eq!(plain.message(), Some("red bold alert(1) n < 4 evil!"));
    let long = serde_json::json!({"message": "长".repeat(5_000)}).to_string();
    assert_eq!(error(400, &long).message().unwrap().chars().count(), 2_000);
}

const KEY: &str = "sk-canary-0123456789abcdef";

/// Answers the same to everything.
struct Says {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

#[async_trait]
impl Transport for Says {
    async fn send(&self, _: Outgoing) -> Result<Incoming, TransportError> {
        let headers: Vec<_> = self.headers.iter().map(|(name, v)| (*name, &**v)).collect();
        let body = bytes::Bytes::from(self.body.clone());
        Ok(Incoming {
            head: head(self.status, &headers),
            chunks: Box::pin(futures_util::stream::iter([Ok(body)])),
        })
    }
}

/// What becomes of a paid call to it with this key.
async fn told(says: Says, key: &str) -> Error {
    let base = BaseUrl::parse("https://a.example").unwrap();
    let api = Client::new(Arc::new(says), base, AuthStyle::Bearer);
    let mut caller = Caller::new();
    caller.key = Some(ApiKey::parse(key).unwrap());
    let send = async |call: &Call<'_>| {
        let (_, sent) = api
            .send(&Generations::default(), Memory::default(), call)
            .await;
        sent.unwrap_err()
    };
    caller.with(send).await
}

fn says(status: u16, body: String) -> Says {
    Says {
        status,
        headers: Vec::new(),
        body: body.into_bytes(),
    }
}

#[tokio::test]
async fn no_half_of_the_key_survives_where_a_text_is_shortened() {
    let at = |most: usize| format!("{}{KEY} and more", "长".repeat(most - 9));
    let bodies = [
        serde_json::json!({"error": {"message": at(2_000), "code": at(2_000), "param": at(2_000)}})
            .to_string(),
        at(2_000),
        format!("<html><title>{}</title></html>", at(200)),
    ];
    for body in bodies {
        let error = told(says(400, body), KEY).await;
        let all = format!("{error:?}");
        assert!(!all.contains("sk-"), "{all}");
        let longest = error.message().unwrap().chars().count();
        assert!(matches!(longest, 200 | 2_000), "{longest}");
        assert!(error.message().unwrap().ends_with("<redacted"));
        assert!(all.len() < 20_000, "long texts are not kept");
    }
}

#[tokio::test]
async fn the_host_that_an_answer_moved_to_is_told_without_the_key() {
    for location in [
        format!("https://{KEY}.example/"),
        "https://SK-CANARY-0123456789ABCDEF.example/".to_owned(),
        format!("/login/{KEY}"),
        format!("/{}{KEY}", "l".repeat(1_990)),
    ] {
        let error = told(
            Says {
                headers: vec![("location", location)],
                ..says(308, String::new())
            },
            KEY,
        )
        .await;
        let Kind::Moved(host) = error.kind() else {
            panic!("{error:?}");
        };
        assert_eq!(host, "<redacted>");
    }
}

/// Cannot write, and says so with the key.
struct Unwilling(Memory);

impl LiftSink for Unwilling {
    fn begin(&mut self, id: LiftId) -> io::Result<()> {
        self.0.begin(id)
    }
    fn push(&mut self, id: LiftId, text: &[u8]) -> io::Result<()> {
        self.0.push(id, text)
    }
    fn end(&mut self, id: LiftId) -> io::Result<()> {
        self.0.end(id)
    }
}

impl Receiver for Unwilling {
    fn head(&mut self, head: &Head) -> io::Result<()> {
        self.0.head(head)
    }
    fn chunk(&mut self, _: &[u8]) -> io::Result<()> {
        Err(io::Error::other(format!("disk {KEY} is full")))
    }
    fn finish(&mut self, ending: Ending) -> io::Result<()> {
        self.0.finish(ending)
    }
}

#[tokio::test]
async fn what_a_receiver_says_is_told_without_the_key() {
    let base = BaseUrl::parse("https://a.example").unwrap();
    let api = Client::new(
        Arc::new(says(200, "{}".to_owned())),
        base,
        AuthStyle::Bearer,
    );
    let both = async |call: &Call<'_>| {
        let sent = api
            .send(&Generations::default(), Unwilling(Memory::default()), call)
            .await;
        let url = "https://a.example/1.png";
        let got = api.download(url, Unwilling(Memory::default()), call).await;
        [sent.1.unwrap_err(), got.1.unwrap_err()]
    };
    for error in Caller::new().with(both).await {
        let why = Kind::Receiver("disk <redacted> is full".to_owned());
        assert_eq!(*error.kind(), why);
    }
}

#[test]
fn a_failed_task_loses_the_key_when_asked_to() {
    let task = ImageTask {
        id: TaskId("t".to_owned()),
    };
    let words = format!("{}{KEY}", "长".repeat(1_990));
    let body = serde_json::json!({"status": "failed", "fail_reason": words}).to_string();
    let state = task.read(&received(200, &[], body.as_bytes())).unwrap();
    let TaskState::Failed(error) = state else {
        panic!("{state:?}");
    };
    let error = error.without_key(&ApiKey::parse(KEY).unwrap());
    assert!(!format!("{error:?}").contains("sk-"), "{error:?}");
    assert!(error.message().unwrap().ends_with("长<redacted>"));
}

#[tokio::test]
async fn a_key_that_is_no_secret_is_not_looked_for() {
    for key in ["x", "1", "test", "sk-1234"] {
        let found = clean::forms(key);
        assert!(found.iter().all(|form| form.len() >= 8), "{found:?}");
        let distinct: BTreeSet<_> = found.iter().collect();
        assert_eq!(ApiKey::parse(key).unwrap().forms().len(), distinct.len());
        let words = "the next test of sk-1234 took 1 s";
        let error = told(says(400, words.to_owned()), key).await;
        assert_eq!(error.message(), Some(words), "{key}");
    }
    assert!(ApiKey::parse("x").unwrap().forms().is_empty());
    assert!(clean::forms("sk-12345").contains(&"sk-12345".to_owned()));
}
