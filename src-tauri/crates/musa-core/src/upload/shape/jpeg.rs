//! JPEG: a list of segments, then compressed data up to the end marker.
//!
//! Kept are the segments that a decoder needs: JFIF without its thumbnail, Adobe's (which says how
//! colours are coded), the profile, tables, frames and scans. What follows the end marker — a
//! phone's film, depth map or second picture, each with its own place and time — is not copied.

use std::io::{Read, Seek};

use super::{Compression, Depth, Piece, Pixels, Shape, WalkError, Walker, keep};
use crate::upload::icc::{self, Model};
use crate::upload::{SendFormat, exif};

const START_OF_SCAN: u8 = 0xda;
const END_OF_IMAGE: u8 = 0xd9;
/// So many bytes at the end are searched for the end marker before all of the data is.
const TAIL: u64 = 64;

pub(super) fn walk<R: Read + Seek>(file: &mut Walker<R>, depth: Depth) -> Result<Shape, WalkError> {
    file.skip(2)?;
    let mut head = Head::default();
    head.pieces.push(Piece::Span(0..2));
    loop {
        let (start, marker) = next_marker(file)?;
        match marker {
            START_OF_SCAN => {
                let mut shape = head.shape()?;
                if depth == Depth::Pieces || !ends_properly(file)? {
                    file.seek(start + 2)?;
                    scans(file, start, &mut shape.pieces)?;
                }
                return Ok(shape);
            }
            END_OF_IMAGE => return Err(WalkError::Malformed("a JPEG without pixels")),
            0x01 | 0xd0..=0xd8 => {}
            _ => head.segment(file, start, marker)?,
        }
    }
}

/// What is gathered before the first scan.
#[derive(Default)]
struct Head {
    frame: Option<Frame>,
    orientation: Option<image::metadata::Orientation>,
    profile: Vec<u8>,
    profile_spans: Vec<Piece>,
    pieces: Vec<Piece>,
    /// Adobe's segment says that its colours are stored as they are.
    untransformed: bool,
}

struct Frame {
    size: (u32, u32),
    components: u8,
    decodable: bool,
}

impl Head {
    /// One segment with a length.
    fn segment<R: Read + Seek>(
        &mut self,
        file: &mut Walker<R>,
        start: u64,
        marker: u8,
    ) -> Result<(), WalkError> {
        let len = u64::from(u16::from_be_bytes(file.array()?));
        let Some(body) = len.checked_sub(2) else {
            return Err(WalkError::Malformed("a JPEG segment without a length"));
        };
        let span = start..file.at + body;
        match marker {
            // SOF0 to SOF15 without DHT, JPG and DAC, which lie between them.
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                self.frame(&file.bytes(body)?, marker)?;
                keep(&mut self.pieces, span);
            }
            0xe0 => {
                let block = file.bytes(body)?;
                // A longer JFIF header holds a thumbnail, which may show what was cut away.
                if block.starts_with(b"JFIF\0") && block.len() <= 14 {
                    keep(&mut self.pieces, span);
                }
            }
            0xe1 => {
                let block = file.bytes(body)?;
                if self.orientation.is_none() && block.starts_with(b"Exif\0\0") {
                    self.orientation = Some(exif::orientation(&block));
                }
            }
            0xe2 => {
                let block = file.bytes(body)?;
                if let Some(part) = block.strip_prefix(b"ICC_PROFILE\0")
                    && self.profile.len() as u64 <= icc::MAX_PROFILE
                {
                    self.profile.extend(part.iter().skip(2));
                    self.profile_spans.push(Piece::Span(span));
                }
            }
            0xee => {
                let block = file.bytes(body)?;
                if block.starts_with(b"Adobe") {
                    self.untransformed = block.get(11) == Some(&0);
                    keep(&mut self.pieces, span);
                }
            }
            0xe3..=0xef | 0xfe => file.skip(body)?,
            _ => {
                file.skip(body)?;
                keep(&mut self.pieces, span);
            }
        }
        Ok(())
    }

    fn frame(&mut self, body: &[u8], marker: u8) -> Result<(), WalkError> {
        let [precision, a, b, c, d, components, ..] = *body else {
            return Err(WalkError::Malformed("a JPEG frame without a size"));
        };
        self.frame = Some(Frame {
            size: (
                u32::from(u16::from_be_bytes([c, d])),
                u32::from(u16::from_be_bytes([a, b])),
            ),
            components,
            decodable: precision == 8 && marker <= 0xc2,
        });
        Ok(())
    }

    fn shape(mut self) -> Result<Shape, WalkError> {
        let Some(frame) = self.frame else {
            return Err(WalkError::Malformed("a JPEG without a frame"));
        };
        let model = match frame.components {
            1 => Model::Grey,
            3 => Model::Rgb,
            4 => Model::Cmyk,
            _ => return Err(WalkError::Malformed("a JPEG with an odd number of colours")),
        };
        let pixels = match model {
            Model::Grey | Model::Rgb if frame.decodable => Pixels::Sendable(SendFormat::Jpeg),
            _ => Pixels::MustConvert,
        };
        let sendable = matches!(pixels, Pixels::Sendable(_));
        let mut shape = Shape::new(frame.size, pixels, Compression::Lossy);
        shape.shrinks = sendable && !self.untransformed;
        shape.has_alpha = Some(false);
        shape.orientation = self.orientation.unwrap_or(shape.orientation);
        shape.profile = icc::sane(self.profile, model);
        if shape.profile.is_some() {
            // In front of the tables: a profile may stand anywhere before the frame's scan.
            let rest = self.pieces.split_off(1);
            self.pieces.append(&mut self.profile_spans);
            self.pieces.extend(rest);
        }
        shape.pieces = self.pieces;
        Ok(shape)
    }
}

