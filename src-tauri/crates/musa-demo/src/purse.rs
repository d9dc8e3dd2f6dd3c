//! Owns the money that is not there: what the pictures would have cost, and the balance.
//!
//! Nothing is ever refused for want of it; the fault `quota` does that.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::models::Family;
use crate::rules::Order;

/// Quota units to the dollar, new-api's default (WIRE 8).
pub(crate) const UNITS_TO_THE_DOLLAR: u64 = 500_000;
/// What was there at the start, in quota units: 20 dollars.
pub(crate) const GRANTED: u64 = 20 * UNITS_TO_THE_DOLLAR;

/// What has been spent since start, in quota units.
#[derive(Debug, Default)]
pub(crate) struct Purse {
    spent: AtomicU64,
}

impl Purse {
    /// Charges for the pictures of an order.
    pub(crate) fn charge(&self, order: &Order) {
        let cost = price(order) * u64::from(order.count);
        self.spent.fetch_add(cost, Ordering::Relaxed);
    }

    /// In quota units.
    pub(crate) fn spent(&self) -> u64 {
        self.spent.load(Ordering::Relaxed)
    }
}

/// The price of one picture in quota units: about what the real ones cost.
fn price(order: &Order) -> u64 {
    let tenths_of_a_cent = match order.family {
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
    };
    tenths_of_a_cent * UNITS_TO_THE_DOLLAR / 1000
}
