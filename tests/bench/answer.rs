//! A 30 MB `b64_json` answer to a durable picture, through the whole studio: journal, receipt,
//! lifting, base64, hash, save protocol, record, row.
//!
//! What the bytes cost is the job less the same job with an answer of a few hundred bytes: what
//! remains is receipt, lifting, base64, hash and the picture's file, in one pass. What a job costs
//! whatever its size (commits, flushes, the record) is told beside it.
//!
//! Floor: copying the body once, and writing receipt and picture, both flushed. Peer: the
//! official Python client receiving and decoding the same body from loopback.

use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use async_trait::async_trait;
use base64::Engine as _;
use bytes::Bytes;
use futures_util::{StreamExt as _, stream};
use http::{HeaderMap, StatusCode};
use musa_api::auth::AuthStyle;
use musa_api::base_url::BaseUrl;
use musa_api::secret::ApiKey;
use musa_api::transport::{Head, Incoming, Outgoing, Transport, TransportError};
use musa_core::clock::SystemClock;
use musa_core::home::Home;
use musa_core::protocol::{JobEvent, StartJob};
use musa_core::secrets::MemorySecrets;
use musa_core::studio::{SessionProvider, Studio, StudioConfig};
use parking_lot::Mutex;

use crate::figures::Report;
use crate::measure::{extra_memory, median, mib, ms, taken};
use crate::peer;

const PICTURE: usize = 22_500_000;
const CHUNK: usize = 16 * 1024;

/// A PNG of some hundred bytes.
pub(crate) fn small_picture() -> Vec<u8> {
    let mut png = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(64, 64)
        .write_to(&mut png, image::ImageFormat::Png)
        .unwrap();
    png.into_inner()
}

/// A PNG of this many bytes: a small picture, padded by a private chunk of noise.
pub(crate) fn picture() -> Vec<u8> {
    let png = small_picture();
    let (head, end) = png.split_at(png.len() - 12);
    let mut noise = vec![0; PICTURE - png.len() - 12];
    blake3::Hasher::new().finalize_xof().fill(&mut noise);
    let length = u32::try_from(noise.len()).unwrap().to_be_bytes();
    // Its checksum is never read: nothing here decodes pixels.
    [head, &length, b"noIs", &noise, &[0; 4], end].concat()
}

pub(crate) fn body(picture: &[u8]) -> Bytes {
    let base64 = base64::engine::general_purpose::STANDARD.encode(picture);
    Bytes::from(format!(
        r#"{{"created":1,"data":[{{"b64_json":"{base64}"}}]}}"#
    ))
}

/// Gives the same answer to every request, in chunks as a socket does.
struct Canned {
    body: Bytes,
    last_byte: Arc<Mutex<Option<Instant>>>,
}

#[async_trait]
impl Transport for Canned {
    async fn send(&self, _request: Outgoing) -> Result<Incoming, TransportError> {
        let (body, last_byte) = (self.body.clone(), self.last_byte.clone());
        let count = body.len().div_ceil(CHUNK);
        let chunks = stream::iter(0..count).map(move |at| {
            if at + 1 == count {
                *last_byte.lock() = Some(Instant::now());
            }
            Ok(body.slice(at * CHUNK..body.len().min((at + 1) * CHUNK)))
        });
        let mut headers = HeaderMap::new();
        headers.insert("content-type", "application/json".parse().unwrap());
        headers.insert("content-length", self.body.len().into());
        let head = Head {
            status: StatusCode::OK,
            headers,
        };
        Ok(Incoming {
            head,
            chunks: Box::pin(chunks),
        })
    }
}

struct Ours {
    studio: Studio,
    last_byte: Arc<Mutex<Option<Instant>>>,
}

impl Ours {
    fn new(runtime: &tokio::runtime::Runtime, folder: &Path, body: Bytes) -> Self {
        let last_byte = Arc::new(Mutex::new(None));
        let config = StudioConfig {
            home: Home::at(&folder.join("home")).unwrap(),
            secrets: Arc::new(MemorySecrets::new()),
            session: Some(SessionProvider {
                name: "bench".into(),
                base_url: BaseUrl::parse("http://127.0.0.1:9").unwrap(),
                auth: AuthStyle::Bearer,
            }),
            session_key: Some(ApiKey::parse("sk-bench-0123456789abcdef").unwrap()),
            clock: Arc::new(SystemClock),
            transport: Some(Arc::new(Canned {
                body,
                last_byte: last_byte.clone(),
            })),
            system_language: "en".to_owned(),
        };
        let studio = runtime.block_on(Studio::open(config)).unwrap();
        Self { studio, last_byte }
    }

