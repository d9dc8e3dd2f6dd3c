//! A hostile relay: a server of plain threads that hears whole requests and answers with steps,
//! byte by byte as a test wants them. No HTTP library, so that it can be wrong on purpose.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// One request as it came.
#[derive(Debug, Clone, Default)]
pub(crate) struct Heard {
    /// Request line and headers, without the empty line.
    pub(crate) head: String,
    /// The body, as long as its announced length.
    pub(crate) body: Vec<u8>,
}

impl Heard {
    /// A header's value.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    /// The first line.
    pub(crate) fn line(&self) -> &str {
        self.head.lines().next().unwrap_or_default()
    }
}

/// What the server does.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    /// Sends these bytes.
    Send(Vec<u8>),
    /// Says nothing until the client hangs up.
    Stall,
}

/// The running server.
pub(crate) struct Relay {
    port: u16,
    heard: Arc<Mutex<Vec<Heard>>>,
    stop: Arc<AtomicBool>,
}

impl Relay {
    /// Answers the request number `n` (from 0) with `script(n, request)`.
    pub(crate) fn start(
        script: impl Fn(usize, &Heard) -> Vec<Step> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard: Arc<Mutex<Vec<Heard>>> = Arc::default();
        let stop = Arc::new(AtomicBool::new(false));
        let script = Arc::new(script);
        let shared = (Arc::clone(&heard), Arc::clone(&stop));
        thread::spawn(move || {
            for stream in listener.incoming() {
                if shared.1.load(Ordering::Relaxed) {
                    break;
                }
                let Ok(stream) = stream else { break };
                let (heard, script) = (Arc::clone(&shared.0), Arc::clone(&script));
                thread::spawn(move || converse(stream, &heard, &*script));
            }
        });
        Self { port, heard, stop }
    }

    /// Answers every request with the same bytes.
    pub(crate) fn always(bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        Self::start(move |_, _| vec![Step::Send(bytes.clone())])
    }

    /// Where it listens.
    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Its address.
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// All requests so far.
    pub(crate) fn heard(&self) -> Vec<Heard> {
        self.heard.lock().unwrap().clone()
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        // Wakes the thread that accepts.
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

fn converse(
    mut stream: TcpStream,
    heard: &Mutex<Vec<Heard>>,
    script: &dyn Fn(usize, &Heard) -> Vec<Step>,
) {
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    let Some(request) = hear(&mut stream) else {
        // A greeting in TLS gets what real servers say to it.
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
        return;
    };
    let number = {
        let mut all = heard.lock().unwrap();
        all.push(request.clone());
        all.len() - 1
    };
    for step in script(number, &request) {
        match step {
            Step::Send(bytes) => {
                if stream.write_all(&bytes).is_err() {
                    return;
                }
            }
            Step::Stall => {
                let _ = stream.read(&mut [0; 64]);
                return;
            }
        }
    }
    let _ = stream.shutdown(Shutdown::Write);
    // Waits for the client, so that nothing is lost to a reset.
    let _ = stream.read(&mut [0; 64]);
}

/// Reads one request, its body by its announced length.
pub(crate) fn hear(stream: &mut TcpStream) -> Option<Heard> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 16 * 1024];
    let end = loop {
        if let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break at;
        }
        match stream.read(&mut buffer) {
            Ok(0) | Err(_) => return None,
            Ok(_) if buffer[0] == 0x16 && bytes.is_empty() => return None,
            Ok(count) => bytes.extend_from_slice(&buffer[..count]),
        }
    };
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let mut request = Heard {
        head,
        body: bytes.split_off(end + 4),
    };
    let length = request.header("content-length").unwrap_or("0");
    let length: usize = length.parse().unwrap();
    while request.body.len() < length {
        match stream.read(&mut buffer) {
            Ok(0) | Err(_) => break,
            Ok(count) => request.body.extend_from_slice(&buffer[..count]),
        }
    }
    Some(request)
}

/// A whole answer with its length.
pub(crate) fn whole(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let mut bytes = format!(
        "HTTP/1.1 {status}\r\nContent-Length: {}\r\n{headers}\r\n",
        body.len()
    )
    .into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

/// A good answer in JSON.
pub(crate) fn json(body: &str) -> Vec<u8> {
    whole(
        "200 OK",
        "Content-Type: application/json\r\n",
        body.as_bytes(),
    )
}
