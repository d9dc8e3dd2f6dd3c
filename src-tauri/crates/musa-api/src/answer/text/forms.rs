//! The forms in which a picture stands in a text. Owns where each begins and ends; which of them
//! counts is decided above.

use std::ops::Range;

use memchr::memmem;
use serde_json::Value;

use super::super::json::{self, Plain};
use super::super::{ImagesAnswer, PictureAt};
use super::{Candidate, Tier};
use crate::lift::{LIFT_OVER, LiftId};

mod target;

use target::{Target, target};

/// Longer link texts, tags and heads are none.
const LONGEST_LABEL: usize = 2_000;
/// JSON in a text longer than this is not looked at: its long strings were lifted, so a picture's
/// is short.
const LONGEST_JSON: usize = 1024 * 1024;

/// The next place from which something may begin.
pub(super) fn next(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    (from..bytes.len()).find(|at| {
        let rest = &bytes[*at..];
        match rest[0] {
            b'!' => rest.starts_with(b"!["),
            b'[' | b'<' => true,
            b'`' => rest.starts_with(b"```"),
            b'h' | b'H' => starts(rest, b"http://") || starts(rest, b"https://"),
            b'd' | b'D' => starts(rest, b"data:image/"),
            b'm' => rest.starts_with(LiftId::MARK.as_bytes()),
            _ => false,
        }
    })
}

/// Reads what begins here, if it is something.
pub(super) fn read(text: &str, at: usize, found: &mut Vec<Candidate>) {
    match text.as_bytes()[at] {
        b'!' => found.extend(picture(text, at)),
        b'[' => found.extend(link(text, at)),
        b'<' => found.extend(tag(text, at)),
        b'`' => found.extend(fence(text, at).into_iter().flatten()),
        _ => found.extend(bare(text, at)),
    }
}

/// `![alt](target)`.
fn picture(text: &str, at: usize) -> Option<Candidate> {
    let (target, end) = labelled(text, at + 1)?;
    Some(Candidate {
        range: at..end,
        at: target.at?,
        tier: Tier::Picture,
    })
}

/// The whole markup, data URL or mark with which a text begins.
pub(super) fn markup(text: &str) -> Option<(PictureAt, usize)> {
    if text.starts_with("![") {
        let found = picture(text, 0)?;
        let end = found.range.end;
        return text[..end].ends_with(')').then_some((found.at, end));
    }
    let (found, end) = target(text, 0)?;
    Some((found.at?, end))
}

/// `[words](target)`, or a picture inside a link.
fn link(text: &str, at: usize) -> Option<Candidate> {
    if text[at + 1..].starts_with("![") {
        let mut inner = picture(text, at + 1)?;
        let after = inner.range.end;
        if text[after..].starts_with("](") {
            let (_, end) = target(text, after + 2)?;
            inner.range = at..closed(text, end);
        }
        return Some(inner);
    }
    let (target, end) = labelled(text, at)?;
    let tier = match &target.at {
        Some(PictureAt::Url(url)) if is_named(url) => Tier::Named,
        Some(PictureAt::Url(_)) if is_alone(text, &(at..end)) => Tier::Alone,
        Some(PictureAt::Url(_)) | None => return None,
        Some(PictureAt::Lifted(_) | PictureAt::Inline(_)) => Tier::Picture,
    };
    Some(Candidate {
        range: at..end,
        at: target.at?,
        tier,
    })
}

/// The target of a label that opens here with `[`, and where the whole ends.
fn labelled(text: &str, at: usize) -> Option<(Target, usize)> {
    let label = &text.as_bytes()[at..];
    let window = &label[..label.len().min(LONGEST_LABEL)];
    let middle = memmem::find(window, b"](")?;
    let nested = window[1..middle].contains(&b'[');
    if nested {
        return None;
    }
    let (found, end) = target(text, at + middle + 2)?;
    Some((found, closed(text, end)))
}

/// Past a title and the closing bracket of a markdown target, where they are.
fn closed(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let mut inner = rest.trim_start_matches(['>', ' ', '\t', '\n', '\0']);
    if let Some(title) = inner.strip_prefix('"')
        && let Some(end) = title.find('"')
        && end < LONGEST_LABEL
    {
        inner = title[end + 1..].trim_start();
    }
    match inner.strip_prefix(')') {
        Some(after) => at + rest.len() - after.len(),
        None => at,
    }
}

