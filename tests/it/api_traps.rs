//! The traps of WIRE 12 that touch pictures, each by its number, at the wire. Failures are in
//! `api_traps_failures`, 35 is among the tests with real sockets. What the product does about
//! numbers 24 and 26 (masks, pixels compared with the request) is tested with the product.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use musa_api::answer::{ImagesAnswer, PictureAt, PictureForm, chat, gemini, read_images};
use musa_api::body::PartContent;
use musa_api::endpoint::{Billing, Change, Endpoint, Received};
use musa_api::endpoints::chat_pictures::{ChatPictures, Message};
use musa_api::endpoints::delivery::Streaming;
use musa_api::endpoints::gemini_generate::{GeminiGenerate, Turn, UserPart};
use musa_api::endpoints::image_task::{ImageTask, TaskState};
use musa_api::endpoints::images_edits::{ArrayField, Edits};
use musa_api::endpoints::images_generations::Generations;
use musa_api::endpoints::recraft_chat::RecraftChat;
use musa_api::error::{Charge, Error, Kind};
use musa_api::retry::{self, Decision};
use musa_api::turn;
use musa_core::request::Size;
use serde_json::{Value, json};

use crate::api_chat::{Print, data_url, png, streamed, told, whole};
use crate::api_traps_failures::refusal;
use crate::api_wire::{Memory, file, received, received_in, written};

type Reader = fn(&Received) -> Result<ImagesAnswer, Error>;

const READERS: [Reader; 3] = [read_images, chat::read, gemini::read];
const URL: &str = "https://a.example/1.png";

fn read(reader: Reader, body: &str) -> (Result<ImagesAnswer, Error>, Memory) {
    let (received, memory) = received_in(200, &[], body.as_bytes(), 100);
    (reader(&received), memory)
}

fn found(reader: Reader, body: &Value) -> Vec<Print> {
    let (answer, memory) = read(reader, &body.to_string());
    told(
        &answer.unwrap_or_else(|error| panic!("{body}: {error}")),
        &memory,
    )
    .0
}

fn url() -> Print {
    Print(URL.as_bytes().to_vec())
}

fn edits(model: &str) -> Edits {
    Edits {
        model: model.to_owned(),
        images: vec![file("image-1.png", b"1"), file("image-2.png", b"2")],
        array_field: ArrayField::for_model(model),
        ..Edits::default()
    }
}

/// One request of every route, with nothing but a model and a prompt.
fn plain(model: &str) -> Vec<String> {
    let (model, prompt) = (model.to_owned(), "cat".to_owned());
    let turn = Turn::User(vec![UserPart::Text(prompt.clone())]);
    let messages = vec![Message::user(&prompt, Vec::new())];
    vec![
        written(
            &Generations {
                model: model.clone(),
                prompt: prompt.clone(),
                ..Generations::default()
            }
            .request(),
        ),
        written(
            &Edits {
                model: model.clone(),
                prompt: prompt.clone(),
                ..Edits::default()
            }
            .request(),
        ),
        written(
            &GeminiGenerate {
                model: model.clone(),
                turns: vec![turn],
                ..GeminiGenerate::default()
            }
            .request(),
        ),
        written(
            &ChatPictures {
                model: model.clone(),
                messages,
                ..ChatPictures::default()
            }
            .request(),
        ),
        written(
            &RecraftChat {
                model,
                prompt,
                streaming: Streaming::Whole,
            }
            .request(),
        ),
    ]
}

#[test]
fn trap_01_the_other_name_for_several_pictures_is_tried_once_and_never_both() {
    let body = json!({"error": {"message": "Duplicate parameter: 'image'. You provided multiple values", "code": "duplicate_parameter"}});
    let error = refusal(400, &[], &body);
    let decision = retry::decide(1, &error, Billing::Billable, 100);
    assert_eq!(decision, Decision::Changed(Change::OtherArrayField));
    for (model, first, second) in [
        ("nano-banana", "image", "image[]"),
        ("gpt-image-1", "image[]", "image"),
    ] {
        let edit = edits(model);
        let other = edit.adapt(&Change::OtherArrayField).unwrap();
        for (edit, name) in [(edit, first), (other, second)] {
            let text = written(&edit.request());
            assert_eq!(text.matches(&format!("\n{name}: <")).count(), 2, "{text}");
            assert_eq!(text.matches(": <").count(), 2, "{text}");
        }
    }
}

