//! Everything of one user: where the database, receipts, locks and logs lie.
//!
//! Owns paths and their modes. Reads no environment: `MUSA_HOME` is read by the composition
//! roots, which call [`Home::at`].

use std::io;
use std::path::{Path, PathBuf};

use crate::db::{self, DbError, damage};
use crate::files;
use crate::protocol::errors::{CommandError, ErrorCode};

mod database;

pub use database::OpenedDb;

/// The folder's name among the applications of the user.
const APPLICATION: &str = "dev.musa.studio";

/// Why there is no home.
#[derive(Debug, thiserror::Error)]
pub enum OpenHomeError {
    /// The system names no folder for applications.
    #[error("the system names no folder for this user's data")]
    NoDataFolder,
    /// It cannot be made.
    #[error("the folder {path} cannot be used: {source}")]
    Io {
        /// The folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl From<OpenHomeError> for CommandError {
    fn from(error: OpenHomeError) -> Self {
        let detail = error.to_string();
        let told = match error {
            OpenHomeError::NoDataFolder => Self::new(ErrorCode::Internal),
            OpenHomeError::Io { path, source } => match what_is_no_folder(&path) {
                Some(file) => Self::new(ErrorCode::FileNotRegular)
                    .field("home")
                    .arg("name", file.display()),
                None => Self::new(db::of_kind(source.kind()).unwrap_or(ErrorCode::Internal)),
            },
        };
        told.detail(detail)
    }
}

/// The file or device that stands where `path` or a folder above it should be.
fn what_is_no_folder(path: &Path) -> Option<&Path> {
    let there = path.ancestors().find(|path| path.exists())?;
    (!there.is_dir()).then_some(there)
}

/// A user's home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    root: PathBuf,
    library: PathBuf,
}

impl Home {
    /// Everything under one folder, the default library too. Folders are made, closed to other
    /// users; a folder that is there keeps its mode, and what is in it is closed.
    pub fn at(root: &Path) -> Result<Self, OpenHomeError> {
        let root = std::path::absolute(root).map_err(|source| OpenHomeError::Io {
            path: root.to_owned(),
            source,
        })?;
        let library = root.join("library");
        Self { root, library }.made()
    }

    /// The platform's own: its data folder, and `Musa` among the user's pictures.
    pub fn of_user() -> Result<Self, OpenHomeError> {
        let root = dirs::data_dir()
            .ok_or(OpenHomeError::NoDataFolder)?
            .join(APPLICATION);
        let library = dirs::picture_dir()
            .or_else(|| Some(dirs::home_dir()?.join("Pictures")))
            .map_or_else(|| root.join("library"), |pictures| pictures.join("Musa"));
        Self { root, library }.made()
    }

    fn made(self) -> Result<Self, OpenHomeError> {
        let not_made = |path: &Path, source| OpenHomeError::Io {
            path: path.to_owned(),
            source,
        };
        // The folder may be one that the user shares with others; what is in it is Musa's.
        files::make_private_dirs(&self.root).map_err(|source| not_made(&self.root, source))?;
        for path in [
            self.receipts(),
            self.locks(),
            self.logs(),
            self.uploads(),
            self.held(),
            self.cache(),
        ] {
            files::make_own_dirs(&path).map_err(|source| not_made(&path, source))?;
        }
        Ok(self)
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The database.
    pub fn db_file(&self) -> PathBuf {
        self.root.join("musa.db")
    }

    /// Receipts.
    pub fn receipts(&self) -> PathBuf {
        self.root.join("receipts")
    }

    /// Locks of owners.
    pub fn locks(&self) -> PathBuf {
        self.root.join("locks")
    }

    /// Logs.
    pub fn logs(&self) -> PathBuf {
        self.root.join("logs")
    }

    /// Upload copies while they are needed.
    pub fn uploads(&self) -> PathBuf {
        self.root.join("uploads")
    }

    /// Pictures that the composer holds and that are nowhere else: pasted, or from a browser.
    pub fn held(&self) -> PathBuf {
        self.root.join("held")
    }

    /// What can be made again: thumbnails, rasters of drawings.
    pub fn cache(&self) -> PathBuf {
        self.root.join("cache")
    }

    /// The library of a user who has chosen none. Made by [`crate::library::Library`].
    pub fn default_library(&self) -> &Path {
        &self.library
    }

    /// Opens the database. A damaged one is moved aside, whole, and a new one begun: the
    /// library can be rebuilt from its folder.
    pub fn open_db(&self) -> Result<OpenedDb, OpenDbError> {
        database::open(&self.db_file(), &self.root.join("damaged"))
    }

    /// Whether its database is known to be damaged: it is moved aside when it is opened next.
    pub fn is_known_damaged(&self) -> bool {
        damage::is_noted(&self.db_file())
    }
}

/// Why the database cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenDbError {
    /// It is of a newer Musa, locked, or its disk fails.
    #[error(transparent)]
    Db(#[from] DbError),
    /// A damaged one could not be moved aside.
    #[error("the damaged database could not be moved aside: {0}")]
    Io(#[from] io::Error),
}

impl From<OpenDbError> for CommandError {
    fn from(error: OpenDbError) -> Self {
        let told = match &error {
            OpenDbError::Db(DbError::Newer { found, known }) => Self::new(ErrorCode::DatabaseNewer)
                .arg("found", found)
                .arg("known", known),
            other => db::told(other),
        };
        told.detail(error.to_string())
    }
}

#[cfg(test)]
mod tests;
