//! From the environment to an open studio.
//!
//! Takes the environment as values; `main` reads it.

use std::path::PathBuf;
use std::sync::Arc;

use musa_api::auth::AuthStyle;
use musa_api::base_url::BaseUrl;
use musa_api::secret::{ApiKey, ParseKeyError};
use musa_core::clock::SystemClock;
use musa_core::home::Home;
use musa_core::logs::{self, Log};
use musa_core::protocol::{CommandError, ErrorCode, JobEvent};
use musa_core::secrets::Keychain;
use musa_core::settings::Settings;
use musa_core::studio::{KeyGiven, SessionProvider, Studio, StudioConfig};
use musa_core::thumbnails::DecodeWorker;

use crate::address;
use crate::outcome::Outcome;
use crate::screen::Screen;
use crate::table;

/// The name under which the demo provider stands in lists and records.
const DEMO: &str = "demo";

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
    log: Option<Log>,
}

impl Environment {
    /// `MUSA_HOME`, `MUSA_API_KEY` and `MUSA_BASE_URL`, as far as they are set.
    pub(crate) fn new(
        home: Option<PathBuf>,
        key: Option<String>,
        base_url: Option<String>,
    ) -> Self {
        Self {
            home,
            key: key.map(|key| ApiKey::parse(&key)),
            base_url,
        }
    }

    /// Whether a key came with the environment.
    pub(crate) fn has_key(&self) -> bool {
        self.key.is_some()
    }

    /// Opens the studio on this user's home, and says what was mended of earlier runs.
    pub(crate) async fn open(&self, screen: &Screen) -> Result<Opened, CommandError> {
        let key = if self.has_key() {
            KeyGiven::Yes
        } else {
            KeyGiven::No
        };
        let address = self.base_url.as_deref();
        if let Some(typed) = address {
            address::check(typed, screen)?;
        }
        let session = address
            .map(|address| SessionProvider::of_address(address, key))
            .transpose()?;
        self.open_with(screen, session).await
    }

    /// The same, with the demo provider at this address.
    pub(crate) async fn open_on(
        &self,
        screen: &Screen,
        demo: &str,
    ) -> Result<Opened, CommandError> {
        let base_url = BaseUrl::parse(demo).map_err(internal)?;
        let name = DEMO.to_owned();
        let session = SessionProvider {
            name,
            base_url,
            auth: AuthStyle::None,
        };
        self.open_with(screen, Some(session)).await
    }

    /// This user's home and choices alone, which can be had when a studio cannot.
    pub(crate) fn settings(&self) -> Result<(Home, Settings), CommandError> {
        let home = self.home()?;
        let db = home.open_db()?.db;
        Ok((home, Settings::new(db)))
    }

    fn home(&self) -> Result<Home, CommandError> {
        match &self.home {
            Some(home) => Home::at(home),
            None => Home::of_user(),
        }
        .map_err(internal)
    }

    async fn open_with(
        &self,
        screen: &Screen,
        session: Option<SessionProvider>,
    ) -> Result<Opened, CommandError> {
        let session_key = self.key.clone().transpose().map_err(key_error)?;
        let home = self.home()?;
        let log = logs::start(&home.logs(), "musa");
        let studio = Studio::open(StudioConfig {
            home,
            secrets: Arc::new(Keychain::of_user()),
            session_key,
            session,
            clock: Arc::new(SystemClock),
            transport: None,
            system_language: "en".to_owned(),
        })
        .await?;
        // Without it no process can be started, and then no picture is decoded: never in this one.
        let program = std::env::current_exe().unwrap_or_else(|error| {
            tracing::warn!(%error, "pictures cannot be decoded");
            PathBuf::new()
        });
        studio.decode_in(DecodeWorker::new(program));
        for event in studio.recovered() {
            recovered(screen, event);
        }
        Ok(Opened { studio, log })
    }
}

impl Opened {
    /// Waits for what is being saved, unless the user will not; writes the log out.
    pub(crate) async fn close(
        self,
        ended: Result<Outcome, CommandError>,
    ) -> Result<Outcome, CommandError> {
        if !matches!(ended, Ok(Outcome::Abandoned)) {
            if let Err(error) = self.studio.back_up().await {
                tracing::warn!(?error, "the database has no copy of today");
            }
            self.studio.shutdown().await;
        }
        drop(self.log);
        ended
    }
}

/// Something of this machine failed. Nothing was sent.
pub(crate) fn internal(error: impl std::fmt::Display) -> CommandError {
    CommandError::new(ErrorCode::Internal).detail(error.to_string())
}

/// A key that cannot be sent. The error never holds the key.
pub(crate) fn key_error(error: ParseKeyError) -> CommandError {
    CommandError::new(ErrorCode::KeyInvalid)
        .field("key")
        .arg("reason", error)
}

fn recovered(screen: &Screen, event: &JobEvent) {
    match event {
        JobEvent::Saved { picture, .. } => {
            let file = picture.file.display().to_string();
            screen.note("cli-recovered-saved", &[("file", &file)]);
        }
        JobEvent::Failed { job, error, .. } => {
            let job = job.to_string();
            screen.note("cli-recovered-ended", &[("job", table::short_id(&job))]);
            for line in screen.error_lines(error) {
                screen.note_line(&format!("  {line}"));
            }
        }
        _ => {}
    }
}
