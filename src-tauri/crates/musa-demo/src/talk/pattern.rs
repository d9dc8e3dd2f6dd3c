//! Owns texts that fit simple patterns: letters, classes, groups, choices and counts, as the
//! `pattern` of a schema mostly has them. What it does not know it gives up.

use std::iter::Peekable;
use std::str::Chars;

/// Longer counts than this are not written out.
const MOST: usize = 256;

/// A text that fits, or `None` for a pattern with something else in it.
pub(super) fn text_of(pattern: &str) -> Option<String> {
    let mut letters = pattern.chars().peekable();
    let text = sequence(&mut letters)?;
    letters.next().is_none().then_some(text)
}

/// Up to the end or a closing bracket; of several choices the first.
fn sequence(letters: &mut Peekable<Chars<'_>>) -> Option<String> {
    let mut out = String::new();
    let mut first = None;
    while let Some(letter) = letters.peek().copied() {
        if letter == ')' {
            break;
        }
        letters.next();
        let piece = match letter {
            '^' | '$' => continue,
            '|' => {
                first.get_or_insert(std::mem::take(&mut out));
                continue;
            }
            '(' => {
                if letters.peek() == Some(&'?') {
                    letters.next();
                    letters.next().filter(|it| *it == ':')?;
                }
                let inside = sequence(letters)?;
                letters.next()?;
                inside
            }
            '[' => class(letters)?.to_string(),
            '\\' => escaped(letters.next()?)?.to_string(),
            '.' => "a".to_owned(),
            '*' | '+' | '?' | '{' => return None,
            other => other.to_string(),
        };
        out.push_str(&piece.repeat(count(letters)?));
    }
    Some(first.unwrap_or(out))
}

fn escaped(letter: char) -> Option<char> {
    Some(match letter {
        'd' => '0',
        'w' => 'a',
        's' => ' ',
        letter if letter.is_ascii_alphanumeric() => return None,
        letter => letter,
    })
}

/// The first letter of a class.
fn class(letters: &mut Peekable<Chars<'_>>) -> Option<char> {
    let mut found = None;
    loop {
        let letter = match letters.next()? {
            ']' => return found,
            '^' if found.is_none() => return None,
            '\\' => escaped(letters.next()?)?,
            letter => letter,
        };
        found.get_or_insert(letter);
    }
}

/// How often the last piece stands there: as seldom as it may, but once where that is allowed.
fn count(letters: &mut Peekable<Chars<'_>>) -> Option<usize> {
    match letters.peek() {
        Some('*' | '+' | '?') => {
            letters.next();
            Some(1)
        }
        Some('{') => {
            letters.next();
            let inside: String = letters.by_ref().take_while(|it| *it != '}').collect();
            let (least, most) = inside.split_once(',').unwrap_or((&inside, &inside));
            let least: usize = least.trim().parse().ok()?;
            let most: usize = most.trim().parse().unwrap_or(MOST);
            Some(least.max(1).min(most)).filter(|it| *it <= MOST)
        }
        _ => Some(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simple_patterns_get_a_text_and_others_none() {
        let rows = [
            ("^[A-Z]{2}-\\d{3}$", Some("AA-000")),
            ("^(red|blue)$", Some("red")),
            ("^#[0-9a-f]{6}$", Some("#000000")),
            ("^(?:ab)+\\.c?$", Some("ab.c")),
            ("^[^x]$", None),
            ("(?=x)", None),
        ];
        for (pattern, text) in rows {
            assert_eq!(text_of(pattern).as_deref(), text, "{pattern}");
        }
    }
}
