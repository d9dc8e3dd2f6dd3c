//! Providers that the user has set up: name, address, how the key is sent, proxy. The key
//! itself is in [`crate::secrets`], bound to the address.
//!
//! Owns the `profiles` table and the presets. Calls nobody.

use musa_api::auth::AuthStyle;
use musa_api::base_url::BaseUrl;
use musa_api::transport::proxy::Proxy;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension as _, params_from_iter};

use crate::clock::{Clock, SystemClock};
use crate::db::{Db, internal};
use crate::ids::ProfileId;
use crate::protocol::errors::{CommandError, ErrorCode};
use crate::settings::Settings;

mod change;
mod parse;
mod preset;
mod rows;

pub(crate) use parse::DEMO_NAME;
pub use preset::{PRESETS, Preset};
use rows::{COLUMNS, find_by_name, profile, values};

/// A provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Its id.
    pub id: ProfileId,
    /// Its name, unique.
    pub name: String,
    /// Its address.
    pub base_url: BaseUrl,
    /// How the key is sent.
    pub auth: AuthStyle,
    /// How it is reached.
    pub proxy: Proxy,
    /// Calls at once.
    pub concurrency: u32,
    /// How pictures are asked for.
    pub making: Making,
}

/// How a provider is asked for a picture.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Making {
    /// The answer brings it, however long that takes.
    #[default]
    AtOnce,
    /// As a task that is asked about until it has ended (`?async=true`, WIRE 1.4).
    AsTask,
}

impl Making {
    /// From a switch.
    pub fn as_task(on: bool) -> Self {
        if on { Self::AsTask } else { Self::AtOnce }
    }
}

/// A provider as it was typed; nothing is checked yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AddProfile {
    /// Its name.
    pub name: String,
    /// An address, or the name of a preset.
    pub base_url: String,
    /// How the key is sent; none takes what the preset or the address suggests.
    pub auth: Option<AuthStyle>,
    /// `system`, `none` or a proxy's address; none means `system`.
    pub proxy: Option<String>,
    /// Calls at once; none takes the user's setting.
    pub concurrency: Option<u32>,
    /// How pictures are asked for.
    pub making: Making,
}

/// The table of profiles. Cheap to clone. Calls block.
#[derive(Clone)]
pub struct Profiles {
    db: Db,
    settings: Settings,
}

impl Profiles {
    /// Over this database.
    pub fn new(db: Db) -> Self {
        Self {
            settings: Settings::new(db.clone()),
            db,
        }
    }

    /// Checks a profile and keeps it. The first one becomes the current one.
    pub fn add(&self, request: &AddProfile) -> Result<Profile, CommandError> {
        let profile = self.parse(request)?;
        if parse::is_of_demo(&profile.name) {
            return Err(parse::exists(&profile.name));
        }
        let created_at = Value::from(SystemClock.now().to_string());
        let added = self.db.write(|transaction| {
            if find_by_name(transaction, &profile.name)?.is_some() {
                return Ok(false);
            }
            transaction.execute(
                "INSERT INTO profiles (id, name, base_url, auth, proxy, concurrency, as_task, created_at) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                params_from_iter(values(&profile).into_iter().chain([created_at])),
            )?;
            Ok(true)
        });
        if !added.map_err(internal)? {
            return Err(parse::exists(&profile.name));
        }
        if self.current_id()?.is_none() {
            self.use_(profile.id)?;
        }
        Ok(profile)
    }

    /// All profiles, in the order in which they were added.
    pub fn list(&self) -> Result<Vec<Profile>, CommandError> {
        let sql = format!("SELECT {COLUMNS} FROM profiles ORDER BY rowid");
        let found = self.db.read(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            let rows = statement.query_map([], profile)?;
            rows.collect()
        });
        found.map_err(internal)
    }

    /// The profile of this id.
    pub fn get(&self, id: ProfileId) -> Result<Profile, CommandError> {
        let sql = format!("SELECT {COLUMNS} FROM profiles WHERE id = ?1");
        let found = self.db.read(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            statement.query_row([id.to_string()], profile).optional()
        });
        found
            .map_err(internal)?
            .ok_or_else(|| unknown(&id.to_string()))
    }

    /// The profile of this name; upper and lower case are the same.
    pub fn by_name(&self, name: &str) -> Result<Profile, CommandError> {
        let found = self
            .db
            .read(|connection| find_by_name(connection, name.trim()));
        found.map_err(internal)?.ok_or_else(|| unknown(name))
    }

    /// Makes a profile the current one.
    pub fn use_(&self, id: ProfileId) -> Result<(), CommandError> {
        self.get(id)?;
        self.settings
            .set_current_profile(Some(id))
            .map_err(internal)
    }

    /// The profile that is used when none is named: the chosen one, or the only one.
    pub fn current(&self) -> Result<Option<Profile>, CommandError> {
        let all = self.list()?;
        let chosen = self.current_id()?;
        if let Some(profile) = all.iter().find(|profile| Some(profile.id) == chosen) {
            return Ok(Some(profile.clone()));
        }
        Ok(<[Profile; 1]>::try_from(all).ok().map(|[only]| only))
    }

    /// Removes a profile and gives it back, so that its key can be forgotten. Pictures and jobs
    /// that came through it stay.
    pub fn remove(&self, id: ProfileId) -> Result<Profile, CommandError> {
        let gone = self.get(id)?;
        if self.current_id()? == Some(id) {
            self.settings.set_current_profile(None).map_err(internal)?;
        }
        let removed = self.db.write(|transaction| {
            transaction.execute("DELETE FROM profiles WHERE id = ?1", [id.to_string()])
        });
        removed.map_err(internal)?;
        Ok(gone)
    }

    fn current_id(&self) -> Result<Option<ProfileId>, CommandError> {
        self.settings.current_profile().map_err(internal)
    }
}

fn unknown(what: &str) -> CommandError {
    CommandError::new(ErrorCode::NotFound)
        .field("profile")
        .arg("what", what)
}

#[cfg(test)]
mod tests;
