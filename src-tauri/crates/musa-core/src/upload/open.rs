//! Opens a user's file for reading, and remembers what it was like. Never blocks: a pipe, a device
//! or a folder is refused, however it was named.

use std::fs::{File, Metadata};
use std::path::Path;

use super::{Snapshot, refuse};
use crate::protocol::{CommandError, ErrorCode};

/// An open original.
pub(super) struct Opened {
    /// At its beginning.
    pub(super) file: File,
    /// What it was like then.
    pub(super) snapshot: Snapshot,
}

/// Opens a regular file that is not empty.
pub(super) fn open(path: &Path, name: &str) -> Result<Opened, CommandError> {
    let file = options().open(path).map_err(|cause| match cause.kind() {
        std::io::ErrorKind::NotFound => refuse::refuse(ErrorCode::FileMissing, name),
        std::io::ErrorKind::IsADirectory => refuse::refuse(ErrorCode::FileNotRegular, name),
        _ => refuse::unreadable(name, &cause),
    })?;
    let meta = file
        .metadata()
        .map_err(|cause| refuse::unreadable(name, &cause))?;
    if !meta.is_file() {
        return Err(refuse::refuse(ErrorCode::FileNotRegular, name));
    }
    if meta.len() == 0 {
        return Err(refuse::refuse(ErrorCode::FileEmpty, name));
    }
    Ok(Opened {
        file,
        snapshot: snapshot(&meta),
    })
}

/// Refuses when the open file is no longer what it was.
pub(super) fn unchanged(opened: &Opened, was: Snapshot, name: &str) -> Result<(), CommandError> {
    let meta = opened
        .file
        .metadata()
        .map_err(|cause| refuse::unreadable(name, &cause))?;
    if snapshot(&meta) == was {
        Ok(())
    } else {
        Err(refuse::changed(name))
    }
}

fn snapshot(meta: &Metadata) -> Snapshot {
    Snapshot {
        len: meta.len(),
        modified: meta.modified().ok(),
    }
}

fn options() -> std::fs::OpenOptions {
    let mut options = std::fs::OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(i32::try_from(rustix::fs::OFlags::NONBLOCK.bits()).unwrap_or(0));
    }
    options
}
