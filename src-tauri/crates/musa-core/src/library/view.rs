//! A view: one question to the library and its ordered answer, as far as it has been read, laid
//! out in rows. The first screen is read at once, the rest in steps, so that no other work waits
//! long for the database.
//!
//! Owns the answer and its layout. Reading is [`step`]'s, so that a page that is asked for meanwhile
//! does not wait for it. Numbers of views, and who hears of them, are the studio's.

use std::collections::HashMap;
use std::time::Instant;

use super::Library;
use super::search::{Filter, Parsed, Within};
use crate::db::DbError;
use crate::ids::PictureId;
use crate::protocol::{LayOut, ViewExtent, ViewHeadings, ViewOrder};

mod buffer;
mod days;
mod headings;
mod item;
mod layout;
mod step;

pub(crate) use item::Item;
pub(crate) use layout::Layout;
pub(crate) use step::Read;

use step::Next;

/// A question, and what is known of its answer.
pub(crate) struct View {
    filter: Filter,
    order: ViewOrder,
    /// Where the next step begins; none when nothing is left.
    next: Option<Next>,
    items: Vec<Item>,
    headings: ViewHeadings,
    layout: Layout,
    asked: Instant,
    took: u32,
    total: Option<u32>,
}

impl View {
    /// Asks, and reads the first screen.
    pub(crate) fn open(
        library: &Library,
        parsed: &Parsed,
        within: &Within,
        order: ViewOrder,
        layout: LayOut,
    ) -> Result<Self, DbError> {
        let asked = Instant::now();
        let filter = library
            .index()
            .db()
            .look(|connection| Filter::new(connection, parsed, within))?;
        let mut view = Self {
            filter,
            order,
            next: Some(Next::FIRST),
            items: Vec::new(),
            headings: headings::suiting(order, &[]),
            layout: Layout::new(layout, headings::suiting(order, &[])),
            asked,
            took: 0,
            total: None,
        };
        if let Some(step) = view.first() {
            let read = step.read(library)?;
            view.take_in(read);
        }
        Ok(view)
    }

    /// What was read behind what is here already. What somebody else has read meanwhile stays.
    pub(crate) fn take_in(&mut self, read: Read) {
        if self.next != Some(read.from) {
            return;
        }
        self.next = read.next;
        self.items.extend(read.items);
        if self.layout.rows() == 0 {
            self.headings = headings::suiting(self.order, &self.items);
            self.layout = Layout::new(self.layout.measures(), self.headings);
        }
        self.layout.extend(&self.items);
        let tenths = self.asked.elapsed().as_micros() / 100;
        self.took = u32::try_from(tenths).unwrap_or(u32::MAX);
    }

    /// How far it is.
    pub(crate) fn extent(&self) -> ViewExtent {
        ViewExtent {
            count: u32::try_from(self.items.len()).unwrap_or(u32::MAX),
            rows: self.layout.rows(),
            height: self.layout.height(),
            whole: self.next.is_none(),
            took: self.took,
            headings: self.headings,
            total: self.total,
        }
    }

    /// Pictures in the place without the question, once they are counted.
    pub(crate) fn count(&mut self, total: u32) {
        self.total = Some(total);
    }

    /// Lays it out anew.
    pub(crate) fn lay_out(&mut self, layout: LayOut) -> ViewExtent {
        self.layout = Layout::new(layout, self.headings);
        self.layout.extend(&self.items);
        self.extent()
    }

    /// Pictures in a range; what is beyond the end is left out.
    pub(crate) fn items(&self, from: u32, count: u32) -> &[Item] {
        let from = (from as usize).min(self.items.len());
        let to = from.saturating_add(count as usize).min(self.items.len());
        &self.items[from..to]
    }

    /// Where a picture is: its place and its row.
    pub(crate) fn find(&self, picture: PictureId) -> Option<(u32, u32)> {
        let wanted = picture.0.into_bytes();
        let place = self.items.iter().position(|item| item.id == wanted)?;
        let place = u32::try_from(place).ok()?;
        Some((place, self.layout.row_of(place)))
    }

    /// Marks of pictures that changed, so that buffers tell them as they are.
    pub(crate) fn remark(&mut self, marks: &HashMap<[u8; 16], (u8, u8)>) {
        for item in &mut self.items {
            if let Some(&(rating, flag)) = marks.get(&item.id) {
                item.rating = rating;
                item.flag = flag;
            }
        }
    }
}

#[cfg(test)]
mod tests;
