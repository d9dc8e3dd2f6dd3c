//! A key as it was typed, on its only way in: it cannot be printed and cannot be sent out.

use std::fmt;

use musa_api::secret::ApiKey;
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

use crate::protocol::errors::{CommandError, ErrorCode};

/// A key out of a field of the window.
#[derive(Clone, Deserialize)]
pub struct TypedKey(SecretString);

impl TypedKey {
    /// The key; what cannot be sent is refused by its field, without its text.
    pub fn parse(&self) -> Result<ApiKey, CommandError> {
        ApiKey::parse(self.0.expose_secret()).map_err(|error| {
            CommandError::new(ErrorCode::KeyInvalid)
                .field("key")
                .arg("reason", error)
        })
    }
}

impl fmt::Debug for TypedKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("<redacted>")
    }
}
