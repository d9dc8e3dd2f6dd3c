//! Undo and redo through the whole session: what was changed, in the order in which it was, and
//! how it is taken back. A change made after something was undone forgets what was undone.

use super::super::{Studio, internal};
use crate::ids::PictureId;
use crate::library::boards::Board;
use crate::library::marks::{MarksChange, MarksDelta};
use crate::protocol::{
    CommandError, ErrorCode, Happened, Nothing, PictureView, UndoKind, UndoLabel, UndoView, Undone,
};

mod history;

use history::Ended;
pub(super) use history::History;

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
pub(super) struct Change {
    label: UndoLabel,
    steps: Vec<Step>,
}

impl Change {
    /// The change that takes it back: its steps from the last to the first.
    fn back(&self) -> Vec<Step> {
        self.steps.iter().rev().cloned().map(Step::back).collect()
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
            history.remember(change);
            history.view()
        };
        self.tell(Happened::UndoChanged { undo: view });
    }

    /// Takes the last change back.
    pub async fn undo(&self, _: Nothing) -> Result<Undone, CommandError> {
        let _one = self.inner.gallery.undoing.lock().await;
        // Off the list before it is taken back: a change that is made meanwhile stays on it.
        let Some((change, since)) = self.inner.gallery.history.lock().pop_done() else {
            return Ok(nothing_done());
        };
        let taken = self.take(change.back()).await;
        self.moved(change, taken, |history, change, ended| match ended {
            Ended::Well => history.push_undone(change, since),
            Ended::Waits => history.put_back_done(change, since),
        })
    }

    /// Makes the last change that was undone again.
    pub async fn redo(&self, _: Nothing) -> Result<Undone, CommandError> {
        let _one = self.inner.gallery.undoing.lock().await;
        let Some((change, since)) = self.inner.gallery.history.lock().pop_undone() else {
            return Ok(nothing_done());
        };
        let taken = self.take(change.steps.clone()).await;
        self.moved(change, taken, |history, change, ended| match ended {
            Ended::Well => history.put_back_done(change, since),
            Ended::Waits => history.push_undone(change, since),
        })
    }

    /// Puts a change where it belongs now. One that cannot be taken back any more (its pictures
    /// are gone for good, say) must not stand before all others, and is forgotten; one that waits
    /// for its disk, for room or for another process stays.
    fn moved(
        &self,
        change: Change,
        taken: Result<Undone, CommandError>,
        put: impl FnOnce(&mut History, Change, Ended),
    ) -> Result<Undone, CommandError> {
        let label = change.label.clone();
        let undo = {
            let mut history = self.inner.gallery.history.lock();
            match &taken {
                Ok(_) => put(&mut history, change, Ended::Well),
                Err(error) if is_final(error.code) => {}
                Err(_) => put(&mut history, change, Ended::Waits),
            }
            history.view()
        };
        self.tell(Happened::UndoChanged { undo });
        taken.map(|taken| Undone {
            done: Some(label),
            ..taken
        })
    }

    /// Makes steps. Gives back pictures that are seen again by them, and what stood in the way
    /// of some.
    async fn take(&self, steps: Vec<Step>) -> Result<Undone, CommandError> {
        let mut taken = nothing_done();
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
                    let trashed = self.trash_all(pictures).await?;
                    taken.refused = taken.refused.or(trashed.refused);
                }
                Step::Came(pictures) => {
                    let restored = self.restore_all(pictures).await?;
                    taken.pictures = restored.views;
                    taken.refused = taken.refused.or(restored.refused);
                }
                Step::Board(None, Some(board)) => {
                    self.blocking(move |it| it.context().library.bring_board_back(&board))
                        .await??;
                    self.count_anew();
                }
                Step::Board(Some(_), Some(board)) => {
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
        Ok(taken)
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
    pub(in crate::studio) fn views_of(
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

/// Whether what failed so will always fail so.
fn is_final(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::NotFound
            | ErrorCode::FileMissing
            | ErrorCode::NameInvalid
            | ErrorCode::BoardExists
            | ErrorCode::BoardIsSmart
            | ErrorCode::BoardNotNested
    )
}

fn nothing_done() -> Undone {
    Undone {
        done: None,
        pictures: Vec::new(),
        refused: None,
    }
}

#[cfg(test)]
mod tests {
    use super::is_final;
    use crate::protocol::ErrorCode;

    #[test]
    fn what_may_yet_be_taken_back_is_not_forgotten() {
        let waits = [
            ErrorCode::LibraryMissing,
            ErrorCode::LibraryBusy,
            ErrorCode::LibraryFull,
            ErrorCode::LibraryReadOnly,
            ErrorCode::Internal,
        ];
        assert!(!waits.into_iter().any(is_final));
        assert!(is_final(ErrorCode::NotFound) && is_final(ErrorCode::FileMissing));
    }
}
