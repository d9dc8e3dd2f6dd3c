//! The window's commands about films.

use super::{Studio, internal};
use crate::films::catalog;
use crate::ids::ReferenceId;
use crate::protocol::{CommandError, FilmComposition, FilmPage, FilmsView, Storyboard};

impl Studio {
    /// What the window shows of films when it opens.
    pub(super) async fn films_view(&self) -> Result<FilmsView, CommandError> {
        Ok(FilmsView {
            page: FilmPage::default(),
            models: catalog::models()
                .iter()
                .map(catalog::FilmCard::view)
                .collect(),
            limits: catalog::LIMITS,
            storyboard: self.kept_storyboard().await?,
        })
    }

    /// What the storyboard held, without pictures that are gone.
    async fn kept_storyboard(&self) -> Result<Storyboard, CommandError> {
        let kept = self.blocking(|it| it.inner.settings.storyboard()).await?;
        self.storyboard(kept.map_err(internal)?.unwrap_or_default())
            .await
    }

    /// A composition with the pictures it holds; those that are gone are left out.
    pub(super) async fn storyboard(
        &self,
        mut composition: FilmComposition,
    ) -> Result<Storyboard, CommandError> {
        let ids: Vec<ReferenceId> = pictures(&composition);
        let held = self.held(&ids).await?;
        let is_held = |id: &ReferenceId| held.iter().any(|it| it.id == *id);
        composition.first_frame = composition.first_frame.filter(is_held);
        composition.last_frame = composition.last_frame.filter(is_held);
        composition.references.retain(is_held);
        Ok(Storyboard { composition, held })
    }
}

/// Every picture of a composition, in the order in which it is sent.
pub(super) fn pictures(composition: &FilmComposition) -> Vec<ReferenceId> {
    let frames = composition
        .first_frame
        .iter()
        .chain(&composition.last_frame);
    frames.chain(&composition.references).copied().collect()
}
