//! Providers whose address need not be typed.

use musa_api::auth::AuthStyle;
use musa_api::base_url::BaseUrl;

use crate::protocol::errors::{CommandError, ErrorCode};

/// A provider that is known by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preset {
    /// What the user types.
    pub name: &'static str,
    /// Its address.
    pub base_url: &'static str,
    /// How it takes the key.
    pub auth: AuthStyle,
}

/// The presets of issue 2, in their order.
pub const PRESETS: [Preset; 3] = [
    Preset {
        name: "whatai",
        base_url: "https://api.whatai.cc",
        auth: AuthStyle::Bearer,
    },
    Preset {
        name: "openai",
        base_url: "https://api.openai.com",
        auth: AuthStyle::Bearer,
    },
    Preset {
        name: "google",
        base_url: "https://generativelanguage.googleapis.com",
        auth: AuthStyle::GoogleKey,
    },
];

/// The address behind what was typed, and how such a provider takes the key.
pub(super) fn address(text: &str) -> Result<(BaseUrl, AuthStyle), CommandError> {
    let named = PRESETS
        .iter()
        .find(|preset| preset.name.eq_ignore_ascii_case(text.trim()));
    let parsed = BaseUrl::parse(named.map_or(text, |preset| preset.base_url));
    let base_url = parsed.map_err(|reason| {
        CommandError::new(ErrorCode::AddressInvalid)
            .field("baseUrl")
            .arg("reason", reason)
    })?;
    let known = PRESETS.iter().find(|preset| {
        BaseUrl::parse(preset.base_url).is_ok_and(|preset| preset.host() == base_url.host())
    });
    let auth = known.map_or(AuthStyle::Bearer, |preset| preset.auth);
    Ok((base_url, auth))
}
