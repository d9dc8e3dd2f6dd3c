//! A query, read: `model:flux rating:>=4 女孩 "red fox" -tag:old`. Never refused as a whole: what
//! makes no sense is marked and left out, so that results come while somebody types.

use std::ops::Range;

use super::rule::Term;
use super::token::{Token, TokenError, name_of};

/// Whether a piece asks for what has it or for what has it not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sense {
    /// What has it.
    With,
    /// What has it not: `-` before it.
    Without,
}

/// What a piece asks for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Asked {
    /// A word or a phrase.
    Words(Term),
    /// A token that is understood.
    Token(Token),
    /// One that is not, or that has no value yet.
    Refused(TokenError),
    /// Nothing by itself: a mark between words.
    Nothing,
}

/// A piece of a query.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Piece {
    /// Where it stands, in bytes.
    pub(crate) at: Range<usize>,
    /// `model`, … for tokens.
    pub(crate) name: Option<&'static str>,
    /// With or without.
    pub(crate) sense: Sense,
    /// What.
    pub(crate) asked: Asked,
}

/// A query, read.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Parsed {
    /// In its order.
    pub(crate) pieces: Vec<Piece>,
    /// Something was typed, and nothing of it can be looked for. It finds nothing: what asks for
    /// nothing must never mean everything, for all that a query finds can be put in the trash.
    pub(crate) futile: bool,
}

impl Parsed {
    /// Both questions at once.
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.pieces.extend(other.pieces);
        self.futile |= other.futile;
        self
    }
}

/// Reads a query. Marks among words ask for nothing.
pub(crate) fn parse(query: &str, today: jiff::civil::Date) -> Parsed {
    let pieces: Vec<Piece> = cut(query).map(|at| piece(query, at, today)).collect();
    let asks = |piece: &Piece| matches!(piece.asked, Asked::Words(_) | Asked::Token(_));
    Parsed {
        futile: !pieces.is_empty() && !pieces.iter().any(asks),
        pieces,
    }
}

fn piece(query: &str, at: Range<usize>, today: jiff::civil::Date) -> Piece {
    let whole = &query[at.clone()];
    let (sense, text) = match whole.strip_prefix('-') {
        Some(rest) if !rest.is_empty() => (Sense::Without, rest),
        _ => (Sense::With, whole),
    };
    let made = |name, asked| Piece {
        at,
        name,
        sense,
        asked,
    };
    if let Some((name, value)) = split(text) {
        let asked = match Token::read(name, unquoted(value), today) {
            Ok(token) => Asked::Token(token),
            Err(error) => Asked::Refused(error),
        };
        return made(Some(name), asked);
    }
    let term = if text.starts_with(QUOTES) {
        Term::phrase(unquoted(text))
    } else {
        Term::word(text)
    };
    made(None, term.map_or(Asked::Nothing, Asked::Words))
}

/// Quotes, straight and as Chinese keyboards give them.
const QUOTES: [char; 3] = ['"', '“', '”'];

/// The name of a token and what stands behind its colon. A colon in any other word is a mark
/// like any other.
pub(super) fn split(text: &str) -> Option<(&'static str, &str)> {
    let (name, value) = text.split_once([':', '：'])?;
    Some((name_of(name)?, value))
}

pub(super) fn unquoted(text: &str) -> &str {
    text.trim_matches(QUOTES)
}

/// Where the pieces stand: between white space that is not in quotes. A quote that is not closed
/// goes on to the end.
pub(super) fn cut(query: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &query[at..];
        let from = at + rest.find(|letter: char| !letter.is_whitespace())?;
        let mut quoted = false;
        let end = query[from..].char_indices().find(|(_, letter)| {
            quoted ^= QUOTES.contains(letter);
            !quoted && letter.is_whitespace()
        });
        at = end.map_or(query.len(), |(end, _)| from + end);
        Some(from..at)
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Asked, Sense, parse};
    use crate::library::search::Term;

    fn pieces(query: &str) -> Vec<(Option<&'static str>, String)> {
        let parsed = parse(query, date(2026, 11, 22));
        let piece = |it: &super::Piece| (it.name, query[it.at.clone()].to_owned());
        parsed.pieces.iter().map(piece).collect()
    }

    #[test]
    fn a_query_falls_into_words_and_tokens() {
        let found = pieces("model:flux rating:>=4  女孩 board:\"Autumn campaign\" re: 标签：秋日");
        let wanted = [
            (Some("model"), "model:flux"),
            (Some("rating"), "rating:>=4"),
            (None, "女孩"),
            (Some("board"), "board:\"Autumn campaign\""),
            (None, "re:"),
            (Some("tag"), "标签：秋日"),
        ];
        let wanted: Vec<_> = wanted.map(|(name, text)| (name, text.to_owned())).into();
        assert_eq!(found, wanted);
    }

    #[test]
    fn what_makes_no_sense_is_marked_and_the_rest_goes_on() {
        let parsed = parse("rating:nine fox rating:", date(2026, 11, 22));
        assert!(matches!(parsed.pieces[0].asked, Asked::Refused(_)));
        let fox = Asked::Words(Term::word("fox").unwrap());
        assert_eq!(parsed.pieces[1].asked, fox);
        assert!(
            matches!(parsed.pieces[2].asked, Asked::Refused(_)),
            "a token that is being typed asks for nothing"
        );
        assert!(!parsed.futile);
    }

    #[test]
    fn a_minus_asks_for_what_has_it_not_and_quotes_hold_together() {
        let parsed = parse("-tag:old \"red fox", date(2026, 11, 22));
        assert_eq!(parsed.pieces[0].sense, Sense::Without);
        let phrase = Asked::Words(Term::phrase("red fox").unwrap());
        assert_eq!(parsed.pieces[1].asked, phrase);
    }

    #[test]
    fn what_asks_for_nothing_never_means_everything() {
        let marks = ["  — ! ", "!!", "\"\"", "“ ”", "-！", "\u{301}"];
        let empty = [
            "tag:",
            "rating:",
            "date: ",
            "-board:\"\"",
            "model:\u{301}",
            "file:!",
        ];
        for query in marks.into_iter().chain(empty) {
            let parsed = parse(query, date(2026, 11, 22));
            assert!(parsed.futile, "{query}");
        }
        assert!(!parse("  ", date(2026, 11, 22)).futile, "nothing was typed");
        let both = parse("fox", date(2026, 11, 22)).and(parse("tag:", date(2026, 11, 22)));
        assert!(
            both.futile,
            "a saved search that finds nothing holds nothing"
        );
    }

    #[test]
    fn a_symbol_is_looked_for_as_it_stands() {
        let parsed = parse("🦊 -❤\u{fe0f}", date(2026, 11, 22));
        let asked: Vec<_> = parsed.pieces.iter().map(|piece| &piece.asked).collect();
        let symbol = |text: &str| Asked::Words(Term::Phrase(text.to_owned()));
        assert_eq!(asked, [&symbol("🦊"), &symbol("❤")]);
    }
}
