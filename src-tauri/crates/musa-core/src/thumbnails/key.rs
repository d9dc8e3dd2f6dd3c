//! What a thumbnail is filed under.

use std::fs;
use std::path::Path;
use std::time::UNIX_EPOCH;

use super::ShowImageError;
use crate::ids::ContentHash;

/// 64 hexadecimal characters that stand for the bytes of a picture.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Key(String);

impl Key {
    /// Of a picture whose hash is known.
    pub(crate) fn of_hash(hash: &ContentHash) -> Self {
        Self(hash.as_str().to_owned())
    }

    /// Of a user's file, which may change: of its place, length and time. It is not read.
    pub(crate) fn of_file(path: &Path) -> Result<Self, ShowImageError> {
        let found = fs::metadata(path).map_err(|_| ShowImageError::NotFound)?;
        let modified = found.modified().ok();
        let since = modified.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let mut hasher = blake3::Hasher::new();
        hasher.update(path.as_os_str().as_encoded_bytes());
        hasher.update(&found.len().to_le_bytes());
        hasher.update(&since.unwrap_or_default().as_nanos().to_le_bytes());
        Ok(Self(hasher.finalize().to_hex().to_string()))
    }

    /// Its text.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}
