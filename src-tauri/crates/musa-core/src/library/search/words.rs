//! The index: what is written into it for a picture, and what it is asked.
//!
//! FTS5 with the `ascii` tokenizer, which splits at ASCII marks only, so that its idea of a
//! letter cannot differ from ours: we cut and it keeps. A run of characters is written as all
//! its pairs and its last character, so that a pair is one look-up and a single character is a
//! prefix; a word as it is.

use super::fold::{Run, fold, runs};
use super::rule::Term;

/// Bytes of a word that the index keeps.
const LONGEST: usize = 512;

/// Stands between the texts of a picture. No white space, so that no phrase reaches over it.
const BETWEEN: char = '\u{1}';

/// All of a picture that plain words search: its prompt, model, file and tags.
pub(crate) fn document(prompt: &str, model: Option<&str>, path: &str, tags: &[String]) -> String {
    let model = model.unwrap_or_default();
    let mut text = format!("{prompt}{BETWEEN}{model}{BETWEEN}{path}");
    for tag in tags {
        text.push(BETWEEN);
        text.push_str(tag);
    }
    fold(&text)
}

/// What the index keeps of a folded text.
pub(crate) fn tokens(folded: &str) -> String {
    let mut out = String::with_capacity(folded.len() * 2);
    for run in runs(folded) {
        match run {
            Run::Word(word) => push(&mut out, cut(word)),
            Run::Han(han) => pairs(han).for_each(|pair| push(&mut out, pair)),
        }
    }
    out
}

/// What the index is asked for a term, and whether its answer says it all. `begins` gives the
/// words of the index that begin so, or none to leave that to the index.
pub(super) fn asked<E>(
    term: &Term,
    mut begins: impl FnMut(&str) -> Result<Option<Vec<String>>, E>,
) -> Result<(String, Exactness), E> {
    let mut parts = Vec::new();
    let mut exactness = match term {
        Term::Word(_) => Exactness::Exact,
        Term::Phrase(_) => Exactness::Proposal,
    };
    let phrase = matches!(term, Term::Phrase(_));
    let folded = term.text();
    for (at, run) in runs(folded).enumerate() {
        match run {
            // The first word of a phrase may be the end of one: the index cannot tell.
            Run::Word(_) if phrase && at == 0 => {}
            Run::Word(word) => {
                let begun = cut(word);
                if begun.len() < word.len() {
                    exactness = Exactness::Proposal;
                }
                parts.push(match begins(begun)? {
                    Some(words) if words.is_empty() => Part::Whole(begun),
                    Some(words) => Part::Any(words),
                    None => Part::Beginning(begun),
                });
            }
            Run::Han(han) => {
                let letters = han.chars().count();
                if letters == 1 {
                    parts.push(Part::Beginning(han));
                } else {
                    parts.extend(pairs(han).take(letters - 1).map(Part::Whole));
                    if letters > 2 {
                        // Both pairs of 红色连 may stand apart.
                        exactness = Exactness::Proposal;
                    }
                }
            }
        }
    }
    let parts: Vec<String> = parts.iter().map(Part::matched).collect();
    Ok((parts.join(" AND "), exactness))
}

/// Whether what the index proposes has to be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exactness {
    /// It is what the rule finds.
    Exact,
    /// Among it is what the rule finds.
    Proposal,
}

/// One question to the index.
enum Part<'a> {
    Whole(&'a str),
    Beginning(&'a str),
    Any(Vec<String>),
}

impl Part<'_> {
    /// As FTS5 takes it. Letters and digits only, so a quote can never end the string.
    fn matched(&self) -> String {
        match self {
            Self::Whole(text) => format!("\"{text}\""),
            Self::Beginning(text) => format!("\"{text}\"*"),
            Self::Any(words) => {
                let words: Vec<_> = words.iter().map(|word| format!("\"{word}\"")).collect();
                format!("({})", words.join(" OR "))
            }
        }
    }
}

/// As much of a word as the index keeps. Scripts that write no spaces have words as long as their
/// sentences, and the index itself would cut them in the middle of a letter.
fn cut(word: &str) -> &str {
    word.get(..word.floor_char_boundary(LONGEST))
        .unwrap_or(word)
}

/// 红色 色裙 裙 of 红色裙.
fn pairs(han: &str) -> impl Iterator<Item = &str> {
    let starts = han.char_indices().map(|(at, _)| at);
    starts.map(|at| {
        let rest = &han[at..];
        let end = rest
            .char_indices()
            .nth(2)
            .map_or(rest.len(), |(end, _)| end);
        &rest[..end]
    })
}

fn push(out: &mut String, token: &str) {
    if !out.is_empty() {
        out.push(' ');
    }
    out.push_str(token);
}

#[cfg(test)]
mod tests {
    use super::{Exactness, asked, document, tokens};
    use crate::library::search::Term;

    #[test]
    fn a_picture_is_written_as_words_and_pairs() {
        let folded = document("红色裙 Neon", Some("flux-1"), "a/b.png", &["秋".into()]);
        assert_eq!(tokens(&folded), "红色 色裙 裙 neon flux 1 a b png 秋");
    }

    #[test]
    fn a_term_asks_the_index_for_what_can_be_in_it() {
        let none = |_: &str| Ok::<_, std::convert::Infallible>(None);
        let ask = |word: &str| asked(&Term::word(word).unwrap(), none).unwrap();
        assert_eq!(ask("海"), ("\"海\"*".into(), Exactness::Exact));
        assert_eq!(ask("女孩"), ("\"女孩\"".into(), Exactness::Exact));
        let long = "\"红色\" AND \"色裙\"".to_owned();
        assert_eq!(ask("红色裙"), (long, Exactness::Proposal));
        let mixed = "\"neon\"* AND \"女孩\"".to_owned();
        assert_eq!(ask("neon女孩"), (mixed, Exactness::Exact));
        let phrase = asked(&Term::phrase("red fox").unwrap(), none).unwrap();
        assert_eq!(phrase, ("\"fox\"*".into(), Exactness::Proposal));
        let known = |word: &str| Ok::<_, std::convert::Infallible>(Some(vec![format!("{word}es")]));
        let (known, _) = asked(&Term::word("fox海").unwrap(), known).unwrap();
        assert_eq!(known, "(\"foxes\") AND \"海\"*");
    }
}
