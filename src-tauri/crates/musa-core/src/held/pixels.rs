//! Pixels of the clipboard as a PNG. The clipboard is another program's: what it says of its
//! size is checked before anything is done with it.

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};

use super::internal;
use crate::protocol::{CommandError, ErrorCode};
use crate::upload::{MAX_PIXELS, MAX_SIDE};

/// A PNG of these pixels; without an alpha channel where all are opaque, as screenshots are.
pub(super) fn png(
    name: &str,
    (width, height): (u32, u32),
    rgba: Vec<u8>,
) -> Result<Vec<u8>, CommandError> {
    let pixels = u64::from(width) * u64::from(height);
    if width > MAX_SIDE || height > MAX_SIDE || pixels > MAX_PIXELS {
        return Err(CommandError::new(ErrorCode::PictureTooLarge)
            .arg("name", name)
            .arg("width", width)
            .arg("height", height));
    }
    if pixels == 0 || pixels * 4 != rgba.len() as u64 {
        return Err(CommandError::new(ErrorCode::NotAPicture)
            .arg("name", name)
            .detail("its size and its pixels disagree"));
    }
    let opaque = rgba.iter().skip(3).step_by(4).all(|alpha| *alpha == 255);
    let (raw, colour) = if opaque {
        let rgb = rgba.chunks_exact(4).flat_map(|it| [it[0], it[1], it[2]]);
        (rgb.collect(), ExtendedColorType::Rgb8)
    } else {
        (rgba, ExtendedColorType::Rgba8)
    };
    let mut bytes = Vec::new();
    // Fast: the user waits for the paste, and what is sent is made from it later.
    let encoder =
        PngEncoder::new_with_quality(&mut bytes, CompressionType::Fast, FilterType::Adaptive);
    encoder
        .write_image(&raw, width, height, colour)
        .map_err(internal)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::png;
    use crate::protocol::ErrorCode;

    #[test]
    fn pixels_come_back_as_they_were() {
        let clear = vec![1, 2, 3, 255, 4, 5, 6, 0];
        let bytes = png("clipboard.png", (2, 1), clear.clone()).unwrap();
        let read = image::load_from_memory(&bytes).unwrap();
        assert_eq!(read.clone().into_rgba8().into_raw(), clear);
        let opaque = vec![1, 2, 3, 255, 4, 5, 6, 255];
        let bytes = png("clipboard.png", (1, 2), opaque).unwrap();
        let read = image::load_from_memory(&bytes).unwrap();
        assert!(!read.color().has_alpha());
        assert_eq!(read.into_rgb8().into_raw(), [1, 2, 3, 4, 5, 6]);
    }

    #[test]
    fn a_size_that_is_not_that_of_the_pixels_is_refused() {
        for (size, len) in [
            ((2, 2), 15),
            ((0, 0), 0),
            ((u32::MAX, 1), 8),
            ((20_000, 1), 80_000),
        ] {
            let refused = png("clipboard.png", size, vec![0; len]).unwrap_err();
            assert!(matches!(
                refused.code,
                ErrorCode::NotAPicture | ErrorCode::PictureTooLarge
            ));
        }
    }
}
