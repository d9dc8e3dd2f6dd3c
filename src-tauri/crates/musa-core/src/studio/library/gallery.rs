//! What a studio keeps of its library while it is open: views by number, changes that can be
//! undone, the task that runs. Lost with the process, and nothing with it.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use parking_lot::Mutex;

use super::tasks::Tasks;
use super::undo::History;
use crate::ids::ContentHash;
use crate::library::search::{Parsed, Within};
use crate::library::view::View;
use crate::protocol::{CommandError, DropTarget, ErrorCode};

/// Views that are kept; a page needs one, or two while it changes.
const MOST_VIEWS: usize = 16;

/// A view that somebody looks at.
pub(in crate::studio) struct Shown {
    /// Its pictures and rows.
    pub(in crate::studio) view: Mutex<View>,
    /// Where it looks.
    pub(in crate::studio) within: Within,
    /// The saved search of a smart board, which its place is by.
    pub(in crate::studio) saved: Parsed,
}

/// Views by their numbers.
#[derive(Default)]
pub(in crate::studio) struct Views {
    last: u32,
    open: BTreeMap<u32, Arc<Shown>>,
}

impl Views {
    /// Keeps one, and forgets the oldest of very many.
    pub(super) fn add(&mut self, shown: Arc<Shown>) -> u32 {
        self.last += 1;
        self.open.insert(self.last, shown);
        while self.open.len() > MOST_VIEWS {
            self.open.pop_first();
        }
        self.last
    }

    pub(super) fn get(&self, view: u32) -> Result<Arc<Shown>, CommandError> {
        self.open.get(&view).cloned().ok_or_else(|| {
            CommandError::new(ErrorCode::NotFound)
                .field("view")
                .arg("what", view)
        })
    }

    pub(super) fn close(&mut self, view: u32) {
        self.open.remove(&view);
    }

    pub(super) fn all(&self) -> Vec<Arc<Shown>> {
        self.open.values().cloned().collect()
    }
}

/// All of it.
#[derive(Default)]
pub(in crate::studio) struct Gallery {
    pub(super) views: Mutex<Views>,
    pub(super) history: Mutex<History>,
    /// Held while something is undone: the next one waits for it.
    pub(super) undoing: tokio::sync::Mutex<()>,
    pub(super) tasks: Mutex<Tasks>,
    /// Where files go that are let go over the window.
    pub(super) drops: Mutex<DropTarget>,
    /// Pictures whose colour was asked for since this studio was opened.
    pub(super) coloured: Mutex<HashSet<ContentHash>>,
    /// Boards are to be counted anew.
    pub(super) uncounted: AtomicBool,
    /// Marks are on their way to records.
    pub(super) carrying: AtomicBool,
}
