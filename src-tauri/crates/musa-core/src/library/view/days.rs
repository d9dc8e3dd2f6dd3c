//! The day of a moment in the system's time zone, for hundreds of thousands of moments in a row.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Milliseconds of a quarter of an hour: no time zone changes its offset within one.
const QUARTER: i64 = 15 * 60 * 1000;

/// Remembers the last offset: pictures next to each other were mostly saved together.
pub(super) struct Days {
    zone: TimeZone,
    quarter: i64,
    offset_ms: i64,
}

impl Days {
    pub(super) fn new(zone: TimeZone) -> Self {
        Self {
            zone,
            quarter: i64::MIN,
            offset_ms: 0,
        }
    }

    /// Days since 1970.
    pub(super) fn of(&mut self, ms: i64) -> i32 {
        let quarter = ms.div_euclid(QUARTER);
        if quarter != self.quarter {
            self.quarter = quarter;
            self.offset_ms = Timestamp::from_millisecond(ms)
                .map_or(0, |at| i64::from(self.zone.to_offset(at).seconds()) * 1000);
        }
        let day = (ms + self.offset_ms).div_euclid(86_400_000);
        i32::try_from(day).unwrap_or_default()
    }
}

/// `2026-11-22`.
pub(super) fn name_of(day: i32) -> String {
    date_of(day).to_string()
}

/// Year and month of a day.
pub(super) fn month_of(day: i32) -> (i16, i8) {
    let date = date_of(day);
    (date.year(), date.month())
}

fn date_of(day: i32) -> Date {
    let epoch = jiff::civil::date(1970, 1, 1);
    let span = jiff::Span::new().try_days(i64::from(day));
    let date = span.and_then(|span| epoch.checked_add(span));
    date.unwrap_or(epoch)
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::{Days, name_of};

    #[test]
    fn a_moment_is_of_the_day_of_the_zone() {
        let zone = TimeZone::fixed(jiff::tz::offset(8));
        let mut days = Days::new(zone);
        let at = |text: &str| text.parse::<jiff::Timestamp>().unwrap().as_millisecond();
        assert_eq!(name_of(days.of(at("2026-11-22T15:59:00Z"))), "2026-11-22");
        assert_eq!(name_of(days.of(at("2026-11-22T16:00:00Z"))), "2026-11-23");
        assert_eq!(name_of(days.of(at("1969-12-31T23:00:00Z"))), "1970-01-01");
    }
}
