//! Owns the pictures that came with a request: how many, whether they decode, whether a mask fits.

use std::io::Cursor;

use image::{DynamicImage, GrayImage, ImageReader, Limits, RgbImage};

use crate::models::Family;
use crate::pixels::Pixels;
use crate::refusal::Refusal;
use crate::request::{Received, Upload};

const LONGEST_SIDE: u32 = 16_384;
const MOST_MEMORY: u64 = 1 << 30;

/// The largest reference of a GPT image model, in bytes (WIRE 2.2).
const LARGEST_REFERENCE: usize = 50_000_000;
/// The largest mask, and the largest picture that dall-e-2 takes, in bytes.
const LARGEST_MASK: usize = 4_000_000;

/// Refuses files that are too large, in `OpenAI`'s words.
pub(super) fn check_lengths(received: &Received, family: Family) -> Result<(), Refusal> {
    let most = match family {
        Family::GptFixed | Family::GptFree => LARGEST_REFERENCE,
        Family::DallE2 => LARGEST_MASK,
        _ => return Ok(()),
    };
    let references = received.references.iter().map(|upload| (upload, most));
    let masks = received.mask.iter().map(|upload| (upload, LARGEST_MASK));
    for (upload, most) in references.chain(masks) {
        if upload.bytes.len() >= most {
            let message = format!(
                "Invalid '{}': file too large. Expected a file smaller than {} MB.",
                upload.param,
                most / 1_000_000
            );
            return Err(Refusal {
                kind: "image_generation_user_error",
                ..Refusal::invalid(&upload.param, "image_too_large", message)
            });
        }
    }
    Ok(())
}

/// Refuses more references than the model takes, and a mask that belongs to none.
pub(super) fn check_count(received: &Received, family: Family) -> Result<(), Refusal> {
    let (count, most) = (received.references.len(), family.most_references());
    if count > most {
        let message = format!(
            "Invalid 'image': array too long. Expected an array with maximum length {most}, but \
             got an array with length {count} instead."
        );
        return Err(Refusal::invalid("image", "array_above_max_length", message));
    }
    if received.mask.is_some() && received.references.is_empty() && family.uses_mask() {
        return Err(Refusal::missing("image"));
    }
    Ok(())
}

/// Decodes the references, in their order. Transparent pixels are laid on white.
pub(super) fn references(received: &Received, family: Family) -> Result<Vec<RgbImage>, Refusal> {
    let numbered = received.references.iter().enumerate();
    numbered
        .map(|(index, upload)| {
            let image = decode(upload, index + 1)?;
            if family == Family::DallE2 && image.width() != image.height() {
                return Err(not_square(upload));
            }
            Ok(on_white(&image))
        })
        .collect()
}

fn not_square(upload: &Upload) -> Refusal {
    let message = "Uploaded image must be a square PNG.";
    Refusal::invalid(&upload.param, "invalid_image_size", message)
}

/// The mask's alpha, if the model looks at masks and one was sent.
pub(super) fn mask(
    received: &Received,
    family: Family,
    references: &[RgbImage],
) -> Result<Option<GrayImage>, Refusal> {
    let (Some(upload), Some(first)) = (&received.mask, references.first()) else {
        return Ok(None);
    };
    if !family.uses_mask() {
        return Ok(None);
    }
    let invalid = |message: String| Refusal {
        kind: "image_generation_user_error",
        ..Refusal::invalid("mask", "invalid_mask_image_format", message)
    };
    let image = decode(upload, 1)
        .map_err(|_| invalid("Invalid mask image format - mask is not a readable image.".into()))?;
    let (sent, wanted) = (size(&image), Pixels::new(first.width(), first.height()));
    if sent != wanted {
        return Err(invalid(format!(
            "Invalid mask image format - mask size does not match image size: the mask is {}x{}, \
             the image is {}x{}.",
            sent.width, sent.height, wanted.width, wanted.height
        )));
    }
    if !image.color().has_alpha() {
        let message = "Invalid mask image format - mask image missing alpha channel.";
        return Err(invalid(message.to_owned()));
    }
    let rgba = image.into_rgba8();
    Ok(Some(GrayImage::from_fn(
        rgba.width(),
        rgba.height(),
        |x, y| image::Luma([rgba.get_pixel(x, y).0[3]]),
    )))
}

fn size(image: &DynamicImage) -> Pixels {
    Pixels::new(image.width(), image.height())
}

fn decode(upload: &Upload, number: usize) -> Result<DynamicImage, Refusal> {
    let unreadable = || Refusal::unreadable_image(&upload.param, number);
    let mut reader = ImageReader::new(Cursor::new(&upload.bytes))
        .with_guessed_format()
        .map_err(|_| unreadable())?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    reader.decode().map_err(|_| unreadable())
}

fn on_white(image: &DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.to_rgb8();
    }
    let rgba = image.to_rgba8();
    RgbImage::from_fn(rgba.width(), rgba.height(), |x, y| {
        let [r, g, b, alpha] = rgba.get_pixel(x, y).0;
        let over = |channel: u8| {
            let (channel, alpha) = (u16::from(channel), u16::from(alpha));
            u8::try_from((channel * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
        };
        image::Rgb([over(r), over(g), over(b)])
    })
}
