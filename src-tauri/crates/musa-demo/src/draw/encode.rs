//! Owns encoding: fast PNG, JPEG at a quality, lossless WebP.

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::codecs::webp::WebPEncoder;
use image::{DynamicImage, ImageResult};

use crate::rules::Format;

/// Encodes a picture. JPEG knows no alpha: what is transparent keeps its colour.
pub(crate) fn encode(picture: &DynamicImage, format: Format) -> ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    match format {
        Format::Png => {
            let fast = CompressionType::Fast;
            picture.write_with_encoder(PngEncoder::new_with_quality(
                &mut bytes,
                fast,
                FilterType::Up,
            ))?;
        }
        Format::Jpeg(quality) => {
            let flat = DynamicImage::from(picture.to_rgb8());
            flat.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, quality))?;
        }
        Format::Webp => picture.write_with_encoder(WebPEncoder::new_lossless(&mut bytes))?,
    }
    Ok(bytes)
}
