//! Files to send: real pictures, and what is none.

use std::io::Cursor;
use std::path::{Path, PathBuf};

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

/// Puts bytes into a file.
pub(crate) fn file(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    musa_core::files::write_atomic(&path, bytes).unwrap();
    path
}

/// A photograph's stand-in: no two pixels in a row are alike.
pub(crate) fn jpeg(folder: &Path, name: &str, width: u32, height: u32) -> PathBuf {
    let picture = RgbImage::from_fn(width, height, |x, y| {
        Rgb([
            x.to_le_bytes()[0],
            y.to_le_bytes()[0],
            (x ^ y).to_le_bytes()[0],
        ])
    });
    file(
        folder,
        name,
        &encoded(&DynamicImage::ImageRgb8(picture), ImageFormat::Jpeg),
    )
}

/// A PNG whose left half is transparent.
pub(crate) fn mask(folder: &Path, name: &str, width: u32, height: u32) -> PathBuf {
    let picture = RgbaImage::from_fn(width, height, |x, _| {
        Rgba([0, 0, 0, if x < width / 2 { 0 } else { 255 }])
    });
    file(
        folder,
        name,
        &encoded(&DynamicImage::ImageRgba8(picture), ImageFormat::Png),
    )
}

/// A PNG without transparency.
pub(crate) fn opaque(folder: &Path, name: &str, width: u32, height: u32) -> PathBuf {
    let picture = RgbImage::from_pixel(width, height, Rgb([9, 9, 9]));
    file(
        folder,
        name,
        &encoded(&DynamicImage::ImageRgb8(picture), ImageFormat::Png),
    )
}

/// A PNG that claims these pixels and holds none of them.
pub(crate) fn claims(folder: &Path, name: &str, width: u32, height: u32) -> PathBuf {
    let picture = RgbImage::from_pixel(1, 1, Rgb([0, 0, 0]));
    let mut bytes = encoded(&DynamicImage::ImageRgb8(picture), ImageFormat::Png);
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let sum = crc32(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&sum.to_be_bytes());
    file(folder, name, &bytes)
}

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// The checksum of a PNG chunk, bit by bit: 17 bytes once need no table.
fn crc32(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 {
                (sum >> 1) ^ 0xedb8_8320
            } else {
                sum >> 1
            };
        }
    }
    !sum
}
