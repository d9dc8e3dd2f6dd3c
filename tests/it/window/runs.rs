//! Runs as the window begins, follows, stops, repeats and puts them away.

use std::time::{Duration, Instant};

use musa_core::protocol::{
    CallState, Charged, Composition, ErrorCode, Happened, OfRun, OlderRuns, RetryHow, RetryRun,
    SetPrice,
};
use rusqlite::Connection;

use super::{Window, compose, ended, next};

#[tokio::test(flavor = "multi_thread")]
async fn a_run_says_what_is_known_of_it() {
    let window = Window::with_demo(&[]).await;
    let provider = window.snapshot().await.providers.current.unwrap();
    let price = SetPrice {
        provider,
        model: "nano-banana".into(),
        amount: Some("0.04".into()),
        currency: "usd".into(),
    };
    window.studio.set_price(price).await.unwrap();
    let run = window.run(compose(2)).await;
    assert_eq!(run.model_name, "Nano Banana");
    assert_eq!(run.expected, Some((1344, 768)));
    assert_eq!(run.each.as_ref().map(|each| each.micros), Some(40_000));
    assert!(run.demo && run.took_ms.is_some());
    assert_eq!(run.asked, 2);
    for call in &run.calls {
        assert_eq!((call.state, call.saved.len()), (CallState::Done, 1));
        assert!(call.answered && !call.kept && call.since_ms.is_some());
        assert!(
            call.saved[0].path.contains(".png"),
            "{}",
            call.saved[0].path
        );
        assert_eq!(call.saved[0].run, Some(run.id));
    }
    let snapshot = window.snapshot().await;
    assert_eq!(snapshot.runs, [run]);
    assert_eq!(snapshot.settings.last_model.as_deref(), Some("nano-banana"));
    assert_eq!(snapshot.library.pictures, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_is_no_run() {
    let window = Window::with_demo(&[]).await;
    let nothing = Composition {
        prompt: "  ".into(),
        ..compose(1)
    };
    let refused = window.studio.start_run(nothing).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::PromptEmpty);
    assert!(window.snapshot().await.runs.is_empty());
    assert_eq!(window.posts(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn stopping_a_run_says_that_it_may_be_charged_and_it_can_be_put_away() {
    let window = Window::with_demo(&["hang"]).await;
    let mut events = window.studio.window_events();
    let run = window.studio.start_run(compose(1)).await.unwrap().run;
    while !matches!(
        next(&mut events).await.happened,
        Happened::CallMoved {
            state: CallState::Waiting,
            ..
        }
    ) {}
    let early = window.studio.discard_run(OfRun { run }).await.unwrap_err();
    assert_eq!(early.code, ErrorCode::JobRunning);
    window.studio.cancel_run(OfRun { run }).await.unwrap();
    let stopped = ended(&mut events, run).await;
    assert_eq!(stopped.calls[0].state, CallState::Cancelled);
    let error = stopped.calls[0].error.clone().unwrap();
    assert_eq!(error.charged, Charged::Maybe);
    window.studio.discard_run(OfRun { run }).await.unwrap();
    let away = ended(&mut events, run).await;
    assert!(away.discarded);
    assert!(window.snapshot().await.runs.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_kept_is_finished_under_the_same_run_and_the_rest_is_a_new_one() {
    let window = Window::with_demo(&["url-404"]).await;
    let flux = Composition {
        model: Some("flux-kontext-pro".into()),
        ..compose(1)
    };
    let failed = window.run(flux.clone()).await;
    assert!(failed.calls[0].kept && failed.calls[0].answered);
    window.demo.set_faults(Vec::new());
    let mut events = window.studio.window_events();
    let how = RetryHow::KeptFirst;
    let again = window
        .studio
        .retry_run(RetryRun {
            run: failed.id,
            how,
        })
        .await
        .unwrap();
    assert_eq!(again.run, failed.id);
    let whole = ended(&mut events, failed.id).await;
    assert_eq!(whole.calls[0].saved.len(), 1);
    assert!(whole.calls[0].error.is_none() && !whole.calls[0].kept);
    assert_eq!(window.posts(), 1);

    window
        .demo
        .set_faults(vec!["moderation@1".parse().unwrap()]);
    let refused = window.run(flux).await;
    assert!(!refused.calls[0].kept);
    let mut events = window.studio.window_events();
    let anew = RetryRun {
        run: refused.id,
        how,
    };
    let next_run = window.studio.retry_run(anew).await.unwrap().run;
    assert_ne!(next_run, refused.id);
    assert_eq!(ended(&mut events, next_run).await.calls[0].saved.len(), 1);
    let shown = window.snapshot().await.runs;
    assert_eq!(
        shown.iter().map(|run| run.id).collect::<Vec<_>>(),
        [next_run, failed.id]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_composer_survives_a_restart_and_prompts_are_found_again() {
    let window = Window::with_demo(&[]).await;
    for prompt in ["one", "two", "one"] {
        let composition = Composition {
            prompt: prompt.into(),
            ..compose(1)
        };
        window.run(composition).await;
    }
    window.studio.keep_composition(compose(3)).await.unwrap();
    let window = window.restart().await;
    let snapshot = window.snapshot().await;
    assert_eq!(snapshot.composition, compose(3));
    assert_eq!(snapshot.runs.len(), 3);
    let earlier = window.studio.earlier_prompts().await.unwrap();
    assert_eq!(earlier.prompts, ["one", "two"]);
}

/// Ten thousand copies of the only job, each with a call.
fn multiply(database: &std::path::Path) {
    let connection = Connection::open(database).unwrap();
    connection
        .execute_batch(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
             INSERT INTO jobs (id, owner, profile, created_at, asked, body)
             SELECT printf('%08x-0000-7000-8000-000000000001', i),
                    owner, profile, created_at, asked, body FROM jobs, n;
             INSERT INTO calls (id, job, ordinal, pictures, state, ended_at)
             SELECT replace(id, '-7000-', '-7001-'), id, 0, 1, 'failed', created_at FROM jobs
             WHERE id LIKE '%-0000-7000-8000-000000000001';",
        )
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_runs_are_paged_without_a_wait() {
    let window = Window::with_demo(&[]).await;
    window.run(compose(1)).await;
    multiply(&window.folder.path().join("home/musa.db"));
    let begun = Instant::now();
    let snapshot = window.snapshot().await;
    let mut seen: Vec<_> = snapshot.runs.iter().map(|run| run.id).collect();
    assert!(snapshot.more_runs);
    for _ in 0..3 {
        let before = *seen.last().unwrap();
        let page = OlderRuns { before, limit: 100 };
        let page = window.studio.older_runs(page).await.unwrap();
        assert!(page.more && page.runs.len() == 100);
        seen.extend(page.runs.iter().map(|run| run.id));
    }
    let took = begun.elapsed();
    assert!(took < Duration::from_secs(3), "{took:?}");
    let length = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), length, "no run twice");
}
