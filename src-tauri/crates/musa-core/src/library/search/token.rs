//! The tokens of a query: their names in both languages, and their values.

use std::cmp::Ordering;

use jiff::civil::Date;

use super::fold::fold;
use super::rule::Term;
use crate::protocol::PictureFlag;

mod date;

/// Names of tokens, the first of each its own, the others as they may be typed as well.
const NAMES: [&[&str]; 10] = [
    &["model", "模型"],
    &["rating", "评分", "星级"],
    &["ratio", "比例"],
    &["tag", "标签"],
    &["board", "画板"],
    &["date", "日期"],
    &["file", "文件"],
    &["flag", "标记"],
    &["width", "宽"],
    &["height", "高"],
];

/// Own names of all tokens.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    NAMES.iter().map(|names| names[0])
}

/// The own name of a token, as typed.
pub(super) fn name_of(typed: &str) -> Option<&'static str> {
    let typed = fold(typed);
    let mut known = NAMES.iter();
    let names = known.find(|names| names.contains(&typed.as_str()))?;
    Some(names[0])
}

/// How a number is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Comparison {
    /// How what is found stands to the number, without the case that they are alike.
    pub(crate) order: Ordering,
    /// Alike will do.
    pub(crate) or_equal: bool,
}

impl Comparison {
    /// The operator of SQL.
    pub(super) fn operator(self) -> &'static str {
        match (self.order, self.or_equal) {
            (Ordering::Less, false) => "<",
            (Ordering::Less, true) => "<=",
            (Ordering::Greater, false) => ">",
            (Ordering::Greater, true) => ">=",
            (Ordering::Equal, _) => "=",
        }
    }

    /// Cuts it off the front: `>=4`, `≥4`, `4+`, `4`.
    fn read(value: &str) -> (Self, &str) {
        let made = |order, or_equal| Self { order, or_equal };
        let known = [
            (">=", made(Ordering::Greater, true)),
            ("≥", made(Ordering::Greater, true)),
            ("<=", made(Ordering::Less, true)),
            ("≤", made(Ordering::Less, true)),
            (">", made(Ordering::Greater, false)),
            ("<", made(Ordering::Less, false)),
            ("=", made(Ordering::Equal, true)),
        ];
        for (sign, comparison) in known {
            if let Some(rest) = value.strip_prefix(sign) {
                return (comparison, rest);
            }
        }
        match value.strip_suffix('+') {
            Some(rest) => (made(Ordering::Greater, true), rest),
            None => (made(Ordering::Equal, true), value),
        }
    }
}

/// A token and its value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Token {
    /// Models with this in their id, folded.
    Model(String),
    /// Stars.
    Rating(Comparison, u8),
    /// Width ÷ height, from and to.
    Ratio(f64, f64),
    /// A tag's name, folded.
    Tag(String),
    /// A board's name, folded.
    Board(String),
    /// Days, from and to, the last one included.
    Date(Date, Date),
    /// Words of the file's path.
    File(Term),
    /// Picked, rejected, or neither.
    Flag(PictureFlag),
    /// Pixels.
    Width(Comparison, u32),
    /// Pixels.
    Height(Comparison, u32),
}

/// Why a token is left out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{value} is not one of {allowed}")]
pub(crate) struct TokenError {
    /// As typed.
    pub(crate) value: String,
    /// What it may be.
    pub(crate) allowed: &'static str,
}

