//! Owns the money that is not there: what pictures, films and answers would have
//! cost, and the balance.
//!
//! Nothing is ever refused for want of it; the fault `quota` does that.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::models::Family;
use crate::rules::Order;

/// Quota units to the dollar, new-api's default (WIRE 8).
pub(crate) const UNITS_TO_THE_DOLLAR: u64 = 500_000;
/// What was there at the start, in quota units: 20 dollars.
pub(crate) const GRANTED: u64 = 20 * UNITS_TO_THE_DOLLAR;

/// A second of a film, in tenths of a cent: about what it costs in 720p.
const FILM_SECOND: u64 = 40;
/// An answer in words, in tenths of a cent: a long one of a large model.
const ANSWER: u64 = 10;

/// What has been spent since start, in quota units.
#[derive(Debug, Default)]
pub(crate) struct Purse {
    spent: AtomicU64,
}

impl Purse {
    /// Charges for the pictures of an order.
    pub(crate) fn charge(&self, order: &Order) {
        self.take(price(order).saturating_mul(u64::from(order.count)));
    }

    /// Charges for a film of so many seconds.
    pub(crate) fn charge_film(&self, seconds: u64) {
        self.take(FILM_SECOND.saturating_mul(seconds));
    }

    /// Charges for an answer in words.
    pub(crate) fn charge_answer(&self) {
        self.take(ANSWER);
    }

    fn take(&self, tenths_of_a_cent: u64) {
        let cost = units(tenths_of_a_cent);
        self.spent.fetch_add(cost, Ordering::Relaxed);
    }

    /// In quota units: never more than there was.
    pub(crate) fn spent(&self) -> u64 {
        self.spent.load(Ordering::Relaxed).min(GRANTED)
    }
}

fn units(tenths_of_a_cent: u64) -> u64 {
    tenths_of_a_cent * UNITS_TO_THE_DOLLAR / 1000
}

/// The price of one picture in tenths of a cent: about what the real ones cost.
fn price(order: &Order) -> u64 {
    match order.family {
        Family::NanoHd => 80,
        Family::NanoPro if order.pixels.width.max(order.pixels.height) > 3_200 => 240,
        Family::NanoPro => 134,
        Family::NanoNext => 67,
        Family::GptFixed | Family::GptFree => 42,
        Family::Nano
        | Family::Flux
        | Family::Recraft
        | Family::DallE2
        | Family::DallE3
        | Family::Unknown => 40,
    }
}

#[cfg(test)]
mod tests {
    use super::{GRANTED, Purse};

    #[test]
    fn no_more_is_spent_than_there_was() {
        let purse = Purse::default();
        purse.charge_film(400);
        assert_eq!(purse.spent(), GRANTED * 4 / 5);
        purse.charge_film(400);
        assert_eq!(purse.spent(), GRANTED);
    }
}
