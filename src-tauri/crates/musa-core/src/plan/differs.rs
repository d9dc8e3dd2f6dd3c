//! Compares the pixels that came with those that were asked for: providers round, and some do
//! not heed the request at all.

use crate::catalog;
use crate::protocol::Differs;
use crate::request::{AspectRatio, PixelSize};

/// Shapes are the same up to this, as a natural logarithm: models round to multiples of 8 to 64.
const SHAPE: f64 = 0.04;
/// Sizes are, up to this: the tiers are a factor of two apart.
const SIZE: f64 = 0.2;

/// How what came differs. A picture of another shape is not said to be of another size as well.
pub(super) fn differs(
    ratio: Option<AspectRatio>,
    expected: Option<PixelSize>,
    got: PixelSize,
) -> Option<Differs> {
    if got.width == 0 || got.height == 0 {
        return None;
    }
    if let Some(asked) = ratio
        && off(asked.value(), shape(got)) > SHAPE
    {
        return Some(Differs {
            asked: asked.to_string(),
            got: named(got),
        });
    }
    let asked = expected?;
    let sides = (asked.area() as f64).sqrt();
    let far = off(sides, (got.area() as f64).sqrt()) > SIZE;
    let other = off(shape(asked), shape(got)) > SHAPE;
    (far || other).then(|| Differs {
        asked: asked.to_string(),
        got: got.to_string(),
    })
}

fn shape(size: PixelSize) -> f64 {
    f64::from(size.width) / f64::from(size.height)
}

fn off(one: f64, other: f64) -> f64 {
    (one / other).ln().abs()
}

/// The nearest shape that any model knows; the pixels where none is near.
fn named(size: PixelSize) -> String {
    let known = catalog::models()
        .iter()
        .flat_map(catalog::ModelCard::ratios);
    let near = known
        .map(|ratio| (off(ratio.value(), shape(size)), ratio))
        .filter(|(off, _)| *off <= SHAPE)
        .min_by(|(one, _), (other, _)| one.total_cmp(other));
    near.map_or_else(|| size.to_string(), |(_, ratio)| ratio.to_string())
}

#[cfg(test)]
mod tests {
    use super::differs;
    use crate::request::{AspectRatio, PixelSize};

    fn said(ratio: Option<&str>, expected: Option<(u32, u32)>, got: (u32, u32)) -> String {
        let size = |(width, height)| PixelSize { width, height };
        let ratio = ratio.and_then(AspectRatio::parse);
        let found = differs(ratio, expected.map(size), size(got));
        found.map_or_else(String::new, |it| format!("{} {}", it.asked, it.got))
    }

    #[test]
    fn another_shape_is_named_and_another_size_is_told_in_pixels() {
        let wide = Some((2752, 1536));
        assert_eq!(said(Some("16:9"), wide, (2752, 1536)), "");
        assert_eq!(said(Some("16:9"), wide, (2760, 1552)), "");
        assert_eq!(said(Some("16:9"), wide, (1536, 1024)), "16:9 3:2");
        assert_eq!(said(Some("16:9"), wide, (3000, 500)), "16:9 3000x500");
        let half = said(Some("16:9"), wide, (1376, 768));
        assert_eq!(half, "2752x1536 1376x768");
        let pixels = said(None, Some((1536, 1024)), (1024, 1024));
        assert_eq!(pixels, "1536x1024 1024x1024");
        assert_eq!(said(None, None, (1024, 1024)), "");
        assert_eq!(said(Some("1:1"), None, (0, 0)), "");
    }
}
