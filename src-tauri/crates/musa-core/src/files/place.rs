//! Giving a finished file its name: durable, and never over another file.

use std::ffi::OsString;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use super::parent;
use crate::platform;

/// Gives the durable file `from` the name `to`. Fails with `AlreadyExists` when something is
/// there; then both are as they were. Durable when it returns. Folders on another volume get a
/// copy first.
pub fn place_new(from: &Path, to: &Path) -> io::Result<()> {
    match rename_new(from, to) {
        Ok(()) => platform::sync_dir(parent(to)?),
        Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {
            copy_new(from, to)?;
            super::remove(from)
        }
        Err(error) => Err(error),
    }
}

/// Copies `from` to the new name `to`: whole or not at all, never over an existing file.
pub fn copy_new(from: &Path, to: &Path) -> io::Result<()> {
    let mut source = File::open(from)?;
    let dir = parent(to)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".musa-").suffix(".tmp");
    platform::shared_temp(&mut builder);
    let mut temp = builder.tempfile_in(dir)?;
    io::copy(&mut source, temp.as_file_mut())?;
    temp.as_file().sync_all()?;
    if let Err(failed) = temp.into_temp_path().persist_noclobber(to) {
        place_without_links(&failed.path, to, failed.error)?;
    }
    platform::sync_dir(dir)
}

pub(super) fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    let mut temp = tempfile::TempPath::try_from_path(from)?;
    // A file that could not be placed is not a temporary one: it is a paid picture.
    temp.disable_cleanup(true);
    temp.persist_noclobber(to)
        .map_err(|failed| failed.error)
        .or_else(|error| place_without_links(from, to, error))
}

/// FAT and some network volumes know neither an exclusive rename nor hard links. There the name
/// is taken with an empty file of our own, and only that file is renamed over.
fn place_without_links(from: &Path, to: &Path, why: io::Error) -> io::Result<()> {
    let unknown = matches!(
        why.kind(),
        io::ErrorKind::PermissionDenied | io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput
    );
    if !unknown || !from.exists() {
        return Err(why);
    }
    File::options().write(true).create_new(true).open(to)?;
    platform::rename_replacing(from, to)
}

/// Moves a file of ours out of the way into `into_dir`, under its own name or, where that is
/// taken, with a number before it. Gives back where it lies now.
pub fn move_aside(path: &Path, into_dir: &Path) -> io::Result<PathBuf> {
    super::make_dirs(into_dir)?;
    let name = path
        .file_name()
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "a file needs a name"))?;
    for number in 0_u32..10_000 {
        let mut candidate = OsString::new();
        if number > 0 {
            candidate.push(format!("{number}-"));
        }
        candidate.push(name);
        let to = into_dir.join(candidate);
        match place_new(path, &to) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Ok(()) => return Ok(to),
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}
