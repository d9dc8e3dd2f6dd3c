//! How a picture file is built: its size, its orientation, whether it is whole, and which of its
//! bytes are the picture.
//!
//! Walks from one chunk header to the next and skips the bodies, so a picture of any size costs a
//! few reads. Does not decode, inflate or judge pixels. Nothing here allocates by a number that a
//! file claims without a cap.

use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::ops::Range;

use image::metadata::Orientation;

use super::{SendFormat, SourceFormat};

mod bmp;
mod gif;
mod jpeg;
mod png;
mod tiff;
mod webp;

/// Chunks of one file that are looked at: a real 400-megapixel PNG has far fewer.
const MAX_CHUNKS: u32 = 1_000_000;

/// Why a walk ended early.
#[derive(Debug, thiserror::Error)]
pub(super) enum WalkError {
    /// The file ends before its picture does.
    #[error("the file ends before its picture does")]
    Truncated,
    /// It is not built as its format says.
    #[error("{0}")]
    Malformed(&'static str),
    /// The system could not read it.
    #[error(transparent)]
    Read(io::Error),
}

impl From<io::Error> for WalkError {
    fn from(cause: io::Error) -> Self {
        match cause.kind() {
            io::ErrorKind::UnexpectedEof => Self::Truncated,
            _ => Self::Read(cause),
        }
    }
}

/// How far to walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Depth {
    /// Headers, and whether the end is there.
    Header,
    /// Also which bytes to keep.
    Pieces,
}

/// A part of the file without its metadata.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// These bytes of the original, unchanged.
    Span(Range<u64>),
    /// These bytes instead: a header whose lengths or flags had to follow.
    Bytes(Vec<u8>),
}

/// Whether the stored pixels may be sent without decoding them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pixels {
    /// They may, in this format.
    Sendable(SendFormat),
    /// They must be decoded: 16 bits, CMYK, animated, or a format that is not sent.
    MustConvert,
}

/// How the picture was compressed, which decides what a smaller copy becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compression {
    /// It was a photograph as a rule.
    Lossy,
    /// Drawn, or a screenshot, or meant to be exact.
    Lossless,
}

/// What a walk found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shape {
    /// Pixels as stored.
    pub(super) size: (u32, u32),
    /// What makes them upright.
    pub(super) orientation: Orientation,
    /// Whether it can be transparent, where the header tells.
    pub(super) has_alpha: Option<bool>,
    /// Whether they can go as they are.
    pub(super) pixels: Pixels,
    /// How they were compressed.
    pub(super) compression: Compression,
    /// The file without metadata, in order; empty for formats that are always decoded.
    pub(super) pieces: Vec<Piece>,
    /// The colour profile, if it is sane.
    pub(super) profile: Option<Vec<u8>>,
    /// A decoder that scales reads its pixels and colours as they are meant.
    pub(super) shrinks: bool,
    /// PNG's own words about colour (`gAMA`, `cHRM`, `sRGB`, `cICP`), whole chunks.
    pub(super) colour_chunks: Vec<u8>,
}

impl Shape {
    fn new(size: (u32, u32), pixels: Pixels, compression: Compression) -> Self {
        Self {
            size,
            orientation: Orientation::NoTransforms,
            has_alpha: None,
            pixels,
            compression,
            pieces: Vec::new(),
            profile: None,
            shrinks: false,
            colour_chunks: Vec::new(),
        }
    }
}

/// Walks a file of this format.
pub(super) fn walk<R: Read + Seek>(
    format: SourceFormat,
    file: R,
    depth: Depth,
) -> Result<Shape, WalkError> {
    let mut walker = Walker::new(file)?;
    let shape = match format {
        SourceFormat::Png => png::walk(&mut walker)?,
        SourceFormat::Jpeg => jpeg::walk(&mut walker, depth)?,
        SourceFormat::Webp => webp::walk(&mut walker)?,
        SourceFormat::Gif => gif::walk(&mut walker)?,
        SourceFormat::Bmp => bmp::walk(&mut walker)?,
        SourceFormat::Tiff => tiff::walk(walker.into_reader()?)?,
    };
    if shape.size.0 == 0 || shape.size.1 == 0 {
        return Err(WalkError::Malformed("a picture without pixels"));
    }
    Ok(shape)
}

/// Reads small headers and skips what lies between them.
struct Walker<R> {
    reader: BufReader<R>,
    at: u64,
    len: u64,
    chunks: u32,
}

impl<R: Read + Seek> Walker<R> {
    fn new(mut file: R) -> io::Result<Self> {
        let len = file.seek(SeekFrom::End(0))?;
        file.rewind()?;
        Ok(Self {
            reader: BufReader::with_capacity(16 << 10, file),
            at: 0,
            len,
            chunks: 0,
        })
    }

    fn into_reader(mut self) -> io::Result<BufReader<R>> {
        self.reader.rewind()?;
        Ok(self.reader)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], WalkError> {
        let mut bytes = [0; N];
        self.reader.read_exact(&mut bytes)?;
        self.at += N as u64;
        Ok(bytes)
    }

    fn byte(&mut self) -> Result<u8, WalkError> {
        self.array::<1>().map(|[byte]| byte)
    }

    /// `len` bytes, which the caller has capped.
    fn bytes(&mut self, len: u64) -> Result<Vec<u8>, WalkError> {
        if len > self.left() {
            return Err(WalkError::Truncated);
        }
        let mut bytes = vec![0; usize::try_from(len).map_err(|_| WalkError::Truncated)?];
        self.reader.read_exact(&mut bytes)?;
        self.at += len;
        Ok(bytes)
    }

    fn skip(&mut self, len: u64) -> Result<(), WalkError> {
        if len > self.left() {
            return Err(WalkError::Truncated);
        }
        let step = i64::try_from(len).map_err(|_| WalkError::Truncated)?;
        self.reader.seek_relative(step)?;
        self.at += len;
        Ok(())
    }

    /// Passes everything up to and with this byte.
    fn skip_to(&mut self, byte: u8) -> Result<(), WalkError> {
        loop {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                return Err(WalkError::Truncated);
            }
            let found = buffer.iter().position(|b| *b == byte);
            let step = found.map_or(buffer.len(), |index| index + 1);
            self.reader.consume(step);
            self.at += step as u64;
            if found.is_some() {
                return Ok(());
            }
        }
    }

    fn seek(&mut self, to: u64) -> Result<(), WalkError> {
        self.at = self.reader.seek(SeekFrom::Start(to))?;
        Ok(())
    }

    fn left(&self) -> u64 {
        self.len.saturating_sub(self.at)
    }

    /// Counts a chunk, so that a file of nothing but chunk headers ends.
    fn count_chunk(&mut self) -> Result<(), WalkError> {
        self.chunks += 1;
        if self.chunks > MAX_CHUNKS {
            return Err(WalkError::Malformed("more parts than any picture has"));
        }
        Ok(())
    }
}

/// Adds a span, or lengthens the last one when they touch.
fn keep(pieces: &mut Vec<Piece>, span: Range<u64>) {
    if let Some(Piece::Span(last)) = pieces.last_mut()
        && last.end == span.start
    {
        last.end = span.end;
    } else if !span.is_empty() {
        pieces.push(Piece::Span(span));
    }
}
