//! Newtypes for every id, and the hash that says which file it is. All are UUIDs; new ones are version 7, so that they sort by time.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

mod content_hash;

pub use content_hash::ContentHash;

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
    /// One film that was asked for.
    FilmId
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
    /// A conversation.
    ConversationId
);
id!(
    /// A message in a conversation.
    MessageId
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

#[cfg(test)]
mod tests {
    use super::{CallId, PictureId};

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
}
