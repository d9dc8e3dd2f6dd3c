//! Owns early states of a picture: the same picture, as if it were not finished yet.

use fast_image_resize::{ResizeOptions, Resizer};
use image::DynamicImage;

/// The picture in its own size, with details smaller than about `grain` pixels gone.
pub(crate) fn coarse(picture: &DynamicImage, grain: u32) -> DynamicImage {
    let (width, height) = (picture.width(), picture.height());
    let small = |side: u32| (side / grain.max(1)).max(4);
    resized(
        &resized(picture, small(width), small(height)),
        width,
        height,
    )
}

fn resized(picture: &DynamicImage, width: u32, height: u32) -> DynamicImage {
    let mut target = DynamicImage::new(width, height, picture.color());
    if let Err(error) = Resizer::new().resize(picture, &mut target, &ResizeOptions::new()) {
        // Only a pixel type that it does not know is refused, and all that are drawn it knows.
        tracing::error!(%error, "a picture was not made coarse");
    }
    target
}
