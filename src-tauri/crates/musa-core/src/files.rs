//! The one module of this crate that writes files. Every write is atomic or appends to a
//! temporary name; nothing of the user's is ever replaced or deleted.
//!
//! Owns how bytes become durable. Knows nothing of pictures, receipts or rows.

use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use crate::platform;

mod growing;
mod lock;
mod many;
mod place;
mod regular;
mod temps;

pub use growing::Growing;
pub use lock::OwnerLock;
pub use many::{move_many, write_many};
pub use place::{copy_new, move_aside, place_new};
pub use regular::{OpenRegularError, open_regular};
pub use temps::clear_temps;

/// Who may read a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Readers {
    /// The user only: everything in the home folder.
    User,
    /// Whom the user's own settings allow: everything in the library.
    Shared,
}

/// Writes a small file of the library whole or not at all, replacing an older one of ours.
/// Durable when it returns.
pub fn write_atomic(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write_replacing(path, bytes, Readers::Shared)
}

/// The same for the home folder: only the user may read it.
pub fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write_replacing(path, bytes, Readers::User)
}

/// Writes a file that can be made again: whole or not at all, but not durable, for nothing is
/// lost with it.
pub fn write_passing(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut temp = temp_in(parent(path)?, ".musa-")?;
    temp.write_all(bytes)?;
    let temp = temp.into_temp_path();
    platform::rename_replacing(&temp, path)?;
    // Nothing is left under the temporary name, so there is nothing to clean up.
    drop(temp.keep());
    Ok(())
}

/// Notes that a file of ours was used now.
pub fn touch(path: &Path) -> io::Result<()> {
    let file = fs::File::options().append(true).open(path)?;
    file.set_modified(std::time::SystemTime::now())
}

/// Bytes that are gathered before they are handed to the system.
const GATHERED: usize = 256 * 1024;

/// Copies a file into the home folder, replacing an older one of ours; only the user may read it.
pub fn copy_private(from: &Path, to: &Path) -> io::Result<()> {
    let mut source = fs::File::open(from)?;
    replacing(to, Readers::User, |file| {
        io::copy(&mut source, file).map(drop)
    })
}

/// Copies a file to where the user wants it, whole or not at all, over what is there: only after
/// the user was asked.
pub fn copy_over(from: &Path, to: &Path) -> io::Result<()> {
    let mut source = fs::File::open(from)?;
    replacing(to, Readers::Shared, |file| {
        io::copy(&mut source, file).map(drop)
    })
}

/// Writes a file by parts, whole or not at all, over an older one of ours; only the user may read
/// it.
pub fn write_private_from(
    path: &Path,
    write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>,
) -> io::Result<()> {
    replacing(path, Readers::User, |file| {
        let mut out = io::BufWriter::with_capacity(GATHERED, file);
        write(&mut out)?;
        io::Write::flush(&mut out)
    })
}

fn write_replacing(path: &Path, bytes: &[u8], readers: Readers) -> io::Result<()> {
    replacing(path, readers, |file| file.write_all(bytes))
}

fn replacing(
    path: &Path,
    readers: Readers,
    write: impl FnOnce(&mut fs::File) -> io::Result<()>,
) -> io::Result<()> {
    let dir = parent(path)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".musa-").suffix(".tmp");
    if readers == Readers::Shared {
        platform::shared_temp(&mut builder);
    }
    let mut temp = builder.tempfile_in(dir)?;
    write(temp.as_file_mut())?;
    temp.as_file().sync_all()?;
    // Closed first: Windows renames no open file.
    let temp = temp.into_temp_path();
    platform::rename_replacing(&temp, path)?;
    // Nothing is left under the temporary name, so there is nothing to clean up.
    drop(temp.keep());
    platform::sync_dir(dir)
}

/// A temporary file that only the user may read, gone when it is dropped unless it is kept.
pub fn temp_in(dir: &Path, prefix: &str) -> io::Result<tempfile::NamedTempFile> {
    tempfile::Builder::new().prefix(prefix).tempfile_in(dir)
}

