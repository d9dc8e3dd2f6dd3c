//! Linux and macOS.

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{
    DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _,
};
use std::path::Path;

/// Makes one folder that only the user may enter. One that is there keeps its mode.
pub(crate) fn make_private_dir(path: &Path) -> io::Result<()> {
    match DirBuilder::new().mode(0o700).create(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
        result => result,
    }
}

/// Takes away what others may do with a file or folder of ours. What a link leads to is the
/// user's own choice and stays as it is.
pub(crate) fn close_to_others(path: &Path) -> io::Result<()> {
    let found = fs::symlink_metadata(path)?;
    let mode = found.permissions().mode() & 0o777;
    let closed = mode & 0o700;
    if found.is_symlink() || mode == closed {
        return Ok(());
    }
    match fs::set_permissions(path, Permissions::from_mode(closed)) {
        // FAT has no modes to change, and a folder may be lent by somebody else.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(()),
        result => result,
    }
}

/// Options for files that only the user may read.
pub(crate) fn private_options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.mode(0o600);
    options
}

/// A temporary file with the modes of an ordinary one (the user's umask applies).
pub(crate) fn shared_temp(builder: &mut tempfile::Builder<'_, '_>) {
    builder.permissions(Permissions::from_mode(0o666));
}

/// Makes names in a folder durable.
pub(crate) fn sync_dir(path: &Path) -> io::Result<()> {
    match File::open(path)?.sync_all() {
        // Some network file systems do not know how; they have no better to offer.
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
        result => result,
    }
}

/// Makes the contents of many files of one volume durable.
#[cfg(target_os = "linux")]
pub(crate) fn sync_files(files: &[&File]) -> io::Result<()> {
    match files {
        [] => Ok(()),
        // The whole volume costs more than a few files.
        few if few.len() < 8 => few.iter().try_for_each(|file| file.sync_all()),
        [first, ..] => Ok(rustix::fs::syncfs(first)?),
    }
}

/// Makes the contents of many files of one volume durable.
#[cfg(not(target_os = "linux"))]
pub(crate) fn sync_files(files: &[&File]) -> io::Result<()> {
    files.iter().try_for_each(|file| file.sync_all())
}

/// Bytes that this user may still write on the volume of `path`.
pub(crate) fn free_space(path: &Path) -> io::Result<u64> {
    let volume = rustix::fs::statvfs(path)?;
    Ok(volume.f_bavail.saturating_mul(volume.f_frsize))
}

/// Opens for reading; a FIFO or a device does not make us wait.
pub(crate) fn open_without_waiting(path: &Path) -> io::Result<File> {
    let flags = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
    OpenOptions::new()
        .read(true)
        .custom_flags(flags.bits().cast_signed())
        .open(path)
}

/// True when `path` still names the open file.
pub(crate) fn is_same_file(file: &File, path: &Path) -> io::Result<bool> {
    let open = file.metadata()?;
    match fs::metadata(path) {
        Ok(named) => Ok(open.dev() == named.dev() && open.ino() == named.ino()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Renames over whatever is there. Only for our own temporary names.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that renames; callers make it durable"
)]
pub(crate) fn rename_replacing(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)
}

/// Looks for the secret service again; the first look is remembered by keyring for ever.
#[cfg(not(target_os = "macos"))]
pub(crate) fn open_keychain_again() -> keyring_core::Result<()> {
    let store = zbus_secret_service_keyring_store::Store::new()?;
    keyring_core::set_default_store(store);
    Ok(())
}

/// macOS has its keychain from the start: the first answer stands.
#[cfg(target_os = "macos")]
pub(crate) fn open_keychain_again() -> keyring_core::Result<()> {
    match keyring::Entry::store_status() {
        Ok(()) => Ok(()),
        Err(_) => Err(keyring_core::Error::NoDefaultStore),
    }
}

/// No core dump, and on Linux no other process of this user may read the memory.
pub(crate) fn close_memory() -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    setrlimit(Resource::Core, none)?;
    #[cfg(target_os = "linux")]
    rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable)?;
    Ok(())
}

/// Most bytes of address space that this process may have. macOS keeps no such limit.
pub(crate) fn limit_memory(bytes: u64) -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let most = Rlimit {
        current: Some(bytes),
        maximum: Some(bytes),
    };
    Ok(setrlimit(Resource::As, most)?)
}

/// A path as bytes, for a pipe.
pub(crate) fn bytes_of_path(path: &Path) -> Vec<u8> {
    use std::os::unix::ffi::OsStrExt as _;
    path.as_os_str().as_bytes().to_vec()
}

/// The path of such bytes.
pub(crate) fn path_of_bytes(bytes: Vec<u8>) -> std::path::PathBuf {
    use std::os::unix::ffi::OsStringExt as _;
    std::ffi::OsString::from_vec(bytes).into()
}
