//! Reading a step of a view. It needs the library alone, so a view is not held while it is read.

use jiff::tz::TimeZone;
use rusqlite::{Connection, Row};

use super::days::Days;
use super::{Item, View};
use crate::db::DbError;
use crate::library::Library;
use crate::library::search::{Filter, Finding, Way};
use crate::protocol::ViewOrder;

/// Pictures that are read before the first answer: more than fit on any screen.
const FIRST: usize = 400;

/// Pictures of each later step: a few milliseconds.
const STEP: usize = 20_000;

/// Where a step begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Next(Option<i64>);

impl Next {
    pub(super) const FIRST: Self = Self(None);
}

/// Whether somebody waits for a step: what is typed next must not wait for the rest of what was
/// typed before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pace {
    Awaited,
    Beside,
}

/// What is to be read next.
pub(crate) struct Step {
    filter: Filter,
    order: ViewOrder,
    from: Next,
    most: usize,
    pace: Pace,
}

/// What was read.
pub(crate) struct Read {
    pub(super) from: Next,
    pub(super) items: Vec<Item>,
    /// Where the next step begins; none when nothing is left.
    pub(super) next: Option<Next>,
}

impl View {
    /// The first screen.
    pub(super) fn first(&self) -> Option<Step> {
        self.step_of(FIRST, Pace::Awaited)
    }

    /// One step further; none when all is read.
    pub(crate) fn step(&self) -> Option<Step> {
        self.step_of(STEP, Pace::Beside)
    }

    fn step_of(&self, most: usize, pace: Pace) -> Option<Step> {
        Some(Step {
            filter: self.filter.clone(),
            order: self.order,
            from: self.next?,
            most,
            pace,
        })
    }
}

impl Step {
    /// Reads it. Blocks.
    pub(crate) fn read(&self, library: &Library) -> Result<Read, DbError> {
        match self.order {
            ViewOrder::Newest => self.read_on(library, Way::Down),
            ViewOrder::Oldest => self.read_on(library, Way::Up),
            // What comes first is known when all is known.
            ViewOrder::Rating | ViewOrder::Largest | ViewOrder::Name => self.read_sorted(library),
        }
    }

    fn read_on(&self, library: &Library, way: Way) -> Result<Read, DbError> {
        let mut days = Days::new(TimeZone::system());
        let mut items = Vec::new();
        let Next(after) = self.from;
        let work = |connection: &Connection| {
            self.filter
                .step(connection, way, after, self.most, |_, found| {
                    items.push(Item::new(&found, days.of(found.saved_ms)));
                    Ok(())
                })
        };
        let db = library.index().db();
        let next = match self.pace {
            Pace::Awaited => db.look(work)?,
            Pace::Beside => db.look_beside(work)?,
        };
        Ok(Read {
            from: self.from,
            items,
            next: next.map(|seq| Next(Some(seq))),
        })
    }

    fn read_sorted(&self, library: &Library) -> Result<Read, DbError> {
        let mut days = Days::new(TimeZone::system());
        let mut keyed = Vec::new();
        // Beside and in steps: pages of other views are asked for meanwhile.
        let mut step = |connection: &Connection, after: Option<i64>| {
            let mut names =
                connection.prepare_cached("SELECT path, bytes FROM pictures WHERE seq = ?1")?;
            let mut key = |_: &Row<'_>, found: Finding| {
                let item = Item::new(&found, days.of(found.saved_ms));
                let key = match self.order {
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
            self.filter
                .step(connection, Way::Down, after, STEP, &mut key)
        };
        let db = library.index().db();
        let mut after = db.look_beside(|connection| step(connection, None))?;
        while after.is_some() {
            after = db.look_beside(|connection| step(connection, after))?;
        }
        // Stable: among equals the last saved one stays first.
        keyed.sort_by(|(one, _), (other, _)| one.cmp(other));
        Ok(Read {
            from: self.from,
            items: keyed.into_iter().map(|(_, item)| item).collect(),
            next: None,
        })
    }
}

/// By the file's name, then by its folder.
fn by_name(path: &str) -> String {
    match path.rsplit_once('/') {
        Some((folder, name)) => format!("{}\0{folder}", name.to_lowercase()),
        None => path.to_lowercase(),
    }
}
