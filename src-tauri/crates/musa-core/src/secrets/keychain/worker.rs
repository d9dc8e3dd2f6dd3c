//! What runs on the keychain's thread. Operates through keyring-core's entries; keyring's own
//! `Entry` only starts the system's store, because it remembers a failed start for ever.

use std::sync::Arc;

use keyring_core::{CredentialStore, Entry, Error};
use musa_api::secret::ApiKey;
use secrecy::SecretString;

use crate::platform;
use crate::secrets::SecretError;

/// The name under which entries are shown to the user.
const SERVICE: &str = "dev.musa.studio";

/// The thread's own state.
pub(super) struct Worker {
    given: bool,
    asked_before: bool,
    store: Option<Arc<CredentialStore>>,
}

impl Worker {
    pub(super) fn new(given: Option<Arc<CredentialStore>>) -> Self {
        Self {
            given: given.is_some(),
            asked_before: false,
            store: given,
        }
    }

    /// The store, opened if need be.
    pub(super) fn open(&mut self) -> Result<Arc<CredentialStore>, SecretError> {
        if let Some(store) = &self.store {
            return Ok(Arc::clone(store));
        }
        let absent = |error: &Error| SecretError::Absent(error.to_string());
        if self.asked_before {
            platform::open_keychain_again().map_err(|error| absent(&error))?;
        } else {
            self.asked_before = true;
            keyring::Entry::store_status().as_ref().map_err(absent)?;
        }
        let store =
            keyring_core::get_default_store().ok_or_else(|| absent(&Error::NoDefaultStore))?;
        self.store = Some(Arc::clone(&store));
        Ok(store)
    }

    pub(super) fn get(&mut self, account: &str) -> Result<Option<SecretString>, SecretError> {
        match self.entry(account)?.get_password() {
            Ok(password) => Ok(Some(SecretString::from(password))),
            // Not there, or no text: nothing that could be sent.
            Err(Error::NoEntry | Error::BadEncoding(_) | Error::BadDataFormat(..)) => Ok(None),
            Err(error) => Err(self.explain(&error)),
        }
    }

    pub(super) fn set(&mut self, account: &str, key: &ApiKey) -> Result<(), SecretError> {
        let set = self.entry(account)?.set_password(key.expose());
        set.map_err(|error| self.explain(&error))
    }

    pub(super) fn delete(&mut self, account: &str) -> Result<(), SecretError> {
        match self.entry(account)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(self.explain(&error)),
        }
    }

    fn entry(&mut self, account: &str) -> Result<Entry, SecretError> {
        let store = self.open()?;
        store
            .build(SERVICE, account, None)
            .map_err(|error| self.explain(&error))
    }

    fn explain(&mut self, error: &Error) -> SecretError {
        match error {
            Error::NoStorageAccess(_) => SecretError::Locked,
            Error::PlatformFailure(_) | Error::NoDefaultStore => {
                if !self.given {
                    // The service may have gone away; the next question looks for it again.
                    self.store = None;
                }
                SecretError::Failed(error.to_string())
            }
            // These carry raw bytes of the entry; only their kind is told.
            Error::BadEncoding(_) | Error::BadDataFormat(..) => {
                SecretError::Failed("the entry is not text".to_owned())
            }
            _ => SecretError::Failed(error.to_string()),
        }
    }
}