#[test]
fn trap_02_what_was_not_asked_for_is_not_sent() {
    for text in plain("nano-banana") {
        for name in [
            "aspect",
            "size",
            "Config\":{\"a",
            "imageConfig",
            "response_format",
            "null",
            "\"\"",
        ] {
            assert!(!text.contains(name), "{name}: {text}");
        }
    }
}

#[test]
fn trap_03_a_response_format_that_is_refused_is_left_out_once() {
    let body = json!({"error": {"message": "Unknown parameter: 'response_format'.", "param": "response_format", "code": "unknown_parameter"}});
    let error = refusal(400, &[], &body);
    let Decision::Changed(change) = retry::decide(1, &error, Billing::Billable, 9) else {
        panic!("given up");
    };
    let asked = Generations {
        response_format: Some("b64_json".to_owned()),
        ..Generations::default()
    };
    let without = asked.adapt(&change).unwrap();
    assert!(!written(&without.request()).contains("response_format"));
    assert!(without.adapt(&change).is_none());
}

#[test]
fn trap_04_a_data_prefix_and_a_wrong_type_change_no_byte() {
    for size in [60, 20_000] {
        let jpeg = [b"\xff\xd8\xff".as_slice(), &png(size)].concat();
        let data = format!("data:image/png;base64,{}", STANDARD.encode(&jpeg));
        let gemini_body = json!({"candidates": [{"content": {"parts": [{"inlineData": {"mimeType": "image/png", "data": data}}]}}]});
        assert_eq!(
            found(read_images, &json!({"data": [{"b64_json": data}]})),
            [Print(jpeg.clone())]
        );
        assert_eq!(found(gemini::read, &gemini_body), [Print(jpeg.clone())]);
        let message = json!({"content": format!("![x]({data})")});
        assert_eq!(
            found(chat::read, &serde_json::from_str(&whole(&message)).unwrap()),
            [Print(jpeg)]
        );
    }
}

#[test]
fn trap_05_an_empty_address_beside_a_picture_is_nothing() {
    let picture = png(9_000);
    let body =
        json!({"data": [{"url": "", "b64_json": STANDARD.encode(&picture), "revised_prompt": ""}]});
    assert_eq!(found(read_images, &body), [Print(picture)]);
    let body = json!({"data": [{"url": URL, "b64_json": ""}]});
    assert_eq!(found(read_images, &body), [url()]);
}

#[test]
fn trap_06_pictures_are_found_without_data() {
    for body in [
        json!({"data": null, "images": [{"url": URL}]}),
        json!({"results": [{"url": URL}]}),
        json!({"created": 1, "url": URL}),
        json!({"data": [], "output": [URL]}),
    ] {
        for reader in READERS {
            assert_eq!(found(reader, &body), [url()], "{body}");
        }
    }
}

#[test]
fn trap_07_a_good_status_may_hold_a_failure_padding_or_a_page() {
    for reader in READERS {
        let failed = format!(
            "\n   \n{}",
            json!({"error": {"message": "no", "code": "insufficient_user_quota"}})
        );
        assert_eq!(*read(reader, &failed).0.unwrap_err().kind(), Kind::Quota);
        let late = "   \n event: error\ndata:{\"error\":{\"message\":\"moderation_blocked\"}}\n\n";
        assert_eq!(*read(reader, late).0.unwrap_err().kind(), Kind::Moderation);
        let page = read(reader, "<!DOCTYPE html><html><title>Console</title></html>")
            .0
            .unwrap_err();
        assert_eq!((page.kind(), page.charge()), (&Kind::NotTheApi, Charge::No));
        let padded = format!("  \r\n {}", json!({"data": [{"url": URL}]}));
        assert!(read(reader, &padded).0.is_ok());
    }
    let chat = format!(
        "\n\n \n{}",
        whole(&json!({"content": format!("![x]({URL})")}))
    );
    assert!(read(chat::read, &chat).0.is_ok());
}

