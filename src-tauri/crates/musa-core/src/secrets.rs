//! Keys: where they are kept and for whom. A key is bound to a profile and to scheme, host and
//! port of its address: the same profile with another address has no key (reliability.md T5).
//!
//! Owns the port to the system's keychain and the memory of this session. Writes no file: a
//! key that the keychain does not take is forgotten when the program ends.

use std::time::Duration;

use async_trait::async_trait;
use musa_api::secret::ApiKey;

use crate::ids::ProfileId;
use crate::profiles::Profile;
use crate::protocol::errors::{CommandError, ErrorCode};

mod keychain;
mod keys;
mod memory;
mod typed;

pub use keychain::Keychain;
pub use keys::{Kept, Keys};
pub use memory::MemorySecrets;
pub use typed::TypedKey;

/// What a key belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Binding {
    /// The profile.
    pub profile: ProfileId,
    /// Scheme, host and port, all written: `https://api.whatai.cc:443`.
    pub origin: String,
}

impl Binding {
    /// Of a profile as it is now.
    pub fn of(profile: &Profile) -> Self {
        Self {
            profile: profile.id,
            origin: profile.base_url.origin(),
        }
    }

    /// The name of its entry in the keychain.
    pub fn account(&self) -> String {
        format!("{}#{}", self.origin, self.profile)
    }
}

/// Why a store did not answer. Never carries a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// There is no keychain on this machine, or it is not running. Its own words.
    #[error("there is no keychain: {0}")]
    Absent(String),
    /// It is locked, and nobody unlocked it.
    #[error("the keychain is locked")]
    Locked,
    /// It did not answer in this time; perhaps it waits for a password.
    #[error("the keychain did not answer within {} s", .0.as_secs_f32())]
    Slow(Duration),
    /// It refused. Its own words.
    #[error("the keychain failed: {0}")]
    Failed(String),
}

impl From<SecretError> for CommandError {
    fn from(error: SecretError) -> Self {
        Self::new(ErrorCode::KeychainUnavailable)
            .field("key")
            .detail(error.to_string())
    }
}

/// A place for keys.
#[async_trait]
pub trait SecretStore: Send + Sync {
    /// The key of this binding. `None` when there is none, or none that could be sent.
    async fn get(&self, binding: &Binding) -> Result<Option<ApiKey>, SecretError>;
    /// Keeps a key, in the place of an older one.
    async fn set(&self, binding: &Binding, key: &ApiKey) -> Result<(), SecretError>;
    /// Forgets a key. One that is not there is no error.
    async fn delete(&self, binding: &Binding) -> Result<(), SecretError>;
}

#[cfg(test)]
mod tests;
