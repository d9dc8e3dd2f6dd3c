//! The refusals of uploads, in one place so that each names its file in the same way.
//!
//! Owns no sentence: those are in the Fluent files under the codes.

use std::io;
use std::path::Path;

use image::ImageError;
use image::error::ImageFormatHint;

use super::shape::WalkError;
use crate::protocol::{CommandError, ErrorCode};

/// The last part of a path as it may stand in a sentence: no control characters, not too long.
pub(super) fn name_of(path: &Path) -> String {
    let whole = path.file_name().unwrap_or(path.as_os_str());
    whole
        .to_string_lossy()
        .chars()
        .map(printable)
        .take(120)
        .collect()
}

fn printable(letter: char) -> char {
    let bidi = matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if letter.is_control() || bidi {
        '\u{fffd}'
    } else {
        letter
    }
}

/// A refusal that names the file.
pub(super) fn refuse(code: ErrorCode, name: &str) -> CommandError {
    CommandError::new(code).arg("name", name)
}

/// Too many pixels, by the header.
pub(super) fn too_large(name: &str, width: u32, height: u32) -> CommandError {
    refuse(ErrorCode::PictureTooLarge, name)
        .arg("width", width)
        .arg("height", height)
}

/// Reading the file failed in the middle.
pub(super) fn unreadable(name: &str, cause: &io::Error) -> CommandError {
    refuse(ErrorCode::FileUnreadable, name).detail(cause.to_string())
}

/// The file is not the one that was inspected.
pub(super) fn changed(name: &str) -> CommandError {
    refuse(ErrorCode::FileUnreadable, name).detail("The file changed while it was being read.")
}

/// The copy could not be written: nothing is wrong with the picture.
pub(super) fn unwritable(cause: &io::Error) -> CommandError {
    CommandError::new(ErrorCode::Internal).detail(format!("upload copy: {cause}"))
}

/// A mask that is none of what a mask can be: the sentence says what it is to be.
pub(super) fn as_mask(error: CommandError) -> CommandError {
    match error.code {
        ErrorCode::NotAPicture | ErrorCode::FormatNeedsConversion => error.arg("why", "mask"),
        _ => error,
    }
}

/// What the structure of a file says against it.
pub(super) fn of_walk(name: &str, error: WalkError) -> CommandError {
    match error {
        WalkError::Truncated => refuse(ErrorCode::PictureTruncated, name),
        WalkError::Malformed(what) => refuse(ErrorCode::NotAPicture, name).detail(what),
        WalkError::Read(cause) => unreadable(name, &cause),
    }
}

/// What a decoder says against it.
pub(super) fn of_decoder(name: &str, size: (u32, u32), error: &ImageError) -> CommandError {
    match error {
        ImageError::Limits(_) => too_large(name, size.0, size.1).arg("why", "memory"),
        ImageError::IoError(cause) if cause.kind() == io::ErrorKind::UnexpectedEof => {
            refuse(ErrorCode::PictureTruncated, name)
        }
        ImageError::IoError(cause) => unreadable(name, cause),
        ImageError::Unsupported(cause) => match cause.format_hint() {
            ImageFormatHint::Exact(format) => refuse(ErrorCode::NotAPicture, name)
                .detail(format!("a kind of {format:?} that Musa cannot read")),
            _ => refuse(ErrorCode::NotAPicture, name).detail(error.to_string()),
        },
        _ => refuse(ErrorCode::NotAPicture, name).detail(error.to_string()),
    }
}