#[test]
fn trap_08_json_and_events_are_told_apart_by_what_came() {
    let content = format!("![x]({URL})");
    for body in [
        whole(&json!({"content": content})),
        streamed(&content, 3, "\n"),
    ] {
        assert!(read(chat::read, &body).0.is_ok(), "{body}");
    }
    let one = json!({"candidates": [{"content": {"parts": [{"fileData": {"fileUri": URL}}]}}]});
    for body in [
        one.to_string(),
        format!("data: {one}\r\n\r\n"),
        format!("[{one}\n]"),
    ] {
        assert!(read(gemini::read, &body).0.is_ok(), "{body}");
    }
    let done = json!({"type": "image_generation.completed", "url": URL});
    for body in [
        json!({"data": [{"url": URL}]}).to_string(),
        format!("data: {done}\n\ndata: [DONE]\n\n"),
    ] {
        assert!(read(read_images, &body).0.is_ok(), "{body}");
    }
}

#[test]
fn trap_09_tokens_that_come_after_the_end_take_nothing_back() {
    let picture = png(9_000);
    // The stream's last event has choices without a reason; see `streamed`.
    let (answer, memory) = read(chat::read, &streamed(&data_url(&picture), 1000, "\n"));
    let answer = answer.unwrap();
    assert_eq!(told(&answer, &memory).0, [Print(picture)]);
    let ImagesAnswer::Pictures { usage, .. } = answer else {
        unreachable!();
    };
    assert_eq!(usage.unwrap().output_tokens, Some(12));
}

#[test]
fn trap_11_gemini_needs_no_done_and_may_have_nothing() {
    let part = |part: Value| json!({"candidates": [{"content": {"parts": [part]}}]});
    let events = format!(
        "data: {}\r\n\r\ndata: {}\r\n\r\ndata: {}\r\n\r\n",
        part(json!({"text": "Here: "})),
        part(json!({"inlineData": {"data": STANDARD.encode(png(9_000))}})),
        json!({"candidates": [{"content": {"parts": [{"text": ""}]}, "finishReason": "STOP"}]}),
    );
    let (answer, memory) = read(gemini::read, &events);
    assert_eq!(told(&answer.unwrap(), &memory).0, [Print(png(9_000))]);
    for body in [
        json!({"candidates": null}),
        json!({"candidates": []}),
        json!({"candidates": [{"content": {"role": "model"}, "finishReason": "MAX_TOKENS"}]}),
        json!({"candidates": [{"content": {}, "finishReason": "STOP"}]}),
    ] {
        assert_eq!(
            *read(gemini::read, &body.to_string()).0.unwrap_err().kind(),
            Kind::NoPicture,
            "{body}"
        );
    }
}

#[test]
fn trap_12_a_signature_of_megabytes_is_neither_held_nor_changed() {
    let signature = STANDARD.encode(png(1_100_000));
    let content = json!({"parts": [{"inlineData": {"data": STANDARD.encode(png(9_000))}, "thoughtSignature": signature}], "role": "model"});
    let body = json!({"candidates": [{"content": content}]}).to_string();
    let (received, _) = received_in(200, &[], body.as_bytes(), 4096);
    assert!(received.lifted.skeleton.len() < 1024);
    assert!(gemini::read(&received).is_ok());
    let mut kept = Vec::new();
    turn::copy(body.as_bytes(), &mut kept).unwrap();
    assert!(
        kept == content.to_string().into_bytes(),
        "the turn was changed"
    );
}

#[test]
fn trap_13_thoughts_are_drafts() {
    let part = |thought: bool, size| json!({"thought": thought, "inlineData": {"data": STANDARD.encode(png(size))}});
    let body = json!({"candidates": [{"content": {"parts": [part(true, 50), part(false, 60)]}}]});
    let Ok(ImagesAnswer::Pictures {
        pictures, drafts, ..
    }) = read(gemini::read, &body.to_string()).0
    else {
        panic!("no answer");
    };
    assert_eq!(pictures[0].at, PictureAt::Inline(png(60)));
    assert_eq!(drafts[0].at, PictureAt::Inline(png(50)));
}

