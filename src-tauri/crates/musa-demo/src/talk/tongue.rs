//! Owns the language of an answer, and what is taken out of a question: its things, its numbers.

/// The languages that the demo speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tongue {
    English,
    Chinese,
}

impl Tongue {
    /// The language of a text.
    pub(super) fn of(text: &str) -> Self {
        if text.chars().any(is_chinese) {
            Self::Chinese
        } else {
            Self::English
        }
    }

    /// One of two texts.
    pub(super) fn pick<'t>(self, english: &'t str, chinese: &'t str) -> &'t str {
        match self {
            Self::English => english,
            Self::Chinese => chinese,
        }
    }
}

pub(super) fn is_chinese(letter: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&letter)
}

/// Whether one of these words stands in a text; the text is in lower case.
pub(super) fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| {
        if word.chars().any(is_chinese) {
            return text.contains(word);
        }
        let boundary = |letter: Option<char>| letter.is_none_or(|it| !it.is_alphanumeric());
        text.match_indices(word).any(|(at, _)| {
            boundary(text[..at].chars().next_back())
                && boundary(text[at + word.len()..].chars().next())
        })
    })
}

/// The beginning of a text, for a sentence that repeats it.
pub(super) fn short(text: &str, most: usize) -> String {
    let line = text
        .split(['\n', '。', '！', '？', '?', '!'])
        .find(|it| !it.trim().is_empty());
    let line = line
        .unwrap_or_default()
        .trim()
        .trim_end_matches(['.', ',', '，']);
    if line.chars().count() <= most {
        return line.to_owned();
    }
    let cut: String = line.chars().take(most).collect();
    let cut = cut.rsplit_once(' ').map_or(cut.as_str(), |(head, _)| head);
    format!("{cut}…")
}

/// Names in a question: in quotes, with a capital letter inside the sentence, or between the
/// Chinese words that surround places.
pub(super) fn names(text: &str) -> Vec<String> {
    let mut found: Vec<String> = quoted(text);
    if found.is_empty() {
        found = capitals(text);
    }
    if found.is_empty() {
        found = places(text);
    }
    found.dedup();
    found
}

fn quoted(text: &str) -> Vec<String> {
    let marks = [('"', '"'), ('“', '”'), ('「', '」'), ('《', '》')];
    let mut found = Vec::new();
    for (open, close) in marks {
        let mut rest = text;
        while let Some((_, after)) = rest.split_once(open) {
            let Some((inside, after)) = after.split_once(close) else {
                break;
            };
            if !inside.is_empty() && inside.chars().count() <= 60 {
                found.push(inside.to_owned());
            }
            rest = after;
        }
    }
    found
}

fn capitals(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut goes_on = false;
    for (number, word) in text.split_whitespace().enumerate() {
        let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        let bare = bare.strip_suffix("'s").unwrap_or(bare);
        let capital = bare.chars().next().is_some_and(char::is_uppercase);
        let name = capital && number > 0 && bare.chars().count() > 1;
        match found.last_mut() {
            Some(last) if name && goes_on => {
                last.push(' ');
                last.push_str(bare);
            }
            _ if name => found.push(bare.to_owned()),
            _ => {}
        }
        goes_on = name && word.ends_with(bare);
    }
    found
}

/// `北京和上海的天气` has two of them.
fn places(text: &str) -> Vec<String> {
    let Some(head) = ["的天气", "的", "天气"].iter().find_map(|end| {
        let (head, _) = text.split_once(end)?;
        (!head.is_empty()).then_some(head)
    }) else {
        return Vec::new();
    };
    let head = head.trim_start_matches(|letter| "请帮我查询一下看".contains(letter));
    let items = head.split(['和', '、', '与', '及', '，']);
    let items = items
        .map(str::trim)
        .filter(|it| (2..=6).contains(&it.chars().count()));
    items.map(str::to_owned).collect()
}

/// How many words or characters were asked for, as in "2,000 words" or "500字".
pub(super) fn length_wish(text: &str) -> Option<usize> {
    let lower = text.to_lowercase();
    let lower = lower.replace([',', '，'], "");
    ["words", "word", "字", "个字"].iter().find_map(|unit| {
        let (head, _) = lower.split_once(unit)?;
        let head = head.trim_end_matches([' ', '-', '个']);
        let digits = head.len() - head.trim_end_matches(|it: char| it.is_ascii_digit()).len();
        // "At most 80 words" is a limit and no wish.
        let before = head[..head.len() - digits].trim_end();
        let limits = ["most", "than", "under", "within", "不超过", "以内"];
        if limits.iter().any(|it| before.ends_with(it)) {
            return None;
        }
        head[head.len() - digits..]
            .parse()
            .ok()
            .filter(|it| *it > 0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_both_languages() {
        assert_eq!(
            names("What's the weather in Paris and New York?"),
            ["Paris", "New York"]
        );
        assert_eq!(names("北京和上海的天气怎么样"), ["北京", "上海"]);
        assert_eq!(names("look up \"blue cup\" please"), ["blue cup"]);
        assert!(names("hello there").is_empty());
    }

    #[test]
    fn a_length_is_a_number_before_its_unit() {
        assert_eq!(length_wish("Write 10,000 words about tea"), Some(10_000));
        assert_eq!(length_wish("写一篇500字的短文"), Some(500));
        assert_eq!(length_wish("in a few words"), None);
        assert_eq!(length_wish("in at most 120 words"), None);
    }

    #[test]
    fn words_are_whole_words() {
        assert!(has("a table of cups", &["table"]));
        assert!(!has("a stable of horses", &["table"]));
    }
}
