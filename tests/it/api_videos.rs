//! Films on the wire (WIRE 10): whole requests, every spelling of an answer, and what is safe to
//! repeat.

use musa_api::answer::TaskId;
use musa_api::endpoint::{Billing, Endpoint};
use musa_api::endpoints::images_generations::Reference;
use musa_api::endpoints::videos::create::{CreateVideo, Pictures, Settings, Style};
use musa_api::endpoints::videos::delete::{DeleteVideoTask, is_running};
use musa_api::endpoints::videos::list::VideoTasks;
use musa_api::endpoints::videos::state::{Status, VideoTask};
use musa_api::error::{Charge, Kind};
use serde_json::{Value, json};

use crate::api_wire::{received, source, written};

fn picture(name: &'static [u8]) -> Reference {
    Reference::File {
        content_type: "image/png",
        source: source(name),
    }
}

fn asked(style: Style, pictures: Pictures) -> CreateVideo {
    CreateVideo {
        model: "doubao-seedance-1-0-pro-250528".into(),
        prompt: "多个镜头。".into(),
        pictures,
        settings: Settings {
            ratio: Some("16:9".into()),
            duration: Some(5),
            ..Settings::default()
        },
        style,
    }
}

fn task() -> VideoTask {
    VideoTask {
        id: TaskId("cgt-20250629201507-n6k56".into()),
    }
}

fn status_of(body: &Value) -> Status {
    let answer = received(200, &[], body.to_string().as_bytes());
    task().read(&answer).unwrap().status
}

