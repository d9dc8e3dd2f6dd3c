//! Width and height of an AVIF, out of its boxes.

use std::io::{self, Read, Seek, SeekFrom};

use super::{MOST_STEPS, at};

/// Walks `meta` / `iprp` / `ipco` and takes the largest `ispe` (ISO/IEC 23008-12, 6.5.3): a
/// picture's tiles and its alpha plane have one too, and none is larger than the picture.
pub(super) fn avif<R: Read + Seek>(file: &mut R) -> io::Result<Option<(u32, u32)>> {
    let end = file.seek(SeekFrom::End(0))?;
    let mut found: Option<(u32, u32)> = None;
    let mut offset = 0;
    for _ in 0..MOST_STEPS {
        if offset + 8 > end {
            break;
        }
        let size = u64::from(u32::from_be_bytes(at(file, offset)?));
        let name: [u8; 4] = at(file, offset + 4)?;
        match &name {
            // Into these boxes; `meta` has a version before its first child.
            b"meta" => offset += 12,
            b"iprp" | b"ipco" => offset += 8,
            b"mdat" if found.is_some() => break,
            _ => {
                if &name == b"ispe" {
                    let width = u32::from_be_bytes(at(file, offset + 12)?);
                    let height = u32::from_be_bytes(at(file, offset + 16)?);
                    let larger = found.is_none_or(|(w, h)| {
                        u64::from(w) * u64::from(h) < u64::from(width) * u64::from(height)
                    });
                    if larger {
                        found = Some((width, height));
                    }
                }
                match size {
                    // To the end of the file.
                    0 => break,
                    1 => offset = offset.saturating_add(u64::from_be_bytes(at(file, offset + 8)?)),
                    _ if size < 8 => break,
                    _ => offset += size,
                }
            }
        }
    }
    Ok(found)
}
