//! Makes a stranger's text fit to be shown: plain, short, without the key. Owns no meaning.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

use crate::secret::ApiKey;

/// The longest text that is shown, in characters.
pub const LONGEST: usize = 2_000;
/// The longest title of a page that is shown, in characters (WIRE 7.1).
pub const LONGEST_TITLE: usize = 200;
/// Shorter keys are looked for nowhere: `x`, `test` or `1` are usual for local gateways, are no
/// secrets, and stand in every other word.
const SHORTEST_FORM: usize = 8;

const REDACTED: &str = "<redacted>";

/// Plain text on one line: terminal escapes, control characters, invisible direction marks and
/// HTML tags are gone and white space is single. Not shortened: the key must be removed from the
/// whole text first, since half a key at a cut would be found no more.
pub fn text(raw: &str) -> String {
    let plain = without_tags(&without_escapes(raw));
    let mut out = String::with_capacity(plain.len());
    for word in plain.split(|c: char| c.is_whitespace() || c.is_control()) {
        if word.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// The first `most` characters.
pub fn short(text: &str, most: usize) -> &str {
    match text.char_indices().nth(most) {
        Some((end, _)) => &text[..end],
        None => text,
    }
}

/// Removes ANSI escape sequences (`ESC [ … letter`, `ESC ] … BEL`) and direction overrides.
fn without_escapes(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\u{1b}' => match chars.next() {
                Some('[') => {
                    for c in chars.by_ref() {
                        if ('@'..='~').contains(&c) {
                            break;
                        }
                    }
                }
                Some(']') => {
                    for c in chars.by_ref() {
                        if c == '\u{7}' || c == '\\' {
                            break;
                        }
                    }
                }
                _ => {}
            },
            '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}' => {}
            c => out.push(c),
        }
    }
    out
}

/// Removes what a browser would take for a tag; a lone `<` as in `n < 4` stays.
fn without_tags(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('<') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let tag = from[1..].starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c));
        match from.find('>') {
            Some(end) if tag => {
                out.push(' ');
                rest = &from[end + 1..];
            }
            _ => {
                out.push('<');
                rest = &from[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// The title of an HTML page, else its first heading; not yet shortened.
pub fn html_title(page: &str) -> Option<String> {
    let lower = page.to_ascii_lowercase();
    let inside = |tag: &str| {
        let open = lower.find(&format!("<{tag}"))?;
        let start = open + lower[open..].find('>')? + 1;
        let end = start + lower[start..].find(&format!("</{tag}"))?;
        let found = text(&page[start..end]);
        (!found.is_empty()).then_some(found)
    };
    inside("title").or_else(|| inside("h1"))
}

/// True when a body is a page for a browser and no answer of an API.
pub fn is_html(media_type: Option<&str>, body: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&body[..body.len().min(512)]);
    let start = start.trim_start_matches('\u{feff}').trim_start();
    let start = start.to_ascii_lowercase();
    let looks = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<center",
        "<title",
        "<!--",
    ]
    .iter()
    .any(|tag| start.starts_with(tag));
    looks || (media_type == Some("text/html") && start.starts_with('<'))
}

/// Removes the key in every form in which servers echo it: as it is, percent-encoded, and inside
/// base64 at any offset.
pub fn without_key(text: &str, key: &ApiKey) -> String {
    let mut clean = text.to_owned();
    for form in forms(key.expose()) {
        if clean.contains(&form) {
            clean = clean.replace(&form, REDACTED);
        }
    }
    clean
}

/// A host without the key. Hosts have no case, so that the whole of one that holds a form of the
/// key in any case goes.
pub fn host_without_key(host: &str, key: &ApiKey) -> String {
    let lower = host.to_ascii_lowercase();
    let mut forms = forms(key.expose()).into_iter();
    if forms.any(|form| lower.contains(&form.to_ascii_lowercase())) {
        return REDACTED.to_owned();
    }
    host.to_owned()
}

/// Every form of a key that a server may echo: as it is, percent-encoded, in base64 at any
/// offset. None is shorter than eight bytes.
pub fn forms(key: &str) -> Vec<String> {
    let mut forms = vec![key.to_owned()];
    for kept in ["-_.~", ""] {
        let upper = percent(key, kept);
        forms.push(lower_escapes(&upper));
        forms.push(upper);
    }
    for offset in 0..3 {
        let padded = [&b"\0\0"[..offset], key.as_bytes()].concat();
        // The first and the last characters also depend on what stands around the key.
        let start = (offset * 8).div_ceil(6);
        let sure = (offset + key.len()) * 8 / 6;
        for engine in [&STANDARD_NO_PAD, &URL_SAFE_NO_PAD] {
            let encoded = engine.encode(&padded);
            if let Some(core) = encoded.get(start..sure) {
                forms.push(core.to_owned());
            }
        }
    }
    forms.retain(|form| form.len() >= SHORTEST_FORM);
    forms
}

fn percent(text: &str, kept: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || kept.as_bytes().contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

fn lower_escapes(text: &str) -> String {
    let mut parts = text.split('%');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push('%');
        let (code, rest) = part.split_at(part.len().min(2));
        out.push_str(&code.to_ascii_lowercase());
        out.push_str(rest);
    }
    out
}
