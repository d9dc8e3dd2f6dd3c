//! Which provider is used when none is named: that of this process, the demo while it runs, or
//! the user's. Owns the demo's identity.

use std::sync::atomic::Ordering;

use musa_api::auth::AuthStyle;
use musa_api::base_url::BaseUrl;
use musa_api::transport::proxy::Proxy;

use crate::ids::ProfileId;
use crate::profiles::{DEMO_NAME, Making, Profile};
use crate::protocol::{CommandError, ErrorCode};
use crate::studio::{Studio, internal};

/// The built-in demo: the same in every process, so that a later one can finish what an earlier
/// one began, and on no machine anybody else.
pub(in crate::studio) const DEMO: ProfileId = ProfileId(uuid::Uuid::from_u128(
    0x6d75_7361_0064_8065_8d6f_0000_0000_0001,
));

/// The demo at the address where it runs now.
pub(in crate::studio) fn demo_profile(base_url: BaseUrl) -> Profile {
    Profile {
        id: DEMO,
        name: DEMO_NAME.to_owned(),
        base_url,
        auth: AuthStyle::None,
        proxy: Proxy::None,
        concurrency: 4,
        making: Making::AtOnce,
    }
}

impl Studio {
    /// True when the demo was the current provider when this studio was opened: the shell
    /// starts it again.
    pub fn wants_demo(&self) -> bool {
        self.inner.wanted_demo
    }

    /// The providers that live as long as this process.
    pub(in crate::studio) fn profiles_of_process(&self) -> impl Iterator<Item = Profile> {
        let demo = self.inner.demo.read().clone();
        self.inner.session.clone().into_iter().chain(demo)
    }

    pub(in crate::studio) fn profile_of_process(&self, id: ProfileId) -> Option<Profile> {
        self.profiles_of_process().find(|profile| profile.id == id)
    }

    /// The provider that is used when none is named. Blocks.
    pub(in crate::studio) fn current(&self) -> Result<Option<Profile>, CommandError> {
        if let Some(session) = &self.inner.session
            && self.inner.session_chosen.load(Ordering::SeqCst)
        {
            return Ok(Some(session.clone()));
        }
        let chosen = self.inner.settings.current_profile().map_err(internal)?;
        if let Some(demo) = self.inner.demo.read().clone()
            && chosen == Some(DEMO)
        {
            return Ok(Some(demo));
        }
        self.inner.profiles.current()
    }

    /// The same, for one who cannot go on without. Blocks.
    pub(in crate::studio) fn require_current(&self) -> Result<Profile, CommandError> {
        let missing = || CommandError::new(ErrorCode::ProfileMissing).field("profile");
        self.current()?.ok_or_else(missing)
    }

    /// Makes a provider the current one. Blocks.
    pub(in crate::studio) fn choose(&self, id: ProfileId) -> Result<(), CommandError> {
        let of_session = self.inner.session.as_ref().map(|profile| profile.id) == Some(id);
        if !of_session {
            if self.profile_of_process(id).is_some() {
                let settings = &self.inner.settings;
                settings.set_current_profile(Some(id)).map_err(internal)?;
            } else {
                self.inner.profiles.use_(id)?;
            }
        }
        self.inner
            .session_chosen
            .store(of_session, Ordering::SeqCst);
        Ok(())
    }
}
