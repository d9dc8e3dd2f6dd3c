//! Undo and redo through the whole session: what was changed, in the order in which it was, and
//! how it is taken back. A change made after something was undone forgets what was undone.

use std::collections::VecDeque;

use super::super::{Studio, internal};
use crate::ids::PictureId;
use crate::library::boards::Board;
use crate::library::marks::{MarksChange, MarksDelta};
use crate::protocol::{
    CommandError, ErrorCode, Happened, Nothing, PictureView, UndoKind, UndoLabel, UndoView, Undone,
};

/// Changes that are remembered. A session has hundreds.
const MOST: usize = 1_000;

/// Pictures that are told whole; of more the page asks itself.
const MOST_TOLD: usize = 1_000;

/// One step of a change.
#[derive(Debug, Clone)]
pub(super) enum Step {
    /// Marks of pictures.
    Marks(Vec<MarksDelta>),
    /// To the trash.
    Gone(Vec<PictureId>),
    /// Out of the trash, or imported.
    Came(Vec<PictureId>),
    /// A board as it was and as it is.
    Board(Option<Board>, Option<Board>),
}

impl Step {
    /// What takes it back.
    fn back(self) -> Self {
        match self {
            Self::Marks(deltas) => Self::Marks(
                deltas
                    .into_iter()
                    .map(|delta| MarksDelta {
                        picture: delta.picture,
                        back: delta.forth,
                        forth: delta.back,
                    })
                    .collect(),
            ),
            Self::Gone(pictures) => Self::Came(pictures),
            Self::Came(pictures) => Self::Gone(pictures),
            Self::Board(before, after) => Self::Board(after, before),
        }
    }
}

/// A change.
#[derive(Debug, Clone)]
struct Change {
    label: UndoLabel,
    steps: Vec<Step>,
}

impl Change {
    /// The change that takes it back: its steps from the last to the first.
    fn back(&self) -> Vec<Step> {
        self.steps.iter().rev().cloned().map(Step::back).collect()
    }
}

/// What was done and what was undone.
#[derive(Default)]
pub(super) struct History {
    done: VecDeque<Change>,
    undone: Vec<Change>,
}

impl History {
    fn view(&self) -> UndoView {
        UndoView {
            undo: self.done.back().map(|change| change.label.clone()),
            redo: self.undone.last().map(|change| change.label.clone()),
        }
    }
}

impl Studio {
    /// What can be undone.
    pub(in crate::studio) fn undo_view(&self) -> UndoView {
        self.inner.gallery.history.lock().view()
    }

    /// Remembers a change.
    pub(super) fn remember(&self, kind: UndoKind, name: Option<String>, steps: Vec<Step>) {
        let count = |step: &Step| match step {
            Step::Marks(deltas) => deltas.len(),
            Step::Gone(pictures) | Step::Came(pictures) => pictures.len(),
            Step::Board(..) => 0,
        };
        let count = steps.iter().map(count).max().unwrap_or_default();
        let change = Change {
            label: UndoLabel {
                kind,
                count: u32::try_from(count).unwrap_or(u32::MAX),
                name,
            },
            steps,
        };
        let view = {
            let mut history = self.inner.gallery.history.lock();
            history.undone.clear();
            history.done.push_back(change);
            if history.done.len() > MOST {
                history.done.pop_front();
            }
            history.view()
        };
        self.tell(Happened::UndoChanged { undo: view });
    }

    /// Takes the last change back.
    pub async fn undo(&self, _: Nothing) -> Result<Undone, CommandError> {
        let _one = self.inner.gallery.undoing.lock().await;
        let last = self.inner.gallery.history.lock().done.back().cloned();
        let Some(change) = last else {
            return Ok(nothing_done());
        };
        let taken = self.take(change.back()).await;
        let pictures = self.or_forgotten(taken, |history| drop(history.done.pop_back()))?;
        let undo = {
            let mut history = self.inner.gallery.history.lock();
            history.done.pop_back();
            history.undone.push(change.clone());
            history.view()
        };
        self.tell(Happened::UndoChanged { undo });
        Ok(done(change.label, pictures))
    }

