//! What goes wrong, what is told, and what is never repeated.

use std::fs;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use musa_api::transport::{Incoming, Outgoing, Transport, TransportError};
use musa_core::protocol::{CallState, Charged, ErrorCode, StartJob};

use crate::stage::{CANARY, Stage, ask, failure, open};

/// Fault of the demo, state of the call, code, what it may have cost, requests that were seen.
type Row = (&'static str, CallState, ErrorCode, Charged, usize);

#[tokio::test(flavor = "multi_thread")]
async fn every_reason_of_a_block_is_told_and_asked_for_once() {
    let blocked = ErrorCode::ProviderModeration;
    let empty = ErrorCode::AnswerWithoutPicture;
    for (fault, code, why) in [
        ("block-prompt", blocked, Some("prohibited")),
        ("block-safety", blocked, Some("safety")),
        ("block-image-safety", blocked, Some("safety")),
        ("block-prohibited", blocked, Some("prohibited")),
        ("block-recitation", blocked, Some("recitation")),
        ("block-armor", blocked, Some("safety")),
        ("max-tokens", empty, Some("too-long")),
        ("no-image", empty, Some("no-picture")),
        ("no-candidates", empty, None),
    ] {
        let stage = Stage::new(&[fault]).await;
        let job = stage.run(ask("gemini-3-pro-image-preview")).await;
        let error = failure(&job);
        let told = error.args.get("why").map(String::as_str);
        assert_eq!((error.code, told), (code, why), "{fault}: {error:?}");
        assert_eq!((stage.posts(), job.saved.len()), (1, 0), "{fault}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_failure_is_told_as_what_it_is_and_costs_one_request() {
    use CallState::{Failed, Unknown};
    use Charged::{Likely, Maybe, No};
    let rows: [Row; 12] = [
        ("unauthorized", Failed, ErrorCode::ProviderAuth, No, 1),
        ("quota", Failed, ErrorCode::ProviderQuota, No, 1),
        ("moderation", Failed, ErrorCode::ProviderModeration, No, 1),
        ("server-error", Unknown, ErrorCode::ProviderFailed, Maybe, 1),
        ("bad-gateway", Unknown, ErrorCode::AnswerLost, Maybe, 1),
        ("timeout-524", Unknown, ErrorCode::AnswerLost, Maybe, 1),
        (
            "drop-before-answer",
            Unknown,
            ErrorCode::AnswerLost,
            Maybe,
            1,
        ),
        ("drop-headers", Unknown, ErrorCode::AnswerLost, Maybe, 1),
        ("cut:200", Unknown, ErrorCode::AnswerLost, Maybe, 1),
        ("redirect", Failed, ErrorCode::ProviderMoved, No, 1),
        (
            "text-only",
            Failed,
            ErrorCode::AnswerWithoutPicture,
            Likely,
            1,
        ),
        (
            "not-a-picture",
            Failed,
            ErrorCode::AnswerUnreadable,
            Likely,
            1,
        ),
    ];
    for (fault, state, code, charged, posts) in rows {
        let stage = Stage::new(&[fault]).await;
        let job = stage.run(ask("nano-banana-2")).await;
        let error = failure(&job);
        assert_eq!(job.calls[0].state, state, "{fault}: {error:?}");
        assert_eq!(error.code, code, "{fault}: {error:?}");
        assert_eq!(error.charged, charged, "{fault}: {error:?}");
        assert_eq!(stage.posts(), posts, "{fault}");
        assert_eq!(job.saved, [], "{fault}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_form_of_a_good_answer_is_one_saved_picture() {
    let faults = [
        "data-uri",
        "escaped-slashes",
        "urlsafe-b64",
        "wrapped-b64",
        "jpeg-as-png",
        // Labelled compressed and is not (a relay does that): the picture is there all the same.
        "gzip",
        "padding",
        "slow-body:1",
        "task",
        "task-once",
        "response-format-unknown@1",
    ];
    for fault in faults {
        let stage = Stage::new(&[fault]).await;
        let job = stage.run(ask("nano-banana")).await;
        assert_eq!(job.saved.len(), 1, "{fault}: {job:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_certainly_did_not_run_is_repeated_and_nothing_else() {
    for (fault, posts) in [("rate-limit:0@2", 3), ("no-channel@1", 2)] {
        let stage = Stage::new(&[fault]).await;
        let job = stage.run(ask("nano-banana")).await;
        assert_eq!(job.saved.len(), 1, "{fault}: {job:?}");
        assert_eq!(stage.posts(), posts, "{fault}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_other_array_field_is_learned_once() {
    let stage = Stage::new(&["array-field@1"]).await;
    let references = vec![stage.picture("1.png", 1), stage.picture("2.png", 200)];
    let start = StartJob {
        references,
        route: musa_core::protocol::Route::Edits,
        ..ask("nano-banana")
    };
    assert_eq!(stage.run(start.clone()).await.saved.len(), 1);
    assert_eq!(stage.posts(), 2);
    assert_eq!(stage.run(start).await.saved.len(), 1);
    let requests = stage.demo.requests();
    assert_eq!(
        requests.len(),
        3,
        "the second job begins with what was learned"
    );
    assert_eq!(requests[1].files[0].field, requests[2].files[0].field);
    assert_ne!(requests[0].files[0].field, requests[1].files[0].field);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_four_calls_learn_side_by_side_is_known_afterwards() {
    let stage = Stage::new(&["response-format-unknown"]).await;
    let start = StartJob {
        count: Some(4),
        ..ask("nano-banana")
    };
    assert_eq!(stage.run(start.clone()).await.saved.len(), 4);
    assert_eq!(stage.posts(), 8, "each met the refusal once");
    assert_eq!(stage.run(start).await.saved.len(), 4);
    assert_eq!(stage.posts(), 12, "and nobody meets it again");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_failed_call_does_not_fail_the_others() {
    let stage = Stage::new(&["fail-nth:2"]).await;
    let start = StartJob {
        count: Some(4),
        ..ask("nano-banana")
    };
    let job = stage.run(start).await;
    assert_eq!(job.saved.len(), 3);
    let unknown = job
        .calls
        .iter()
        .filter(|call| call.state == CallState::Unknown);
    assert_eq!(unknown.count(), 1);
    assert_eq!(stage.posts(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_before_the_cut_is_saved() {
    // The first picture of a fresh demo is always the same: this one tells its length.
    let stage = Stage::new(&[]).await;
    let whole = stage.run(ask("nano-banana")).await;
    let picture = fs::metadata(&whole.saved[0].file).unwrap().len();
    let text = usize::try_from(picture.div_ceil(3) * 4).unwrap();
    let before = "{\"created\":1790000000,\"data\":[{\"b64_json\":\"\"".len();
    for (cut, saved) in [(text / 2, 0), (text + before, 1), (text + before + 3, 1)] {
        let stage = Stage::new(&[&format!("cut:{cut}")]).await;
        let job = stage.run(ask("nano-banana")).await;
        assert_eq!(job.saved.len(), saved, "{cut} of {text}: {job:?}");
        let hashes: Vec<_> = job.saved.iter().map(|one| &one.hash).collect();
        assert!(hashes.iter().all(|hash| **hash == whole.saved[0].hash));
        let ending = [CallState::Unknown, CallState::Done][saved];
        assert_eq!((job.calls[0].state, stage.posts()), (ending, 1));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn stopping_before_sending_costs_nothing_and_stopping_later_says_so() {
    let stage = Stage::new(&["hang"]).await;
    let mut profile_full = StartJob {
        count: Some(6),
        ..ask("nano-banana")
    };
    profile_full.prompt = "six".into();
    let job = stage.studio.start_job(profile_full).await.unwrap();
    // Four at once: wait until the provider has four requests.
    while stage.posts() < 4 {
        tokio::task::yield_now().await;
    }
    stage.studio.cancel_job(job).await.unwrap();
    let job = stage.studio.wait(job).await.unwrap();
    let charged = |charged| {
        let calls = job.calls.iter();
        calls.filter(move |call| {
            call.error
                .as_ref()
                .is_some_and(|error| error.charged == charged)
        })
    };
    assert!(
        job.calls
            .iter()
            .all(|call| call.state == CallState::Cancelled),
        "{job:?}"
    );
    assert_eq!(charged(Charged::Maybe).count(), 4);
    assert_eq!(charged(Charged::No).count(), 2);
}

/// Panics at every request.
struct Panicking;

#[async_trait]
impl Transport for Panicking {
    async fn send(&self, _request: Outgoing) -> Result<Incoming, TransportError> {
        panic!("a transport that panics");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_ends_its_call_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let studio = open(
        folder.path(),
        "http://127.0.0.1:9",
        Some(Arc::new(Panicking)),
    )
    .await;
    let job = studio.start_job(ask("nano-banana")).await.unwrap();
    let job = studio.wait(job).await.unwrap();
    assert_eq!(job.calls[0].state, CallState::Unknown);
    assert_eq!(failure(&job).charged, Charged::Maybe);
    let again = studio.start_job(ask("nano-banana")).await.unwrap();
    assert!(studio.wait(again).await.unwrap().is_ended());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_is_not_there_is_said_to_have_cost_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let studio = open(folder.path(), "http://127.0.0.1:9", None).await;
    let job = studio.start_job(ask("nano-banana")).await.unwrap();
    let job = tokio::time::timeout(Duration::from_mins(1), studio.wait(job))
        .await
        .unwrap();
    let error = failure(&job.unwrap());
    assert_eq!(
        (error.code, error.charged),
        (ErrorCode::ProviderUnreachable, Charged::No)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_key_is_in_no_file_and_no_event() {
    let stage = Stage::new(&["key-echo"]).await;
    let mut events = stage.studio.events();
    let job = stage.run(ask("nano-banana")).await;
    assert_eq!(failure(&job).code, ErrorCode::ProviderAuth);
    while let Ok(event) = events.try_recv() {
        let text = serde_json::to_string(&event).unwrap();
        assert!(!text.contains(CANARY), "{text}");
    }
    let home = stage.folder.path().to_owned();
    stage.studio.shutdown().await;
    crate::stage::assert_nowhere(&home, CANARY);
}
