//! Programs in Python as peers: the official client, and libvips. One process each that stays, so
//! that its start is not counted, asked for one round at a time.

use std::cell::RefCell;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use axum::Router;
use axum::routing::post;
use bytes::Bytes;

const OPENAI: &str = r#"
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

/// Thumbnails of both sizes out of one decode, as Musa makes them.
const PYVIPS: &str = r#"
import sys, time, pyvips
pyvips.cache_set_max(0)
for line in sys.stdin:
    path = line.rstrip("\n")
    begun = time.process_time()
    large = pyvips.Image.thumbnail(path, 768, height=768, size="down").copy_memory()
    small = large.thumbnail_image(320, height=320, size="down")
    assert len(large.jpegsave_buffer(Q=85)) > 0 and len(small.jpegsave_buffer(Q=85)) > 0
    print((time.process_time() - begun) * 1000, flush=True)
"#;

/// A running peer.
pub(crate) struct Peer {
    process: RefCell<(Child, ChildStdin, BufReader<ChildStdout>)>,
}

impl Peer {
    /// OpenAI's client against a server of its own; `None` where Python or the client is absent.
    pub(crate) fn openai(
        runtime: &tokio::runtime::Runtime,
        body: &Bytes,
        picture: usize,
    ) -> Option<Self> {
        let address = runtime.block_on(serve(body.clone()));
        let peer = Self::start(OPENAI, &[&address, &picture.to_string()])?;
        peer.round("go")?;
        Some(peer)
    }

    /// libvips, on one thread as Musa's own decoder; `None` where it is absent.
    pub(crate) fn pyvips() -> Option<Self> {
        Self::start(PYVIPS, &[])
    }

    fn start(script: &str, arguments: &[&str]) -> Option<Self> {
        #[expect(clippy::disallowed_methods, reason = "a bench is a composition root")]
        let python = std::env::var("MUSA_BENCH_PYTHON").ok()?;
        let mut child = Command::new(python)
            .args(["-c", script])
            .args(arguments)
            .env("VIPS_CONCURRENCY", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .ok()?;
        let (input, output) = (child.stdin.take()?, BufReader::new(child.stdout.take()?));
        Some(Self {
            process: RefCell::new((child, input, output)),
        })
    }

    /// One line of its work: milliseconds of its CPU time.
    pub(crate) fn round(&self, line: &str) -> Option<f64> {
        let mut process = self.process.borrow_mut();
        process.1.write_all(line.as_bytes()).ok()?;
        process.1.write_all(b"\n").ok()?;
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
