//! How answers end that say too little: streams that only stop, streams that are cut, answers that
//! came no further than a draft; and the turn that is kept of one.

use std::fmt::Write as _;
use std::sync::Arc;

use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::StatusCode;
use musa_api::transport::{Head, Incoming, Outgoing, Transport, TransportError};
use musa_core::protocol::{CallState, Route, StartJob};
use musa_core::studio::{JobSummary, Studio};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::stage::{CANARY, ask, open};

/// Answers everything with one body, and then stops or breaks off.
struct Says {
    kind: &'static str,
    body: String,
    end: End,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Stops,
    BreaksOff,
}

#[async_trait]
impl Transport for Says {
    async fn send(&self, _: Outgoing) -> Result<Incoming, TransportError> {
        let mut headers = http::HeaderMap::new();
        headers.insert("content-type", self.kind.parse().unwrap());
        let mut chunks = vec![Ok(Bytes::from(self.body.clone()))];
        if self.end == End::BreaksOff {
            chunks.push(Err(TransportError::Cut("it broke off".to_owned())));
        }
        Ok(Incoming {
            head: Head {
                status: StatusCode::OK,
                headers,
            },
            chunks: Box::pin(futures_util::stream::iter(chunks)),
        })
    }
}

async fn told(route: Route, says: Says) -> (TempDir, Studio, JobSummary) {
    let folder = tempfile::tempdir().unwrap();
    let studio = open(
        folder.path(),
        "http://127.0.0.1:9",
        Some(Arc::new(says) as Arc<dyn Transport>),
    )
    .await;
    let start = StartJob {
        route,
        ..ask("nano-banana")
    };
    let job = studio.start_job(start).await.unwrap();
    let job = studio.wait(job).await.unwrap();
    (folder, studio, job)
}

fn events(body: String, end: End) -> Says {
    let kind = "text/event-stream";
    Says { kind, body, end }
}

/// Noise, so that it has a body; of so many pixels a side.
fn png(side: u32) -> Vec<u8> {
    let mut noise = blake3::Hasher::new().finalize_xof();
    let mut pixels = vec![0; (side * side * 3) as usize];
    noise.fill(&mut pixels);
    let picture = image::RgbImage::from_raw(side, side, pixels).unwrap();
    let mut file = std::io::Cursor::new(Vec::new());
    picture
        .write_to(&mut file, image::ImageFormat::Png)
        .unwrap();
    file.into_inner()
}

