//! Owns pictures that are named in text: data URLs, naked base64, and the demo's own result URLs.

use base64::Engine;
use base64::alphabet;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use base64::engine::{DecodePaddingMode, general_purpose};
use bytes::Bytes;

use crate::refusal::Refusal;

/// Reads one of the demo's own result URLs; nothing else is ever fetched.
pub(crate) type Fetch<'a> = dyn Fn(&str) -> Option<Bytes> + Send + Sync + 'a;

/// Real senders leave padding out, so both kinds are read.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// A picture from text, with the declared type of a data URL.
pub(crate) fn read(
    text: &str,
    param: &str,
    number: usize,
    fetch: &Fetch<'_>,
) -> Result<(Bytes, Option<String>), Refusal> {
    if text.starts_with("http://") || text.starts_with("https://") {
        let missing = || {
            let message = "Error while downloading file. Upstream status code: 404.";
            Refusal::invalid("url", "invalid_value", message)
        };
        return fetch(text).map(|bytes| (bytes, None)).ok_or_else(missing);
    }
    let (kind, payload) = match text.strip_prefix("data:") {
        Some(rest) => {
            let (head, payload) = rest
                .split_once(',')
                .ok_or_else(|| Refusal::unreadable_image(param, number))?;
            (head.split(';').next().map(str::to_owned), payload)
        }
        None => (None, text),
    };
    let decoded = decode(payload).ok_or_else(|| Refusal::unreadable_image(param, number))?;
    Ok((Bytes::from(decoded), kind))
}

/// Base64 in either alphabet, padded or not, lines or not.
pub(crate) fn decode(payload: &str) -> Option<Vec<u8>> {
    LENIENT.decode(payload).ok().or_else(|| {
        let clean: String = payload.split_ascii_whitespace().collect();
        LENIENT
            .decode(&clean)
            .or_else(|_| general_purpose::URL_SAFE_NO_PAD.decode(clean.trim_end_matches('=')))
            .ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn none(_: &str) -> Option<Bytes> {
        None
    }

    #[test]
    fn data_urls_and_naked_base64_give_the_same_bytes() {
        for text in [
            "data:image/png;base64,aGVsbG8=",
            "aGVsbG8=",
            "aGVsbG8",
            "aGVs\nbG8=",
        ] {
            let (bytes, _) = read(text, "image", 1, &none).unwrap();
            assert_eq!(&bytes[..], b"hello", "{text}");
        }
        let kind = read("data:image/webp;base64,aGVsbG8=", "image", 1, &none)
            .unwrap()
            .1;
        assert_eq!(kind.as_deref(), Some("image/webp"));
    }

    #[test]
    fn an_address_that_is_not_our_own_is_not_fetched() {
        let refusal = read("https://example.org/a.png", "image", 1, &none).unwrap_err();
        assert_eq!(refusal.param.as_deref(), Some("url"));
    }
}
