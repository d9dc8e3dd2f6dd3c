//! The lock that a process holds while it runs jobs. The system releases it when the process
//! ends, however it ends; a lock that is free therefore means that its owner is gone.

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use crate::files;
use crate::ids::OwnerId;
use crate::platform;

/// A held lock. Dropping it frees it and clears its file away.
#[derive(Debug)]
pub struct OwnerLock {
    file: File,
    path: PathBuf,
}

impl OwnerLock {
    /// Takes the lock of `owner` in the folder `locks`; `None` when a process holds it.
    /// Recovery takes the lock of a dead owner the same way, so that two never recover at once.
    pub fn acquire(locks: &Path, owner: OwnerId) -> io::Result<Option<Self>> {
        Self::acquire_at(lock_path(locks, owner))
    }

    /// The same of a file that belongs to no owner: whoever holds it is at a work that two must
    /// not do at once.
    pub(crate) fn acquire_at(path: PathBuf) -> io::Result<Option<Self>> {
        loop {
            let file = platform::private_options()
                .read(true)
                .write(true)
                .create(true)
                .truncate(false)
                .open(&path)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Ok(None),
                Err(TryLockError::Error(error)) => return Err(error),
            }
            // The owner before us may have cleared the file away between our two steps; then
            // we hold the lock of a file that nobody else will ever find.
            if platform::is_same_file(&file, &path)? {
                return Ok(Some(Self { file, path }));
            }
        }
    }

    /// True when no process holds any lock in this folder.
    pub fn nobody_holds_one(locks: &Path) -> io::Result<bool> {
        for path in files::list(locks, "")? {
            let name = path.file_stem().and_then(std::ffi::OsStr::to_str);
            let owner = name.and_then(|name| name.parse::<OwnerId>().ok());
            if let Some(owner) = owner
                && !Self::is_free(locks, owner)?
            {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// True when no process holds the lock of `owner`.
    pub fn is_free(locks: &Path, owner: OwnerId) -> io::Result<bool> {
        let path = lock_path(locks, owner);
        let file = match File::open(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
            result => result?,
        };
        // Shared, so that two who ask at once do not see each other.
        match file.try_lock_shared() {
            Ok(()) => Ok(true),
            Err(TryLockError::WouldBlock) => Ok(false),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

impl Drop for OwnerLock {
    fn drop(&mut self) {
        // A file that stays behind is empty and harmless.
        let _cleared = files::remove(&self.path);
        let _unlocked = self.file.unlock();
    }
}

fn lock_path(locks: &Path, owner: OwnerId) -> PathBuf {
    locks.join(format!("{owner}.lock"))
}
