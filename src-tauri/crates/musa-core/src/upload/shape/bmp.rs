//! BMP: two headers and rows. Always decoded, so only the size and the end are looked for.

use std::io::{Read, Seek};

use super::{Compression, Pixels, Shape, WalkError, Walker};

pub(super) fn walk<R: Read + Seek>(file: &mut Walker<R>) -> Result<Shape, WalkError> {
    file.skip(10)?;
    let data_at = u64::from(u32::from_le_bytes(file.array()?));
    let header_len = u32::from_le_bytes(file.array()?);
    let (size, bits, rows_are_plain) = if header_len == 12 {
        let [a, b, c, d, _, _, bits, _]: [u8; 8] = file.array()?;
        let side = |x, y| u32::from(u16::from_le_bytes([x, y]));
        ((side(a, b), side(c, d)), bits, true)
    } else if header_len >= 40 {
        let width = i32::from_le_bytes(file.array()?);
        // A negative height means that the rows run from the top.
        let height = i32::from_le_bytes(file.array()?);
        let [_, _, bits, _, a, b, c, d]: [u8; 8] = file.array()?;
        let plain = matches!(u32::from_le_bytes([a, b, c, d]), 0 | 3 | 6);
        ((width.unsigned_abs(), height.unsigned_abs()), bits, plain)
    } else {
        return Err(WalkError::Malformed("a BMP with an odd header"));
    };
    let row = (u64::from(size.0) * u64::from(bits)).div_ceil(32) * 4;
    let data_len = if rows_are_plain {
        row.saturating_mul(u64::from(size.1))
    } else {
        1
    };
    let claimed_sanely = size.0 <= crate::upload::MAX_SIDE && size.1 <= crate::upload::MAX_SIDE;
    if claimed_sanely && data_at.saturating_add(data_len) > file.len {
        return Err(WalkError::Truncated);
    }
    Ok(Shape::new(size, Pixels::MustConvert, Compression::Lossless))
}
