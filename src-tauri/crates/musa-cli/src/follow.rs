//! A job from its start to its end on this terminal: what happens is shown as it happens,
//! Ctrl+C stops the waiting, and the end decides the exit code.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use musa_core::ids::JobId;
use musa_core::protocol::{Charged, CommandError, Differs, ErrorCode, JobEvent};
use musa_core::studio::{JobSummary, RetryHow, Studio};
use serde::Serialize;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::{RecvError, TryRecvError};

mod advice;
mod bars;
pub(crate) mod copies;
mod state;
mod tally;
mod view;

use advice::Advice;
use copies::Copies;
use tally::Tally;
use view::View;

use crate::outcome::Outcome;
use crate::platform::Stop;
use crate::screen::{Manner, Screen};
use crate::table;

/// One job that is being watched.
pub(crate) struct Follow<'a> {
    screen: &'a Screen,
    view: View,
    manner: Manner,
    copies: Option<Copies>,
    tally: Tally,
    job: JobId,
    ended: bool,
    stop: Stopping,
    /// What the user has been stopped from waiting for, by what it may cost.
    stopped: Vec<Charged>,
    retry: Option<RetryHow>,
}

/// The end of a job that was also copied.
#[derive(Serialize)]
struct WithCopies<'a> {
    #[serde(flatten)]
    event: &'a JobEvent,
    copies: &'a [PathBuf],
}

/// Whether the user has asked to stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stopping {
    No,
    Asked,
}

impl<'a> Follow<'a> {
    /// Watches this job. `copies` are made as pictures arrive.
    pub(crate) fn new(
        screen: &'a Screen,
        manner: Manner,
        copies: Option<Copies>,
        job: JobId,
    ) -> Self {
        tracing::info!(%job, "waiting for a job");
        let view = match manner {
            Manner::Json => View::Json,
            Manner::Words => View::words(),
        };
        Self {
            screen,
            view,
            manner,
            copies,
            tally: Tally::default(),
            job,
            ended: false,
            stop: Stopping::No,
            stopped: Vec::new(),
            retry: None,
        }
    }

    /// The same, for a retry of this kind that goes on under the job's own id.
    pub(crate) fn retrying(mut self, how: RetryHow) -> Self {
        self.retry = Some(how);
        self
    }

    /// Shows everything until all calls have ended. `events` were subscribed to before the job
    /// was started, so that none is missed; `stop` listens since then, too.
    pub(crate) async fn until_end(
        mut self,
        studio: &Studio,
        mut events: Receiver<JobEvent>,
        mut stop: Stop,
    ) -> Result<Outcome, CommandError> {
        let mut seconds = tokio::time::interval(Duration::from_secs(1));
        let summary = studio.wait(self.job);
        tokio::pin!(summary);
        while !self.ended {
            tokio::select! {
                biased;
                event = events.recv() => match event {
                    Ok(event) => self.happened(&event),
                    Err(RecvError::Lagged(_)) => {}
                    Err(RecvError::Closed) => break,
                },
                () = stop.asked() => {
                    if self.stop == Stopping::Asked {
                        self.view.beside(|| self.screen.note("cli-stopped-hard", &[]));
                        self.view.end();
                        return Ok(Outcome::Abandoned);
                    }
                    self.stop = Stopping::Asked;
                    self.view.beside(|| self.screen.note("cli-stopping", &[]));
                    // It may have ended in this very moment; then there is nothing to stop.
                    if let Err(error) = studio.cancel_job(self.job).await {
                        tracing::info!(%error, "the job could not be stopped");
                    }
                }
                summary = &mut summary => {
                    self.rest(&mut events, &summary?);
                }
                _ = seconds.tick() => self.view.tick(self.screen, &self.tally),
            }
        }
        let summary = studio.job(self.job).await?;
        Ok(self.end(&summary))
    }

