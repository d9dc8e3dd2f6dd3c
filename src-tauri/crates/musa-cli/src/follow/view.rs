//! How a job is shown while it runs: as JSON, as plain lines, or as bars on a terminal.

use std::path::Path;
use std::time::Instant;

use musa_core::ids::CallId;
use musa_core::protocol::{CallState, CommandError, JobEvent, Reduction};

use super::bars::Bars;
use super::state;
use super::tally::{Change, Tally};
use crate::screen::{self, Screen};

/// One of the three ways.
pub(crate) enum View {
    /// One JSON object per event.
    Json,
    /// A line for each new state.
    Lines,
    /// Bars that move.
    Bars(Bars),
}

impl View {
    /// Words for a person: bars where somebody watches.
    pub(crate) fn words() -> Self {
        if screen::is_watched() {
            Self::Bars(Bars::new())
        } else {
            Self::Lines
        }
    }

    /// Shows an event; `tally` has it already.
    pub(crate) fn show(
        &mut self,
        screen: &Screen,
        event: &JobEvent,
        tally: &Tally,
        change: Change,
    ) {
        match self {
            // The end is printed by `finish`, with the copies.
            Self::Json if !matches!(event, JobEvent::Finished { .. }) => screen.json(event),
            Self::Json => {}
            Self::Lines => match change {
                Change::Moved(place) => moved(screen, tally, place),
                Change::BackingOff(place) => {
                    let words = state::now(screen, &tally.calls[place], Instant::now());
                    screen.note_line(&numbered(screen, tally, place, &words));
                }
                Change::Along(_) | Change::Other => {}
            },
            Self::Bars(bars) => bars.draw(screen, tally, Instant::now()),
        }
        if let JobEvent::Reduced {
            reference,
            reduction,
            ..
        } = event
        {
            self.beside(|| reduced(screen, *reference, reduction));
        }
    }

    /// Why a call came to nothing, in words.
    pub(crate) fn failed(
        &self,
        screen: &Screen,
        tally: &Tally,
        call: CallId,
        error: &CommandError,
    ) {
        let place = tally.calls.iter().position(|known| known.id == call);
        self.beside(|| failed(screen, tally, place, error));
    }

    /// The file of a saved picture: a line of the result.
    pub(crate) fn saved(&self, screen: &Screen, file: &Path) {
        if !matches!(self, Self::Json) {
            self.beside(|| screen.foreign(&file.display().to_string()));
        }
    }

    /// Lets seconds go by.
    pub(crate) fn tick(&mut self, screen: &Screen, tally: &Tally) {
        if let Self::Bars(bars) = self {
            bars.draw(screen, tally, Instant::now());
        }
    }

    /// Prints without tearing the bars.
    pub(crate) fn beside(&self, print: impl FnOnce()) {
        match self {
            Self::Bars(bars) => bars.beside(print),
            Self::Json | Self::Lines => print(),
        }
    }

    /// Takes the bars away.
    pub(crate) fn end(&mut self) {
        if let Self::Bars(bars) = self {
            bars.end();
        }
    }
}

/// States worth a line: the others pass in an instant, or are told by what follows.
fn moved(screen: &Screen, tally: &Tally, place: usize) {
    let state = tally.calls[place].state;
    if matches!(
        state,
        CallState::Sending | CallState::Waiting | CallState::Receiving
    ) {
        let words = state::plain(screen, state);
        screen.note_line(&numbered(screen, tally, place, &words));
    }
}

/// `2/4: words`, or the words alone where there is one request only.
pub(crate) fn numbered(screen: &Screen, tally: &Tally, place: usize, words: &str) -> String {
    if tally.calls.len() < 2 {
        return words.to_owned();
    }
    let (number, of) = ((place + 1).to_string(), tally.calls.len().to_string());
    screen.say(
        "cli-numbered",
        &[("number", &number), ("of", &of), ("words", words)],
    )
}

fn failed(screen: &Screen, tally: &Tally, place: Option<usize>, error: &CommandError) {
    let mut lines = screen.error_lines(error).into_iter();
    if let (Some(first), Some(place)) = (lines.next(), place) {
        screen.note_line(&numbered(screen, tally, place, &first));
    }
    for line in lines {
        screen.note_line(&line);
    }
}

fn reduced(screen: &Screen, reference: u32, reduction: &Reduction) {
    let pixels = |(width, height): (u32, u32)| screen.pixels(width, height);
    let bytes = |bytes| screen.bytes(bytes);
    let id = if reference == 0 {
        "cli-reduced-mask"
    } else {
        "cli-reduced"
    };
    screen.note(
        id,
        &[
            ("reference", &reference.to_string()),
            ("fromPixels", &pixels(reduction.from_pixels)),
            ("toPixels", &pixels(reduction.to_pixels)),
            ("fromBytes", &bytes(reduction.from_bytes)),
            ("toBytes", &bytes(reduction.to_bytes)),
            ("fromFormat", &reduction.from_format.to_uppercase()),
            ("toFormat", &reduction.to_format.to_uppercase()),
        ],
    );
}
