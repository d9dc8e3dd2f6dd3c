//! How a profile proves who it is. Owns the header; does not hold the key between calls.

use http::header::{AUTHORIZATION, HeaderName, HeaderValue};
use serde::{Deserialize, Serialize};

use crate::secret::ApiKey;

/// The header that carries the key. Never a query parameter: those end up in logs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AuthStyle {
    /// `Authorization: Bearer …`, as the relay's document and `OpenAI` have it.
    #[default]
    Bearer,
    /// `x-goog-api-key: …`, as Google's own SDKs send it.
    GoogleKey,
    /// No key at all: the demo provider and open servers on loopback.
    None,
}

impl AuthStyle {
    /// The header for a call, marked sensitive so that no library prints it.
    pub fn header(self, key: Option<&ApiKey>) -> Option<(HeaderName, HeaderValue)> {
        let key = key?;
        let (name, text) = match self {
            Self::Bearer => (AUTHORIZATION, format!("Bearer {}", key.expose())),
            Self::GoogleKey => (
                HeaderName::from_static("x-goog-api-key"),
                key.expose().to_owned(),
            ),
            Self::None => return None,
        };
        // `ApiKey::parse` lets nothing through that a header value refuses.
        let mut value = HeaderValue::from_str(&text).ok()?;
        value.set_sensitive(true);
        Some((name, value))
    }
}
