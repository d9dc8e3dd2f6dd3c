//! A conversation in the real window: from a piece of an answer on the socket to the frame that
//! shows it, five hundred messages from the click to the first paint, and memory after an answer of
//! ten thousand words.

use std::convert::Infallible;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::extract::State;
use axum::response::IntoResponse;
use axum::routing::post;
use bytes::Bytes;
use futures_util::{StreamExt as _, stream};
use musa_tests::window::{Desk, Driver, Page, Starts, find_parts, until};
use parking_lot::Mutex;
use serde_json::{Value, json};

use super::{INTERACTIVE, pss_of, settled};
use crate::figures::Report;
use crate::measure::median;

/// Pieces whose way is measured, and the pause between them.
const PIECES: u32 = 60;
const PAUSE: Duration = Duration::from_millis(50);
/// Questions of the long conversation; each has an answer.
const QUESTIONS: usize = 250;
const WORDS: u32 = 10_000;

/// Notes for each piece when a frame began that came after one in which its text was there.
const WATCH: &str = "window.__seen = []; let shown = 0; \
    const look = () => { const text = document.body.textContent; const now = Date.now(); \
      while (window.__seen.length < shown) window.__seen.push(now); \
      while (text.includes(`piece${shown} `)) shown += 1; requestAnimationFrame(look); }; \
    requestAnimationFrame(look);";

/// Opens a conversation, and says after how many milliseconds its last message stands there.
const OPEN: &str = "const [conversation, last, done] = arguments; const begun = performance.now(); \
    document.querySelector(`[data-conversation='${conversation}']`).click(); \
    const look = () => { const turns = document.querySelectorAll('[data-message]'); \
      if (turns.length > 0 && document.body.textContent.includes(last)) \
        requestAnimationFrame(() => done(performance.now() - begun)); \
      else requestAnimationFrame(look); }; requestAnimationFrame(look);";

type Sent = Arc<Mutex<Vec<f64>>>;

/// Adds its figures, or a note that says why there are none.
pub(crate) fn measure(runtime: &tokio::runtime::Runtime, report: &mut Report) {
    match find_parts() {
        Ok(parts) => runtime.block_on(all(&parts.studio, report)),
        Err(reason) => report.note(format!("Chat was not measured: {reason}.")),
    }
}

async fn all(studio: &Path, report: &mut Report) {
    let desk = Desk::start().await;
    let home = tempfile::tempdir().unwrap();
    let environment = [("MUSA_HOME", home.path().to_owned())];
    let starts = Starts {
        binary: studio,
        arguments: &[],
        environment: &environment,
    };
    let sent = Sent::default();
    let address = serve(sent.clone()).await;
    let driver = Driver::start(&desk, &starts).await;
    let page = driver.page();
    page.until("the page to be interactive", INTERACTIVE).await;
    let provider = json!({ "name": "Bench", "baseUrl": address, "auth": "none", "proxy": null,
        "concurrency": 8, "key": null });
    let added = page.command("add_provider", provider).await.unwrap();
    let chosen = json!({ "provider": added["provider"] });
    page.command("use_provider", chosen).await.unwrap();
    page.reload().await;
    page.until("the page to be interactive", INTERACTIVE).await;
    desk.xdotool(&["key", "ctrl+2"]);
    pieces(&page, &sent, report).await;
    long_conversation(&page, report).await;
    many_words(&driver, &page, report).await;
    driver.end().await;
}

async fn pieces(page: &Page, sent: &Sent, report: &mut Report) {
    let mut all = Vec::new();
    for _ in 0..report.rounds.div_ceil(3) {
        sent.lock().clear();
        let conversation = begun(page).await;
        shown(page, &conversation).await;
        page.run(WATCH, vec![]).await;
        say(page, &conversation, "pieces").await;
        let whole = format!("window.__seen.length >= {PIECES}");
        page.until("every piece to be seen", &whole).await;
        let seen = page.value("window.__seen").await;
        let seen = seen.as_array().unwrap().iter().filter_map(Value::as_f64);
        all.extend(seen.zip(sent.lock().iter()).map(|(seen, sent)| seen - sent));
        page.reload().await;
        page.until("the page to be interactive", INTERACTIVE).await;
    }
    all.sort_by(f64::total_cmp);
    let (half, most) = (median(all.clone()), all[all.len() * 95 / 100]);
    report.at_most(
        "chat: a piece on the socket → its frame, median",
        half,
        50.0,
        "ms",
    );
    report.note(format!(
        "chat: a piece on the socket → its frame: p95 {most:.0} ms"
    ));
}

