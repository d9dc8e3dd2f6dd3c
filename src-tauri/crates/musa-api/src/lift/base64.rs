//! Base64 that arrives in pieces, as tolerant as real servers need (`reliability.md` N6): a
//! `data:…;base64,` prefix, the url-safe alphabet, white space, missing padding. Clean text is
//! decoded at full speed; only a piece that is not clean is looked at byte by byte.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// The text is no base64.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not base64")]
pub struct DecodeError;

/// How long a `data:` prefix may be; real ones have under 40 bytes.
const PREFIX_LIMIT: usize = 1024;

/// The last two or three characters: bits that pad a quantum out may be anything.
const TAIL: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// A decoder at some place of its text.
#[derive(Debug, Default)]
pub struct Base64Stream {
    prefix: Prefix,
    /// Characters that do not fill a quantum of four yet.
    carry: Vec<u8>,
    /// Clean characters of a piece that was not clean.
    clean: Vec<u8>,
    padding: Padding,
    declared_type: Option<String>,
}

#[derive(Debug)]
enum Prefix {
    /// What has come so far of something that may be `data:…,`.
    Unknown(Vec<u8>),
    Over,
}

impl Default for Prefix {
    fn default() -> Self {
        Self::Unknown(Vec::new())
    }
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Padding {
    #[default]
    NotYet,
    Seen,
}

impl Base64Stream {
    /// A decoder at the beginning.
    pub fn new() -> Self {
        Self::default()
    }

    /// The media type of the `data:` prefix, once it is over. Often wrong: look at the bytes.
    pub fn declared_type(&self) -> Option<&str> {
        self.declared_type.as_deref()
    }

    /// Decodes more text and appends the bytes to `out`.
    pub fn push(&mut self, text: &[u8], out: &mut Vec<u8>) -> Result<(), DecodeError> {
        let Prefix::Unknown(head) = &mut self.prefix else {
            return self.body(text, out);
        };
        head.extend_from_slice(text);
        let start = head.iter().position(|byte| !byte.is_ascii_whitespace());
        let seen = &head[start.unwrap_or(head.len())..];
        let scheme = &seen[..seen.len().min(5)];
        if !b"data:"[..scheme.len()].eq_ignore_ascii_case(scheme) {
            return self.leave_prefix(0, out);
        }
        match memchr::memchr(b',', head) {
            Some(comma) => {
                let declared = String::from_utf8_lossy(&head[..comma]).trim().to_owned();
                let declared = declared.get(5..).unwrap_or_default();
                let media_type = declared.split(';').next().unwrap_or_default().trim();
                if !media_type.is_empty() {
                    self.declared_type = Some(media_type.to_ascii_lowercase());
                }
                self.leave_prefix(comma + 1, out)
            }
            None if head.len() > PREFIX_LIMIT => Err(DecodeError),
            None => Ok(()),
        }
    }

    /// Decodes what is left of the last quantum.
    pub fn finish(mut self, out: &mut Vec<u8>) -> Result<(), DecodeError> {
        if matches!(&self.prefix, Prefix::Unknown(_)) {
            self.leave_prefix(0, out)?;
        }
        if self.carry.is_empty() {
            return Ok(());
        }
        TAIL.decode_vec(&self.carry, out).map_err(|_| DecodeError)
    }

    fn leave_prefix(&mut self, skip: usize, out: &mut Vec<u8>) -> Result<(), DecodeError> {
        match std::mem::replace(&mut self.prefix, Prefix::Over) {
            Prefix::Unknown(head) => self.body(&head[skip..], out),
            Prefix::Over => Ok(()),
        }
    }

    fn body(&mut self, text: &[u8], out: &mut Vec<u8>) -> Result<(), DecodeError> {
        if self.padding == Padding::Seen {
            return only_padding(text);
        }
        let before = out.len();
        if self.fast(text, out).is_ok() {
            return Ok(());
        }
        out.truncate(before);
        self.slow(text, out)
    }

    /// Whole quanta straight from the text; nothing is changed if it is not clean.
    fn fast(&mut self, text: &[u8], out: &mut Vec<u8>) -> Result<(), DecodeError> {
        let missing = (4 - self.carry.len()) % 4;
        if text.len() < missing {
            return Err(DecodeError);
        }
        let (first, rest) = text.split_at(missing);
        if missing > 0 {
            let quantum = [self.carry.as_slice(), first].concat();
            decode(&quantum, out)?;
        }
        let (whole, tail) = rest.split_at(rest.len() / 4 * 4);
        if tail.iter().any(|byte| standard(*byte) != Some(*byte)) {
            return Err(DecodeError);
        }
        decode(whole, out)?;
        self.carry.clear();
        self.carry.extend_from_slice(tail);
        Ok(())
    }

    /// Byte by byte into a clean buffer, then as above.
    fn slow(&mut self, text: &[u8], out: &mut Vec<u8>) -> Result<(), DecodeError> {
        self.clean.clear();
        self.clean.append(&mut self.carry);
        for (at, byte) in text.iter().enumerate() {
            match standard(*byte) {
                Some(byte) => self.clean.push(byte),
                None if byte.is_ascii_whitespace() => {}
                None if *byte == b'=' => {
                    self.padding = Padding::Seen;
                    only_padding(&text[at..])?;
                    break;
                }
                None => return Err(DecodeError),
            }
        }
        let (whole, tail) = self.clean.split_at(self.clean.len() / 4 * 4);
        decode(whole, out)?;
        self.carry.extend_from_slice(tail);
        Ok(())
    }
}

fn decode(quanta: &[u8], out: &mut Vec<u8>) -> Result<(), DecodeError> {
    base64_simd::STANDARD_NO_PAD
        .decode_append(quanta, out)
        .map_err(|_| DecodeError)
}

/// The character in the standard alphabet, or `None` if it is no base64 at all.
fn standard(byte: u8) -> Option<u8> {
    match byte {
        b'-' => Some(b'+'),
        b'_' => Some(b'/'),
        b'+' | b'/' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => Some(byte),
        _ => None,
    }
}

fn only_padding(text: &[u8]) -> Result<(), DecodeError> {
    let padding = |byte: &u8| *byte == b'=' || byte.is_ascii_whitespace();
    if text.iter().all(padding) {
        Ok(())
    } else {
        Err(DecodeError)
    }
}
