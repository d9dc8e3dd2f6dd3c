//! Pixels and length of an MP4, from its boxes (ISO/IEC 14496-12). Walks `moov` wherever it lies,
//! reads a few hundred bytes, decodes nothing.

use std::io::{self, Read, Seek, SeekFrom};

use super::{MOST_STEPS, at};

/// What the header of a film says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FilmHeader {
    /// Width and height of its picture.
    pub pixels: (u32, u32),
    /// Milliseconds.
    pub duration_ms: u64,
}

/// Where what a box holds begins and ends.
#[derive(Clone, Copy)]
struct Boxed {
    begin: u64,
    end: u64,
}

/// What the header says; `None` where the boxes break off or hold no picture track.
pub(in crate::library) fn mp4<R: Read + Seek>(file: &mut R) -> io::Result<Option<FilmHeader>> {
    let length = file.seek(SeekFrom::End(0))?;
    let found = whole(file, length);
    match found {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
        found => found,
    }
}

fn whole<R: Read + Seek>(file: &mut R, length: u64) -> io::Result<Option<FilmHeader>> {
    let Some(moov) = find(file, *b"moov", 0, length)? else {
        return Ok(None);
    };
    // The samples must be there too: a file that is cut off before them is no film.
    if find(file, *b"mdat", 0, length)?.is_none() {
        return Ok(None);
    }
    let Some(mvhd) = find(file, *b"mvhd", moov.begin, moov.end)? else {
        return Ok(None);
    };
    let duration_ms = duration(file, mvhd)?;
    let mut from = moov.begin;
    while let Some(track) = find(file, *b"trak", from, moov.end)? {
        if let Some(pixels) = pixels(file, track)? {
            return Ok(duration_ms.map(|duration_ms| FilmHeader {
                pixels,
                duration_ms,
            }));
        }
        from = track.end;
    }
    Ok(None)
}

/// The first box of this name between two places; every box must end within.
fn find<R: Read + Seek>(
    file: &mut R,
    name: [u8; 4],
    mut from: u64,
    end: u64,
) -> io::Result<Option<Boxed>> {
    for _ in 0..MOST_STEPS {
        if from.saturating_add(8) > end {
            return Ok(None);
        }
        let short = u64::from(u32::from_be_bytes(at(file, from)?));
        let found: [u8; 4] = at(file, from + 4)?;
        let (head, size) = match short {
            0 => (8, end - from),
            1 => (16, u64::from_be_bytes(at(file, from + 8)?)),
            size => (8, size),
        };
        let until = from.saturating_add(size);
        if size < head || until > end {
            return Ok(None);
        }
        if found == name {
            return Ok(Some(Boxed {
                begin: from + head,
                end: until,
            }));
        }
        from = until;
    }
    Ok(None)
}

/// Of `mvhd`, in either of its versions.
fn duration<R: Read + Seek>(file: &mut R, mvhd: Boxed) -> io::Result<Option<u64>> {
    let [version] = at(file, mvhd.begin)?;
    let (scale, units) = if version == 1 {
        let scale = u32::from_be_bytes(at(file, mvhd.begin + 20)?);
        (scale, u64::from_be_bytes(at(file, mvhd.begin + 24)?))
    } else {
        let scale = u32::from_be_bytes(at(file, mvhd.begin + 12)?);
        let units = u32::from_be_bytes(at(file, mvhd.begin + 16)?);
        (scale, u64::from(units))
    };
    Ok(units.saturating_mul(1000).checked_div(u64::from(scale)))
}

/// Of a track's `tkhd`: 16.16 numbers at its end, zero where it is sound.
fn pixels<R: Read + Seek>(file: &mut R, track: Boxed) -> io::Result<Option<(u32, u32)>> {
    let Some(tkhd) = find(file, *b"tkhd", track.begin, track.end)? else {
        return Ok(None);
    };
    if tkhd.end - tkhd.begin < 84 {
        return Ok(None);
    }
    let width = u32::from_be_bytes(at(file, tkhd.end - 8)?) >> 16;
    let height = u32::from_be_bytes(at(file, tkhd.end - 4)?) >> 16;
    Ok((width > 0 && height > 0).then_some((width, height)))
}
