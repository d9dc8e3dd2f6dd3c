//! The user's choices, typed, in the `settings` table. Owns their names and forms; what a
//! profile is belongs to [`crate::profiles`].

use std::path::{Path, PathBuf};

use rusqlite::{OptionalExtension as _, Transaction, params};

use crate::db::{Db, DbError};
use crate::ids::ProfileId;
use crate::library::Template;
use crate::protocol::{Composition, FilmComposition};

mod error;

pub use error::SetError;

/// Names in the table.
mod key {
    pub(super) const PROFILE: &str = "current-profile";
    pub(super) const LIBRARY: &str = "library-folder";
    pub(super) const TEMPLATE: &str = "name-template";
    pub(super) const MODEL: &str = "last-model";
    pub(super) const CHAT_MODEL: &str = "last-chat-model";
    pub(super) const CONCURRENCY: &str = "concurrency";
    pub(super) const LOCALE: &str = "locale";
    pub(super) const COMPOSITION: &str = "composition";
    pub(super) const STORYBOARD: &str = "storyboard";
    pub(super) const FILM_MODEL: &str = "last-film-model";
    pub(super) const NOTIFY: &str = "notify";
}

/// Calls at once to one provider, until the user says otherwise.
pub const DEFAULT_CONCURRENCY: u32 = 4;

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

    /// The model of the last message.
    pub fn last_chat_model(&self) -> Result<Option<String>, DbError> {
        self.get(key::CHAT_MODEL)
    }

    /// Remembers it.
    pub fn set_last_chat_model(&self, model: &str) -> Result<(), DbError> {
        self.put(key::CHAT_MODEL, Some(model))
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

    /// What the composer held. What this Musa cannot read is nothing.
    pub fn composition(&self) -> Result<Option<Composition>, DbError> {
        let kept = self.get(key::COMPOSITION)?;
        Ok(kept.and_then(|text| serde_json::from_str(&text).ok()))
    }

    /// Keeps what the composer holds. Written at every pause in typing, so it waits for no
    /// disk: a killed process forgets nothing of it, a power cut may.
    pub fn keep_composition(&self, composition: &Composition) -> Result<(), DbError> {
        let text = serde_json::to_string(composition)
            .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
        self.db
            .note(|transaction| put(transaction, key::COMPOSITION, Some(&text)))
    }

    /// What the storyboard held. What this Musa cannot read is nothing.
    pub fn storyboard(&self) -> Result<Option<FilmComposition>, DbError> {
        let kept = self.get(key::STORYBOARD)?;
        Ok(kept.and_then(|text| serde_json::from_str(&text).ok()))
    }

    /// Keeps it, as [`Self::keep_composition`] does.
    pub fn keep_storyboard(&self, composition: &FilmComposition) -> Result<(), DbError> {
        let text = serde_json::to_string(composition)
            .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
        self.db
            .note(|transaction| put(transaction, key::STORYBOARD, Some(&text)))
    }

    /// The model of the last film.
    pub fn last_film_model(&self) -> Result<Option<String>, DbError> {
        self.get(key::FILM_MODEL)
    }

    /// Remembers it.
    pub fn set_last_film_model(&self, model: &str) -> Result<(), DbError> {
        self.put(key::FILM_MODEL, Some(model))
    }

    /// Whether the system's notifications tell what has ended: yes, until the user says no.
    pub fn notify(&self) -> Result<bool, DbError> {
        Ok(self.get(key::NOTIFY)?.as_deref() != Some("no"))
    }

    /// Sets it.
    pub fn set_notify(&self, notify: bool) -> Result<(), DbError> {
        self.put(key::NOTIFY, (!notify).then_some("no"))
    }

    fn get(&self, key: &str) -> Result<Option<String>, DbError> {
        self.db.read(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT value FROM settings WHERE key = ?1")?;
            statement.query_row([key], |row| row.get(0)).optional()
        })
    }

    fn put(&self, key: &str, value: Option<&str>) -> Result<(), DbError> {
        self.db.write(|transaction| put(transaction, key, value))
    }
}

fn put(transaction: &Transaction<'_>, key: &str, value: Option<&str>) -> rusqlite::Result<()> {
    match value {
        Some(value) => transaction.execute(
            "INSERT INTO settings (key, value) VALUES (?1, ?2) \
             ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            params![key, value],
        )?,
        None => transaction.execute("DELETE FROM settings WHERE key = ?1", [key])?,
    };
    Ok(())
}

#[cfg(test)]
mod tests;
