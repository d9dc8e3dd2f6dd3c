//! Watching a film: one file on loopback while it is open (`libraries.md`: WebKitGTK plays no
//! media from custom schemes; `reliability.md` T15). 127.0.0.1, a port of the system's choice, a
//! token in the path, the Host it was reached by, GET and HEAD, ranges, no CORS. Nothing listens
//! before a film is opened, and nothing after it is closed.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, Uri, header};
use bytes::Bytes;
use futures_util::stream;
use parking_lot::Mutex;
use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};
use tokio_util::task::TaskTracker;
use uuid::Uuid;

use crate::files;

/// How much of a file is read at a time.
const STEP: usize = 256 << 10;
/// The last part of the path: players look at the ending.
const NAME: &str = "film.mp4";

/// The film that is open, if one is. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Player {
    open: Arc<Mutex<Option<DropGuard>>>,
    tasks: TaskTracker,
}

/// What is served, and under which names.
struct Served {
    file: PathBuf,
    host: String,
    path: String,
}

impl Player {
    /// Opens a film, and closes the one before it. Gives back its address.
    pub(crate) async fn open(&self, file: PathBuf) -> io::Result<String> {
        self.close();
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let host = listener.local_addr()?.to_string();
        // Two of 122 random bits each.
        let token = format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
        let path = format!("/{token}/{NAME}");
        let address = format!("http://{host}{path}");
        let served = Arc::new(Served { file, host, path });
        let router = Router::new().fallback(serve).with_state(served);
        let closed = CancellationToken::new();
        let ends = closed.clone().cancelled_owned();
        self.tasks.spawn(async move {
            let serving = axum::serve(listener, router).with_graceful_shutdown(ends);
            if let Err(error) = serving.await {
                tracing::warn!(%error, "a film could not be served on");
            }
        });
        *self.open.lock() = Some(closed.drop_guard());
        Ok(address)
    }

    /// Closes what is open.
    pub(crate) fn close(&self) {
        drop(self.open.lock().take());
    }
}

async fn serve(
    State(served): State<Arc<Served>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Response<Body> {
    // A page that was bound to our address by its own name is not ours (DNS rebinding).
    if headers.get(header::HOST).map(HeaderValue::as_bytes) != Some(served.host.as_bytes()) {
        return empty(StatusCode::MISDIRECTED_REQUEST);
    }
    if uri.path() != served.path {
        return empty(StatusCode::NOT_FOUND);
    }
    if method != Method::GET && method != Method::HEAD {
        return empty(StatusCode::METHOD_NOT_ALLOWED);
    }
    let range = headers.get(header::RANGE);
    let range = range
        .and_then(|range| range.to_str().ok())
        .map(str::to_owned);
    let opened = tokio::task::spawn_blocking(move || open(&served.file)).await;
    let Ok(Ok((file, length))) = opened else {
        return empty(StatusCode::NOT_FOUND);
    };
    answer(file, length, range.as_deref(), &method)
}

fn open(path: &Path) -> io::Result<(File, u64)> {
    let (file, found) = files::open_regular(path).map_err(io::Error::other)?;
    Ok((file, found.len()))
}

fn answer(file: File, length: u64, range: Option<&str>, method: &Method) -> Response<Body> {
    let (status, begin, end) = match range.map(|range| part(range, length)) {
        None | Some(Part::All) => (StatusCode::OK, 0, length),
        Some(Part::Some(begin, end)) => (StatusCode::PARTIAL_CONTENT, begin, end),
        Some(Part::None) => {
            let mut answer = empty(StatusCode::RANGE_NOT_SATISFIABLE);
            set(
                &mut answer,
                header::CONTENT_RANGE,
                &format!("bytes */{length}"),
            );
            return answer;
        }
    };
    let body = if *method == Method::HEAD {
        Body::empty()
    } else {
        Body::from_stream(read(file, begin, end))
    };
    let mut answer = Response::new(body);
    *answer.status_mut() = status;
    set(&mut answer, header::CONTENT_TYPE, "video/mp4");
    set(
        &mut answer,
        header::CONTENT_LENGTH,
        &(end - begin).to_string(),
    );
    set(&mut answer, header::ACCEPT_RANGES, "bytes");
    set(&mut answer, header::CACHE_CONTROL, "no-store");
    set(&mut answer, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    if status == StatusCode::PARTIAL_CONTENT {
        let last = end.saturating_sub(1);
        let part = format!("bytes {begin}-{last}/{length}");
        set(&mut answer, header::CONTENT_RANGE, &part);
    }
    answer
}

/// The bytes of a file between two places, step by step.
fn read(
    file: File,
    begin: u64,
    end: u64,
) -> impl futures_util::Stream<Item = io::Result<Bytes>> + Send {
    stream::try_unfold((file, begin), move |(mut file, at)| async move {
        if at >= end {
            return Ok(None);
        }
        let step = tokio::task::spawn_blocking(move || {
            let want = usize::try_from(end - at).unwrap_or(STEP).min(STEP);
            let mut bytes = vec![0; want];
            file.seek(SeekFrom::Start(at))?;
            file.read_exact(&mut bytes)?;
            Ok::<_, io::Error>((bytes, file))
        });
        let (bytes, file) = step.await.map_err(io::Error::other)??;
        let next = at + bytes.len() as u64;
        Ok(Some((Bytes::from(bytes), (file, next))))
    })
}

/// Which part is asked for.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    /// The whole: the question cannot be read, or asks for several (RFC 9110, 14.2).
    All,
    /// From here until before there.
    Some(u64, u64),
    /// There is no such part.
    None,
}

fn part(range: &str, length: u64) -> Part {
    let Some((first, last)) = range
        .strip_prefix("bytes=")
        .and_then(|it| it.split_once('-'))
    else {
        return Part::All;
    };
    let (begin, end) = match (first.trim().parse::<u64>(), last.trim().parse::<u64>()) {
        (Ok(begin), Ok(last)) if last >= begin => (begin, last.saturating_add(1).min(length)),
        (Ok(begin), Err(_)) if last.trim().is_empty() => (begin, length),
        // The last so many.
        (Err(_), Ok(count)) if first.trim().is_empty() => (length.saturating_sub(count), length),
        _ => return Part::All,
    };
    if begin >= end {
        return Part::None;
    }
    Part::Some(begin, end)
}

fn empty(status: StatusCode) -> Response<Body> {
    let mut answer = Response::new(Body::empty());
    *answer.status_mut() = status;
    answer
}

fn set(answer: &mut Response<Body>, name: header::HeaderName, value: &str) {
    // What is set here is ASCII of our own.
    if let Ok(value) = HeaderValue::from_str(value) {
        answer.headers_mut().insert(name, value);
    }
}

#[cfg(test)]
mod tests {
    use super::{Part, part};

    #[test]
    fn parts_are_those_of_the_rfc() {
        assert_eq!(part("bytes=0-0", 10), Part::Some(0, 1));
        assert_eq!(part("bytes=2-", 10), Part::Some(2, 10));
        assert_eq!(part("bytes=2-99", 10), Part::Some(2, 10));
        assert_eq!(part("bytes=-3", 10), Part::Some(7, 10));
        assert_eq!(part("bytes=-99", 10), Part::Some(0, 10));
        assert_eq!(part("bytes=10-", 10), Part::None);
        assert_eq!(part("bytes=-0", 10), Part::None);
        for unread in ["bytes=3-2", "items=0-1", "bytes=0-1,4-5", "bytes=-", ""] {
            assert_eq!(part(unread, 10), Part::All, "{unread}");
        }
    }
}
