//! One question for the rest of the product: which key goes with this profile?

use std::sync::Arc;

use musa_api::auth::AuthStyle;
use musa_api::secret::ApiKey;

use super::{Binding, MemorySecrets, SecretError, SecretStore};
use crate::profiles::Profile;
use crate::protocol::errors::{CommandError, ErrorCode};

/// Where a key ended up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// In the system's keychain.
    Keychain,
    /// In memory until the program ends, because the keychain did not take it.
    Session(SecretError),
}

/// Keys of the session first, then those of the keychain. Cheap to clone.
#[derive(Clone)]
pub struct Keys {
    store: Arc<dyn SecretStore>,
    session: Arc<MemorySecrets>,
}

impl Keys {
    /// Over a keychain and the memory of this session.
    pub fn new(store: Arc<dyn SecretStore>, session: Arc<MemorySecrets>) -> Self {
        Self { store, session }
    }

    /// The key for a call by this profile; `None` when it has none or needs none.
    pub async fn key_for(&self, profile: &Profile) -> Result<Option<ApiKey>, SecretError> {
        if profile.auth == AuthStyle::None {
            return Ok(None);
        }
        let binding = Binding::of(profile);
        match self.session.find(&binding) {
            Some(key) => Ok(Some(key)),
            None => self.store.get(&binding).await,
        }
    }

    /// The same for a caller that cannot go on without: `None` only when the profile needs no
    /// key.
    pub async fn require(&self, profile: &Profile) -> Result<Option<ApiKey>, CommandError> {
        match self.key_for(profile).await? {
            None if profile.auth != AuthStyle::None => {
                Err(CommandError::new(ErrorCode::KeyMissing)
                    .field("key")
                    .arg("name", &profile.name)
                    .arg("host", profile.base_url.host()))
            }
            key => Ok(key),
        }
    }

    /// Keeps the key of a profile in the keychain or, when that does not take it, for this
    /// session.
    pub async fn set(&self, profile: &Profile, key: &ApiKey) -> Kept {
        let binding = Binding::of(profile);
        match self.store.set(&binding, key).await {
            Ok(()) => {
                // An older key of the session would otherwise hide the new one.
                self.session.forget(&binding);
                Kept::Keychain
            }
            Err(reason) => {
                self.session.keep(binding, key.clone());
                Kept::Session(reason)
            }
        }
    }

    /// Uses a key for this profile until the program ends, whatever the keychain has:
    /// `MUSA_API_KEY`. Bound to the profile's address like every other.
    pub fn set_for_session(&self, profile: &Profile, key: ApiKey) {
        self.session.keep(Binding::of(profile), key);
    }

    /// Whether this session's memory has the key of a profile. Asks no keychain.
    pub fn in_session(&self, profile: &Profile) -> bool {
        self.session.find(&Binding::of(profile)).is_some()
    }

    /// Forgets the key of a profile, here and in the keychain.
    pub async fn forget(&self, profile: &Profile) -> Result<(), SecretError> {
        let binding = Binding::of(profile);
        self.session.forget(&binding);
        self.store.delete(&binding).await
    }
}
