//! Width and height of a drawing, from the attributes of its root alone: a few kilobytes are
//! read and nothing is parsed beyond that tag, whatever the drawing holds.

use std::io::{self, Read, Seek, SeekFrom};

use memchr::memmem;

/// The root's tag ends within so many bytes, or what comes behind is not looked at.
const LOOK: u64 = 64 << 10;
/// Units on a side at most: those of the largest picture that is opened. A drawing of another
/// size is as good at this one.
const MOST: f64 = 16_384.0;
/// What CSS gives to what says nothing of its size.
const DEFAULT: (f64, f64) = (300.0, 150.0);

/// Units of its width and height, in CSS pixels, whole and within bounds. A drawing has a size
/// even if its root says none: it is paid for.
pub(super) fn svg<R: Read + Seek>(file: &mut R) -> io::Result<Option<(u32, u32)>> {
    let mut head = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.take(LOOK).read_to_end(&mut head)?;
    let head = String::from_utf8_lossy(&head);
    Ok(root(&head).map(|attributes| bounded(size(attributes))))
}

/// The attributes of the root, and all behind them. The document type may name `svg` in quotes
/// and a comment may hold a tag, so both are passed by.
fn root(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        rest = &rest[rest.find('<')?..];
        let behind = |end: &str| {
            let at = memmem::find(rest.as_bytes(), end.as_bytes())?;
            rest.get(at + end.len()..)
        };
        rest = if rest.starts_with("<!--") {
            behind("-->")?
        } else if rest.starts_with("<?") {
            behind("?>")?
        } else if rest.starts_with("<!") {
            rest.get(2..)?
        } else {
            let end = rest.find(|it: char| it.is_whitespace() || "/>".contains(it));
            let (name, attributes) = rest.split_at(end.unwrap_or(rest.len()));
            let local = name.rsplit([':', '<']).next()?;
            if local.eq_ignore_ascii_case("svg") {
                return Some(attributes);
            }
            rest.get(1..)?
        };
    }
}

fn size(attributes: &str) -> (f64, f64) {
    let (mut width, mut height, mut view) = (None, None, None);
    let mut rest = attributes.trim_start();
    while let Some((name, value, behind)) = attribute(rest) {
        match name {
            "width" => width = length(value),
            "height" => height = length(value),
            "viewBox" => view = view_box(value),
            _ => {}
        }
        rest = behind;
    }
    match (width, height, view) {
        (Some(width), Some(height), _) => (width, height),
        (Some(width), None, Some((w, h))) => (width, width * h / w),
        (None, Some(height), Some((w, h))) => (height * w / h, height),
        (None, None, Some(view)) => view,
        (width, height, None) => (width.unwrap_or(DEFAULT.0), height.unwrap_or(DEFAULT.1)),
    }
}

/// The next attribute: its name, its value, and what comes behind.
fn attribute(text: &str) -> Option<(&str, &str, &str)> {
    let (name, rest) = text.split_once('=')?;
    if name.contains(['<', '>']) {
        return None;
    }
    let rest = rest.trim_start();
    let quote = rest.chars().next().filter(|it| "\"'".contains(*it))?;
    let (value, behind) = rest.get(1..)?.split_once(quote)?;
    Some((name.trim(), value, behind.trim_start()))
}

/// In CSS pixels; none for a share of something that is not known here.
fn length(text: &str) -> Option<f64> {
    let text = text.trim();
    let number = |it: char| it.is_ascii_digit() || "+-.eE".contains(it);
    let mut end = text.find(|it| !number(it)).unwrap_or(text.len());
    // The first letter of `em` and `ex` is not an exponent.
    if text[..end].ends_with(['e', 'E']) {
        end -= 1;
    }
    let unit = match text[end..].trim() {
        "" | "px" => 1.0,
        "pt" => 96.0 / 72.0,
        "pc" | "em" => 16.0,
        "ex" => 8.0,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 96.0 / 25.4,
        _ => return None,
    };
    let length = text[..end].parse::<f64>().ok()? * unit;
    (length.is_finite() && length > 0.0).then_some(length)
}

fn view_box(text: &str) -> Option<(f64, f64)> {
    let mut numbers = text
        .split(|it: char| it.is_whitespace() || it == ',')
        .filter(|it| !it.is_empty());
    let (width, height) = (numbers.nth(2)?, numbers.next()?);
    Some((length(width)?, length(height)?))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to a small positive range"
)]
fn bounded((width, height): (f64, f64)) -> (u32, u32) {
    let smaller = (MOST / width.max(height)).min(1.0);
    let side = |length: f64| (length * smaller).round().clamp(1.0, MOST) as u32;
    (side(width), side(height))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::svg;

    fn of(text: &str) -> Option<(u32, u32)> {
        svg(&mut Cursor::new(text.as_bytes())).unwrap()
    }

    #[test]
    fn the_root_tells_the_size_in_every_unit() {
        let both = "<?xml version='1.0'?><!-- <svg width='9' height='9'> --><!DOCTYPE svg>\n\
                    <svg\n data-note='a>b=c' width=\"1024\" height = '768px'><svg width='5'/></svg>";
        assert_eq!(of(both), Some((1024, 768)));
        assert_eq!(of("<svg viewBox='0 0 2048, 1024.4'/>"), Some((2048, 1024)));
        let shares = "<svg width='100%' height='100%' viewBox='-5 -5 10 20'/>";
        assert_eq!(of(shares), Some((10, 20)));
        assert_eq!(of("<s:svg width='1in' viewBox='0 0 2 1'/>"), Some((96, 48)));
        assert_eq!(of("<svg width='2em' height='72pt'/>"), Some((32, 96)));
        assert_eq!(of("<svg width='1e3' height='5E2'/>"), Some((1000, 500)));
    }

    #[test]
    fn a_size_that_is_none_or_too_large_is_brought_within_bounds() {
        assert_eq!(of("<svg/>"), Some((300, 150)));
        assert_eq!(of("<svg width='-4' height='nan'"), Some((300, 150)));
        assert_eq!(of("<svg width='1e9' height='5e8'/>"), Some((16_384, 8192)));
        assert_eq!(of("<svg width='1e9' height='1e-9'/>"), Some((16_384, 1)));
        assert_eq!(of("<svg viewBox='0 0 1e400 1'/>"), Some((300, 150)));
        assert_eq!(of("<html/>"), None);
        assert_eq!(of(""), None);
    }
}
