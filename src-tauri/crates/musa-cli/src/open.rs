//! From the environment to an open studio.
//!
//! Takes the environment as values; `main` reads it.

use std::path::PathBuf;
use std::sync::Arc;

use musa_api::secret::{ApiKey, ParseKeyError};
use musa_core::clock::SystemClock;
use musa_core::home::Home;
use musa_core::protocol::{CommandError, ErrorCode, JobEvent};
use musa_core::secrets::Keychain;
use musa_core::studio::{Studio, StudioConfig};
use tracing_appender::non_blocking::WorkerGuard;

use crate::logs;
use crate::screen::Screen;

/// What the environment says.
pub(crate) struct Environment {
    home: Option<PathBuf>,
    key: Option<Result<ApiKey, ParseKeyError>>,
    base_url: Option<String>,
}

/// An open studio, and what must live as long as it.
pub(crate) struct Opened {
    /// The studio.
    pub(crate) studio: Studio,
    log: Option<WorkerGuard>,
}

impl Environment {
    /// `MUSA_HOME`, `MUSA_API_KEY` and `MUSA_BASE_URL`, as far as they are set.
    pub(crate) fn new(home: Option<PathBuf>, key: Option<String>, base_url: Option<String>) -> Self {
        Self { home, key: key.map(|key| ApiKey::parse(&key)), base_url }
    }

    /// Whether a key came with the environment.
    pub(crate) fn has_key(&self) -> bool {
        self.key.is_some()
    }

    /// Opens the studio on this user's home, and says what was mended of earlier runs.
    pub(crate) async fn open(&self, screen: &Screen) -> Result<Opened, CommandError> {
        self.open_at(screen, self.base_url.clone()).await
    }

    /// The same, with the address of a provider for this run.
    pub(crate) async fn open_at(
        &self,
        screen: &Screen,
        base_url: Option<String>,
    ) -> Result<Opened, CommandError> {
        let session_key = self.key.clone().transpose().map_err(|error| key_error(&error))?;
        let home = match &self.home {
            Some(home) => Home::at(home),
            None => Home::of_user(),
        }
        .map_err(|error| CommandError::new(ErrorCode::Internal).detail(error.to_string()))?;
        let log = logs::start(&home.logs());
        let studio = Studio::open(StudioConfig {
            home,
            secrets: Arc::new(Keychain::new()),
            session_key,
            session_base: base_url,
            clock: Arc::new(SystemClock),
            transport: None,
        })
        .await?;
        for event in studio.recovered() {
            recovered(screen, &event);
        }
        Ok(Opened { studio, log })
    }
}

impl Opened {
    /// Waits for what is being saved, and writes the log out.
    pub(crate) async fn close(self) {
        self.studio.shutdown().await;
        drop(self.log);
    }
}

/// A key that cannot be sent. The error never holds the key.
pub(crate) fn key_error(error: &ParseKeyError) -> CommandError {
    CommandError::new(ErrorCode::KeyInvalid).field("key").arg("reason", error)
}

fn recovered(screen: &Screen, event: &JobEvent) {
    match event {
        JobEvent::Saved { picture, .. } => {
            let file = picture.file.display().to_string();
            screen.note("cli-recovered-saved", &[("file", &file)]);
        }
        JobEvent::Failed { job, error, .. } => {
            let lines = screen.error_lines(error).join(" ");
            let job = job.to_string();
            screen.note("cli-recovered-ended", &[("job", &job), ("what", &lines)]);
        }
        _ => {}
    }
}
