//! Width and height of a picture from its header alone. Nothing is decoded and a few hundred
//! bytes are read, whatever the header claims (a 69-byte PNG can claim 40 GB: reliability.md H2).

use std::io::{self, Read, Seek, SeekFrom};

use super::format::PictureFormat;

mod avif;
pub(super) mod mp4;
mod svg;
mod tiff;

/// The most segments or boxes that are walked before a header is given up.
const MOST_STEPS: u32 = 4096;

/// Width and height in pixels as the header has them; `None` when it breaks off or is none.
pub(super) fn dimensions<R: Read + Seek>(
    format: PictureFormat,
    file: &mut R,
) -> io::Result<Option<(u32, u32)>> {
    let found = match format {
        PictureFormat::Png => png(file),
        PictureFormat::Gif => gif(file),
        PictureFormat::Webp => webp(file),
        PictureFormat::Jpeg => jpeg(file),
        PictureFormat::Avif => avif::avif(file),
        PictureFormat::Tiff => tiff::tiff(file),
        PictureFormat::Svg => svg::svg(file),
        PictureFormat::Mp4 => mp4::mp4(file).map(|found| found.map(|film| film.pixels)),
    };
    match found {
        Ok(found) => Ok(found.filter(|&(width, height)| width > 0 && height > 0)),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
        Err(error) => Err(error),
    }
}

fn at<const N: usize, R: Read + Seek>(file: &mut R, offset: u64) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    file.seek(SeekFrom::Start(offset))?;
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// IHDR is always first: width and height are at 16 and 20.
fn png<R: Read + Seek>(file: &mut R) -> io::Result<Option<(u32, u32)>> {
    let name: [u8; 4] = at(file, 12)?;
    let width = u32::from_be_bytes(at(file, 16)?);
    let height = u32::from_be_bytes(at(file, 20)?);
    Ok((&name == b"IHDR").then_some((width, height)))
}

fn gif<R: Read + Seek>(file: &mut R) -> io::Result<Option<(u32, u32)>> {
    let width = u16::from_le_bytes(at(file, 6)?);
    let height = u16::from_le_bytes(at(file, 8)?);
    Ok(Some((u32::from(width), u32::from(height))))
}

/// The three forms of RFC 9649, sections 2.5 to 2.7.
fn webp<R: Read + Seek>(file: &mut R) -> io::Result<Option<(u32, u32)>> {
    let chunk: [u8; 4] = at(file, 12)?;
    Ok(match &chunk {
        b"VP8 " => {
            let [w0, w1, h0, h1] = at(file, 26)?;
            let side = |bytes| u32::from(u16::from_le_bytes(bytes) & 0x3FFF);
            Some((side([w0, w1]), side([h0, h1])))
        }
        b"VP8L" => {
            let bits = u32::from_le_bytes(at(file, 21)?);
            Some(((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1))
        }
        b"VP8X" => {
            let [w0, w1, w2, h0, h1, h2] = at(file, 24)?;
            let side = |a, b, c| u32::from_le_bytes([a, b, c, 0]) + 1;
            Some((side(w0, w1, w2), side(h0, h1, h2)))
        }
        _ => None,
    })
}

/// Walks the segments to the frame header (ITU-T T.81, B.2.2).
fn jpeg<R: Read + Seek>(file: &mut R) -> io::Result<Option<(u32, u32)>> {
    let mut offset = 2;
    for _ in 0..MOST_STEPS {
        let [mark, kind] = at(file, offset)?;
        if mark != 0xFF {
            return Ok(None);
        }
        match kind {
            // Fill bytes before a marker.
            0xFF => offset += 1,
            // Markers without a length.
            0x01 | 0xD0..=0xD7 => offset += 2,
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                let height = u16::from_be_bytes(at(file, offset + 5)?);
                let width = u16::from_be_bytes(at(file, offset + 7)?);
                return Ok(Some((u32::from(width), u32::from(height))));
            }
            // The pixels begin, or the file ends, without a frame header.
            0xD9 | 0xDA => return Ok(None),
            _ => offset += 2 + u64::from(u16::from_be_bytes(at(file, offset + 2)?)),
        }
    }
    Ok(None)
}

/// True when the boxes of an AVIF end where its file does, or before (ISO/IEC 14496-12, 4.2).
pub(super) fn ends_within<R: Read + Seek>(file: &mut R) -> io::Result<bool> {
    let end = file.seek(SeekFrom::End(0))?;
    let mut offset: u64 = 0;
    for _ in 0..MOST_STEPS {
        if offset == end {
            return Ok(true);
        }
        if offset + 8 > end {
            return Ok(false);
        }
        let size = match u32::from_be_bytes(at(file, offset)?) {
            // To the end of the file.
            0 => return Ok(true),
            1 if offset + 16 > end => return Ok(false),
            1 => u64::from_be_bytes(at(file, offset + 8)?),
            size => u64::from(size),
        };
        match offset.checked_add(size) {
            Some(next) if size >= 8 && next <= end => offset = next,
            _ => return Ok(false),
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests;
