//! WebP: RIFF chunks. Kept are the frame, its alpha and the profile; the flags of `VP8X` follow.

use std::io::{Read, Seek};

use super::{Compression, Piece, Pixels, Shape, WalkError, Walker};
use crate::upload::icc::{self, Model};
use crate::upload::{SendFormat, exif};

const HAS_PROFILE: u8 = 0x20;
const HAS_ALPHA: u8 = 0x10;
const ANIMATED: u8 = 0x02;

pub(super) fn walk<R: Read + Seek>(file: &mut Walker<R>) -> Result<Shape, WalkError> {
    let head: [u8; 12] = file.array()?;
    let [b'R', b'I', b'F', b'F', a, b, c, d, b'W', b'E', b'B', b'P'] = head else {
        return Err(WalkError::Malformed("a WebP without its header"));
    };
    let end = u64::from(u32::from_le_bytes([a, b, c, d])) + 8;
    if end > file.len {
        return Err(WalkError::Truncated);
    }
    let mut found = Found::default();
    while file.at + 8 <= end {
        file.count_chunk()?;
        found.chunk(file, end)?;
    }
    found.shape()
}

#[derive(Default)]
struct Found {
    canvas: Option<(u32, u32)>,
    flags: Option<u8>,
    frame: Option<(u32, u32)>,
    frame_alpha: bool,
    compression: Option<Compression>,
    orientation: Option<image::metadata::Orientation>,
    profile: Option<Vec<u8>>,
    kept: Vec<Piece>,
    kept_len: u64,
    animated: bool,
}

impl Found {
    fn chunk<R: Read + Seek>(&mut self, file: &mut Walker<R>, end: u64) -> Result<(), WalkError> {
        let start = file.at;
        let [a, b, c, d, sizes @ ..]: [u8; 8] = file.array()?;
        let len = u64::from(u32::from_le_bytes(sizes));
        let body_end = file.at + len;
        // The last chunk of a file may lack its padding byte.
        let next = (body_end + len % 2).min(end);
        if body_end > end {
            return Err(WalkError::Truncated);
        }
        match &[a, b, c, d] {
            b"VP8X" if len >= 10 => self.extended(file.array()?),
            b"VP8 " if len >= 10 => {
                self.lossy(file.array()?)?;
                self.keep(start, body_end);
            }
            b"VP8L" if len >= 5 => {
                self.lossless(file.array()?)?;
                self.keep(start, body_end);
            }
            b"ALPH" => {
                self.frame_alpha = true;
                self.keep(start, body_end);
            }
            b"ICCP" if len <= icc::MAX_PROFILE && self.profile.is_none() => {
                self.profile = icc::sane(file.bytes(len)?, Model::Rgb);
                if self.profile.is_some() {
                    self.keep(start, body_end);
                }
            }
            b"EXIF" if len <= exif::MAX_BLOCK => {
                self.orientation = Some(exif::orientation(&file.bytes(len)?));
            }
            b"ANMF" => self.animated = true,
            _ => {}
        }
        file.skip(next - file.at)
    }

    fn keep(&mut self, start: u64, body_end: u64) {
        self.kept_len += body_end - start;
        self.kept.push(Piece::Span(start..body_end));
        if (body_end - start) % 2 == 1 {
            self.kept_len += 1;
            self.kept.push(Piece::Bytes(vec![0]));
        }
    }

    fn extended(&mut self, body: [u8; 10]) {
        let [flags, _, _, _, sides @ ..] = body;
        self.flags = Some(flags);
        self.animated |= flags & ANIMATED != 0;
        let [width, height] = [0, 3].map(|at| [sides[at], sides[at + 1], sides[at + 2], 0]);
        self.canvas = Some((
            u32::from_le_bytes(width) + 1,
            u32::from_le_bytes(height) + 1,
        ));
    }

    fn lossy(&mut self, body: [u8; 10]) -> Result<(), WalkError> {
        let [_, _, _, 0x9d, 0x01, 0x2a, a, b, c, d] = body else {
            return Err(WalkError::Malformed("a WebP frame without a start"));
        };
        let size = |x, y| u32::from(u16::from_le_bytes([x, y]) & 0x3fff);
        self.frame = Some((size(a, b), size(c, d)));
        self.compression = Some(Compression::Lossy);
        Ok(())
    }

    fn lossless(&mut self, body: [u8; 5]) -> Result<(), WalkError> {
        let [0x2f, a, b, c, d] = body else {
            return Err(WalkError::Malformed("a WebP frame without a start"));
        };
        let bits = u32::from_le_bytes([a, b, c, d]);
        self.frame = Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1));
        self.frame_alpha |= bits >> 28 & 1 == 1;
        self.compression = Some(Compression::Lossless);
        Ok(())
    }

    fn shape(mut self) -> Result<Shape, WalkError> {
        let (Some(size), still) = (self.canvas.or(self.frame), self.frame.is_some()) else {
            return Err(WalkError::Malformed("a WebP without a frame"));
        };
        if !still && !self.animated {
            return Err(WalkError::Malformed("a WebP without a frame"));
        }
        let sendable = still && !self.animated;
        let pixels = if sendable {
            Pixels::Sendable(SendFormat::Webp)
        } else {
            Pixels::MustConvert
        };
        let compression = self.compression.unwrap_or(Compression::Lossless);
        let mut shape = Shape::new(size, pixels, compression);
        shape.orientation = self.orientation.unwrap_or(shape.orientation);
        let flagged = self.flags.is_some_and(|flags| flags & HAS_ALPHA != 0);
        shape.has_alpha = Some(flagged || self.frame_alpha);
        if sendable {
            self.put_header(size);
            shape.pieces = self.kept;
        }
        shape.profile = self.profile;
        Ok(shape)
    }

    /// RIFF, and `VP8X` with the flags that are still true, if it had one.
    fn put_header(&mut self, (width, height): (u32, u32)) {
        let mut extended = Vec::new();
        if let Some(flags) = self.flags {
            let profile = if self.profile.is_some() {
                HAS_PROFILE
            } else {
                0
            };
            extended.extend(b"VP8X\x0a\0\0\0");
            extended.extend([flags & HAS_ALPHA | profile, 0, 0, 0]);
            extended.extend(&(width - 1).to_le_bytes()[..3]);
            extended.extend(&(height - 1).to_le_bytes()[..3]);
        }
        let len = 4 + extended.len() as u64 + self.kept_len;
        let mut header = b"RIFF".to_vec();
        // It fits: the kept chunks are part of a file whose own length fitted.
        header.extend(u32::try_from(len).unwrap_or(u32::MAX).to_le_bytes());
        header.extend(b"WEBP");
        header.append(&mut extended);
        self.kept.insert(0, Piece::Bytes(header));
    }
}
