//! A job as the journal keeps it: everything that a later start needs to send, read, save or
//! repeat its calls, with the references by their hash.

use serde::{Deserialize, Serialize};

use crate::catalog::SendableFormat;
use crate::ids::ContentHash;
use crate::plan::Plan;
use crate::protocol::StartJob;

/// A reference or mask as it was sent: an upload copy, kept once in the library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredReference {
    /// BLAKE3 of the copy.
    pub hash: ContentHash,
    /// Format of the copy.
    pub format: SendableFormat,
    /// File name of the original, for people.
    pub name: String,
    /// Bytes of the copy.
    pub bytes: u64,
}

/// What the journal keeps of a job.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StoredJob {
    /// What the user asked for, as asked.
    pub request: StartJob,
    /// What will be sent.
    pub plan: Plan,
    /// References, in order.
    pub references: Vec<StoredReference>,
    /// Mask.
    pub mask: Option<StoredReference>,
    /// The profile's name at the time.
    pub profile_name: String,
}

impl SendableFormat {
    /// File extension.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Webp => "webp",
        }
    }

    /// Media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
        }
    }
}
