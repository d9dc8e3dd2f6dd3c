//! Pictures of the library, as the window shows them. A picture's bytes come by the image
//! scheme, never through here; its place is told relative to the library.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Route;
use super::boards::PictureFlag;
use super::references::SentReference;
use crate::ids::{BoardId, CallId, ContentHash, ConversationId, FilmId, JobId, PictureId};

/// An amount of money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Money {
    /// Millionths of a unit.
    pub micros: i64,
    /// Three letters, ISO 4217.
    pub currency: String,
}

/// Whether a picture's file is where it was saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum PictureFile {
    /// There, with its length.
    There,
    /// Moved, deleted, or its disk is not mounted.
    Missing,
    /// Something of another length is there.
    Changed,
}

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PictureView {
    /// Its id.
    pub id: PictureId,
    /// Order in the library: later ones are larger.
    pub seq: i64,
    /// BLAKE3 of its bytes; its address at the image scheme.
    pub hash: ContentHash,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Bytes.
    pub bytes: u64,
    /// `png`, `jpeg`, `webp`, `gif`, `svg`; `mp4` for a film, of which the image scheme gives a
    /// still picture.
    pub format: String,
    /// Milliseconds of a film; null for a picture.
    pub duration_ms: Option<u64>,
    /// The film that it is the file of, while that is listed.
    pub film: Option<FilmId>,
    /// Its file, relative to the library, with `/`.
    pub path: String,
    /// The prompt as typed.
    pub prompt: String,
    /// Model id.
    pub model: Option<String>,
    /// When it was saved, RFC 3339.
    pub created_at: String,
    /// The run that made it.
    pub run: Option<JobId>,
    /// The call that gave it.
    pub call: Option<CallId>,
    /// Whether its file is there.
    pub file: PictureFile,
    /// Its conversation is kept: an edit can go on where it ended. Of another, the picture alone
    /// is sent.
    pub can_continue: bool,
    /// Average colour, `#8a6b4c`; null until it was looked at.
    pub colour: Option<String>,
    /// Stars, 0 to 5.
    pub rating: u8,
    /// Picked or rejected.
    pub flag: PictureFlag,
}

/// Everything that is known of a picture, from its record.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PictureDetail {
    /// The picture.
    pub picture: PictureView,
    /// The model's name for people.
    pub model_name: Option<String>,
    /// The prompt as the provider rewrote it.
    pub revised_prompt: Option<String>,
    /// `16:9`, if it was set.
    pub ratio: Option<String>,
    /// `2K`, if it was set.
    pub size: Option<String>,
    /// Quality, if it was set.
    pub quality: Option<String>,
    /// The provider's name.
    pub provider_name: Option<String>,
    /// Made by the built-in demo.
    pub demo: bool,
    /// From Generate to saved, in milliseconds.
    pub took_ms: Option<u64>,
    /// What it cost, by the user's own prices.
    pub cost: Option<Money>,
    /// References it was made from.
    pub references: Vec<SentReference>,
    /// The mask it was made with.
    pub mask: Option<SentReference>,
    /// What the model said beside the picture.
    pub words: Option<String>,
    /// The endpoint that made it; null for a cropped picture, and where that is not known.
    pub used_route: Option<Route>,
    /// The result whose conversation it went on from.
    pub continued_from: Option<PictureId>,
    /// The answer ended with it or broke off after it: it may be a draft.
    pub partial: bool,
    /// A drawing whose file holds text: what is shown of it is drawn without.
    pub text_left_out: bool,
    /// The picture it was cropped from.
    pub cropped_from: Option<PictureId>,
    /// Its tags.
    pub tags: Vec<String>,
    /// The boards it lies on.
    pub boards: Vec<BoardId>,
    /// The conversation in which a model gave it.
    pub conversation: Option<ConversationId>,
}

/// About one picture.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OfPicture {
    /// The picture.
    pub picture: PictureId,
}

/// Cuts the largest part of a shape out of a picture's middle. A new file; the old one stays.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CropPicture {
    /// The picture.
    pub picture: PictureId,
    /// `16:9`.
    pub ratio: String,
}

/// Asks for a page of the library.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ListPictures {
    /// `seq` of the last one of the page before; null for the newest.
    pub before: Option<i64>,
    /// 1 to 1000.
    pub limit: u32,
}

/// Pictures, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PicturePage {
    /// The pictures.
    pub pictures: Vec<PictureView>,
    /// There are older ones.
    pub more: bool,
    /// All of the library.
    pub total: u64,
}

/// Where a copy was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SavedCopy {
    /// The file's name; null when the dialog was left.
    pub name: Option<String>,
}
