//! What a restart finds, and what two processes on one home do to each other: nothing.

use musa_core::ids::JobId;
use musa_core::protocol::{CallState, Charged, ErrorCode, OfPicture, Preferences, Route, StartJob};
use musa_core::studio::RetryHow;

use crate::stage::{Stage, ask, failure, open, until_finished};

#[tokio::test(flavor = "multi_thread")]
async fn a_second_studio_changes_nothing_of_a_running_job() {
    let stage = Stage::new(&["slow-body:5"]).await;
    let job = stage.studio.start_job(ask("nano-banana")).await.unwrap();
    let other = open(stage.folder.path(), &stage.demo.base_url(), None).await;
    assert!(other.recovered().is_empty());
    let error = other.retry_job(job, RetryHow::KeptFirst).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::JobRunning);
    let error = other.discard_job(job).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::JobRunning);
    let second = other.start_job(ask("nano-banana")).await.unwrap();
    let job = stage.studio.wait(job).await.unwrap();
    assert_eq!(
        (job.saved.len(), job.calls[0].state),
        (1, CallState::Done),
        "{job:?}"
    );
    assert_eq!(other.wait(second).await.unwrap().saved.len(), 1);
    assert_eq!(stage.posts(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_download_is_finished_after_a_restart_without_paying() {
    let stage = Stage::new(&["url-404"]).await;
    // Flux answers with an address.
    let job = stage.run(ask("flux-kontext-pro")).await;
    let error = failure(&job);
    assert_eq!(
        (error.code, error.charged),
        (ErrorCode::DownloadFailed, Charged::Likely)
    );
    stage.demo.set_faults(Vec::new());
    let stage = stage.restart().await;
    let again = stage
        .studio
        .retry_job(job.id, RetryHow::KeptFirst)
        .await
        .unwrap();
    assert_eq!(again, job.id);
    let job = stage.studio.wait(again).await.unwrap();
    assert_eq!(
        (job.saved.len(), job.calls[0].state),
        (1, CallState::Done),
        "{job:?}"
    );
    assert_eq!(stage.posts(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_call_is_sent_again_only_when_the_user_says_so() {
    let stage = Stage::new(&["drop-before-answer@1"]).await;
    let start = StartJob {
        references: vec![stage.picture("one.png", 7)],
        ..ask("nano-banana")
    };
    let job = stage.run(start).await;
    assert_eq!(job.calls[0].state, CallState::Unknown);
    let stage = stage.restart().await;
    assert_eq!(stage.posts(), 1);
    let again = stage
        .studio
        .retry_job(job.id, RetryHow::KeptFirst)
        .await
        .unwrap();
    assert_ne!(again, job.id);
    let again = stage.studio.wait(again).await.unwrap();
    assert_eq!(again.saved.len(), 1, "{again:?}");
    assert_eq!(stage.posts(), 2);
    let requests = stage.demo.requests();
    assert_eq!(
        requests[0].body, requests[1].body,
        "the same request, reference included"
    );
    let old = stage.studio.job(job.id).await.unwrap();
    assert!(old.discarded);
    assert_eq!(old.retried_as, Some(again.id));
    for how in [RetryHow::KeptFirst, RetryHow::Anew] {
        let error = stage.studio.retry_job(job.id, how).await.unwrap_err();
        assert_eq!(
            error.code,
            ErrorCode::NothingToDo,
            "a second press pays nothing"
        );
    }
    assert_eq!(stage.posts(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_picture_is_kept_and_said_to_be_broken() {
    let stage = Stage::new(&["broken-png"]).await;
    let job = stage.run(ask("nano-banana")).await;
    assert_eq!(job.saved.len(), 1, "{job:?}");
    assert_eq!(job.calls[0].state, CallState::Failed);
    let error = failure(&job);
    assert_eq!(
        (error.code, error.charged),
        (ErrorCode::PictureTruncated, Charged::Likely)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_tasks_words_are_told_without_the_key() {
    let stage = Stage::new(&["task-failed"]).await;
    let job = stage.run(ask("nano-banana")).await;
    assert_eq!(job.saved.len(), 0);
    assert!(job.calls[0].task.is_some(), "{job:?}");
    assert!(job.calls[0].state.is_ended());
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_input_sends_nothing_and_leaves_no_job() {
    let stage = Stage::new(&[]).await;
    let text = stage.folder.path().join("notes.png");
    musa_core::files::write_atomic(&text, b"no picture").unwrap();
    let refusals = [
        (
            StartJob {
                prompt: " ".into(),
                ..ask("nano-banana")
            },
            "prompt",
        ),
        (
            StartJob {
                references: vec![text.clone(); 4],
                ..ask("nano-banana")
            },
            "references",
        ),
        (
            StartJob {
                references: vec![text],
                ..ask("nano-banana")
            },
            "references[0]",
        ),
        (
            StartJob {
                ratio: Some("7:1".into()),
                ..ask("nano-banana")
            },
            "ratio",
        ),
    ];
    for (start, field) in refusals {
        let error = stage.studio.start_job(start).await.unwrap_err();
        assert_eq!(error.field.as_deref(), Some(field), "{error:?}");
    }
    assert_eq!(stage.posts(), 0);
    assert!(stage.studio.jobs(10).await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unreadable_answer_is_read_again_for_nothing_and_asked_for_anew_on_demand() {
    let stage = Stage::new(&["not-a-picture@1"]).await;
    let job = stage.run(ask("nano-banana")).await;
    assert_eq!(failure(&job).code, ErrorCode::AnswerUnreadable);
    let same = stage
        .studio
        .retry_job(job.id, RetryHow::KeptFirst)
        .await
        .unwrap();
    let again = stage.studio.wait(same).await.unwrap();
    assert_eq!(
        (again.id, again.saved.len()),
        (job.id, 0),
        "it is still no picture"
    );
    assert_eq!(stage.posts(), 1, "reading again costs nothing");
    let anew = stage
        .studio
        .retry_job(job.id, RetryHow::Anew)
        .await
        .unwrap();
    assert_ne!(anew, job.id);
    assert_eq!(stage.studio.wait(anew).await.unwrap().saved.len(), 1);
    assert_eq!(stage.posts(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_index_comes_back_from_the_folder() {
    let stage = Stage::new(&[]).await;
    let job = stage.run(ask("nano-banana")).await;
    let before = stage.studio.pictures(None, 10).await.unwrap();
    let database = stage.studio.home().db_file();
    let stage = {
        let Stage {
            folder,
            demo,
            studio,
        } = stage;
        studio.shutdown().await;
        musa_core::files::remove(&database).unwrap();
        for ending in ["-wal", "-shm"] {
            let beside = format!("{}{ending}", database.display());
            musa_core::files::remove(beside.as_ref()).unwrap();
        }
        let studio = open(folder.path(), &demo.base_url(), None).await;
        Stage {
            folder,
            demo,
            studio,
        }
    };
    let after = stage.studio.pictures(None, 10).await.unwrap();
    assert_eq!(after.len(), 1);
    assert_eq!(
        (after[0].id, &after[0].hash),
        (before[0].id, &job.saved[0].hash)
    );
    assert_eq!(after[0].prompt, before[0].prompt);
}

/// A job whose task is known and whose process is gone: its work and its locks end with its
/// runtime.
fn left_with_a_task(stage: &Stage) -> JobId {
    let (folder, address) = (stage.folder.path().to_owned(), stage.demo.base_url());
    let died = std::thread::spawn(move || {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let job = runtime.block_on(async {
            let studio = open(&folder, &address, None).await;
            let mut events = studio.events();
            let job = studio.start_job(ask("nano-banana")).await.unwrap();
            while studio.job(job).await.unwrap().calls[0].task.is_none() {
                events.recv().await.unwrap();
            }
            job
        });
        runtime.shutdown_timeout(std::time::Duration::from_secs(10));
        job
    });
    died.join().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_whose_process_died_is_asked_for_again_by_a_window_and_paid_once() {
    let stage = Stage::new(&["task"]).await;
    let job = left_with_a_task(&stage);
    let window = open(stage.folder.path(), &stage.demo.base_url(), None).await;
    let left = window.job(job).await.unwrap();
    assert_eq!(left.calls[0].state, CallState::Unknown, "{left:?}");
    let mut events = window.events();
    window.snapshot(Preferences::default()).await.unwrap();
    until_finished(&mut events).await;
    let done = window.job(job).await.unwrap();
    assert_eq!(
        (done.saved.len(), done.calls[0].state),
        (1, CallState::Done),
        "{done:?}"
    );
    assert_eq!(stage.posts(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_that_was_taken_up_and_stopped_stays_so_when_the_page_is_loaded_anew() {
    let stage = Stage::new(&["task"]).await;
    let job = left_with_a_task(&stage);
    let window = open(stage.folder.path(), &stage.demo.base_url(), None).await;
    let mut events = window.events();
    window.snapshot(Preferences::default()).await.unwrap();
    while window.job(job).await.unwrap().calls[0].state != CallState::Waiting {
        events.recv().await.unwrap();
    }
    window.cancel_job(job).await.unwrap();
    until_finished(&mut events).await;
    let stopped = window.job(job).await.unwrap();
    assert_eq!(stopped.calls[0].state, CallState::Cancelled, "{stopped:?}");

    window.snapshot(Preferences::default()).await.unwrap();
    // Taken up again it would tell of that at once.
    let wait = std::time::Duration::from_secs(2);
    let told = tokio::time::timeout(wait, events.recv()).await;
    assert!(told.is_err(), "{told:?}");
    let still = window.job(job).await.unwrap();
    assert_eq!(still.calls[0].state, CallState::Cancelled, "{still:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thought_before_a_cut_is_kept_and_not_called_the_result() {
    let stage = Stage::new(&["drafts:2", "cut:2000000"]).await;
    let start = StartJob {
        route: Route::Gemini,
        ..ask("gemini-3-pro-image-preview")
    };
    let job = stage.run(start).await;
    assert!(!job.saved.is_empty(), "{job:?}");
    assert_eq!(job.calls[0].state, CallState::Unknown, "{job:?}");
    let detail = stage
        .studio
        .picture(OfPicture {
            picture: job.saved[0].id,
        })
        .await
        .unwrap();
    assert!(detail.partial, "{detail:?}");
    let error = failure(&job);
    assert_eq!(
        (error.code, error.charged),
        (ErrorCode::AnswerLost, Charged::Maybe)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_that_failed_is_not_offered_as_kept() {
    let stage = Stage::new(&["task-failed"]).await;
    let job = stage.run(ask("nano-banana")).await;
    assert_eq!(job.calls[0].state, CallState::Failed, "{job:?}");
    assert!(!job.calls[0].kept, "{job:?}");
}
