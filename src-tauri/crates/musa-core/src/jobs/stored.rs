//! A job as the journal keeps it: everything that a later start needs to send, read, save or
//! repeat its calls, with the references by their hash.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::ids::{CallId, ContentHash};
use crate::plan::Plan;
use crate::protocol::{Reduction, SavedPicture, StartJob};
use crate::request::PixelSize;
use crate::upload::SendFormat;

/// A reference or mask as it was sent: an upload copy, kept once in the library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct StoredReference {
    /// BLAKE3 of the copy.
    pub(crate) hash: ContentHash,
    /// Format of the copy.
    pub(crate) format: SendFormat,
    /// File name of the original, for people.
    pub(crate) name: String,
    /// Bytes of the copy.
    pub(crate) bytes: u64,
}

/// A reference that is sent smaller, or in another format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct StoredReduction {
    /// 1 for the first reference, 0 for the mask.
    pub(crate) reference: u32,
    /// How.
    pub(crate) reduction: Reduction,
}

/// What the journal keeps of a job.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct StoredJob {
    /// What the user asked for, as asked.
    pub(crate) request: StartJob,
    /// What will be sent.
    pub(crate) plan: Plan,
    /// References, in order.
    pub(crate) references: Vec<StoredReference>,
    /// Mask.
    pub(crate) mask: Option<StoredReference>,
    /// The profile's name at the time.
    pub(crate) profile_name: String,
    /// The provider's host at the time.
    pub(crate) host: String,
    /// Root of the library in which it began; jobs of an earlier Musa do not say.
    #[serde(default)]
    pub(crate) library: Option<PathBuf>,
    /// What is sent smaller, or in another format.
    #[serde(default)]
    pub(crate) reductions: Vec<StoredReduction>,
    /// The call whose conversation goes on.
    #[serde(default)]
    pub(crate) continues: Option<CallId>,
}

impl StoredJob {
    /// The picture, with how it is not what this job asked for.
    pub(crate) fn compared(&self, mut picture: SavedPicture) -> SavedPicture {
        let got = PixelSize {
            width: picture.width,
            height: picture.height,
        };
        let asked = (self.request.ratio.as_deref(), self.request.size.as_deref());
        let drawing = picture.format == "svg";
        picture.differs = self.plan.differs(asked, got, drawing);
        picture
    }
}
