//! Keys in memory: of this session, and in tests.

use std::collections::HashMap;

use async_trait::async_trait;
use musa_api::secret::ApiKey;
use parking_lot::Mutex;

use super::{Binding, SecretError, SecretStore};

/// Keys that are forgotten when the program ends. The memory is wiped then.
#[derive(Debug, Default)]
pub struct MemorySecrets(Mutex<HashMap<Binding, ApiKey>>);

impl MemorySecrets {
    /// Without a key.
    pub fn new() -> Self {
        Self::default()
    }

    /// The key of this binding.
    pub fn find(&self, binding: &Binding) -> Option<ApiKey> {
        self.0.lock().get(binding).cloned()
    }

    /// Keeps a key until the program ends.
    pub fn keep(&self, binding: Binding, key: ApiKey) {
        self.0.lock().insert(binding, key);
    }

    /// Forgets a key. True when there was one.
    pub fn forget(&self, binding: &Binding) -> bool {
        self.0.lock().remove(binding).is_some()
    }
}

#[async_trait]
impl SecretStore for MemorySecrets {
    async fn get(&self, binding: &Binding) -> Result<Option<ApiKey>, SecretError> {
        Ok(self.find(binding))
    }

    async fn set(&self, binding: &Binding, key: &ApiKey) -> Result<(), SecretError> {
        self.keep(binding.clone(), key.clone());
        Ok(())
    }

    async fn delete(&self, binding: &Binding) -> Result<(), SecretError> {
        self.forget(binding);
        Ok(())
    }
}
