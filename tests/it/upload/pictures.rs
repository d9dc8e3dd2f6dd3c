//! Pictures for the upload tests, drawn and put together here: photographs with everything a
//! camera, a phone and an editor write into them.
#![expect(
    clippy::unwrap_used,
    reason = "a fixture that cannot be built fails its test"
)]
#![expect(
    clippy::cast_possible_truncation,
    reason = "small numbers of small pictures"
)]

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::{DynamicImage, ImageEncoder, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

/// What must never be in a copy: it stands in every metadata block that is built here.
pub(crate) const CANARY: &[u8] = b"52.5200N-13.4050E-canary";

/// A gradient with noise: compresses like a photograph.
pub(crate) fn photo(width: u32, height: u32) -> RgbImage {
    let mut state = 0x2545_f491_u32;
    RgbImage::from_fn(width, height, |x, y| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let noise = (state >> 28) as u8;
        let part = |value: u32, of: u32| (value * 200 / of.max(1)) as u8 + noise;
        Rgb([part(x, width), part(y, height), part(x + y, width + height)])
    })
}

/// The stored corners: red at the first row's beginning, green at its end, blue and white below.
pub(crate) fn quarters(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        match (x < width / 2, y < height / 2) {
            (true, true) => Rgb([230, 20, 20]),
            (false, true) => Rgb([20, 200, 20]),
            (true, false) => Rgb([20, 20, 230]),
            (false, false) => Rgb([240, 240, 240]),
        }
    })
}

/// A disc that is opaque inside and transparent outside.
pub(crate) fn cut_out(width: u32, height: u32) -> RgbaImage {
    let base = photo(width, height);
    RgbaImage::from_fn(width, height, |x, y| {
        let [r, g, b] = base.get_pixel(x, y).0;
        let (dx, dy) = (
            f64::from(x) / f64::from(width),
            f64::from(y) / f64::from(height),
        );
        let inside = (dx - 0.5).hypot(dy - 0.5) < 0.4;
        Rgba([r, g, b, if inside { 255 } else { 0 }])
    })
}

/// Bytes in a format, as the encoder writes them by default.
pub(crate) fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// An EXIF block: orientation, a maker's text and a GPS directory with the canary as its place.
pub(crate) fn exif(orientation: u8) -> Vec<u8> {
    let mut block = b"MM\0\x2a\0\0\0\x08\0\x03".to_vec();
    let text_at = 8 + 2 + 3 * 12 + 4;
    let gps_at = text_at + 24;
    let mut entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        block.extend(tag.to_be_bytes());
        block.extend(kind.to_be_bytes());
        block.extend(count.to_be_bytes());
        block.extend(value);
    };
    entry(0x010f, 2, 24, u32::to_be_bytes(text_at));
    entry(0x0112, 3, 1, [0, orientation, 0, 0]);
    entry(0x8825, 4, 1, u32::to_be_bytes(gps_at));
    block.extend([0; 4]);
    block.extend(CANARY);
    block.extend([0, 1, 0, 0x1d, 0, 2, 0, 0, 0, 24]);
    block.extend(u32::to_be_bytes(text_at));
    block.extend([0; 4]);
    block
}

/// A profile that is what a profile must be, and otherwise nothing.
pub(crate) fn profile(len: usize, space: [u8; 4]) -> Vec<u8> {
    let mut bytes: Vec<u8> = (0..len).map(|index| (index * 7 % 251) as u8).collect();
    bytes[..4].copy_from_slice(&(len as u32).to_be_bytes());
    bytes[16..20].copy_from_slice(&space);
    bytes[36..40].copy_from_slice(b"acsp");
    bytes
}

/// A JPEG as a phone writes it: EXIF, XMP, IPTC, a comment, several pictures, a film behind it.
pub(crate) fn phone_jpeg(picture: &RgbImage, orientation: u8, icc: Option<&[u8]>) -> Vec<u8> {
    let mut plain = Vec::new();
    JpegEncoder::new_with_quality(&mut plain, 90)
        .encode_image(picture)
        .unwrap();
    let mut bytes = vec![0xff, 0xd8];
    let mut segment = |marker: u8, parts: &[&[u8]]| {
        let body = parts.concat();
        bytes.extend([0xff, marker]);
        bytes.extend(u16::try_from(body.len() + 2).unwrap().to_be_bytes());
        bytes.extend(body);
    };
    segment(0xe1, &[b"Exif\0\0", &exif(orientation)]);
    segment(
        0xe1,
        &[b"http://ns.adobe.com/xap/1.0/\0<x>", CANARY, b"</x>"],
    );
    segment(0xed, &[b"Photoshop 3.0\08BIM", CANARY]);
    segment(0xe2, &[b"MPF\0", CANARY]);
    segment(0xeb, &[b"JP\0\0jumb c2pa", CANARY]);
    segment(0xfe, &[CANARY]);
    if let Some(icc) = icc {
        let count = icc.len().div_ceil(60_000) as u8;
        for (index, part) in icc.chunks(60_000).enumerate() {
            segment(0xe2, &[b"ICC_PROFILE\0", &[index as u8 + 1, count], part]);
        }
    }
    bytes.extend(&plain[2..]);
    bytes.extend(b"\0\0\0\x18ftypmp42");
    bytes.extend(CANARY);
    bytes
}

