//! Makes bytes that keep a model's limits out of pixels: lower quality first, then fewer pixels.
//!
//! The same pixels and limits give the same bytes. Reads and writes no file.

use image::DynamicImage;
use image::metadata::Orientation;

use super::encode::{self, Encoding};
use super::shape::{Compression, Pixels, Shape};
use super::temp::Effort;
use super::{Inspected, SendFormat, UploadLimits, exif, fit, refuse};
use crate::protocol::{CommandError, ErrorCode};

/// Qualities that a photograph is tried at before its pixels are reduced: at 92 nobody sees a
/// difference, below 80 edges begin to ring.
const QUALITIES: [u8; 3] = [92, 85, 80];

/// Quality of a copy with fewer pixels.
const SMALLER_QUALITY: u8 = 85;

/// Sizes that are tried at most; each is at most nine tenths of the one before.
const MAX_ROUNDS: u32 = 32;

/// Bytes that keep the limits.
pub(super) struct Pressed {
    pub(super) bytes: Vec<u8>,
    pub(super) format: SendFormat,
    pub(super) size: (u32, u32),
    /// Whether quality or pixels were given up for the bytes.
    pub(super) effort: Effort,
}

/// Why no bytes keep them.
pub(super) enum Unfit {
    Encode(image::ImageError),
    Resize,
    TooLarge,
}

impl Unfit {
    pub(super) fn refusal(self, inspected: &Inspected) -> CommandError {
        let size = (inspected.width, inspected.height);
        match self {
            Self::Encode(error) => refuse::of_decoder(&inspected.name, size, &error),
            Self::Resize => refuse::refuse(ErrorCode::NotAPicture, &inspected.name)
                .detail("Its pixels cannot be resized."),
            Self::TooLarge => refuse::too_large(&inspected.name, size.0, size.1)
                .detail("No size of it fits the model's limit of bytes."),
        }
    }
}

/// Tries encodings, then smaller sizes, always from the decoded pixels so that nothing is resized
/// twice.
pub(super) fn press(
    stored: &DynamicImage,
    size: (u32, u32),
    limits: &UploadLimits,
    shape: &Shape,
) -> Result<Pressed, Unfit> {
    let orientation = shape.orientation;
    let max = limits.max_bytes.unwrap_or(u64::MAX);
    let ways = ways(stored, limits, shape.compression);
    let mut picture = upright_at(stored, orientation, size)?;
    let mut smallest = u64::MAX;
    for (index, encoding) in ways.iter().copied().enumerate() {
        let bytes = encode::encode(&picture, encoding, Some(shape)).map_err(Unfit::Encode)?;
        smallest = smallest.min(bytes.len() as u64);
        if bytes.len() as u64 <= max {
            let effort = if index > 0 {
                Effort::Pressed
            } else {
                effort(shape)
            };
            return Ok(Pressed {
                bytes,
                format: encoding.format(),
                size,
                effort,
            });
        }
    }
    let encoding = match ways.last() {
        Some(Encoding::Jpeg(_)) => Encoding::Jpeg(SMALLER_QUALITY),
        Some(other) => *other,
        None => Encoding::Png,
    };
    let mut scale = 1.0;
    for _ in 0..MAX_ROUNDS {
        #[expect(
            clippy::cast_precision_loss,
            reason = "an estimate: bytes follow the area"
        )]
        let step = (max as f64 / smallest as f64).sqrt() * 0.97;
        scale *= step.clamp(0.3, 0.9);
        let smaller = fit::scaled(size, scale);
        picture = upright_at(stored, orientation, smaller)?;
        let bytes = encode::encode(&picture, encoding, Some(shape)).map_err(Unfit::Encode)?;
        smallest = bytes.len() as u64;
        if smallest <= max {
            let (format, size, effort) = (encoding.format(), smaller, Effort::Pressed);
            return Ok(Pressed {
                bytes,
                format,
                size,
                effort,
            });
        }
        if smaller == (1, 1) {
            break;
        }
    }
    Err(Unfit::TooLarge)
}

/// The encodings to try at full size, best first.
fn ways(picture: &DynamicImage, limits: &UploadLimits, compression: Compression) -> Vec<Encoding> {
    let jpeg = || QUALITIES.into_iter().map(Encoding::Jpeg);
    let exact = [Encoding::Png, Encoding::Webp]
        .into_iter()
        .find(|way| limits.takes(way.format()));
    let Some(exact) = exact else {
        return jpeg().collect();
    };
    if picture.color().has_alpha() || !limits.takes(SendFormat::Jpeg) {
        vec![exact]
    } else if compression == Compression::Lossy {
        jpeg().collect()
    } else {
        [exact].into_iter().chain(jpeg()).collect()
    }
}

/// The pixels at an upright size: resized first, because turning the smaller picture is cheaper.
fn upright_at(
    stored: &DynamicImage,
    orientation: Orientation,
    size: (u32, u32),
) -> Result<DynamicImage, Unfit> {
    let as_stored = exif::upright(size, orientation);
    let mut picture = if as_stored == (stored.width(), stored.height()) {
        stored.clone()
    } else {
        fit::resized(stored, as_stored).ok_or(Unfit::Resize)?
    };
    picture.apply_orientation(orientation);
    Ok(picture)
}

/// What it costs the pixels to be written anew at full size and best quality. Nothing that is
/// seen, if it was only to turn them: otherwise something about them had to become less.
fn effort(shape: &Shape) -> Effort {
    let turned = shape.orientation != Orientation::NoTransforms;
    match shape.pixels {
        Pixels::Sendable(_) if turned => Effort::Turned,
        _ => Effort::Pressed,
    }
}
