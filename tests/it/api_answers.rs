//! Answers of every form, by table; other projects' recorded answers, whole and in every split.

use musa_api::answer::{
    AnswerPicture, ImagesAnswer, PictureAt, PictureForm, TaskId, Usage, read_images,
};
use musa_api::endpoint::Endpoint;
use musa_api::endpoints::image_task::{ImageTask, TaskState};
use musa_api::endpoints::models::{ModelInfo, Models};
use musa_api::error::{Charge, Error, Kind};
use musa_api::lift::LiftId;
use serde_json::{Value, json};

use crate::api_wire::{Memory, received, received_in, recording, recordings};

const DATA_URL: &str = "data:image/png;base64,aGVsbG8=";

fn read(body: &str) -> Result<ImagesAnswer, Error> {
    read_images(&received(200, &[], body.as_bytes()))
}

fn places(body: &str) -> Vec<PictureAt> {
    match read(body) {
        Ok(ImagesAnswer::Pictures { pictures, .. }) => {
            pictures.into_iter().map(|picture| picture.at).collect()
        }
        other => panic!("{body}: {other:?}"),
    }
}

fn url(text: &str) -> PictureAt {
    PictureAt::Url(text.to_owned())
}

fn hello() -> PictureAt {
    PictureAt::Inline(b"hello".to_vec())
}

#[test]
fn pictures_are_found_wherever_servers_put_them() {
    let https = "https://a.example/1.png?sig=%2F";
    let table: [(Value, PictureAt); 19] = [
        (json!({"created": 1, "data": [{"url": https}]}), url(https)),
        (
            json!({"data": [{"url": "", "b64_json": "aGVsbG8="}]}),
            hello(),
        ),
        (
            json!({"data": [{"url": https, "b64_json": "", "revised_prompt": ""}]}),
            url(https),
        ),
        (
            json!({"data": [{"url": https, "b64_json": null}], "error": null}),
            url(https),
        ),
        (json!({"data": [{"b64_json": DATA_URL}]}), hello()),
        (
            json!({"data": [{"b64_json": "aGVsbG8", "media_type": "image/jpeg"}]}),
            hello(),
        ),
        (json!({"data": [{"url": DATA_URL}]}), hello()),
        (json!({"images": [{"url": https}]}), url(https)),
        (json!({"images": [https]}), url(https)),
        (json!({"results": [{"url": https}]}), url(https)),
        (json!({"url": https}), url(https)),
        (json!({"output": [https]}), url(https)),
        (json!({"output": https}), url(https)),
        (json!({"data": {"url": https}}), url(https)),
        (
            json!({"data": {"data": [{"url": https}]}, "code": "success"}),
            url(https),
        ),
        (json!({"data": [{"image_url": {"url": https}}]}), url(https)),
        (
            json!({"data": null, "images": [{"b64_json": "aGVsbG8="}]}),
            hello(),
        ),
        (
            json!({"data": [{"url": https}], "task_id": "t"}),
            url(https),
        ),
        (json!([{"url": https}]), url(https)),
    ];
    for (body, place) in table {
        assert_eq!(places(&body.to_string()), [place], "{body}");
    }
}

#[test]
fn padding_and_a_byte_order_mark_are_forgiven() {
    let body = format!(
        "\r\n   \n\u{feff}{}",
        json!({"data": [{"url": "http://a.example/1"}]})
    );
    assert_eq!(places(&body), [url("http://a.example/1")]);
}

#[test]
fn order_words_and_tokens_are_kept() {
    let body = json!({
        "data": [{"url": "https://a/1", "revised_prompt": "a red cat"}, {}, {"url": "https://a/2"}],
        "usage": {"input_tokens": 10, "output_tokens": 4160, "total_tokens": 4170}
    });
    let expected = ImagesAnswer::Pictures {
        pictures: vec![
            AnswerPicture {
                at: url("https://a/1"),
                revised_prompt: Some("a red cat".to_owned()),
                form: PictureForm::Raster,
            },
            AnswerPicture::at(url("https://a/2")),
        ],
        drafts: Vec::new(),
        text: None,
        usage: Some(Usage {
            input_tokens: Some(10),
            output_tokens: Some(4160),
            total_tokens: Some(4170),
        }),
    };
    assert_eq!(read(&body.to_string()).unwrap(), expected);
}

