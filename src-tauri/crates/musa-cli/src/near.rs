//! Which known name was meant by one that is not known. Suggests only; nothing is changed.

/// So many letters may be wrong, missing or too many.
const MOST: usize = 2;

/// The nearest of these names, unless it is the same or too far away.
pub(crate) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let away = known.map(|other| (distance(name, other), other));
    let (distance, near) = away.min_by_key(|(distance, _)| *distance)?;
    (1..=MOST).contains(&distance).then_some(near)
}

/// Letters to change, add or take away to get from one to the other.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (place, letter) in one.chars().enumerate() {
        let mut corner = row[0];
        row[0] = place + 1;
        for (column, against) in other.iter().enumerate() {
            let changed = corner + usize::from(letter != *against);
            corner = row[column + 1];
            row[column + 1] = changed.min(corner + 1).min(row[column] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_of_the_finger_is_seen_and_another_name_is_not() {
        let known = ["nano-banana", "nano-banana-2", "gpt-image-1"];
        let near = |name| nearest(name, known.into_iter());
        assert_eq!(near("nano-bananna-2"), Some("nano-banana-2"));
        assert_eq!(near("gpt-imgae-1"), Some("gpt-image-1"));
        assert_eq!(near("nano-banana"), None);
        assert_eq!(near("flux-pro"), None);
    }
}
