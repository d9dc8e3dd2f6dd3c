//! A JPEG at a part of its size: its decoder leaves out what a small picture does not show, so that
//! a photograph of 17 megapixels is a preview in half the time and a quarter of the memory.
//!
//! Only for what is looked at, never for what is sent, and only for what [`super::shape`] knows to be
//! read as it is meant: eight bits, grey or colour. Whatever else comes is left to
//! [`super::decode`].

use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::{DynamicImage, GrayImage, RgbImage};
use jpeg_decoder::{CodingProcess, Decoder, PixelFormat};

/// As many times as long as what is made of it: Lanczos then has enough to be sharp from.
const LEAVES: u32 = 2;

/// At least [`LEAVES`] times `preview` long, and smaller than it was; `None` where that cannot be.
/// `size` is what the header says of the stored pixels.
pub(super) fn shrunk(
    reader: impl Read,
    size: (u32, u32),
    preview: u32,
    most: u64,
) -> Option<DynamicImage> {
    let longest = size.0.max(size.1);
    let wanted = preview.checked_mul(LEAVES)?;
    // The next smaller one is a half.
    if longest.div_ceil(2) < wanted {
        return None;
    }
    // The decoder is content with either side: the longer one decides.
    let asked = u16::try_from(wanted).ok()?;
    let asked = if size.0 >= size.1 {
        (asked, u16::MAX)
    } else {
        (u16::MAX, asked)
    };
    let decode = || {
        let mut decoder = Decoder::new(reader);
        decoder.set_max_decoding_buffer_size(usize::try_from(most).ok()?);
        decoder.read_info().ok()?;
        let info = decoder.info()?;
        let channels = match info.pixel_format {
            PixelFormat::L8 => 1,
            PixelFormat::RGB24 => 3,
            PixelFormat::L16 | PixelFormat::CMYK32 => return None,
        };
        let stored = (u32::from(info.width), u32::from(info.height));
        if stored != size || info.coding_process == CodingProcess::Lossless {
            return None;
        }
        let (width, height) = decoder.scale(asked.0, asked.1).ok()?;
        let pixels = decoder.decode().ok()?;
        if pixels.len() != usize::from(width) * usize::from(height) * channels {
            return None;
        }
        let (width, height) = (u32::from(width), u32::from(height));
        if channels == 1 {
            GrayImage::from_raw(width, height, pixels).map(DynamicImage::from)
        } else {
            RgbImage::from_raw(width, height, pixels).map(DynamicImage::from)
        }
    };
    catch_unwind(AssertUnwindSafe(decode)).ok().flatten()
}

#[cfg(test)]
mod tests {
    use image::DynamicImage;

    use super::shrunk;
    use crate::upload::fit;

    fn jpeg(picture: &DynamicImage) -> Vec<u8> {
        let mut bytes = std::io::Cursor::new(Vec::new());
        picture
            .write_to(&mut bytes, image::ImageFormat::Jpeg)
            .unwrap();
        bytes.into_inner()
    }

    /// Slow waves of three colours: what a preview shows of a photograph.
    fn photograph(width: u32, height: u32) -> DynamicImage {
        let wave = |at: u32, long: u32| {
            let up = (at % (2 * long)).abs_diff(long);
            u8::try_from(28 + up * 200 / long).unwrap()
        };
        DynamicImage::ImageRgb8(image::RgbImage::from_fn(width, height, |x, y| {
            image::Rgb([wave(x, 300), wave(y, 220), wave(x + y, 400)])
        }))
    }

    #[test]
    fn it_is_the_same_picture_smaller() {
        let picture = photograph(1601, 1203);
        let small = shrunk(jpeg(&picture).as_slice(), (1601, 1203), 150, u64::MAX).unwrap();
        assert_eq!((small.width(), small.height()), (401, 301));
        let like = fit::resized(&picture, (401, 301)).unwrap().into_rgb8();
        let small = small.into_rgb8();
        let off = small.iter().zip(like.iter());
        let most = off.map(|(one, other)| one.abs_diff(*other)).max();
        assert!(most.unwrap() < 12, "{most:?}");
    }

    #[test]
    fn grey_stays_grey() {
        let picture = DynamicImage::ImageLuma8(photograph(800, 800).into_luma8());
        let small = shrunk(jpeg(&picture).as_slice(), (800, 800), 100, u64::MAX).unwrap();
        assert!(matches!(small, DynamicImage::ImageLuma8(_)));
        assert_eq!(small.width(), 200);
    }

    #[test]
    fn a_strip_is_as_long_as_is_needed() {
        let strip = photograph(2560, 3);
        let small = shrunk(jpeg(&strip).as_slice(), (2560, 3), 640, u64::MAX).unwrap();
        assert_eq!(small.width(), 1280);
        let upright = strip.rotate90();
        let small = shrunk(jpeg(&upright).as_slice(), (3, 2560), 640, u64::MAX).unwrap();
        assert_eq!(small.height(), 1280);
    }

    #[test]
    fn what_it_cannot_do_is_left_to_the_others() {
        let whole = jpeg(&photograph(800, 600));
        let of = |bytes: &[u8], size, preview, most| shrunk(bytes, size, preview, most).is_some();
        assert!(of(&whole, (800, 600), 200, u64::MAX));
        // It would be smaller than twice the preview.
        assert!(!of(&whole, (800, 600), 201, u64::MAX));
        assert!(!of(&whole, (800, 601), 200, u64::MAX), "another size");
        assert!(!of(&whole, (800, 600), 200, 1000), "too little memory");
        assert!(!of(&whole[..whole.len() / 8], (800, 600), 200, u64::MAX));
        assert!(!of(b"\xff\xd8 no jpeg", (800, 600), 200, u64::MAX));
        assert!(!of(b"", (u32::MAX, 1), u32::MAX, u64::MAX));
    }
}
