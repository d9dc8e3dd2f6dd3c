//! What the environment says, as values. `main` reads it; nothing here does.

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;

use musa_api::secret::ApiKey;
use musa_core::clock::SystemClock;
use musa_core::home::Home;
use musa_core::protocol::{CommandError, ErrorCode};
use musa_core::secrets::Keychain;
use musa_core::studio::{KeyGiven, SessionProvider, StudioConfig};
use musa_core::words::Language;

/// `MUSA_HOME`, `MUSA_API_KEY`, `MUSA_BASE_URL` and the language of the system.
pub(crate) struct Environment {
    /// The system's language, as far as Musa speaks it.
    pub(crate) language: Language,
    /// What stands for answers of file dialogs, in tests of debug builds.
    pub(crate) dialogs: Option<String>,
    home: Option<PathBuf>,
    key: Option<String>,
    base_url: Option<String>,
}

impl Environment {
    /// Takes what `variable` knows of each name.
    pub(crate) fn new(language: Language, variable: impl Fn(&str) -> Option<OsString>) -> Self {
        let text = |name| variable(name).map(|value| value.to_string_lossy().into_owned());
        let dialogs = cfg!(debug_assertions).then(|| text("MUSA_TEST_DIALOG"));
        Self {
            language,
            dialogs: dialogs.flatten(),
            home: variable("MUSA_HOME").map(PathBuf::from),
            key: text("MUSA_API_KEY"),
            base_url: text("MUSA_BASE_URL"),
        }
    }

    /// This user's home.
    pub(crate) fn home(&self) -> Result<Home, musa_core::home::OpenHomeError> {
        match &self.home {
            Some(home) => Home::at(home),
            None => Home::of_user(),
        }
    }

    /// Whether the home is another than the user's own: two windows on two homes are no twins.
    pub(crate) fn has_own_home(&self) -> bool {
        self.home.is_some()
    }

    /// What the studio is opened with.
    pub(crate) fn studio(self, home: Home) -> Result<StudioConfig, CommandError> {
        let given = if self.key.is_some() {
            KeyGiven::Yes
        } else {
            KeyGiven::No
        };
        let of_address = |address: String| SessionProvider::of_address(&address, given);
        let key = self.key.map(|key| ApiKey::parse(&key)).transpose();
        Ok(StudioConfig {
            home,
            secrets: Arc::new(Keychain::of_user()),
            session: self.base_url.map(of_address).transpose()?,
            session_key: key.map_err(|error| {
                CommandError::new(ErrorCode::KeyInvalid)
                    .field("key")
                    .arg("reason", error)
            })?,
            clock: Arc::new(SystemClock),
            transport: None,
            system_language: self.language.tag().to_owned(),
        })
    }
}
