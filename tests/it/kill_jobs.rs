//! kill -9 in every state of a job. A helper process runs jobs against a relay in this process
//! and tells its states; it is killed in each of them; the studio is opened again and checked:
//! nothing that came is lost, nothing is torn, nothing is "running", nothing is sent again.

use std::collections::{BTreeMap, HashMap};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use base64::Engine as _;
use bytes::Bytes;
use futures_util::StreamExt as _;
use futures_util::stream;
use musa_api::transport::{Incoming, Outgoing, Transport, TransportError};
use musa_core::protocol::{CallState, ErrorCode, JobEvent, StartJob};
use musa_core::studio::{CallSummary, RetryHow};

use crate::environment::setting;
use crate::stage::{ask, open};

const FOLDER: &str = "MUSA_TEST_JOBS_FOLDER";
const ADDRESS: &str = "MUSA_TEST_JOBS_ADDRESS";
const KILLS: &str = "MUSA_TEST_KILLS";

/// The states in which the helper is killed, in turn.
const TARGETS: [CallState; 6] = [
    CallState::Queued,
    CallState::Sending,
    CallState::Waiting,
    CallState::Receiving,
    CallState::Saving,
    CallState::Done,
];

/// A relay that answers each prompt with a picture of its own, slowly, and counts.
#[derive(Default)]
struct Relay {
    requests: Mutex<HashMap<String, u32>>,
    address: OnceLock<String>,
}

/// Counts what would be paid for and sends nothing.
#[derive(Default)]
struct DeadLine(AtomicU32);

#[async_trait]
impl Transport for DeadLine {
    async fn send(&self, request: Outgoing) -> Result<Incoming, TransportError> {
        if request.method == http::Method::POST {
            self.0.fetch_add(1, Ordering::SeqCst);
        }
        // Not worth trying again, so that no test waits for a line that stays dead.
        Err(TransportError::Refused("the line is dead".into()))
    }
}

/// A picture whose pixels follow from a text; noise, so that it has a body to be cut in.
fn picture(text: &str) -> Vec<u8> {
    let seed = blake3::hash(text.as_bytes());
    let mut noise = blake3::Hasher::new_keyed(seed.as_bytes()).finalize_xof();
    // Larger than what a receipt gathers before it writes, so that a kill leaves a short one.
    let mut pixels = vec![0; 400 * 300 * 3];
    noise.fill(&mut pixels);
    let mut png = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_raw(400, 300, pixels)
        .unwrap()
        .write_to(&mut png, image::ImageFormat::Png)
        .unwrap();
    png.into_inner()
}

async fn answer(State(relay): State<Arc<Relay>>, Json(body): Json<serde_json::Value>) -> Response {
    let prompt = body["prompt"].as_str().unwrap().to_owned();
    let number = {
        let mut requests = relay.requests.lock().unwrap();
        let count = requests.entry(prompt.clone()).or_default();
        *count += 1;
        *count
    };
    // Every other job gets addresses, as many relays answer.
    if prompt.ends_with(['0', '2', '4', '6', '8', 'a', 'c', 'e']) {
        let url = format!("{}/files/{prompt}", relay.address.get().unwrap());
        let text = format!(r#"{{"created":{number},"data":[{{"url":"{url}"}}]}}"#);
        return Response::builder()
            .header("content-type", "application/json")
            .body(Body::from(text))
            .unwrap();
    }
    let base64 = base64::engine::general_purpose::STANDARD.encode(picture(&prompt));
    let text = format!(r#"{{"created":{number},"data":[{{"b64_json":"{base64}"}}]}}"#);
    let chunks: Vec<_> = text
        .as_bytes()
        .chunks(16_000)
        .map(Bytes::copy_from_slice)
        .collect();
    let paced = stream::iter(chunks).then(|chunk| async {
        // Other tasks run between two pieces, so that an answer takes a while.
        for _ in 0..20 {
            tokio::task::yield_now().await;
        }
        Ok::<_, std::io::Error>(chunk)
    });
    Response::builder()
        .header("content-type", "application/json")
        .header("content-length", text.len())
        .body(Body::from_stream(paced))
        .unwrap()
}

async fn file(axum::extract::Path(prompt): axum::extract::Path<String>) -> Vec<u8> {
    picture(&prompt)
}

async fn serve(relay: Arc<Relay>) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    relay.address.set(address.clone()).unwrap();
    let app = axum::Router::new()
        .route("/v1/images/generations", axum::routing::post(answer))
        .route("/files/{prompt}", axum::routing::get(file))
        .with_state(relay);
    let tracker = tokio_util::task::TaskTracker::new();
    tracker.spawn(async move { axum::serve(listener, app).await });
    address
}

/// Not a test: the process that is killed. Without its variables it has nothing to do.
#[test]
fn kill_helper_runs_jobs_until_it_is_killed() {
    let (Some(folder), Some(address)) = (setting(FOLDER), setting(ADDRESS)) else {
        return;
    };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let studio = open(Path::new(&folder), &address, None).await;
        let mut events = studio.events();
        loop {
            let start = StartJob {
                prompt: format!("{}", uuid::Uuid::now_v7()),
                count: Some(6),
                ..ask("nano-banana")
            };
            let job = studio.start_job(start).await.unwrap();
            say("STATE queued");
            while let Ok(event) = events.recv().await {
                match event {
                    JobEvent::State { state, .. } => say(&format!("STATE {}", state.name())),
                    JobEvent::Saved { picture, .. } => {
                        say(&format!("SAVED {} {}", picture.id, picture.hash));
                    }
                    JobEvent::Finished { job: id, .. } if id == job => break,
                    _ => {}
                }
            }
        }
    });
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "\nHELPER {line}").unwrap();
    out.flush().unwrap();
}