    /// One job. Gives back milliseconds from the last byte to the durable picture: file, record
    /// and row are on the disk when it is told. The receipt is settled after that.
    fn run(&self, runtime: &tokio::runtime::Runtime, wanted: &str) -> f64 {
        let start = StartJob {
            prompt: "bench".into(),
            model: Some("nano-banana".into()),
            ..StartJob::default()
        };
        runtime.block_on(async {
            let mut events = self.studio.events();
            let job = self.studio.start_job(start).await.unwrap();
            while !matches!(events.recv().await.unwrap(), JobEvent::Saved { .. }) {}
            let last = self.last_byte.lock().take().unwrap();
            let after = ms(last.elapsed());
            let job = self.studio.wait(job).await.unwrap();
            assert_eq!(job.saved[0].hash.as_str(), wanted);
            after
        })
    }
}

/// Copies the body once, writes both files, flushes both. Gives back milliseconds of the last
/// 256 KiB of each file with their flushes: the tail that a durable save cannot avoid.
fn floor(folder: &Path, body: &Bytes, picture: &[u8], scratch: &mut [u8]) -> f64 {
    scratch[..body.len()].copy_from_slice(body);
    let write = |name: &str, bytes: &[u8]| {
        let mut file = std::fs::File::create(folder.join(name)).unwrap();
        let tail = bytes.len() - 256 * 1024;
        for slice in bytes[..tail].chunks(256 * 1024) {
            file.write_all(slice).unwrap();
        }
        let begun = Instant::now();
        file.write_all(&bytes[tail..]).unwrap();
        file.sync_all().unwrap();
        ms(begun.elapsed())
    };
    write("receipt", &scratch[..body.len()]) + write("picture", picture)
}

/// One round: what each took.
struct Round {
    job: f64,
    small_job: f64,
    floor: f64,
    peer: Option<f64>,
    /// From the last byte to the durable picture, to the tail that no save can avoid.
    tail: f64,
}

impl Round {
    fn of_bytes(&self) -> f64 {
        self.job - self.small_job
    }
}

pub(crate) fn measure(runtime: &tokio::runtime::Runtime, report: &mut Report) {
    let picture = picture();
    let body = body(&picture);
    let hash = |picture: &[u8]| blake3::hash(picture).to_hex().to_string();
    let wanted = hash(&picture);
    let folder = tempfile::tempdir_in(".").unwrap();
    let ours = Ours::new(runtime, &folder.path().join("large"), body.clone());
    let little = small_picture();
    let little_hash = hash(&little);
    let small = Ours::new(runtime, &folder.path().join("small"), self::body(&little));
    let peer = peer::Peer::openai(runtime, &body, picture.len());
    let mut scratch = vec![0; body.len()];
    // The first run, before anything is warm: what a warm allocator holds would hide it.
    let ((), memory) = extra_memory(|| {
        ours.run(runtime, &wanted);
    });
    floor(folder.path(), &body, &picture, &mut scratch);
    small.run(runtime, &little_hash);
    let round = |_| {
        let (after, job) = taken(|| ours.run(runtime, &wanted));
        let (tail, floor) = taken(|| floor(folder.path(), &body, &picture, &mut scratch));
        let (_, small_job) = taken(|| small.run(runtime, &little_hash));
        Round {
            job: ms(job),
            small_job: ms(small_job),
            floor: ms(floor),
            peer: peer.as_ref().and_then(|peer| peer.round("go")),
            tail: after / tail,
        }
    };
    let rounds: Vec<Round> = (0..report.rounds).map(round).collect();
    tell(report, &rounds);
    if let Some(memory) = memory {
        report.at_most("the same: extra memory", mib(memory), 4.0, "MiB");
    }
}

fn tell(report: &mut Report, rounds: &[Round]) {
    let of = |figure: fn(&Round) -> f64| median(rounds.iter().map(figure).collect());
    report.at_most(
        "30 MB answer → receipt and durable picture: CPU of the whole job to floor",
        of(|it| it.job / it.floor),
        1.5,
        "×",
    );
    report.note(format!(
        "30 MB answer: {:.1} ms CPU a job (its bytes alone {:.2} × the floor), of which {:.1} ms are \
         those of a job with a small answer (journal, flushes, record, row); floor (copy, write \
         receipt and picture) {:.1} ms",
        of(|it| it.job),
        of(|it| it.of_bytes() / it.floor),
        of(|it| it.small_job),
        of(|it| it.floor)
    ));
    let to_peer: Vec<f64> = rounds
        .iter()
        .filter_map(|it| Some(it.job / it.peer?))
        .collect();
    if to_peer.is_empty() {
        report.note("30 MB answer: the openai peer was absent".into());
    } else {
        report.at_most("the same: CPU to openai-python", median(to_peer), 0.25, "×");
        let peers = rounds.iter().filter_map(|it| it.peer).collect();
        report.note(format!(
            "openai-python receives and decodes it in {:.0} ms CPU",
            median(peers)
        ));
    }
    report.at_most(
        "the same: last byte → picture durable, to the tail's write and flush",
        of(|it| it.tail),
        1.5,
        "×",
    );
}
