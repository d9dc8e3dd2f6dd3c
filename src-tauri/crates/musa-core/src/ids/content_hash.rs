//! What a file is by its bytes, as records, rows and names of kept files write it.

use std::fmt;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// BLAKE3 of a file's bytes, in lower-case hexadecimal: 64 characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(transparent)]
pub struct ContentHash(String);

impl ContentHash {
    /// Of a finished hasher.
    pub fn of(hash: &blake3::Hash) -> Self {
        Self(hash.to_hex().to_string())
    }

    /// From its text, if it is one.
    pub fn parse(text: &str) -> Option<Self> {
        let hex = text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        hex.then(|| Self(text.to_owned()))
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::ContentHash;

    #[test]
    fn only_a_hash_is_a_hash() {
        assert!(ContentHash::parse(&"0a".repeat(32)).is_some());
        assert!(ContentHash::parse(&"0A".repeat(32)).is_none());
        assert!(ContentHash::parse("../../etc/passwd").is_none());
    }
}
