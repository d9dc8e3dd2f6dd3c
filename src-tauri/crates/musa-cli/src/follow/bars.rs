//! Bars on a terminal: one line for each call, drawn on standard error.

use std::time::{Duration, Instant};

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::state;
use super::tally::Tally;
use super::view::numbered;
use crate::screen::Screen;

/// How often a line may be drawn anew in a second.
const RATE: u8 = 10;

/// The lines of one job.
pub(crate) struct Bars {
    all: MultiProgress,
    lines: Vec<Option<ProgressBar>>,
}

impl Bars {
    pub(crate) fn new() -> Self {
        let target = ProgressDrawTarget::stderr_with_hz(RATE);
        Self {
            all: MultiProgress::with_draw_target(target),
            lines: Vec::new(),
        }
    }

    /// Draws every call that goes on, and takes away the lines of those that have ended.
    pub(crate) fn draw(&mut self, screen: &Screen, tally: &Tally, now: Instant) {
        while self.lines.len() < tally.calls.len() {
            let line = self.all.add(ProgressBar::new_spinner());
            line.enable_steady_tick(Duration::from_millis(120));
            self.lines.push(Some(line));
        }
        for (place, (slot, call)) in self.lines.iter_mut().zip(&tally.calls).enumerate() {
            if call.state.is_ended() {
                if let Some(line) = slot.take() {
                    take_away(&self.all, &line);
                }
                continue;
            }
            let Some(line) = slot else { continue };
            match state::share(call.progress) {
                Some((part, whole)) => {
                    line.set_style(style("{spinner} {msg}  {bar:24}"));
                    line.set_length(whole);
                    line.set_position(part);
                }
                None => line.set_style(style("{spinner} {msg}")),
            }
            let words = state::now(screen, call, now);
            line.set_message(numbered(screen, tally, place, &words));
        }
    }

    /// Prints something else without tearing the lines.
    pub(crate) fn beside(&self, print: impl FnOnce()) {
        self.all.suspend(print);
    }

    /// Takes all lines away.
    pub(crate) fn end(&mut self) {
        for line in self.lines.drain(..).flatten() {
            take_away(&self.all, &line);
        }
    }
}

/// A line that has ended must neither tick nor leave an empty one behind.
fn take_away(all: &MultiProgress, line: &ProgressBar) {
    line.disable_steady_tick();
    line.finish_and_clear();
    all.remove(line);
}

fn style(template: &str) -> ProgressStyle {
    // The templates are fixed; a wrong one would show as the library's own spinner.
    ProgressStyle::with_template(template)
        .unwrap_or_else(|_| ProgressStyle::default_spinner())
        .progress_chars("━━ ")
}