#[test]
fn a_task_is_adopted_in_every_spelling_and_only_without_a_picture() {
    for body in [
        json!({"task_id": "t-1"}),
        json!({"data": {"task_id": "t-1", "status": "SUBMITTED"}}),
        json!({"code": "success", "message": "", "data": {"task_id": "t-1"}}),
        json!({"id": "t-1", "status": "queued"}),
        json!({"data": {"id": "t-1", "status": "IN_PROGRESS"}, "data2": 1}),
        json!({"task_id": "t-1", "data": [], "url": ""}),
    ] {
        let task = ImagesAnswer::Task(TaskId("t-1".to_owned()));
        assert_eq!(read(&body.to_string()).unwrap(), task, "{body}");
    }
}

#[test]
fn an_answer_without_a_picture_gives_the_providers_words() {
    let chat =
        json!({"choices": [{"message": {"role": "assistant", "content": "I cannot draw that."}}]});
    for (body, words) in [
        (
            json!({"created": 1, "data": [{"revised_prompt": "only words"}]}),
            Some("only words"),
        ),
        (chat, Some("I cannot draw that.")),
        (json!({"data": []}), None),
        (json!({}), None),
        (
            json!({"id": "x", "status": "completed", "output": []}),
            None,
        ),
    ] {
        let error = read(&body.to_string()).unwrap_err();
        assert_eq!(*error.kind(), Kind::NoPicture, "{body}");
        assert_eq!(error.charge(), Charge::Likely);
        assert_eq!(error.message(), words, "{body}");
    }
}

#[test]
fn a_mark_that_no_scanner_made_is_no_picture() {
    let forged = json!({"data": [{"b64_json": LiftId(3).mark()}]});
    assert_eq!(
        *read(&forged.to_string()).unwrap_err().kind(),
        Kind::NoPicture
    );
}

