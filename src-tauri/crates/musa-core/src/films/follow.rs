//! Follows a task until it has ended. Asking is free, so it goes on through every failure of the
//! line and over every restart: 5 s, 10 s, then 20 s between two questions (WIRE 10.2). A word
//! that is not known is no end.

use std::ops::ControlFlow;
use std::time::Duration;

use musa_api::answer::TaskId;
use musa_api::client::Call;
use musa_api::endpoints::videos::state::{Status, VideoState, VideoTask};
use musa_api::error::{Error, Kind};
use musa_api::secret::ApiKey;

use super::ending::{self, Ended};
use super::fetch::{self, Fetched};
use super::keeper::{FilmNews, Films, Working};
use super::send::blocking;
use super::stored::FilmRow;
use crate::jobs::{Context, Redactor, told};
use crate::profiles::Profile;
use crate::protocol::{Charged, CommandError, ErrorCode, FilmState, Progress};

/// Questions before the pause grows to ten seconds, and to twenty.
const QUICK: u32 = 6;
const SLOWER: u32 = 18;
/// A provider may not know a new task for so long.
const NEW_FOR: Duration = Duration::from_mins(1);
/// Refusals in a row before the film is left to the user.
const MOST_REFUSALS: u32 = 5;
/// Times that a film which is made is tried to be fetched, each with a fresh address.
const MOST_FETCHES: u32 = 5;

/// The pause before a question, by the questions before it.
fn pause(asked: u32) -> Duration {
    Duration::from_secs(match asked {
        ..QUICK => 5,
        QUICK..SLOWER => 10,
        _ => 20,
    })
}

/// One film that is followed.
struct Follower<'a> {
    films: &'a Films,
    film: FilmRow,
    context: Context,
    profile: &'a Profile,
    work: &'a Working,
    refusals: u32,
    fetches: u32,
}

/// Asks until the task has ended, then brings the film in.
pub(super) async fn run(films: &Films, film: FilmRow, profile: &Profile, work: &Working) {
    let context = films.context(&film);
    let mut follower = Follower {
        films,
        film,
        context,
        profile,
        work,
        refusals: 0,
        fetches: 0,
    };
    if let Some(ended) = follower.until_ended().await {
        ending::write(films, &follower.film, ended).await;
    }
}