/// Runs the helper until it tells the `target` state, a moment longer, and kills it. Gives back
/// the pictures it had acknowledged.
fn run_and_kill(folder: &Path, address: &str, target: CallState, jitter: Duration) -> Vec<String> {
    let mut helper = Command::new(std::env::current_exe().unwrap())
        .args([
            "kill_jobs::kill_helper_runs_jobs_until_it_is_killed",
            "--exact",
            "--nocapture",
        ])
        .env(FOLDER, folder)
        .env(ADDRESS, address)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(helper.stdout.take().unwrap()).lines();
    let mut saved = Vec::new();
    let mut dead_at: Option<Instant> = None;
    let wanted = format!("STATE {}", target.name());
    while let Some(Ok(line)) = lines.next() {
        let Some(told) = line.strip_prefix("HELPER ") else {
            continue;
        };
        if let Some(picture) = told.strip_prefix("SAVED ") {
            saved.push(picture.to_owned());
        }
        if told == wanted && dead_at.is_none() {
            dead_at = Some(Instant::now() + jitter);
        }
        if dead_at.is_some_and(|at| Instant::now() >= at) {
            helper.kill().unwrap();
            dead_at = Some(Instant::now() + Duration::from_mins(10));
        }
    }
    helper.wait().unwrap();
    saved
}

/// States of all calls, as the killed process left them.
fn states(folder: &Path) -> BTreeMap<String, usize> {
    let db = rusqlite::Connection::open(folder.join("home/musa.db")).unwrap();
    let mut query = db.prepare("SELECT state FROM calls").unwrap();
    let mut states = BTreeMap::new();
    for state in query.query_map([], |row| row.get::<_, String>(0)).unwrap() {
        *states.entry(state.unwrap()).or_default() += 1;
    }
    states
}

async fn check(folder: &Path, address: &str, acknowledged: &[String]) -> usize {
    // A transport that only counts: the requests of the killed process may still be on their way
    // to the relay, and are not recovery's.
    let line = Arc::new(DeadLine::default());
    let studio = open(folder, address, Some(line.clone())).await;
    // What is fetched by address is fetched beside the opening, and fails on a dead line.
    studio.clone().shutdown().await;
    let rows = studio.pictures(None, u32::MAX).await.unwrap();
    let mut known = HashMap::new();
    for row in &rows {
        let bytes = std::fs::read(&row.file).unwrap();
        assert_eq!(
            blake3::hash(&bytes).to_hex().as_str(),
            row.hash.as_str(),
            "torn: {row:?}"
        );
        known.insert(format!("{} {}", row.id, row.hash), &row.file);
    }
    for picture in acknowledged {
        assert!(known.contains_key(picture), "lost: {picture}");
    }
    for job in studio.jobs(u32::MAX).await.unwrap() {
        for call in &job.calls {
            assert!(
                call.state.is_ended(),
                "still {:?} after recovery: {job:?}",
                call.state
            );
        }
    }
    let mut files = 0;
    let mut folders = vec![studio.library_folder()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            match (path.is_dir(), name.starts_with('.')) {
                (true, false) => folders.push(path),
                (true, true) => {}
                (false, _) => files += 1,
            }
        }
    }
    assert_eq!(
        files,
        rows.len(),
        "every file has its row and every row its file"
    );
    check_receipts(folder, &studio).await;
    check_parts(&studio);
    let db = rusqlite::Connection::open(studio.home().db_file()).unwrap();
    let sound: String = db
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(sound, "ok");
    studio.shutdown().await;
    assert_eq!(line.0.load(Ordering::SeqCst), 0, "recovery sends nothing");
    rows.len()
}

