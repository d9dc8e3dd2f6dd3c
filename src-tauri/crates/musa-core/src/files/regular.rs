//! Opening what the user points at: a FIFO, a device or a folder must not hang or fool us.

use std::fs::{File, Metadata};
use std::io;
use std::path::Path;

use crate::platform;

/// Why a path cannot be read as a file.
#[derive(Debug, thiserror::Error)]
pub enum OpenRegularError {
    /// Nothing is there.
    #[error("there is no such file")]
    Missing,
    /// A folder is there.
    #[error("it is a folder")]
    Folder,
    /// A pipe, socket or device is there.
    #[error("it is no ordinary file")]
    NotRegular,
    /// A file of 0 bytes is there.
    #[error("the file is empty")]
    Empty,
    /// It is there, but may not be read.
    #[error("the file cannot be read: {0}")]
    Unreadable(io::Error),
}

/// Opens an ordinary file with something in it. What was opened is what is judged: the kind
/// comes from the open handle, not from a second look at the path.
pub fn open_regular(path: &Path) -> Result<(File, Metadata), OpenRegularError> {
    // On Windows a folder cannot be opened as a file; asked first, so that it is named one.
    if path.is_dir() {
        return Err(OpenRegularError::Folder);
    }
    let file = platform::open_without_waiting(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => OpenRegularError::Missing,
        io::ErrorKind::IsADirectory => OpenRegularError::Folder,
        _ if std::fs::metadata(path).is_ok_and(|found| !found.is_file()) => {
            OpenRegularError::NotRegular
        }
        _ => OpenRegularError::Unreadable(error),
    })?;
    let found = file.metadata().map_err(OpenRegularError::Unreadable)?;
    if found.is_dir() {
        Err(OpenRegularError::Folder)
    } else if !found.is_file() {
        Err(OpenRegularError::NotRegular)
    } else if found.len() == 0 {
        Err(OpenRegularError::Empty)
    } else {
        Ok((file, found))
    }
}
