//! Text made equal where people see no difference: width and ligatures (NFKC), case, accents.

use unicode_normalization::UnicodeNormalization as _;

/// Accents and other marks over Latin, Greek and Cyrillic letters. The marks of other scripts
/// tell words apart and stay.
fn is_accent(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

/// The form in which texts are compared. Folding twice changes nothing.
pub(crate) fn fold(text: &str) -> String {
    if let Some(folded) = simple(text) {
        return folded;
    }
    thorough(text)
}

/// The same for what most prompts are made of, in one pass: ASCII, its wide forms, and
/// characters and marks that are their own form. None where anything else is among it.
fn simple(text: &str) -> Option<String> {
    let fold_one = |letter: char| match letter {
        letter if letter.is_ascii() => Some(letter.to_ascii_lowercase()),
        '\u{4e00}'..='\u{9fff}'
        | '\u{3400}'..='\u{4dbf}'
        | '、'
        | '。'
        | '〈'..='】'
        | '\u{2014}'
        | '\u{2018}'..='\u{201d}' => Some(letter),
        '！'..='～' => {
            let plain = u32::from(letter) - 0xFEE0;
            char::from_u32(plain).map(|plain| plain.to_ascii_lowercase())
        }
        _ => None,
    };
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars() {
        folded.push(fold_one(letter)?);
    }
    Some(folded)
}

/// The whole form, for everything.
fn thorough(text: &str) -> String {
    let lower: String = text.nfkc().flat_map(char::to_lowercase).collect();
    let plain: String = lower.nfd().filter(|letter| !is_accent(*letter)).collect();
    plain.nfkc().collect()
}

/// Characters that need no space between words: they are found wherever they stand.
pub(crate) fn is_han(letter: char) -> bool {
    matches!(letter,
        '\u{2e80}'..='\u{2fdf}'      // radicals
        | '\u{3005}'..='\u{3007}'    // 々〆〇
        | '\u{3021}'..='\u{3029}'
        | '\u{3031}'..='\u{3035}'
        | '\u{3041}'..='\u{3096}'    // hiragana
        | '\u{309d}'..='\u{309f}'
        | '\u{30a1}'..='\u{30fa}'    // katakana
        | '\u{30fc}'..='\u{30ff}'
        | '\u{3105}'..='\u{312f}'    // bopomofo
        | '\u{31a0}'..='\u{31bf}'
        | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}'    // hangul
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// What stands between words, and is never looked for by itself.
pub(super) fn is_mark(letter: char) -> bool {
    letter.is_ascii_punctuation()
        || letter.is_whitespace()
        || letter.is_control()
        || matches!(letter,
            '\u{a1}'..='\u{bf}'
            | '×' | '÷'
            | '\u{300}'..='\u{36f}'      // accents by themselves
            | '\u{2000}'..='\u{206f}'
            | '\u{3000}'..='\u{303f}'
            | '・'
            | '\u{fe00}'..='\u{fe6f}'
            | '\u{ff00}'..='\u{ffef}')
}

/// A run of letters: what lies between two runs is never searched for, except in a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Run<'a> {
    /// Found wherever it stands.
    Han(&'a str),
    /// Found by its beginning.
    Word(&'a str),
}

/// The runs of a folded text, in their order.
pub(crate) fn runs(folded: &str) -> impl Iterator<Item = Run<'_>> {
    #[derive(Clone, Copy, PartialEq, Eq)]
    enum Kind {
        Han,
        Word,
        Between,
    }
    let kind = |letter: char| {
        if is_han(letter) {
            Kind::Han
        } else if letter.is_alphanumeric() {
            Kind::Word
        } else {
            Kind::Between
        }
    };
    let mut rest = folded;
    std::iter::from_fn(move || {
        loop {
            let first = kind(rest.chars().next()?);
            let end = rest
                .char_indices()
                .find(|(_, letter)| kind(*letter) != first)
                .map_or(rest.len(), |(at, _)| at);
            let (run, after) = rest.split_at(end);
            rest = after;
            match first {
                Kind::Han => return Some(Run::Han(run)),
                Kind::Word => return Some(Run::Word(run)),
                Kind::Between => {}
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{Run, fold, runs, simple, thorough};

    #[test]
    fn the_short_way_comes_to_the_same_as_the_whole_one() {
        let short = (0..=0x0001_0000)
            .filter_map(char::from_u32)
            .filter(|letter| {
                let text = letter.to_string();
                let folded = simple(&text);
                assert!(
                    folded.is_none_or(|folded| folded == thorough(&text)),
                    "{letter:?}"
                );
                simple(&text).is_some()
            });
        assert!(short.count() > 20_000);
        let text = "红色连衣裙，Neon（ＦＯＸ）";
        assert_eq!(simple(text), Some(thorough(text)));
        assert_eq!(
            simple("e\u{301}"),
            None,
            "a mark joins what stands before it"
        );
    }

    #[test]
    fn width_case_and_accents_make_no_difference() {
        assert_eq!(fold("Ｃafé ÉCOLE ﬁn"), "cafe ecole fin");
        assert_eq!(fold("が ゛한글"), fold(&fold("が ゛한글")));
        assert!(fold("한글").contains('글'), "syllables stay whole");
        assert_eq!(fold("İstanbul"), "istanbul");
    }

    #[test]
    fn a_text_falls_into_runs_of_characters_and_words() {
        let found: Vec<_> = runs("neon女孩2 — 海, don't").collect();
        let wanted = [
            Run::Word("neon"),
            Run::Han("女孩"),
            Run::Word("2"),
            Run::Han("海"),
            Run::Word("don"),
            Run::Word("t"),
        ];
        assert_eq!(found, wanted);
    }
}
