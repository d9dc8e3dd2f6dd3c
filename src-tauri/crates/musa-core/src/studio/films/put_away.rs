//! Putting a film away, with its file, and bringing both back. Nothing is ever removed.

use super::{Studio, internal};
use crate::films::{FilmNews, StateName as _};
use crate::ids::{FilmId, PictureId};
use crate::library::{PictureRow, TrashError};
use crate::protocol::{CommandError, ErrorCode, Film, Happened, Nothing, OfFilm};

impl Studio {
    /// Puts a film away; its file goes to the library's trash.
    pub async fn delete_film(&self, request: OfFilm) -> Result<Nothing, CommandError> {
        let row = self.film_row(&request).await?;
        if !row.state.is_ended() {
            return Err(CommandError::new(ErrorCode::JobRunning).field("film"));
        }
        let (id, picture) = (row.id, PictureId::of_call(row.call(), 0));
        let gone = self.blocking(move |it| {
            let _one_at_a_time = it.inner.trash.lock();
            let context = it.context();
            let there = context.library.picture(picture).map_err(internal)?;
            if there.is_some() {
                context.library.delete(picture)?;
            }
            let now = context.clock.now();
            let journal = it.inner.films.journal();
            journal.put_away(id, Some(now)).map_err(internal)?;
            Ok::<_, CommandError>(there.is_some())
        });
        if gone.await?? {
            let pictures = vec![picture];
            self.tell(Happened::PicturesGone { pictures });
        }
        self.tell(Happened::FilmGone { film: id });
        Ok(Nothing {})
    }

    /// Back from there.
    pub async fn restore_film(&self, request: OfFilm) -> Result<Film, CommandError> {
        let row = self.film_row(&request).await?;
        let (id, picture) = (row.id, PictureId::of_call(row.call(), 0));
        let back = self.blocking(move |it| {
            let _one_at_a_time = it.inner.trash.lock();
            let restored = match it.context().library.restore(picture) {
                Ok(row) => Some(row),
                // It never had a file.
                Err(TrashError::NotFound(_)) => None,
                Err(error) => return Err(CommandError::from(error)),
            };
            let journal = it.inner.films.journal();
            journal.put_away(id, None).map_err(internal)?;
            Ok(restored)
        });
        if let Some(row) = back.await?? {
            let pictures = vec![self.picture_view(&row)];
            self.tell(Happened::PicturesBack { pictures });
        }
        let film = self.film(id).await?;
        let told = Box::new(film.clone());
        self.tell(Happened::FilmChanged { film: told });
        Ok(film)
    }

    /// The films whose files are among these pictures of the library.
    pub(in crate::studio) fn films_among(&self, pictures: &[PictureId]) -> Vec<FilmId> {
        let library = self.context().library;
        let rows = pictures.iter().filter_map(|id| library.picture(*id).ok()?);
        rows.filter_map(|row| film_of(&row)).collect()
    }

    /// Their files went to the trash or came back.
    pub(in crate::studio) fn films_changed(&self, films: impl IntoIterator<Item = FilmId>) {
        for film in films {
            self.inner.films.tell(FilmNews::Changed(film));
        }
    }
}

/// The film that a picture of the library is the file of.
pub(in crate::studio) fn film_of(row: &PictureRow) -> Option<FilmId> {
    row.film.as_ref()?;
    row.call.map(|call| FilmId(call.0))
}
