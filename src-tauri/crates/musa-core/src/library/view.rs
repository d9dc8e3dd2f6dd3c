//! A view: one question to the library and its ordered answer, as far as it has been read, laid
//! out in rows. The first screen is read at once, the rest in steps, so that no other work waits
//! long for the database.
//!
//! Owns the answer and its layout. Numbers of views, and who hears of them, are the studio's.

use std::collections::HashMap;
use std::time::Instant;

use jiff::tz::TimeZone;
use rusqlite::{Connection, Row};

use super::Library;
use super::search::{Filter, Finding, Parsed, Way, Within};
use crate::db::DbError;
use crate::ids::PictureId;
use crate::protocol::{LayOut, ViewExtent, ViewHeadings, ViewOrder};

mod buffer;
mod days;
mod headings;
mod item;
mod layout;

pub(crate) use item::Item;
pub(crate) use layout::Layout;

use days::Days;

/// Pictures that are read before the first answer: more than fit on any screen.
const FIRST: usize = 400;

/// Pictures of each later step: a few milliseconds.
const STEP: usize = 20_000;

/// A question, and what is known of its answer.
pub(crate) struct View {
    filter: Filter,
    order: ViewOrder,
    /// Where the next step begins; none when nothing is left.
    next: Option<Next>,
    items: Vec<Item>,
    headings: ViewHeadings,
    layout: Layout,
    days: Days,
    asked: Instant,
    took: u32,
    total: Option<u32>,
}

/// Whether somebody waits for a step: what is typed next must not wait for the rest of what was
/// typed before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pace {
    Awaited,
    Beside,
}

/// Where a step begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Next(Option<i64>);

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
            next: Some(Next(None)),
            items: Vec::new(),
            headings: headings::suiting(order, &[]),
            layout: Layout::new(layout, headings::suiting(order, &[])),
            days: Days::new(TimeZone::system()),
            asked,
            took: 0,
            total: None,
        };
        view.read(library, FIRST, Pace::Awaited)?;
        Ok(view)
    }

    /// Reads one step further.
    pub(crate) fn grow(&mut self, library: &Library) -> Result<ViewExtent, DbError> {
        self.read(library, STEP, Pace::Beside)?;
        Ok(self.extent())
    }

    fn read(&mut self, library: &Library, most: usize, pace: Pace) -> Result<(), DbError> {
        let Some(Next(after)) = self.next else {
            return Ok(());
        };
        match self.order {
            ViewOrder::Newest => self.step(library, Way::Down, (after, most), pace)?,
            ViewOrder::Oldest => self.step(library, Way::Up, (after, most), pace)?,
            // What comes first is known when all is known.
            order => self.read_sorted(library, order)?,
        }
        if self.layout.rows() == 0 {
            self.headings = headings::suiting(self.order, &self.items);
            self.layout = Layout::new(self.layout.measures(), self.headings);
        }
        self.layout.extend(&self.items);
        let tenths = self.asked.elapsed().as_micros() / 100;
        self.took = u32::try_from(tenths).unwrap_or(u32::MAX);
        Ok(())
    }

    fn step(
        &mut self,
        library: &Library,
        way: Way,
        (after, most): (Option<i64>, usize),
        pace: Pace,
    ) -> Result<(), DbError> {
        let Self {
            filter,
            items,
            days,
            ..
        } = self;
        let work = |connection: &Connection| {
            filter.step(connection, way, after, most, |_, found| {
                items.push(Item::new(&found, days.of(found.saved_ms)));
                Ok(())
            })
        };
        let db = library.index().db();
        let next = match pace {
            Pace::Awaited => db.look(work)?,
            Pace::Beside => db.look_beside(work)?,
        };
        self.next = next.map(|seq| Next(Some(seq)));
        Ok(())
    }

    fn read_sorted(&mut self, library: &Library, order: ViewOrder) -> Result<(), DbError> {
        let mut keyed = Vec::new();
        let Self { filter, days, .. } = self;
        // Beside and in steps: pages of other views are asked for meanwhile.
        let mut step = |connection: &Connection, after: Option<i64>| {
            let mut names =
                connection.prepare_cached("SELECT path, bytes FROM pictures WHERE seq = ?1")?;
            let mut key = |_: &Row<'_>, found: Finding| {
                let item = Item::new(&found, days.of(found.saved_ms));
                let key = match order {
                    ViewOrder::Rating => (u64::MAX - u64::from(found.rating), String::new()),
                    ViewOrder::Largest => {
                        let bytes: i64 = names.query_row([found.seq], |row| row.get(1))?;
                        (u64::MAX - bytes.unsigned_abs(), String::new())
                    }
                    _ => (
                        0,
                        names
                            .query_row([found.seq], |row| Ok(by_name(row.get_ref(0)?.as_str()?)))?,
                    ),
                };
                keyed.push((key, item));
                Ok(())
            };
            filter.step(connection, Way::Down, after, STEP, &mut key)
        };
        let db = library.index().db();
        let mut after = db.look_beside(|connection| step(connection, None))?;
        while after.is_some() {
            after = db.look_beside(|connection| step(connection, after))?;
        }
        // Stable: among equals the last saved one stays first.
        keyed.sort_by(|(one, _), (other, _)| one.cmp(other));
        self.items = keyed.into_iter().map(|(_, item)| item).collect();
        self.next = None;
        Ok(())
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

/// By the file's name, then by its folder.
fn by_name(path: &str) -> String {
    match path.rsplit_once('/') {
        Some((folder, name)) => format!("{}\0{folder}", name.to_lowercase()),
        None => path.to_lowercase(),
    }
}

#[cfg(test)]
mod tests;
