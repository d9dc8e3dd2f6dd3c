//! A film as the window shows it, from the journal, the library, the prices, and what this
//! process knows of how far it is. Asks nobody.

use crate::db::DbError;
use crate::films::{FilmRow, StateName as _, catalog, cost};
use crate::ids::PictureId;
use crate::protocol::{ErrorCode, Film, FilmState, LastFrame, Money, SavedFilm};
use crate::studio::runs::view::sent;
use crate::studio::{DEMO, Studio};

/// A film model's name for people; its id where the catalogue has only its kin.
pub(super) fn model_name(id: &str) -> String {
    let known = catalog::models().iter().find(|card| card.id == id);
    known.map_or_else(|| id.to_owned(), |card| card.name.clone())
}

impl Studio {
    /// A film as the window shows it. Blocks.
    pub(super) fn film_view(&self, row: FilmRow) -> Result<Film, DbError> {
        let films = &self.inner.films;
        let context = films.context(&row);
        let saved = self.saved_film(&row)?;
        let done = row.state == FilmState::Done;
        let took = row.ended_at.filter(|_| done).map(|end| {
            let took = end.as_millisecond() - row.created_at.as_millisecond();
            u64::try_from(took).unwrap_or(0)
        });
        let queued = row.state == FilmState::Queued && row.task.is_some();
        let settings = row.body.settings.clone();
        Ok(Film {
            cost: cost(&context, &row).as_ref().map(Money::from),
            can_cancel: queued && films.may_cancel(row.profile),
            can_follow: can_follow(&row),
            progress: films.progress(row.id),
            id: row.id,
            created_at: row.created_at,
            prompt: settings.prompt,
            model_name: model_name(&row.body.model),
            first_frame: row.body.first.as_ref().map(sent),
            last_frame: row.body.last.as_ref().map(sent),
            references: row.body.references.iter().map(sent).collect(),
            ratio: settings.ratio,
            resolution: settings.resolution,
            duration: settings.duration,
            frames: settings.frames,
            seed: row.seed.or(settings.seed),
            camera_fixed: settings.camera_fixed,
            watermark: settings.watermark,
            audio: settings.audio,
            provider: row.profile,
            provider_name: row.body.profile_name,
            demo: row.profile == DEMO,
            state: row.state,
            since_ms: row.since_ms,
            asked: row.asked,
            warning: row.warning.filter(|_| !row.state.is_ended()),
            task: row.task,
            error: row.error,
            expected: row.body.expected,
            tokens: row.tokens,
            took_ms: took,
            saved,
            model: row.body.model,
        })
    }

    fn saved_film(&self, row: &FilmRow) -> Result<Option<SavedFilm>, DbError> {
        if row.state != FilmState::Done {
            return Ok(None);
        }
        let library = self.context().library;
        let picture = library.picture(PictureId::of_call(row.call(), 0))?;
        Ok(picture.map(|picture| {
            let film = picture.film.clone();
            SavedFilm {
                duration_ms: film.as_ref().map_or(0, |film| film.duration_ms),
                poster: film.and_then(|film| film.poster),
                last_frame: row.last_frame.clone().unwrap_or(LastFrame::NotGiven),
                picture: self.picture_view(&picture),
            }
        }))
    }
}

/// Its task can be asked about again, or looked for where its id was lost, and may bring something.
pub(super) fn can_follow(row: &FilmRow) -> bool {
    let failed_here = || {
        let code = row.error.as_ref().map(|error| error.code);
        matches!(
            code,
            Some(ErrorCode::DownloadFailed | ErrorCode::SaveFailed | ErrorCode::AnswerUnreadable)
        )
    };
    match row.state {
        FilmState::Unknown => true,
        FilmState::Left => row.task.is_some(),
        FilmState::Failed => row.task.is_some() && failed_here(),
        _ => false,
    }
}
