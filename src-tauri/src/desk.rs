//! The studio with what a desktop adds: the receiver of every command.
//!
//! A command that only the shell can answer is a method of [`Desk`] in the module of its subject;
//! all others reach [`Studio`] through `Deref`. The studio opens while the page loads; commands
//! wait for it.

use std::ops::Deref;
use std::sync::Arc;

use musa_core::home::Home;
use musa_core::protocol::{
    CommandError, EarlierPrompts, ErrorCode, LibraryView, Nothing, Snapshot,
};
use musa_core::studio::Studio;
use musa_core::thumbnails::DecodeWorker;
use tauri::{AppHandle, Manager as _, Runtime};
use tokio::sync::SetOnce;

use crate::environment::Environment;
use crate::preferences::Kept;
use crate::{close, demo, notify, window};

/// The studio, once it is open, or why it is not.
#[derive(Clone, Default)]
pub(crate) struct Opening(Arc<SetOnce<Result<Studio, CommandError>>>);

impl Opening {
    /// The studio, if it is open by now.
    pub(crate) fn studio(&self) -> Option<&Studio> {
        self.0.get().and_then(|opened| opened.as_ref().ok())
    }

    /// Waits for the studio.
    pub(crate) async fn wait(&self) -> Result<Studio, CommandError> {
        self.0.wait().await.clone()
    }

    /// Ends the wait.
    pub(crate) fn settle(&self, opened: Result<Studio, CommandError>) {
        // Only one is ever opened.
        let _ = self.0.set(opened);
    }
}

/// Opens the studio, and whatever it wants from the shell at the start.
pub(crate) fn open<R: Runtime>(app: &AppHandle<R>, environment: Environment, home: Home) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let opened = match environment.studio(home) {
            Ok(config) => Studio::open(config).await,
            Err(error) => Err(error),
        };
        match &opened {
            Ok(studio) => {
                // Without it no process can be started, and no picture is decoded in this one.
                let program = std::env::current_exe().unwrap_or_else(|error| {
                    tracing::warn!(%error, "pictures cannot be decoded");
                    std::path::PathBuf::new()
                });
                studio.decode_in(DecodeWorker::new(program));
                demo::serve_if_wanted(&app, studio).await;
                notify::listen(&app, studio);
            }
            Err(error) => {
                tracing::error!(%error, detail = error.detail, "the studio did not open");
                // The page will say why; it must be seen for that.
                window::show(&app);
            }
        }
        app.state::<Opening>().settle(opened);
        close::end_when_asked(app).await;
    });
}

/// The receiver of a command.
pub(crate) struct Desk<R: Runtime> {
    pub(crate) app: AppHandle<R>,
    pub(crate) studio: Studio,
}

impl<R: Runtime> Deref for Desk<R> {
    type Target = Studio;

    fn deref(&self) -> &Studio {
        &self.studio
    }
}

impl<R: Runtime> Desk<R> {
    /// Waits for the studio.
    pub(crate) async fn of(app: AppHandle<R>) -> Result<Self, CommandError> {
        let opening = app.state::<Opening>().inner().clone();
        let studio = opening.wait().await?;
        Ok(Self { app, studio })
    }

    /// With the preferences, which are the shell's.
    pub(crate) async fn snapshot(&self, _: Nothing) -> Result<Snapshot, CommandError> {
        let preferences = self.app.state::<Kept>().now();
        self.studio.snapshot(preferences).await
    }

    pub(crate) async fn earlier_prompts(&self, _: Nothing) -> Result<EarlierPrompts, CommandError> {
        self.studio.earlier_prompts().await
    }

    pub(crate) async fn default_library(&self, _: Nothing) -> Result<LibraryView, CommandError> {
        self.studio.default_library().await
    }

    pub(crate) async fn recheck_library(&self, _: Nothing) -> Result<LibraryView, CommandError> {
        self.studio.recheck_library().await
    }
}

/// The desktop would not do it. Nothing of the user's was touched.
pub(crate) fn refused(error: impl std::fmt::Display) -> CommandError {
    CommandError::new(ErrorCode::Internal).detail(error.to_string())
}

/// Runs what may block where it may block.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, CommandError> {
    tauri::async_runtime::spawn_blocking(work)
        .await
        .map_err(refused)
}
