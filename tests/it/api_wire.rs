//! What the tests of the wire share: a receiver that remembers, a call, and a request written
//! out as text, so that whole requests can be compared.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Read as _};
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use musa_api::answer::PictureAt;
use musa_api::answer::drafts::{Draft, Drafts};
use musa_api::body::{Body, FilePart, PartContent, Piece, Source};
use musa_api::client::{Call, Ending, Phase, Receiver};
use musa_api::endpoint::{Received, Request};
use musa_api::lift::base64::Base64Stream;
use musa_api::lift::{LiftId, LiftSink, Lifted, Lifter};
use musa_api::secret::ApiKey;
use musa_api::transport::Head;
use tokio_util::sync::CancellationToken;

/// Remembers everything that a receiver is told.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    pub(crate) heads: Vec<u16>,
    pub(crate) bytes: Vec<u8>,
    pub(crate) lifted: BTreeMap<u32, Vec<u8>>,
    pub(crate) ended: Vec<u32>,
    pub(crate) ending: Option<Ending>,
    pub(crate) drafts: Vec<Draft>,
}

impl Memory {
    /// A lifted string as the picture it encodes.
    pub(crate) fn picture(&self, id: LiftId) -> Vec<u8> {
        let mut out = Vec::new();
        let mut stream = Base64Stream::new();
        stream.push(&self.lifted[&id.0], &mut out).unwrap();
        stream.finish(&mut out).unwrap();
        out
    }
}

impl LiftSink for Memory {
    fn begin(&mut self, id: LiftId) -> io::Result<()> {
        assert_eq!(
            self.lifted.insert(id.0, Vec::new()),
            None,
            "{id:?} began twice"
        );
        Ok(())
    }

    fn push(&mut self, id: LiftId, text: &[u8]) -> io::Result<()> {
        self.lifted.get_mut(&id.0).unwrap().extend_from_slice(text);
        Ok(())
    }

    fn end(&mut self, id: LiftId) -> io::Result<()> {
        self.ended.push(id.0);
        Ok(())
    }
}

impl Receiver for Memory {
    fn head(&mut self, head: &Head) -> io::Result<()> {
        let heads = std::mem::take(&mut self.heads);
        *self = Self::default();
        self.heads = heads;
        self.heads.push(head.status.as_u16());
        Ok(())
    }

    fn chunk(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.bytes.extend_from_slice(bytes);
        Ok(())
    }

    fn draft(&mut self, draft: &Draft) -> io::Result<()> {
        if let PictureAt::Lifted(id) = draft.at {
            assert!(self.ended.contains(&id.0), "{id:?} is told before its end");
        }
        self.drafts.push(draft.clone());
        Ok(())
    }

    fn finish(&mut self, ending: Ending) -> io::Result<()> {
        assert_eq!(self.ending.replace(ending), None, "it ended twice");
        Ok(())
    }
}

/// Everything a call needs, kept alive.
pub(crate) struct Caller {
    pub(crate) key: Option<ApiKey>,
    pub(crate) cancel: CancellationToken,
    pub(crate) phases: Arc<Mutex<Vec<Phase>>>,
}

impl Caller {
    pub(crate) fn new() -> Self {
        Self {
            key: Some(ApiKey::parse("sk-canary-0123456789abcdef").unwrap()),
            cancel: CancellationToken::new(),
            phases: Arc::default(),
        }
    }

