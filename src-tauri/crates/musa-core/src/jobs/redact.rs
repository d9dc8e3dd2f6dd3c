//! Keeps the key out of receipts: a provider may echo it, as it is, percent-encoded or in base64.
//! Each byte of it becomes a `*`, so that lengths and offsets stay.
//!
//! Works on a stream: a form that is split over two chunks is found too. The key as it is is
//! looked for everywhere; its encoded forms in the first mebibyte, where every refusal lies:
//! in 30 MB of base64 they would cost as much as decoding it. Where a part of the body is kept for
//! good (a turn of Gemini's), they are looked for to its end. What a receipt is reduced to once
//! its pictures are saved is searched whole, for all forms.

use memchr::memmem::Finder;
use musa_api::secret::ApiKey;
use secrecy::{ExposeSecret, SecretString};

/// How far encoded forms are looked for.
const ENCODED_WITHIN: u64 = 1024 * 1024;

/// Blots the key out of what passes through.
pub(crate) struct Redactor {
    /// The key as it is, then its other forms.
    forms: Vec<SecretString>,
    /// How far its other forms are looked for.
    encoded_within: u64,
    passed: u64,
    /// The end of what has passed, where it may be the beginning of a form.
    held: Vec<u8>,
}

impl Redactor {
    /// For this key; without one everything passes as it is.
    pub(crate) fn new(key: Option<&ApiKey>) -> Self {
        let mut forms = key.map(ApiKey::forms).unwrap_or_default();
        forms.sort_by_key(|form| key.is_none_or(|key| form.expose_secret() != key.expose()));
        let (passed, held) = (0, Vec::new());
        Self {
            forms,
            encoded_within: ENCODED_WITHIN,
            passed,
            held,
        }
    }

    /// Looks for every form to the end of the body: for one of which a part is kept and sent again.
    #[must_use]
    pub(super) fn everywhere(mut self) -> Self {
        self.encoded_within = u64::MAX;
        self
    }

    /// Another body begins.
    pub(super) fn restart(&mut self) {
        self.passed = 0;
        self.held.clear();
    }

    /// Hands on a chunk, but for an end that may be the beginning of the key.
    pub(crate) fn push<E>(
        &mut self,
        chunk: &[u8],
        mut write: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        self.passed += chunk.len() as u64;
        let forms = if self.passed <= self.encoded_within {
            self.forms.as_slice()
        } else {
            self.forms.get(..1).unwrap_or_default()
        };
        if self.held.is_empty() && !forms.iter().any(|form| find(form, chunk).is_some()) {
            let keep = beginning_at_end(forms, chunk);
            let (passed, kept) = chunk.split_at(chunk.len() - keep);
            self.held.extend_from_slice(kept);
            return write(passed);
        }
        let mut joined = std::mem::take(&mut self.held);
        joined.extend_from_slice(chunk);
        blot(forms, &mut joined);
        let keep = beginning_at_end(forms, &joined);
        self.held = joined.split_off(joined.len() - keep);
        write(&joined)
    }

    /// Hands on what was held.
    pub(crate) fn finish<E>(
        &mut self,
        mut write: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        let held = std::mem::take(&mut self.held);
        if held.is_empty() {
            Ok(())
        } else {
            write(&held)
        }
    }

    /// Blots the key out of bytes that are there whole.
    pub(crate) fn blot(&self, text: &mut [u8]) {
        blot(&self.forms, text);
    }

    /// The same for a text.
    pub(crate) fn text(&self, text: &str) -> String {
        let mut bytes = text.as_bytes().to_vec();
        self.blot(&mut bytes);
        // Forms are ASCII, and so are the stars in their place.
        String::from_utf8(bytes).unwrap_or_default()
    }
}

fn find(form: &SecretString, text: &[u8]) -> Option<usize> {
    Finder::new(form.expose_secret()).find(text)
}

fn blot(forms: &[SecretString], text: &mut [u8]) {
    for form in forms {
        let mut from = 0;
        while let Some(at) = find(form, &text[from..]) {
            let end = from + at + form.expose_secret().len();
            text[from + at..end].fill(b'*');
            from = end;
        }
    }
}

/// How many bytes at the end may begin a form.
fn beginning_at_end(forms: &[SecretString], text: &[u8]) -> usize {
    let of_form = |form: &SecretString| {
        let form = form.expose_secret().as_bytes();
        let longest = text.len().min(form.len() - 1);
        (1..=longest)
            .rev()
            .find(|&count| text.ends_with(&form[..count]))
    };
    forms.iter().filter_map(of_form).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use musa_api::secret::ApiKey;

    use super::Redactor;

    const KEY: &str = "sk-canary-4f1d9b7e2a6c8053";

    fn through(text: &[u8], size: usize) -> Vec<u8> {
        let mut redactor = Redactor::new(Some(&ApiKey::parse(KEY).unwrap()));
        let mut out = Vec::new();
        let mut write = |bytes: &[u8]| {
            out.extend_from_slice(bytes);
            Ok::<(), ()>(())
        };
        for chunk in text.chunks(size) {
            redactor.push(chunk, &mut write).unwrap();
        }
        redactor.finish(&mut write).unwrap();
        out
    }

    #[test]
    fn the_key_is_blotted_out_however_it_is_cut() {
        let base64 = base64::engine::general_purpose::STANDARD.encode(format!("ab{KEY}cd"));
        let text = format!("a {KEY} b sk-can {base64} sk-{KEY}");
        for size in 1..=text.len() {
            let out = through(text.as_bytes(), size);
            assert_eq!(out.len(), text.len());
            let out = String::from_utf8(out).unwrap();
            assert!(!out.contains(KEY), "{size}: {out}");
            assert!(!out.contains(&base64[8..24]), "{size}: {out}");
            assert!(out.contains(" b sk-can "), "{size}: {out}");
        }
    }

    #[test]
    fn a_body_of_which_a_part_is_kept_is_searched_to_its_end_for_every_form() {
        let base64 = base64::engine::general_purpose::STANDARD.encode(KEY);
        let mut text = vec![b'.'; usize::try_from(super::ENCODED_WITHIN).unwrap() + 5];
        text.extend_from_slice(base64.as_bytes());
        for (everywhere, stays) in [(false, true), (true, false)] {
            let mut redactor = Redactor::new(Some(&ApiKey::parse(KEY).unwrap()));
            if everywhere {
                redactor = redactor.everywhere();
            }
            let mut out = Vec::new();
            let mut write = |bytes: &[u8]| {
                out.extend_from_slice(bytes);
                Ok::<(), ()>(())
            };
            for chunk in text.chunks(64 * 1024) {
                redactor.push(chunk, &mut write).unwrap();
            }
            redactor.finish(&mut write).unwrap();
            assert_eq!(out.len(), text.len());
            assert_eq!(out.ends_with(base64.as_bytes()), stays);
        }
    }

    #[test]
    fn what_holds_no_key_passes_unchanged() {
        let text: Vec<u8> = (0..=255).cycle().take(5000).collect();
        for size in [1, 7, 64, 4096] {
            assert_eq!(through(&text, size), text);
        }
    }
}
