//! The library folder itself: is it there, may it be written, is there room.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::Library;
use super::index::has_rows;
use crate::db::DbError;
use crate::files;
use crate::protocol::errors::{CommandError, ErrorCode};

/// Musa's own folder in a library. Hidden, and never the user's.
pub(super) const OWN: &str = ".musa";

/// Kept free beside what is to come: records, rows and a receipt that grew.
const HEADROOM: u64 = 32 * 1024 * 1024;

/// Why a library cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenLibraryError {
    /// The folder is not there.
    #[error("the library folder {0} is not there")]
    Missing(PathBuf),
    /// The folder cannot be made or written to.
    #[error("the library folder {path} cannot be written to: {source}")]
    ReadOnly {
        /// The folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl From<OpenLibraryError> for CommandError {
    fn from(error: OpenLibraryError) -> Self {
        match error {
            OpenLibraryError::Missing(path) => missing(&path),
            OpenLibraryError::ReadOnly { path, source } => read_only(&path, &source),
        }
    }
}

/// The same as [`Library::usable`] where the database is already in hand.
pub(super) fn is_usable(connection: &Connection, root: &Path) -> rusqlite::Result<bool> {
    if !root.is_dir() {
        return Ok(false);
    }
    Ok(root.join(OWN).is_dir() || !has_rows(connection, &root.to_string_lossy())?)
}

fn missing(path: &Path) -> CommandError {
    CommandError::new(ErrorCode::LibraryMissing)
        .field("library")
        .arg("path", path.display())
}

fn read_only(path: &Path, why: &io::Error) -> CommandError {
    CommandError::new(ErrorCode::LibraryReadOnly)
        .field("library")
        .arg("path", path.display())
        .detail(why.to_string())
}

/// Makes the default folder.
pub(super) fn make(root: &Path) -> Result<(), OpenLibraryError> {
    if root.is_dir() {
        return Ok(());
    }
    // With Musa's own folder, so that it is not taken for a place where a disk should be.
    files::make_dirs(&root.join(OWN)).map_err(|source| OpenLibraryError::ReadOnly {
        path: root.to_owned(),
        source,
    })
}

/// Gives back the folder under its one true name, so that its rows are found whichever way it
/// was typed. Writes nothing: a library on a read-only disk can be looked at.
pub(super) fn enter(root: &Path) -> Result<PathBuf, OpenLibraryError> {
    if !root.is_dir() {
        return Err(OpenLibraryError::Missing(root.to_owned()));
    }
    root.canonicalize()
        .map_err(|source| OpenLibraryError::ReadOnly {
            path: root.to_owned(),
            source,
        })
}

/// The name that [`enter`] gave a folder when it was there: links on the way to it are followed
/// as far as there is something.
pub(super) fn name_when_there(root: &Path) -> PathBuf {
    let mut there = root;
    loop {
        if let Ok(known) = there.canonicalize() {
            let rest = root.strip_prefix(there).unwrap_or(Path::new(""));
            return if rest.as_os_str().is_empty() {
                known
            } else {
                known.join(rest)
            };
        }
        match there.parent() {
            Some(parent) => there = parent,
            None => return root.to_owned(),
        }
    }
}

/// What a failed write into a library says of its folder, if that is it: full, or not to be
/// written to.
pub(super) fn unwritable(root: &Path, error: &io::Error) -> Option<CommandError> {
    if is_full(error) {
        let free = files::free_space(root).unwrap_or_default();
        return Some(full(root, HEADROOM, free));
    }
    let closed = matches!(
        error.kind(),
        io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied
    );
    closed.then(|| read_only(root, error))
}

fn full(root: &Path, needed: u64, free: u64) -> CommandError {
    CommandError::new(ErrorCode::LibraryFull)
        .field("library")
        .arg("path", root.display())
        .arg("needed", needed)
        .arg("free", free)
}

impl Library {
    /// Whether what is written here reaches the library: its folder is there, and is not the
    /// place where its disk should be. Everything that changes files or rows asks first. Gives
    /// back the folder that is away.
    pub(super) fn usable(&self) -> Result<(), PathBuf> {
        if self.root().is_dir() && !self.is_mount_point_only() {
            return Ok(());
        }
        Err(self.root().to_owned())
    }

    /// The same for writing files.
    pub(super) fn usable_for_files(&self) -> io::Result<()> {
        self.usable().map_err(|root| {
            let why = format!("the library folder {} is not there", root.display());
            io::Error::new(io::ErrorKind::NotFound, why)
        })
    }

    /// True for a folder without Musa's own in it, where pictures were saved before: the disk
    /// that has them is not mounted over it.
    fn is_mount_point_only(&self) -> bool {
        let bare = !self.root().join(OWN).is_dir();
        bare && self.index().has_rows().unwrap_or_else(|error| {
            tracing::warn!(%error, "the rows could not be asked");
            false
        })
    }

    /// The user wants this folder to be a library, whatever lies in it. Musa's own folder in
    /// another library is none: its files would be taken for pictures there.
    pub(crate) fn settle(&self) -> Result<(), CommandError> {
        let root = self.root();
        if let Some(library) = library_around(root) {
            return Err(CommandError::new(ErrorCode::LibraryWithin)
                .field("library")
                .arg("path", root.display())
                .arg("library", library.display()));
        }
        if !root.is_dir() {
            return Ok(());
        }
        files::make_dirs(&root.join(OWN)).map_err(|error| {
            // A folder of the system's own says whatever it likes: it cannot be written to.
            unwritable(root, &error).unwrap_or_else(|| read_only(root, &error))
        })
    }

    /// What to say of libraries that are not there: this one, and those that any of these files
    /// are of.
    pub(crate) fn away(&self, files: &[PathBuf]) -> Result<Vec<CommandError>, DbError> {
        let mut roots = vec![self.root().to_owned()];
        for root in self.index().libraries()?.into_iter().map(PathBuf::from) {
            if !roots.contains(&root) && files.iter().any(|file| file.starts_with(&root)) {
                roots.push(root);
            }
        }
        let away = roots.iter().map(|root| self.elsewhere(root).usable());
        Ok(away
            .filter_map(Result::err)
            .map(|root| missing(&root))
            .collect())
    }

    /// Makes sure, before anything is paid, that so many bytes can be saved: the folder is
    /// there, can really be written to, and has room.
    pub fn ready_for(&self, bytes: u64) -> Result<(), CommandError> {
        let root = self.root();
        self.usable().map_err(|root| missing(&root))?;
        let free = files::free_space(root).map_err(|error| read_only(root, &error))?;
        let needed = bytes.saturating_add(HEADROOM);
        let parts = self.parts_dir();
        let tried = files::make_dirs(&parts)
            .and_then(|()| files::is_writable_dir(&parts))
            .and_then(|()| files::is_writable_dir(root));
        match tried {
            Err(error) if is_full(&error) => return Err(full(root, needed, free)),
            Err(error) => return Err(read_only(root, &error)),
            Ok(()) => {}
        }
        if free < needed {
            return Err(full(root, needed, free));
        }
        Ok(())
    }
}

/// The library in whose own folder this one lies, or which it is.
fn library_around(root: &Path) -> Option<&Path> {
    let is_own = |it: &&Path| {
        it.file_name().is_some_and(|name| name == OWN)
            && ["records", "parts"].iter().any(|own| it.join(own).is_dir())
    };
    root.ancestors().find(is_own)?.parent()
}

fn is_full(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
    )
}