impl Follower<'_> {
    /// None when it was saved, or is not waited for any more.
    async fn until_ended(&mut self) -> Option<Ended> {
        loop {
            tokio::select! {
                biased;
                () = self.work.stopped() => return None,
                () = tokio::time::sleep(pause(self.film.asked)) => {}
            }
            let key = match self.context.keys.require(self.profile).await {
                Ok(key) => key,
                Err(error) => return Some(unknown(error)),
            };
            let answer = self.ask(key.as_ref()).await;
            self.film.asked += 1;
            if self.work.is_stopped() {
                return None;
            }
            let next = match answer {
                Ok(state) => self.answered(state, key.as_ref()).await,
                Err(error) => self.refused(&error).await,
            };
            match next {
                ControlFlow::Continue(()) => {}
                ControlFlow::Break(ended) => return ended,
            }
        }
    }

    async fn ask(&self, key: Option<&ApiKey>) -> Result<VideoState, Error> {
        let id = TaskId(self.film.task.clone().unwrap_or_default());
        let client = self.context.transports.client(self.profile);
        let client = client.map_err(|_| Error::unsent())?;
        let call = Call::quiet(key, self.work.token());
        let question = VideoTask { id };
        tokio::select! {
            biased;
            () = self.work.stopped() => Err(Error::unsent()),
            answer = client.ask(&question, &call) => answer,
        }
    }

    async fn answered(
        &mut self,
        state: VideoState,
        key: Option<&ApiKey>,
    ) -> ControlFlow<Option<Ended>> {
        self.refusals = 0;
        let redactor = Redactor::new(key);
        let strange = match &state.status {
            Status::Unknown(word) => Some(redactor.text(word)),
            _ => None,
        };
        self.note(strange, state.tokens, state.seed).await;
        let percent = state.progress.map(|percent| Progress::Task { percent });
        match state.status {
            Status::Queued => self.at(FilmState::Queued, None).await,
            Status::Running | Status::Unknown(_) => self.at(FilmState::Running, percent).await,
            Status::Succeeded => return self.made(state.video, state.last_frame).await,
            Status::Failed(error) => {
                let ended = Ended::of_task(&error, |words| redactor.text(words));
                return ControlFlow::Break(Some(ended));
            }
            Status::Cancelled => {
                let error = CommandError::new(ErrorCode::StoppedWaiting);
                return ControlFlow::Break(Some(Ended::new(FilmState::Cancelled, error)));
            }
            Status::Expired => {
                let error = CommandError::new(ErrorCode::TaskExpired);
                return ControlFlow::Break(Some(Ended::failed(error)));
            }
        }
        ControlFlow::Continue(())
    }

    /// A question without an answer: asked again, unless the provider will never give one.
    async fn refused(&mut self, error: &Error) -> ControlFlow<Option<Ended>> {
        self.note(None, None, None).await;
        self.films.tell(FilmNews::Changed(self.film.id));
        let age = self
            .context
            .clock
            .now()
            .duration_since(self.film.created_at);
        let new = Duration::try_from(age).is_ok_and(|age| age <= NEW_FOR);
        let (code, charged) = match error.kind() {
            Kind::Transport(_) | Kind::RateLimited | Kind::Server | Kind::Gateway => {
                return ControlFlow::Continue(());
            }
            Kind::NotFound if new => return ControlFlow::Continue(()),
            Kind::NotFound => (Some(ErrorCode::TaskGone), Charged::Maybe),
            Kind::Auth => (None, Charged::Maybe),
            _ => {
                self.refusals += 1;
                if self.refusals < MOST_REFUSALS {
                    return ControlFlow::Continue(());
                }
                (None, Charged::Maybe)
            }
        };
        let mut told = told(error).charged(charged);
        told.code = code.unwrap_or(told.code);
        ControlFlow::Break(Some(Ended::new(FilmState::Unknown, told)))
    }

    /// It is made: bring it in. A dead address is renewed by asking once more.
    async fn made(
        &mut self,
        video: Option<String>,
        last_frame: Option<String>,
    ) -> ControlFlow<Option<Ended>> {
        self.fetches += 1;
        let again = self.fetches < MOST_FETCHES;
        let Some(video) = video else {
            if again {
                return ControlFlow::Continue(());
            }
            let error = CommandError::new(ErrorCode::AnswerUnreadable).charged(Charged::Likely);
            return ControlFlow::Break(Some(Ended::failed(error)));
        };
        self.at(FilmState::Downloading, None).await;
        let came = fetch::bring_in(
            self.films,
            &self.film,
            self.profile,
            self.work,
            (&video, last_frame.as_deref()),
        );
        match came.await {
            Fetched::Saved | Fetched::Stopped => ControlFlow::Break(None),
            Fetched::Ended(ended) => ControlFlow::Break(Some(ended)),
            Fetched::AddressFailed(cause) if again => {
                tracing::info!(film = %self.film.id, cause, "its address is asked for again");
                ControlFlow::Continue(())
            }
            Fetched::AddressFailed(cause) => {
                ControlFlow::Break(Some(Ended::not_fetched(Some(&cause))))
            }
        }
    }

    async fn note(&self, strange: Option<String>, tokens: Option<u64>, seed: Option<i64>) {
        let (journal, id) = (self.films.journal().clone(), self.film.id);
        let noted = blocking(move || journal.asked(id, strange.as_deref(), tokens, seed)).await;
        if !matches!(noted, Some(Ok(()))) {
            tracing::warn!(film = %id, "a question could not be journalled");
        }
    }

    /// Where it stands now; the first time in this state is remembered.
    async fn at(&mut self, state: FilmState, progress: Option<Progress>) {
        self.films.set_progress(self.film.id, progress);
        let (journal, id) = (self.films.journal().clone(), self.film.id);
        if state != self.film.state {
            let now = self.context.clock.now();
            let moved = blocking(move || journal.moved(id, state, None, now)).await;
            if !matches!(moved, Some(Ok(_))) {
                tracing::warn!(film = %id, "a state could not be journalled");
            }
            self.film.state = state;
        }
        self.films.tell(FilmNews::Changed(id));
    }
}

/// What keeps us from asking does not say how the film is.
fn unknown(error: CommandError) -> Ended {
    Ended::new(FilmState::Unknown, error.charged(Charged::Maybe))
}

#[cfg(test)]
mod tests {
    use super::pause;

    #[test]
    fn pauses_grow_from_five_to_twenty_seconds_and_never_end() {
        let seconds: Vec<_> = [0, 5, 6, 17, 18, 1_000_000]
            .map(|asked| pause(asked).as_secs())
            .into();
        assert_eq!(seconds, [5, 5, 10, 10, 20, 20]);
    }
}
