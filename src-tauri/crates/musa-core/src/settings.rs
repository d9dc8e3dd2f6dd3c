//! The user's choices, typed, in the `settings` table. Owns their names and forms; what a
//! profile is belongs to [`crate::profiles`].

use std::path::{Path, PathBuf};

use rusqlite::{OptionalExtension as _, params};

use crate::db::{Db, DbError};
use crate::ids::ProfileId;
use crate::library::{Template, TemplateError};
use crate::protocol::errors::{CommandError, ErrorCode};

/// Names in the table.
mod key {
    pub(super) const PROFILE: &str = "current-profile";
    pub(super) const LIBRARY: &str = "library-folder";
    pub(super) const TEMPLATE: &str = "name-template";
    pub(super) const MODEL: &str = "last-model";
    pub(super) const CONCURRENCY: &str = "concurrency";
    pub(super) const LOCALE: &str = "locale";
}

/// Calls at once to one provider, until the user says otherwise.
pub const DEFAULT_CONCURRENCY: u32 = 4;

/// Why a choice could not be kept.
#[derive(Debug, thiserror::Error)]
pub enum SetError {
    /// The template cannot be used.
    #[error("the template {template:?} cannot be used: {reason}")]
    Template {
        /// As typed.
        template: String,
        /// Why not.
        reason: TemplateError,
    },
    /// The library folder is not there, or is no folder.
    #[error("the folder {0} is not there")]
    LibraryMissing(PathBuf),
    /// The path cannot be written as text.
    #[error("the path {0} cannot be kept: it is not valid Unicode")]
    PathNotUnicode(PathBuf),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<SetError> for CommandError {
    fn from(error: SetError) -> Self {
        match error {
            SetError::Template { template, reason } => {
                CommandError::new(ErrorCode::TemplateInvalid)
                    .field("template")
                    .arg("template", template)
                    .arg("reason", reason)
            }
            SetError::LibraryMissing(path) | SetError::PathNotUnicode(path) => {
                CommandError::new(ErrorCode::LibraryMissing)
                    .field("library")
                    .arg("path", path.display())
            }
            SetError::Db(error) => CommandError::new(ErrorCode::Internal).detail(error.to_string()),
        }
    }
}

/// The table of choices. Cheap to clone. Calls block.
#[derive(Clone)]
pub struct Settings {
    db: Db,
}

impl Settings {
    /// Over this database.
    pub fn new(db: Db) -> Self {
        Self { db }
    }

    /// The profile that is used when none is named.
    pub fn current_profile(&self) -> Result<Option<ProfileId>, DbError> {
        Ok(self.get(key::PROFILE)?.and_then(|text| text.parse().ok()))
    }

    /// Sets or clears it.
    pub fn set_current_profile(&self, profile: Option<ProfileId>) -> Result<(), DbError> {
        self.put(key::PROFILE, profile.map(|id| id.to_string()).as_deref())
    }

    /// The library folder the user has chosen; none means the default one.
    pub fn library_folder(&self) -> Result<Option<PathBuf>, DbError> {
        Ok(self.get(key::LIBRARY)?.map(PathBuf::from))
    }

    /// Chooses a library folder, which must be there; none goes back to the default.
    pub fn set_library_folder(&self, folder: Option<&Path>) -> Result<(), SetError> {
        let text = match folder {
            None => None,
            Some(folder) => {
                let whole = std::path::absolute(folder)
                    .ok()
                    .filter(|folder| folder.is_dir())
                    .ok_or_else(|| SetError::LibraryMissing(folder.to_owned()))?;
                let text = whole.into_os_string().into_string();
                Some(text.map_err(|text| SetError::PathNotUnicode(text.into()))?)
            }
        };
        Ok(self.put(key::LIBRARY, text.as_deref())?)
    }

    /// The name template. One that an older or newer Musa wrote and this one does not
    /// understand is the default one.
    pub fn template(&self) -> Result<Template, DbError> {
        let kept = self.get(key::TEMPLATE)?;
        Ok(kept
            .and_then(|text| Template::parse(&text).ok())
            .unwrap_or_default())
    }

    /// Checks a template and keeps it.
    pub fn set_template(&self, text: &str) -> Result<Template, SetError> {
        let template = Template::parse(text).map_err(|reason| SetError::Template {
            template: text.to_owned(),
            reason,
        })?;
        self.put(key::TEMPLATE, Some(template.as_str()))?;
        Ok(template)
    }

