//! Turns a file into upright pixels of eight bits, under limits, whatever it holds.
//!
//! With [`super::shrunk`], which it backs, the only place where an untrusted picture is decoded; a
//! decoder that panics is a picture that cannot be read. Does not resize.

use std::fs::File;
use std::io::{BufRead, BufReader, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::{DynamicImage, ImageFormat, ImageReader, Limits};

use super::{MAX_SIDE, SourceFormat, refuse};
use crate::protocol::{CommandError, ErrorCode};

/// Bytes that one decoded picture may take. Room for the 200 megapixels of today's largest phones
/// (600 MB as RGB); what is larger cannot be made smaller here and is refused.
const MAX_DECODED: u64 = 640 << 20;

/// Decodes; `size` is what the header said, for the refusal.
pub(super) fn decode(
    file: File,
    format: SourceFormat,
    name: &str,
    size: (u32, u32),
) -> Result<DynamicImage, CommandError> {
    within(BufReader::new(file), format, name, size, MAX_DECODED)
}

/// The same from anywhere, in at most so many bytes of memory.
pub(super) fn within(
    reader: impl BufRead + Seek,
    format: SourceFormat,
    name: &str,
    size: (u32, u32),
    most: u64,
) -> Result<DynamicImage, CommandError> {
    let mut reader = ImageReader::with_format(reader, format_of(format));
    let mut limits = Limits::no_limits();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(most);
    reader.limits(limits);
    match catch_unwind(AssertUnwindSafe(|| reader.decode())) {
        Ok(Ok(picture)) => Ok(eight_bits(picture)),
        Ok(Err(error)) => Err(refuse::of_decoder(name, size, &error)),
        Err(_) => {
            Err(refuse::refuse(ErrorCode::NotAPicture, name).detail("The decoder gave up on it."))
        }
    }
}

fn format_of(format: SourceFormat) -> ImageFormat {
    match format {
        SourceFormat::Png => ImageFormat::Png,
        SourceFormat::Jpeg => ImageFormat::Jpeg,
        SourceFormat::Webp => ImageFormat::WebP,
        SourceFormat::Gif => ImageFormat::Gif,
        SourceFormat::Bmp => ImageFormat::Bmp,
        SourceFormat::Tiff => ImageFormat::Tiff,
    }
}

/// Eight bits a channel, and no alpha channel where every pixel is opaque: a screenshot saved with
/// one is then a photograph like any other.
fn eight_bits(picture: DynamicImage) -> DynamicImage {
    use DynamicImage as D;
    match picture {
        D::ImageLuma8(_) | D::ImageRgb8(_) => picture,
        D::ImageLuma16(_) => D::ImageLuma8(picture.into_luma8()),
        D::ImageRgb16(_) | D::ImageRgb32F(_) => D::ImageRgb8(picture.into_rgb8()),
        D::ImageLumaA8(_) | D::ImageLumaA16(_) => {
            let pixels = picture.into_luma_alpha8();
            if pixels.pixels().all(|pixel| pixel.0[1] == u8::MAX) {
                D::ImageLuma8(D::ImageLumaA8(pixels).into_luma8())
            } else {
                D::ImageLumaA8(pixels)
            }
        }
        _ => {
            let pixels = picture.into_rgba8();
            if pixels.pixels().all(|pixel| pixel.0[3] == u8::MAX) {
                D::ImageRgb8(D::ImageRgba8(pixels).into_rgb8())
            } else {
                D::ImageRgba8(pixels)
            }
        }
    }
}
