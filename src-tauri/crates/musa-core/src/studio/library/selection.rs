//! Selections: the pictures that are meant, by id or by their places in a view, and what they
//! share.

use super::super::{Studio, internal};
use crate::ids::PictureId;
use crate::library::view::Item;
use crate::protocol::{CommandError, Money, OfSelection, Selection, SelectionView};

impl Studio {
    /// The pictures of a selection.
    pub(super) fn selected(&self, selection: Selection) -> Result<Vec<PictureId>, CommandError> {
        match selection {
            Selection::Pictures { pictures } => Ok(pictures),
            Selection::Places { view, spans } => {
                let shown = self.inner.gallery.views.lock().get(view)?;
                let view = shown.view.lock();
                let mut all = Vec::new();
                for span in spans {
                    let items = view.items(span.from, span.count);
                    all.extend(items.iter().map(Item::picture));
                }
                Ok(all)
            }
        }
    }

    /// What selected pictures share.
    pub async fn look_at_selection(
        &self,
        request: OfSelection,
    ) -> Result<SelectionView, CommandError> {
        self.blocking(move |it| {
            let pictures = it.selected(request.selection)?;
            let shared = it.context().library.shared(&pictures).map_err(internal)?;
            let mut first = it.views_of(&pictures[..pictures.len().min(4)])?;
            first.truncate(4);
            let cost = shared.cost.into_iter();
            let cost = cost.map(|(currency, micros)| Money { micros, currency });
            Ok(SelectionView {
                count: shared.count,
                bytes: shared.bytes,
                cost: cost.collect(),
                rating: shared.rating,
                flag: shared.flag,
                tags: shared.tags,
                boards: shared.boards,
                model: shared.model,
                ratio: shared.ratio,
                first,
            })
        })
        .await?
    }
}
