//! Where keys are, without waiting for it: a keychain may hang for as long as its password
//! prompt is open. What is not known is looked up beside everything else, and told when it is.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use musa_api::auth::AuthStyle;
use musa_api::secret::ApiKey;
use parking_lot::Mutex;

use crate::profiles::Profile;
use crate::protocol::{KeyKept, KeyState};
use crate::secrets::{Binding, Kept, SecretError};
use crate::studio::Studio;

/// What is known of keys in the keychain. Never holds a key.
#[derive(Default)]
pub(in crate::studio) struct KeyStates {
    known: Mutex<HashMap<Binding, KeyState>>,
    /// Those that are being looked up.
    looking: Mutex<HashSet<Binding>>,
}

impl KeyStates {
    pub(super) fn know(&self, profile: &Profile, state: KeyState) {
        self.known.lock().insert(Binding::of(profile), state);
    }

    /// What was looked up; a key that was set or forgotten meanwhile is better known.
    fn found(&self, binding: Binding, state: KeyState) {
        self.looking.lock().remove(&binding);
        if state != KeyState::Unknown {
            self.known.lock().entry(binding).or_insert(state);
        }
    }

    fn begin_to_look(&self, profile: &Profile) -> bool {
        self.looking.lock().insert(Binding::of(profile))
    }
}

/// What a keychain's answer says of a key.
fn state_of(answer: &Result<Option<ApiKey>, SecretError>) -> KeyState {
    match answer {
        Ok(Some(_)) => KeyState::Keychain,
        // Where there is no keychain, there is no key in it.
        Ok(None) | Err(SecretError::Absent(_)) => KeyState::Missing,
        Err(_) => KeyState::Unknown,
    }
}

impl Studio {
    /// Where a profile's key is, as far as it is known without asking.
    pub(in crate::studio) fn key_state(&self, profile: &Profile) -> KeyState {
        if profile.auth == AuthStyle::None {
            return KeyState::NotNeeded;
        }
        if self.context().keys.in_session(profile) {
            return KeyState::Session;
        }
        let known = self.inner.key_states.known.lock();
        let state = known.get(&Binding::of(profile)).copied();
        state.unwrap_or(KeyState::Unknown)
    }

    /// The same, asking the keychain and waiting as long as it may take.
    pub(super) async fn look_at_key(&self, profile: &Profile) -> KeyState {
        let state = self.key_state(profile);
        if state != KeyState::Unknown {
            return state;
        }
        let state = state_of(&self.context().keys.key_for(profile).await);
        self.inner.key_states.found(Binding::of(profile), state);
        self.key_state(profile)
    }

    /// Looks up beside everything else what is not known, and tells it.
    pub(in crate::studio) fn look_for_keys(&self, profiles: Vec<Profile>) {
        for profile in profiles {
            let unknown = self.key_state(&profile) == KeyState::Unknown;
            if !unknown || !self.inner.key_states.begin_to_look(&profile) {
                continue;
            }
            // Weak: a keychain that never answers must not keep this studio alive.
            let (studio, keys) = (Arc::downgrade(&self.inner), self.context().keys);
            self.inner.window.spawn(async move {
                let state = state_of(&keys.key_for(&profile).await);
                let Some(inner) = studio.upgrade() else {
                    return;
                };
                inner.key_states.found(Binding::of(&profile), state);
                if state != KeyState::Unknown
                    && let Err(error) = (Self { inner }).providers_changed().await
                {
                    tracing::warn!(?error, "where a key is could not be told");
                }
            });
        }
    }

    /// Keeps a key that was typed, and says where it is now.
    pub(super) async fn keep_typed(&self, profile: &Profile, key: Option<ApiKey>) -> KeyKept {
        let mut reason = None;
        let key = match key {
            Some(key) => match self.context().keys.set(profile, &key).await {
                Kept::Keychain => {
                    self.inner.key_states.know(profile, KeyState::Keychain);
                    KeyState::Keychain
                }
                Kept::Session(error) => {
                    reason = Some(error.to_string());
                    KeyState::Session
                }
            },
            None => self.look_at_key(profile).await,
        };
        KeyKept {
            provider: profile.id,
            key,
            reason,
        }
    }

    /// Forgets the key that is bound to a profile's address.
    pub(in crate::studio) async fn forget_binding(
        &self,
        profile: &Profile,
    ) -> Result<(), SecretError> {
        match self.context().keys.forget(profile).await {
            // Without a keychain there is no key in it; with a locked one it must be said.
            Ok(()) | Err(SecretError::Absent(_)) => {
                self.inner.key_states.know(profile, KeyState::Missing);
                Ok(())
            }
            Err(error) => {
                self.inner
                    .key_states
                    .known
                    .lock()
                    .remove(&Binding::of(profile));
                Err(error)
            }
        }
    }
}
