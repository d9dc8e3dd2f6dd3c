//! What a job tells while it goes on. One stream of these feeds the window and the terminal.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::ids::{CallId, ContentHash, JobId, PictureId};
use crate::protocol::errors::CommandError;

/// The states of a call, from the first commit of a job to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum CallState {
    /// Waits for its turn; nothing has left.
    Queued,
    /// The request is leaving.
    Sending,
    /// The provider works.
    Waiting,
    /// The answer arrives.
    Receiving,
    /// The picture is being put in its place.
    Saving,
    /// Saved.
    Done,
    /// Failed; the error says whether it cost something.
    Failed,
    /// Stopped before it was sent, or the user stopped waiting.
    Cancelled,
    /// It may have run and may have been charged: the user decides.
    Unknown,
}

impl CallState {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Queued,
        Self::Sending,
        Self::Waiting,
        Self::Receiving,
        Self::Saving,
        Self::Done,
        Self::Failed,
        Self::Cancelled,
        Self::Unknown,
    ];

    /// True when nothing more will happen by itself.
    pub fn is_ended(self) -> bool {
        matches!(
            self,
            Self::Done | Self::Failed | Self::Cancelled | Self::Unknown
        )
    }

    /// Its name in the database and on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Waiting => "waiting",
            Self::Receiving => "receiving",
            Self::Saving => "saving",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
            Self::Unknown => "unknown",
        }
    }

    /// From its name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// What is really known of a call's progress.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Progress {
    /// Bytes of the request that have left.
    Uploading {
        /// So many bytes …
        sent: u64,
        /// … of so many.
        total: u64,
    },
    /// Bytes of the answer that have come; the total only if the provider said it.
    Receiving {
        /// So many bytes …
        received: u64,
        /// … of so many.
        total: Option<u64>,
    },
    /// Waiting to try again: the last attempt certainly did not run.
    BackingOff {
        /// Milliseconds until then.
        wait_ms: u64,
    },
    /// Percent, as an asynchronous task reports it.
    Task {
        /// 0 to 100.
        percent: u8,
    },
}

/// What an upload copy lost against its original.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Reduction {
    /// Width and height of the original, upright.
    pub from_pixels: (u32, u32),
    /// Width and height of the copy.
    pub to_pixels: (u32, u32),
    /// Bytes of the original.
    pub from_bytes: u64,
    /// Bytes of the copy.
    pub to_bytes: u64,
    /// Format of the original: `tiff`.
    pub from_format: String,
    /// Format of the copy: `png`.
    pub to_format: String,
}

/// A picture that is safely in the library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SavedPicture {
    /// Its id.
    pub id: PictureId,
    /// The file.
    pub file: PathBuf,
    /// BLAKE3 of the provider's bytes, which the file holds unchanged.
    pub hash: ContentHash,
    /// Bytes.
    pub bytes: u64,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// `png`, `jpeg`, `webp`, `gif`.
    pub format: String,
    /// How it is not as it was asked for; absent where it is, or where nothing was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub differs: Option<Differs>,
}

/// A picture of another shape or size than was asked for. It is the provider's doing, and paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Differs {
    /// What was set and not heeded: `16:9`, `2K`, `1536x1024`.
    pub asked: String,
    /// What came: the nearest shape that has a name, or pixels.
    pub got: String,
}

/// One thing that happened to a job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "event",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase"
)]
pub enum JobEvent {
    /// It is in the journal; its calls are queued.
    Created {
        /// The job.
        job: JobId,
        /// Its calls, in order.
        calls: Vec<CallId>,
        /// Pictures asked for.
        asked: u32,
        /// The model.
        model: String,
        /// The profile's name.
        profile: String,
    },
    /// A reference is sent smaller, or in another format, than it is on the disk.
    Reduced {
        /// The job.
        job: JobId,
        /// 1 for the first reference; 0 for the mask.
        reference: u32,
        /// How.
        reduction: Reduction,
    },
    /// A call moved to a state, or along in it.
    State {
        /// The job.
        job: JobId,
        /// The call.
        call: CallId,
        /// Where it is.
        state: CallState,
        /// How far.
        progress: Option<Progress>,
    },
    /// A draft of a picture came while the answer still arrives.
    Draft {
        /// The job.
        job: JobId,
        /// The call.
        call: CallId,
        /// Its number, by which it is found.
        draft: u32,
    },
    /// A picture was saved.
    Saved {
        /// The job.
        job: JobId,
        /// The call.
        call: CallId,
        /// The picture.
        picture: SavedPicture,
    },
    /// A call ended without all its pictures.
    Failed {
        /// The job.
        job: JobId,
        /// The call.
        call: CallId,
        /// Failed, cancelled or unknown.
        state: CallState,
        /// Why, and whether it cost something.
        error: CommandError,
    },
    /// All calls have ended.
    Finished {
        /// The job.
        job: JobId,
        /// Pictures asked for.
        asked: u32,
        /// Every picture that was saved, in order.
        saved: Vec<SavedPicture>,
    },
}

impl JobEvent {
    /// The job it is about.
    pub fn job(&self) -> JobId {
        match self {
            Self::Created { job, .. }
            | Self::Reduced { job, .. }
            | Self::State { job, .. }
            | Self::Draft { job, .. }
            | Self::Saved { job, .. }
            | Self::Failed { job, .. }
            | Self::Finished { job, .. } => *job,
        }
    }
}