    /// Makes the call's value and hands it to `run`.
    pub(crate) async fn with<T>(&self, run: impl AsyncFnOnce(&Call<'_>) -> T) -> T {
        let phases = Arc::clone(&self.phases);
        let note = move |phase| phases.lock().unwrap().push(phase);
        run(&Call {
            key: self.key.as_ref(),
            cancel: &self.cancel,
            progress: None,
            phase: &note,
        })
        .await
    }
}

/// An answer that was received whole, in chunks of `step` bytes.
pub(crate) fn received(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Received {
    received_in(status, headers, body, body.len().max(1)).0
}

/// The same in chunks, with what was lifted.
pub(crate) fn received_in(
    status: u16,
    headers: &[(&str, &str)],
    body: &[u8],
    step: usize,
) -> (Received, Memory) {
    let mut memory = Memory::default();
    let mut scan = Lifter::new();
    let mut drafts = Drafts::new();
    for chunk in body.chunks(step) {
        scan.push(chunk, &mut memory).unwrap();
        for draft in drafts.look(scan.skeleton()) {
            memory.draft(&draft).unwrap();
        }
    }
    let mut lifted = scan.finish(&mut memory).unwrap();
    if status >= 300 {
        // As the client does: a refusal is kept as it is.
        lifted = Lifted::plain(body.to_vec());
    }
    (answer(status, headers, lifted), memory)
}

/// An answer made of its parts.
pub(crate) fn answer(status: u16, headers: &[(&str, &str)], lifted: Lifted) -> Received {
    Received {
        head: head(status, headers),
        lifted,
        talk: None,
    }
}

/// The first part of an answer.
pub(crate) fn head(status: u16, headers: &[(&str, &str)]) -> Head {
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        let name: http::HeaderName = name.parse().unwrap();
        map.append(name, value.parse().unwrap());
    }
    Head {
        status: StatusCode::from_u16(status).unwrap(),
        headers: map,
    }
}

/// A whole request as text: what is compared is everything.
pub(crate) fn written(request: &Request) -> String {
    let mut out = format!("{} {}", request.method, request.path);
    for (at, (name, value)) in request.query.iter().enumerate() {
        let mark = if at == 0 { '?' } else { '&' };
        write!(out, "{mark}{name}={value}").unwrap();
    }
    writeln!(
        out,
        "\n{:?}, first byte {:?}",
        request.billing, request.limits.first_byte
    )
    .unwrap();
    match &request.body {
        Body::Empty => {}
        Body::Json(pieces) => {
            for piece in pieces {
                match piece {
                    Piece::Bytes(bytes) => out.push_str(std::str::from_utf8(bytes).unwrap()),
                    Piece::Raw(source) => write!(out, "<raw {}>", text(&**source)).unwrap(),
                    Piece::Base64(source) => write!(out, "<base64 {}>", text(&**source)).unwrap(),
                }
            }
        }
        Body::Multipart(parts) => {
            for part in parts {
                write!(out, "{}: ", part.name).unwrap();
                match &part.content {
                    PartContent::Text(text) => writeln!(out, "{text}").unwrap(),
                    PartContent::File(file) => {
                        let name = &file.file_name;
                        let kind = file.content_type;
                        writeln!(out, "<{name} {kind} {}>", text(&*file.source)).unwrap();
                    }
                }
            }
        }
    }
    out
}

fn text(source: &dyn Source) -> String {
    let mut bytes = Vec::new();
    source.open().unwrap().read_to_end(&mut bytes).unwrap();
    assert_eq!(bytes.len() as u64, source.len());
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A source of these bytes.
pub(crate) fn source(bytes: &[u8]) -> Arc<dyn Source> {
    Arc::new(Bytes::copy_from_slice(bytes))
}

/// A file of a form.
pub(crate) fn file(name: &str, bytes: &[u8]) -> FilePart {
    FilePart {
        file_name: name.to_owned(),
        content_type: "image/png",
        source: source(bytes),
    }
}

/// A file of other projects' recordings, or `None`, said loudly, where those are not.
pub(crate) fn recording(path: &str) -> Option<Vec<u8>> {
    let Some(folder) = recordings() else {
        skipped(path);
        return None;
    };
    let path = folder.join(path);
    Some(std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

/// Where other projects' recordings are.
pub(crate) fn recordings() -> Option<std::path::PathBuf> {
    #[expect(
        clippy::disallowed_methods,
        reason = "a test binary is a composition root of its own"
    )]
    let folder = std::env::var_os("MUSA_RECORDINGS");
    folder.map(Into::into)
}

#[expect(
    clippy::print_stdout,
    reason = "whoever runs the tests must see what was not tested"
)]
fn skipped(what: &str) {
    println!("skipped: {what} (MUSA_RECORDINGS is not set)");
}
