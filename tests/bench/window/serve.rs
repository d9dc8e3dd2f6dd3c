//! The built page and ready-made thumbnails over loopback HTTP, as MiniBrowser gets them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::extract::{Path as InAddress, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use image::codecs::jpeg::JpegEncoder;

/// Thumbnails of 320 pixels of the pictures below a folder, as JPEG.
pub(super) fn thumbnails(library: &Path, count: usize) -> Vec<Vec<u8>> {
    let hidden = library.join(".musa");
    let files = musa_tests::window::files_below(library);
    let pictures = files
        .iter()
        .filter(|path| !path.starts_with(&hidden))
        .take(count);
    let made = pictures.map(|path| {
        let small = image::open(path).unwrap().thumbnail(320, 4096).into_rgb8();
        let mut bytes = Vec::new();
        small
            .write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, 85))
            .unwrap();
        bytes
    });
    made.collect()
}

/// Serves both on a free port, from a thread of its own, and says the address.
pub(super) fn start(thumbnails: Vec<Vec<u8>>) -> String {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let routes = Router::new()
        .route("/thumbnail/{number}", get(thumbnail))
        .route("/", get(|| async { file("index.html") }))
        .route(
            "/{*path}",
            get(|path: InAddress<String>| async move { file(&path.0) }),
        )
        .with_state(Arc::new(thumbnails));
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        // It ends with the bench.
        drop(runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            axum::serve(listener, routes).await
        }));
    });
    address
}

async fn thumbnail(
    State(all): State<Arc<Vec<Vec<u8>>>>,
    InAddress(number): InAddress<usize>,
) -> Response {
    match all.get(number) {
        Some(bytes) => ([(header::CONTENT_TYPE, "image/jpeg")], bytes.clone()).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// A file of the built page.
fn file(path: &str) -> Response {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/dist");
    let place: PathBuf = dist.join(path);
    let Ok(bytes) = std::fs::read(place) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kind = match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("woff2") => "font/woff2",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    };
    ([(header::CONTENT_TYPE, kind)], bytes).into_response()
}
