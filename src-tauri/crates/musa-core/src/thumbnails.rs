//! What the image scheme answers: thumbnails, made once from one decode for both sizes, and
//! originals whose bytes are of an allowed kind.
//!
//! Owns how many decodes run, what is kept in memory and on the disk, and the answers' types.
//! Which file belongs to an id is the caller's; decoding is [`crate::upload`]'s.

use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;

use crate::ids::{CallId, ContentHash, ReferenceId};
use crate::protocol::{CommandError, ErrorCode};

mod colour;
mod key;
mod make;
mod memory;
mod original;
mod room;
mod shelf;
mod worker;

pub(crate) use colour::average;
pub(crate) use key::Key;
pub(crate) use original::original;
pub(crate) use room::Thumbnails;
pub use worker::{ARGUMENT as DECODE_WORKER, DecodeWorker, serve as serve_decodes};

/// Which picture is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImageOf {
    /// A picture of the library.
    Picture(ContentHash),
    /// What the composer holds.
    Held(ReferenceId),
    /// A reference or a mask as it was sent.
    Sent(ContentHash),
    /// A draft, by its call and its number.
    Draft(CallId, u32),
}

/// A question of the image scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImageAsk {
    /// Which.
    pub of: ImageOf,
    /// Pixels on the longer side: up to 320, or up to 768 for everything above. None asks for
    /// the original.
    pub width: Option<u32>,
}

/// What the image scheme answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImageAnswer {
    /// The file.
    pub bytes: Bytes,
    /// By the magic bytes, out of PNG, JPEG, WebP, GIF and AVIF; never SVG.
    pub content_type: &'static str,
    /// Stands for these bytes and no others, without quotes.
    pub etag: String,
}

/// Why there is no image. The page shows a placeholder.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ShowImageError {
    /// Nothing of this id is there, or its file has gone or changed.
    #[error("there is no such image")]
    NotFound,
    /// Too many pixels or bytes to be shown.
    #[error("the image is too large to be shown")]
    TooLarge,
    /// It cannot be decoded, or is of a kind that is not shown.
    #[error("the image cannot be shown")]
    NotShown,
    /// The disk or Musa's own files failed.
    #[error("the image could not be read: {0}")]
    Failed(String),
}

impl From<CommandError> for ShowImageError {
    fn from(error: CommandError) -> Self {
        match error.code {
            code if code.is_of_this_machine() => Self::Failed(error.detail.unwrap_or_default()),
            ErrorCode::FileMissing | ErrorCode::NotFound | ErrorCode::FileNotRegular => {
                Self::NotFound
            }
            ErrorCode::PictureTooLarge => Self::TooLarge,
            ErrorCode::FileUnreadable => Self::Failed(error.detail.unwrap_or_default()),
            _ => Self::NotShown,
        }
    }
}

/// The two sizes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Side {
    /// A tile of the grid.
    Small,
    /// A tile on a dense screen, a card.
    Large,
}

impl Side {
    /// The one for so many pixels.
    pub(crate) fn of(width: u32) -> Self {
        if width <= Self::Small.pixels() {
            Self::Small
        } else {
            Self::Large
        }
    }

    fn pixels(self) -> u32 {
        match self {
            Self::Small => 320,
            Self::Large => 768,
        }
    }
}

/// Makes both sizes of a file: small, large. Tests count with it.
type Maker = Arc<dyn Fn(&Path) -> Result<[Bytes; 2], ShowImageError> + Send + Sync>;

#[cfg(test)]
mod tests;
