//! The window's and the terminal's commands about films. What can be refused is refused here, by
//! field, before anything is sent or paid for.

use super::{DEMO, Studio, internal};
use crate::films::catalog;
use crate::ids::FilmId;
use crate::protocol::{
    CommandError, ErrorCode, Film, FilmComposition, FilmPage, FilmsView, Happened, ListFilms,
    Nothing, OfFilm,
};

mod board;
mod follow;
mod make;
mod play;
pub(super) mod put_away;
mod view;

pub use make::MadeFilm;

/// Films in a snapshot.
const FILMS: u32 = 50;
/// The longest page of films.
const LONGEST_PAGE: u32 = 200;

/// No film of this id.
fn not_found(what: impl ToString) -> CommandError {
    CommandError::new(ErrorCode::NotFound)
        .field("film")
        .arg("what", what)
}

impl Studio {
    /// What the window shows of films when it opens.
    pub(super) async fn films_view(&self) -> Result<FilmsView, CommandError> {
        let request = ListFilms {
            before: None,
            limit: FILMS,
        };
        let models = catalog::models().iter();
        Ok(FilmsView {
            page: self.list_films(request).await?,
            models: models.map(catalog::FilmCard::view).collect(),
            limits: catalog::LIMITS,
            storyboard: self.kept_storyboard().await?,
        })
    }

    /// A page of films, newest first, without those that were put away.
    pub async fn list_films(&self, request: ListFilms) -> Result<FilmPage, CommandError> {
        let limit = request.limit.clamp(1, LONGEST_PAGE);
        let page = self.blocking(move |it| {
            // One more than is shown tells whether there are older ones.
            let journal = it.inner.films.journal();
            let mut rows = journal.page(request.before, limit + 1)?;
            let more = rows.len() > limit as usize;
            rows.truncate(limit as usize);
            let films = rows.into_iter().map(|row| it.film_view(row));
            let films = films.collect::<Result<_, _>>()?;
            Ok(FilmPage { films, more })
        });
        page.await?
            .map_err(|error: crate::db::DbError| internal(error))
    }

    /// One film, also one that was put away.
    pub async fn film(&self, id: FilmId) -> Result<Film, CommandError> {
        let found = self.blocking(move |it| {
            let row = it.inner.films.journal().film(id)?;
            row.map(|row| it.film_view(row)).transpose()
        });
        let found = found.await?;
        let found = found.map_err(|error: crate::db::DbError| internal(error))?;
        found.ok_or_else(|| not_found(id))
    }

    /// The film whose id begins or ends with this, or whose task is called so.
    pub async fn find_film(&self, part: &str) -> Result<FilmId, CommandError> {
        let text = part.to_owned();
        let found = self.blocking(move |it| it.inner.films.journal().find(&text));
        match found.await?.map_err(internal)?.as_slice() {
            [one] => Ok(*one),
            _ => Err(not_found(part)),
        }
    }

    /// Keeps the storyboard over a restart.
    pub async fn keep_storyboard(
        &self,
        composition: FilmComposition,
    ) -> Result<Nothing, CommandError> {
        self.blocking(move |it| it.inner.settings.keep_storyboard(&composition))
            .await?
            .map_err(internal)?;
        Ok(Nothing {})
    }

    /// Tells the window of a film as it stands now.
    pub(super) async fn tell_film(&self, id: FilmId) {
        match self.film(id).await {
            // One that was put away is told as gone, once, by him who put it away.
            Ok(film) if self.is_put_away(id).await => drop(film),
            Ok(film) => {
                let film = Box::new(film);
                self.tell(Happened::FilmChanged { film });
            }
            // It was refused before it was written down.
            Err(error) => tracing::debug!(?error, %id, "there is no such film"),
        }
    }

    /// Tells the library's grid of a film's file that has just come.
    pub(super) async fn tell_film_saved(&self, id: FilmId) {
        self.tell_film(id).await;
        if let Ok(film) = self.film(id).await
            && let Some(saved) = film.saved
        {
            let pictures = vec![saved.picture];
            self.tell(Happened::PicturesBack { pictures });
        }
    }

    async fn is_put_away(&self, id: FilmId) -> bool {
        let row = self.blocking(move |it| it.inner.films.journal().film(id));
        matches!(row.await, Ok(Ok(Some(row))) if row.gone)
    }

    /// The same, for one who acts on it.
    async fn film_row(&self, request: &OfFilm) -> Result<crate::films::FilmRow, CommandError> {
        let id = request.film;
        let row = self.blocking(move |it| it.inner.films.journal().film(id));
        let row = row.await?.map_err(internal)?;
        row.ok_or_else(|| not_found(id))
    }
}
