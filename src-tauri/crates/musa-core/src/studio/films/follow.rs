//! Films that go on: cancelled while they wait, left while they run, followed again, waited for,
//! and taken up after a restart.

use std::time::Duration;

use musa_api::answer::TaskId;
use musa_api::endpoints::videos::delete::{DeleteVideoTask, is_running};
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;

use super::view::can_follow;
use super::{DEMO, Studio, internal};
use crate::db::DbError;
use crate::films::{FilmNews, FilmRow, StateName as _};
use crate::ids::{FilmId, ProfileId};
use crate::protocol::{Charged, CommandError, ErrorCode, Film, FilmState, OfFilm};

/// Among so many of the newest, those are looked for that had no key.
const MOST_LOCKED_OUT: u32 = 200;

/// Between two looks at a film that another process follows.
const LOOK: Duration = Duration::from_secs(1);

impl Studio {
    /// What happens to films from now on.
    pub fn film_news(&self) -> broadcast::Receiver<FilmNews> {
        self.inner.films.listen()
    }

    /// Cancels a task that has not begun; one that runs can only be left.
    pub async fn cancel_film(&self, request: OfFilm) -> Result<Film, CommandError> {
        let row = self.film_row(&request).await?;
        let (FilmState::Queued, Some(task)) = (row.state, row.task.clone()) else {
            let code = match row.state {
                FilmState::Running | FilmState::Downloading => ErrorCode::TaskRuns,
                _ => ErrorCode::NothingToDo,
            };
            return Err(CommandError::new(code).field("film"));
        };
        let profile = self.profile(row.profile).await?;
        let question = DeleteVideoTask { id: TaskId(task) };
        let deleted = self.questions_to(&profile).await?.ask(&question).await;
        match deleted {
            Ok(()) => self.end_by_hand(&row, FilmState::Cancelled, None).await,
            Err(error) if is_running(&error) => {
                Err(CommandError::new(ErrorCode::TaskRuns).field("film"))
            }
            Err(error) => {
                if error.is_not_offered() {
                    self.inner.films.cannot_cancel(row.profile);
                    self.inner.films.tell(FilmNews::Changed(row.id));
                }
                let refused = CommandError::new(ErrorCode::TaskNotCancelled).field("film");
                Err(match crate::jobs::told(&error).detail {
                    Some(words) => refused.detail(words),
                    None => refused,
                })
            }
        }
    }

    /// Stops waiting: the task may still run and be charged.
    pub async fn leave_film(&self, request: OfFilm) -> Result<Film, CommandError> {
        let row = self.film_row(&request).await?;
        if row.state.is_ended() {
            return Err(CommandError::new(ErrorCode::NothingToDo).field("film"));
        }
        if self.inner.films.is_elsewhere(&row) {
            return Err(CommandError::new(ErrorCode::JobRunning).field("film"));
        }
        if row.task.is_none() {
            // Its request may be under way: what became of it is written when that has ended.
            self.inner.films.leave(row.id);
            return self.film(row.id).await;
        }
        let error = CommandError::new(ErrorCode::StoppedWaiting).charged(Charged::Maybe);
        self.end_by_hand(&row, FilmState::Left, Some(error)).await
    }

    /// Written first, so that nobody who still works on it can write something else.
    async fn end_by_hand(
        &self,
        row: &FilmRow,
        state: FilmState,
        error: Option<CommandError>,
    ) -> Result<Film, CommandError> {
        let id = row.id;
        let written = self.blocking(move |it| {
            let now = it.context().clock.now();
            let journal = it.inner.films.journal();
            journal.moved(id, state, error.as_ref(), now)
        });
        written.await?.map_err(internal)?;
        self.inner.films.leave(id);
        self.inner.films.tell(FilmNews::Changed(id));
        self.film(id).await
    }

