//! The official Python client as a peer: one process that stays, so that its start is not
//! counted, asked for one round at a time.

use std::cell::RefCell;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use axum::Router;
use axum::routing::post;
use bytes::Bytes;

const SCRIPT: &str = r#"
import sys, time, base64, hashlib, openai
client = openai.OpenAI(base_url=sys.argv[1] + "/v1", api_key="none", max_retries=0)
for line in sys.stdin:
    begun = time.process_time()
    answer = client.images.generate(model="nano-banana", prompt="bench")
    picture = base64.b64decode(answer.data[0].b64_json)
    took = time.process_time() - begun
    assert len(picture) == int(sys.argv[2])
    print(took * 1000, flush=True)
"#;

/// A running peer.
pub(crate) struct Peer {
    process: RefCell<(Child, ChildStdin, BufReader<ChildStdout>)>,
}

impl Peer {
    /// Starts it against a server of its own; `None` where Python or the client is absent.
    pub(crate) fn start(
        runtime: &tokio::runtime::Runtime,
        body: &Bytes,
        picture: usize,
    ) -> Option<Self> {
        #[expect(clippy::disallowed_methods, reason = "a bench is a composition root")]
        let python = std::env::var("MUSA_BENCH_PYTHON").ok()?;
        let address = runtime.block_on(serve(body.clone()));
        let mut child = Command::new(python)
            .args(["-c", SCRIPT, &address, &picture.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .ok()?;
        let (input, output) = (child.stdin.take()?, BufReader::new(child.stdout.take()?));
        let peer = Self {
            process: RefCell::new((child, input, output)),
        };
        peer.round()?;
        Some(peer)
    }

    /// One answer received and decoded: milliseconds of its CPU time.
    pub(crate) fn round(&self) -> Option<f64> {
        let mut process = self.process.borrow_mut();
        process.1.write_all(b"go\n").ok()?;
        process.1.flush().ok()?;
        let mut line = String::new();
        process.2.read_line(&mut line).ok()?;
        line.trim().parse().ok()
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        let mut process = self.process.borrow_mut();
        drop(process.0.kill());
        drop(process.0.wait());
    }
}

async fn serve(body: Bytes) -> String {
    let answer = move |_request: Bytes| async move {
        ([("content-type", "application/json")], body.clone())
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let app = Router::new().route("/v1/images/generations", post(answer));
    let tracker = tokio_util::task::TaskTracker::new();
    tracker.spawn(async move { axum::serve(listener, app).await });
    address
}
