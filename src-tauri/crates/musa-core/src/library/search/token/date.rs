//! Days as a query names them: a year, a month, a day, a span of them, or so many days back.

use jiff::ToSpan as _;
use jiff::civil::Date;

/// The first and the last day, both included.
pub(super) fn read(value: &str, today: Date) -> Option<(Date, Date)> {
    if let Some((from, to)) = value.split_once("..") {
        return Some((span(from, today)?.0, span(to, today)?.1));
    }
    let beyond = |sign: &str| value.strip_prefix(sign).map(|rest| span(rest, today));
    if let Some(days) = beyond(">=").or_else(|| beyond("≥")) {
        return Some((days?.0, Date::MAX));
    }
    if let Some(days) = beyond("<=").or_else(|| beyond("≤")) {
        return Some((Date::MIN, days?.1));
    }
    if let Some(days) = beyond(">") {
        return Some((days?.1.tomorrow().ok()?, Date::MAX));
    }
    if let Some(days) = beyond("<") {
        return Some((Date::MIN, days?.0.yesterday().ok()?));
    }
    span(value, today)
}

/// One year, month or day.
fn span(value: &str, today: Date) -> Option<(Date, Date)> {
    match value {
        "today" | "今天" => return Some((today, today)),
        "yesterday" | "昨天" => {
            let day = today.yesterday().ok()?;
            return Some((day, day));
        }
        _ => {}
    }
    if let Some(days) = value.strip_suffix(['d', '天']) {
        let days: i64 = days
            .parse()
            .ok()
            .filter(|days| (1..=100_000).contains(days))?;
        return Some((today.checked_sub((days - 1).days()).ok()?, today));
    }
    let parts: Vec<&str> = value.split(['-', '/', '.', '年', '月', '日']).collect();
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let number = |at: usize| parts.get(at).map(|part| part.parse::<i16>());
    let year = number(0)?
        .ok()
        .filter(|year| (1000..=9999).contains(year))?;
    let small = |number: i16| i8::try_from(number).ok();
    match (number(1), number(2)) {
        (None, _) => Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?)),
        (Some(month), None) => {
            let first = Date::new(year, small(month.ok()?)?, 1).ok()?;
            Some((first, first.last_of_month()))
        }
        (Some(month), Some(day)) => {
            let day = Date::new(year, small(month.ok()?)?, small(day.ok()?)?).ok()?;
            (parts.len() == 3).then_some((day, day))
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::read;

    fn days(value: &str) -> Option<(Date, Date)> {
        read(value, date(2026, 11, 22))
    }

    #[test]
    fn years_months_days_and_spans_are_days() {
        let november = (date(2026, 11, 1), date(2026, 11, 30));
        assert_eq!(days("2026-11"), Some(november));
        assert_eq!(days("2026年11月"), Some(november));
        assert_eq!(days("2024-02..2024-02").unwrap().1, date(2024, 2, 29));
        assert_eq!(days("7d"), Some((date(2026, 11, 16), date(2026, 11, 22))));
        assert_eq!(days("<2026-11").unwrap().1, date(2026, 10, 31));
        assert_eq!(days(">2026").unwrap().0, date(2027, 1, 1));
        assert_eq!(days("昨天").unwrap().0, date(2026, 11, 21));
    }

    #[test]
    fn what_is_no_day_is_none() {
        for wrong in [
            "",
            "2026-13",
            "2026-02-30",
            "soon",
            "20261122",
            "2026-1-2-3",
            "0d",
        ] {
            assert_eq!(days(wrong), None, "{wrong}");
        }
    }
}
