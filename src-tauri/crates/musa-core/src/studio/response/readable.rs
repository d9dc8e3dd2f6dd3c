//! From the body of an answer to text: long strings lifted out, JSON set out in lines, nothing
//! that could steer a screen. Knows no provider.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use musa_api::lift::{LiftId, Lifter, Nowhere};
use serde_json::Value;

/// The longest text, in bytes.
const MOST_TEXT: usize = 256 * 1024;
/// Of a body with more text than can be read at once, this much of its beginning.
const BEGINNING: u64 = 4 << 20;
/// A string of base64 that is longer is a picture, however small.
const MOST_BASE64: usize = 256;
/// What stands for what was left out.
const LEFT_OUT: &str = "…";

/// The text, and whether there was more. `blot` takes out what nobody may read, byte by byte.
pub(super) fn read(body: &Path, blot: impl Fn(&mut [u8])) -> io::Result<(String, bool)> {
    let lifted = match lift(File::open(body)?) {
        // Too much text beside its pictures: its beginning says what it is.
        Err(error) if error.kind() == io::ErrorKind::InvalidData => {
            lift(File::open(body)?.take(BEGINNING)).map(|bytes| (bytes, true))?
        }
        lifted => (lifted?, false),
    };
    let (mut bytes, cut) = lifted;
    blot(&mut bytes);
    let text = String::from_utf8_lossy(&bytes);
    let mut text: String = set_out(&text).chars().filter(|it| is_shown(*it)).collect();
    let end = text.floor_char_boundary(MOST_TEXT);
    let cut = cut || end < text.len();
    text.truncate(end);
    Ok((text, cut))
}

fn lift(mut body: impl Read) -> io::Result<Vec<u8>> {
    let mut lifter = Lifter::new();
    let mut piece = vec![0; 256 * 1024];
    loop {
        let length = body.read(&mut piece)?;
        if length == 0 {
            return Ok(lifter.finish(&mut Nowhere)?.skeleton);
        }
        lifter.push(&piece[..length], &mut Nowhere)?;
    }
}

/// JSON in lines; a stream of events with the JSON of each event elided; all else as it is.
fn set_out(text: &str) -> String {
    if let Some(value) = parsed(text) {
        return serde_json::to_string_pretty(&value).unwrap_or_default();
    }
    let line = |line: &str| match line.strip_prefix("data:").and_then(parsed) {
        Some(value) => format!("data: {value}"),
        None => left_out(line).map_or_else(|| line.to_owned(), str::to_owned),
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

fn parsed(text: &str) -> Option<Value> {
    let mut value = serde_json::from_str(text.trim()).ok()?;
    elide(&mut value);
    Some(value)
}

/// Deep enough for `serde_json`, which has refused what is deeper.
fn elide(value: &mut Value) {
    match value {
        Value::String(text) => {
            if let Some(short) = left_out(text) {
                *text = short.to_owned();
            }
        }
        Value::Array(all) => all.iter_mut().for_each(elide),
        Value::Object(all) => all.values_mut().for_each(elide),
        _ => {}
    }
}

/// What stands for a text that nobody can read.
fn left_out(text: &str) -> Option<&'static str> {
    let lifted = LiftId::from_mark(text).is_some();
    let data = text.starts_with("data:") && text.len() > MOST_BASE64;
    let base64 = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=_-\r\n".contains(&byte);
    let encoded = text.len() > MOST_BASE64 && text.bytes().all(base64);
    (lifted || data || encoded).then_some(LEFT_OUT)
}

/// No escape sequence and no mark that turns the direction of a line.
fn is_shown(letter: char) -> bool {
    let turns = matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    matches!(letter, '\n' | '\t') || !(letter.is_control() || turns)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::read;

    fn text(body: &str) -> (String, bool) {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(body.as_bytes()).unwrap();
        read(file.path(), |_| {}).unwrap()
    }

    #[test]
    fn json_is_set_out_without_its_pictures() {
        for length in [300, 9000, 3_000_000] {
            let body = format!(
                r#"{{"data":[{{"b64_json":"{}"}}],"usage":{{"total":3}}}}"#,
                "iVBOR".repeat(length / 5)
            );
            let (text, cut) = text(&body);
            assert!(!text.contains("iVBOR"), "{length}");
            assert!(text.contains("\"b64_json\": \"…\""), "{text}");
            assert!(text.contains("\n  \"usage\": {\n"), "{text}");
            assert!(!cut);
        }
    }

    #[test]
    fn events_and_pages_stay_readable_and_steer_no_screen() {
        let body = format!(
            "event: a\ndata: {{\"b\":\"{}\",\"n\":1}}\n\n",
            "A".repeat(999)
        );
        assert_eq!(text(&body).0, "event: a\ndata: {\"b\":\"…\",\"n\":1}\n");
        let page = text("<html>\u{1b}[2J\u{202e}no</html>");
        assert_eq!(page.0, "<html>[2Jno</html>");
    }

    #[test]
    fn a_long_text_is_cut_between_letters() {
        let (text, cut) = text(&"长 ".repeat(200_000));
        assert!(cut);
        assert!(text.len() <= 256 * 1024 && text.len() > 256 * 1024 - 4);
    }

    #[test]
    fn what_may_not_be_read_is_blotted_before_it_is_set_out() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(b"{\"echo\":\"secret\"}").unwrap();
        let blot = |bytes: &mut [u8]| {
            let at = bytes.windows(6).position(|it| it == b"secret").unwrap();
            bytes[at..at + 6].fill(b'*');
        };
        let (text, _) = read(file.path(), blot).unwrap();
        assert!(text.contains("******") && !text.contains("secret"));
    }
}
