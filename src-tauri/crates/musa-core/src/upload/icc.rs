//! Which colour profiles go along: small ones that are what they say and fit the pixels.
//!
//! A profile that is dropped means sRGB to every reader; one that does not fit its pixels would
//! shift every colour. Does not convert between profiles.

use std::io::Cursor;
use std::panic::catch_unwind;

use image::codecs::png::PngDecoder;
use image::{ImageDecoder, Limits};

/// A profile larger than this is dropped. Displays' have a few kilobytes, printers' that come with
/// CMYK pictures two megabytes: those are dropped with the conversion anyway.
pub(super) const MAX_PROFILE: u64 = 1 << 20;

/// The colours of the stored pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Model {
    /// One channel.
    Grey,
    /// Three.
    Rgb,
    /// Four inks; converted, so no profile fits.
    Cmyk,
}

/// The profile, if it is one and is for pixels like these (ICC.1:2022, 7.2).
pub(super) fn sane(profile: Vec<u8>, model: Model) -> Option<Vec<u8>> {
    let space = match model {
        Model::Grey => b"GRAY",
        Model::Rgb => b"RGB ",
        Model::Cmyk => return None,
    };
    let claimed = u64::from(u32::from_be_bytes(*profile.first_chunk::<4>()?));
    let len = profile.len() as u64;
    let fits = (128..=MAX_PROFILE).contains(&len) && (128..=len).contains(&claimed);
    let named = profile.get(36..40) == Some(b"acsp") && profile.get(16..20) == Some(space);
    (fits && named).then_some(profile)
}

/// The profile of an `iCCP` chunk, given whole with its length and checksum.
///
/// It is compressed, and a megabyte could inflate to a gigabyte, so it is inflated by the decoder
/// inside a picture of one pixel, under a limit that only a sane profile keeps.
pub(super) fn of_png_chunk(chunk: &[u8], model: Model) -> Option<Vec<u8>> {
    let tiny = [ONE_PIXEL_HEADER, chunk, ONE_PIXEL_DATA].concat();
    let profile = catch_unwind(|| {
        let mut limits = Limits::no_limits();
        limits.max_alloc = Some(2 * MAX_PROFILE);
        let mut decoder = PngDecoder::with_limits(Cursor::new(&tiny), limits).ok()?;
        decoder.icc_profile().ok()?
    });
    sane(profile.ok()??, model)
}

/// Signature and header of a PNG of one grey pixel.
const ONE_PIXEL_HEADER: &[u8] =
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\x3a\x7e\x9b\x55";

/// Its data and its end.
const ONE_PIXEL_DATA: &[u8] =
    b"\0\0\0\x0aIDAT\x78\x9c\x63\x60\0\0\0\x02\0\x01\x48\xaf\xa4\x71\0\0\0\0IEND\xae\x42\x60\x82";
