//! What follows a change of the library by itself: counts for the window, and records brought
//! up to date. Each runs once at a time; what comes meanwhile makes it run once more.

use std::sync::atomic::Ordering;

use super::super::{Studio, internal};
use crate::protocol::{BoardView, Boards, CommandError, Happened, TagView};

/// Whether saved searches are asked for their counts, which may take a while.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::studio) enum SmartCounts {
    /// They are.
    Asked,
    /// They come later.
    Later,
}

impl Studio {
    /// The left side of the library. Blocks.
    pub(in crate::studio) fn boards_view(
        &self,
        smart: SmartCounts,
    ) -> Result<Boards, CommandError> {
        let library = self.context().library;
        let small = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
        let mut boards = Vec::new();
        for (board, count) in library.counted_boards().map_err(internal)? {
            let count = match (&board.query, smart) {
                (None, _) => Some(count),
                // One that cannot be counted is shown without a number, and hides no other.
                (Some(query), SmartCounts::Asked) => match self.count_query(query) {
                    Ok(count) => Some(count),
                    Err(error) => {
                        tracing::warn!(?error, board = %board.id, "a board was not counted");
                        None
                    }
                },
                (Some(_), SmartCounts::Later) => None,
            };
            boards.push(BoardView {
                id: board.id,
                name: board.name,
                parent: board.parent,
                query: board.query,
                count,
            });
        }
        let tags = library.counted_tags().map_err(internal)?.into_iter();
        Ok(Boards {
            everything: small(library.count().map_err(internal)?),
            trash: small(library.count_trash().map_err(internal)?),
            boards,
            tags: tags.map(|(name, count)| TagView { name, count }).collect(),
        })
    }

    /// The left side of the library, everything counted.
    pub async fn boards(&self) -> Result<Boards, CommandError> {
        self.blocking(|it| it.boards_view(SmartCounts::Asked))
            .await?
    }

    /// Counts boards and tags, and tells the window. Nothing is counted where none listens.
    pub(in crate::studio) fn count_anew(&self) {
        if !self.is_attended() || self.inner.gallery.uncounted.swap(true, Ordering::SeqCst) {
            return;
        }
        let it = self.clone();
        self.inner.window.spawn(async move {
            let counted = it.blocking(|it| {
                // What changes from here on is counted once more.
                it.inner.gallery.uncounted.store(false, Ordering::SeqCst);
                it.boards_view(SmartCounts::Asked)
            });
            match counted.await {
                Ok(Ok(boards)) => it.tell(Happened::BoardsChanged { boards }),
                Ok(Err(error)) | Err(error) => tracing::warn!(?error, "boards were not counted"),
            }
        });
    }

    /// Brings records up to date behind a change.
    pub(super) fn carry(&self) {
        if self.inner.gallery.carrying.swap(true, Ordering::SeqCst) {
            return;
        }
        let it = self.clone();
        self.inner.window.spawn(async move {
            let carried = it.blocking(|it| {
                it.inner.gallery.carrying.store(false, Ordering::SeqCst);
                it.carry_now()
            });
            if let Ok(Err(error)) | Err(error) = carried.await {
                // They lie beside the records until then, durable.
                tracing::warn!(
                    ?error,
                    "marks wait for the next start to reach their records"
                );
            }
        });
    }

    /// The same, at once: before a process ends that made a change.
    pub(in crate::studio) fn carry_now(&self) -> Result<(), CommandError> {
        // A record on its way to the trash must not be written where it was.
        let _one_at_a_time = self.inner.trash.lock();
        let library = self.context().library;
        library.carry_marks().map_err(internal)?;
        Ok(())
    }
}
