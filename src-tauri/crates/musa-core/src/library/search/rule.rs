//! The rule: what a word or a phrase finds. The index must propose everything this accepts.

use super::fold::{Run, fold, is_mark, runs};

/// A word or a phrase that is searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Term {
    /// Typed without quotes: each of its runs is found, wherever it stands.
    Word(String),
    /// Typed in quotes: found as it stands, white space being all alike.
    Phrase(String),
}

impl Term {
    /// Of a word as typed; none when nothing in it can be searched for.
    pub(crate) fn word(typed: &str) -> Option<Self> {
        let folded = fold(typed);
        if runs(&folded).next().is_none() {
            // A 🦊 is no letter, and is looked for as it stands.
            return Self::phrase(typed);
        }
        Some(Self::Word(folded))
    }

    /// Of a phrase as typed, without its quotes.
    pub(crate) fn phrase(typed: &str) -> Option<Self> {
        let folded = spaced(&fold(typed));
        if runs(&folded).next().is_some() {
            return Some(Self::Phrase(folded));
        }
        // Whether a symbol is drawn in colours is not what is asked.
        let plain = folded.replace('\u{fe0f}', "");
        let asks = plain.chars().any(|letter| !is_mark(letter));
        asks.then_some(Self::Phrase(plain))
    }

    /// Whether it finds a text, which is folded here: the full scan of tests, and the check of
    /// what the index proposes.
    pub(crate) fn finds(&self, folded: &str) -> bool {
        match self {
            Self::Word(word) => runs(word).all(|wanted| has(folded, &wanted)),
            Self::Phrase(phrase) => spaced(folded).contains(phrase.as_str()),
        }
    }

    /// Its text.
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Word(text) | Self::Phrase(text) => text,
        }
    }
}

fn has(folded: &str, wanted: &Run<'_>) -> bool {
    runs(folded).any(|run| match (run, wanted) {
        (Run::Han(run), Run::Han(wanted)) => run.contains(wanted),
        (Run::Word(run), Run::Word(wanted)) => run.starts_with(wanted),
        _ => false,
    })
}

fn spaced(folded: &str) -> String {
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::Term;
    use crate::library::search::fold;

    fn finds(term: &str, text: &str) -> bool {
        Term::word(term).unwrap().finds(&fold(text))
    }

    #[test]
    fn characters_are_found_wherever_they_stand_and_words_by_their_beginning() {
        let text = "红色连衣裙的女孩, Neon café 4K";
        for found in [
            "女孩",
            "海滩女孩",
            "女",
            "连衣裙",
            "neo",
            "CAFE",
            "4k",
            "neon女孩",
        ] {
            assert_eq!(finds(found, text), found != "海滩女孩", "{found}");
        }
        assert!(!finds("eon", text) && !finds("孩女", text) && !finds("裙女", text));
    }

    #[test]
    fn characters_on_both_sides_of_a_mark_are_not_together() {
        assert!(!finds("女孩", "女,孩"));
        assert!(!finds("女孩", "女 孩"));
    }

    #[test]
    fn a_phrase_is_found_as_it_stands() {
        let phrase = Term::phrase("Red  fox").unwrap();
        assert!(phrase.finds("a red fox") && phrase.finds("a red\nfoxes"));
        assert!(!phrase.finds("a fox, red"));
        assert!(Term::phrase("d fo").unwrap().finds("a red fox"));
        assert_eq!(Term::word("—"), None);
    }
}
