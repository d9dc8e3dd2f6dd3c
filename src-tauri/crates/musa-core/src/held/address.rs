//! Addresses that a browser hands over in place of a file: which there are, and what to call
//! what lies there. Fetches nothing.

use std::path::Path;

use musa_api::lift::base64::Base64Stream;
use url::Url;

use crate::protocol::{CommandError, ErrorCode};
use crate::upload;

/// The most bytes of a picture that is fetched or carried in an address.
pub(crate) const MOST_BYTES: usize = 64 * 1024 * 1024;

/// Where a picture lies.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Address {
    /// At `http(s)://…`.
    Web(Url),
    /// In the address itself.
    Here(Vec<u8>),
}

impl Address {
    /// Reads an address as a browser gives it: only `https`, `http` and pictures in `data:`.
    pub(crate) fn parse(text: &str) -> Result<Self, CommandError> {
        let text = text.trim();
        if starts_with(text, "data:") {
            return data(text).map(Self::Here);
        }
        let url = Url::parse(text).map_err(|_| refused("it is not an address"))?;
        if matches!(url.scheme(), "https" | "http") {
            Ok(Self::Web(url))
        } else {
            Err(refused("it is neither https nor http"))
        }
    }
}

/// An address that cannot be used.
pub(crate) fn refused(reason: &str) -> CommandError {
    CommandError::new(ErrorCode::AddressInvalid).arg("reason", reason)
}

/// The address that was handed over as if it were a path: so a browser's drag arrives on Linux.
pub(crate) fn of_path(path: &Path) -> Option<String> {
    let text = path.to_str()?;
    let known = ["http://", "https://", "data:image/"];
    let is = known.into_iter().any(|scheme| starts_with(text, scheme));
    is.then(|| text.to_owned())
}

/// What to call what lies at an address: the last part of its path, or its host.
pub(crate) fn name_of(address: &str) -> String {
    let name = Url::parse(address).ok().and_then(|url| {
        let mut parts = url.path_segments()?;
        let last = parts.rfind(|part| !part.is_empty()).map(unescaped);
        last.or_else(|| url.host_str().map(str::to_owned))
    });
    let name = upload::name_of(Path::new(name.as_deref().unwrap_or("picture")));
    if name.is_empty() {
        "picture".to_owned()
    } else {
        name
    }
}

/// `%20` and its kin as what they stand for.
fn unescaped(part: &str) -> String {
    let escaped = part.replace('+', "%2B");
    let mut pairs = url::form_urlencoded::parse(escaped.as_bytes());
    pairs
        .next()
        .map_or_else(|| part.to_owned(), |(name, _)| name.into_owned())
}

/// The bytes in a `data:image/…;base64,` address. What they are, they say themselves.
fn data(text: &str) -> Result<Vec<u8>, CommandError> {
    let comma = text.find(',').ok_or_else(|| refused("it breaks off"))?;
    let head = text[..comma].to_ascii_lowercase();
    if !head.starts_with("data:image/") || !head.ends_with(";base64") {
        return Err(CommandError::new(ErrorCode::NotAPicture).arg("name", "data:"));
    }
    if text.len() > MOST_BYTES / 3 * 4 + 1024 {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    let mut stream = Base64Stream::new();
    let body = text[comma + 1..]
        .replace("%2B", "+")
        .replace("%2b", "+")
        .replace("%2F", "/")
        .replace("%2f", "/")
        .replace("%3D", "=")
        .replace("%3d", "=");
    stream
        .push(body.as_bytes(), &mut bytes)
        .and_then(|()| stream.finish(&mut bytes))
        .map_err(|error| refused(&error.to_string()))?;
    Ok(bytes)
}

/// More than [`MOST_BYTES`].
pub(crate) fn too_large() -> CommandError {
    refused("what lies there is larger than 64 MiB")
}

fn starts_with(text: &str, scheme: &str) -> bool {
    text.get(..scheme.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Address, name_of, of_path};
    use crate::protocol::ErrorCode;

    #[test]
    fn only_the_web_and_pictures_in_the_address_are_addresses() {
        for text in ["https://a.example/b.png", " HTTP://a.example/b.png "] {
            assert!(
                matches!(Address::parse(text), Ok(Address::Web(_))),
                "{text}"
            );
        }
        let bytes = Address::parse(
            "data:image/png;base64,aGVs%62G8%3D"
                .replace("%62", "b")
                .as_str(),
        );
        assert_eq!(bytes.unwrap(), Address::Here(b"hello".to_vec()));
        for text in [
            "file:///etc/passwd",
            "ftp://a/b",
            "javascript:alert(1)",
            "no",
            "/etc/passwd",
        ] {
            let refused = Address::parse(text).unwrap_err();
            assert_eq!(refused.code, ErrorCode::AddressInvalid, "{text}");
        }
        for text in ["data:text/html;base64,aGk=", "data:image/svg+xml,<svg/>"] {
            let refused = Address::parse(text).unwrap_err();
            assert_eq!(refused.code, ErrorCode::NotAPicture, "{text}");
        }
        assert!(Address::parse("data:image/png;base64").is_err());
        assert!(Address::parse("data:image/png;base64,!!!").is_err());
    }

    #[test]
    fn a_path_that_is_an_address_is_known_as_one() {
        let path = Path::new("https://a.example/x y.png");
        assert_eq!(of_path(path).as_deref(), Some("https://a.example/x y.png"));
        assert_eq!(of_path(Path::new("/pictures/http.png")), None);
        assert_eq!(of_path(Path::new("httpspicture.png")), None);
    }

    #[test]
    fn what_lies_at_an_address_is_called_by_the_end_of_its_path() {
        assert_eq!(
            name_of("https://a.example/p/cat%20one.png?w=3#x"),
            "cat one.png"
        );
        assert_eq!(name_of("https://a.example/p/a+b.png"), "a+b.png");
        assert_eq!(name_of("https://a.example/p/"), "p");
        assert_eq!(name_of("https://a.example/"), "a.example");
        assert_eq!(name_of("data:image/png;base64,xx"), "picture");
    }
}