async fn long_conversation(page: &Page, report: &mut Report) {
    let long = begun(page).await;
    for number in 0..QUESTIONS {
        say(page, &long, &format!("question {number}")).await;
    }
    let mut took = Vec::new();
    for _ in 0..report.rounds {
        let other = begun(page).await;
        shown(page, &other).await;
        let last = format!("Yes to question {}", QUESTIONS - 1);
        let opened = page.wait_for(OPEN, vec![long.clone(), json!(last)]).await;
        took.push(opened.as_f64().unwrap());
    }
    let row = "chat: 500 messages, from the click to the first paint";
    report.at_most(row, median(took), 300.0, "ms");
}

async fn many_words(driver: &Driver, page: &Page, report: &mut Report) {
    let conversation = begun(page).await;
    shown(page, &conversation).await;
    let before = settled(driver.process()).await;
    say(page, &conversation, "many words").await;
    let last = format!("document.body.textContent.includes('word{}.')", WORDS - 1);
    page.until("the last word", &last).await;
    let high = pss_of(driver.process());
    let after = settled(driver.process()).await;
    let row = "chat: memory after an answer of 10,000 words";
    report.at_most(row, after - before, 64.0, "MiB");
    report.note(format!(
        "{row}: {before:.0} MiB before, {high:.0} at its end, {after:.0} settled"
    ));
}

/// A new conversation with a model that every host could have.
async fn begun(page: &Page) -> Value {
    let made = page
        .command("create_conversation", json!({}))
        .await
        .unwrap();
    let (id, mut settings) = (made["row"]["id"].clone(), made["settings"].clone());
    settings["model"] = json!("gpt-4o");
    settings["protocol"] = json!("chat");
    let change = json!({ "conversation": id, "settings": settings });
    page.command("change_conversation", change).await.unwrap();
    id
}

/// Opens a conversation, as a click on its line does.
async fn shown(page: &Page, conversation: &Value) {
    let line = format!(
        "document.querySelector(\"[data-conversation='{}']\")",
        conversation.as_str().unwrap()
    );
    page.until("its line", &format!("{line} !== null")).await;
    page.run(&format!("{line}.click()"), vec![]).await;
    page.until(
        "it to be open",
        &format!("{line}.getAttribute('aria-current') === 'true'"),
    )
    .await;
}

/// Sends a message; while an answer still comes, once more.
async fn say(page: &Page, conversation: &Value, text: &str) {
    let message = json!({ "conversation": conversation, "insteadOf": null, "text": text,
        "pictures": [], "video": null });
    until("the message to be sent", async || {
        page.command("send_message", message.clone()).await.ok()
    })
    .await;
}

fn now() -> f64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    since.as_secs_f64() * 1000.0
}

/// Chat completions: pieces at a human pace, ten thousand words as fast as they go, or a word.
async fn serve(sent: Sent) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let routes = Router::new()
        .route("/v1/chat/completions", post(answer))
        .with_state(sent);
    let tracker = tokio_util::task::TaskTracker::new();
    tracker.spawn(async move { axum::serve(listener, routes).await });
    address
}

async fn answer(State(sent): State<Sent>, body: Bytes) -> impl IntoResponse {
    let asked: Value = serde_json::from_slice(&body).unwrap();
    let last = asked["messages"]
        .as_array()
        .and_then(|all| all.last())
        .cloned();
    let text = last.unwrap_or_default()["content"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    let (texts, pause): (Vec<String>, _) = match text.as_str() {
        "pieces" => ((0..PIECES).map(|at| format!("piece{at} ")).collect(), PAUSE),
        "many words" => {
            let word = |at: u32| {
                let end = if at % 120 == 119 { ".\n\n" } else { " " };
                let end = if at == WORDS - 1 { "." } else { end };
                format!("word{at}{end}")
            };
            ((0..WORDS).map(word).collect(), Duration::from_millis(1))
        }
        other => (vec![format!("Yes to {other}")], Duration::ZERO),
    };
    let pieces = stream::iter(texts).then(move |text| {
        let sent = sent.clone();
        async move {
            tokio::time::sleep(pause).await;
            if text.starts_with("piece") {
                sent.lock().push(now());
            }
            event(&json!({ "choices": [{ "index": 0, "delta": { "content": text } }] }))
        }
    });
    let end = json!({ "choices": [{ "index": 0, "delta": {}, "finish_reason": "stop" }] });
    let end = [event(&end), Bytes::from_static(b"data: [DONE]\n\n")];
    let all = pieces.chain(stream::iter(end)).map(Ok::<_, Infallible>);
    let body = axum::body::Body::from_stream(all);
    ([("content-type", "text/event-stream")], body)
}

fn event(value: &Value) -> Bytes {
    Bytes::from(format!("data: {value}\n\n"))
}
