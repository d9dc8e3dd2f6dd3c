//! Finds the pictures in what a model said (WIRE 5.2): markdown, HTML, links, addresses, data
//! URLs, JSON, SVG, and the marks of pictures that were lifted out of the text while it arrived.
//! One pass over the whole text, by hand: a pattern engine would go back and forth in megabytes.
//!
//! Owns what counts as a picture and what is left of the text. The forms themselves are read in
//! `forms`.

use std::collections::HashSet;
use std::ops::Range;

use super::{AnswerPicture, MOST_PICTURES, PictureAt};

mod forms;

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extracted {
    /// The pictures, in their order, each once.
    pub pictures: Vec<AnswerPicture>,
    /// The text without their markup.
    pub text: String,
}

/// How surely something is a picture. Only the surest kind that occurs counts: a link beside a
/// picture is a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tier {
    /// Markdown pictures, data URLs, marks, `<img>`, SVG, JSON.
    Picture,
    /// A link or an address that ends in a picture's extension.
    Named,
    /// An address that stands alone on its line.
    Alone,
}

/// Something that may be a picture.
#[derive(Debug)]
struct Candidate {
    range: Range<usize>,
    at: PictureAt,
    tier: Tier,
}

/// Whether a text was said to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextEnd {
    /// It was.
    Said,
    /// It may have been cut off: what stands at its very end is not whole.
    CutOff,
}

/// Finds all pictures of a text.
pub fn extract(text: &str, end: TextEnd) -> Extracted {
    let mut candidates = candidates(text);
    if end == TextEnd::CutOff {
        candidates.retain(|it| it.range.end < text.len() || matches!(it.at, PictureAt::Lifted(_)));
    }
    let Some(best) = candidates.iter().map(|it| it.tier).min() else {
        return Extracted {
            pictures: Vec::new(),
            text: tidy(text),
        };
    };
    let mut seen = HashSet::new();
    let mut pictures = Vec::new();
    for candidate in candidates.iter().filter(|it| it.tier == best) {
        if seen.insert(&candidate.at) && pictures.len() < MOST_PICTURES {
            pictures.push(AnswerPicture::at(candidate.at.clone()));
        }
    }
    // A link to a picture that is shown is its download link: it goes with it.
    let gone = candidates.iter().filter(|it| seen.contains(&it.at));
    let mut rest = String::with_capacity(text.len().min(64 * 1024));
    let mut from = 0;
    for candidate in gone {
        if candidate.range.start >= from {
            rest.push_str(&text[from..candidate.range.start]);
            from = candidate.range.end;
        }
    }
    rest.push_str(&text[from..]);
    Extracted {
        pictures,
        text: tidy(&rest),
    }
}

/// The picture whose markup, data URL or mark begins a text, and where that ends: nothing that is
/// not surely meant as one, for a talk's other words stay as they are.
pub(crate) fn markup(text: &str) -> Option<(PictureAt, usize)> {
    forms::markup(text)
}

fn candidates(text: &str) -> Vec<Candidate> {
    if let Some(found) = forms::json(text, 0..text.len()).or_else(|| forms::naked(text)) {
        return found;
    }
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = forms::next(text, at) {
        let before = found.len();
        forms::read(text, next, &mut found);
        at = found[before..]
            .iter()
            .map(|it| it.range.end)
            .max()
            .unwrap_or(0)
            .max(next + 1);
        if found.len() > 2 * MOST_PICTURES {
            break;
        }
    }
    found
}

/// Without empty fences and with one blank line at most between paragraphs.
fn tidy(text: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines() {
        let line = line.trim_end();
        let last = lines.last().copied();
        if line.trim() == "```" && last.is_some_and(is_opening) {
            lines.pop();
            continue;
        }
        if line.is_empty() && last.is_none_or(|last| last.is_empty() || is_opening(last)) {
            continue;
        }
        lines.push(line);
    }
    lines.join("\n").trim().to_owned()
}

/// The first line of a fence: three backticks and at most a language.
fn is_opening(line: &str) -> bool {
    line.trim().strip_prefix("```").is_some_and(|language| {
        language.len() < 16 && language.bytes().all(|it| it.is_ascii_alphanumeric())
    })
}
