//! The API key as a type that cannot be printed or serialised.
//!
//! Owns the rules for what a key may look like. Does not store it: that is the keychain's work.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};

/// An API key. `Debug` prints `<redacted>`; there is no `Display` and no `Serialize`.
#[derive(Clone)]
pub struct ApiKey(SecretString);

/// Why a text is no API key. Never carries the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ParseKeyError {
    /// Nothing but white space was given.
    #[error("the key is empty")]
    Empty,
    /// A line break or another control character stands inside the key.
    #[error("the key contains a line break or a control character")]
    ControlCharacter,
    /// A character that no HTTP header can carry.
    #[error("the key contains a character that cannot be sent")]
    NotAscii,
    /// Longer than 2,048 bytes: a Windows credential holds 2,560 (keyring 4.2).
    #[error("the key is too long")]
    TooLong,
}

impl ApiKey {
    /// Takes a key as typed or pasted. White space around it (one trailing newline of a pipe
    /// included) is dropped; inside it, nothing that a header cannot carry is accepted.
    pub fn parse(text: &str) -> Result<Self, ParseKeyError> {
        let key = text.trim();
        if key.is_empty() {
            return Err(ParseKeyError::Empty);
        }
        if key.len() > 2048 {
            return Err(ParseKeyError::TooLong);
        }
        if key.chars().any(char::is_control) {
            return Err(ParseKeyError::ControlCharacter);
        }
        if !key.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(ParseKeyError::NotAscii);
        }
        Ok(Self(SecretString::from(key.to_owned())))
    }

    /// The key itself, for the keychain and for the header. Callers must not keep or format it.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// Every form in which a server may echo the key, for finding and removing it. None is shorter
    /// than eight bytes, so that there may be none: a key such as `test` is no secret, and removing
    /// it would destroy what is kept.
    pub fn forms(&self) -> Vec<SecretString> {
        let mut forms = crate::error::clean::forms(self.expose());
        forms.sort();
        forms.dedup();
        forms.into_iter().map(SecretString::from).collect()
    }

    /// The last four characters, for telling keys apart; empty for keys under twelve characters.
    pub fn tail(&self) -> &str {
        let key = self.expose();
        if key.len() < 12 {
            ""
        } else {
            &key[key.len() - 4..]
        }
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("<redacted>")
    }
}

#[cfg(test)]
mod tests {
    use super::{ApiKey, ParseKeyError};

    #[test]
    fn a_key_is_never_printed() {
        let key = ApiKey::parse("sk-canary-0123456789\n").unwrap();
        assert_eq!(format!("{key:?}"), "<redacted>");
        assert_eq!(key.expose(), "sk-canary-0123456789");
        assert_eq!(key.tail(), "6789");
    }

    #[test]
    fn what_a_header_cannot_carry_is_refused() {
        let refused = |text| ApiKey::parse(text).err();
        assert_eq!(refused(" \n"), Some(ParseKeyError::Empty));
        assert_eq!(refused("sk-a\nb"), Some(ParseKeyError::ControlCharacter));
        assert_eq!(refused("sk-é"), Some(ParseKeyError::NotAscii));
        assert_eq!(refused("sk a"), Some(ParseKeyError::NotAscii));
        assert_eq!(refused(&"k".repeat(2049)), Some(ParseKeyError::TooLong));
    }
}
