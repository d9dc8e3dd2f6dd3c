//! Long work on the library, one at a time: what it has told, and how it is cancelled. What it
//! does is in [`super::import`] and [`super::check`].

use std::time::{Duration, Instant};

use tokio_util::sync::CancellationToken;

use super::super::Studio;
use crate::protocol::{
    CommandError, ErrorCode, Happened, LibraryTask, Nothing, OfTask, TaskKind, TaskState,
};

/// Told no more often than this.
const BETWEEN: Duration = Duration::from_millis(100);

/// Entries of each list that are told one by one.
pub(super) const MOST_LISTED: usize = 1_000;

/// The task that runs, or ran last.
#[derive(Default)]
pub(in crate::studio) struct Tasks {
    last: u32,
    shown: Option<LibraryTask>,
    cancel: CancellationToken,
    told: Option<Instant>,
}

/// A task's own hold on itself.
#[derive(Clone)]
pub(super) struct Working {
    studio: Studio,
    task: u32,
    cancel: CancellationToken,
}

impl Working {
    /// True when the user does not want it any more.
    pub(super) fn is_cancelled(&self) -> bool {
        self.cancel.is_cancelled()
    }

    /// Moves on, and tells of it now and then.
    pub(super) fn moved(&self, change: impl FnOnce(&mut LibraryTask)) {
        let mut tasks = self.studio.inner.gallery.tasks.lock();
        let due = tasks.told.is_none_or(|told| told.elapsed() >= BETWEEN);
        let Some(shown) = tasks.shown.as_mut().filter(|it| it.task == self.task) else {
            return;
        };
        change(shown);
        if due {
            let task = shown.clone();
            tasks.told = Some(Instant::now());
            drop(tasks);
            self.studio.tell(Happened::TaskMoved { task });
        }
    }

    /// Names something that was refused, and goes on.
    pub(super) fn refuse(&self, error: CommandError) {
        self.moved(|task| {
            task.refused_count += 1;
            if task.refused.len() < MOST_LISTED {
                task.refused.push(error);
            }
        });
    }

    /// Ends it, which is always told.
    fn end(&self, ended: Result<(), CommandError>) {
        let state = match &ended {
            Err(_) => TaskState::Failed,
            Ok(()) if self.is_cancelled() => TaskState::Cancelled,
            Ok(()) => TaskState::Done,
        };
        self.studio.inner.gallery.tasks.lock().told = None;
        self.moved(|task| {
            task.state = state;
            task.error = ended.err();
        });
    }
}

impl Studio {
    /// The task that runs, or ran last.
    pub(in crate::studio) fn task_view(&self) -> Option<LibraryTask> {
        self.inner.gallery.tasks.lock().shown.clone()
    }

    /// Begins a task, if none runs. `work` may block.
    pub(super) fn begin_task(
        &self,
        kind: TaskKind,
        work: impl FnOnce(&Studio, &Working) -> Result<(), CommandError> + Send + 'static,
    ) -> Result<u32, CommandError> {
        let (task, working) = {
            let mut tasks = self.inner.gallery.tasks.lock();
            let running = tasks.shown.as_ref();
            if running.is_some_and(|task| task.state == TaskState::Running) {
                return Err(CommandError::new(ErrorCode::LibraryBusy));
            }
            tasks.last += 1;
            tasks.cancel = CancellationToken::new();
            tasks.told = Some(Instant::now());
            let task = new_task(tasks.last, kind);
            tasks.shown = Some(task.clone());
            let working = Working {
                studio: self.clone(),
                task: task.task,
                cancel: tasks.cancel.clone(),
            };
            (task, working)
        };
        let number = task.task;
        self.tell(Happened::TaskMoved { task });
        let it = self.clone();
        self.inner.window.spawn(async move {
            let of_work = working.clone();
            let ended = it.blocking(move |it| work(it, &of_work)).await;
            working.end(ended.and_then(|ended| ended));
        });
        Ok(number)
    }

    /// Ends a task. What is done stays.
    #[expect(clippy::unused_async, reason = "commands are awaited, each of them")]
    pub async fn cancel_task(&self, request: OfTask) -> Result<Nothing, CommandError> {
        let tasks = self.inner.gallery.tasks.lock();
        if tasks.last == request.task {
            tasks.cancel.cancel();
        }
        Ok(Nothing {})
    }
}

fn new_task(task: u32, kind: TaskKind) -> LibraryTask {
    LibraryTask {
        task,
        kind,
        state: TaskState::Running,
        done: 0,
        total: None,
        taken: 0,
        duplicates: Vec::new(),
        duplicate_count: 0,
        refused: Vec::new(),
        refused_count: 0,
        findings: Vec::new(),
        finding_count: 0,
        error: None,
    }
}
