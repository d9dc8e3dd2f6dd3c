//! Keeps the key out of what is received: a server that repeats it, in a header or in a message,
//! must not bring it into a receipt.
//!
//! Every byte stays in its place: the key becomes as many stars. Owns nothing of the answer's
//! meaning; what a person reads is cleaned once more, by [`crate::error::clean`].

use bytes::{Bytes, BytesMut};
use http::{HeaderValue, StatusCode};
use memchr::memmem::Finder;

use crate::error::clean;
use crate::secret::ApiKey;
use crate::transport::Head;

/// Shorter texts also stand in answers by chance, and no provider issues them.
const SHORTEST: usize = 8;

/// The key of one call, looked for in one answer.
pub(super) struct Veil {
    forms: Vec<Finder<'static>>,
    /// The end of what has come so far, if a key may begin in it.
    held: Bytes,
}

impl Veil {
    /// For the answer with this head. A picture is searched for the key itself only: it is long,
    /// and nobody has reason to encode a key in it. A refusal is searched for every form.
    pub(super) fn new(key: Option<&ApiKey>, status: StatusCode) -> Self {
        let mut forms = match key {
            None => Vec::new(),
            Some(key) if status.is_success() => vec![key.expose().to_owned()],
            Some(key) => clean::forms(key.expose()),
        };
        forms.retain(|form| form.len() >= SHORTEST);
        let forms = forms
            .iter()
            .map(|form| Finder::new(form.as_bytes()).into_owned())
            .collect();
        Self {
            forms,
            held: Bytes::new(),
        }
    }

    /// The head without the key.
    pub(super) fn head(&self, mut head: Head) -> Head {
        for value in head.headers.values_mut() {
            if self
                .forms
                .iter()
                .any(|form| form.find(value.as_bytes()).is_some())
            {
                *value = HeaderValue::from_static("<redacted>");
            }
        }
        head
    }

    /// The next piece of the body without the key; its end may be held back until the next one.
    /// Copies only where a key is, or may begin.
    pub(super) fn pass(&mut self, bytes: Bytes) -> Bytes {
        let mut bytes = if self.held.is_empty() {
            bytes
        } else {
            let mut joined = BytesMut::from(&self.held[..]);
            joined.extend_from_slice(&bytes);
            joined.freeze()
        };
        if let Some(masked) = self.masked(&bytes) {
            bytes = masked;
        }
        self.held = bytes.split_off(bytes.len() - self.begun(&bytes));
        bytes
    }

    /// What was held back: no key came of it.
    pub(super) fn rest(self) -> Bytes {
        self.held
    }

    fn masked(&self, bytes: &Bytes) -> Option<Bytes> {
        let mut masked: Option<BytesMut> = None;
        for form in &self.forms {
            let length = form.needle().len();
            for at in form.find_iter(bytes) {
                let copy = masked.get_or_insert_with(|| BytesMut::from(&bytes[..]));
                copy[at..at + length].fill(b'*');
            }
        }
        masked.map(BytesMut::freeze)
    }

    /// How many bytes at the end may be the beginning of a key.
    fn begun(&self, bytes: &[u8]) -> usize {
        let begun = |form: &Finder<'static>| {
            let needle = form.needle();
            let most = (needle.len() - 1).min(bytes.len());
            (1..=most)
                .rev()
                .find(|count| bytes.ends_with(&needle[..*count]))
                .unwrap_or(0)
        };
        self.forms.iter().map(begun).max().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    use bytes::Bytes;
    use http::StatusCode;

    use super::Veil;
    use crate::secret::ApiKey;

    const KEY: &str = "sk-canary/Zq9+w7";

    /// The text as it comes out when it arrives in pieces of this size.
    fn passed(text: &str, size: usize, status: StatusCode) -> String {
        let key = ApiKey::parse(KEY).unwrap();
        let mut veil = Veil::new(Some(&key), status);
        let mut out = Vec::new();
        for piece in text.as_bytes().chunks(size) {
            out.extend_from_slice(&veil.pass(Bytes::copy_from_slice(piece)));
        }
        out.extend_from_slice(&veil.rest());
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_key_is_covered_wherever_the_pieces_are_cut() {
        let stars = "*".repeat(KEY.len());
        let text = format!("s sk-canary {KEY}{KEY}, and sk-canary/Zq9+");
        let covered = format!("s sk-canary {stars}{stars}, and sk-canary/Zq9+");
        for size in 1..=text.len() {
            for status in [StatusCode::OK, StatusCode::UNAUTHORIZED] {
                assert_eq!(passed(&text, size, status), covered, "{size}");
            }
        }
    }

    #[test]
    fn a_refusal_that_encodes_the_key_is_covered_too() {
        let encoded = STANDARD.encode(format!("Bearer {KEY}"));
        let percent = KEY.replace('/', "%2F").replace('+', "%2B");
        let out = passed(&format!("{encoded} {percent}"), 7, StatusCode::UNAUTHORIZED);
        assert!(!out.contains(&percent), "{out}");
        let inner = STANDARD.encode(KEY);
        assert!(!out.contains(&inner[4..inner.len() - 4]), "{out}");
        assert!(out.contains("***"), "{out}");
    }

    #[test]
    fn an_answer_without_the_key_is_handed_on_uncopied() {
        let key = ApiKey::parse(KEY).unwrap();
        let mut veil = Veil::new(Some(&key), StatusCode::OK);
        let piece = Bytes::from(vec![b'A'; 4096]);
        let out = veil.pass(piece.clone());
        assert_eq!(out.as_ptr(), piece.as_ptr());
        assert_eq!(out, piece);
    }
}
