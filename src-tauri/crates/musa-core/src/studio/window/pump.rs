//! From what jobs tell to what the window is told, one after the other: nothing overtakes
//! anything, and nothing is lost, however slow a window is.

use std::sync::Weak;

use jiff::Timestamp;
use tokio::sync::mpsc;

use super::Heard;
use crate::films::FilmNews;
use crate::ids::{CallId, JobId, PictureId};
use crate::protocol::{CallState, Happened, JobEvent, Progress, Run, RunCall};
use crate::studio::{Inner, Studio, internal};

/// Works until the studio is gone.
pub(super) async fn run(studio: Weak<Inner>, mut heard: mpsc::UnboundedReceiver<Heard>) {
    while let Some(heard) = heard.recv().await {
        let Some(inner) = studio.upgrade() else {
            return;
        };
        Studio { inner }.hear(heard).await;
    }
}

/// Where a call is now.
struct Moved {
    call: CallId,
    state: CallState,
    progress: Option<Progress>,
    at: Timestamp,
}

/// Why a run is told whole.
#[derive(Clone, Copy)]
enum Why {
    /// It began.
    Created,
    /// This call ended without its pictures.
    Ended(CallId),
    /// Something of it changed, but none of its calls.
    Around,
    /// It ended, or a command changed it: the journal has it all.
    Whole,
}

impl Studio {
    async fn hear(&self, heard: Heard) {
        let (event, at) = match heard {
            Heard::Job(event, at) => (event, at),
            Heard::Film(FilmNews::Changed(film) | FilmNews::Ended(film)) => {
                return self.tell_film(film).await;
            }
            Heard::Film(FilmNews::Saved(film)) => return self.tell_film_saved(film).await,
            Heard::Changed(job) => return self.tell_run(job, Why::Whole).await,
        };
        match event {
            JobEvent::Created { job, .. } => self.tell_run(job, Why::Created).await,
            JobEvent::Reduced { job, .. } => self.tell_run(job, Why::Around).await,
            JobEvent::Failed { job, call, .. } => self.tell_run(job, Why::Ended(call)).await,
            JobEvent::Finished { job, .. } => self.tell_run(job, Why::Whole).await,
            JobEvent::Draft { job, call, draft } => self.tell(Happened::DraftCame {
                run: job,
                call,
                draft,
            }),
            JobEvent::Saved { job, call, picture } => self.tell_saved(job, call, picture.id).await,
            JobEvent::State {
                job,
                call,
                state,
                progress,
            } => {
                let moved = Moved {
                    call,
                    state,
                    progress,
                    at,
                };
                self.tell_moved(job, moved).await;
            }
        }
    }

    /// The run as the journal has it.
    async fn journalled(&self, job: JobId) -> Option<Run> {
        let read = self.blocking(move |it| it.run_of(job)).await;
        let run = read.and_then(|run| run.map_err(internal));
        run.unwrap_or_else(|error| {
            tracing::error!(?error, %job, "a run could not be read for the window");
            None
        })
    }

    fn as_told(&self, job: JobId) -> Option<Run> {
        self.inner.window.told.lock().live.run(job).cloned()
    }

    /// Tells a run whole. The journal may be ahead of what was told of its calls: those that
    /// this is not about are told in their turn.
    async fn tell_run(&self, job: JobId, why: Why) {
        let Some(mut run) = self.journalled(job).await else {
            return;
        };
        let told = match why {
            Why::Created => {
                run.took_ms = None;
                let since = run.created_at.as_millisecond();
                run.calls.iter_mut().for_each(|call| begin(call, since));
                return self.tell(Happened::RunCreated { run });
            }
            Why::Whole => None,
            Why::Around | Why::Ended(_) => self.as_told(job),
        };
        for told in told.into_iter().flat_map(|told| told.calls) {
            // Until the last event says that it has ended, it goes on.
            run.took_ms = None;
            let is_about = matches!(why, Why::Ended(ended) if ended == told.id);
            let call = run.calls.iter_mut().find(|call| call.id == told.id);
            if let (Some(call), false) = (call, is_about) {
                *call = told;
            }
        }
        self.tell(Happened::RunChanged { run });
    }

    async fn tell_moved(&self, job: JobId, moved: Moved) {
        let at = moved.at.as_millisecond();
        let told = self.as_told(job);
        let before = told
            .as_ref()
            .and_then(|run| run.calls.iter().find(|call| call.id == moved.call))
            .map(|call| (call.state, call.since_ms));
        match before {
            Some((state, since_ms)) if !state.is_ended() || moved.state.is_ended() => {
                let since_ms = since_ms.filter(|_| state == moved.state).unwrap_or(at);
                self.tell(Happened::CallMoved {
                    run: job,
                    call: moved.call,
                    state: moved.state,
                    progress: moved.progress,
                    since_ms,
                });
            }
            // A run that had ended goes on: what is kept of it is being brought in.
            _ => {
                let run = match told {
                    Some(run) => Some(run),
                    None => self.journalled(job).await,
                };
                let Some(mut run) = run else { return };
                run.took_ms = None;
                if let Some(call) = run.calls.iter_mut().find(|call| call.id == moved.call) {
                    let saved = std::mem::take(&mut call.saved);
                    begin(call, at);
                    call.state = moved.state;
                    call.progress = moved.progress;
                    call.saved = saved;
                }
                self.tell(Happened::RunChanged { run });
            }
        }
    }

    async fn tell_saved(&self, run: JobId, call: CallId, picture: PictureId) {
        let read = self.blocking(move |it| it.context().library.picture(picture));
        match read.await.map(|row| row.map_err(internal)) {
            Ok(Ok(Some(row))) => {
                self.prepare_thumbnails(&row);
                let picture = self.picture_view(&row);
                self.tell(Happened::PictureSaved { run, call, picture });
            }
            Ok(Ok(None)) => {}
            Ok(Err(error)) | Err(error) => {
                tracing::error!(?error, "a picture could not be read for the window");
            }
        }
    }
}

/// A call of which nothing has been told yet.
fn begin(call: &mut RunCall, since_ms: i64) {
    *call = RunCall {
        id: call.id,
        pictures: call.pictures,
        state: CallState::Queued,
        progress: None,
        since_ms: Some(since_ms),
        error: None,
        kept: false,
        answered: false,
        cures: Vec::new(),
        draft: None,
        saved: Vec::new(),
    };
}
