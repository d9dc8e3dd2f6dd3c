//! The storyboard: what it held, the pictures behind its ids, what would be refused of it, and a
//! film's settings and last frame for the next one.

use std::path::PathBuf;

use super::make::{Ready, settings_of};
use super::{Studio, internal, not_found};
use crate::films::flags::{self, Settled};
use crate::films::request::{FilmSettings, StartFilm};
use crate::ids::{ContentHash, ReferenceId};
use crate::jobs::StoredReference;
use crate::protocol::{
    CommandError, ErrorCode, FilmCheck, FilmComposition, HeldReference, LastFrame, Money, OfFilm,
    Storyboard,
};
use crate::upload;

impl Studio {
    /// What the storyboard held, without pictures that are gone.
    pub(super) async fn kept_storyboard(&self) -> Result<Storyboard, CommandError> {
        let kept = self.blocking(|it| it.inner.settings.storyboard()).await?;
        let kept = kept.map_err(internal)?.unwrap_or_default();
        self.storyboard(kept).await
    }

    /// A composition with the pictures it holds; those that are gone are left out.
    async fn storyboard(
        &self,
        mut composition: FilmComposition,
    ) -> Result<Storyboard, CommandError> {
        let held = self.held(&pictures(&composition)).await?;
        let is_held = |id: &ReferenceId| held.iter().any(|it| it.id == *id);
        composition.first_frame = composition.first_frame.filter(is_held);
        composition.last_frame = composition.last_frame.filter(is_held);
        composition.references.retain(is_held);
        Ok(Storyboard { composition, held })
    }

    /// A composition as files, with the settings in place of its own.
    pub(super) async fn start_of(
        &self,
        composition: &FilmComposition,
        settings: FilmSettings,
    ) -> Result<StartFilm, CommandError> {
        Ok(StartFilm {
            profile: composition.provider,
            settings,
            first_frame: self
                .held_frame(composition.first_frame, "firstFrame")
                .await?,
            last_frame: self.held_frame(composition.last_frame, "lastFrame").await?,
            frames: Vec::new(),
            references: self.held_files(&composition.references).await?,
        })
    }

    async fn held_frame(
        &self,
        id: Option<ReferenceId>,
        field: &str,
    ) -> Result<Option<PathBuf>, CommandError> {
        let ids: Vec<_> = id.into_iter().collect();
        let files = self.held_files(&ids).await;
        let files = files.map_err(|error| error.field(field))?;
        Ok(files.into_iter().next())
    }

    /// What would be refused, and what it would cost. Sends nothing.
    pub async fn check_film(
        &self,
        composition: FilmComposition,
    ) -> Result<FilmCheck, CommandError> {
        let settings = settings_of(&composition);
        let (settings, mut refusals) = match flags::settle(&settings) {
            Ok(
                Settled::Agreed(settings)
                | Settled::Conflict {
                    pickers: settings, ..
                },
            ) => (settings, Vec::new()),
            Err(error) => (settings, vec![error]),
        };
        let start = match self.start_of(&composition, settings).await {
            Ok(start) => start,
            Err(error) => {
                refusals.push(error);
                return Ok(FilmCheck {
                    refusals,
                    ..FilmCheck::default()
                });
            }
        };
        let ready = self.look_at_film(start).await?;
        let price = self.price_of(&composition, &ready).await?;
        refusals.extend(ready.refusals);
        Ok(FilmCheck {
            refusals,
            expected: ready.expected,
            tokens: ready.tokens,
            price,
        })
    }

    async fn price_of(
        &self,
        composition: &FilmComposition,
        ready: &Ready,
    ) -> Result<Option<Money>, CommandError> {
        let profile = match composition.provider {
            Some(id) => self.profile(id).await.ok(),
            None => self.current_profile().await.ok(),
        };
        let (Some(profile), Some(tokens)) = (profile, ready.tokens) else {
            return Ok(None);
        };
        let model = ready.model.clone().unwrap_or_default();
        let price = self.blocking(move |it| it.context().prices.of(profile.id, &model));
        let price = price.await?.map_err(internal)?;
        let cost = price.and_then(|price| price.of_tokens(tokens));
        Ok(cost.as_ref().map(Money::from))
    }

    /// Again with changes: the settings of a film and the pictures that were sent with it.
    pub async fn recompose_film(&self, request: OfFilm) -> Result<Storyboard, CommandError> {
        let row = self.film_row(&request).await?;
        let body = row.body;
        let held = self.blocking(move |it| {
            let hold = |sent: &StoredReference| it.hold_kept(&sent.hash, &sent.name);
            let first = body.first.as_ref().map(hold).transpose()?;
            let last = body.last.as_ref().map(hold).transpose()?;
            let references = body.references.iter().map(hold);
            let references: Vec<HeldReference> = references.collect::<Result<_, _>>()?;
            let settings = body.settings;
            let composition = FilmComposition {
                prompt: settings.prompt,
                model: Some(body.model),
                first_frame: first.as_ref().map(|it| it.id),
                last_frame: last.as_ref().map(|it| it.id),
                references: references.iter().map(|it| it.id).collect(),
                ratio: settings.ratio,
                resolution: settings.resolution,
                duration: settings.duration,
                frames: settings.frames,
                seed: settings.seed,
                camera_fixed: settings.camera_fixed,
                watermark: settings.watermark,
                audio: settings.audio,
                provider: Some(row.profile),
            };
            let pictures = first.into_iter().chain(last).chain(references);
            Ok(Storyboard {
                composition,
                held: pictures.collect(),
            })
        });
        held.await?
    }

    /// A film's last frame as a reference.
    pub async fn hold_last_frame(&self, request: OfFilm) -> Result<HeldReference, CommandError> {
        let film = self.film(request.film).await?;
        let missing = || CommandError::new(ErrorCode::LastFrameMissing).field("film");
        let saved = film.saved.ok_or_else(missing)?;
        let LastFrame::Kept { hash } = saved.last_frame else {
            return Err(missing());
        };
        let stem = PathBuf::from(&saved.picture.path);
        let name = upload::name_of(&stem.with_extension("png"));
        self.blocking(move |it| it.hold_kept(&hash, &name)).await?
    }

    /// A kept reference, held under this name. Blocks.
    fn hold_kept(&self, hash: &ContentHash, name: &str) -> Result<HeldReference, CommandError> {
        let kept = self.context().library.reference_anywhere(hash);
        let kept = kept.map_err(internal)?.ok_or_else(|| not_found(name))?;
        self.inner.held.hold_copy(&kept, name)
    }
}

/// Every picture of a composition, in the order in which it is sent.
fn pictures(composition: &FilmComposition) -> Vec<ReferenceId> {
    composition.pictures().copied().collect()
}