    /// The calls have ended: shows what is still on its way here, and the end itself even if
    /// this terminal was too slow to be told.
    fn rest(&mut self, events: &mut Receiver<JobEvent>, summary: &JobSummary) {
        while !self.ended {
            match events.try_recv() {
                Ok(event) => self.happened(&event),
                Err(TryRecvError::Lagged(_)) => {}
                Err(TryRecvError::Empty | TryRecvError::Closed) => break,
            }
        }
        if !self.ended {
            let (asked, saved) = (summary.asked, summary.saved.clone());
            self.happened(&JobEvent::Finished {
                job: self.job,
                asked,
                saved,
            });
        }
    }

    fn happened(&mut self, event: &JobEvent) {
        if event.job() != self.job {
            return;
        }
        let known = self.tally.saved.len();
        let change = self.tally.apply(event, Instant::now());
        self.view.show(self.screen, event, &self.tally, change);
        if let JobEvent::Failed { call, error, .. } = event {
            // Who stops it is told at the end and for all calls, not once for each.
            if self.stop == Stopping::Asked && error.code == ErrorCode::StoppedWaiting {
                self.stopped.push(error.charged);
            } else {
                self.view.failed(self.screen, &self.tally, *call, error);
            }
        }
        // `Finished` names them all: one whose own event was missed is copied and printed here.
        for place in known..self.tally.saved.len() {
            self.saved(place);
        }
        self.ended |= matches!(event, JobEvent::Finished { .. });
    }

    fn saved(&mut self, place: usize) {
        if let Some(Differs { asked, got }) = &self.tally.saved[place].differs
            && self.manner == Manner::Words
        {
            let args = [("asked", asked.as_str()), ("got", got)];
            self.view.beside(|| self.screen.note("cli-differs", &args));
        }
        let file = self.tally.saved[place].file.clone();
        let Some(copies) = &mut self.copies else {
            self.view.saved(self.screen, &file);
            return;
        };
        match copies.add(&file) {
            Ok(copy) => self.view.saved(self.screen, copy),
            Err(error) => {
                let (file, reason) = (file.display().to_string(), error.to_string());
                let args = [("file", file.as_str()), ("reason", &reason)];
                self.view
                    .beside(|| self.screen.note("cli-copy-failed", &args));
            }
        }
    }

    fn end(mut self, summary: &JobSummary) -> Outcome {
        self.view.end();
        let (saved, asked) = (
            self.tally.saved.len().to_string(),
            self.tally.asked.to_string(),
        );
        let job = self.job.to_string();
        let whole = self.tally.is_whole();
        if self.stop == Stopping::Asked {
            self.tell_cost_of_stopping();
        }
        if self.manner == Manner::Json {
            self.last_line();
        } else {
            let args = [("saved", saved.as_str()), ("asked", &asked)];
            self.screen.note("cli-saved", &args);
            if !whole {
                self.tell_what_is_left(summary, &job);
            }
        }
        let copied = self.copies.is_none_or(|copies| copies.failed == 0);
        tracing::info!(%job, saved, asked, stop = ?self.stop, "the job has ended");
        match self.stop {
            Stopping::Asked => Outcome::Stopped,
            Stopping::No if whole && copied => Outcome::Done,
            Stopping::No => Outcome::Incomplete,
        }
    }

    /// What the errors of the stopped calls say: only now is it known.
    fn tell_cost_of_stopping(&self) {
        let open = self.stopped.iter().filter(|it| **it != Charged::No).count();
        if open > 0 {
            let number = open.to_string();
            self.screen.note("cli-stopped-open", &[("number", &number)]);
        } else if !self.stopped.is_empty() {
            self.screen.note("cli-stopped-free", &[]);
        }
    }

    /// Where to read what happened, and what can be done about it.
    fn tell_what_is_left(&self, summary: &JobSummary, job: &str) {
        self.screen.note("cli-see", &[]);
        let short = table::short_id(job);
        self.screen.note_line(&format!("  musa jobs show {short}"));
        let tried = self.retry.filter(|_| summary.id == self.job);
        Advice::of(summary, tried).tell(self.screen, job);
    }

    /// The `finished` event, with the copies where copies were asked for.
    fn last_line(&self) {
        let finished = self.tally.finished(self.job);
        let Some(copies) = &self.copies else {
            return self.screen.json(&finished);
        };
        self.screen.json(&WithCopies {
            event: &finished,
            copies: &copies.made,
        });
    }
}
