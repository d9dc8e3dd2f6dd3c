//! Compares the pixels that came with those that were asked for: providers round, and some do
//! not heed the request at all.

use std::fmt::Display;

use crate::catalog;
use crate::protocol::Differs;
use crate::request::{AspectRatio, PixelSize, Size};

/// Shapes are the same up to this, as a natural logarithm: models round to multiples of 8 to 64.
const SHAPE: f64 = 0.04;
/// Sizes are, up to this: the tiers are a factor of two apart.
const SIZE: f64 = 0.2;

/// What was asked for, as far as it can be compared: what nobody set is the provider's choice.
pub(super) struct Asked {
    /// The ratio that was set.
    pub(super) ratio: Option<AspectRatio>,
    /// The size that was set.
    pub(super) size: Option<Size>,
    /// The pixels that the two stand for, where they are known.
    pub(super) expected: Option<PixelSize>,
}

/// How what came differs. A picture of another shape is not said to be of another size as well.
pub(super) fn differs(asked: &Asked, got: PixelSize, drawing: bool) -> Option<Differs> {
    if got.width == 0 || got.height == 0 {
        return None;
    }
    // Pixels say more than a ratio beside them.
    if let Some(Size::Pixels(pixels)) = asked.size {
        let alike = same_size(pixels, got) && off(shape(pixels), shape(got)) <= SHAPE;
        return (!alike && !drawing).then(|| told(&pixels, got.to_string()));
    }
    if let Some(ratio) = asked.ratio
        && off(ratio.value(), shape(got)) > SHAPE
    {
        return Some(told(&ratio, named(got)));
    }
    let Some(Size::Tier(tier)) = asked.size else {
        return None;
    };
    let alike = same_size(asked.expected?, got);
    // A drawing has no size of its own.
    (!alike && !drawing).then(|| told(&tier.name(), got.to_string()))
}

fn told(asked: &dyn Display, got: String) -> Differs {
    let asked = asked.to_string();
    Differs { asked, got }
}

/// Nearly as many pixels, whatever their shape.
fn same_size(asked: PixelSize, got: PixelSize) -> bool {
    off(side(asked), side(got)) <= SIZE
}

/// The side of a square with as many pixels.
fn side(size: PixelSize) -> f64 {
    (f64::from(size.width) * f64::from(size.height)).sqrt()
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
    use serde::Deserialize;

    use super::{Asked, differs};
    use crate::request::{AspectRatio, PixelSize, Size};

    /// The same cases hold for the window (`tiles.test.ts`).
    const CASES: &str = include_str!("differs.json");

    #[derive(Deserialize)]
    struct Case {
        ratio: Option<String>,
        size: Option<String>,
        expected: Option<(u32, u32)>,
        got: (u32, u32),
        drawing: Option<bool>,
        told: Option<(String, String)>,
    }

    #[test]
    fn what_was_set_is_compared_and_nothing_else() {
        let cases: Vec<Case> = serde_json::from_str(CASES).unwrap();
        let size = |(width, height)| PixelSize { width, height };
        for case in cases {
            let asked = Asked {
                ratio: case.ratio.as_deref().and_then(AspectRatio::parse),
                size: case.size.as_deref().and_then(Size::parse),
                expected: case.expected.map(size),
            };
            let found = differs(&asked, size(case.got), case.drawing == Some(true));
            let found = found.map(|it| (it.asked, it.got));
            assert_eq!(found, case.told, "{:?} {:?}", case.ratio, case.size);
        }
    }
}
