//! A copy while it is being written, and what is told of it when it is finished.
//!
//! The folder is the caller's, and so is removing what lies in it.

use std::io::Write;
use std::path::Path;

use tempfile::NamedTempFile;

use super::{Inspected, SendFormat, UploadCopy, refuse};
use crate::files;
use crate::ids::ContentHash;
use crate::protocol::{CommandError, Reduction};

/// What had to be done to the pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effort {
    /// Nothing.
    Stripped,
    /// They were written anew, with nothing lost that could be seen.
    Turned,
    /// They lost depth or quality.
    Pressed,
}

/// A copy on its way.
pub(super) struct Temp {
    pub(super) file: NamedTempFile,
    pub(super) bytes: u64,
}

impl Temp {
    pub(super) fn new(into_dir: &Path) -> Result<Self, CommandError> {
        let file =
            files::temp_in(into_dir, "upload-").map_err(|cause| refuse::unwritable(&cause))?;
        Ok(Self { file, bytes: 0 })
    }

    pub(super) fn of_bytes(into_dir: &Path, bytes: &[u8]) -> Result<Self, CommandError> {
        let mut temp = Self::new(into_dir)?;
        temp.file
            .write_all(bytes)
            .map_err(|cause| refuse::unwritable(&cause))?;
        temp.bytes = bytes.len() as u64;
        Ok(temp)
    }

    /// Hashes it, and leaves it in its folder.
    pub(super) fn finish(
        self,
        original: &Inspected,
        format: SendFormat,
        size: (u32, u32),
        effort: Effort,
    ) -> Result<UploadCopy, CommandError> {
        let mut hasher = blake3::Hasher::new();
        let file = self
            .file
            .reopen()
            .map_err(|cause| refuse::unwritable(&cause))?;
        hasher
            .update_reader(file)
            .map_err(|cause| refuse::unwritable(&cause))?;
        let (_, path) = self
            .file
            .keep()
            .map_err(|failed| refuse::unwritable(&failed.error))?;
        let from_pixels = (original.width, original.height);
        let reduced = size != from_pixels
            || effort == Effort::Pressed
            || format.name() != original.format.name();
        let reduction = reduced.then(|| Reduction {
            from_pixels,
            to_pixels: size,
            from_bytes: original.bytes,
            to_bytes: self.bytes,
            from_format: original.format.name().to_owned(),
            to_format: format.name().to_owned(),
        });
        Ok(UploadCopy {
            path,
            hash: ContentHash::of(&hasher.finalize()),
            format,
            width: size.0,
            height: size.1,
            bytes: self.bytes,
            reduction,
        })
    }
}
