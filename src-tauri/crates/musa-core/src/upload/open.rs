//! Opens a user's file for reading, and remembers what it was like. Never blocks: a pipe, a device
//! or a folder is refused, however it was named.

use std::fs::{File, Metadata};
use std::path::Path;

use super::{Snapshot, refuse};
use crate::files::{self, OpenRegularError};
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
    let (file, meta) = files::open_regular(path).map_err(|error| match error {
        OpenRegularError::Missing => refuse::refuse(ErrorCode::FileMissing, name),
        OpenRegularError::Folder | OpenRegularError::NotRegular => {
            refuse::refuse(ErrorCode::FileNotRegular, name)
        }
        OpenRegularError::Empty => refuse::refuse(ErrorCode::FileEmpty, name),
        OpenRegularError::Unreadable(cause) => refuse::unreadable(name, &cause),
    })?;
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
