//! Numbers as people read them. Both languages write digits alike; units differ.

use super::Language;

const UNITS: [(u64, &str); 4] = [
    (1_000_000_000_000, "TB"),
    (1_000_000_000, "GB"),
    (1_000_000, "MB"),
    (1_000, "kB"),
];

/// `2752`, `16,385`: four digits are read at a glance, more are grouped.
pub(super) fn count(number: u64) -> String {
    let digits = number.to_string();
    if digits.len() < 5 {
        return digits;
    }
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// `4.2 MB`, `42 MB`, in thousands, as the systems' file managers say it.
pub(super) fn bytes(language: Language, bytes: u64) -> String {
    for (unit, name) in UNITS {
        // From 999.5 kB on it is 1.0 MB, so that no number has four digits.
        if bytes >= unit - unit / 2_000 && unit > 1_000 || bytes >= unit {
            let tenths = bytes.saturating_add(unit / 20) / (unit / 10);
            return if tenths < 100 {
                format!("{}.{} {name}", tenths / 10, tenths % 10)
            } else {
                format!("{} {name}", bytes.saturating_add(unit / 2) / unit)
            };
        }
    }
    match (language, bytes) {
        (Language::English, 1) => "1 byte".to_owned(),
        (Language::English, _) => format!("{bytes} bytes"),
        (Language::Chinese, _) => format!("{bytes} 字节"),
    }
}

#[cfg(test)]
mod tests {
    use super::{bytes, count};
    use crate::words::Language::{Chinese, English};

    #[test]
    fn long_numbers_are_grouped_and_short_ones_are_not() {
        assert_eq!(count(0), "0");
        assert_eq!(count(2752), "2752");
        assert_eq!(count(16_384), "16,384");
        assert_eq!(count(10_000_000_000), "10,000,000,000");
    }

    #[test]
    fn sizes_have_two_or_three_digits_and_a_unit() {
        assert_eq!(bytes(English, 1), "1 byte");
        assert_eq!(bytes(English, 999), "999 bytes");
        assert_eq!(bytes(Chinese, 999), "999 字节");
        assert_eq!(bytes(English, 1000), "1.0 kB");
        assert_eq!(bytes(English, 9_949), "9.9 kB");
        assert_eq!(bytes(English, 9_950), "10 kB");
        assert_eq!(bytes(English, 999_499), "999 kB");
        assert_eq!(bytes(English, 999_500), "1.0 MB");
        assert_eq!(bytes(Chinese, 4_200_000), "4.2 MB");
        assert_eq!(bytes(English, u64::MAX), "18446744 TB");
    }
}