    /// Makes the last change that was undone again.
    pub async fn redo(&self, _: Nothing) -> Result<Undone, CommandError> {
        let _one = self.inner.gallery.undoing.lock().await;
        let last = self.inner.gallery.history.lock().undone.last().cloned();
        let Some(change) = last else {
            return Ok(nothing_done());
        };
        let taken = self.take(change.steps.clone()).await;
        let pictures = self.or_forgotten(taken, |history| drop(history.undone.pop()))?;
        let undo = {
            let mut history = self.inner.gallery.history.lock();
            history.undone.pop();
            history.done.push_back(change.clone());
            history.view()
        };
        self.tell(Happened::UndoChanged { undo });
        Ok(done(change.label, pictures))
    }

    /// A change that cannot be taken back any more (its pictures are gone for good, say) must not
    /// stand before all others. One that only waits for its disk stays.
    fn or_forgotten<T>(
        &self,
        taken: Result<T, CommandError>,
        forget: impl FnOnce(&mut History),
    ) -> Result<T, CommandError> {
        taken.inspect_err(|error| {
            if error.code != ErrorCode::LibraryMissing {
                let undo = {
                    let mut history = self.inner.gallery.history.lock();
                    forget(&mut history);
                    history.view()
                };
                self.tell(Happened::UndoChanged { undo });
            }
        })
    }

    /// Makes steps. Gives back pictures that are seen again by them.
    async fn take(&self, steps: Vec<Step>) -> Result<Vec<PictureView>, CommandError> {
        let mut seen = Vec::new();
        for step in steps {
            match step {
                Step::Marks(deltas) => {
                    let marked = self.blocking(move |it| {
                        let changes = deltas.iter().map(|delta| (delta.picture, &delta.forth));
                        it.context().library.mark_each(changes)
                    });
                    self.marked(&marked.await??);
                }
                Step::Gone(pictures) => {
                    self.trash_all(pictures).await?;
                }
                Step::Came(pictures) => seen = self.restore_all(pictures).await?.views,
                Step::Board(_, Some(board)) => {
                    self.blocking(move |it| it.context().library.put_board(board))
                        .await??;
                    self.count_anew();
                }
                Step::Board(Some(board), None) => {
                    self.blocking(move |it| it.context().library.remove_boards(&[board.id]))
                        .await??;
                    self.count_anew();
                }
                Step::Board(None, None) => {}
            }
        }
        Ok(seen)
    }

    /// Makes one change of marks, remembers it, and says how many pictures changed.
    pub(super) async fn mark(
        &self,
        pictures: Vec<PictureId>,
        change: MarksChange,
        (kind, name): (UndoKind, Option<String>),
    ) -> Result<u32, CommandError> {
        let marked = self.blocking(move |it| it.context().library.mark(&pictures, change));
        let marked = marked.await??;
        let count = u32::try_from(marked.deltas.len()).unwrap_or(u32::MAX);
        if count > 0 {
            self.marked(&marked);
            self.remember(kind, name, vec![Step::Marks(marked.deltas)]);
        }
        Ok(count)
    }

    /// The first of some pictures as the window shows them.
    pub(super) fn views_of(
        &self,
        pictures: &[PictureId],
    ) -> Result<Vec<PictureView>, CommandError> {
        let library = self.context().library;
        let some = pictures.iter().take(MOST_TOLD);
        let rows = some.filter_map(|id| library.picture(*id).transpose());
        let views = rows.map(|row| row.map(|row| self.picture_view(&row)));
        views.collect::<Result<_, _>>().map_err(internal)
    }
}

fn nothing_done() -> Undone {
    Undone {
        done: None,
        pictures: Vec::new(),
    }
}

fn done(label: UndoLabel, pictures: Vec<PictureView>) -> Undone {
    Undone {
        done: Some(label),
        pictures,
    }
}
