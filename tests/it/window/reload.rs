//! A page that is reloaded in the middle of a run shows what one shows that never was.

use std::collections::BTreeMap;

use musa_core::ids::{CallId, JobId};
use musa_core::protocol::{CallState, ChangeSettings, Happened, Run, RunCall};

use super::{Window, compose, next};

/// What the page makes of an event: the contract in a few lines. Newest first.
pub(super) fn reduce(runs: &mut Vec<Run>, happened: &Happened) {
    match happened {
        Happened::RunCreated { run } | Happened::RunChanged { run } => {
            match runs.iter_mut().find(|it| it.id == run.id) {
                Some(known) => *known = run.clone(),
                None => runs.insert(0, run.clone()),
            }
            runs.retain(|run| !run.discarded);
        }
        Happened::CallMoved {
            run,
            call,
            state,
            progress,
            since_ms,
        } => {
            for call in calls_of(runs, *run, *call) {
                call.state = *state;
                call.progress = *progress;
                call.since_ms = Some(*since_ms);
            }
        }
        Happened::PictureSaved { run, call, picture } => {
            for call in calls_of(runs, *run, *call) {
                call.saved.retain(|saved| saved.id != picture.id);
                call.saved.push(picture.clone());
            }
        }
        _ => {}
    }
}

fn calls_of(runs: &mut [Run], run: JobId, call: CallId) -> impl Iterator<Item = &mut RunCall> {
    let runs = runs.iter_mut().filter(move |it| it.id == run);
    let calls = runs.flat_map(|run| &mut run.calls);
    calls.filter(move |it| it.id == call)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reload_at_any_moment_shows_the_same_runs() {
    let window = Window::with_demo(&["slow-body:2", "fail-nth:2"]).await;
    let mut events = window.studio.window_events();
    let mut unbroken = window.snapshot().await.runs;
    assert!(unbroken.is_empty());
    let started = window.studio.start_run(compose(4)).await.unwrap();

    let mut told = Vec::new();
    let mut shown_after = BTreeMap::new();
    let mut reloads = Vec::new();
    loop {
        let event = next(&mut events).await;
        reduce(&mut unbroken, &event.happened);
        shown_after.insert(event.seq, unbroken.clone());
        let over = matches!(
            &event.happened,
            Happened::RunChanged { run } if run.id == started.run && run.took_ms.is_some()
        );
        told.push(event);
        reloads.push(window.snapshot().await);
        if over {
            break;
        }
    }
    assert!(told.len() > 12, "{} events", told.len());
    let run = &unbroken[0];
    assert_eq!(
        run.calls
            .iter()
            .filter(|call| call.state == CallState::Done)
            .count(),
        3
    );
    assert!(
        run.calls
            .iter()
            .any(|call| call.error.is_some() && call.answered && !call.kept)
    );

    let mut compared = 0;
    for reload in reloads {
        // One that is in the journal and has not been told yet comes whole after the snapshot.
        let shown = shown_after
            .get(&reload.seq)
            .filter(|shown| !shown.is_empty());
        if let Some(shown) = shown {
            assert_eq!(&reload.runs, shown, "at {}", reload.seq);
            compared += 1;
        }
        let mut again = reload.runs;
        for event in told.iter().filter(|event| event.seq > reload.seq) {
            reduce(&mut again, &event.happened);
        }
        assert_eq!(again, unbroken, "reloaded at {}", reload.seq);
        // Events that are in it already change nothing for good.
        for event in &told {
            reduce(&mut again, &event.happened);
        }
        assert_eq!(again, unbroken);
    }
    assert!(compared > 8, "{compared} snapshots");
}

#[tokio::test(flavor = "multi_thread")]
async fn events_are_numbered_without_a_gap_and_calls_move_forward() {
    let window = Window::with_demo(&["slow-body:2"]).await;
    let mut events = window.studio.window_events();
    let mut last = window.snapshot().await.seq;
    let started = window.studio.start_run(compose(3)).await.unwrap();
    let mut states = BTreeMap::new();
    let mut created = false;
    loop {
        let event = next(&mut events).await;
        assert_eq!(event.seq, last + 1);
        last = event.seq;
        match event.happened {
            Happened::RunCreated { run } => {
                assert_eq!(run.id, started.run);
                assert!(run.calls.iter().all(|call| call.state == CallState::Queued));
                created = true;
            }
            Happened::CallMoved { call, state, .. } => {
                assert!(created, "nothing is told of a run before it is");
                let order = |state: CallState| CallState::ALL.iter().position(|it| *it == state);
                let before = states.insert(call, state);
                assert!(
                    before.map(order) <= Some(order(state)),
                    "{before:?} {state:?}"
                );
            }
            Happened::PictureSaved { call, picture, .. } => {
                assert_eq!(states[&call], CallState::Saving);
                assert_eq!((picture.width, picture.height), (1344, 768));
            }
            Happened::RunChanged { run } if run.took_ms.is_some() => break,
            _ => {}
        }
    }
    assert_eq!(states.len(), 3);
    assert!(states.values().all(|state| *state == CallState::Done));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_window_that_is_too_slow_is_told_that_it_missed_something() {
    let window = Window::new(&[]).await;
    let mut events = window.studio.window_events();
    let first = window.snapshot().await.seq;
    for _ in 0..5000 {
        let nothing = ChangeSettings::default();
        window.studio.change_settings(nothing).await.unwrap();
    }
    let missed = next(&mut events).await;
    assert_eq!(missed.happened, Happened::Missed);
    let after = next(&mut events).await;
    assert_eq!(after.seq, missed.seq + 1);
    assert!(missed.seq > first);
    assert_eq!(window.snapshot().await.seq, first + 5000);
}
