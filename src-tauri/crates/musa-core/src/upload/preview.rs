//! Pixels of a picture for the screen: small previews of it, and all of it for the clipboard.
//! By the same road as copies: judged by the header, decoded from what is left without metadata,
//! under a limit of memory. Writes nothing.

use std::io::{self, BufRead, BufReader, Cursor, Seek};

use image::DynamicImage;

use super::copy::Source;
use super::encode::{Encoding, encode};
use super::shrunk::shrunk;
use super::strip::strip;
use super::{Inspected, UploadLimits, decode, fit, refuse};
use crate::protocol::{CommandError, ErrorCode};

/// JPEG quality of previews: nothing is seen of it at their size (libraries.md, section 4).
const QUALITY: u8 = 82;

/// A file larger than this is not read into memory without its metadata.
const MOST_FILE: u64 = 128 << 20;

/// A display's profile has under a kilobyte, a printer's would be most of a preview.
const MOST_PROFILE: usize = 16 << 10;

/// One preview: JPEG where it is opaque, lossless WebP where it is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Preview {
    /// The longer side that was asked for.
    pub(crate) side: u32,
    /// The file.
    pub(crate) bytes: Vec<u8>,
}

/// Previews of these sides from one decode, of the largest first. None is larger than the
/// picture.
pub(super) fn previews(
    inspected: &Inspected,
    sides: &[u32],
    most: u64,
) -> Result<Vec<Preview>, CommandError> {
    let mut source = Source::open(inspected)?;
    let largest = sides.iter().copied().max();
    let mut picture = decoded(&source, most, largest)?;
    let large = |profile: &Vec<u8>| profile.len() > MOST_PROFILE;
    if source.shape.profile.as_ref().is_some_and(large) {
        source.shape.profile = None;
    }
    let mut previews = Vec::with_capacity(sides.len());
    for &side in sides {
        let limits = UploadLimits {
            max_side: Some(side),
            ..UploadLimits::default()
        };
        let size = (picture.width(), picture.height());
        let within = fit::within(size, &limits);
        if within != size {
            // The next one is made from this one: the decoded picture is no longer needed.
            picture = fit::resized(&picture, within).ok_or_else(|| failed(inspected))?;
        }
        let mut upright = picture.clone();
        upright.apply_orientation(inspected.orientation);
        let encoding = if upright.color().has_alpha() {
            Encoding::Webp
        } else {
            Encoding::Jpeg(QUALITY)
        };
        let encoded = encode(&upright, encoding, Some(&source.shape));
        let bytes = encoded.map_err(|error| failed(inspected).detail(error.to_string()))?;
        previews.push(Preview { side, bytes });
    }
    Ok(previews)
}

/// All pixels, upright.
pub(super) fn upright(inspected: &Inspected, most: u64) -> Result<DynamicImage, CommandError> {
    let source = Source::open(inspected)?;
    let mut picture = decoded(&source, most, None)?;
    picture.apply_orientation(inspected.orientation);
    Ok(picture)
}

/// The stored pixels, or fewer of them where no more are needed than for a preview of this side. No
/// decoder meets a text chunk or a profile that was not looked at.
fn decoded(
    source: &Source<'_>,
    most: u64,
    preview: Option<u32>,
) -> Result<DynamicImage, CommandError> {
    let inspected = source.inspected();
    let name = &inspected.name;
    let unreadable = |cause: io::Error| refuse::unreadable(name, &cause);
    let file = source.file();
    if source.shape.pieces.is_empty() {
        let file = file.try_clone().map_err(unreadable)?;
        return pixels(source, BufReader::new(file), most, preview);
    }
    if inspected.bytes > MOST_FILE {
        let (width, height) = (inspected.width, inspected.height);
        return Err(refuse::too_large(name, width, height).arg("why", "memory"));
    }
    let mut stripped = Vec::new();
    strip(file, &source.shape.pieces, &mut stripped).map_err(unreadable)?;
    pixels(source, Cursor::new(stripped), most, preview)
}

fn pixels(
    source: &Source<'_>,
    mut from: impl BufRead + Seek,
    most: u64,
    preview: Option<u32>,
) -> Result<DynamicImage, CommandError> {
    let inspected = source.inspected();
    let (name, size) = (&inspected.name, (inspected.width, inspected.height));
    if let Some(preview) = preview.filter(|_| source.shape.shrinks) {
        if let Some(picture) = shrunk(&mut from, source.shape.size, preview, most) {
            source.unchanged()?;
            return Ok(picture);
        }
        let rewound = from.rewind();
        rewound.map_err(|cause| refuse::unreadable(name, &cause))?;
    }
    source.same(decode::within(from, inspected.format, name, size, most)?)
}

fn failed(inspected: &Inspected) -> CommandError {
    refuse::refuse(ErrorCode::NotAPicture, &inspected.name)
}

#[cfg(test)]
mod tests {
    use image::{DynamicImage, RgbImage};

    use super::{Source, decoded};
    use crate::upload::inspect;

    fn with(jpeg: &[u8], segment: &[u8]) -> Vec<u8> {
        [&jpeg[..2], segment, &jpeg[2..]].concat()
    }

    /// Whether a preview of 150 is made from a part of its pixels.
    fn is_shrunk(bytes: &[u8]) -> bool {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("photograph.jpg");
        crate::files::write_atomic(&path, bytes).unwrap();
        let inspected = inspect(&path).unwrap();
        let source = Source::open(&inspected).unwrap();
        let picture = decoded(&source, u64::MAX, Some(150)).unwrap();
        let whole = source.shape.size;
        let is_part = (picture.width(), picture.height()) == (whole.0 / 2, whole.1 / 2);
        assert!(is_part || (picture.width(), picture.height()) == whole);
        is_part
    }

    #[test]
    fn photographs_are_shrunk_while_they_are_decoded_however_they_lie() {
        let mut plain = std::io::Cursor::new(Vec::new());
        DynamicImage::ImageRgb8(RgbImage::from_pixel(800, 600, image::Rgb([200, 90, 40])))
            .write_to(&mut plain, image::ImageFormat::Jpeg)
            .unwrap();
        let plain = plain.into_inner();
        assert!(is_shrunk(&plain));
        let exif = b"\xff\xe1\0\x22Exif\0\0II\x2a\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
        assert!(is_shrunk(&with(&plain, exif)), "turned by a quarter");
        let adobe = |transform| {
            let segment = [0xff, 0xee, 0, 14]
                .into_iter()
                .chain(*b"Adobe\0\x64\0\0\0\0");
            segment.chain([transform]).collect::<Vec<u8>>()
        };
        assert!(is_shrunk(&with(&plain, &adobe(1))), "YCbCr, as nearly all");
        assert!(!is_shrunk(&with(&plain, &adobe(0))), "RGB as it is");
    }
}
