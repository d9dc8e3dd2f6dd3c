//! What else a conversation can be asked: which addresses of it may be opened, and who answered.

use url::Url;

use crate::ids::{CallId, ProfileId};
use crate::protocol::{CommandError, ErrorCode, OpenLink};
use crate::studio::{Studio, internal};

impl Studio {
    /// The provider that answered a request of a conversation.
    pub(in crate::studio) async fn profile_of_talk(
        &self,
        call: CallId,
    ) -> Result<Option<ProfileId>, CommandError> {
        let found = self.blocking(move |it| it.chats().store.talk(call));
        let found = found.await?.map_err(internal)?;
        Ok(found.map(|it| it.profile))
    }

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