/// A PNG with these chunks between its header and its pixels, and rubbish behind its end.
pub(crate) fn png_with(picture: &DynamicImage, chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let plain = encoded(picture, ImageFormat::Png);
    let mut bytes = plain[..33].to_vec();
    for (name, body) in chunks {
        bytes.extend(chunk(**name, body));
    }
    bytes.extend(&plain[33..]);
    bytes.extend(CANARY);
    bytes
}

/// One PNG chunk with its checksum.
pub(crate) fn chunk(name: [u8; 4], body: &[u8]) -> Vec<u8> {
    let mut crc = u32::MAX;
    for byte in name.iter().chain(body) {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 {
                crc >> 1 ^ 0xedb8_8320
            } else {
                crc >> 1
            };
        }
    }
    let len = u32::try_from(body.len()).unwrap();
    [
        &len.to_be_bytes(),
        name.as_slice(),
        body,
        &(!crc).to_be_bytes(),
    ]
    .concat()
}

/// A PNG by the encoder, with a profile.
pub(crate) fn png_with_profile(picture: &RgbImage, icc: Vec<u8>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = PngEncoder::new(&mut bytes);
    encoder.set_icc_profile(icc).unwrap();
    let (width, height) = picture.dimensions();
    encoder
        .write_image(picture, width, height, image::ExtendedColorType::Rgb8)
        .unwrap();
    bytes
}

/// A lossless WebP with EXIF and a profile.
pub(crate) fn webp(picture: &RgbImage, orientation: u8, icc: Vec<u8>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = WebPEncoder::new_lossless(&mut bytes);
    encoder.set_icc_profile(icc).unwrap();
    encoder.set_exif_metadata(exif(orientation)).unwrap();
    let (width, height) = picture.dimensions();
    encoder
        .write_image(picture, width, height, image::ExtendedColorType::Rgb8)
        .unwrap();
    bytes
}

/// 69 bytes that claim 10,000,000,000 pixels (reliability.md H2).
pub(crate) fn header_bomb(width: u32, height: u32) -> Vec<u8> {
    let mut header = Vec::new();
    header.extend(width.to_be_bytes());
    header.extend(height.to_be_bytes());
    header.extend([8, 2, 0, 0, 0]);
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    bytes.extend(chunk(*b"IHDR", &header));
    bytes.extend(chunk(
        *b"IDAT",
        &[0x78, 0x9c, 0x63, 0, 0, 0, 1, 0, 1, 0, 0, 0],
    ));
    bytes.extend(chunk(*b"IEND", &[]));
    bytes
}

/// 8 × 8 of one red, as other programs write it: CMYK the Adobe way, lossy WebP turned by EXIF,
/// and an animated WebP whose second frame is blue.
pub(crate) const CMYK_JPEG: &str = "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwADAgIDAgIDAwMDBAMDBAUIBQUEBAUKBwcG\
    CAwKDAwLCgsLDQ4SEA0OEQ4LCxAWEBETFBUVFQwPFxgWFBgSFBUU/8AAFAgACAAIBEMRAE0RAFkRAEsRAP/EABUAAQEA\
    AAAAAAAAAAAAAAAAAAgJ/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAA4EQwBNAFkASwAAPwBgAoCiqb//2Q==";
pub(crate) const LOSSY_WEBP: &str = "UklGRm4AAABXRUJQVlA4WAoAAAAIAAAABwAABwAAVlA4IC4AAACQAQCdASoIAAgAAUAm\
    JaACdLoAA5gA/vCbQ/4DdfFtMv/ucD/uyf/2yf+pAAAARVhJRhoAAABJSSoACAAAAAEAEgEDAAEAAAAGAAAAAAAAAA==";
pub(crate) const ANIMATED_WEBP: &str = "UklGRoYAAABXRUJQVlA4WAoAAAACAAAABwAABwAAQU5JTQYAAAAAAAAAAABB\
    Tk1GKgAAAAAAAAAAAAcAAAcAAAAAAAJWUDhMEQAAAC8HwAEAB1CUIhel/4GI6H8AAEFOTUYoAAAAAAAAAAAABwAABwAA\
    AAAAAFZQOEwPAAAALwfAAQAHENH//gciov8BAA==";
