//! How a picture looks from afar: the average of its small thumbnail, in light and not in the
//! numbers that stand for it, so that a dark picture with one lamp is not grey.

use std::io::Cursor;

use image::{ImageReader, Limits};

/// More than any thumbnail of ours.
const MOST_SIDE: u32 = 1024;

/// `0xRRGGBB` of a thumbnail; none for what is none of ours.
pub(crate) fn average(thumbnail: &[u8]) -> Option<u32> {
    let reader = ImageReader::new(Cursor::new(thumbnail));
    let mut reader = reader.with_guessed_format().ok()?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_SIDE);
    limits.max_image_height = Some(MOST_SIDE);
    reader.limits(limits);
    let picture = reader.decode().ok()?.into_rgba8();
    let mut sums = [0_u64; 3];
    let mut weight = 0;
    // Every fourth pixel of every row is enough.
    for pixel in picture.pixels().step_by(4) {
        let [red, green, blue, alpha] = pixel.0.map(u64::from);
        for (sum, part) in sums.iter_mut().zip([red, green, blue]) {
            // Squares are near enough to light.
            *sum += part * part * alpha;
        }
        weight += alpha;
    }
    if weight == 0 {
        return None;
    }
    let parts = sums.map(|sum| (sum / weight).isqrt());
    let parts = parts.map(|part| u32::try_from(part).unwrap_or(255).min(255));
    Some(parts[0] << 16 | parts[1] << 8 | parts[2])
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

    use super::average;

    #[test]
    fn a_picture_of_one_colour_has_it() {
        let picture = RgbImage::from_pixel(32, 20, Rgb([200, 100, 0]));
        let mut file = Cursor::new(Vec::new());
        let picture = DynamicImage::from(picture);
        picture.write_to(&mut file, ImageFormat::Png).unwrap();
        assert_eq!(average(file.get_ref()), Some(0x00C8_6400));
        assert_eq!(average(b"no picture"), None);
    }
}