/// The next marker and where it begins; fill bytes before it are passed over.
fn next_marker<R: Read + Seek>(file: &mut Walker<R>) -> Result<(u64, u8), WalkError> {
    file.count_chunk()?;
    if file.byte()? != 0xff {
        return Err(WalkError::Malformed("a JPEG that breaks its own order"));
    }
    loop {
        let marker = file.byte()?;
        match marker {
            0xff => file.count_chunk()?,
            0x00 => return Err(WalkError::Malformed("a JPEG that breaks its own order")),
            _ => return Ok((file.at - 2, marker)),
        }
    }
}

/// True when the file ends with the end marker, at most followed by a few bytes of padding.
fn ends_properly<R: Read + Seek>(file: &mut Walker<R>) -> Result<bool, WalkError> {
    let back = file.at;
    let tail = TAIL.min(file.left());
    file.seek(file.len - tail)?;
    let bytes = file.bytes(tail)?;
    file.seek(back)?;
    let trimmed = bytes.trim_ascii_end();
    let end = trimmed
        .iter()
        .rposition(|byte| *byte != 0)
        .map_or(0, |last| last + 1);
    Ok(trimmed[..end].ends_with(&[0xff, END_OF_IMAGE]))
}

/// Follows the scans, from the first one's marker to the end marker, which must be there.
fn scans<R: Read + Seek>(
    file: &mut Walker<R>,
    start: u64,
    pieces: &mut Vec<Piece>,
) -> Result<(), WalkError> {
    let mut kept = start;
    loop {
        match data_end(file)? {
            END_OF_IMAGE => {
                keep(pieces, kept..file.at);
                return Ok(());
            }
            marker => {
                let begin = file.at - 2;
                let len = u64::from(u16::from_be_bytes(file.array()?));
                file.skip(len.saturating_sub(2))?;
                if matches!(marker, 0xe0..=0xef | 0xfe) {
                    keep(pieces, kept..begin);
                    kept = file.at;
                }
            }
        }
    }
}

/// Passes compressed data up to the next marker that ends it, and returns that marker.
fn data_end<R: Read + Seek>(file: &mut Walker<R>) -> Result<u8, WalkError> {
    loop {
        file.skip_to(0xff)?;
        let mut marker = 0xff;
        while marker == 0xff {
            marker = file.byte()?;
        }
        // FF 00 is a byte of data, the D0 to D7 are restarts inside of it.
        if !matches!(marker, 0x00 | 0x01 | 0xd0..=0xd8) {
            file.count_chunk()?;
            return Ok(marker);
        }
    }
}
