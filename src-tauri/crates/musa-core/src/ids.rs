//! Newtypes for every id. All are UUIDs; new ones are version 7, so that they sort by time.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
        #[serde(transparent)]
        #[ts(type = "string")]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new one, later than all before it.
            pub fn new_v7() -> Self {
                Self(Uuid::now_v7())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(out)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    };
}

id!(
    /// One press of Generate.
    JobId
);
id!(
    /// One request to a provider, with its certain repetitions.
    CallId
);
id!(
    /// A picture in the library.
    PictureId
);
id!(
    /// A provider the user has set up.
    ProfileId
);
id!(
    /// A picture that the composer holds as a reference or mask.
    ReferenceId
);
id!(
    /// A board of the library.
    BoardId
);
id!(
    /// A process that runs jobs.
    OwnerId
);

impl PictureId {
    /// The id of the `index`-th picture of a call: always the same, so that saving an answer
    /// twice (after a crash) saves it once.
    pub fn of_call(call: CallId, index: u32) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(call.0.as_bytes());
        hasher.update(&index.to_be_bytes());
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        // The first six bytes keep the call's time, so that pictures sort as their calls do.
        bytes[..6].copy_from_slice(&call.0.as_bytes()[..6]);
        Self(uuid::Builder::from_custom_bytes(bytes).into_uuid())
    }
}

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
    use super::{CallId, ContentHash, PictureId};

    #[test]
    fn a_calls_pictures_have_the_same_ids_every_time() {
        let call = CallId::new_v7();
        assert_eq!(PictureId::of_call(call, 0), PictureId::of_call(call, 0));
        assert_ne!(PictureId::of_call(call, 0), PictureId::of_call(call, 1));
        assert_ne!(
            PictureId::of_call(call, 0),
            PictureId::of_call(CallId::new_v7(), 0)
        );
    }

    #[test]
    fn only_a_hash_is_a_hash() {
        assert!(ContentHash::parse(&"0a".repeat(32)).is_some());
        assert!(ContentHash::parse(&"0A".repeat(32)).is_none());
        assert!(ContentHash::parse("../../etc/passwd").is_none());
    }
}
