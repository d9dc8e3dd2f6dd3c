//! Where a picture's address ends in a text: an `http` address, a data URL or a mark. Owns the
//! characters that may stand in each.

use super::super::super::PictureAt;
use super::{place, starts};
use crate::lift::LiftId;

/// What stands at a place.
#[derive(Debug)]
pub(super) struct Target {
    /// The picture, or `None` where the text is an address of another kind.
    pub(super) at: Option<PictureAt>,
}

/// Reads the target that begins here, white space and `<` before it forgiven, and tells where it
/// ends.
pub(super) fn target(text: &str, at: usize) -> Option<(Target, usize)> {
    let rest = &text[at..];
    let skipped = rest.trim_start_matches([' ', '\t', '\n', '<']);
    let from = at + rest.len() - skipped.len();
    let bytes = skipped.as_bytes();
    let (at, length) = if starts(bytes, b"data:image/") {
        let enclosed = text[..from].ends_with(['(', '<', '"', '\'']);
        data(skipped, enclosed)?
    } else if starts(bytes, b"http://") || starts(bytes, b"https://") {
        let length = address(skipped);
        let url = skipped[..length].replace("&amp;", "&");
        (place(&url), length)
    } else {
        let number = skipped.strip_prefix(LiftId::MARK)?;
        let digits = number.bytes().take_while(u8::is_ascii_digit).count();
        let length = LiftId::MARK.len() + digits;
        let id = LiftId::from_mark(&skipped[..length])?;
        (Some(PictureAt::Lifted(id)), length)
    };
    Some((Target { at }, from + length))
}

/// The length of an address: up to white space, a quote, a bracket that it did not open, or a
/// character that is no ASCII (Chinese text goes on without a space); without the sentence's own
/// punctuation.
fn address(text: &str) -> usize {
    let mut open = 0_usize;
    let end = text.bytes().position(|byte| match byte {
        b'(' => {
            open += 1;
            false
        }
        b')' if open > 0 => {
            open -= 1;
            false
        }
        b'"' | b'\'' | b'<' | b'>' | b')' | b']' | b'}' | b'`' | b'\\' | b'|' | b'^' => true,
        byte => byte.is_ascii_whitespace() || byte.is_ascii_control() || !byte.is_ascii(),
    });
    let whole = &text[..end.unwrap_or(text.len())];
    whole
        .trim_end_matches(['.', ',', ';', ':', '!', '*', '_', '~'])
        .len()
}

/// A data URL that was short enough to stay: its picture and its length. Inside brackets or
/// quotes white space belongs to it; without, it ends at the first.
fn data(text: &str, enclosed: bool) -> Option<(Option<PictureAt>, usize)> {
    let comma = text.find(',').filter(|at| *at < 256)?;
    let head = text[..comma].to_ascii_lowercase();
    let payload = &text[comma + 1..];
    if head.ends_with(";base64") {
        let end = payload.bytes().position(|byte| {
            let base64 = byte.is_ascii_alphanumeric() || b"+/-_=".contains(&byte);
            !(base64 || enclosed && byte.is_ascii_whitespace())
        });
        let length = comma + 1 + end.unwrap_or(payload.len());
        return Some((place(text[..length].trim_end()), length));
    }
    // Percent-encoded, or plain: only SVG is sent so.
    let end = payload.bytes().position(|byte| match byte {
        b'"' | b')' => true,
        b'<' | b'>' | b'\'' => false,
        byte => byte.is_ascii_whitespace() && !enclosed,
    });
    let payload = &payload[..end.unwrap_or(payload.len())];
    let length = comma + 1 + payload.len();
    let bytes = percent_decoded(payload);
    let svg = super::super::super::is_svg(&bytes);
    Some((svg.then_some(PictureAt::Inline(bytes)), length))
}

fn percent_decoded(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let hex = |offset: usize| char::from(*bytes.get(at + offset)?).to_digit(16);
        if let (b'%', Some(high), Some(low)) = (byte, hex(1), hex(2)) {
            out.push(u8::try_from(high * 16 + low).unwrap_or(b'%'));
            at += 3;
        } else {
            out.push(*byte);
            at += 1;
        }
    }
    out
}
