//! Other people's words, made safe for a terminal.
//!
//! A provider's error, a prompt or a file name may hold escape sequences that move the cursor,
//! set the window's title or hide text (`reliability` H10, H12). Nothing of that is printed.
//! What is sent, stored or printed as JSON keeps every byte; only the terminal sees these.

use std::fmt::Write;
use std::iter::Peekable;
use std::str::Chars;

/// One line: escape sequences and control characters are gone, line breaks are spaces.
pub(crate) fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(next) = rest.next() {
        match next {
            '\u{1b}' => skip_escape(&mut rest),
            '\u{9b}' => skip_control_sequence(&mut rest),
            '\u{90}' | '\u{98}' | '\u{9d}'..='\u{9f}' => skip_string(&mut rest),
            '\n' | '\t' | '\u{2028}' | '\u{2029}' => out.push(' '),
            other if is_unsafe(other) => {}
            other => out.push(other),
        }
    }
    out
}

/// The same, but for line breaks and tabs, which stay.
pub(crate) fn text(text: &str) -> String {
    let breaks = |it: char| it == '\n' || it == '\t';
    text.split_inclusive(breaks)
        .map(|piece| match piece.strip_suffix(breaks) {
            Some(words) => line(words) + &piece[words.len()..],
            None => line(piece),
        })
        .collect()
}

/// JSON text without a character that a terminal would act upon: they become `\u009b`. Inside
/// JSON such characters stand only in strings, so the value stays the same.
pub(crate) fn json(text: &str) -> String {
    if !text.chars().any(is_unsafe) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 16);
    for next in text.chars() {
        if is_unsafe(next) {
            let _ = write!(out, "\\u{:04x}", u32::from(next));
        } else {
            out.push(next);
        }
    }
    out
}

/// Control characters, and marks that turn the direction of what follows.
fn is_unsafe(next: char) -> bool {
    next.is_control()
        || matches!(
            next,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        )
        || matches!(next, '\u{2066}'..='\u{2069}')
}

/// What follows an ESC (ECMA-48 5.3 and 5.4).
fn skip_escape(rest: &mut Peekable<Chars<'_>>) {
    match rest.peek() {
        Some('[') => {
            rest.next();
            skip_control_sequence(rest);
        }
        Some(']' | 'P' | 'X' | '^' | '_') => {
            rest.next();
            skip_string(rest);
        }
        Some(' '..='~') => {
            while rest.next_if(|next| (' '..='/').contains(next)).is_some() {}
            rest.next_if(|next| ('0'..='~').contains(next));
        }
        _ => {}
    }
}

/// Parameters up to the final byte of a control sequence.
fn skip_control_sequence(rest: &mut Peekable<Chars<'_>>) {
    while rest.next_if(|next| (' '..='?').contains(next)).is_some() {}
    rest.next_if(|next| ('@'..='~').contains(next));
}

/// A title or another string of the terminal, up to its end. One that never ends takes nothing
/// with it, so that no words disappear.
fn skip_string(rest: &mut Peekable<Chars<'_>>) {
    let mut ahead = rest.clone();
    while let Some(next) = ahead.next() {
        match next {
            '\u{7}' | '\u{9c}' => {}
            '\u{1b}' if ahead.next_if_eq(&'\\').is_some() => {}
            _ => continue,
        }
        *rest = ahead;
        return;
    }
}

#[cfg(test)]
mod tests {
    use super::{json, line};

    #[test]
    fn escape_sequences_do_not_reach_the_terminal() {
        for (given, printed) in [
            ("plain words", "plain words"),
            ("\u{1b}[31mred\u{1b}[0m", "red"),
            ("\u{9b}2Jcleared", "cleared"),
            ("a\u{1b}]0;new title\u{7}b", "ab"),
            ("a\u{1b}]8;;http://x\u{1b}\\link", "alink"),
            ("a\u{1b}]0;never ends", "a0;never ends"),
            ("a\u{1b}(Bb\u{1b}cd", "abd"),
            ("line\nbreak\ttab\rreturn\u{8}", "line break tabreturn"),
            ("fox\u{202e}gpj.exe", "foxgpj.exe"),
            ("夕阳 👩‍🎨", "夕阳 👩‍🎨"),
            ("ends in\u{1b}", "ends in"),
        ] {
            assert_eq!(line(given), printed, "{given:?}");
        }
    }

    #[test]
    fn json_keeps_its_value_and_loses_its_danger() {
        let given = serde_json::to_string("a\u{9b}31m\u{1b}[0m\u{202e}夕").unwrap();
        let printed = json(&given);
        assert!(printed.is_ascii() || printed.ends_with("夕\""), "{printed}");
        assert!(!printed.chars().any(char::is_control));
        let read: String = serde_json::from_str(&printed).unwrap();
        assert_eq!(read, "a\u{9b}31m\u{1b}[0m\u{202e}夕");
    }
}
