//! Eight references of 4 MB as the body of a request, over the real transport to a socket on
//! loopback that swallows it.
//!
//! Floor: a chunked base64 encoder that reads the same files and writes to the same socket.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::Engine as _;
use musa_api::auth::AuthStyle;
use musa_api::base_url::BaseUrl;
use musa_api::body::Source;
use musa_api::client::{Call, Client};
use musa_api::endpoint::{Billing, Endpoint, Received, Request};
use musa_api::endpoints::images_generations::{Generations, Reference};
use musa_api::error::Error;
use musa_api::transport::proxy::Proxy;
use musa_api::transport::reqwest::ReqwestTransport;
use tokio_util::sync::CancellationToken;

use crate::figures::Report;
use crate::measure::{extra_memory, median, mib, ms, taken};

const REFERENCE: usize = 4 * 1024 * 1024;

#[derive(Debug)]
struct OnDisk(PathBuf);

impl Source for OnDisk {
    fn len(&self) -> u64 {
        REFERENCE as u64
    }
    fn open(&self) -> std::io::Result<Box<dyn std::io::Read + Send>> {
        Ok(Box::new(std::fs::File::open(&self.0)?))
    }
}

/// The generations endpoint, whose answer does not matter here.
#[derive(Clone)]
struct Sending(Generations);

impl Endpoint for Sending {
    type Answer = ();
    fn request(&self) -> Request {
        Request {
            billing: Billing::Free,
            ..self.0.request()
        }
    }
    fn read(&self, _received: &Received) -> Result<(), Error> {
        Ok(())
    }
}

/// Swallows requests and answers each with this JSON, on a thread of its own. Gives its address.
pub(crate) fn sink(json: &str) -> String {
    let length = json.len();
    let answer = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{json}"
    );
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            swallow(stream.unwrap(), answer.as_bytes());
        }
    });
    address
}

fn swallow(mut stream: TcpStream, answer: &[u8]) {
    let mut buffer = vec![0; 256 * 1024];
    let mut head = Vec::new();
    loop {
        let count = stream.read(&mut buffer).unwrap_or(0);
        if count == 0 {
            return;
        }
        head.extend_from_slice(&buffer[..count]);
        let Some(end) = head.windows(4).position(|window| window == b"\r\n\r\n") else {
            continue;
        };
        let text = String::from_utf8_lossy(&head[..end]).to_ascii_lowercase();
        let length = text
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "));
        let mut left = length.unwrap().trim().parse::<usize>().unwrap() - (head.len() - end - 4);
        while left > 0 {
            left -= stream.read(&mut buffer).unwrap();
        }
        head.clear();
        stream.write_all(answer).unwrap();
    }
}

fn files(folder: &Path, count: usize) -> Vec<PathBuf> {
    let mut noise = vec![0; REFERENCE];
    blake3::Hasher::new().finalize_xof().fill(&mut noise);
    let file = |at: usize| {
        let path = folder.join(format!("{at}.bin"));
        musa_core::files::write_atomic(&path, &noise).unwrap();
        path
    };
    (0..count).map(file).collect()
}

fn floor(address: &str, files: &[PathBuf]) {
    let length = files.len() * REFERENCE.div_ceil(3) * 4;
    let mut socket = TcpStream::connect(address).unwrap();
    write!(
        socket,
        "POST / HTTP/1.1\r\ncontent-length: {length}\r\n\r\n"
    )
    .unwrap();
    let (mut raw, mut text) = (vec![0; 48 * 1024], vec![0; 64 * 1024]);
    for path in files {
        let mut file = std::fs::File::open(path).unwrap();
        loop {
            let mut filled = 0;
            while filled < raw.len() {
                match file.read(&mut raw[filled..]).unwrap() {
                    0 => break,
                    count => filled += count,
                }
            }
            if filled == 0 {
                break;
            }
            let engine = &base64::engine::general_purpose::STANDARD;
            let count = engine.encode_slice(&raw[..filled], &mut text).unwrap();
            socket.write_all(&text[..count]).unwrap();
        }
    }
    let mut answer = [0; 64];
    assert!(socket.read(&mut answer).unwrap() > 0);
}

fn ours(runtime: &tokio::runtime::Runtime, client: &Client, files: &[PathBuf]) {
    let reference = |path: &PathBuf| Reference::File {
        content_type: "image/png",
        source: Arc::new(OnDisk(path.clone())),
    };
    let endpoint = Sending(Generations {
        model: "nano-banana-2".into(),
        prompt: "bench".into(),
        references: files.iter().map(reference).collect(),
        ..Generations::default()
    });
    let cancel = CancellationToken::new();
    let call = Call::quiet(None, &cancel);
    runtime.block_on(client.ask(&endpoint, &call)).unwrap();
}

pub(crate) fn measure(runtime: &tokio::runtime::Runtime, report: &mut Report) {
    let folder = tempfile::tempdir().unwrap();
    let files = files(folder.path(), 32);
    let address = sink("{}");
    let transport = ReqwestTransport::new(&Proxy::None).unwrap();
    let base = BaseUrl::parse(&format!("http://{address}")).unwrap();
    let client = Client::new(Arc::new(transport), base, AuthStyle::None);
    // One reference first: pages of the program that come into memory are not what references take.
    ours(runtime, &client, &files[..1]);
    for count in [8, 32] {
        let ((), memory) = extra_memory(|| ours(runtime, &client, &files[..count]));
        if let Some(memory) = memory {
            let what = format!("{count} references sent: extra memory");
            report.at_most(&what, mib(memory), 2.0, "MiB");
        }
    }
    floor(&address, &files[..8]);
    let (mut ratios, mut cpu, mut floors) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..report.rounds {
        let ((), us) = taken(|| ours(runtime, &client, &files[..8]));
        let ((), them) = taken(|| floor(&address, &files[..8]));
        ratios.push(ms(us) / ms(them));
        cpu.push(ms(us));
        floors.push(ms(them));
    }
    report.at_most(
        "eight 4 MB references sent: CPU to a chunked encoder",
        median(ratios),
        2.0,
        "×",
    );
    report.note(format!(
        "eight references: {:.1} ms CPU, encoder to the same socket {:.1} ms (the socket's other \
         end included in both)",
        median(cpu),
        median(floors)
    ));
}
