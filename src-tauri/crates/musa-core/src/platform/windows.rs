//! Windows.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;
use std::time::Duration;

/// Makes one folder. The user's profile is closed to others by its access list, which new
/// folders inherit.
pub(crate) fn make_private_dir(path: &Path) -> io::Result<()> {
    match fs::create_dir(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
        result => result,
    }
}

/// The access list of the folder is inherited: nothing to do.
#[expect(clippy::unnecessary_wraps, reason = "the twin on Unix can fail")]
pub(crate) fn close_to_others(_path: &Path) -> io::Result<()> {
    Ok(())
}

/// Options for files in the user's profile; the access list is inherited.
pub(crate) fn private_options() -> OpenOptions {
    OpenOptions::new()
}

/// Temporary files inherit the folder's access list: nothing to do.
pub(crate) fn shared_temp(_builder: &mut tempfile::Builder<'_, '_>) {}

/// NTFS journals its names, and a folder cannot be flushed without rights we may not have.
#[expect(clippy::unnecessary_wraps, reason = "the twin on Unix can fail")]
pub(crate) fn sync_dir(_path: &Path) -> io::Result<()> {
    Ok(())
}

/// Makes the contents of many files durable.
pub(crate) fn sync_files(files: &[&File]) -> io::Result<()> {
    files.iter().try_for_each(|file| file.sync_all())
}

/// Bytes that this user may still write on the volume of `path`.
pub(crate) fn free_space(path: &Path) -> io::Result<u64> {
    fs4::available_space(path)
}

/// Opens for reading. Reserved names (`CON`) are refused by their metadata, not here.
pub(crate) fn open_without_waiting(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).open(path)
}

/// True when `path` still names the open file. An open file's name cannot be given to another.
pub(crate) fn is_same_file(_file: &File, path: &Path) -> io::Result<bool> {
    fs::exists(path)
}

/// Renames over whatever is there. Only for our own temporary names. A virus scanner may hold
/// the file for a moment: tried again for a second.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that renames; callers make it durable"
)]
pub(crate) fn rename_replacing(from: &Path, to: &Path) -> io::Result<()> {
    let mut tries = 0;
    loop {
        match fs::rename(from, to) {
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied && tries < 20 => {
                tries += 1;
                std::thread::sleep(Duration::from_millis(50));
            }
            result => return result,
        }
    }
}

/// Windows has its credential manager from the start: the first answer stands.
pub(crate) fn open_keychain_again() -> keyring_core::Result<()> {
    match keyring::Entry::store_status() {
        Ok(()) => Ok(()),
        Err(_) => Err(keyring_core::Error::NoDefaultStore),
    }
}

/// Windows writes full dumps only where an administrator asked for them.
#[expect(clippy::unnecessary_wraps, reason = "the other twin can fail")]
pub(crate) fn close_memory() -> io::Result<()> {
    Ok(())
}

/// Windows limits memory by job objects, which no kept crate sets without `unsafe`.
pub(crate) fn limit_memory(_bytes: u64) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// A path as bytes, for a pipe: its UTF-16 units, little-endian, lone surrogates too.
pub(crate) fn bytes_of_path(path: &Path) -> Vec<u8> {
    use std::os::windows::ffi::OsStrExt as _;
    path.as_os_str()
        .encode_wide()
        .flat_map(u16::to_le_bytes)
        .collect()
}

/// The path of such bytes.
#[expect(clippy::needless_pass_by_value, reason = "as on the other systems")]
pub(crate) fn path_of_bytes(bytes: Vec<u8>) -> std::path::PathBuf {
    use std::os::windows::ffi::OsStringExt as _;
    let (pairs, _) = bytes.as_chunks::<2>();
    let units: Vec<u16> = pairs.iter().copied().map(u16::from_le_bytes).collect();
    std::ffi::OsString::from_wide(&units).into()
}