    /// The model of the last job.
    pub fn last_model(&self) -> Result<Option<String>, DbError> {
        self.get(key::MODEL)
    }

    /// Remembers it.
    pub fn set_last_model(&self, model: &str) -> Result<(), DbError> {
        self.put(key::MODEL, Some(model))
    }

    /// Calls at once to one provider, for new profiles: 1 to 32.
    pub fn concurrency(&self) -> Result<u32, DbError> {
        let kept = self.get(key::CONCURRENCY)?;
        Ok(kept
            .and_then(|text| text.parse().ok())
            .filter(|calls| (1..=32).contains(calls))
            .unwrap_or(DEFAULT_CONCURRENCY))
    }

    /// Sets it; outside 1 to 32 the nearest is taken.
    pub fn set_concurrency(&self, calls: u32) -> Result<(), DbError> {
        self.put(key::CONCURRENCY, Some(&calls.clamp(1, 32).to_string()))
    }

    /// The language, as `en` or `zh-CN`; none means the system's.
    pub fn locale(&self) -> Result<Option<String>, DbError> {
        self.get(key::LOCALE)
    }

    /// Sets or clears it.
    pub fn set_locale(&self, locale: Option<&str>) -> Result<(), DbError> {
        self.put(key::LOCALE, locale)
    }

    fn get(&self, key: &str) -> Result<Option<String>, DbError> {
        self.db.read(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT value FROM settings WHERE key = ?1")?;
            statement.query_row([key], |row| row.get(0)).optional()
        })
    }

    fn put(&self, key: &str, value: Option<&str>) -> Result<(), DbError> {
        self.db.write(|transaction| {
            match value {
                Some(value) => transaction.execute(
                    "INSERT INTO settings (key, value) VALUES (?1, ?2) \
                     ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                    params![key, value],
                )?,
                None => transaction.execute("DELETE FROM settings WHERE key = ?1", [key])?,
            };
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{SetError, Settings};
    use crate::db::Db;
    use crate::ids::ProfileId;

    fn settings() -> (tempfile::TempDir, Settings) {
        let dir = tempfile::tempdir().unwrap();
        let db = Db::open(&dir.path().join("musa.db")).unwrap();
        (dir, Settings::new(db))
    }

    #[test]
    fn choices_are_read_back_and_can_be_taken_back() {
        let (dir, settings) = settings();
        let profile = ProfileId::new_v7();
        settings.set_current_profile(Some(profile)).unwrap();
        settings.set_last_model("nano-banana-2").unwrap();
        settings.set_locale(Some("zh-CN")).unwrap();
        settings.set_library_folder(Some(dir.path())).unwrap();
        assert_eq!(settings.current_profile().unwrap(), Some(profile));
        assert_eq!(
            settings.last_model().unwrap().as_deref(),
            Some("nano-banana-2")
        );
        assert_eq!(settings.locale().unwrap().as_deref(), Some("zh-CN"));
        assert_eq!(
            settings.library_folder().unwrap().as_deref(),
            Some(dir.path())
        );
        settings.set_current_profile(None).unwrap();
        settings.set_library_folder(None).unwrap();
        assert_eq!(settings.current_profile().unwrap(), None);
        assert_eq!(settings.library_folder().unwrap(), None);
    }

    #[test]
    fn a_template_that_leaves_the_folder_is_not_kept() {
        let (_dir, settings) = settings();
        settings.set_template("{project}/{seq:4}").unwrap();
        assert!(matches!(
            settings.set_template("../{seq}"),
            Err(SetError::Template { .. })
        ));
        assert_eq!(settings.template().unwrap().as_str(), "{project}/{seq:4}");
    }

    #[test]
    fn a_library_folder_that_is_not_there_is_not_kept() {
        let (dir, settings) = settings();
        let gone = dir.path().join("gone");
        assert!(matches!(
            settings.set_library_folder(Some(&gone)),
            Err(SetError::LibraryMissing(_))
        ));
        assert!(!gone.exists());
        assert_eq!(settings.library_folder().unwrap(), None);
    }

    #[test]
    fn concurrency_stays_between_one_and_thirty_two() {
        let (_dir, settings) = settings();
        assert_eq!(settings.concurrency().unwrap(), super::DEFAULT_CONCURRENCY);
        settings.set_concurrency(0).unwrap();
        assert_eq!(settings.concurrency().unwrap(), 1);
        settings.set_concurrency(1000).unwrap();
        assert_eq!(settings.concurrency().unwrap(), 32);
    }
}
