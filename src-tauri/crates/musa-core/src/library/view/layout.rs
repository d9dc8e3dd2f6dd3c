//! Rows of a view: prefix sums over ratios, made in steps. A row that is full never changes when
//! more pictures come; only the last one is open.

use super::Item;
use super::headings::share;
use crate::protocol::{LayOut, RowShape, ViewHeadings};

/// One row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Line {
    /// Place of its first picture.
    pub(super) first: u32,
    /// Upper edge.
    pub(super) top: u32,
    /// Height.
    pub(super) height: f32,
    /// How many pictures.
    pub(super) count: u16,
    /// A heading stands above it.
    pub(super) begins: bool,
    /// Its pictures fill the width.
    pub(super) filled: bool,
}

/// The rows that are known.
pub(crate) struct Layout {
    measures: LayOut,
    headings: ViewHeadings,
    lines: Vec<Line>,
    /// Pictures that stand in rows that are full.
    placed: usize,
    /// Rows that are full.
    full: usize,
}

impl Layout {
    /// No rows yet. Measures are brought within what can be drawn.
    pub(super) fn new(measures: LayOut, headings: ViewHeadings) -> Self {
        Self {
            measures: LayOut {
                width: measures.width.clamp(100, 20_000),
                row_height: measures.row_height.clamp(40, 2_000),
                gap: measures.gap.min(100),
                heading: measures.heading.min(500),
                ..measures
            },
            headings: if measures.heading > 0 {
                headings
            } else {
                ViewHeadings::None
            },
            lines: Vec::new(),
            placed: 0,
            full: 0,
        }
    }

    /// What it is laid out by.
    pub(super) fn measures(&self) -> LayOut {
        self.measures
    }

    /// Takes in pictures that are new at the end of `items`.
    pub(super) fn extend(&mut self, items: &[Item]) {
        self.lines.truncate(self.full);
        let mut at = self.placed;
        while at < items.len() {
            let begins = self.headings != ViewHeadings::None
                && (at == 0 || !share(self.headings, &items[at - 1], &items[at]));
            let (count, filled) = self.row(&items[at..]);
            let ends = at + count == items.len();
            self.push(&items[at..at + count], at, begins, filled);
            at += count;
            if filled || !ends {
                self.full = self.lines.len();
                self.placed = at;
            }
        }
    }

    /// How many pictures the next row takes, and whether they fill it.
    fn row(&self, items: &[Item]) -> (usize, bool) {
        let together = |item: &&Item| share(self.headings, &items[0], item);
        let most = usize::from(u16::MAX);
        if self.measures.shape == RowShape::Squares {
            let columns = self.columns();
            let count = items.iter().take(columns).take_while(together).count();
            return (count, count == columns);
        }
        let mut sum = 0.0;
        for (at, item) in items.iter().take(most).take_while(together).enumerate() {
            sum += f64::from(item.ratio);
            let gaps = self.gaps(at + 1);
            if sum * self.wanted() + gaps >= self.width() {
                // With this one the row is too low; without it too high: the nearer wins.
                let with = (self.width() - gaps) / sum;
                let before = sum - f64::from(item.ratio);
                let without = (self.width() - self.gaps(at)) / before;
                let nearer = at == 0 || self.wanted() - with <= without - self.wanted();
                return (if nearer { at + 1 } else { at }, true);
            }
        }
        let count = items.iter().take(most).take_while(together).count();
        (count, false)
    }

    fn push(&mut self, items: &[Item], first: usize, begins: bool, filled: bool) {
        let height = match self.measures.shape {
            RowShape::Squares => self.side(),
            RowShape::Justified if filled => {
                let sum: f64 = items.iter().map(|item| f64::from(item.ratio)).sum();
                (self.width() - self.gaps(items.len())) / sum
            }
            RowShape::Justified => self.wanted(),
        };
        let heading = if begins { self.measures.heading } else { 0 };
        let top = self.bottom() + heading;
        self.lines.push(Line {
            first: u32::try_from(first).unwrap_or(u32::MAX),
            top,
            height: narrow(height),
            count: u16::try_from(items.len()).unwrap_or(u16::MAX),
            begins,
            filled,
        });
    }

    /// Where the next row may begin.
    fn bottom(&self) -> u32 {
        self.lines.last().map_or(0, |line| {
            line.top + whole_pixels(line.height) + self.measures.gap
        })
    }

    /// Rows so far.
    pub(super) fn rows(&self) -> u32 {
        u32::try_from(self.lines.len()).unwrap_or(u32::MAX)
    }

    /// Height of all rows so far; the last one's gap is none of it.
    pub(super) fn height(&self) -> u32 {
        self.bottom().saturating_sub(self.measures.gap)
    }

    /// The row of a place.
    pub(super) fn row_of(&self, place: u32) -> u32 {
        let behind = self.lines.partition_point(|line| line.first <= place);
        u32::try_from(behind.saturating_sub(1)).unwrap_or(u32::MAX)
    }

    /// Rows in a range.
    pub(super) fn lines(&self, from: u32, count: u32) -> &[Line] {
        let from = (from as usize).min(self.lines.len());
        let to = from.saturating_add(count as usize).min(self.lines.len());
        &self.lines[from..to]
    }

    /// All rows.
    pub(super) fn all(&self) -> &[Line] {
        &self.lines
    }

    fn width(&self) -> f64 {
        f64::from(self.measures.width)
    }

    fn wanted(&self) -> f64 {
        f64::from(self.measures.row_height)
    }

    fn gaps(&self, count: usize) -> f64 {
        let count = u32::try_from(count.saturating_sub(1)).unwrap_or(u32::MAX);
        f64::from(self.measures.gap) * f64::from(count)
    }

    fn columns(&self) -> usize {
        let LayOut {
            width,
            row_height,
            gap,
            ..
        } = self.measures;
        ((width + gap) / (row_height + gap)).max(1) as usize
    }

    fn side(&self) -> f64 {
        let columns = self.columns();
        let count = u32::try_from(columns).unwrap_or(u32::MAX);
        (self.width() - self.gaps(columns)) / f64::from(count)
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "heights of rows are far within f32"
)]
fn narrow(height: f64) -> f32 {
    height as f32
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "heights of rows are positive and far within u32"
)]
fn whole_pixels(height: f32) -> u32 {
    height.round() as u32
}