/// A chat that says a text in deltas, and nothing of its end.
fn deltas(text: &str) -> String {
    let mut body = String::new();
    for piece in text.as_bytes().chunks(1000) {
        let piece = std::str::from_utf8(piece).unwrap();
        let delta =
            json!({"choices": [{"index": 0, "delta": {"content": piece}, "finish_reason": null}]});
        let _ = write!(body, "data: {delta}\n\n");
    }
    body
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_at_the_end_of_a_chat_that_only_stops_is_the_result() {
    for side in [8, 120] {
        let bytes = png(side);
        let url = format!("data:image/png;base64,{}", STANDARD.encode(&bytes));
        for text in [url.clone(), format!("Here: ![it]({url})")] {
            let (_folder, _studio, job) =
                told(Route::Chat, events(deltas(&text), End::Stops)).await;
            assert_eq!(job.calls[0].state, CallState::Done, "{side}: {job:?}");
            assert_eq!(std::fs::read(&job.saved[0].file).unwrap(), bytes);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn half_a_picture_at_the_end_of_a_chat_that_only_stops_is_a_cut() {
    for side in [8, 120] {
        let bytes = png(side);
        let half = &bytes[..bytes.len() / 2];
        let url = format!("data:image/png;base64,{}", STANDARD.encode(half));
        let (_folder, _studio, job) = told(Route::Chat, events(deltas(&url), End::Stops)).await;
        assert_eq!(job.calls[0].state, CallState::Unknown, "{side}: {job:?}");
        assert!(job.saved.is_empty(), "{side}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_only_preview_of_a_cut_chat_is_no_result_when_it_is_read_again() {
    let url = format!("data:image/png;base64,{}", STANDARD.encode(png(120)));
    let said = deltas(&format!("A first idea: ![draft]({url}) and now the"));
    let (folder, studio, job) = told(Route::Chat, events(said, End::BreaksOff)).await;
    assert_eq!(job.calls[0].state, CallState::Unknown, "{job:?}");
    assert_eq!(job.saved.len(), 1, "what came of it is kept");
    let again = killed(&folder, studio, &job).await;
    assert_eq!(again.calls[0].state, CallState::Unknown, "{again:?}");
    assert_eq!(again.saved.len(), 1);
}

/// What the next start makes of it, had the process been killed before the last row.
async fn killed(folder: &TempDir, studio: Studio, job: &JobSummary) -> JobSummary {
    studio.shutdown().await;
    let db = rusqlite::Connection::open(folder.path().join("home/musa.db")).unwrap();
    let changed = db
        .execute(
            "UPDATE calls SET state = 'saving', error = NULL, ended_at = NULL",
            [],
        )
        .unwrap();
    assert_eq!(changed, 1);
    drop(db);
    let dead = Arc::new(gemini(&json!([]))) as Arc<dyn Transport>;
    let studio = open(folder.path(), "http://127.0.0.1:9", Some(dead)).await;
    studio.wait(job.id).await.unwrap()
}

fn gemini(parts: &Value) -> Says {
    let answer = json!({"candidates": [{"content": {"role": "model", "parts": parts},
        "finishReason": "STOP", "index": 0}]});
    Says {
        kind: "application/json",
        body: answer.to_string(),
        end: End::Stops,
    }
}

fn inline(bytes: &[u8]) -> Value {
    json!({"mimeType": "image/png", "data": STANDARD.encode(bytes)})
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_that_is_all_that_came_is_no_result_when_it_is_looked_at_again() {
    let parts =
        json!([{"thought": true, "inlineData": inline(&png(120))}, {"text": "I stop here."}]);
    let (folder, studio, job) = told(Route::Gemini, gemini(&parts)).await;
    assert_eq!(job.calls[0].state, CallState::Failed, "{job:?}");
    assert_eq!(job.saved.len(), 1, "it is paid for");
    let again = killed(&folder, studio, &job).await;
    assert_eq!(again.calls[0].state, CallState::Failed, "{again:?}");
}

fn turns(folder: &TempDir) -> Vec<std::path::PathBuf> {
    let found = std::fs::read_dir(folder.path().join("home/library/.musa/turns"));
    found
        .into_iter()
        .flatten()
        .map(|it| it.unwrap().path())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_turn_whose_picture_stands_in_its_words_is_not_kept() {
    let url = format!("data:image/png;base64,{}", STANDARD.encode(png(120)));
    let markdown = json!([{"text": format!("![it]({url})")}]);
    let part = json!([{"text": "Here."}, {"inlineData": inline(&png(120))}]);
    for (parts, kept) in [(markdown, 0), (part, 2)] {
        let (folder, _studio, job) = told(Route::Gemini, gemini(&parts)).await;
        assert_eq!(job.calls[0].state, CallState::Done, "{job:?}");
        assert_eq!(turns(&folder).len(), kept);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_form_of_the_key_stays_in_a_kept_turn_and_only_the_user_may_read_it() {
    let forms = [CANARY.to_owned(), STANDARD.encode(CANARY)];
    let echo = format!("you sent {}", forms.join(" and "));
    let signature = "s".repeat(1_200_000);
    let parts = json!([
        {"inlineData": inline(&png(120)), "thoughtSignature": signature},
        {"text": echo},
    ]);
    let (folder, _studio, job) = told(Route::Gemini, gemini(&parts)).await;
    assert_eq!(job.calls[0].state, CallState::Done, "{job:?}");
    let files = turns(&folder);
    assert_eq!(files.len(), 2);
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        for form in &forms {
            assert!(!text.contains(form.as_str()), "{}", file.display());
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = file.metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{}", file.display());
        }
    }
}
