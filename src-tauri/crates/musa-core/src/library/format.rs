//! What kind of picture some bytes are, by their magic bytes and never by a name or a header of
//! an answer (reliability.md H5). An SVG is one whose bytes are only kept: what is shown of it is
//! made by [`crate::vector`]. A page or a PDF is no picture.

use serde::{Deserialize, Serialize};

/// A kind of picture that a provider may give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PictureFormat {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// WebP.
    Webp,
    /// GIF.
    Gif,
    /// AVIF.
    Avif,
    /// TIFF: nobody's answer, but what photographers have.
    Tiff,
    /// SVG: active content, kept and never shown as it is.
    Svg,
}

impl PictureFormat {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Png,
        Self::Jpeg,
        Self::Webp,
        Self::Gif,
        Self::Avif,
        Self::Tiff,
        Self::Svg,
    ];

    /// Bytes from the beginning that are enough to tell every format.
    pub(crate) const HEAD: usize = 4 << 10;

    /// From the first bytes of a file; 16 are enough for all but an AVIF that names itself late
    /// and an SVG, whose root may stand [`Self::HEAD`] bytes behind.
    pub fn sniff(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            Some(Self::Png)
        } else if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
            Some(Self::Jpeg)
        } else if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
            Some(Self::Gif)
        } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
            Some(Self::Webp)
        } else if bytes.get(4..8) == Some(b"ftyp") && names_avif(bytes) {
            Some(Self::Avif)
        } else if bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*") {
            Some(Self::Tiff)
        } else if musa_api::answer::is_svg(bytes) {
            Some(Self::Svg)
        } else {
            None
        }
    }

    /// The extension of its files, without a dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Webp => "webp",
            Self::Gif => "gif",
            Self::Avif => "avif",
            Self::Tiff => "tif",
            Self::Svg => "svg",
        }
    }

    /// The media type under which its bytes may be shown; none for an SVG, which never is.
    pub fn shown_as(self) -> Option<&'static str> {
        match self {
            Self::Png => Some("image/png"),
            Self::Jpeg => Some("image/jpeg"),
            Self::Webp => Some("image/webp"),
            Self::Gif => Some("image/gif"),
            Self::Avif => Some("image/avif"),
            // No page shows one.
            Self::Tiff | Self::Svg => None,
        }
    }

    /// Its name in records and events.
    pub fn name(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpeg",
            Self::Webp => "webp",
            Self::Gif => "gif",
            Self::Avif => "avif",
            Self::Tiff => "tiff",
            Self::Svg => "svg",
        }
    }

    /// From its name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }
}

/// The major brand, or one of the compatible ones (ISO/IEC 14496-12, 4.3).
fn names_avif(bytes: &[u8]) -> bool {
    let brands = bytes.get(8..12).into_iter();
    let others = bytes.get(16..).unwrap_or_default().chunks_exact(4).take(8);
    brands
        .chain(others)
        .any(|brand| brand == b"avif" || brand == b"avis")
}

#[cfg(test)]
mod tests;
