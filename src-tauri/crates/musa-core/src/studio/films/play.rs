//! Watching a film: its file, opened on loopback for as long as the window shows it.

use std::path::PathBuf;

use super::{Studio, internal, not_found};
use crate::ids::PictureId;
use crate::protocol::{CommandError, Nothing, PlayFilm, Playing};

impl Studio {
    /// Opens a film for watching: its address lives until it is closed or another is opened.
    pub async fn play_film(&self, request: PlayFilm) -> Result<Playing, CommandError> {
        let file = self.film_file(request.picture).await?;
        let address = self.inner.player.open(file).await.map_err(internal)?;
        Ok(Playing { address })
    }

    /// Closes it.
    #[expect(clippy::unused_async, reason = "awaited like every command")]
    pub async fn stop_film(&self, _: Nothing) -> Result<Nothing, CommandError> {
        self.inner.player.close();
        Ok(Nothing {})
    }

    /// The file of a film: a picture is none.
    async fn film_file(&self, id: PictureId) -> Result<PathBuf, CommandError> {
        let row = self.blocking(move |it| it.context().library.picture(id));
        let row = row.await?.map_err(internal)?;
        let is_film = row.is_some_and(|row| row.film.is_some());
        if !is_film {
            return Err(not_found(id));
        }
        self.path_of(id).await
    }
}
