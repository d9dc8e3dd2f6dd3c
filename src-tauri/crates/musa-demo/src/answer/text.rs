//! Owns the base64 text of a picture, in every form that real servers send it in.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

use crate::fault::Fault;

/// The line length of MIME base64.
const LINE: usize = 76;

/// Base64 as it stands between the quotes of a JSON string, with the faults that concern it.
pub(crate) fn base64_text(bytes: &[u8], declared: &str, faults: &[Fault]) -> String {
    let mut text = if faults.contains(&Fault::UrlsafeB64) {
        URL_SAFE_NO_PAD.encode(bytes)
    } else {
        STANDARD.encode(bytes)
    };
    if faults.contains(&Fault::WrappedB64) {
        text = wrapped(&text);
    }
    if faults.contains(&Fault::DataUri) {
        text = format!("data:{declared};base64,{text}");
    }
    if faults.contains(&Fault::EscapedSlashes) {
        text = text.replace('/', "\\/");
    }
    text
}

fn wrapped(text: &str) -> String {
    let mut lines = String::with_capacity(text.len() + text.len() / LINE * 2 + 2);
    for line in text.as_bytes().chunks(LINE) {
        lines.push_str(&String::from_utf8_lossy(line));
        lines.push_str("\\n");
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_back(faults: &[Fault]) -> String {
        let bytes: Vec<u8> = (0..=255).cycle().take(3000).collect();
        let json = format!("\"{}\"", base64_text(&bytes, "image/png", faults));
        serde_json::from_str(&json).unwrap()
    }

    #[test]
    fn every_form_is_valid_json_and_differs_where_it_says() {
        let plain = read_back(&[]);
        assert!(plain.contains('/') && plain.contains('+'));
        assert_eq!(read_back(&[Fault::EscapedSlashes]), plain);
        assert_eq!(read_back(&[Fault::WrappedB64]).replace('\n', ""), plain);
        assert_eq!(read_back(&[Fault::WrappedB64]).find('\n'), Some(LINE));
        assert_eq!(
            read_back(&[Fault::DataUri]),
            format!("data:image/png;base64,{plain}")
        );
        let safe = read_back(&[Fault::UrlsafeB64]);
        assert!(safe.contains('_') && safe.contains('-') && !safe.contains('='));
    }
}
