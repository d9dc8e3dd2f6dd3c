//! Reference images and masks, as the window holds them: by id. Files, clipboard and dialogs
//! are read in Rust; the page never sees or names a path.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::errors::CommandError;
use crate::ids::{ContentHash, ReferenceId};

/// A picture that can be used as a reference or as a mask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HeldReference {
    /// Its id; also its address at the image scheme.
    pub id: ReferenceId,
    /// File name, for people.
    pub name: String,
    /// Pixels, upright.
    pub width: u32,
    /// Pixels, upright.
    pub height: u32,
    /// Bytes of the original.
    pub bytes: u64,
    /// `png`, `jpeg`, `webp`, `gif`, `bmp`, `tiff`.
    pub format: String,
    /// It has an alpha channel: it could be a mask.
    pub alpha: bool,
}

/// A reference as it was sent: kept in the library for ever.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SentReference {
    /// BLAKE3 of what was sent; its address at the image scheme.
    pub hash: ContentHash,
    /// File name of the original.
    pub name: String,
}

/// What became of files that were dropped, pasted or chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Held {
    /// Pictures, in their order.
    pub references: Vec<HeldReference>,
    /// What is none, by name and reason.
    pub refused: Vec<CommandError>,
}

/// A file in the air, looked at before it is let go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OfferedFile {
    /// File name.
    pub name: String,
    /// Why it cannot be taken.
    pub refusal: Option<CommandError>,
}

/// A picture dragged or pasted from a browser, as an address.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HoldAddress {
    /// `https://…` or `data:image/…`.
    pub address: String,
}

/// Use what was sent with an earlier run again.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HoldSent {
    /// Hashes of what was sent, in order.
    pub hashes: Vec<ContentHash>,
}
