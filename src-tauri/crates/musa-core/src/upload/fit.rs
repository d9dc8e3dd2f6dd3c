//! How large a copy becomes, and making it so. Knows numbers and pixels, not files.

use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use image::DynamicImage;

use super::UploadLimits;

/// The largest size of the same shape that the limits allow; never larger than `size`.
pub(super) fn within(size: (u32, u32), limits: &UploadLimits) -> (u32, u32) {
    let (width, height) = (f64::from(size.0), f64::from(size.1));
    let mut scale = 1.0_f64;
    if let Some(side) = limits.max_side {
        scale = scale.min(f64::from(side.max(1)) / width.max(height));
    }
    if let Some(pixels) = limits.max_pixels {
        #[expect(
            clippy::cast_precision_loss,
            reason = "pixel limits are far below 2^53"
        )]
        let pixels = pixels.max(1) as f64;
        scale = scale.min((pixels / (width * height)).sqrt());
    }
    if scale >= 1.0 {
        size
    } else {
        scaled(size, scale)
    }
}

/// `size` times `scale`, rounded down so that no limit is passed, and at least one pixel.
pub(super) fn scaled(size: (u32, u32), scale: f64) -> (u32, u32) {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a side times a scale from 0 to 1 is a side; a hair is added because 0.1 is not"
    )]
    let less = |side: u32| ((f64::from(side) * scale + 1e-6).floor() as u32).clamp(1, side.max(1));
    (less(size.0), less(size.1))
}

/// Resamples with Lanczos; transparent colours do not bleed, because alpha is multiplied in first.
/// `None` if the pixels are of a kind that is never decoded to here.
pub(super) fn resized(picture: &DynamicImage, size: (u32, u32)) -> Option<DynamicImage> {
    resampled(picture, size, ResizeAlg::Convolution(FilterType::Lanczos3))
}

/// Resamples by the means of areas: no ringing, so nothing is invented at an edge of a mask.
pub(super) fn averaged(picture: &DynamicImage, size: (u32, u32)) -> Option<DynamicImage> {
    resampled(picture, size, ResizeAlg::Convolution(FilterType::Box))
}

fn resampled(picture: &DynamicImage, size: (u32, u32), how: ResizeAlg) -> Option<DynamicImage> {
    let mut smaller = DynamicImage::new(size.0, size.1, picture.color());
    let options = ResizeOptions::new().resize_alg(how);
    Resizer::new()
        .resize(picture, &mut smaller, Some(&options))
        .ok()?;
    Some(smaller)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::proptest;

    use super::{scaled, within};
    use crate::upload::UploadLimits;

    fn limits(max_pixels: Option<u64>, max_side: Option<u32>) -> UploadLimits {
        UploadLimits {
            max_pixels,
            max_side,
            ..UploadLimits::default()
        }
    }

    #[test]
    fn a_picture_within_the_limits_keeps_its_size() {
        assert_eq!(within((4000, 3000), &limits(None, None)), (4000, 3000));
        assert_eq!(
            within((4000, 3000), &limits(Some(12_000_000), Some(4000))),
            (4000, 3000)
        );
    }

    #[test]
    fn the_shape_stays_and_both_limits_hold() {
        assert_eq!(
            within((4000, 3000), &limits(None, Some(2000))),
            (2000, 1500)
        );
        assert_eq!(
            within((4000, 3000), &limits(Some(3_000_000), None)),
            (2000, 1500)
        );
        assert_eq!(within((16_384, 10), &limits(None, Some(1024))), (1024, 1));
        assert_eq!(scaled((3, 3), 0.1), (1, 1));
    }

    proptest! {
        #[test]
        fn no_limit_is_ever_passed(
            width in 1_u32..16_385, height in 1_u32..16_385,
            pixels in 20_000_u64..40_000_000, side in 1_u32..20_000,
        ) {
            let (w, h) = within((width, height), &limits(Some(pixels), Some(side)));
            assert!(w >= 1 && h >= 1 && w <= width && h <= height);
            assert!(w.max(h) <= side && u64::from(w) * u64::from(h) <= pixels);
        }
    }
}