#[test]
fn the_documents_example_and_its_kin() {
    let url = "https://ark-project.tos-cn-beijing.volces.com/doc_image/seepro_i2v.png";
    let first = Pictures::First(Reference::Url(url.into()));
    let both = Pictures::FirstAndLast(picture(b"one"), picture(b"two"));
    let references = Pictures::References(vec![picture(b"one"), picture(b"two")]);
    let all = [
        asked(Style::Flags, first),
        asked(Style::Fields, both),
        asked(Style::Fields, references),
        asked(Style::Fields, Pictures::None),
    ];
    insta::assert_snapshot!(all.map(|it| written(&it.request())).join("\n"), @r#"
    POST /seedance/v3/contents/generations/tasks
    Billable, first byte 300s
    {"model":"doubao-seedance-1-0-pro-250528","content":[{"type":"text","text":"多个镜头。 --ratio 16:9 --duration 5"},{"type":"image_url","image_url":{"url":"https://ark-project.tos-cn-beijing.volces.com/doc_image/seepro_i2v.png"}}],"return_last_frame":true}
    POST /seedance/v3/contents/generations/tasks
    Billable, first byte 300s
    {"model":"doubao-seedance-1-0-pro-250528","content":[{"type":"text","text":"多个镜头。"},{"type":"image_url","image_url":{"url":"data:image/png;base64,<base64 one>"},"role":"first_frame"},{"type":"image_url","image_url":{"url":"data:image/png;base64,<base64 two>"},"role":"last_frame"}],"ratio":"16:9","duration":5,"return_last_frame":true}
    POST /seedance/v3/contents/generations/tasks
    Billable, first byte 300s
    {"model":"doubao-seedance-1-0-pro-250528","content":[{"type":"text","text":"多个镜头。"},{"type":"image_url","image_url":{"url":"data:image/png;base64,<base64 one>"},"role":"reference_image"},{"type":"image_url","image_url":{"url":"data:image/png;base64,<base64 two>"},"role":"reference_image"}],"ratio":"16:9","duration":5,"return_last_frame":true}
    POST /seedance/v3/contents/generations/tasks
    Billable, first byte 300s
    {"model":"doubao-seedance-1-0-pro-250528","content":[{"type":"text","text":"多个镜头。"}],"ratio":"16:9","duration":5,"return_last_frame":true}
    "#);
}

#[test]
fn questions_are_free_and_an_id_is_one_segment_of_the_path() {
    let list = VideoTasks { page: 2, size: 20 };
    let delete = DeleteVideoTask {
        id: TaskId("../a b".into()),
    };
    let all = [task().request(), list.request(), delete.request()];
    assert!(all.iter().all(|request| request.billing == Billing::Free));
    insta::assert_snapshot!(all.map(|it| written(&it)).join(""), @r"
    GET /seedance/v3/contents/generations/tasks/cgt-20250629201507-n6k56
    Free, first byte 30s
    GET /seedance/v3/contents/generations/tasks?page_num=2&page_size=20
    Free, first byte 30s
    DELETE /seedance/v3/contents/generations/tasks/%2E%2E%2Fa%20b
    Free, first byte 30s
    ");
}

#[test]
fn an_id_is_found_in_every_spelling_and_nothing_else_is_taken_for_one() {
    let read = |body: &Value| {
        let answer = received(200, &[], body.to_string().as_bytes());
        CreateVideo::default().read(&answer)
    };
    for body in [
        json!({"id": "cgt-1"}),
        json!({"task_id": "cgt-1"}),
        json!({"data": {"task_id": "cgt-1"}, "code": "success"}),
        json!({"id": "cgt-1", "status": "queued", "error": null}),
    ] {
        assert_eq!(read(&body), Ok(TaskId("cgt-1".into())), "{body}");
    }
    for body in [
        json!({}),
        json!({"id": ""}),
        json!({"data": null}),
        json!([]),
    ] {
        let error = read(&body).unwrap_err();
        // It may have been made: nobody sends it again.
        assert_eq!(error.charge(), Charge::Likely, "{body}");
    }
    let refused = json!({"error": {"code": "InvalidParameter", "message": "bad ratio"}});
    assert_ne!(read(&refused).unwrap_err().charge(), Charge::Likely);
}

#[test]
fn every_spelling_of_a_state_is_read_in_any_case() {
    for (words, status) in [
        (
            &["queued", "pending", "submitted", "not_start", "NOT_START"][..],
            Status::Queued,
        ),
        (&["running", "processing", "IN_PROGRESS"], Status::Running),
        (
            &["succeeded", "SUCCESS", "completed", "Done"],
            Status::Succeeded,
        ),
        (&["cancelled", "CANCELED"], Status::Cancelled),
        (&["expired", "timeout"], Status::Expired),
    ] {
        for word in words {
            assert_eq!(
                status_of(&json!({"id": "a", "status": word})),
                status,
                "{word}"
            );
            let wrapped = json!({"code": "success", "data": {"status": word}});
            assert_eq!(status_of(&wrapped), status, "{word}");
        }
    }
    for word in ["failed", "FAILURE", "error"] {
        let body = json!({"status": word, "error": {"code": "OutputVideoSensitiveContentDetected", "message": "no"}});
        let Status::Failed(error) = status_of(&body) else {
            panic!("{word}");
        };
        assert_eq!(
            (error.kind(), error.charge()),
            (&Kind::Moderation, Charge::No)
        );
        let relay = json!({"data": {"status": word, "fail_reason": "额度不足了"}});
        let Status::Failed(error) = status_of(&relay) else {
            panic!("{word}");
        };
        assert_eq!(error.message(), Some("额度不足了"));
    }
    let strange = json!({"status": "dreaming"});
    assert_eq!(status_of(&strange), Status::Unknown("dreaming".into()));
    let with_film = json!({"status": "dreaming", "content": {"video_url": "https://a/b.mp4"}});
    assert_eq!(status_of(&with_film), Status::Succeeded);
}

#[test]
fn the_documents_answer_is_read_whole_and_addresses_are_found_wherever_relays_put_them() {
    let document = json!({
        "id": "cgt-20250629201507-n6k56", "model": "doubao-seaweed-241128", "status": "succeeded",
        "content": {"video_url": "https://a.example/v.mp4?X-Tos-Signature=x"},
        "usage": {"completion_tokens": 108_900, "total_tokens": 108_900},
        "created_at": 1_751_199_308, "updated_at": 1_751_199_347
    });
    let answer = received(200, &[], document.to_string().as_bytes());
    let state = task().read(&answer).unwrap();
    assert_eq!(state.tokens, Some(108_900));
    assert_eq!(state.created_at, Some(1_751_199_308));
    assert_eq!(
        state.video.as_deref(),
        Some("https://a.example/v.mp4?X-Tos-Signature=x")
    );
    assert_eq!(state.last_frame, None);
    for body in [
        json!({"status": "success", "content": [{"type": "video_url", "video_url": {"url": "https://a/v"}}, {"last_frame_url": "https://a/f"}]}),
        json!({"status": "success", "video_url": "https://a/v", "last_frame_url": "https://a/f"}),
        json!({"data": {"status": "success", "progress": "45%", "data": {"video_url": "https://a/v", "last_frame_url": "https://a/f"}}}),
        json!({"status": "success", "content": {"video_url": "https://a/v", "last_frame_url": "https://a/f", "file_url": ""}}),
    ] {
        let answer = received(200, &[], body.to_string().as_bytes());
        let state = task().read(&answer).unwrap();
        assert_eq!(state.video.as_deref(), Some("https://a/v"), "{body}");
        assert_eq!(state.last_frame.as_deref(), Some("https://a/f"), "{body}");
    }
}

#[test]
fn a_running_task_is_told_from_a_host_that_cancels_nothing() {
    let delete = DeleteVideoTask {
        id: TaskId("a".into()),
    };
    assert_eq!(delete.read(&received(200, &[], b"{}")), Ok(()));
    assert_eq!(delete.read(&received(204, &[], b"")), Ok(()));
    let body = json!({"error": {"code": "TaskRunningCannotCancel", "message": "no"}}).to_string();
    let running = delete
        .read(&received(409, &[], body.as_bytes()))
        .unwrap_err();
    assert!(is_running(&running) && !running.is_not_offered());
    let absent = delete
        .read(&received(404, &[], b"404 page not found"))
        .unwrap_err();
    assert!(absent.is_not_offered() && !is_running(&absent));
}

#[test]
fn a_list_is_read_in_both_houses_forms() {
    let one = json!({"id": "a", "status": "queued", "model": "m", "created_at": 7});
    let list = VideoTasks { page: 1, size: 10 };
    for body in [
        json!({"total": 1, "items": [one]}),
        json!({"code": 0, "data": {"total": 1, "items": [one]}}),
    ] {
        let page = list
            .read(&received(200, &[], body.to_string().as_bytes()))
            .unwrap();
        assert_eq!((page.total, page.tasks.len()), (Some(1), 1));
        assert_eq!(page.tasks[0].status, Status::Queued);
    }
    assert!(list.read(&received(404, &[], b"{}")).is_err());
}
