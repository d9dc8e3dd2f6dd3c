//! `musa library import`, `verify` and `rebuild`: long work, told while it goes on. Ctrl+C ends
//! it; what is done stays.

use musa_core::protocol::{
    CommandError, FindingKind, LibraryTask, Nothing, OfTask, TaskBegun, TaskState,
};
use musa_core::studio::{Studio, WindowEvents};

use super::boards::id_of;
use crate::args::library as args;
use crate::open::internal;
use crate::outcome::Outcome;
use crate::plain;
use crate::platform::Stop;
use crate::screen::{Screen, is_watched};

pub(super) async fn import(
    import: args::Import,
    studio: &Studio,
    screen: &Screen,
) -> Result<Outcome, CommandError> {
    let board = match &import.board {
        Some(board) => Some(id_of(board, studio).await?),
        None => None,
    };
    let mut events = studio.window_events();
    let begun = studio.import(import.paths, board).await?;
    let task = ended(begun, &mut events, studio, screen).await?;
    if import.json {
        screen.json(&task);
        return outcome(&task);
    }
    for error in &task.refused {
        screen.error(error);
    }
    for duplicate in &task.duplicates {
        screen.note(
            "cli-library-duplicate",
            &[("name", &duplicate.name), ("path", &duplicate.same_as)],
        );
    }
    let [taken, duplicates, refused] =
        [task.taken, task.duplicate_count, task.refused_count].map(|count| count.to_string());
    screen.note(
        "cli-library-imported",
        &[
            ("taken", &taken),
            ("duplicates", &duplicates),
            ("refused", &refused),
        ],
    );
    outcome(&task)
}

pub(super) async fn verify(
    plain: &args::Plain,
    studio: &Studio,
    screen: &Screen,
) -> Result<Outcome, CommandError> {
    let mut events = studio.window_events();
    let begun = studio.verify_library(Nothing {}).await?;
    let task = ended(begun, &mut events, studio, screen).await?;
    if plain.json {
        screen.json(&task);
        return outcome(&task);
    }
    for finding in &task.findings {
        let id = match finding.kind {
            FindingKind::Missing => "cli-finding-missing",
            FindingKind::Changed => "cli-finding-changed",
            FindingKind::Unknown => "cli-finding-unknown",
            FindingKind::NoRecord => "cli-finding-no-record",
            FindingKind::NoRow => "cli-finding-no-row",
            FindingKind::BadRecord => "cli-finding-bad-record",
            FindingKind::Foreign => "cli-finding-foreign",
            FindingKind::RecordDiffers => "cli-finding-record-differs",
            FindingKind::Unreadable => "cli-finding-unreadable",
        };
        let line = screen.say(id, &[("path", &finding.path)]);
        screen.result(&plain::line(&line));
    }
    let (done, found) = (task.done.to_string(), task.finding_count.to_string());
    screen.note(
        "cli-library-verified",
        &[("done", &done), ("found", &found)],
    );
    outcome(&task)
}

pub(super) async fn rebuild(
    plain: &args::Plain,
    studio: &Studio,
    screen: &Screen,
) -> Result<Outcome, CommandError> {
    let mut events = studio.window_events();
    let begun = studio.rebuild_library(Nothing {}).await?;
    let task = ended(begun, &mut events, studio, screen).await?;
    if plain.json {
        screen.json(&task);
        return outcome(&task);
    }
    let (taken, left) = (task.taken.to_string(), task.refused_count.to_string());
    screen.note("cli-library-rebuilt", &[("taken", &taken), ("left", &left)]);
    outcome(&task)
}

/// Waits for its end, and shows how far it is to whoever looks.
async fn ended(
    begun: TaskBegun,
    events: &mut WindowEvents,
    studio: &Studio,
    screen: &Screen,
) -> Result<LibraryTask, CommandError> {
    let task = begun.task.unwrap_or_default();
    let mut stop = Stop::listen().map_err(internal)?;
    let watched = is_watched();
    let mut tenth = 0;
    let shown = |task: &LibraryTask| {
        // A line for each tenth: it stays readable in a log, too.
        if watched && let Some(total) = task.total.filter(|total| *total > 0) {
            let now = u64::from(task.done) * 10 / u64::from(total);
            if now > tenth {
                tenth = now;
                let (done, total) = (task.done.to_string(), total.to_string());
                screen.note(
                    "cli-library-progress",
                    &[("done", &done), ("total", &total)],
                );
            }
        }
    };
    let mut waiting = Box::pin(studio.task_ended(task, events, shown));
    tokio::select! {
        ended = &mut waiting => return ended,
        () = stop.asked() => studio.cancel_task(OfTask { task }).await?,
    };
    waiting.await
}

fn outcome(task: &LibraryTask) -> Result<Outcome, CommandError> {
    match (&task.error, task.state) {
        (Some(error), _) => Err(error.clone()),
        (None, TaskState::Cancelled) => Ok(Outcome::Stopped),
        _ if task.refused_count > 0 || task.finding_count > 0 => Ok(Outcome::Incomplete),
        _ => Ok(Outcome::Done),
    }
}
