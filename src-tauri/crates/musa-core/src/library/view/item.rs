//! A picture in a view: all that a grid wants of it before its details are asked for.

use crate::ids::PictureId;
use crate::library::search::Finding;

/// One picture: 40 bytes, so that a million of them fit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Item {
    pub(crate) seq: i64,
    pub(crate) id: [u8; 16],
    /// Width ÷ height, between [`NARROWEST`] and [`WIDEST`].
    pub(crate) ratio: f32,
    /// `0xRRGGBB`; the highest byte is 0 when it is known.
    colour: u32,
    /// The day it was saved on, counted from 1970.
    pub(crate) day: i32,
    pub(crate) rating: u8,
    pub(crate) flag: u8,
}

/// Narrower ones are cut: a strip of a pixel would make a row of its own height.
const NARROWEST: f32 = 0.2;
const WIDEST: f32 = 8.0;

/// A colour that is not known.
const UNKNOWN: u32 = 0xFF00_0000;

impl Item {
    /// Of a row that was found.
    pub(super) fn new(found: &Finding, day: i32) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a ratio of two u32 is well within f32, and clamped"
        )]
        let ratio = (f64::from(found.width) / f64::from(found.height.max(1))) as f32;
        Self {
            seq: found.seq,
            id: found.id,
            ratio: ratio.clamp(NARROWEST, WIDEST),
            colour: found.colour.unwrap_or(UNKNOWN),
            day,
            rating: found.rating,
            flag: found.flag,
        }
    }

    /// Its id.
    pub(crate) fn picture(&self) -> PictureId {
        PictureId(uuid::Uuid::from_bytes(self.id))
    }

    /// Red, green, blue, once it was looked at.
    pub(super) fn colour(&self) -> Option<[u8; 3]> {
        let [known, red, green, blue] = self.colour.to_be_bytes();
        (known == 0).then_some([red, green, blue])
    }
}
