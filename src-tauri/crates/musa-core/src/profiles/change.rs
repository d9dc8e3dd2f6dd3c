//! Changing a profile: checked as a new one is, under the id it has.

use rusqlite::params_from_iter;

use super::parse::{exists, is_of_demo};
use super::rows::{find_by_name, values};
use super::{AddProfile, Profile, Profiles};
use crate::db::internal;
use crate::ids::ProfileId;
use crate::protocol::errors::CommandError;

impl Profiles {
    /// Checks what a profile shall be and keeps it, under the same id.
    pub fn change(&self, id: ProfileId, request: &AddProfile) -> Result<Profile, CommandError> {
        let old = self.get(id)?;
        let profile = Profile {
            id,
            ..self.parse(request)?
        };
        // One that has had the name since before it was the demo's alone may keep it.
        if profile.name != old.name && is_of_demo(&profile.name) {
            return Err(exists(&profile.name));
        }
        let changed = self.db.write(|transaction| {
            let namesake = find_by_name(transaction, &profile.name)?;
            if namesake.is_some_and(|other| other.id != id) {
                return Ok(false);
            }
            transaction.execute(
                "UPDATE profiles SET name = ?2, base_url = ?3, auth = ?4, proxy = ?5, \
                 concurrency = ?6, as_task = ?7 WHERE id = ?1",
                params_from_iter(values(&profile)),
            )?;
            Ok(true)
        });
        if !changed.map_err(internal)? {
            return Err(exists(&profile.name));
        }
        Ok(profile)
    }
}
