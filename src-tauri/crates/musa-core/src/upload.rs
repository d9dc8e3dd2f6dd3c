//! Upload copies: what is sent in place of a user's picture.
//!
//! An original is only ever read. What leaves the machine is a copy that fits the model's limits,
//! stands upright, and carries no place, no camera, no text and no history: only pixels and the
//! colour profile they need. [`inspect`] looks at headers alone and refuses early; [`copy`] and
//! [`copy_mask`] do the work, on the caller's blocking thread.
//!
//! Small previews for the screen are made by the same road ([`previews`]).
//!
//! Does not know jobs, models, the journal or the library, and names no field: the caller adds it.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use image::metadata::Orientation;

use crate::ids::ContentHash;
use crate::protocol::{CommandError, Reduction};

mod copy;
mod decode;
mod encode;
mod exif;
mod fit;
mod icc;
mod inspect;
mod mask;
mod open;
mod press;
mod preview;
mod refuse;
mod shape;
mod shrunk;
mod sniff;
mod strip;
mod temp;

pub(crate) use preview::Preview;

/// Pixels on a side that Musa opens at most: the limit of the decoders, and of every model.
pub const MAX_SIDE: u32 = 16_384;

/// Pixels of a picture that Musa opens at most: 400 megapixels.
pub const MAX_PIXELS: u64 = 400_000_000;

/// The formats that Musa can read, as the magic bytes tell and not the file's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SourceFormat {
    /// PNG; of an APNG the still picture.
    Png,
    /// JPEG.
    Jpeg,
    /// WebP; of an animation the first frame.
    Webp,
    /// GIF, the first frame.
    Gif,
    /// Windows bitmap.
    Bmp,
    /// TIFF, the first page.
    Tiff,
}

impl SourceFormat {
    /// `png`, `jpeg`, …
    pub fn name(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpeg",
            Self::Webp => "webp",
            Self::Gif => "gif",
            Self::Bmp => "bmp",
            Self::Tiff => "tiff",
        }
    }
}

/// The formats that are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SendFormat {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// WebP.
    Webp,
}

impl SendFormat {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Png, Self::Jpeg, Self::Webp];

    /// `png`, `jpeg`, `webp`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpeg",
            Self::Webp => "webp",
        }
    }

    /// Of a file name, without the dot. Gateways derive the type from it (WIRE 2.3).
    pub fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Webp => "webp",
        }
    }

    /// `image/png`, …
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
        }
    }
}

/// A file as it was when it was looked at, to notice later that it has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Snapshot {
    /// Bytes.
    pub len: u64,
    /// Last change, where the file system knows it.
    pub modified: Option<SystemTime>,
}

/// What the header of a picture says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspected {
    /// The file.
    pub path: PathBuf,
    /// Its name without folders, for sentences.
    pub name: String,
    /// Its format, by its bytes.
    pub format: SourceFormat,
    /// Pixels, upright.
    pub width: u32,
    /// Pixels, upright.
    pub height: u32,
    /// Bytes.
    pub bytes: u64,
    /// What must be done to its pixels so that it stands upright.
    pub orientation: Orientation,
    /// Whether it can be transparent; none where the header does not say.
    pub has_alpha: Option<bool>,
    /// The file as it was.
    pub snapshot: Snapshot,
}

/// What a model takes. None means no limit; no format named means all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UploadLimits {
    /// Width times height.
    pub max_pixels: Option<u64>,
    /// Pixels on the longer side.
    pub max_side: Option<u32>,
    /// Bytes of the file.
    pub max_bytes: Option<u64>,
    /// Formats it reads.
    pub formats: Vec<SendFormat>,
}

impl UploadLimits {
    fn takes(&self, format: SendFormat) -> bool {
        self.formats.is_empty() || self.formats.contains(&format)
    }
}

/// A finished copy. Its bytes follow from the original and the limits alone, so the same picture
/// is the same hash every time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadCopy {
    /// The file, in the folder that the caller named. The caller removes it.
    pub path: PathBuf,
    /// BLAKE3 of its bytes.
    pub hash: ContentHash,
    /// Its format.
    pub format: SendFormat,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Bytes.
    pub bytes: u64,
    /// What was lost on the way, if anything that can be seen was.
    pub reduction: Option<Reduction>,
}

/// The last part of a path as it may stand in a sentence: no control characters, not too long.
pub(crate) fn name_of(path: &Path) -> String {
    refuse::name_of(path)
}

/// Looks at a file's headers: never decodes, never blocks on a pipe, never reads a bomb.
///
/// Refuses with `FileMissing`, `FileNotRegular`, `FileEmpty`, `FileUnreadable`, `NotAPicture`,
/// `FormatNeedsConversion`, `PictureTruncated` or `PictureTooLarge`.
pub fn inspect(path: &Path) -> Result<Inspected, CommandError> {
    inspect::inspect(path)
}

/// The same of a picture that is to be a mask: what it should be is said of that.
pub fn inspect_mask(path: &Path) -> Result<Inspected, CommandError> {
    inspect::inspect(path).map_err(of_mask)
}

/// The refusal of a picture as that of a mask: the sentence says what a mask is to be.
pub fn of_mask(error: CommandError) -> CommandError {
    refuse::as_mask(error)
}

/// Makes the copy that is sent, in `into_dir`. Blocks while it decodes, resizes and encodes; a
/// picture may take 640 MiB meanwhile, so make one at a time.
///
/// Refuses as [`inspect`] does; `FileUnreadable` also when the file has changed since then.
pub fn copy(
    inspected: &Inspected,
    limits: &UploadLimits,
    into_dir: &Path,
) -> Result<UploadCopy, CommandError> {
    copy::copy(inspected, limits, into_dir)
}

/// Small pictures of it for a screen, at most `sides` pixels on the longer side, upright, from
/// one decode that takes at most `most` bytes; sides in falling order. Blocks.
pub(crate) fn previews(
    inspected: &Inspected,
    sides: &[u32],
    most: u64,
) -> Result<Vec<Preview>, CommandError> {
    preview::previews(inspected, sides, most)
}

/// All its pixels, upright, of eight bits, within so many bytes of memory. Blocks.
pub(crate) fn pixels(
    inspected: &Inspected,
    most: u64,
) -> Result<image::DynamicImage, CommandError> {
    preview::upright(inspected, most)
}

/// Makes the mask that is sent with `first_copy`: a PNG of the same pixels whose alpha says where
/// to repaint (0) and where to keep (255), with constant colour so that it is small (WIRE 2.4).
///
/// Any format that has transparency is read. Refuses with `MaskSizeDiffers`, `MaskWithoutAlpha`
/// (also when nothing in it is transparent), and as [`copy`] does.
pub fn copy_mask(
    mask: &Inspected,
    first: &Inspected,
    first_copy: &UploadCopy,
    limits: &UploadLimits,
    into_dir: &Path,
) -> Result<UploadCopy, CommandError> {
    mask::copy_mask(mask, first, first_copy, limits, into_dir)
}
