//! Lifting: any JSON in any pieces gives the same skeleton and the strings that `serde_json`
//! reads; base64 in any pieces gives the same bytes.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use musa_api::lift::base64::{Base64Stream, DecodeError};
use musa_api::lift::{LIFT_OVER, LiftId, Lifter, SKELETON_LIMIT, SkeletonTooLarge};
use proptest::prelude::*;
use serde_json::Value;

use crate::api_wire::{Memory, received_in};

/// The JSON with its long strings put back.
fn restored(skeleton: &[u8], memory: &Memory) -> Value {
    fn restore(value: &mut Value, memory: &Memory) {
        match value {
            Value::String(text) => {
                if let Some(id) = LiftId::from_mark(text) {
                    *text = String::from_utf8(memory.lifted[&id.0].clone()).unwrap();
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| restore(item, memory)),
            Value::Object(fields) => fields.values_mut().for_each(|item| restore(item, memory)),
            _ => {}
        }
    }
    let mut value = serde_json::from_slice(skeleton).unwrap();
    restore(&mut value, memory);
    value
}

/// Text with everything that JSON escapes, sometimes long.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-z\"\\\\/\n\t\u{1}é一😀]{0,12}",
        Just("a".repeat(LIFT_OVER)),
        Just("\\\"".repeat(LIFT_OVER / 3)),
        Just("😀\u{2}/".repeat(LIFT_OVER / 4)),
    ];
    prop::collection::vec(piece, 0..3).prop_map(|pieces| pieces.concat())
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        text().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        Just(Value::Null),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        // Under the last two a model speaks: their words stay in the skeleton.
        let name = prop_oneof![
            "[a-z\"\\\\]{0,6}",
            Just("content".to_owned()),
            Just("text".to_owned()),
        ];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(name, inner, 0..4)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

/// Every character above ASCII, and some below, as `\uXXXX`; slashes as PHP writes them.
fn escaped(value: &Value) -> String {
    let mut out = String::new();
    for c in value.to_string().chars() {
        match c {
            '/' => out.push_str("\\/"),
            c if c.is_ascii() => out.push(c),
            c => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    write!(out, "\\u{unit:04X}").unwrap();
                }
            }
        }
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_json_in_any_pieces_is_what_serde_reads(value in json(), step in 1_usize..9000) {
        for body in [value.to_string(), escaped(&value)] {
            let (whole, memory) = received_in(200, &[], body.as_bytes(), body.len());
            prop_assert_eq!(restored(&whole.lifted.skeleton, &memory), value.clone());
            prop_assert_eq!(memory.ended.len(), memory.lifted.len());
            prop_assert_eq!(memory.lifted.len(), whole.lifted.count as usize);
            for step in [step, 1 + step % 7] {
                let (pieces, again) = received_in(200, &[], body.as_bytes(), step);
                prop_assert_eq!(&pieces.lifted, &whole.lifted);
                prop_assert_eq!(&again.lifted, &memory.lifted);
            }
        }
    }

    #[test]
    fn any_bytes_at_all_do_no_harm(bytes in prop::collection::vec(any::<u8>(), 0..300), step in 1_usize..40) {
        let (whole, _) = received_in(200, &[], &bytes, bytes.len().max(1));
        let (pieces, _) = received_in(200, &[], &bytes, step);
        prop_assert_eq!(whole.lifted, pieces.lifted);
    }

    #[test]
    fn base64_in_any_pieces_and_dresses(bytes in prop::collection::vec(any::<u8>(), 0..2000), step in 1_usize..300) {
        let plain = STANDARD.encode(&bytes);
        let mut lines = String::from(" ");
        for (at, c) in plain.chars().enumerate() {
            lines.push(c);
            if at % 76 == 75 {
                lines.push_str("\r\n");
            }
        }
        let dresses = [
            plain.clone(),
            plain.trim_end_matches('=').to_owned(),
            URL_SAFE_NO_PAD.encode(&bytes),
            lines,
            format!("data:image/png;base64,{plain}"),
            format!("DATA:;base64,{plain}\n"),
        ];
        for dress in dresses {
            let mut out = Vec::new();
            let mut stream = Base64Stream::new();
            for piece in dress.as_bytes().chunks(step) {
                stream.push(piece, &mut out).unwrap();
            }
            stream.finish(&mut out).unwrap();
            prop_assert_eq!(&out, &bytes, "{}", dress);
        }
    }
}

#[test]
fn strings_up_to_the_limit_stay_byte_for_byte() {
    let short = format!("{{\"a\\u0041/\\/\" : \"{}\" }}", "x".repeat(LIFT_OVER));
    let (received, memory) = received_in(200, &[], short.as_bytes(), 100);
    assert_eq!(received.lifted.skeleton, short.as_bytes());
    assert_eq!(memory.lifted.len(), 0);
    let long = format!("[\"{}\"]", "x".repeat(LIFT_OVER + 1));
    let (received, memory) = received_in(200, &[], long.as_bytes(), 100);
    assert_eq!(
        received.lifted.skeleton,
        format!("[\"{}\"]", LiftId(0).mark()).as_bytes()
    );
    assert_eq!(memory.lifted[&0].len(), LIFT_OVER + 1);
}

#[test]
fn a_string_that_never_ends_is_never_ended() {
    let cut = format!("[\"{}", "x".repeat(LIFT_OVER * 2));
    let (received, memory) = received_in(200, &[], cut.as_bytes(), 1000);
    assert_eq!(received.lifted.count, 1);
    assert_eq!(memory.lifted[&0].len(), LIFT_OVER * 2);
    assert_eq!(memory.ended.len(), 0);
}

#[test]
fn a_skeleton_past_its_limit_is_refused_at_the_end_and_not_before() {
    let mut memory = Memory::default();
    let mut scan = Lifter::new();
    let numbers = b"1,".repeat(1 << 16);
    for _ in 0..=SKELETON_LIMIT / numbers.len() {
        scan.push(&numbers, &mut memory).unwrap();
    }
    let error = scan.finish(&mut memory).unwrap_err();
    assert!(error.get_ref().unwrap().is::<SkeletonTooLarge>());
}

#[test]
fn a_mark_is_read_back_and_nothing_else_is() {
    assert_eq!(LiftId::from_mark(&LiftId(17).mark()), Some(LiftId(17)));
    for text in [
        "",
        "17",
        "musa-lifted:",
        "musa-lifted:-1",
        "musa-lifted:99999999999",
        "xmusa-lifted:1",
    ] {
        assert_eq!(LiftId::from_mark(text), None, "{text}");
    }
}

#[test]
fn what_is_no_base64_is_an_error() {
    for text in [
        "a!bc",
        "abc=d",
        "a",
        "data:image/png;base64,a*==",
        "https://a.example/x.png",
    ] {
        let mut out = Vec::new();
        let mut stream = Base64Stream::new();
        let result = stream.push(text.as_bytes(), &mut out);
        let result = result.and_then(|()| stream.finish(&mut out));
        assert_eq!(result, Err(DecodeError), "{text}");
    }
    let mut stream = Base64Stream::new();
    stream
        .push(b"data:image/PNG;charset=x;base64,", &mut Vec::new())
        .unwrap();
    assert_eq!(stream.declared_type(), Some("image/png"));
}
