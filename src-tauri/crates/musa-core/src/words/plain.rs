//! Other people's text made harmless: a provider's message or a file's name may hold terminal
//! commands, line breaks and marks that turn a sentence around (reliability.md H12).

/// So many characters of somebody's own words are shown.
const MOST: usize = 600;

/// One line: no commands, no control characters, white space once.
pub(super) fn line(text: &str) -> String {
    let mut line = String::with_capacity(text.len().min(4 * MOST));
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            // A terminal's command: ESC [ … up to a letter.
            '\u{1b}' if letters.peek() == Some(&'[') => {
                letters.next();
                while letters
                    .next()
                    .is_some_and(|part| !('@'..='~').contains(&part))
                {}
            }
            _ if letter.is_whitespace() || letter.is_control() => {
                if !line.is_empty() && !line.ends_with(' ') {
                    line.push(' ');
                }
            }
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            _ => line.push(letter),
        }
    }
    line.truncate(line.trim_end().len());
    line
}

/// The same, cut after a readable length.
pub(super) fn excerpt(text: &str) -> String {
    let line = line(text);
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::{excerpt, line};

    #[test]
    fn terminal_commands_and_turned_text_do_not_survive() {
        assert_eq!(line("a\u{1b}[31;1mred\u{1b}[0m b"), "ared b");
        assert_eq!(line("  two\r\n\tlines \0"), "two lines");
        assert_eq!(line("x\u{202e}gnp.exe"), "xgnp.exe");
        assert_eq!(line("\u{1b}[31"), "");
        assert_eq!(line("图片 – “ok”"), "图片 – “ok”");
    }

    #[test]
    fn long_words_are_cut_between_characters() {
        let long = "猫".repeat(700);
        assert_eq!(excerpt(&long).chars().count(), 601);
        assert_eq!(excerpt("short"), "short");
    }
}