#[test]
fn what_is_no_answer_is_unreadable_and_probably_paid() {
    let many = format!(r#"{{"data":[{}{{}}]}}"#, "{},".repeat(1_000_000));
    for body in [
        "",
        "   ",
        "{\"data\":[",
        "null",
        "12",
        "\u{89}PNG\r\n",
        "[[[[".repeat(9999).as_str(),
        &many,
    ] {
        let error = read(body).unwrap_err();
        assert_eq!(
            *error.kind(),
            Kind::Unreadable,
            "{}",
            &body[..body.len().min(40)]
        );
        assert_eq!(error.charge(), Charge::Likely);
    }
}

const PARTIAL: &str = "event: image_generation.partial_image\ndata: {\"type\":\"image_generation.partial_image\",\"b64_json\":\"YmFk\",\"partial_image_index\":0}\n\n";

#[test]
fn completed_events_are_pictures_and_partial_ones_never() {
    let completed = |text: &str| {
        format!(
            "event: image_generation.completed\ndata: {{\"type\":\"image_generation.completed\",\"b64_json\":\"{text}\",\"usage\":{{\"total_tokens\":5}}}}\n\n"
        )
    };
    let two = format!(
        "{PARTIAL}{}{}data: [DONE]\n\n",
        completed("aGVsbG8="),
        completed("aGVsbG8=")
    );
    assert_eq!(places(&two), [hello(), hello()]);
    // The last event of a stream that just ends is whole without its blank line.
    let bare = format!(": ping\n\n{PARTIAL}{}", completed("aGVsbG8=").trim_end());
    assert_eq!(places(&bare), [hello()]);
    let relayed = "data: {\"type\":\"image_generation.completed\",\"url\":\"https://a/1\"}\n\n";
    assert_eq!(places(relayed), [url("https://a/1")]);
    let error = read(PARTIAL).unwrap_err();
    assert!(matches!(error.kind(), Kind::Transport(_)), "{error}");
    assert_eq!(error.charge(), Charge::Possible);
}

#[test]
fn a_long_picture_inside_events_is_lifted_like_any_other() {
    let text = "QUJD".repeat(20_000);
    let body = format!(
        "{PARTIAL}event: image_edit.completed\r\ndata: {{\"b64_json\":\"{text}\"}}\r\n\r\n"
    );
    for step in [1, 4096, body.len()] {
        let (received, memory) = received_in(200, &[], body.as_bytes(), step);
        let Ok(ImagesAnswer::Pictures { pictures, .. }) = read_images(&received) else {
            panic!("no picture in steps of {step}");
        };
        assert_eq!(pictures[0].at, PictureAt::Lifted(LiftId(0)));
        assert!(memory.picture(LiftId(0)) == b"ABC".repeat(20_000));
    }
}

#[test]
fn a_task_is_running_done_or_failed() {
    let ask = ImageTask {
        id: TaskId("t".to_owned()),
    };
    let state = |body: Value| {
        ask.read(&received(200, &[], body.to_string().as_bytes()))
            .unwrap()
    };
    let with = |status: &str, progress: Value| json!({"code": "success", "message": "", "data": {"status": status, "progress": progress, "fail_reason": "", "data": null}});
    for (status, progress, percent) in [
        ("NOT_START", json!(""), None),
        ("QUEUED", json!("0%"), Some(0)),
        ("IN_PROGRESS", json!("45%"), Some(45)),
        ("processing", json!(45), Some(45)),
        ("something new", json!("x"), None),
    ] {
        let running = TaskState::Running { progress: percent };
        assert_eq!(state(with(status, progress)), running, "{status}");
    }
    let mut done = with("SUCCESS", json!("100%"));
    done["data"]["data"] = json!({"created": 1, "data": [{"url": "https://a/1", "b64_json": ""}]});
    let TaskState::Done(ImagesAnswer::Pictures { pictures, .. }) = state(done) else {
        panic!("not done");
    };
    assert_eq!(pictures[0].at, url("https://a/1"));
    let mut failed = with("FAILURE", json!("100%"));
    failed["data"]["fail_reason"] = json!("content policy violation");
    let TaskState::Failed(error) = state(failed) else {
        panic!("not failed");
    };
    assert_eq!(error.message(), Some("content policy violation"));
    let lost = ask.read(&received(404, &[], b"{\"message\":\"task not found\"}"));
    assert_eq!(*lost.unwrap_err().kind(), Kind::NotFound);
}

#[test]
fn models_are_read_in_every_dialect() {
    let read = |body: Value| Models.read(&received(200, &[], body.to_string().as_bytes()));
    let relay = json!({"object": "list", "success": true, "data": [
        {"id": "nano-banana-2", "object": "model", "created": 0, "owned_by": "custom", "supported_endpoint_types": ["openai", "image-generation"]},
        {"id": "x", "owned_by": "", "permission": null},
        {"object": "no id"}
    ]});
    let expected = [
        ModelInfo {
            id: "nano-banana-2".to_owned(),
            owned_by: Some("custom".to_owned()),
            endpoint_types: vec!["openai".to_owned(), "image-generation".to_owned()],
        },
        ModelInfo {
            id: "x".to_owned(),
            owned_by: None,
            endpoint_types: vec![],
        },
    ];
    assert_eq!(read(relay).unwrap(), expected);
    let google = read(json!({"models": [{"name": "models/gemini-2.5-flash-image"}]}));
    assert_eq!(google.unwrap()[0].id, "gemini-2.5-flash-image");
    let refused = read(json!({"success": false, "message": "无权进行此操作，未提供令牌"}));
    assert_eq!(*refused.unwrap_err().kind(), Kind::Auth);
}

#[test]
fn the_documents_own_answer() {
    let body = include_bytes!("../fixtures/seed/images_edit_response.json");
    // Its picture is three dots: no base64, and so no picture.
    let error = read_images(&received(200, &[], body)).unwrap_err();
    assert_eq!(*error.kind(), Kind::NoPicture);
    let body = String::from_utf8(body.to_vec())
        .unwrap()
        .replace("...", "aGVsbG8=");
    let Ok(ImagesAnswer::Pictures {
        pictures, usage, ..
    }) = read(&body)
    else {
        panic!("no picture");
    };
    assert_eq!(pictures[0].at, hello());
    assert_eq!(usage.unwrap().total_tokens, Some(100));
}

/// The answer together with the bytes of its pictures.
fn outcome(body: &[u8], step: usize) -> (Result<ImagesAnswer, Error>, Memory) {
    let (received, memory) = received_in(200, &[], body, step);
    (read_images(&received), memory)
}

#[test]
fn recorded_pictures_are_read_whole_in_any_split_and_cut_anywhere() {
    let recorded = [
        (
            "cassettes/img_gen_gpt-image-1/00.response.json",
            &b"\x89PNG"[..],
            Some(4170),
        ),
        (
            "cassettes/img_edit_gpt-image-1.5_multi/00.response.json",
            b"\x89PNG",
            None,
        ),
        (
            "cassettes/img_edit_gpt_custom_output/00.response.json",
            b"",
            None,
        ),
        (
            "cassettes/openrouter_image_edit/00.response.json",
            b"\xff\xd8\xff",
            Some(2245),
        ),
    ];
    for (path, magic, tokens) in recorded {
        let Some(body) = recording(path) else { return };
        let (answer, memory) = outcome(&body, body.len());
        let Ok(ImagesAnswer::Pictures {
            pictures, usage, ..
        }) = &answer
        else {
            panic!("{path}: {answer:?}");
        };
        let PictureAt::Lifted(id) = pictures[0].at else {
            panic!("{path}: not lifted");
        };
        assert!(memory.picture(id).starts_with(magic), "{path}");
        if tokens.is_some() {
            assert_eq!(usage.as_ref().unwrap().total_tokens, tokens, "{path}");
        }
        for step in [1009, 16 * 1024] {
            let (again, pieces) = outcome(&body, step);
            assert_eq!(again, answer, "{path} in steps of {step}");
            assert!(pieces.lifted == memory.lifted, "{path} in steps of {step}");
        }
        let head = received_in(200, &[], &body, body.len())
            .0
            .lifted
            .skeleton
            .len();
        // Near both ends every byte counts; in the long middle every 997th.
        let cuts = (0..head.min(400)).chain((0..body.len()).step_by(997 * 37));
        let tail = body.len() - 40..body.len();
        for cut in cuts.chain(tail).filter(|cut| *cut <= body.len()) {
            let (result, _) = outcome(&body[..cut], 64 * 1024);
            let whole = result.is_ok();
            let end = serde_json::from_slice::<Value>(&body[..cut]).is_ok();
            assert_eq!(whole, end, "{path} cut at {cut}");
        }
    }
}

#[test]
fn recorded_small_answers_are_read_the_same_in_every_split() {
    let Some(folder) = recordings() else {
        println!("skipped: recorded answers (MUSA_RECORDINGS is not set)");
        return;
    };
    let mut count = 0;
    for name in [
        "openai__openai-image.json",
        "openai__openai-image-edit.json",
    ] {
        let body = std::fs::read(folder.join("vercel").join(name)).unwrap();
        let (answer, _) = outcome(&body, body.len());
        assert!(answer.is_ok(), "{name}: {answer:?}");
        for step in 1..body.len() {
            assert_eq!(outcome(&body, step).0, answer, "{name} in steps of {step}");
        }
        for cut in 0..body.len() {
            // Their pictures are cut short on purpose; what counts is that nothing panics.
            let _ = outcome(&body[..cut], 7);
        }
        count += 1;
    }
    assert_eq!(count, 2);
}
