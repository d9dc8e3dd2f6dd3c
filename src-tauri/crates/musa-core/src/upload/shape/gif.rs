//! GIF: blocks of sub-blocks. Always decoded, so only the size and the end are looked for.

use std::io::{Read, Seek};

use super::{Compression, Pixels, Shape, WalkError, Walker};

pub(super) fn walk<R: Read + Seek>(file: &mut Walker<R>) -> Result<Shape, WalkError> {
    file.skip(6)?;
    let [a, b, c, d, flags, _, _]: [u8; 7] = file.array()?;
    let size = (
        u32::from(u16::from_le_bytes([a, b])),
        u32::from(u16::from_le_bytes([c, d])),
    );
    file.skip(palette(flags))?;
    let mut frames = 0;
    loop {
        match file.byte()? {
            0x3b => break,
            0x21 => {
                file.skip(1)?;
                sub_blocks(file)?;
            }
            0x2c => {
                let descriptor: [u8; 9] = file.array()?;
                file.skip(palette(descriptor[8]) + 1)?;
                sub_blocks(file)?;
                frames += 1;
            }
            // Some writers leave rubbish behind the frames; the first one is all that counts.
            _ if frames > 0 => break,
            _ => return Err(WalkError::Malformed("a GIF that breaks its own order")),
        }
    }
    if frames == 0 {
        return Err(WalkError::Malformed("a GIF without a frame"));
    }
    Ok(Shape::new(size, Pixels::MustConvert, Compression::Lossless))
}

/// Bytes of a colour table.
fn palette(flags: u8) -> u64 {
    if flags & 0x80 == 0 {
        0
    } else {
        3 << ((flags & 7) + 1)
    }
}

/// Up to the empty sub-block. They are 255 bytes at most, so a large file has many of them: they
/// are not counted, the file's own length ends the walk.
fn sub_blocks<R: Read + Seek>(file: &mut Walker<R>) -> Result<(), WalkError> {
    loop {
        match file.byte()? {
            0 => return Ok(()),
            len => file.skip(u64::from(len))?,
        }
    }
}
