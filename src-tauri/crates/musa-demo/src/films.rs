//! Owns film tasks (WIRE 10): their ids, the states they go through by the clock, their ends.
//!
//! An id says when the task was made and what its film looks like, so that a demo that was started
//! again still knows tasks of the one before it, as a real provider does.

mod order;
mod reel;

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};

use parking_lot::Mutex;
use serde_json::{Value, json};

use crate::answer::now;
use crate::fault::{Fault, FilmForm};

pub(crate) use order::{ArkRefusal, FilmOrder};
pub(crate) use reel::{Reel, Shape};

/// Seconds until a task begins, and until it is done.
const BEGINS: u64 = 3;
const DONE: u64 = 9;
/// Tasks of earlier days are forgotten (WIRE 10.3).
const KNOWN_FOR: u64 = 7 * 24 * 3600;

/// Where a task is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    Queued,
    Running,
    Ended,
}

/// A task as it was asked for.
#[derive(Clone, Debug)]
pub(crate) struct FilmTask {
    pub(crate) id: String,
    pub(crate) model: String,
    pub(crate) created_at: u64,
    pub(crate) settings: Vec<(&'static str, Value)>,
    pub(crate) seconds: u64,
    pub(crate) last_frame: bool,
    pub(crate) reel: Reel,
    pub(crate) faults: Vec<Fault>,
    pub(crate) cancelled: bool,
    /// It was paid for, which happens when it is first seen to have succeeded.
    charged: bool,
    looks: u32,
}

impl FilmTask {
    pub(crate) fn has(&self, form: FilmForm) -> bool {
        self.faults.contains(&Fault::Film(form))
    }

    /// Where it is by now.
    pub(crate) fn stage(&self) -> Stage {
        let age = now().saturating_sub(self.created_at);
        match () {
            () if self.has(FilmForm::Quick) => Stage::Ended,
            () if self.has(FilmForm::Stuck) || age < BEGINS => Stage::Queued,
            () if self.has(FilmForm::Endless) || age < DONE => Stage::Running,
            () => Stage::Ended,
        }
    }
}

/// Why a task is not deleted.
pub(crate) enum NotDeleted {
    Unknown,
    Running,
    Cancelled,
}

/// The tasks since start.
#[derive(Default)]
pub(crate) struct Films {
    tasks: Mutex<HashMap<String, FilmTask>>,
    next: AtomicU64,
}

impl Films {
    /// Keeps a task and gives its id.
    pub(crate) fn put(&self, order: FilmOrder, faults: Vec<Fault>) -> String {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let created_at = now();
        let mark = blake3::hash(format!("{created_at} {number}").as_bytes()).to_hex();
        let reel = order.reel();
        let id = format!("cgt-{created_at}-{}{}", reel.letters(), &mark[..5]);
        let task = FilmTask {
            id: id.clone(),
            model: order.model,
            created_at,
            settings: order.settings,
            seconds: order.seconds,
            last_frame: order.last_frame,
            reel,
            faults,
            cancelled: false,
            charged: false,
            looks: 0,
        };
        self.tasks.lock().insert(id.clone(), task);
        id
    }

    /// A task, looked at once more; also one of a demo that ran before.
    pub(crate) fn look(&self, id: &str) -> Option<(FilmTask, u32)> {
        let mut tasks = self.tasks.lock();
        if !tasks.contains_key(id) {
            tasks.insert(id.to_owned(), earlier(id)?);
        }
        let task = tasks.get_mut(id)?;
        task.looks += 1;
        Some((task.clone(), task.looks))
    }

    /// Whether a film that has succeeded is to be paid for now: once.
    pub(crate) fn take_charge(&self, id: &str) -> bool {
        let mut tasks = self.tasks.lock();
        let task = tasks.get_mut(id);
        task.is_some_and(|task| !std::mem::replace(&mut task.charged, true))
    }

    /// All of them, newest first.
    pub(crate) fn all(&self) -> Vec<FilmTask> {
        let mut all: Vec<_> = self.tasks.lock().values().cloned().collect();
        all.sort_by(|a, b| (b.created_at, &b.id).cmp(&(a.created_at, &a.id)));
        all
    }

    /// Cancels one that waits, forgets one that has ended.
    pub(crate) fn delete(&self, id: &str) -> Result<(), NotDeleted> {
        let mut tasks = self.tasks.lock();
        let task = tasks.get_mut(id).ok_or(NotDeleted::Unknown)?;
        match task.stage() {
            _ if task.cancelled => Err(NotDeleted::Cancelled),
            Stage::Queued => {
                task.cancelled = true;
                Ok(())
            }
            Stage::Running => Err(NotDeleted::Running),
            Stage::Ended => {
                tasks.remove(id);
                Ok(())
            }
        }
    }
}

/// What an id says of a task that this process never saw.
fn earlier(id: &str) -> Option<FilmTask> {
    let (created_at, letters) = id.strip_prefix("cgt-")?.split_once('-')?;
    let created_at: u64 = created_at.parse().ok()?;
    let known = now().checked_sub(created_at)? <= KNOWN_FOR;
    let reel = Reel::of_letters(letters)?;
    known.then(|| FilmTask {
        id: id.to_owned(),
        model: "doubao-seedance-1-0-pro-250528".to_owned(),
        created_at,
        settings: vec![("ratio", json!(reel.shape.ratio()))],
        seconds: 5,
        last_frame: true,
        reel,
        faults: Vec::new(),
        cancelled: false,
        // By the demo that made it.
        charged: true,
        looks: 0,
    })
}
