//! The raw buffers of a view, as `protocol/library.rs` describes them byte by byte, and its days.

use super::View;
use super::days::name_of;
use super::layout::Line;
use crate::protocol::{DateMark, ViewHeadings, ViewPart};

/// Bytes of an item.
const ITEM: usize = 24;
/// Bytes of a row.
const ROW: usize = 16;

const COLOUR_KNOWN: u8 = 1 << 5;

impl View {
    /// Bytes of a range.
    pub(crate) fn buffer(&self, part: ViewPart, from: u32, count: u32) -> Vec<u8> {
        match part {
            ViewPart::Items => self.item_bytes(from, count),
            ViewPart::Rows => self.row_bytes(from, count),
        }
    }

    fn item_bytes(&self, from: u32, count: u32) -> Vec<u8> {
        let items = self.items(from, count);
        let mut out = Vec::with_capacity(items.len() * ITEM);
        for item in items {
            let colour = item.colour();
            out.extend_from_slice(&item.id);
            out.extend_from_slice(&item.ratio.to_le_bytes());
            out.extend_from_slice(&colour.unwrap_or_default());
            let known = if colour.is_some() { COLOUR_KNOWN } else { 0 };
            out.push((item.rating & 7) | (item.flag & 3) << 3 | known);
        }
        out
    }

    fn row_bytes(&self, from: u32, count: u32) -> Vec<u8> {
        let lines = self.layout.lines(from, count);
        let mut out = Vec::with_capacity(lines.len() * ROW);
        for line in lines {
            out.extend_from_slice(&line.first.to_le_bytes());
            out.extend_from_slice(&line.top.to_le_bytes());
            out.extend_from_slice(&line.height.to_le_bytes());
            out.extend_from_slice(&line.count.to_le_bytes());
            out.push(u8::from(line.begins) | u8::from(line.filled) << 1);
            out.push(0);
        }
        out
    }

    /// The days so far; none where the order has none.
    pub(crate) fn dates(&self) -> Vec<DateMark> {
        if self.headings == ViewHeadings::None {
            return Vec::new();
        }
        let mut last = None;
        let mut dates = Vec::new();
        for (place, item) in self.items.iter().enumerate() {
            if last == Some(item.day) {
                continue;
            }
            last = Some(item.day);
            let first = u32::try_from(place).unwrap_or(u32::MAX);
            let line: Option<&Line> = self.layout.all().get(self.layout.row_of(first) as usize);
            dates.push(DateMark {
                date: name_of(item.day),
                first,
                top: line.map_or(0, |line| line.top),
            });
        }
        dates
    }
}
