//! Writes a copy whose compressed pixels are the original's, byte by byte, without its metadata.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

use super::shape::Piece;

/// Copies the pieces in order and returns how many bytes that were.
pub(super) fn strip(
    mut original: &File,
    pieces: &[Piece],
    copy: &mut impl Write,
) -> io::Result<u64> {
    let mut written = 0;
    for piece in pieces {
        match piece {
            Piece::Bytes(bytes) => {
                copy.write_all(bytes)?;
                written += bytes.len() as u64;
            }
            Piece::Span(span) => {
                let len = span.end.saturating_sub(span.start);
                original.seek(SeekFrom::Start(span.start))?;
                if io::copy(&mut original.take(len), copy)? != len {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
                written += len;
            }
        }
    }
    Ok(written)
}
