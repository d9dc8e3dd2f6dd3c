//! The event stream: lines of 1, 8 and 32 MB in chunks of 16 KiB, as picture events have them.
//! The gate is a speed at which no picture waits for its parser; the ratio of the longest to the
//! shortest line shows that time grows with length and not faster.

use bytes::Bytes;
use futures_util::{StreamExt as _, stream};
use musa_api::sse::SseReader;
use musa_api::transport::Chunks;

use crate::figures::Report;
use crate::measure::{median, ms, taken};

const MB: usize = 1_000_000;

fn body(line: usize) -> Bytes {
    let mut text = b"event: image_generation.completed\ndata: {\"b64_json\":\"".to_vec();
    text.resize(line, b'A');
    text.extend_from_slice(b"\"}\n\n");
    Bytes::from(text)
}

fn read(runtime: &tokio::runtime::Runtime, body: &Bytes) -> usize {
    let pieces = (0..body.len()).step_by(16 * 1024);
    let pieces: Vec<_> = pieces
        .map(|at| Ok(body.slice(at..body.len().min(at + 16 * 1024))))
        .collect();
    let chunks: Chunks = Box::pin(stream::iter(pieces));
    runtime.block_on(async {
        let mut reader = SseReader::new(chunks);
        let mut length = 0;
        while let Some(event) = reader.next().await {
            length += event.unwrap().data.len();
        }
        length
    })
}

pub(crate) fn measure(runtime: &tokio::runtime::Runtime, report: &mut Report) {
    for megabytes in [1, 8, 32] {
        let body = body(megabytes * MB);
        assert!(read(runtime, &body) > megabytes * MB - 100);
        let mut speeds = Vec::new();
        for _ in 0..report.rounds {
            let (_, cpu) = taken(|| read(runtime, &body));
            let bytes = f64::from(u32::try_from(body.len()).unwrap());
            speeds.push(bytes / 1e6 / ms(cpu));
        }
        let what = format!("event stream, a line of {megabytes} MB");
        report.at_least(&what, median(speeds), 0.5, "GB/s");
    }
}
