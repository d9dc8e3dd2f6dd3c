//! Times as the clock on the wall shows them.

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Date and minute, in the system's time zone.
pub(crate) fn local(time: Timestamp) -> String {
    time.to_zoned(TimeZone::system())
        .strftime("%Y-%m-%d %H:%M")
        .to_string()
}
