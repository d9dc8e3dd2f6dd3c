//! What other processes do while a window listens: a terminal that makes, rates, imports or
//! deletes. Owns when it is looked for, and which events it becomes; how things stand is read by
//! the rooms that own them.
//!
//! Nothing is read until another process has written, so a run of our own costs nothing here and
//! never brings a grid to ask anew. What is told may be known already: it is told whole.

use std::collections::HashMap;
use std::sync::Weak;
use std::time::{Duration, Instant};

use super::{Db, Inner, Studio, internal};
use crate::films::{FilmJournal, FilmNews, FilmStand};
use crate::ids::{FilmId, JobId, OwnerId};
use crate::jobs::Journal;
use crate::library::boards::Board;
use crate::library::standing::{Moves, Standing};
use crate::protocol::{CommandError, Happened, PicturesChange, Providers, SettingsView};

/// How often another process is looked for: a question of a few microseconds.
const EVERY: Duration = Duration::from_secs(1);

/// Looking at a large library takes at most this part of the time: one in so many.
const SHARE: u32 = 20;

/// Pictures that are told one by one. Of more, the window only hears that it must ask anew.
const MOST_TOLD: usize = 1_000;

/// How things stood when they were looked at.
struct Stood {
    pictures: Standing,
    jobs: HashMap<JobId, u64>,
    films: HashMap<FilmId, FilmStand>,
}

impl Stood {
    fn read(db: &Db, own: OwnerId) -> Result<Self, CommandError> {
        Ok(Self {
            pictures: Standing::read(db).map_err(internal)?,
            jobs: Journal::new(db.clone()).standing(own).map_err(internal)?,
            films: FilmJournal::new(db.clone())
                .standing(own)
                .map_err(internal)?,
        })
    }
}

/// What was told last of what is short enough to be compared whole.
#[derive(Default)]
struct Short {
    providers: Option<Providers>,
    settings: Option<SettingsView>,
    boards: Option<Vec<Board>>,
}

/// Works until the studio is gone. It holds the studio only while it tells something.
pub(super) async fn watch(studio: Weak<Inner>) {
    let mut stood: Option<Stood> = None;
    let mut short = Short::default();
    let mut wait = Duration::ZERO;
    let mut due = true;
    loop {
        tokio::time::sleep(wait).await;
        wait = EVERY;
        let Some((db, own)) = studio.upgrade().map(|inner| Studio { inner }.looked_from()) else {
            return;
        };
        // Nobody listens: who begins to, asks for all of it.
        let Some(db) = db else { continue };
        let began = Instant::now();
        let looked = tokio::task::spawn_blocking(move || {
            let due = db.heard_of_others().map_err(internal)? || due;
            due.then(|| Stood::read(&db, own)).transpose()
        });
        match looked.await.map_err(internal).and_then(|looked| looked) {
            Ok(None) => {}
            Ok(Some(now)) => {
                due = false;
                wait = EVERY.max(began.elapsed() * SHARE);
                if let (Some(before), Some(inner)) = (&stood, studio.upgrade()) {
                    Studio { inner }
                        .tell_of_others(before, &now, &mut short)
                        .await;
                }
                stood = Some(now);
            }
            Err(error) => {
                due = true;
                tracing::warn!(?error, "what others do could not be looked at");
            }
        }
    }
}

impl Studio {
    /// Where to look, while a window listens, and who we are.
    fn looked_from(&self) -> (Option<Db>, OwnerId) {
        let context = self.context();
        let db = context.library.db().clone();
        (
            self.inner.window.is_listened_to().then_some(db),
            context.owner,
        )
    }

    async fn tell_of_others(&self, before: &Stood, now: &Stood, short: &mut Short) {
        self.tell_jobs(before, now);
        self.tell_films(before, now);
        let moves = now.pictures.since(&before.pictures);
        if let Err(error) = self.tell_moves(moves).await {
            tracing::warn!(?error, "what others did to pictures could not be told");
        }
        if let Err(error) = self.tell_short(short).await {
            tracing::warn!(?error, "what others chose could not be told");
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
        if moves.count() == 0 && !moves.renumbered {
            return Ok(());
        }
        if moves.renumbered || moves.count() > MOST_TOLD {
            // No marks with it: whoever shows pictures asks for them anew.
            let count = u32::try_from(moves.count().max(1)).unwrap_or(u32::MAX);
            let marks = Vec::new();
            self.tell(Happened::PicturesChanged {
                change: PicturesChange { marks, count },
            });
        } else {
            self.tell_each(moves).await?;
        }
        // How many there are, as it is: what was told may have been known.
        let library = self.blocking(Self::library_view).await??;
        self.tell(Happened::LibraryChanged { library });
        self.count_anew();
        Ok(())
    }

    async fn tell_each(&self, moves: Moves) -> Result<(), CommandError> {
        let Moves {
            came, gone, marked, ..
        } = moves;
        if !gone.is_empty() {
            self.tell(Happened::PicturesGone { pictures: gone });
        }
        if !came.is_empty() {
            let read = self.blocking(move |it| (it.films_among(&came), it.views_of(&came)));
            let (films, views) = read.await?;
            let pictures = views?;
            self.films_changed(films);
            self.tell(Happened::PicturesBack { pictures });
        }
        if !marked.is_empty() {
            self.tell_marks(marked);
        }
        Ok(())
    }

    async fn tell_short(&self, short: &mut Short) -> Result<(), CommandError> {
        let providers = self.providers().await?;
        if short.providers.as_ref() != Some(&providers) {
            self.look_for_keys(self.blocking(Self::all_profiles).await??);
            short.providers = Some(providers.clone());
            self.tell(Happened::ProvidersChanged { providers });
        }
        let settings = self.blocking(Self::settings_view).await??;
        if short.settings.as_ref() != Some(&settings) {
            short.settings = Some(settings.clone());
            self.tell(Happened::SettingsChanged { settings });
        }
        let boards = self.blocking(|it| it.context().library.boards()).await?;
        let boards = Some(boards.map_err(internal)?);
        if short.boards != boards {
            short.boards = boards;
            self.count_anew();
        }
        Ok(())
    }
}
