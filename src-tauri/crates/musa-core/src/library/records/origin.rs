//! Where a picture comes from: what the record keeps of its job.

use jiff::Timestamp;
use musa_api::answer::Usage;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::ids::{BoardId, CallId, ContentHash, JobId, PictureId};

/// A reference or mask as it was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptReference {
    /// Hash of the bytes that were sent; the file lies under `.musa/references`.
    pub hash: ContentHash,
    /// The name of the user's own file.
    pub name: String,
}

/// What a picture cost, as far as the user said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// Millionths of the currency.
    pub micros: i64,
    /// ISO 4217, or whatever the user wrote.
    pub currency: String,
}

/// The user's own file that a picture was imported from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// Its name.
    pub name: String,
    /// When it was changed last, where the disk knew it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified_at: Option<Timestamp>,
}

/// Where a picture comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct Origin {
    /// The job.
    pub job: JobId,
    /// The call.
    pub call: CallId,
    /// The prompt as typed.
    pub prompt: String,
    /// The model.
    pub model: String,
    /// The project, if one was named.
    pub project: Option<String>,
    /// The profile's name.
    pub profile_name: String,
    /// The provider's host.
    pub host: String,
    /// Everything else that was set, by name. `ratio` also fills `{ratio}`.
    pub settings: Value,
    /// References in their order.
    pub references: Vec<KeptReference>,
    /// The mask.
    pub mask: Option<KeptReference>,
    /// Pictures of this library that it was made from.
    pub parents: Vec<PictureId>,
    /// The prompt as the provider rewrote it.
    pub revised_prompt: Option<String>,
    /// What the model said beside the picture.
    pub words: Option<String>,
    /// Tokens, where the provider counts them.
    pub usage: Option<Usage>,
    /// When the user pressed Generate.
    pub asked_at: Timestamp,
    /// What it cost.
    pub cost: Option<Cost>,
    /// The board it lands on.
    pub board: Option<BoardId>,
    /// The user's own file that it is, when nobody made it here.
    pub imported: Option<Imported>,
}
