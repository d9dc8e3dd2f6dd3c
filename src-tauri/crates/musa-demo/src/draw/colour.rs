//! Owns colours: sRGB as three floats from 0 to 1, and mixing.

use std::ops::{Add, Mul};

/// An sRGB colour; each channel from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Colour(pub(crate) [f32; 3]);

impl Colour {
    pub(crate) const WHITE: Self = Self([1.0; 3]);
    pub(crate) const BLACK: Self = Self([0.0; 3]);

    /// From `0xRRGGBB`.
    pub(crate) const fn hex(code: u32) -> Self {
        Self([
            ((code >> 16) & 0xff) as f32 / 255.0,
            ((code >> 8) & 0xff) as f32 / 255.0,
            (code & 0xff) as f32 / 255.0,
        ])
    }

    /// `part` of the other colour, the rest of this one.
    pub(crate) fn mix(self, other: Self, part: f32) -> Self {
        self * (1.0 - part) + other * part
    }

    pub(crate) fn lighter(self, part: f32) -> Self {
        self.mix(Self::WHITE, part)
    }

    pub(crate) fn darker(self, part: f32) -> Self {
        self.mix(Self::BLACK, part)
    }

    pub(crate) fn luma(self) -> f32 {
        let [r, g, b] = self.0;
        0.299 * r + 0.587 * g + 0.114 * b
    }
}

impl Add for Colour {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let ([a, b, c], [d, e, f]) = (self.0, other.0);
        Self([a + d, b + e, c + f])
    }
}

impl Mul<f32> for Colour {
    type Output = Self;

    fn mul(self, factor: f32) -> Self {
        Self(self.0.map(|channel| channel * factor))
    }
}
