//! Owns the cut of a text into the deltas of a stream.

/// Chinese characters in one delta.
const CHARACTERS: usize = 3;

/// A text in deltas, each about a word; together they are the text.
pub(crate) fn pieces(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut piece = String::new();
    let mut wide = 0;
    for letter in text.chars() {
        let ends = letter.is_whitespace() && !piece.is_empty() && !piece.ends_with(' ');
        if ends || wide == CHARACTERS {
            out.push(std::mem::take(&mut piece));
            wide = 0;
        }
        piece.push(letter);
        wide += usize::from(!letter.is_ascii());
    }
    if !piece.is_empty() {
        out.push(piece);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_words_and_lose_nothing() {
        for text in [
            "Hello, how are you?",
            "一只猫坐在月亮上看着大海",
            "",
            " a\n\n- b",
            "混合 text 文本",
        ] {
            assert_eq!(pieces(text).concat(), text);
        }
        assert_eq!(pieces("Hello, how are you?").len(), 4);
        assert!(pieces("一只猫坐在月亮上看着大海").len() >= 4);
    }
}
