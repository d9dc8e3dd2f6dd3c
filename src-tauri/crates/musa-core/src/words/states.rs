//! What states are called. Each id stands here in full, so that a sentence nobody says is found by
//! a search.

use super::Words;
use crate::protocol::{CallState, FilmState};

impl Words {
    /// What a state of a call is called.
    pub fn state(&self, state: CallState) -> String {
        let id = match state {
            CallState::Queued => "state-queued",
            CallState::Sending => "state-sending",
            CallState::Waiting => "state-waiting",
            CallState::Receiving => "state-receiving",
            CallState::Saving => "state-saving",
            CallState::Done => "state-done",
            CallState::Failed => "state-failed",
            CallState::Cancelled => "state-cancelled",
            CallState::Unknown => "state-unknown",
        };
        self.say(id, &[])
    }

    /// What a state of a film is called.
    pub fn film_state(&self, state: FilmState) -> String {
        let id = match state {
            FilmState::Sending => "film-state-sending",
            FilmState::Queued => "film-state-queued",
            FilmState::Running => "film-state-running",
            FilmState::Downloading => "film-state-downloading",
            FilmState::Done => "film-state-done",
            FilmState::Failed => "film-state-failed",
            FilmState::Cancelled => "film-state-cancelled",
            FilmState::Left => "film-state-left",
            FilmState::Unknown => "film-state-unknown",
        };
        self.say(id, &[])
    }
}
