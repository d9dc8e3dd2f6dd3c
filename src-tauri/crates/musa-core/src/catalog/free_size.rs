//! Pixels for models that take any size within a rule (gpt-image-2: both sides a multiple of
//! 16, at most 3840 by 2160; WIRE 1.2). Owns the arithmetic only.

use serde::{Deserialize, Serialize};

use crate::request::{AspectRatio, PixelSize, Tier};

/// The rule of a model that takes any size.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FreeSize {
    /// Both sides are a multiple of this.
    pub multiple: u32,
    /// Longest side.
    pub max_side: u32,
    /// Smallest area.
    pub min_pixels: u32,
    /// Largest area.
    pub max_pixels: u32,
}

/// The part of the rule that a size breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// A side is no multiple of this.
    Multiple(u32),
    /// A side is longer than this, or more than three times the other.
    Sides(u32),
    /// The area is less than the first or more than the second.
    Area(u32, u32),
}

impl FreeSize {
    /// The size nearest to the tier's area, at the ratio, within the rule.
    pub fn pixels(&self, ratio: AspectRatio, tier: Tier) -> PixelSize {
        let wanted = f64::from(tier.side()).powi(2);
        let area = wanted
            .min(f64::from(self.max_pixels))
            .max(f64::from(self.min_pixels));
        let shape = ratio.value();
        let longest = if shape >= 1.0 {
            (area * shape).sqrt()
        } else {
            (area / shape).sqrt()
        };
        let longest = longest.min(f64::from(self.max_side));
        let (width, height) = if shape >= 1.0 {
            (longest, longest / shape)
        } else {
            (longest * shape, longest)
        };
        PixelSize {
            width: self.snap(width),
            height: self.snap(height),
        }
    }

    /// Down to the multiple, so that no limit is passed; never nothing.
    fn snap(&self, side: f64) -> u32 {
        (1..=self.max_side / self.multiple)
            .map(|step| step * self.multiple)
            .rfind(|fit| f64::from(*fit) <= side)
            .unwrap_or(self.multiple)
    }

    /// What a size breaks of the rule.
    pub fn refuses(&self, size: PixelSize) -> Option<Broken> {
        let PixelSize { width, height } = size;
        let area = size.area();
        if width % self.multiple != 0 || height % self.multiple != 0 {
            return Some(Broken::Multiple(self.multiple));
        }
        let (long, short) = (width.max(height), width.min(height));
        if long > self.max_side || long > short * 3 {
            return Some(Broken::Sides(self.max_side));
        }
        let fits = (u64::from(self.min_pixels)..=u64::from(self.max_pixels)).contains(&area);
        (!fits).then_some(Broken::Area(self.min_pixels, self.max_pixels))
    }
}

#[cfg(test)]
mod tests {
    use super::FreeSize;
    use crate::request::{AspectRatio, PixelSize, Tier};

    const RULE: FreeSize = FreeSize {
        multiple: 16,
        max_side: 3840,
        min_pixels: 655_360,
        max_pixels: 8_294_400,
    };

    #[test]
    fn every_size_it_makes_keeps_its_own_rule() {
        for ratio in ["1:1", "2:3", "3:2", "9:16", "16:9", "21:9", "4:5"] {
            for tier in Tier::ALL {
                let size = RULE.pixels(AspectRatio::parse(ratio).unwrap(), tier);
                assert_eq!(RULE.refuses(size), None, "{ratio} {tier:?} {size}");
            }
        }
    }

    #[test]
    fn sizes_outside_the_rule_are_refused() {
        let refused = |width, height| RULE.refuses(PixelSize { width, height }).is_some();
        assert!(refused(1000, 1000));
        assert!(refused(4096, 2048));
        assert!(refused(3200, 800));
        assert!(refused(512, 512));
        assert!(!refused(1536, 1024));
    }
}