impl Token {
    /// Reads a value, quotes taken away.
    pub(super) fn read(name: &str, value: &str, today: Date) -> Result<Self, TokenError> {
        let folded = fold(value);
        // An empty name is in every name.
        let named = Some(&folded)
            .filter(|name| !name.trim().is_empty())
            .cloned();
        let (read, allowed) = match name {
            "model" => (named.map(Self::Model), "model:flux"),
            "tag" => (named.map(Self::Tag), "tag:hero"),
            "board" => (named.map(Self::Board), "board:hero"),
            "file" => (Term::word(value).map(Self::File), "file:fox"),
            "rating" => (rating(&folded), "0–5, >=4, <3"),
            "ratio" => (ratio(&folded), "16:9, 1:1, landscape, portrait, square"),
            "flag" => (flag(&folded), "picked, rejected, none"),
            "width" => (pixels(&folded, Self::Width), "1024, >=2048"),
            "height" => (pixels(&folded, Self::Height), "1024, >=2048"),
            _ => (
                date::read(&folded, today).map(|(from, to)| Self::Date(from, to)),
                "2026, 2026-11, 2026-11-22, 2026-10..2026-11, >=2026-11, today, 7d",
            ),
        };
        read.ok_or_else(|| TokenError {
            value: format!("{name}:{value}"),
            allowed,
        })
    }
}

fn rating(value: &str) -> Option<Token> {
    let (comparison, number) = Comparison::read(value);
    let stars = number.trim().parse().ok().filter(|stars| *stars <= 5)?;
    Some(Token::Rating(comparison, stars))
}

fn pixels(value: &str, made: impl Fn(Comparison, u32) -> Token) -> Option<Token> {
    let (comparison, number) = Comparison::read(value);
    Some(made(comparison, number.trim().parse().ok()?))
}

fn flag(value: &str) -> Option<Token> {
    let flag = match value {
        "picked" | "pick" | "p" | "选中" | "留用" => PictureFlag::Picked,
        "rejected" | "reject" | "x" | "淘汰" | "拒绝" => PictureFlag::Rejected,
        "none" | "无" => PictureFlag::None,
        _ => return None,
    };
    Some(Token::Flag(flag))
}

/// Nobody counts pixels: what is within two in a hundred of a ratio has it.
const NEAR: f64 = 0.02;

fn ratio(value: &str) -> Option<Token> {
    match value {
        "landscape" | "横" | "横图" => return Some(Token::Ratio(1.0 + NEAR, f64::MAX)),
        "portrait" | "竖" | "竖图" => return Some(Token::Ratio(0.0, 1.0 - NEAR)),
        "square" | "方" | "方图" => return Some(Token::Ratio(1.0 - NEAR, 1.0 + NEAR)),
        _ => {}
    }
    let (wide, high) = value.split_once([':', 'x', '×', '/'])?;
    let wide: f64 = wide.trim().parse().ok()?;
    let high: f64 = high.trim().parse().ok()?;
    let ratio = wide / high;
    let sensible = ratio.is_finite() && (0.001..=1000.0).contains(&ratio);
    sensible.then_some(Token::Ratio(ratio * (1.0 - NEAR), ratio * (1.0 + NEAR)))
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use jiff::civil::date;

    use super::{Comparison, Token, name_of};

    fn read(name: &str, value: &str) -> Option<Token> {
        Token::read(name, value, date(2026, 11, 22)).ok()
    }

    #[test]
    fn stars_are_compared_in_every_way_of_writing() {
        let at_least = Comparison {
            order: Ordering::Greater,
            or_equal: true,
        };
        for value in [">=4", "≥4", "4+", "＞＝4"] {
            assert_eq!(
                read("rating", value),
                Some(Token::Rating(at_least, 4)),
                "{value}"
            );
        }
        assert_eq!(read("rating", "6"), None);
        assert_eq!(read("rating", "four"), None);
    }

    #[test]
    fn a_ratio_takes_what_is_near_it() {
        let Some(Token::Ratio(from, to)) = read("ratio", "16:9") else {
            panic!("16:9 is a ratio");
        };
        assert!((from..to).contains(&(1344.0 / 768.0)) && !(from..to).contains(&1.5));
        assert!(read("ratio", "0:0").is_none() && read("ratio", "16:").is_none());
    }

    #[test]
    fn names_are_known_in_both_languages() {
        assert_eq!(name_of("Model"), Some("model"));
        assert_eq!(name_of("画板"), Some("board"));
        assert_eq!(name_of("http"), None);
        let refused = Token::read("flag", "blue", date(2026, 11, 22)).unwrap_err();
        assert_eq!(refused.value, "flag:blue");
    }
}
