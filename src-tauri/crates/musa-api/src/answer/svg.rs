//! Tells an SVG from a picture of pixels. Owns the look at names and first bytes; renders nothing
//! and parses nothing, for an SVG is active content (WIRE 12.28).

/// How far into a file its root may stand: an XML declaration, a comment and a document type
/// come before it.
const LOOK: usize = 4 * 1024;

/// True when a file that begins with these bytes is an SVG: its first element is `svg`.
pub fn is_svg(head: &[u8]) -> bool {
    let head = &head[..head.len().min(LOOK)];
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let mut rest = head.trim_ascii_start();
    loop {
        let Some(tag) = rest.strip_prefix(b"<") else {
            return false;
        };
        let end: &[u8] = match tag {
            [b'?', ..] => b"?>",
            [b'!', b'-', b'-', ..] => b"-->",
            [b'!', ..] if has_subset(tag) => b"]>",
            [b'!', ..] => b">",
            _ => return is_root(tag),
        };
        let Some(at) = memchr::memmem::find(tag, end) else {
            return false;
        };
        rest = tag[at + end.len()..].trim_ascii_start();
    }
}

/// True for a document type with declarations of its own.
fn has_subset(tag: &[u8]) -> bool {
    let first = tag.iter().find(|byte| b"[>".contains(byte));
    first == Some(&b'[')
}

/// `svg` or `some-prefix:svg`, and its name's end.
fn is_root(tag: &[u8]) -> bool {
    let end = tag
        .iter()
        .position(|byte| byte.is_ascii_whitespace() || b">/".contains(byte));
    let name = &tag[..end.unwrap_or(tag.len())];
    let local = name.rsplit(|byte| *byte == b':').next().unwrap_or(name);
    local.eq_ignore_ascii_case(b"svg")
}

/// True when the path of an address ends in `.svg`.
pub(super) fn is_named(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    path.to_ascii_lowercase().ends_with(".svg")
}
