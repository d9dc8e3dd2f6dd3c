//! PNG: a list of chunks. Kept are the critical ones, `tRNS`, and what says how colours are meant.
//!
//! `pHYs` is dropped like the texts: a model does not print, and the same pixels are then the same
//! hash. Text is never inflated, nor even read. Animation chunks go: the still picture remains.

use std::io::{Read, Seek};

use super::{Compression, Pixels, Shape, WalkError, Walker, keep};
use crate::upload::icc::{self, Model};
use crate::upload::{SendFormat, exif};

/// A colour chunk longer than this is none: the longest, `cHRM`, has 32 bytes.
const MAX_COLOUR_CHUNK: u64 = 64;

pub(super) fn walk<R: Read + Seek>(file: &mut Walker<R>) -> Result<Shape, WalkError> {
    let (mut shape, model) = header(file)?;
    let mut pixels_seen = false;
    loop {
        file.count_chunk()?;
        let start = file.at;
        let head: [u8; 8] = file.array()?;
        let [a, b, c, d, name @ ..] = head;
        let len = u64::from(u32::from_be_bytes([a, b, c, d]));
        let whole = start..start + len + 12;
        if whole.end > file.len {
            return Err(WalkError::Truncated);
        }
        match &name {
            b"IEND" => {
                keep(&mut shape.pieces, whole);
                break;
            }
            b"IHDR" => return Err(WalkError::Malformed("a PNG with two headers")),
            b"IDAT" => {
                pixels_seen = true;
                keep(&mut shape.pieces, whole.clone());
            }
            b"PLTE" => keep(&mut shape.pieces, whole.clone()),
            b"tRNS" => {
                shape.has_alpha = Some(true);
                keep(&mut shape.pieces, whole.clone());
            }
            b"gAMA" | b"cHRM" | b"sRGB" | b"cICP" if len <= MAX_COLOUR_CHUNK && !pixels_seen => {
                let body = file.bytes(len + 4)?;
                shape.colour_chunks.extend(head);
                shape.colour_chunks.extend(body);
                keep(&mut shape.pieces, whole.clone());
            }
            b"iCCP" if len <= icc::MAX_PROFILE && shape.profile.is_none() && !pixels_seen => {
                let body = file.bytes(len + 4)?;
                shape.profile = icc::of_png_chunk(&[&head, body.as_slice()].concat(), model);
                if shape.profile.is_some() {
                    keep(&mut shape.pieces, whole.clone());
                }
            }
            b"eXIf" if len <= exif::MAX_BLOCK => {
                shape.orientation = exif::orientation(&file.bytes(len)?);
            }
            _ => {}
        }
        file.skip(whole.end - file.at)?;
    }
    if pixels_seen {
        Ok(shape)
    } else {
        Err(WalkError::Malformed("a PNG without pixels"))
    }
}

/// The signature and `IHDR`: 33 bytes that are always there.
fn header<R: Read + Seek>(file: &mut Walker<R>) -> Result<(Shape, Model), WalkError> {
    file.skip(8)?;
    if file.array()? != *b"\0\0\0\x0dIHDR" {
        return Err(WalkError::Malformed("a PNG without its header"));
    }
    let size = (
        u32::from_be_bytes(file.array()?),
        u32::from_be_bytes(file.array()?),
    );
    let [depth, colour]: [u8; 2] = file.array()?;
    // Compression, filter, interlacing and the checksum.
    file.skip(7)?;
    let pixels = if depth == 16 {
        Pixels::MustConvert
    } else {
        Pixels::Sendable(SendFormat::Png)
    };
    let mut shape = Shape::new(size, pixels, Compression::Lossless);
    shape.has_alpha = Some(colour & 4 != 0);
    keep(&mut shape.pieces, 0..33);
    // Colour types: 0 and 4 are grey, 2, 3 and 6 are not.
    let model = if colour & 2 == 0 {
        Model::Grey
    } else {
        Model::Rgb
    };
    Ok((shape, model))
}
