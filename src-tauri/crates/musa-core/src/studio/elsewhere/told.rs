//! What others did, as events: runs, films and pictures that stand otherwise than before.

use super::super::{Studio, internal};
use super::choices::Short;
use super::stood::Stood;
use crate::films::FilmNews;
use crate::library::standing::Moves;
use crate::protocol::{CommandError, Happened, PicturesChange};

/// Pictures that are told one by one. Of more, the window only hears that it must ask anew.
const MOST_TOLD: usize = 1_000;

impl Studio {
    /// Tells what differs. Gives back what to compare with next: how things stand now, or, where
    /// something could not be told, as an error, what makes it told once more.
    pub(super) async fn tell_of_others(
        &self,
        before: Stood,
        now: Stood,
        short: &mut Short,
    ) -> Result<Stood, Box<Stood>> {
        self.tell_jobs(&before, &now);
        self.tell_films(&before, &now);
        // First of all where pictures are: what is told of them says it.
        let chosen = self.tell_choices(short).await;
        if let Err(error) = &chosen {
            tracing::warn!(?error, "what others chose could not be told");
        }
        let moves = now.pictures.since(&before.pictures);
        if let Err(error) = self.tell_moves(moves).await {
            tracing::warn!(?error, "what others did to pictures could not be told");
            let pictures = before.pictures;
            return Err(Box::new(Stood { pictures, ..now }));
        }
        match chosen {
            Ok(()) => Ok(now),
            Err(_) => Err(Box::new(now)),
        }
    }

    fn tell_jobs(&self, before: &Stood, now: &Stood) {
        for (job, stand) in &now.jobs {
            if before.jobs.get(job) != Some(stand) {
                self.run_changed(*job);
            }
        }
    }

    fn tell_films(&self, before: &Stood, now: &Stood) {
        for (film, stand) in &now.films {
            let was = before.films.get(film);
            if stand.gone && was.is_some_and(|was| !was.gone) {
                self.tell(Happened::FilmGone { film: *film });
            } else if was != Some(stand) && !stand.gone {
                self.inner.films.tell(FilmNews::Changed(*film));
            }
        }
    }

    async fn tell_moves(&self, moves: Moves) -> Result<(), CommandError> {
        if moves.is_nothing() {
            return Ok(());
        }
        if moves.renumbered || moves.count() > MOST_TOLD {
            self.tell_to_ask_anew(moves.count());
        } else {
            self.tell_each(moves).await?;
        }
        // How many there are, as it is: what was told may have been known.
        let library = self.blocking(Self::library_view).await??;
        self.tell(Happened::LibraryChanged { library });
        // Views of the trash ask anew for it, too.
        self.count_anew();
        Ok(())
    }

    /// No marks with it: whoever shows pictures asks for them anew.
    pub(super) fn tell_to_ask_anew(&self, count: usize) {
        let count = u32::try_from(count.max(1)).unwrap_or(u32::MAX);
        let marks = Vec::new();
        self.tell(Happened::PicturesChanged {
            change: PicturesChange { marks, count },
        });
    }

    async fn tell_each(&self, moves: Moves) -> Result<(), CommandError> {
        let read = self.blocking(move |it| {
            let still = it.context().library.still(moves).map_err(internal)?;
            let views = it.views_of(&still.came)?;
            Ok::<_, CommandError>((it.films_among(&still.came), views, still))
        });
        let (films, pictures, still) = read.await??;
        if !still.gone.is_empty() {
            let pictures = still.gone;
            self.tell(Happened::PicturesGone { pictures });
        }
        if !pictures.is_empty() {
            self.films_changed(films);
            self.tell(Happened::PicturesBack { pictures });
        }
        if !still.marked.is_empty() {
            self.tell_marks(still.marked);
        }
        Ok(())
    }
}