    /// Asks about a film's task again, and brings it in. Costs nothing.
    pub async fn follow_film(&self, request: OfFilm) -> Result<Film, CommandError> {
        if !self.inner.films.let_go(request.film).await {
            return self.film(request.film).await;
        }
        let row = self.film_row(&request).await?;
        if !row.state.is_ended() && self.inner.films.is_elsewhere(&row) {
            return Err(CommandError::new(ErrorCode::JobRunning).field("film"));
        }
        if row.state.is_ended() && !can_follow(&row) {
            return Err(CommandError::new(ErrorCode::NothingToDo).field("film"));
        }
        let profile = self.profile(row.profile).await?;
        let (id, owner) = (row.id, self.context().owner);
        let again = self.blocking(move |it| {
            let now = it.context().clock.now();
            let journal = it.inner.films.journal();
            if row.state.is_ended() || row.task.is_some() {
                journal.again(id, owner, now)?;
            } else {
                journal.take_over(&row, owner)?;
            }
            Ok::<_, DbError>(())
        });
        again.await?.map_err(internal)?;
        self.inner.films.go_on(id, profile);
        self.inner.films.tell(FilmNews::Changed(id));
        self.film(id).await
    }

    /// Asks again about films whose provider had no key that was taken: there is one now.
    pub(in crate::studio) fn follow_with_key(&self, provider: ProfileId) {
        let it = self.clone();
        self.inner.window.spawn(async move {
            let left = it.blocking(move |it| {
                let newest = it.inner.films.journal().page(None, MOST_LOCKED_OUT)?;
                let locked_out = newest.into_iter().filter(|row| {
                    row.profile == provider
                        && row.state == FilmState::Unknown
                        && row.error.as_ref().is_some_and(|error| is_key(error.code))
                });
                Ok::<Vec<FilmId>, DbError>(locked_out.map(|row| row.id).collect())
            });
            let Ok(Ok(left)) = left.await else {
                return tracing::error!("films without a key could not be looked for");
            };
            for film in left {
                if let Err(error) = it.follow_film(OfFilm { film }).await {
                    tracing::info!(%film, ?error, "a film waits to be asked about");
                }
            }
        });
    }

    /// Waits until a film has ended, whoever follows it; one that nobody follows is followed.
    pub async fn wait_film(&self, id: FilmId) -> Result<Film, CommandError> {
        let mut news = self.film_news();
        loop {
            let film = self.film(id).await?;
            let running = self.inner.films.is_running(id);
            if film.state.is_ended() && !running {
                return Ok(film);
            }
            if !film.state.is_ended() && !running {
                self.take_up(id).await?;
            }
            tokio::select! {
                heard = news.recv() => {
                    if matches!(heard, Err(RecvError::Closed)) {
                        return self.film(id).await;
                    }
                }
                () = tokio::time::sleep(LOOK) => {}
            }
        }
    }

    /// Follows a film that goes on and that nobody follows.
    async fn take_up(&self, id: FilmId) -> Result<(), CommandError> {
        let row = self.film_row(&OfFilm { film: id }).await?;
        if row.state.is_ended() || self.inner.films.is_elsewhere(&row) {
            return Ok(());
        }
        let profile = self.profile(row.profile).await?;
        let owner = self.context().owner;
        let taken = self.blocking(move |it| it.inner.films.journal().take_over(&row, owner));
        taken.await?.map_err(internal)?;
        self.inner.films.go_on(id, profile);
        Ok(())
    }

    /// Takes up films that go on and whose process is gone.
    pub async fn resume_films(&self) -> Result<(), CommandError> {
        let left = self.blocking(|it| it.inner.films.abandoned()).await?;
        for row in left.map_err(internal)? {
            match self.profile(row.profile).await {
                Ok(profile) => self.inner.films.go_on(row.id, profile),
                // The demo is not there yet, or not wanted: its films wait for it.
                Err(_) if row.profile == DEMO => {}
                Err(error) => {
                    let error = error.charged(Charged::Maybe);
                    self.end_by_hand(&row, FilmState::Unknown, Some(error))
                        .await?;
                }
            }
        }
        Ok(())
    }
}

/// What a provider without a key that it takes says.
fn is_key(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::KeyMissing | ErrorCode::KeychainUnavailable | ErrorCode::ProviderAuth
    )
}
