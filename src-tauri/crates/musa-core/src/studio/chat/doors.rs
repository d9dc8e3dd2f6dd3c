//! Addresses out of answers: what may be opened, and nothing else.

use url::Url;

use crate::protocol::{CommandError, ErrorCode, OpenLink};
use crate::studio::Studio;

impl Studio {
    /// The address that may be opened in the user's browser: https, with a host, without a name
    /// and a password that would hide where it leads.
    pub fn page_to_open(request: &OpenLink) -> Result<String, CommandError> {
        let refused = || {
            let error = CommandError::new(ErrorCode::AddressInvalid).field("url");
            error.arg("reason", "https")
        };
        let address = Url::parse(request.url.trim()).map_err(|_| refused())?;
        let plain = address.username().is_empty() && address.password().is_none();
        if address.scheme() != "https" || !address.has_host() || !plain {
            return Err(refused());
        }
        Ok(address.into())
    }
}

#[cfg(test)]
mod tests {
    use super::{OpenLink, Studio};

    #[test]
    fn only_https_pages_are_opened() {
        let open = |url: &str| Studio::page_to_open(&OpenLink { url: url.into() });
        assert_eq!(
            open("https://example.org/tea").unwrap(),
            "https://example.org/tea"
        );
        for bad in [
            "http://example.org",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "https://example.org@evil.example/",
            "mailto:a@example.org",
            "example.org",
        ] {
            assert!(open(bad).is_err(), "{bad}");
        }
    }
}
