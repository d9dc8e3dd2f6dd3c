//! Pixels to bytes: PNG, JPEG or lossless WebP, with the colour profile and nothing else.
//!
//! Decides nothing about size; `copy` tries one [`Encoding`] after the other.

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::codecs::webp::WebPEncoder;
use image::error::EncodingError;
use image::{ColorType, DynamicImage, ImageEncoder, ImageError, ImageFormat, Rgb, RgbImage};
use jpeg_encoder::SamplingFactor;

use super::SendFormat;
use super::shape::Shape;

/// `IHDR` ends here in every PNG: colour chunks may follow at once.
const PNG_HEADER: usize = 33;

/// A way to write pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Exact.
    Png,
    /// Exact, for models that read nothing else.
    Webp,
    /// Of this quality, 1 to 100, without alpha.
    Jpeg(u8),
}

impl Encoding {
    pub(super) fn format(self) -> SendFormat {
        match self {
            Self::Png => SendFormat::Png,
            Self::Webp => SendFormat::Webp,
            Self::Jpeg(_) => SendFormat::Jpeg,
        }
    }
}

/// Writes the pixels. `source` gives the profile and, to a PNG, the chunks about colour.
pub(super) fn encode(
    picture: &DynamicImage,
    encoding: Encoding,
    source: Option<&Shape>,
) -> Result<Vec<u8>, ImageError> {
    let profile = source.and_then(|shape| profile_for(shape, picture, encoding));
    let mut bytes = Vec::new();
    match encoding {
        Encoding::Png => {
            let quality = CompressionType::Default;
            let encoder = PngEncoder::new_with_quality(&mut bytes, quality, FilterType::Adaptive);
            write(encoder, picture, profile)?;
            // A profile says more than these chunks, and both together are not allowed.
            let chunks = source
                .map(|shape| shape.colour_chunks.as_slice())
                .unwrap_or_default();
            let has_profile = bytes
                .windows(4)
                .take(PNG_HEADER + 8)
                .any(|name| name == b"iCCP");
            if !has_profile && bytes.len() > PNG_HEADER {
                bytes.splice(PNG_HEADER..PNG_HEADER, chunks.iter().copied());
            }
        }
        Encoding::Webp => write(WebPEncoder::new_lossless(&mut bytes), picture, profile)?,
        Encoding::Jpeg(quality) if picture.color().has_alpha() => {
            jpeg(&mut bytes, quality, &on_white(picture), profile)?;
        }
        Encoding::Jpeg(quality) => jpeg(&mut bytes, quality, picture, profile)?,
    }
    Ok(bytes)
}

/// The profile, while it still fits: grey pixels have another kind than coloured ones.
fn profile_for(shape: &Shape, picture: &DynamicImage, encoding: Encoding) -> Option<Vec<u8>> {
    let profile = shape.profile.clone()?;
    // Lossless WebP always stores colours; JPEG loses grey only where white is put behind.
    let stays_grey = !picture.color().has_color()
        && match encoding {
            Encoding::Png => true,
            Encoding::Webp => false,
            Encoding::Jpeg(_) => !picture.color().has_alpha(),
        };
    let is_grey = profile.get(16..20) == Some(b"GRAY");
    (is_grey == stays_grey).then_some(profile)
}

fn write(
    mut encoder: impl ImageEncoder,
    picture: &DynamicImage,
    profile: Option<Vec<u8>>,
) -> Result<(), ImageError> {
    if let Some(profile) = profile {
        // Both encoders take one; if one did not, colours would be sRGB.
        let _ = encoder.set_icc_profile(profile);
    }
    let color = picture.color().into();
    encoder.write_image(picture.as_bytes(), picture.width(), picture.height(), color)
}

