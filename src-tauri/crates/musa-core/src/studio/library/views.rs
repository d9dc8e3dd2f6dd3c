//! Doors to views: asking, laying out, pages, buffers, days, completion.

use std::sync::Arc;

use super::super::{Studio, internal};
use super::gallery::Shown;
use crate::ids::BoardId;
use crate::library::overview::today;
use crate::library::search::{Asked, Parsed, Piece, TokenError, Within, parse};
use crate::library::view::View;
use crate::protocol::{
    CommandError, CompleteQuery, Completion, Completions, ErrorCode, FindInView, FoundInView,
    Happened, LayOutView, Nothing, OfView, OpenView, QueryPart, QueryPartKind, ViewBuffer,
    ViewDates, ViewExtent, ViewOpened, ViewPage, ViewPlace, ViewRange,
};

/// The longest page.
const MOST_PICTURES: u32 = 1000;

/// The longest query, in bytes: more is no search.
const LONGEST: usize = 4096;

impl Studio {
    /// Asks the library. The first screen is in the answer's buffers; what follows is told.
    pub async fn open_view(&self, request: OpenView) -> Result<ViewOpened, CommandError> {
        let opened = self.blocking(move |it| it.ask(&request)).await??;
        if !is_known(&opened.extent) {
            self.grow(opened.view);
        }
        Ok(opened)
    }

    pub(super) fn ask(&self, request: &OpenView) -> Result<ViewOpened, CommandError> {
        let library = self.context().library;
        let query = within_limits(&request.query);
        let parsed = self.parsed(query);
        let told = |piece: &&Piece| piece.asked != Asked::Nothing;
        let parts = parsed.pieces.iter().filter(told);
        let parts = parts.map(|piece| part(query, piece)).collect();
        let (within, saved) = self.within(request.place)?;
        let saved = saved.map(|saved| self.parsed(&saved)).unwrap_or_default();
        let parsed = parsed.and(saved.clone());
        let view = View::open(&library, &parsed, &within, request.order, request.layout);
        let mut view = view.map_err(internal)?;
        if saved.pieces.is_empty() && !matches!(within, Within::Boards(_)) {
            // A row has it; what must be counted follows.
            view.count(library.count_within(&within).map_err(internal)?);
        }
        let extent = view.extent();
        let shown = Shown {
            view: view.into(),
            within,
            saved,
        };
        let view = self.inner.gallery.views.lock().add(Arc::new(shown));
        Ok(ViewOpened {
            view,
            extent,
            parts,
        })
    }

    /// Refuses a query that would mean more pictures than whoever typed it has in mind: one of
    /// which something is left out, or nothing can be looked for. What acts on all that it finds
    /// asks here first.
    pub fn check_query(&self, query: &str) -> Result<(), CommandError> {
        let parsed = self.parsed(within_limits(query));
        let refused = parsed.pieces.iter().find_map(|piece| match &piece.asked {
            Asked::Refused(error) => Some(refusal(error)),
            _ => None,
        });
        if let Some(error) = refused {
            return Err(error);
        }
        if parsed.futile || parsed.pieces.is_empty() || query.len() > LONGEST {
            let value: String = query.chars().take(40).collect();
            return Err(CommandError::new(ErrorCode::QueryInvalid)
                .field("query")
                .arg("value", value.trim())
                .arg("allowed", "fox, 女孩, rating:>=4, tag:hero"));
        }
        Ok(())
    }

    fn parsed(&self, query: &str) -> Parsed {
        parse(query, today(self.context().clock.now()))
    }

    /// Where to look, and the saved search of a smart board.
    fn within(&self, place: ViewPlace) -> Result<(Within, Option<String>), CommandError> {
        let board = match place {
            ViewPlace::Everything => return Ok((Within::Everything, None)),
            ViewPlace::Trash => return Ok((Within::Trash, None)),
            ViewPlace::Board { board } => board,
        };
        let boards = self.context().library.boards().map_err(internal)?;
        let found = boards.iter().find(|other| other.id == board);
        let found = found.ok_or_else(|| no_board(board))?;
        if let Some(query) = &found.query {
            return Ok((Within::Everything, Some(query.clone())));
        }
        let nested = boards.iter().filter(|other| other.parent == Some(board));
        let mut all = vec![board];
        all.extend(nested.map(|other| other.id));
        Ok((Within::Boards(all), None))
    }

    /// Reads the rest of a view, step by step, and tells of each, until it is whole or closed.
    fn grow(&self, view: u32) {
        let it = self.clone();
        self.inner.window.spawn(async move {
            loop {
                let step = it.blocking(move |it| {
                    let shown = it.inner.gallery.views.lock().get(view)?;
                    it.know_more(&shown)
                });
                // Closed meanwhile, or the database failed: what is there stays.
                let Ok(Ok(extent)) = step.await else { return };
                it.tell(Happened::ViewGrown { view, extent });
                if is_known(&extent) {
                    return;
                }
            }
        });
    }

    /// One step more of a view; of one that is whole, how many pictures its place has.
    pub(super) fn know_more(&self, shown: &Shown) -> Result<ViewExtent, CommandError> {
        let library = self.context().library;
        // Not under the view's lock: its pages are asked for meanwhile.
        let step = shown.view.lock().step();
        if let Some(step) = step {
            let read = step.read(&library).map_err(internal)?;
            let mut view = shown.view.lock();
            view.take_in(read);
            return Ok(view.extent());
        }
        let total = if shown.saved.pieces.is_empty() {
            library.count_within(&shown.within)
        } else {
            library.count_found(&shown.saved, &shown.within)
        };
        let mut view = shown.view.lock();
        view.count(total.map_err(internal)?);
        Ok(view.extent())
    }

