//! Events against the algorithm of the WHATWG standard, in any pieces, with the three mends.

use bytes::Bytes;
use futures_util::{FutureExt as _, StreamExt as _};
use musa_api::sse::{EVENT_LIMIT, Event, ReadEventsError, SseReader, events_of};
use musa_api::transport::{Chunks, TransportError};
use proptest::prelude::*;

use crate::api_wire::recordings;

/// The standard's algorithm, written down slowly. At the end a blank line is assumed.
fn reference(body: &[u8]) -> Vec<Event> {
    let text = String::from_utf8_lossy(body).into_owned() + "\n\n";
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let (mut events, mut name, mut data) = (Vec::new(), None, None::<String>);
    for line in text.split('\n') {
        if line.is_empty() {
            if let Some(data) = data.take() {
                events.push(Event {
                    name: name.take(),
                    data,
                });
            }
            name = None;
            continue;
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "data" => match &mut data {
                Some(data) => {
                    data.push('\n');
                    data.push_str(value);
                }
                None => data = Some(value.to_owned()),
            },
            "event" => name = Some(value.to_owned()),
            _ => {}
        }
    }
    events
}

fn in_pieces(body: &[u8], step: usize) -> Vec<Event> {
    let pieces: Vec<_> = body
        .chunks(step)
        .map(|piece| Ok(Bytes::copy_from_slice(piece)))
        .collect();
    let chunks: Chunks = Box::pin(futures_util::stream::iter(pieces));
    let events = SseReader::new(chunks)
        .map(Result::unwrap)
        .collect::<Vec<_>>();
    events.now_or_never().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_stream_in_any_pieces_is_what_the_standard_says(
        parts in prop::collection::vec(prop_oneof![
            Just("data:".to_owned()), Just("data: ".to_owned()), Just("event: ".to_owned()),
            Just("id: 1\n".to_owned()), Just(": ping\n\n".to_owned()), Just("\n".to_owned()),
            Just("\r\n".to_owned()), Just("\r".to_owned()), Just("\n\n".to_owned()),
            "[a-z:é一 ]{0,5}", Just("[DONE]".to_owned()),
        ], 0..24),
        step in 1_usize..9,
    ) {
        let body = parts.concat();
        let expected = reference(body.as_bytes());
        prop_assert_eq!(&events_of(body.as_bytes()), &expected, "{:?}", body);
        prop_assert_eq!(&in_pieces(body.as_bytes(), step), &expected, "{:?} by {}", body, step);
    }

    #[test]
    fn bad_utf8_is_replaced_and_ends_nothing(
        bytes in prop::collection::vec(prop_oneof![Just(b'a'), Just(0xff), Just(0xe4), Just(0xb8), Just(0x80), Just(0xf0)], 0..20),
        step in 1_usize..5,
    ) {
        let body = [b"data: ", &bytes[..], b"\n\ndata: after\n\n"].concat();
        let expected = reference(&body);
        prop_assert_eq!(&in_pieces(&body, step), &expected);
        prop_assert_eq!(expected.last().map(|event| event.data.as_str()), Some("after"));
    }
}

#[test]
fn a_last_event_without_its_blank_line_is_there_after_a_clean_end_and_not_after_a_cut() {
    assert_eq!(events_of(b"event: a\ndata: {}")[0].data, "{}");
    let pieces = [
        Ok(Bytes::from_static(b"data: 1\n\ndata: 2")),
        Err(TransportError::Cut("gone".to_owned())),
    ];
    let chunks: Chunks = Box::pin(futures_util::stream::iter(pieces));
    let events: Vec<_> = SseReader::new(chunks).collect().now_or_never().unwrap();
    let cut = ReadEventsError::Transport(TransportError::Cut("gone".to_owned()));
    let first = Event {
        name: None,
        data: "1".to_owned(),
    };
    assert_eq!(events, [Ok(first), Err(cut)]);
}

#[test]
fn bytes_without_an_event_are_counted() {
    let piece = Bytes::from(vec![b'a'; EVENT_LIMIT / 8 + 1]);
    let pieces = std::iter::repeat_n(Ok(piece), 8);
    let start = std::iter::once(Ok(Bytes::from_static(b"data: ")));
    let chunks: Chunks = Box::pin(futures_util::stream::iter(start.chain(pieces)));
    let events: Vec<_> = SseReader::new(chunks).collect().now_or_never().unwrap();
    assert_eq!(events, [Err(ReadEventsError::TooLarge)]);
}

#[test]
fn every_recorded_stream_gives_the_same_events_in_every_split() {
    let Some(folder) = recordings() else {
        println!("skipped: recorded streams (MUSA_RECORDINGS is not set)");
        return;
    };
    let mut count = 0;
    for cassette in std::fs::read_dir(folder.join("cassettes")).unwrap() {
        for file in std::fs::read_dir(cassette.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_none_or(|extension| extension != "sse") {
                continue;
            }
            count += 1;
            let body = std::fs::read(&path).unwrap();
            let whole = reference(&body);
            assert!(!whole.is_empty(), "{}", path.display());
            assert_eq!(events_of(&body), whole, "{}", path.display());
            for step in [1, 2, 3, 5, 7, 64, 1021] {
                assert_eq!(
                    in_pieces(&body, step),
                    whole,
                    "{} by {step}",
                    path.display()
                );
            }
            // Every single place to split a small stream in two, every 97th of a big one.
            let stride = if body.len() < 4_096 { 1 } else { 97 };
            for at in (1..body.len()).step_by(stride) {
                let (first, second) = body.split_at(at);
                let pieces = [
                    Bytes::copy_from_slice(first),
                    Bytes::copy_from_slice(second),
                ];
                let chunks: Chunks = Box::pin(futures_util::stream::iter(pieces.map(Ok)));
                let events = SseReader::new(chunks)
                    .map(Result::unwrap)
                    .collect::<Vec<_>>();
                assert_eq!(
                    events.now_or_never().unwrap(),
                    whole,
                    "{} at {at}",
                    path.display()
                );
            }
        }
    }
    assert!(count > 10, "{count} streams");
}
