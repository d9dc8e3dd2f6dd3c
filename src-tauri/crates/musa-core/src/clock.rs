//! What time it is, as a port: tests decide it, the product reads the system.
//!
//! Order never depends on it: rows are ordered by their sequence, not by a clock that may jump.

use std::fmt;

use jiff::Timestamp;
use parking_lot::Mutex;

/// Says what time it is.
pub trait Clock: fmt::Debug + Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;
}

/// The system's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// A clock that stands where it is put.
#[derive(Debug)]
pub struct FixedClock(Mutex<Timestamp>);

impl FixedClock {
    /// Standing at `now`.
    pub fn at(now: Timestamp) -> Self {
        Self(Mutex::new(now))
    }

    /// Puts it elsewhere.
    pub fn set(&self, now: Timestamp) {
        *self.0.lock() = now;
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        *self.0.lock()
    }
}

#[cfg(test)]
mod tests {
    use super::{Clock, FixedClock};
    use jiff::Timestamp;

    #[test]
    fn a_fixed_clock_stands_until_it_is_set() {
        let clock = FixedClock::at(Timestamp::UNIX_EPOCH);
        assert_eq!(clock.now(), Timestamp::UNIX_EPOCH);
        let later: Timestamp = "2026-11-22T18:45:00Z".parse().unwrap();
        clock.set(later);
        assert_eq!(clock.now(), later);
    }
}