    /// Lays a view out anew.
    pub async fn lay_out_view(&self, request: LayOutView) -> Result<ViewExtent, CommandError> {
        self.in_view(request.view, move |_, shown| {
            Ok(shown.view.lock().lay_out(request.layout))
        })
        .await
    }

    /// Forgets a view.
    #[expect(clippy::unused_async, reason = "commands are awaited, each of them")]
    pub async fn close_view(&self, request: OfView) -> Result<Nothing, CommandError> {
        self.inner.gallery.views.lock().close(request.view);
        Ok(Nothing {})
    }

    /// Details of a range.
    pub async fn view_page(&self, request: ViewRange) -> Result<ViewPage, CommandError> {
        self.in_view(request.view, move |it, shown| {
            let count = request.count.min(MOST_PICTURES);
            let seqs: Vec<i64> = {
                let view = shown.view.lock();
                let items = view.items(request.from, count);
                items.iter().map(|item| item.seq).collect()
            };
            let rows = it.context().library.rows(&seqs, &shown.within);
            let pictures = it.picture_views(rows.map_err(internal)?);
            it.bring_thumbnails(pictures.iter().flatten());
            Ok(ViewPage { pictures })
        })
        .await
    }

    /// Raw bytes of a view, as `protocol/library.rs` describes them.
    pub async fn view_buffer(&self, request: ViewBuffer) -> Result<Vec<u8>, CommandError> {
        self.in_view(request.view, move |_, shown| {
            let view = shown.view.lock();
            Ok(view.buffer(request.part, request.from, request.count))
        })
        .await
    }

    /// The days of a view.
    pub async fn view_dates(&self, request: OfView) -> Result<ViewDates, CommandError> {
        self.in_view(request.view, |_, shown| {
            Ok(ViewDates {
                days: shown.view.lock().dates(),
            })
        })
        .await
    }

    /// Looks for a picture in a view.
    pub async fn find_in_view(&self, request: FindInView) -> Result<FoundInView, CommandError> {
        self.in_view(request.view, move |_, shown| {
            let found = shown.view.lock().find(request.picture);
            Ok(FoundInView {
                place: found.map(|(place, _)| place),
                row: found.map(|(_, row)| row),
            })
        })
        .await
    }

    /// How a query may go on.
    pub async fn complete_query(
        &self,
        request: CompleteQuery,
    ) -> Result<Completions, CommandError> {
        self.blocking(move |it| {
            let query = within_limits(&request.query);
            let caret = bytes_of(query, request.caret);
            let library = it.context().library;
            let (at, choices) = library.complete(query, caret).map_err(internal)?;
            let choices = choices.into_iter().map(|choice| Completion {
                text: choice.text,
                label: choice.label,
                count: choice.count,
            });
            Ok(Completions {
                from: units_of(&query[..at.start]),
                to: units_of(&query[..at.end]),
                choices: choices.collect(),
            })
        })
        .await?
    }

    async fn in_view<T: Send + 'static>(
        &self,
        view: u32,
        work: impl FnOnce(&Self, &Shown) -> Result<T, CommandError> + Send + 'static,
    ) -> Result<T, CommandError> {
        self.blocking(move |it| {
            let shown = it.inner.gallery.views.lock().get(view)?;
            work(it, &shown)
        })
        .await?
    }

    /// How many pictures a query finds: a smart board's count.
    pub(super) fn count_query(&self, query: &str) -> Result<u32, CommandError> {
        let parsed = self.parsed(query);
        let library = self.context().library;
        library
            .count_found(&parsed, &Within::Everything)
            .map_err(internal)
    }
}

pub(super) fn no_board(board: BoardId) -> CommandError {
    CommandError::new(ErrorCode::NotFound)
        .field("board")
        .arg("what", board)
}

/// Whether nothing more of a view will be told.
pub(super) fn is_known(extent: &ViewExtent) -> bool {
    extent.whole && extent.total.is_some()
}

fn refusal(error: &TokenError) -> CommandError {
    CommandError::new(ErrorCode::QueryInvalid)
        .field("query")
        .arg("value", &error.value)
        .arg("allowed", error.allowed)
}

fn part(query: &str, piece: &Piece) -> QueryPart {
    let refusal = match &piece.asked {
        Asked::Refused(error) => Some(refusal(error)),
        _ => None,
    };
    QueryPart {
        kind: match piece.asked {
            Asked::Words(_) | Asked::Nothing => QueryPartKind::Words,
            Asked::Token(_) => QueryPartKind::Token,
            Asked::Refused(_) => QueryPartKind::Refused,
        },
        from: units_of(&query[..piece.at.start]),
        to: units_of(&query[..piece.at.end]),
        name: piece.name.map(str::to_owned),
        refusal,
    }
}

/// As much of a text as is searched for.
fn within_limits(query: &str) -> &str {
    let mut end = query.len().min(LONGEST);
    while !query.is_char_boundary(end) {
        end -= 1;
    }
    &query[..end]
}

/// Length in UTF-16 units, as a page counts.
fn units_of(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
}

/// Where so many UTF-16 units end.
fn bytes_of(text: &str, units: u32) -> usize {
    let mut left = units as usize;
    for (at, letter) in text.char_indices() {
        if left == 0 {
            return at;
        }
        left = left.saturating_sub(letter.len_utf16());
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::{bytes_of, units_of};

    #[test]
    fn places_are_counted_as_a_page_counts_them() {
        let text = "a女🎨b";
        assert_eq!(units_of(text), 5);
        assert_eq!(bytes_of(text, 2), 4);
        assert_eq!(bytes_of(text, 4), 8);
        assert_eq!(bytes_of(text, 99), text.len());
    }
}
