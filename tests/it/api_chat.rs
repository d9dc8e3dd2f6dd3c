//! Pictures through chats: whole requests, every form of an answer (WIRE 5.2) whole and as events,
//! a data URL over 1,200 deltas, and streams in every split.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use musa_api::answer::{ImagesAnswer, PictureAt, PictureForm, chat};
use musa_api::endpoint::Endpoint;
use musa_api::endpoints::chat_pictures::{ChatPictures, Message, MessagePart, Role};
use musa_api::endpoints::delivery::Streaming;
use musa_api::endpoints::images_generations::Reference;
use musa_api::endpoints::recraft_chat::RecraftChat;
use musa_api::error::{Charge, Error, Kind};
use musa_api::lift::LiftId;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::api_wire::{Memory, received_in, source, written};

mod failures;

const EVENTS: &[(&str, &str)] = &[("content-type", "text/event-stream")];

/// Bytes that begin as a PNG does; not one of them is lost on the way.
pub(crate) fn png(bytes: usize) -> Vec<u8> {
    let noise = (0..bytes).map(|at| u8::try_from((at * 31 + at / 251) % 256).unwrap());
    b"\x89PNG\r\n\x1a\n".iter().copied().chain(noise).collect()
}

pub(crate) fn data_url(picture: &[u8]) -> String {
    format!("data:image/png;base64,{}", STANDARD.encode(picture))
}

/// An answer that came whole.
pub(crate) fn whole(message: &Value) -> String {
    let choice = json!({"index": 0, "message": message, "finish_reason": "stop"});
    let usage = json!({"prompt_tokens": 9, "completion_tokens": 12, "total_tokens": 21});
    json!({"id": "chatcmpl-1", "object": "chat.completion", "choices": [choice], "usage": usage})
        .to_string()
}

/// The same text as events, cut into deltas of `step` characters.
pub(crate) fn streamed(content: &str, step: usize, line: &str) -> String {
    let characters: Vec<char> = content.chars().collect();
    let mut out = format!(": PING{line}{line}");
    let mut event = |value: &Value| write!(out, "data: {value}{line}{line}").unwrap();
    event(&json!({"choices": [{"index": 0, "delta": {"role": "assistant", "content": ""}}]}));
    for piece in characters.chunks(step) {
        let piece: String = piece.iter().collect();
        let choice = json!({"index": 0, "delta": {"content": piece}, "finish_reason": null});
        event(&json!({"id": "c", "object": "chat.completion.chunk", "choices": [choice]}));
    }
    event(&json!({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}));
    let usage = json!({"prompt_tokens": 9, "completion_tokens": 12, "total_tokens": 21});
    event(&json!({"choices": [{"index": 0, "delta": {}}], "usage": usage}));
    write!(out, "data: [DONE]{line}{line}").unwrap();
    out
}

pub(crate) fn read(body: &str, step: usize) -> (Result<ImagesAnswer, Error>, Memory) {
    let (received, memory) = received_in(200, &[], body.as_bytes(), step);
    (chat::read(&received), memory)
}

/// Bytes that say little of themselves when a test fails.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Print(pub(crate) Vec<u8>);

impl std::fmt::Debug for Print {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let head = &self.0[..self.0.len().min(80)];
        write!(
            out,
            "{} bytes, {}",
            self.0.len(),
            String::from_utf8_lossy(head)
        )
    }
}

/// What a good answer holds: drafts and result as bytes or addresses, and the words.
pub(crate) fn told(answer: &ImagesAnswer, memory: &Memory) -> (Vec<Print>, Option<String>) {
    let ImagesAnswer::Pictures {
        pictures,
        drafts,
        text,
        ..
    } = answer
    else {
        panic!("{answer:?}");
    };
    let bytes = |at: &PictureAt| match at {
        PictureAt::Lifted(id) => {
            assert!(memory.ended.contains(&id.0), "{id:?} never ended");
            memory.picture(*id)
        }
        PictureAt::Inline(bytes) => bytes.clone(),
        PictureAt::Url(url) => url.clone().into_bytes(),
    };
    let all = drafts.iter().chain(pictures).map(|it| Print(bytes(&it.at)));
    (all.collect(), text.clone())
}