/// `<img src="…">` or a whole SVG.
fn tag(text: &str, at: usize) -> Option<Candidate> {
    let rest = &text.as_bytes()[at..];
    if starts(rest, b"<svg") || starts(rest, b"<?xml") {
        return svg(text, at);
    }
    if !starts(rest, b"<img") {
        return None;
    }
    let head = &rest[..rest.len().min(LONGEST_LABEL)];
    let source = memmem::find(head, b"src=")? + "src=".len();
    let from = at + source + text[at + source..].starts_with(['"', '\'']).then_some(1)?;
    let (found, end) = target(text, from)?;
    let close = text[end..].find('>')?;
    Some(Candidate {
        range: at..end + close + 1,
        at: found.at?,
        tier: Tier::Picture,
    })
}

/// From its declaration or its root to the end of the root.
fn svg(text: &str, at: usize) -> Option<Candidate> {
    let rest = &text[at..];
    let end = rest.find("</svg>")? + "</svg>".len();
    let bytes = rest.as_bytes()[..end].to_vec();
    super::super::is_svg(&bytes).then(|| Candidate {
        range: at..at + end,
        at: PictureAt::Inline(bytes),
        tier: Tier::Picture,
    })
}

/// A fence with JSON in it.
fn fence(text: &str, at: usize) -> Option<Vec<Candidate>> {
    let inside = at + text[at..].find('\n')? + 1;
    let end = inside + text[inside..].find("```")?;
    let mut found = json(text, inside..end)?;
    for candidate in &mut found {
        candidate.range = at..end + "```".len();
    }
    Some(found)
}

/// JSON that holds pictures.
pub(super) fn json(text: &str, range: Range<usize>) -> Option<Vec<Candidate>> {
    let body = text[range.clone()].trim();
    if !body.starts_with(['{', '[']) || body.len() > LONGEST_JSON {
        return None;
    }
    let value: Value = serde_json::from_str(body).ok()?;
    let ImagesAnswer::Pictures { pictures, .. } = json::pictures(&value)? else {
        return None;
    };
    let candidate = |at: PictureAt| Candidate {
        range: range.clone(),
        at,
        tier: Tier::Picture,
    };
    Some(pictures.into_iter().map(|it| candidate(it.at)).collect())
}

/// A whole text that is the base64 of a picture and nothing else; a longer one was lifted.
pub(super) fn naked(text: &str) -> Option<Vec<Candidate>> {
    let body = text.trim();
    let base64 = |byte: u8| byte.is_ascii_alphanumeric() || b"+/-_=\r\n".contains(&byte);
    if body.len() > 2 * LIFT_OVER || !body.bytes().all(base64) {
        return None;
    }
    let at = json::place(body, Plain::Accept)?;
    let PictureAt::Inline(bytes) = &at else {
        return None;
    };
    is_picture(bytes).then(|| {
        vec![Candidate {
            range: 0..text.len(),
            at,
            tier: Tier::Picture,
        }]
    })
}

/// Whether bytes begin as one of the known formats.
fn is_picture(bytes: &[u8]) -> bool {
    let starts: [&[u8]; 4] = [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"RIFF"];
    starts.iter().any(|it| bytes.starts_with(it))
        || bytes.get(4..8) == Some(b"ftyp")
        || super::super::is_svg(bytes)
}

/// An address, a data URL or a mark without anything around it.
fn bare(text: &str, at: usize) -> Option<Candidate> {
    let (found, end) = target(text, at)?;
    let range = at..end;
    let tier = match &found.at {
        Some(PictureAt::Url(url)) if is_named(url) => Tier::Named,
        Some(PictureAt::Url(_)) if is_alone(text, &range) => Tier::Alone,
        Some(PictureAt::Url(_)) | None => return None,
        Some(PictureAt::Lifted(_) | PictureAt::Inline(_)) => Tier::Picture,
    };
    Some(Candidate {
        range,
        at: found.at?,
        tier,
    })
}

/// Whether nothing else stands on its line.
fn is_alone(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].rsplit('\n').next().unwrap_or_default();
    let after = text[range.end..].split('\n').next().unwrap_or_default();
    before.trim().is_empty() && after.trim().is_empty()
}

/// Whether the path of an address ends as a picture's does.
fn is_named(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let Some((_, extension)) = path.rsplit_once('.') else {
        return false;
    };
    let known = ["png", "jpg", "jpeg", "webp", "gif", "avif", "svg", "bmp"];
    known.contains(&extension.to_ascii_lowercase().as_str())
}

fn starts(rest: &[u8], with: &[u8]) -> bool {
    rest.get(..with.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(with))
}

/// A text as the place of a picture.
fn place(text: &str) -> Option<PictureAt> {
    json::place(text, Plain::Refuse)
}
