//! How a film ends without its file: the state, the error, and whether it cost something.

use musa_api::error::{Charge, Error, Kind};

use super::keeper::{FilmNews, Films};
use super::send::blocking;
use super::stored::FilmRow;
use crate::jobs::told;
use crate::protocol::{Charged, CommandError, ErrorCode, FilmState};

/// An end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ended {
    pub(super) state: FilmState,
    pub(super) error: CommandError,
}

impl Ended {
    pub(super) fn new(state: FilmState, error: CommandError) -> Self {
        Self { state, error }
    }

    /// It failed, and what it cost is in the error.
    pub(super) fn failed(error: CommandError) -> Self {
        Self::new(FilmState::Failed, error)
    }

    /// The request for it failed.
    pub(super) fn of(error: &Error) -> Self {
        let charged = charged(error.charge());
        let state = match (error.kind(), charged) {
            (Kind::Cancelled, Charged::No) => FilmState::Cancelled,
            (_, Charged::No) => FilmState::Failed,
            // Something may be made there that nobody can ask about.
            _ => FilmState::Unknown,
        };
        Self::new(state, told(error).charged(charged))
    }

    /// The provider says that the task failed.
    pub(super) fn of_task(error: &Error, redact: impl Fn(&str) -> String) -> Self {
        let mut told = told(error).charged(charged(error.charge()));
        told.detail = told.detail.map(|words| redact(&words));
        Self::failed(told)
    }

    /// It is made and paid for, and did not come.
    pub(super) fn not_fetched(cause: Option<&str>) -> Self {
        let error = CommandError::new(ErrorCode::DownloadFailed).charged(Charged::Likely);
        Self::failed(match cause {
            Some(cause) => error.detail(cause),
            None => error,
        })
    }

    /// It came and could not be saved.
    pub(super) fn not_saved(why: &dyn std::fmt::Display) -> Self {
        let error = CommandError::new(ErrorCode::SaveFailed).detail(why.to_string());
        Self::failed(error.charged(Charged::Likely))
    }
}

fn charged(charge: Charge) -> Charged {
    match charge {
        Charge::No => Charged::No,
        Charge::Possible => Charged::Maybe,
        Charge::Likely => Charged::Likely,
    }
}

/// Writes an end, and tells it. A film that a command has ended meanwhile stays as that says.
pub(super) async fn write(films: &Films, film: &FilmRow, ended: Ended) {
    let (journal, id) = (films.journal().clone(), film.id);
    let now = films.context(film).clock.now();
    let written = blocking(move || journal.moved(id, ended.state, Some(&ended.error), now)).await;
    if !matches!(written, Some(Ok(_))) {
        tracing::error!(film = %id, "an end could not be journalled");
    }
    films.tell(FilmNews::Ended(id));
}
