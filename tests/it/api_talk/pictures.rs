//! Pictures inside talks: handed on to the sink while they come, and taken out of the words.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use musa_api::answer::PictureAt;
use musa_api::talk::{Delta, TalkAnswer, TalkEnd};
use serde_json::{Value, json};

use super::{chunk, events, hear_in, stop};
use crate::api_chat::{data_url, png, streamed, whole};
use crate::api_wire::Memory;

fn bytes(at: &PictureAt, memory: &Memory) -> Vec<u8> {
    match at {
        PictureAt::Lifted(id) => {
            assert!(memory.ended.contains(&id.0), "{id:?} never ended");
            memory.picture(*id)
        }
        PictureAt::Inline(bytes) => bytes.clone(),
        PictureAt::Url(url) => url.clone().into_bytes(),
    }
}

/// All words that were told, in their order.
fn told(deltas: &[Delta]) -> String {
    let words = deltas.iter().filter_map(|it| match it {
        Delta::Text(_, words) => Some(words.as_str()),
        _ => None,
    });
    words.collect()
}

fn heard(body: &str, step: usize) -> (TalkAnswer, Vec<Delta>, Vec<Vec<u8>>, Memory) {
    let ((deltas, answer), memory) = hear_in(body.as_bytes().chunks(step));
    let answer = answer.unwrap_or_else(|error| panic!("{error}"));
    let pictures = answer.branches[0].pictures.iter();
    let pictures = pictures.map(|it| bytes(&it.at, &memory)).collect();
    (answer, deltas, pictures, memory)
}

#[test]
fn a_data_url_over_1200_deltas_is_lifted_out_of_the_words() {
    let picture = png(60_000);
    let said = format!(
        "Here it is, dear: ![image]({})\n\nDo you like it?",
        data_url(&picture)
    );
    let step = said.chars().count() / 1_200;
    for line in ["\n", "\r\n"] {
        let body = streamed(&said, step, line);
        for cut in [1_021, body.len()] {
            let (answer, deltas, pictures, memory) = heard(&body, cut);
            assert!(pictures == [picture.clone()], "one picture, whole");
            assert_eq!(
                answer.branches[0].text,
                "Here it is, dear: \n\nDo you like it?"
            );
            assert_eq!(memory.lifted.len(), 1);
            assert_eq!(
                told(&deltas),
                answer.branches[0].text,
                "no base64 is ever told as words"
            );
        }
    }
}

#[test]
fn the_same_picture_comes_out_of_every_form() {
    let (large, small) = (png(20_000), png(300));
    for picture in [large, small] {
        let url = data_url(&picture);
        let image = json!({"type": "image_url", "image_url": {"url": url}});
        let forms = [
            whole(&json!({"content": format!("See ![a]({url}) here")})),
            whole(&json!({"content": null, "images": [image]})),
            whole(&json!({"content": [{"type": "text", "text": "See"}, image]})),
            streamed(&format!("See ![a]({url}) here"), 7, "\n"),
            streamed(&format!("See ![a]({url}) here"), usize::MAX, "\n"),
            streamed(&format!("See {url} here"), 900, "\n"),
            events(&[chunk(&json!({"images": [image]})), stop()]),
        ];
        for body in forms {
            let (answer, _, pictures, _) = heard(&body, 4_093);
            assert!(
                pictures == [picture.clone()],
                "{}",
                &body[..200.min(body.len())]
            );
            assert!(!answer.branches[0].text.contains("base64"));
        }
    }
}

#[test]
fn a_picture_of_a_response_is_there_once_and_its_draft_before_it() {
    let (draft, result) = (png(9_000), png(20_000));
    let item = json!({"type": "image_generation_call", "status": "completed", "result": STANDARD.encode(&result), "revised_prompt": "a fox"});
    let body = events(&[
        json!({"type": "response.image_generation_call.partial_image", "output_index": 0, "partial_image_index": 0,
            "partial_image_b64": STANDARD.encode(&draft)}),
        json!({"type": "response.output_item.done", "output_index": 0, "item": item}),
        json!({"type": "response.completed", "response": {"status": "completed", "output": [item]}}),
    ]);
    let (answer, deltas, pictures, memory) = heard(&body, 777);
    assert!(pictures == [result]);
    assert_eq!(
        answer.branches[0].pictures[0].revised_prompt.as_deref(),
        Some("a fox")
    );
    let Delta::Draft(early) = &deltas[0] else {
        panic!("{deltas:?}");
    };
    assert!(bytes(&early.at, &memory) == draft);
}

#[test]
fn gemini_pictures_and_drafts() {
    let (draft, result) = (png(9_000), png(20_000));
    let inline = |bytes: &[u8]| json!({"mimeType": "image/png", "data": STANDARD.encode(bytes)});
    let body = json!({"candidates": [{"content": {"parts": [
        {"inlineData": inline(&draft), "thought": true}, {"text": "Here."}, {"inlineData": inline(&result)}]},
        "finishReason": "STOP"}]});
    let (answer, deltas, pictures, _) = heard(&body.to_string(), 500);
    assert!(pictures == [result]);
    assert_eq!(answer.branches[0].text, "Here.");
    assert!(matches!(deltas[0], Delta::Draft(_)));
}

#[test]
fn addresses_stay_in_the_words_and_nothing_else_becomes_a_picture() {
    let said = "See ![a](https://a.example/1.png) and https://b.example/2.png\n\nhttps://c.example/\n\n\
        ```json\n{\"url\": \"https://d.example/3.png\"}\n```\n![broken](x and musa-lifted:7 Wow! ![";
    for body in [
        whole(&json!({"content": said})),
        streamed(said, 1, "\n"),
        streamed(said, 5, "\n"),
    ] {
        let (answer, deltas, pictures, _) = heard(&body, 300);
        assert_eq!(answer.branches[0].text, said);
        assert!(pictures.is_empty());
        assert_eq!(told(&deltas), said);
    }
}

#[test]
fn a_picture_that_was_cut_off_is_none() {
    let url = data_url(&png(30_000));
    let body: Vec<Value> = url.as_bytes()[..20_000]
        .chunks(500)
        .map(|it| chunk(&json!({"content": std::str::from_utf8(it).unwrap()})))
        .collect();
    let mut body = body;
    body.insert(0, chunk(&json!({"content": "Look: "})));
    let (answer, _, pictures, memory) = heard(&events(&body), 700);
    assert!(pictures.is_empty() && memory.ended.is_empty());
    assert!(matches!(answer.end, TalkEnd::Interrupted(_)));
    assert_eq!(answer.branches[0].text, "Look: ");
}
