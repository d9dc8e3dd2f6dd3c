//! Words as a search compares them: compatibility forms, case and accents folded. Every word of a
//! search must be somewhere in a conversation, as it stands there: no splitting into words, so
//! that Chinese of any length is found, and nothing that is not there.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// A text as it is compared.
pub(super) fn fold(text: &str) -> String {
    let plain = text.nfkd().filter(|it| !is_combining_mark(*it));
    plain.flat_map(char::to_lowercase).nfc().collect()
}

/// The words of a search, folded, each once.
pub(super) fn terms(search: &str) -> Vec<String> {
    let folded = fold(search);
    let mut terms: Vec<String> = folded.split_whitespace().map(str::to_owned).collect();
    terms.sort();
    terms.dedup();
    terms
}

/// So many characters before the place: it is told in a narrow line, and must be seen there.
const BEFORE: usize = 8;

/// So many from the place on.
const FROM_IT: usize = 80;

/// A piece of a text around a term, as it was written; none where the term is not in it.
pub(super) fn piece(text: &str, term: &str) -> Option<String> {
    // Folding may change lengths: places are found character by character.
    let folded: Vec<String> = text.chars().map(|it| fold(&it.to_string())).collect();
    let whole: String = folded.concat();
    let at = whole.find(term)?;
    let mut bytes = 0;
    let place = folded.iter().position(|it| {
        bytes += it.len();
        bytes > at
    })?;
    let (from, to) = (place.saturating_sub(BEFORE), place + FROM_IT);
    let piece = text.chars().skip(from).take(to - from);
    let piece: String = piece
        .map(|it| if it.is_whitespace() { ' ' } else { it })
        .collect();
    let before = if from > 0 { "…" } else { "" };
    let after = if to < folded.len() { "…" } else { "" };
    Some(format!("{before}{}{after}", piece.trim()))
}

#[cfg(test)]
mod tests {
    use super::{fold, piece, terms};

    #[test]
    fn case_accents_and_widths_do_not_matter() {
        assert_eq!(fold("Café ＡＢＣ"), "cafe abc");
        assert_eq!(terms("  Tea  tin tea "), ["tea", "tin"]);
    }

    #[test]
    fn two_chinese_characters_are_found_with_what_stands_around_them() {
        let text = format!("{}一盏慢开{}", "前".repeat(60), "后".repeat(200));
        let found = piece(&text, "慢开").unwrap();
        assert!(found.contains("一盏慢开"), "{found}");
        assert!(found.starts_with("…前") && found.ends_with('…'));
        let before = found.chars().position(|it| it == '一');
        assert!(before.is_some_and(|it| it < 12), "{found}");
        assert_eq!(piece("tea", "tin"), None);
    }
}
