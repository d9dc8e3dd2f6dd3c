//! The end: of the window, and of the process. A paid run is never cut off unasked.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use musa_core::protocol::{AnswerClose, CloseHow, CommandError, Happened, Nothing};
use musa_core::studio::Studio;
use tauri::{AppHandle, CloseRequestApi, Manager as _, RunEvent, Runtime, WindowEvent};

use crate::clipboard::Clipboard;
use crate::desk::{Desk, Opening};
use crate::events::Pump;
use crate::{platform, window};

/// How long the end waits for stopped runs to be written down.
const GRACE: Duration = Duration::from_secs(20);

/// How long a page that stopped listening may take to come back and be asked again.
const UNHEARD: Duration = Duration::from_secs(3);

/// Whether runs go on without a window.
#[derive(Default)]
pub(crate) struct Closing {
    hidden: AtomicBool,
    asked: AtomicBool,
}

impl Closing {
    /// The user sent the window away.
    pub(crate) fn is_hidden(&self) -> bool {
        self.hidden.load(Ordering::SeqCst)
    }

    /// It is seen again.
    pub(crate) fn seen(&self) {
        self.hidden.store(false, Ordering::SeqCst);
    }
}

/// What the application is told while it runs.
pub(crate) fn heard<R: Runtime>(app: &AppHandle<R>, event: RunEvent) {
    match event {
        RunEvent::WindowEvent {
            event: WindowEvent::CloseRequested { api, .. },
            ..
        } => asked(app, &api),
        RunEvent::Exit => app.state::<Clipboard>().close(),
        _ => {}
    }
}

/// The user closes the window: at once when nothing runs, else the page asks. A page that does
/// not listen cannot ask, and then nothing that may cost money is stopped.
fn asked<R: Runtime>(app: &AppHandle<R>, api: &CloseRequestApi) {
    let opening = app.state::<Opening>();
    let Some(studio) = opening.studio() else {
        return;
    };
    let running = studio.running();
    if running == 0 {
        return;
    }
    api.prevent_close();
    if app.state::<Pump>().is_running() {
        app.state::<Closing>().asked.store(true, Ordering::SeqCst);
        studio.tell(Happened::CloseAsked { running });
        let (app, studio) = (app.clone(), studio.clone());
        tauri::async_runtime::spawn(async move {
            tokio::time::sleep(UNHEARD).await;
            // It died with the question on it: who wanted the window gone still does.
            let unanswered = app.state::<Closing>().asked.load(Ordering::SeqCst);
            if unanswered && !app.state::<Pump>().is_running() {
                go_on_unseen(&app, &studio);
            }
        });
    } else {
        go_on_unseen(app, studio);
    }
}

/// Hides the window and ends the process with the last run.
fn go_on_unseen<R: Runtime>(app: &AppHandle<R>, studio: &Studio) {
    app.state::<Closing>().asked.store(false, Ordering::SeqCst);
    app.state::<Closing>().hidden.store(true, Ordering::SeqCst);
    if let Some(window) = app.get_webview_window(window::LABEL)
        && let Err(error) = window.hide()
    {
        tracing::warn!(%error, "the window could not be hidden");
    }
    let (app, studio) = (app.clone(), studio.clone());
    tauri::async_runtime::spawn(async move {
        studio.films_asked().await;
        studio.clone().shutdown().await;
        // It may have been shown again, or hidden again for runs that came later.
        if app.state::<Closing>().is_hidden() && studio.running() == 0 {
            tracing::info!("the last run ended without a window");
            app.exit(0);
        } else if let Err(error) = studio.resume_films().await {
            tracing::error!(%error, "films could not be taken up again");
        }
    });
}

/// Stops waiting for every run, sees the ends written down, and ends.
async fn stop<R: Runtime>(app: &AppHandle<R>, studio: &Studio) {
    studio.cancel_all();
    if tokio::time::timeout(GRACE, studio.clone().shutdown())
        .await
        .is_err()
    {
        tracing::warn!("runs did not end in time: the next start says what became of them");
    }
    app.exit(0);
}

/// SIGTERM and its kin: the same as stopping by hand.
pub(crate) async fn end_when_asked<R: Runtime>(app: AppHandle<R>) {
    if let Err(error) = platform::asked_to_end().await {
        tracing::warn!(%error, "requests to end are not heard");
        return;
    }
    tracing::info!("asked to end");
    let studio = app.state::<Opening>().studio().cloned();
    match studio {
        Some(studio) => stop(&app, &studio).await,
        None => app.exit(0),
    }
}

impl<R: Runtime> Desk<R> {
    /// What the user chose when asked.
    pub(crate) async fn answer_close(&self, answer: AnswerClose) -> Result<Nothing, CommandError> {
        let closing = self.app.state::<Closing>();
        closing.asked.store(false, Ordering::SeqCst);
        match answer.how {
            CloseHow::Background => go_on_unseen(&self.app, &self.studio),
            CloseHow::Stop => stop(&self.app, &self.studio).await,
            CloseHow::Stay => {}
        }
        Ok(Nothing {})
    }
}
