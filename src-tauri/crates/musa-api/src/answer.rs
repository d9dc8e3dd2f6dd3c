//! What the pictures' endpoints answer, in one form whatever the server sent.

use serde::{Deserialize, Serialize};

use crate::lift::LiftId;

/// An asynchronous task at the provider (WIRE 1.4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskId(pub String);

/// Where a picture of an answer is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PictureAt {
    /// Its base64 text was lifted while it arrived; the receiver has the bytes.
    Lifted(LiftId),
    /// Its base64 was short enough to stay in the skeleton; these are the decoded bytes.
    Inline(Vec<u8>),
    /// At this address, for minutes or hours (WIRE 7.7).
    Url(String),
}

/// One picture of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerPicture {
    /// Where it is.
    pub at: PictureAt,
    /// The prompt as the provider rewrote it.
    pub revised_prompt: Option<String>,
}

/// What a call cost, in the provider's units.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usage {
    /// Tokens read.
    pub input_tokens: Option<u64>,
    /// Tokens made.
    pub output_tokens: Option<u64>,
    /// Both.
    pub total_tokens: Option<u64>,
}

/// A good answer of a pictures' endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImagesAnswer {
    /// Pictures, in the order of the answer; at least one.
    Pictures {
        /// The pictures.
        pictures: Vec<AnswerPicture>,
        /// Tokens, where the provider counts them.
        usage: Option<Usage>,
    },
    /// The provider took the request as a task: adopt and poll it, never send again.
    Task(TaskId),
}
