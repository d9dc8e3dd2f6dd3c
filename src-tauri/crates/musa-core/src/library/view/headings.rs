//! What headings stand above: a day, or a whole month where days have few pictures, so that the
//! answer of a search is no column of single pictures.

use super::Item;
use super::days::month_of;
use crate::protocol::{ViewHeadings, ViewOrder};

/// With fewer pictures a day than this, on the first screen, headings are those of months.
const ROW: usize = 6;

/// What suits the pictures that come first. It holds for the whole view: rows never move.
pub(super) fn suiting(order: ViewOrder, items: &[Item]) -> ViewHeadings {
    if !matches!(order, ViewOrder::Newest | ViewOrder::Oldest) {
        return ViewHeadings::None;
    }
    let days = items.chunk_by(|one, other| one.day == other.day).count();
    if days > 1 && items.len() < days * ROW {
        ViewHeadings::Month
    } else {
        ViewHeadings::Day
    }
}

/// Whether two pictures stand under one heading.
pub(super) fn share(headings: ViewHeadings, one: &Item, other: &Item) -> bool {
    match headings {
        ViewHeadings::None => true,
        ViewHeadings::Day => one.day == other.day,
        ViewHeadings::Month => one.day == other.day || month_of(one.day) == month_of(other.day),
    }
}
