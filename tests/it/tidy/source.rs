//! Rust source with comments and the insides of strings blanked out, so that a check for a word
//! finds code and not talk about it.
//!
//! A scanner of a few states, not a parser: enough to tell code from text and to follow braces.

/// `text` with comments and string contents replaced by spaces; lines keep their numbers.
pub(crate) fn code(text: &str) -> String {
    let mut scan = Scan {
        rest: text,
        out: String::with_capacity(text.len()),
    };
    while let Some(next) = scan.rest.chars().next() {
        if scan.rest.starts_with("//") {
            scan.blank(scan.rest.find('\n').unwrap_or(scan.rest.len()));
        } else if scan.rest.starts_with("/*") {
            scan.blank(block_comment(scan.rest));
        } else if let Some((opening, body)) = string(scan.rest, scan.after_word()) {
            scan.keep(opening);
            scan.blank(body);
        } else {
            scan.keep(next.len_utf8());
        }
    }
    scan.out
}

/// [`code`] without the items under `#[cfg(test)]`.
pub(crate) fn product_code(text: &str) -> String {
    let mut code = code(text);
    while let Some(start) = code.find("#[cfg(test)]") {
        let end = start + item_length(&code[start..]);
        let blank = blanked(&code[start..end]);
        code.replace_range(start..end, &blank);
    }
    code
}

/// The identifiers of blanked code with the number of their line, from 1.
pub(crate) fn words(code: &str) -> impl Iterator<Item = (usize, &str)> {
    code.lines().enumerate().flat_map(|(index, line)| {
        line.split(|mark: char| !is_word(mark))
            .filter(|word| !word.is_empty())
            .map(move |word| (index + 1, word))
    })
}

/// Lines of blanked code that contain any of `phrases`, as `path:line: phrase`.
pub(crate) fn lines_with(path: &str, code: &str, phrases: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for (index, line) in code.lines().enumerate() {
        for phrase in phrases.iter().filter(|phrase| line.contains(**phrase)) {
            found.push(format!("{path}:{}: `{phrase}`", index + 1));
        }
    }
    found
}

/// The text of an item that starts here: to its semicolon, or to the end of its braces.
pub(crate) fn item_length(code: &str) -> usize {
    let mut depth = 0_usize;
    let mut brackets = 0_usize;
    for (index, mark) in code.char_indices() {
        match mark {
            '(' | '[' => brackets += 1,
            ')' | ']' => brackets = brackets.saturating_sub(1),
            '{' => depth += 1,
            '}' if depth <= 1 => return index + 1,
            '}' => depth -= 1,
            ';' if depth == 0 && brackets == 0 => return index + 1,
            _ => {}
        }
    }
    code.len()
}

struct Scan<'a> {
    rest: &'a str,
    out: String,
}

impl Scan<'_> {
    fn keep(&mut self, length: usize) {
        let (kept, rest) = self.rest.split_at(length);
        self.out.push_str(kept);
        self.rest = rest;
    }

    fn blank(&mut self, length: usize) {
        let (gone, rest) = self.rest.split_at(length);
        self.out.push_str(&blanked(gone));
        self.rest = rest;
    }

    fn after_word(&self) -> bool {
        self.out.chars().next_back().is_some_and(is_word)
    }
}

fn is_word(mark: char) -> bool {
    mark.is_alphanumeric() || mark == '_'
}

fn blanked(text: &str) -> String {
    text.chars()
        .map(|mark| if mark == '\n' { '\n' } else { ' ' })
        .collect()
}

fn block_comment(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < text.len() {
        if text[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if text[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// A string or character literal at the start of `text`: the lengths of its opening and contents.
fn string(text: &str, after_word: bool) -> Option<(usize, usize)> {
    if let Some(body) = text.strip_prefix('"') {
        return Some((1, quoted(body, '"')));
    }
    if text.starts_with('\'') {
        return character(text).map(|body| (1, body));
    }
    if after_word {
        return None;
    }
    let prefix = text.len() - text.trim_start_matches(['b', 'c']).len();
    let raw = text[prefix..].strip_prefix('r')?;
    let hashes = raw.len() - raw.trim_start_matches('#').len();
    let body = raw[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    Some((
        prefix + hashes + 2,
        body.find(&end).map_or(body.len(), |at| at + end.len()),
    ))
}

/// The length of quoted text with its closing mark.
fn quoted(text: &str, close: char) -> usize {
    let mut escaped = false;
    for (index, mark) in text.char_indices() {
        if !escaped && mark == close {
            return index + 1;
        }
        escaped = !escaped && mark == '\\';
    }
    text.len()
}

/// The length of a character literal's contents with its closing mark; a lifetime is none.
fn character(text: &str) -> Option<usize> {
    let mut marks = text.char_indices().skip(1);
    let (_, first) = marks.next()?;
    if first == '\\' {
        return Some(quoted(&text[1..], '\''));
    }
    let (second_at, second) = marks.next()?;
    (second == '\'').then_some(second_at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_strings_and_characters_are_blanked_and_code_is_kept() {
        let text = "let a = \"fs::write\"; // File::create\nlet b = r#\"x \" fs \"#; /* a /* b */ */ let c = '\\''; let d: &'static str = 'x';";
        let code = code(text);
        assert!(!code.contains("fs"), "{code}");
        assert!(!code.contains("File"), "{code}");
        assert!(code.contains("let c = '"), "{code}");
        assert!(code.contains("&'static str"), "{code}");
        assert_eq!(code.lines().count(), 2);
        assert_eq!(code.len(), text.len());
    }

    #[test]
    fn test_items_are_left_out_of_product_code() {
        let text = "fn a() {}\n#[cfg(test)]\nmod tests {\n fn b() { c[1]; }\n}\n#[cfg(test)]\nuse x;\nfn d() {}\n";
        let words: Vec<_> = words(&product_code(text))
            .map(|(_, word)| word.to_owned())
            .collect();
        assert_eq!(words, ["fn", "a", "fn", "d"]);
    }

    #[test]
    fn a_word_is_found_on_its_line_and_not_inside_another() {
        let found: Vec<_> = words("a\nself.fs_path\nfs::read")
            .filter(|(_, word)| *word == "fs")
            .collect();
        assert_eq!(found, [(3, "fs")]);
    }
}
