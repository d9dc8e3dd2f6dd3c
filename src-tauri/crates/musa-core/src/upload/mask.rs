//! The mask that goes with the first reference: its alpha alone, at the copy's size.

use std::path::Path;

use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, Rgba, RgbaImage};

use super::copy::Source;
use super::encode::{self, Encoding};
use super::temp::{Effort, Temp};
use super::{Inspected, SendFormat, UploadCopy, UploadLimits, exif, fit, refuse};
use crate::protocol::{CommandError, ErrorCode};

/// A mask is sent under 4 MB (WIRE 2.4).
const MAX_BYTES: u64 = 4_000_000 - 1;

/// A pixel of a hard mask is repainted when more than a quarter of what it covers was: a line of
/// one pixel survives a picture four times smaller.
const STILL_KEPT: u8 = 191;

pub(super) fn copy_mask(
    mask: &Inspected,
    first: &Inspected,
    first_copy: &UploadCopy,
    limits: &UploadLimits,
    into_dir: &Path,
) -> Result<UploadCopy, CommandError> {
    let turn = turn(mask, first)?;
    let stored = alpha(mask, into_dir)?;
    let size = (first_copy.width, first_copy.height);
    let alpha = at_size(stored, turn, size).ok_or_else(|| {
        refuse::refuse(ErrorCode::NotAPicture, &mask.name).detail("Its pixels cannot be resized.")
    })?;
    let max = limits.max_bytes.unwrap_or(MAX_BYTES).min(MAX_BYTES);
    let mut bytes = written(&alpha, mask)?;
    let mut effort = Effort::Turned;
    if bytes.len() as u64 > max {
        // Only a mask of noise is that large; as yes and no it needs an eighth of it.
        bytes = written(&hardened(alpha), mask)?;
        effort = Effort::Pressed;
    }
    if bytes.len() as u64 > max {
        return Err(refuse::too_large(&mask.name, mask.width, mask.height).arg("why", "mask"));
    }
    let temp = Temp::of_bytes(into_dir, &bytes)?;
    temp.finish(mask, SendFormat::Png, size, effort)
}

/// What turns the mask's stored pixels as the first reference's copy stands.
///
/// A mask fits when it has the pixels of the reference as people see it. It also fits when the
/// reference lies on its side and the mask has its stored pixels: then it was made by a program
/// that does not know about orientation, and is turned like the reference.
fn turn(mask: &Inspected, first: &Inspected) -> Result<Orientation, CommandError> {
    let seen = (first.width, first.height);
    let stored = exif::upright(seen, first.orientation);
    let size = (mask.width, mask.height);
    if size == seen {
        Ok(mask.orientation)
    } else if size == stored && mask.orientation == Orientation::NoTransforms {
        Ok(first.orientation)
    } else {
        Err(refuse::refuse(ErrorCode::MaskSizeDiffers, &mask.name)
            .arg("mask", format!("{} × {}", mask.width, mask.height))
            .arg("reference", format!("{} × {}", first.width, first.height)))
    }
}

/// The mask's alpha, as stored. Refuses a mask that leaves nothing to repaint.
fn alpha(mask: &Inspected, into_dir: &Path) -> Result<GrayImage, CommandError> {
    let without = || refuse::refuse(ErrorCode::MaskWithoutAlpha, &mask.name);
    if mask.has_alpha == Some(false) {
        return Err(without());
    }
    let mut source = Source::open(mask)?;
    let stripped = if source.shape.pieces.is_empty() {
        None
    } else {
        Some(source.stripped(into_dir)?)
    };
    match source.pixels(stripped.as_ref())? {
        DynamicImage::ImageRgba8(pixels) => Ok(channel(&pixels, 3)),
        DynamicImage::ImageLumaA8(pixels) => Ok(channel(&pixels, 1)),
        _ => Err(without().detail("No pixel of it is transparent: there is nothing to repaint.")),
    }
}

fn channel<P>(pixels: &image::ImageBuffer<P, Vec<u8>>, index: usize) -> GrayImage
where
    P: image::Pixel<Subpixel = u8>,
{
    GrayImage::from_fn(pixels.width(), pixels.height(), |x, y| {
        image::Luma([pixels.get_pixel(x, y).channels()[index]])
    })
}

/// Turned and resized. A mask of yes and no stays one.
fn at_size(stored: GrayImage, turn: Orientation, size: (u32, u32)) -> Option<GrayImage> {
    let hard = stored
        .pixels()
        .all(|pixel| matches!(pixel.0[0], 0 | u8::MAX));
    let as_stored = exif::upright(size, turn);
    let mut picture = if (stored.width(), stored.height()) == as_stored {
        DynamicImage::ImageLuma8(stored)
    } else {
        fit::averaged(&DynamicImage::ImageLuma8(stored), as_stored)?
    };
    picture.apply_orientation(turn);
    let alpha = picture.into_luma8();
    Some(if hard { hardened(alpha) } else { alpha })
}

fn hardened(mut alpha: GrayImage) -> GrayImage {
    for pixel in alpha.pixels_mut() {
        pixel.0[0] = if pixel.0[0] <= STILL_KEPT { 0 } else { u8::MAX };
    }
    alpha
}

/// As a PNG of four channels, of which the first three are constant: servers look for four.
fn written(alpha: &GrayImage, mask: &Inspected) -> Result<Vec<u8>, CommandError> {
    let pixels = RgbaImage::from_fn(alpha.width(), alpha.height(), |x, y| {
        Rgba([0, 0, 0, alpha.get_pixel(x, y).0[0]])
    });
    encode::encode(&DynamicImage::ImageRgba8(pixels), Encoding::Png, None)
        .map_err(|error| refuse::of_decoder(&mask.name, (mask.width, mask.height), &error))
}
