//! Owns how large the picture becomes: ratio tables, size enumerations, free sizes.

use image::RgbImage;

use crate::models::Family;
use crate::pixels::{self, FLASH, FLUX, ImageSize, Pixels};
use crate::refusal::Refusal;
use crate::request::{Endpoint, Received};

const SQUARE: Pixels = Pixels::new(1024, 1024);
const GPT_SIZES: [(&str, Pixels); 3] = [
    ("1024x1024", SQUARE),
    ("1024x1536", Pixels::new(1024, 1536)),
    ("1536x1024", Pixels::new(1536, 1024)),
];
const DALLE2_SIZES: [(&str, Pixels); 3] = [
    ("256x256", Pixels::new(256, 256)),
    ("512x512", Pixels::new(512, 512)),
    ("1024x1024", SQUARE),
];
const DALLE3_SIZES: [(&str, Pixels); 3] = [
    ("1024x1024", SQUARE),
    ("1792x1024", Pixels::new(1792, 1024)),
    ("1024x1792", Pixels::new(1024, 1792)),
];
/// Recraft's own list (WIRE 5.4), as far as ratios that a prompt names.
const RECRAFT_SIZES: [(&str, Pixels); 9] = [
    ("1024x1024", SQUARE),
    ("1365x1024", Pixels::new(1365, 1024)),
    ("1024x1365", Pixels::new(1024, 1365)),
    ("1536x1024", Pixels::new(1536, 1024)),
    ("1024x1536", Pixels::new(1024, 1536)),
    ("1820x1024", Pixels::new(1820, 1024)),
    ("1024x1820", Pixels::new(1024, 1820)),
    ("1280x1024", Pixels::new(1280, 1024)),
    ("1024x1280", Pixels::new(1024, 1280)),
];
/// gpt-image-2: the longest edge and the most pixels (WIRE 1.2, the second by relay documents).
const LONGEST_EDGE: u32 = 3_840;
const MOST_PIXELS: u64 = 8_294_400;

/// The size of the answer.
pub(super) fn of(
    received: &Received,
    family: Family,
    references: &[RgbImage],
) -> Result<Pixels, Refusal> {
    let last = references
        .last()
        .map(|image| Pixels::new(image.width(), image.height()));
    match family {
        Family::Nano | Family::Unknown => by_ratio(received, FLASH, last),
        Family::NanoHd => by_ratio(received, pixels::pro(ImageSize::FourK), last),
        Family::NanoPro => {
            let size = received.text("image_size").and_then(ImageSize::parse);
            by_ratio(received, pixels::pro(size.unwrap_or(ImageSize::OneK)), last)
        }
        Family::NanoNext => {
            let size = received.text("image_size").and_then(ImageSize::parse);
            by_ratio(
                received,
                pixels::next(size.unwrap_or(ImageSize::OneK)),
                last,
            )
        }
        Family::Flux => by_ratio(received, FLUX, last),
        Family::Recraft => enumerated(received, &RECRAFT_SIZES, None, &[]),
        Family::GptFixed => enumerated(received, &GPT_SIZES, last, &["auto"]),
        Family::GptFree => free(received, last),
        Family::DallE2 => enumerated(received, &DALLE2_SIZES, None, &[]),
        Family::DallE3 => {
            debug_assert_ne!(received.endpoint, Endpoint::Edits, "refused before");
            enumerated(received, &DALLE3_SIZES, None, &["auto"])
        }
    }
}

/// By `aspect_ratio`; else by `size`, which relays turn into a ratio; else as the last picture
/// that was sent; else square.
fn by_ratio(
    received: &Received,
    table: &'static [(&'static str, Pixels)],
    last: Option<Pixels>,
) -> Result<Pixels, Refusal> {
    if let Some(ratio) = received.field("aspect_ratio") {
        return pixels::of(table, ratio)
            .ok_or_else(|| Refusal::not_one_of("aspect_ratio", ratio, &pixels::ratios(table)));
    }
    let asked = match received.text("size") {
        None | Some("auto") => None,
        Some(text) => Some(pixels::parse_size(text).ok_or_else(|| bad_size(text))?),
    };
    let shape = asked.or(last).unwrap_or(SQUARE);
    Ok(shape.nearest(table).map_or(SQUARE, |(_, pixels)| pixels))
}

fn bad_size(text: &str) -> Refusal {
    let message = format!("Invalid size '{text}': expected WIDTHxHEIGHT.");
    Refusal::invalid("size", "invalid_value", message)
}

/// One of a list. Without a size: as the first picture that was sent, else square.
fn enumerated(
    received: &Received,
    sizes: &[(&'static str, Pixels)],
    last: Option<Pixels>,
    besides: &[&str],
) -> Result<Pixels, Refusal> {
    let names: Vec<&str> = sizes
        .iter()
        .map(|(name, _)| *name)
        .chain(besides.iter().copied())
        .collect();
    match received.field("size") {
        Some(size) => match sizes.iter().find(|(name, _)| *name == size) {
            Some((_, pixels)) => Ok(*pixels),
            None if besides.contains(&size) => Ok(follow(last, sizes)),
            None => Err(Refusal::not_one_of("size", size, &names)),
        },
        None => Ok(follow(last, sizes)),
    }
}

fn follow(last: Option<Pixels>, sizes: &[(&'static str, Pixels)]) -> Pixels {
    last.and_then(|last| last.nearest(sizes))
        .map_or(SQUARE, |(_, pixels)| pixels)
}

/// Any size in steps of 16.
fn free(received: &Received, last: Option<Pixels>) -> Result<Pixels, Refusal> {
    let text = match received.field("size") {
        None | Some("auto") => return Ok(follow(last, &GPT_SIZES)),
        Some(text) => text,
    };
    let refuse = |why: &str| {
        Refusal::invalid(
            "size",
            "invalid_value",
            format!("Invalid size '{text}'. {why}"),
        )
    };
    let size =
        pixels::parse_size(text).ok_or_else(|| refuse("Expected WIDTHxHEIGHT or 'auto'."))?;
    let (width, height) = (size.width, size.height);
    if width % 16 != 0 || height % 16 != 0 {
        return Err(refuse("Width and height must both be divisible by 16."));
    }
    if width > 3 * height || height > 3 * width {
        return Err(refuse("The aspect ratio must be between 1:3 and 3:1."));
    }
    if width.max(height) > LONGEST_EDGE || u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(refuse("The largest supported size is 3840x2160."));
    }
    Ok(size)
}
