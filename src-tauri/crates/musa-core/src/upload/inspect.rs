//! Looks at a file before anything is done with it: is it there, is it a picture, is it whole, is
//! it of a size that can be worked with. Reads headers only.

use std::io::{Read, Seek};
use std::path::Path;

use super::open::{self, Opened};
use super::shape::{self, Depth, Shape};
use super::sniff::{self, Sniffed};
use super::{Inspected, MAX_PIXELS, MAX_SIDE, SourceFormat, exif, refuse};
use crate::protocol::{CommandError, ErrorCode};

/// No picture within [`MAX_PIXELS`] that is worth sending is larger than this as a file.
const MAX_FILE: u64 = 1 << 30;

pub(super) fn inspect(path: &Path) -> Result<Inspected, CommandError> {
    let name = refuse::name_of(path);
    let mut opened = open::open(path, &name)?;
    let (format, shape) = look(&mut opened, &name, Depth::Header)?;
    let (width, height) = exif::upright(shape.size, shape.orientation);
    Ok(Inspected {
        path: path.to_owned(),
        name,
        format,
        width,
        height,
        bytes: opened.snapshot.len,
        orientation: shape.orientation,
        has_alpha: shape.has_alpha,
        snapshot: opened.snapshot,
    })
}

/// The checks that [`inspect`] makes, on an open file; a copy makes them again.
pub(super) fn look(
    opened: &mut Opened,
    name: &str,
    depth: Depth,
) -> Result<(SourceFormat, Shape), CommandError> {
    let mut head = Vec::with_capacity(sniff::HEAD);
    (&mut opened.file)
        .take(sniff::HEAD as u64)
        .read_to_end(&mut head)
        .map_err(|cause| refuse::unreadable(name, &cause))?;
    let format = match sniff::sniff(&head) {
        Sniffed::Readable(format) => format,
        Sniffed::Convert(format) => {
            let refusal = refuse::refuse(ErrorCode::FormatNeedsConversion, name);
            return Err(refusal.arg("format", format));
        }
        Sniffed::Unknown => return Err(refuse::refuse(ErrorCode::NotAPicture, name)),
    };
    if opened.snapshot.len > MAX_FILE {
        let size = shape::walk(format, &opened.file, Depth::Header).map_or((0, 0), |s| s.size);
        return Err(refuse::too_large(name, size.0, size.1).arg("why", "file"));
    }
    let shape =
        shape::walk(format, &opened.file, depth).map_err(|error| refuse::of_walk(name, error))?;
    opened
        .file
        .rewind()
        .map_err(|cause| refuse::unreadable(name, &cause))?;
    let (width, height) = shape.size;
    let pixels = u64::from(width) * u64::from(height);
    if width > MAX_SIDE || height > MAX_SIDE || pixels > MAX_PIXELS {
        let (width, height) = exif::upright(shape.size, shape.orientation);
        return Err(refuse::too_large(name, width, height));
    }
    Ok((format, shape))
}