/// A receipt that came whole has its picture in the library, and is settled.
async fn check_receipts(folder: &Path, studio: &musa_core::studio::Studio) {
    let mut saved = HashMap::new();
    for job in studio.jobs(u32::MAX).await.unwrap() {
        for call in job.calls {
            saved.insert(call.id.to_string(), call.state);
        }
    }
    for entry in std::fs::read_dir(folder.join("home/receipts")).unwrap() {
        let path = entry.unwrap().path();
        let call = path.file_stem().unwrap().to_string_lossy().into_owned();
        if path.extension().is_some_and(|it| it == "json") && saved.contains_key(&call) {
            let head: serde_json::Value =
                serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
            let text = std::fs::read_to_string(path.with_extension("body")).unwrap_or_default();
            if !text.contains("\"url\"") {
                assert_ne!(
                    head["state"], "whole",
                    "a whole answer was not adopted: {call}"
                );
            }
            if head["state"] == "settled" {
                assert_eq!(saved[&call], CallState::Done, "{call}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn kill_nine_in_every_state_of_a_job_loses_repeats_and_tears_nothing() {
    let kills: usize = setting(KILLS)
        .and_then(|text| text.parse().ok())
        .unwrap_or(60);
    let relay = Arc::new(Relay::default());
    let address = serve(relay.clone()).await;
    let folder = tempfile::tempdir().unwrap();
    let mut acknowledged = Vec::new();
    let mut left: BTreeMap<String, usize> = BTreeMap::new();
    let mut pictures = 0;
    for kill in 0..kills {
        let (path, to) = (folder.path().to_owned(), address.clone());
        let target = TARGETS[kill % TARGETS.len()];
        let jitter = Duration::from_micros((kill as u64 * 7919) % 4000);
        let killed = tokio::task::spawn_blocking(move || run_and_kill(&path, &to, target, jitter));
        acknowledged.extend(killed.await.unwrap());
        for (state, count) in states(folder.path()) {
            if !CallState::parse(&state).is_some_and(CallState::is_ended) {
                *left.entry(state).or_default() += count;
            }
        }
        pictures = check(folder.path(), &address, &acknowledged).await;
    }
    let fetched = fetch_what_is_left(folder.path(), &address, &relay).await;
    let requests = relay.requests.lock().unwrap();
    assert!(
        requests.values().all(|count| *count <= 6),
        "a call was sent twice"
    );
    println!(
        "{kills} kills, {} acknowledged, {pictures} in the library, {fetched} fetched \
         later, calls left in {left:?}",
        acknowledged.len()
    );
    assert!(!acknowledged.is_empty());
    if kills >= 60 {
        for state in ["queued", "sending", "waiting", "receiving", "saving"] {
            assert!(
                left.contains_key(state),
                "no kill fell into {state}: {left:?}"
            );
        }
    }
}

/// No whole picture lies where nobody looks for it.
fn check_parts(studio: &musa_core::studio::Studio) {
    let parts = studio.library_folder().join(".musa/parts");
    let Ok(entries) = std::fs::read_dir(parts) else {
        return;
    };
    for entry in entries {
        let path = entry.unwrap().path();
        let left = path.extension().is_some_and(|it| it == "whole");
        assert!(!left, "a whole picture was left behind: {}", path.display());
    }
}

/// Brings in every picture whose address is kept: nothing is paid for again.
async fn fetch_what_is_left(folder: &Path, address: &str, relay: &Relay) -> usize {
    let studio = open(folder, address, None).await;
    let paid: u32 = relay.requests.lock().unwrap().values().sum();
    let mut fetched = 0;
    for job in studio.jobs(u32::MAX).await.unwrap() {
        let left = |call: &CallSummary| {
            let code = call.error.as_ref().map(|error| error.code);
            (code == Some(ErrorCode::DownloadFailed)).then_some(call.id)
        };
        let calls: Vec<_> = job.calls.iter().filter_map(left).collect();
        if calls.is_empty() {
            continue;
        }
        studio.retry_job(job.id, RetryHow::KeptFirst).await.unwrap();
        let job = studio.wait(job.id).await.unwrap();
        for call in job.calls.iter().filter(|call| calls.contains(&call.id)) {
            assert_eq!(call.state, CallState::Done, "{call:?}");
            fetched += 1;
        }
    }
    studio.shutdown().await;
    assert_eq!(relay.requests.lock().unwrap().values().sum::<u32>(), paid);
    fetched
}