/// By an encoder of its own: with that of `image`, writing was a third of what the thumbnails of a
/// picture of one megapixel cost.
fn jpeg(
    bytes: &mut Vec<u8>,
    quality: u8,
    picture: &DynamicImage,
    profile: Option<Vec<u8>>,
) -> Result<(), ImageError> {
    let failed = |error: jpeg_encoder::EncodingError| {
        ImageError::Encoding(EncodingError::new(ImageFormat::Jpeg.into(), error))
    };
    let mut encoder = jpeg_encoder::Encoder::new(bytes, quality);
    // Colours as fine as shapes: red letters stay sharp.
    encoder.set_sampling_factor(SamplingFactor::R_4_4_4);
    if let Some(profile) = profile {
        encoder.add_icc_profile(&profile).map_err(failed)?;
    }
    let coloured;
    let (pixels, kind) = match picture.color() {
        ColorType::L8 => (picture.as_bytes(), jpeg_encoder::ColorType::Luma),
        ColorType::Rgb8 => (picture.as_bytes(), jpeg_encoder::ColorType::Rgb),
        _ => {
            coloured = picture.to_rgb8();
            (coloured.as_raw().as_slice(), jpeg_encoder::ColorType::Rgb)
        }
    };
    // What is larger than a JPEG can be becomes nothing, which is refused.
    let [width, height] =
        [picture.width(), picture.height()].map(|side| u16::try_from(side).unwrap_or_default());
    encoder.encode(pixels, width, height, kind).map_err(failed)
}

/// What a viewer shows on white paper, for models that read JPEG only.
fn on_white(picture: &DynamicImage) -> DynamicImage {
    let pixels = picture.to_rgba8();
    let flat = RgbImage::from_fn(pixels.width(), pixels.height(), |x, y| {
        let [r, g, b, alpha] = pixels.get_pixel(x, y).0;
        let over = |channel: u8| {
            let sum = u32::from(channel) * u32::from(alpha) + 255 * (255 - u32::from(alpha));
            u8::try_from((sum + 127) / 255).unwrap_or(u8::MAX)
        };
        Rgb([over(r), over(g), over(b)])
    });
    DynamicImage::ImageRgb8(flat)
}

#[cfg(test)]
mod tests {
    use image::{ColorType, DynamicImage, GrayImage, RgbImage, RgbaImage};

    use super::{Encoding, encode};

    fn jpeg(picture: &DynamicImage) -> Vec<u8> {
        encode(picture, Encoding::Jpeg(90), None).unwrap()
    }

    /// Sampling of each component, as the frame header has it.
    fn sampling(jpeg: &[u8]) -> Vec<u8> {
        let at = jpeg.windows(2).position(|two| two == [0xFF, 0xC0]).unwrap();
        let components = usize::from(jpeg[at + 9]);
        (0..components).map(|one| jpeg[at + 11 + one * 3]).collect()
    }

    #[test]
    fn a_jpeg_keeps_grey_grey_and_colours_as_fine_as_shapes() {
        let grey = jpeg(&GrayImage::from_pixel(40, 30, image::Luma([90])).into());
        assert_eq!(sampling(&grey), [0x11]);
        let decoded = image::load_from_memory(&grey).unwrap();
        assert_eq!((decoded.color(), decoded.width()), (ColorType::L8, 40));
        let stripes = RgbImage::from_fn(41, 31, |x, _| {
            image::Rgb(if x % 2 == 0 {
                [220, 20, 20]
            } else {
                [20, 20, 220]
            })
        });
        let coloured = jpeg(&stripes.into());
        assert_eq!(sampling(&coloured), [0x11; 3]);
        let decoded = image::load_from_memory(&coloured).unwrap().into_rgb8();
        assert_eq!(decoded.dimensions(), (41, 31));
        let [red, _, blue] = decoded.get_pixel(20, 15).0;
        assert!(red > 170 && blue < 80, "{red} {blue}");
    }

    #[test]
    fn what_is_clear_is_white_in_a_jpeg() {
        let clear = RgbaImage::from_pixel(16, 16, image::Rgba([0, 0, 0, 0]));
        let decoded = image::load_from_memory(&jpeg(&clear.into())).unwrap();
        assert!(
            decoded
                .into_rgb8()
                .pixels()
                .all(|pixel| pixel.0.iter().all(|it| *it > 250))
        );
    }
}