/// Makes a folder and its parents, with ordinary modes.
pub fn make_dirs(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(path)?;
    path.parent().map_or(Ok(()), platform::sync_dir)
}

/// Makes a folder that only the user may enter; missing parents get ordinary modes. One that is
/// there is the user's and keeps its mode.
pub fn make_private_dirs(path: &Path) -> io::Result<()> {
    if let Some(parent) = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty())
    {
        make_dirs(parent)?;
    }
    platform::make_private_dir(path)
}

/// The same for a folder whose name is Musa's own: one that is there is closed to others too.
pub fn make_own_dirs(path: &Path) -> io::Result<()> {
    make_private_dirs(path)?;
    platform::close_to_others(path)
}

/// Makes an empty file of ours that only the user may read, or closes the one that is there.
/// That one is not opened: closing it again would free the locks that SQLite holds on it.
pub fn make_private_file(path: &Path) -> io::Result<()> {
    let mut options = platform::private_options();
    match options.write(true).create_new(true).open(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            platform::close_to_others(path)
        }
        result => result.map(drop),
    }
}

/// Closes a file of ours to others; a missing one is no error.
pub fn close_to_others(path: &Path) -> io::Result<()> {
    match platform::close_to_others(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result,
    }
}

/// Removes one file of ours: a temporary name, or a receipt whose pictures are saved. Nothing
/// else may be given to it. A missing one is no error.
pub fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result,
    }
}

/// Removes a folder of ours that is empty; one that is not, or is missing, is no error.
pub fn remove_empty_dir(path: &Path) -> io::Result<()> {
    match fs::remove_dir(path) {
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::DirectoryNotEmpty
            ) =>
        {
            Ok(())
        }
        result => result,
    }
}

/// Renames a temporary file of ours, over an older one of ours.
pub(crate) fn rename_own(from: &Path, to: &Path) -> io::Result<()> {
    platform::rename_replacing(from, to)
}

/// Bytes that may still be written on the volume of `path`.
pub fn free_space(path: &Path) -> io::Result<u64> {
    platform::free_space(path)
}

/// Finds out by trying: rights, read-only mounts and full disks all lie in their own way.
pub fn is_writable_dir(path: &Path) -> io::Result<()> {
    let mut probe = tempfile::Builder::new()
        .prefix(".musa-")
        .suffix(".probe")
        .tempfile_in(path)?;
    probe.write_all(b"musa")?;
    probe.flush()
}

/// BLAKE3 and length of a file, read in pieces.
pub fn hash_file(path: &Path) -> io::Result<(blake3::Hash, u64)> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(fs::File::open(path)?)?;
    Ok((hasher.finalize(), hasher.count()))
}

/// The longest file that [`read_small`] reads, in bytes: marks of a hundred thousand pictures.
const SMALL: u64 = 256 * 1024 * 1024;

/// Reads a small file of ours; `None` when there is none. `InvalidInput` for a folder or a pipe
/// of its name, which somebody else put there, `FileTooLarge` for what was never ours.
pub fn read_small(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let (file, found) = match open_regular(path) {
        Ok(opened) => opened,
        Err(OpenRegularError::Missing) => return Ok(None),
        Err(OpenRegularError::Empty) => return Ok(Some(Vec::new())),
        Err(OpenRegularError::Unreadable(error)) => return Err(error),
        Err(error @ (OpenRegularError::Folder | OpenRegularError::NotRegular)) => {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, error));
        }
    };
    if found.len() > SMALL {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let mut bytes = Vec::new();
    file.take(SMALL).read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}

/// Names of the files in a folder that begin with `prefix`; none when the folder is missing.
pub fn list(dir: &Path, prefix: &str) -> io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(dir) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        result => result?,
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(prefix) {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}

fn parent(path: &Path) -> io::Result<&Path> {
    path.parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "a file needs a folder"))
}

#[cfg(test)]
mod tests;
