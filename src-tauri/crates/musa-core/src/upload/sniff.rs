//! Which format a file has, by its first bytes and never by its name.
//!
//! Does not look further than [`HEAD`] bytes, and decides nothing about sending.

use super::SourceFormat;

/// So many bytes are enough to know every format.
pub(super) const HEAD: usize = 512;

/// What the first bytes say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sniffed {
    /// A format that Musa reads.
    Readable(SourceFormat),
    /// A format that has no free decoder here: the person converts it first.
    Convert(&'static str),
    /// Anything else.
    Unknown,
}

/// Looks at the head of a file.
pub(super) fn sniff(head: &[u8]) -> Sniffed {
    if let Some(format) = still_video(head) {
        return Sniffed::Convert(format);
    }
    let Some(kind) = infer::get(head) else {
        return Sniffed::Unknown;
    };
    match kind.mime_type() {
        "image/png" => Sniffed::Readable(SourceFormat::Png),
        "image/jpeg" => Sniffed::Readable(SourceFormat::Jpeg),
        "image/webp" => Sniffed::Readable(SourceFormat::Webp),
        "image/gif" => Sniffed::Readable(SourceFormat::Gif),
        "image/bmp" => Sniffed::Readable(SourceFormat::Bmp),
        "image/tiff" => Sniffed::Readable(SourceFormat::Tiff),
        _ => Sniffed::Unknown,
    }
}

/// HEIC and AVIF by their brands. `infer` knows only some: iPhones also write `heim`, `hevc` and
/// `mif1` with the real brand further behind, and a file cut inside its brands is one none the less.
fn still_video(head: &[u8]) -> Option<&'static str> {
    if head.get(4..8) != Some(b"ftyp".as_slice()) {
        return None;
    }
    let declared = head
        .first_chunk::<4>()
        .map_or(0, |size| u32::from_be_bytes(*size));
    let end = usize::try_from(declared).unwrap_or(HEAD).min(head.len());
    let brands = || head.get(8..end).unwrap_or_default().chunks_exact(4);
    let has = |names: &[&[u8; 4]]| brands().any(|brand| names.iter().any(|name| brand == *name));
    if has(&[b"avif", b"avis"]) {
        Some("AVIF")
    } else if has(&[
        b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1",
    ]) {
        Some("HEIC")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{Sniffed, sniff};
    use crate::upload::SourceFormat;

    #[test]
    fn the_bytes_decide_and_a_web_page_is_no_picture() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
        assert_eq!(sniff(png), Sniffed::Readable(SourceFormat::Png));
        assert_eq!(
            sniff(b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
            Sniffed::Unknown
        );
        assert_eq!(sniff(b"<!DOCTYPE html><html></html>"), Sniffed::Unknown);
        assert_eq!(sniff(b"%PDF-1.7"), Sniffed::Unknown);
        assert_eq!(sniff(b""), Sniffed::Unknown);
    }

    #[test]
    fn phones_pictures_are_known_by_every_brand() {
        let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
        let late = b"\0\0\0\x1cftypmif1\0\0\0\0mif1miafheix";
        let avif = b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf";
        let cut = b"\0\0\x01\0ftypavif\0\0";
        assert_eq!(sniff(heic), Sniffed::Convert("HEIC"));
        assert_eq!(sniff(late), Sniffed::Convert("HEIC"));
        assert_eq!(sniff(avif), Sniffed::Convert("AVIF"));
        assert_eq!(sniff(cut), Sniffed::Convert("AVIF"));
        assert_eq!(
            sniff(b"\0\0\0\x18ftypisom\0\0\0\0mp42isom"),
            Sniffed::Unknown
        );
    }
}
