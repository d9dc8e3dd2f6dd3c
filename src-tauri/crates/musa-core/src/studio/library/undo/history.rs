//! What was done and what was undone, in order, while one of them may be on its way from one to
//! the other.

use std::collections::VecDeque;

use super::Change;
use crate::protocol::UndoView;

/// Changes that are remembered. A session has hundreds.
const MOST: usize = 1_000;

/// How the way of a change from one list to the other ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ended {
    /// It was taken back, or made again.
    Well,
    /// It could not be: it waits where it was.
    Waits,
}

/// How many changes had been made when one was taken off its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Since(u64);

/// What was done and what was undone.
#[derive(Default)]
pub(in crate::studio::library) struct History {
    done: VecDeque<Change>,
    undone: Vec<Change>,
    made: u64,
}

impl History {
    pub(super) fn view(&self) -> UndoView {
        UndoView {
            undo: self.done.back().map(|change| change.label.clone()),
            redo: self.undone.last().map(|change| change.label.clone()),
        }
    }

    /// A new change: what was undone cannot be made again.
    pub(super) fn remember(&mut self, change: Change) {
        self.undone.clear();
        self.made += 1;
        self.done.push_back(change);
        self.forget_the_oldest();
    }

    /// Takes the last change off, to undo it.
    pub(super) fn pop_done(&mut self) -> Option<(Change, Since)> {
        let change = self.done.pop_back()?;
        Some((change, Since(self.made)))
    }

    /// Takes the last one that was undone off, to make it again.
    pub(super) fn pop_undone(&mut self) -> Option<(Change, Since)> {
        let change = self.undone.pop()?;
        Some((change, Since(self.made)))
    }

    /// It is undone. Where another change was made meanwhile, it cannot be made again.
    pub(super) fn push_undone(&mut self, change: Change, since: Since) {
        if self.made == since.0 {
            self.undone.push(change);
        }
    }

    /// It is done, before those that were made meanwhile.
    pub(super) fn put_back_done(&mut self, change: Change, since: Since) {
        let after = usize::try_from(self.made - since.0).unwrap_or(usize::MAX);
        let place = self.done.len().saturating_sub(after);
        self.done.insert(place, change);
        self.forget_the_oldest();
    }

    fn forget_the_oldest(&mut self) {
        if self.done.len() > MOST {
            self.done.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Change, History};
    use crate::protocol::{UndoKind, UndoLabel};

    fn change(count: u32) -> Change {
        Change {
            label: UndoLabel {
                kind: UndoKind::Rate,
                count,
                name: None,
            },
            steps: Vec::new(),
        }
    }

    fn order(history: &History) -> Vec<u32> {
        history.done.iter().map(|it| it.label.count).collect()
    }

    #[test]
    fn a_change_that_is_made_while_another_is_undone_is_the_one_that_stays() {
        let mut history = History::default();
        history.remember(change(1));
        history.remember(change(2));
        let (two, since) = history.pop_done().unwrap();
        history.remember(change(3));
        history.push_undone(two, since);
        assert_eq!(order(&history), [1, 3]);
        assert_eq!(history.view().redo, None);
    }

    #[test]
    fn a_change_that_waits_for_its_disk_stands_where_it_stood() {
        let mut history = History::default();
        history.remember(change(1));
        history.remember(change(2));
        let (two, since) = history.pop_done().unwrap();
        history.remember(change(3));
        history.put_back_done(two, since);
        assert_eq!(order(&history), [1, 2, 3]);
    }
}
