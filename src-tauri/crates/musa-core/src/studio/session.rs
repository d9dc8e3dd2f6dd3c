//! The provider of one process, from an address in the environment.
//!
//! Owns how such a provider wants its key. Reads no environment: the composition roots do.

use musa_api::auth::AuthStyle;
use musa_api::base_url::BaseUrl;

use super::SessionProvider;
use crate::profiles::PRESETS;
use crate::protocol::{CommandError, ErrorCode};

/// Whether a key came with the environment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyGiven {
    /// One did.
    Yes,
    /// None did.
    No,
}

impl SessionProvider {
    /// The provider at this address. A known host gets the key as it wants it; a server on this
    /// machine for which no key is given gets none.
    pub fn of_address(address: &str, key: KeyGiven) -> Result<Self, CommandError> {
        let base_url = BaseUrl::parse(address).map_err(|error| {
            CommandError::new(ErrorCode::AddressInvalid)
                .field("baseUrl")
                .arg("reason", error)
        })?;
        let known = PRESETS.iter().find(|preset| {
            BaseUrl::parse(preset.base_url).is_ok_and(|preset| preset.origin() == base_url.origin())
        });
        let auth = match (known, key) {
            (Some(preset), _) => preset.auth,
            (None, KeyGiven::No) if base_url.is_loopback() => AuthStyle::None,
            (None, _) => AuthStyle::Bearer,
        };
        let name = base_url.host().to_owned();
        Ok(Self {
            name,
            base_url,
            auth,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{AuthStyle, KeyGiven, SessionProvider};

    #[test]
    fn an_address_from_the_environment_gets_the_key_as_its_host_wants_it() {
        let auth = |address, key| SessionProvider::of_address(address, key).unwrap().auth;
        let google = "https://generativelanguage.googleapis.com";
        assert_eq!(auth(google, KeyGiven::Yes), AuthStyle::GoogleKey);
        assert_eq!(
            auth("https://relay.example", KeyGiven::No),
            AuthStyle::Bearer
        );
        assert_eq!(
            auth("http://127.0.0.1:80", KeyGiven::Yes),
            AuthStyle::Bearer
        );
        assert_eq!(auth("http://127.0.0.1:80", KeyGiven::No), AuthStyle::None);
    }
}