#[test]
fn trap_21_a_tasks_words_are_read_in_any_case() {
    let task = ImageTask {
        id: musa_api::answer::TaskId("t".to_owned()),
    };
    let body = json!({"code": "success", "data": {"status": "SUCCESS", "progress": "100%", "data": {"data": [{"url": URL}]}}});
    let state = task
        .read(&received(200, &[], body.to_string().as_bytes()))
        .unwrap();
    assert!(matches!(state, TaskState::Done(_)));
}

#[test]
fn trap_24_a_mask_is_a_field_of_its_own_after_the_pictures() {
    let edit = Edits {
        mask: Some(file("mask.png", b"m")),
        ..edits("gpt-image-1")
    };
    let musa_api::body::Body::Multipart(parts) = edit.request().body else {
        panic!("no form");
    };
    let files: Vec<&str> = parts
        .iter()
        .filter(|part| matches!(part.content, PartContent::File(_)))
        .map(|part| part.name.as_str())
        .collect();
    assert_eq!(files, ["image[]", "image[]", "mask"]);
}

#[test]
fn trap_25_a_size_goes_out_with_an_ascii_x() {
    for text in ["1024×1536", "1024x1536", "1024 X 1536"] {
        let Some(Size::Pixels(size)) = Size::parse(text) else {
            panic!("{text}");
        };
        assert_eq!(size.to_string(), "1024x1536");
    }
}

#[test]
fn trap_27_a_picture_split_over_deltas_is_one_picture() {
    let picture = png(30_000);
    for step in [1, 5, 400, 9_000] {
        let (answer, memory) = read(
            chat::read,
            &streamed(&format!("![x]({})", data_url(&picture)), step, "\n"),
        );
        assert_eq!(
            told(&answer.unwrap(), &memory).0,
            [Print(picture.clone())],
            "in deltas of {step}"
        );
    }
}

#[test]
fn trap_28_an_svg_is_said_to_be_one() {
    for content in [
        "![x](https://a.example/v.svg?x=1)",
        "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
    ] {
        let (answer, _) = read(chat::read, &whole(&json!({"content": content})));
        let Ok(ImagesAnswer::Pictures { pictures, .. }) = answer else {
            panic!("{content}");
        };
        assert_eq!(pictures[0].form, PictureForm::Svg, "{content}");
    }
}

#[test]
fn trap_29_any_model_is_sent_as_it_was_named() {
    for text in plain("some-model-of-2031") {
        assert!(text.contains("some-model-of-2031"), "{text}");
    }
}

#[test]
fn trap_30_what_the_document_requires_by_mistake_is_not_sent() {
    for text in plain("nano-banana") {
        for name in [
            "seen",
            "tools",
            "tool_choice",
            "user\":\"",
            "max_tokens",
            "temperature",
            "logit_bias",
        ] {
            assert!(!text.contains(name), "{name}: {text}");
        }
    }
}

#[test]
fn trap_34_a_files_name_is_ascii_and_keeps_its_extension() {
    for (name, sent) in [("图片.png", "--.png"), ("a\"b\r\n.webp", "a-b--.webp")] {
        let edit = Edits {
            images: vec![file(name, b"1")],
            ..Edits::default()
        };
        let text = written(&edit.request());
        assert!(text.contains(&format!("image: <{sent} ")), "{text}");
    }
}

#[test]
fn trap_36_a_path_never_leaves() {
    for name in [
        r"E:\Desktop\gpt\icon_samll2.png",
        "../pictures/icon_samll2.png",
    ] {
        let edit = Edits {
            images: vec![file(name, b"1")],
            mask: Some(file(name, b"2")),
            ..Edits::default()
        };
        let text = written(&edit.request());
        assert_eq!(text.matches("<icon_samll2.png ").count(), 2, "{text}");
    }
}

#[test]
fn trap_33_times_may_be_zero_or_fractions() {
    for created in [json!(0), json!(1_234.5), json!(null), json!("now")] {
        assert_eq!(
            found(
                read_images,
                &json!({"created": created, "data": [{"url": URL}]})
            ),
            [url()]
        );
        let mut body: Value =
            serde_json::from_str(&whole(&json!({"content": format!("![x]({URL})")}))).unwrap();
        body["created"] = created;
        assert_eq!(found(chat::read, &body), [url()]);
    }
}