#[test]
fn the_documents_message_with_words_and_pictures() {
    let edit = ChatPictures {
        model: "nano-banana".to_owned(),
        streaming: Streaming::Whole,
        messages: vec![Message::user(
            "给猫\"戴\"上眼镜",
            vec![
                Reference::Url("https://a.example/cat.png?x=1&y=2".to_owned()),
                Reference::File {
                    content_type: "image/png",
                    source: source(b"cat"),
                },
            ],
        )],
    };
    insta::assert_snapshot!(written(&edit.request()), @r#"
    POST /v1/chat/completions
    Billable, first byte 1800s
    {"model":"nano-banana","stream":false,"messages":[{"role":"user","content":[{"type":"text","text":"给猫\"戴\"上眼镜"},{"type":"image_url","image_url":{"url":"https://a.example/cat.png?x=1&y=2"}},{"type":"image_url","image_url":{"url":"data:image/png;base64,<base64 cat>"}}]}]}
    "#);
}

#[test]
fn further_turns_and_a_stream() {
    let said = |role, text: &str| Message {
        role,
        content: vec![MessagePart::Text(text.to_owned())],
    };
    let edit = ChatPictures {
        model: "gpt-4o-image".to_owned(),
        streaming: Streaming::Events,
        messages: vec![
            said(Role::System, "Draw."),
            said(Role::User, "a cat"),
            said(Role::Assistant, "Here it is."),
            said(Role::User, "now a dog"),
        ],
    };
    insta::assert_snapshot!(written(&edit.request()), @r#"
    POST /v1/chat/completions
    Billable, first byte 1800s
    {"model":"gpt-4o-image","stream":true,"messages":[{"role":"system","content":"Draw."},{"role":"user","content":"a cat"},{"role":"assistant","content":"Here it is."},{"role":"user","content":"now a dog"}]}
    "#);
    assert!(edit.request().limits.idle > edit.request().limits.connect * 20);
}

#[test]
fn recraft_gets_its_prompt_as_plain_text() {
    let ask = RecraftChat {
        model: "recraftv3".to_owned(),
        prompt: "a cat, vector".to_owned(),
        streaming: Streaming::Whole,
    };
    insta::assert_snapshot!(written(&ask.request()), @r#"
    POST /v1/chat/completions
    Billable, first byte 1800s
    {"model":"recraftv3","stream":false,"messages":[{"role":"user","content":"a cat, vector"}]}
    "#);
}

/// Content, what is found in it, and what is left of it.
type Form = (String, Vec<Print>, &'static str);

/// Pictures that stand in the words themselves.
fn inside() -> Vec<Form> {
    let [long, short] = [20_000, 60].map(png);
    let (a, b) = (Print(long.clone()), Print(short.clone()));
    let [long_url, short_url] = [data_url(&long), data_url(&short)];
    let [long_text, short_text] = [&long, &short].map(|it| STANDARD.encode(it));
    let json = format!("{{\"data\":[{{\"b64_json\":\"{short_text}\"}}]}}");
    let fenced = format!("```json\n{{\"url\":\"\",\"b64_json\":\"{long_text}\"}}\n```\nok");
    let words = format!("Here:\n\n![image]({long_url})\n\nDone.");
    let after = format!("{long_url}\n\nHere is your cat");
    let two = format!("![a]({long_url}) ![b]({short_url})");
    vec![
        (words, vec![a.clone()], "Here:\n\nDone."),
        (format!("![image]({short_url})"), vec![b.clone()], ""),
        (two, vec![a.clone(), b.clone()], ""),
        (long_url, vec![a.clone()], ""),
        (after, vec![a.clone()], "Here is your cat"),
        (long_text, vec![a.clone()], ""),
        (short_text, vec![b.clone()], ""),
        (fenced, vec![a], "ok"),
        (json, vec![b], ""),
    ]
}

/// Pictures at addresses.
fn outside() -> Vec<Form> {
    let a = "https://cdn.example/a/x.png?sig=1";
    let help = "https://docs.example/help";
    let url = |text: &str| Print(text.as_bytes().to_vec());
    let (cat, y) = (
        "https://w.example/Cat_(animal).png",
        "https://cdn.example/y.png",
    );
    let two = "https://w.example/1?a=1&b=2";
    let alone = "https://files.example/o/abc";
    let said = [
        (format!("```json\n{{\"url\":\"{a}\"}}\n```"), vec![a], ""),
        (
            format!("> 进度 50%\n\n![gen]({a})\n\n[点击下载]({a})"),
            vec![a],
            "> 进度 50%",
        ),
        (
            format!("![gen](<{a}> \"title (1)\") and more"),
            vec![a],
            "and more",
        ),
        (
            format!("[![small]({a})](https://cdn.example/big.png)"),
            vec![a],
            "",
        ),
        (format!("![x]({cat})"), vec![cat], ""),
        (
            format!("![x](https://w.example/1?a=1&amp;b=2) {a}"),
            vec![two],
            a,
        ),
        (format!("结果在{a}。请查看"), vec![a], "结果在。请查看"),
        (
            format!("see {help} and [image]({a})."),
            vec![a],
            "see https://docs.example/help and .",
        ),
        (alone.to_owned(), vec![alone], ""),
        (
            format!("<p><img alt='' src=\"{a}\"></p>"),
            vec![a],
            "<p></p>",
        ),
        (format!("![x]({a}) ![x]({a}) ![y]({y})"), vec![a, y], ""),
    ];
    let form = |(content, urls, rest): (String, Vec<&str>, &'static str)| {
        (content, urls.into_iter().map(url).collect(), rest)
    };
    said.into_iter().map(form).collect()
}

#[test]
fn every_form_of_an_answer_is_found_whole_and_as_events() {
    for (content, pictures, rest) in inside().into_iter().chain(outside()) {
        let rest = (!rest.is_empty()).then(|| rest.to_owned());
        let label: String = content.chars().take(60).collect();
        let body = whole(&json!({"role": "assistant", "content": content}));
        let mut bodies = vec![(body, 700)];
        for (deltas, line) in [
            (1, "\n"),
            (7, "\r\n"),
            (333, "\n"),
            (9000, "\n"),
            (1 << 20, "\r\n"),
        ] {
            if deltas > 1 || content.len() < 1000 {
                bodies.push((streamed(&content, deltas, line), 1000));
            }
        }
        for (body, step) in bodies {
            let (answer, memory) = read(&body, step);
            let answer = answer.unwrap_or_else(|error| panic!("{label}: {error}"));
            assert_eq!(
                told(&answer, &memory),
                (pictures.clone(), rest.clone()),
                "{label}"
            );
            let ImagesAnswer::Pictures {
                pictures, usage, ..
            } = answer
            else {
                unreachable!()
            };
            assert_eq!(pictures.len(), 1, "the last is the result: {label}");
            assert_eq!(usage.unwrap().total_tokens, Some(21));
        }
    }
}

#[test]
fn attached_pictures_come_first_and_twice_is_once() {
    let a = "https://cdn.example/a.png";
    let content = json!([
        {"type": "text", "text": format!("Look: ![x]({a})")},
        {"type": "image_url", "image_url": {"url": "https://cdn.example/b.png"}},
        {"type": "output_image", "image_url": "https://cdn.example/c.png"},
        {"type": "image", "source": {"type": "base64", "b64": STANDARD.encode(png(70))}},
    ]);
    let images =
        json!([{"type": "image_url", "index": 0, "image_url": {"url": a, "detail": "auto"}}]);
    let (answer, memory) = read(&whole(&json!({"content": content, "images": images})), 99);
    let expected = [
        b"https://cdn.example/b.png".to_vec(),
        b"https://cdn.example/c.png".to_vec(),
        png(70),
        a.as_bytes().to_vec(),
    ]
    .map(Print);
    let (found, text) = told(&answer.unwrap(), &memory);
    assert_eq!(found, expected);
    assert_eq!(text.as_deref(), Some("Look:"));
    let delta = json!({"choices": [{"delta": {"content": null, "images": [
        {"type": "image_url", "image_url": {"url": data_url(&png(30_000))}}]}}]});
    let body = format!(
        "data: {delta}\n\ndata: {{\"choices\":[{{\"delta\":{{}},\"finish_reason\":\"stop\"}}]}}\n\n"
    );
    let (answer, memory) = read(&body, 1000);
    assert_eq!(told(&answer.unwrap(), &memory).0, [Print(png(30_000))]);
    let media = json!({"choices": [{"message": {"content": ""}, "finish_reason": "stop"}], "media": {"outputs": [a]}});
    let (answer, memory) = read(&media.to_string(), 1000);
    assert_eq!(
        told(&answer.unwrap(), &memory).0,
        [Print(a.as_bytes().to_vec())]
    );
}

#[test]
fn a_data_url_over_1200_deltas_leaves_a_small_skeleton() {
    let picture = png(15_000_000);
    let content = format!("Here you are:\n![image]({})\n", data_url(&picture));
    let body = streamed(&content, content.len() / 1_200 + 1, "\n");
    let (received, memory) = received_in(200, EVENTS, body.as_bytes(), 16 * 1024);
    assert!(
        received.lifted.skeleton.len() < 256 * 1024,
        "{}",
        received.lifted.skeleton.len()
    );
    assert_eq!((received.lifted.count, received.lifted.unended), (1, None));
    let answer = chat::read(&received).unwrap();
    let (found, text) = told(&answer, &memory);
    assert!(
        found == [Print(picture)],
        "the picture is not what was sent"
    );
    assert_eq!(text.as_deref(), Some("Here you are:"));
}

#[test]
fn an_svg_is_told_apart_from_pixels() {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0\"/></svg>";
    let percent = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'%3E%3C/svg%3E";
    let table = [
        (format!("```svg\n{svg}\n```"), Some(svg.as_bytes().to_vec())),
        (
            format!("Here: <?xml version=\"1.0\"?>\n{svg}"),
            Some(format!("<?xml version=\"1.0\"?>\n{svg}").into_bytes()),
        ),
        (
            format!("![v](data:image/svg+xml;base64,{})", STANDARD.encode(svg)),
            Some(svg.as_bytes().to_vec()),
        ),
        (
            format!("![v]({percent})"),
            Some(b"<svg xmlns='http://www.w3.org/2000/svg'></svg>".to_vec()),
        ),
        (
            "![v](https://img.recraft.example/abc.SVG?x=1)".to_owned(),
            None,
        ),
    ];
    for (content, bytes) in table {
        for body in [
            whole(&json!({"content": content})),
            streamed(&content, 5, "\n"),
        ] {
            let (answer, memory) = read(&body, 17);
            let answer = answer.unwrap_or_else(|error| panic!("{content}: {error}"));
            let ImagesAnswer::Pictures { pictures, .. } = &answer else {
                panic!("{content}")
            };
            assert_eq!(pictures[0].form, PictureForm::Svg, "{content}");
            if let Some(bytes) = &bytes {
                assert_eq!(
                    told(&answer, &memory).0,
                    [Print(bytes.clone())],
                    "{content}"
                );
            }
        }
    }
    for (bytes, is) in [
        (svg.as_bytes(), true),
        (
            b"\xef\xbb\xbf <!-- a --><!DOCTYPE svg><svg:svg/>".as_slice(),
            true,
        ),
        (b"<html><svg></svg></html>", false),
        (b"\x89PNG\r\n\x1a\n", false),
        (b"<svgx>", false),
        (b"<!-- svg", false),
    ] {
        assert_eq!(
            musa_api::answer::is_svg(bytes),
            is,
            "{}",
            String::from_utf8_lossy(bytes)
        );
    }
}

#[test]
fn a_stream_is_read_the_same_in_every_split_and_never_as_more_than_came() {
    let picture = png(6_300);
    let content = format!("A \"cat\":\n![image]({})\nok 猫", data_url(&picture));
    let body = streamed(&content, 1_700, "\r\n");
    let body = body
        .replace("猫", "\\u732b")
        .replace("image/png", "image\\/png");
    let (expected, memory) = read(&body, body.len());
    let expected = told(&expected.unwrap(), &memory);
    assert_eq!(
        expected,
        (vec![Print(picture)], Some("A \"cat\":\n\nok 猫".to_owned()))
    );
    for cut in 0..=body.len() {
        let mut both = Memory::default();
        let mut scan = musa_api::lift::Lifter::new();
        scan.push(&body.as_bytes()[..cut], &mut both).unwrap();
        scan.push(&body.as_bytes()[cut..], &mut both).unwrap();
        let lifted = scan.finish(&mut both).unwrap();
        let again = chat::read(&crate::api_wire::answer(200, EVENTS, lifted)).unwrap();
        assert_eq!(told(&again, &both), expected, "split at {cut}");
        if cut % 11 == 0 {
            let (answer, memory) = read(&body[..cut], 4096);
            if let Ok(answer) = answer {
                assert_eq!(told(&answer, &memory).0, expected.0, "cut at {cut}");
            }
        }
    }
}

#[test]
fn a_picture_that_a_stream_leaves_open_is_named_for_its_file_to_tell() {
    let body = streamed(&data_url(&png(50_000)), 1000, "\n");
    let half = &body.as_bytes()[..body.len() / 2];
    let (received, memory) = received_in(200, EVENTS, half, 999);
    assert_eq!(received.lifted.unended, Some(LiftId(0)));
    assert!(memory.ended.is_empty());
    let Ok(ImagesAnswer::Pictures { pictures, .. }) = chat::read(&received) else {
        panic!("no picture is named");
    };
    assert_eq!(pictures[0].at, PictureAt::Lifted(LiftId(0)));
    // Before its first letter there is nothing that could be one.
    let said = streamed("Here it comes:", 1000, "\n");
    let (received, _) = received_in(200, EVENTS, &said.as_bytes()[..said.len() / 2], 999);
    let error = chat::read(&received).unwrap_err();
    assert!(matches!(error.kind(), Kind::Transport(_)), "{error}");
    assert_eq!(error.charge(), Charge::Possible);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_words_around_any_picture_in_any_deltas(
        before in "[a-z \\n/iURAPd\"\\\\:,=+é猫]{0,40}",
        after in "[a-z \\n/iURAPd\"\\\\:,=+é猫]{0,40}",
        size in prop_oneof![50_usize..200, 8_000_usize..14_000],
        deltas in prop_oneof![1_usize..40, 500_usize..9_000],
        step in 1_usize..5_000,
    ) {
        let picture = png(size);
        let content = format!("{before} ![i]({}) {after}", data_url(&picture));
        let (one, one_memory) = read(&whole(&json!({"content": content})), step);
        let (many, many_memory) = read(&streamed(&content, deltas, "\n"), step);
        let one = told(&one.unwrap(), &one_memory);
        prop_assert_eq!(&one, &told(&many.unwrap(), &many_memory));
        prop_assert_eq!(one.0, vec![Print(picture)]);
    }
}
