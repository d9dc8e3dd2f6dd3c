//! Removing copies that nothing holds any more. Looks only into the folder of our own copies.

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::store;
use crate::db::DbError;
use crate::files;

/// Why old copies could not be removed. Nothing depends on it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TidyHeldError {
    /// The rows could not be read.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The folder could not be read, or a file in it not removed.
    #[error("the folder of held pictures could not be tidied: {0}")]
    Io(#[from] io::Error),
}

/// Removes the copies in `dir` that are older than `age` and not among `named`. Fresh ones stay:
/// their row may be about to be written, by this process or another.
pub(super) fn copies(dir: &Path, named: &[PathBuf], age: Duration) -> Result<(), TidyHeldError> {
    let named: HashSet<&Path> = named.iter().map(PathBuf::as_path).collect();
    for folder in files::list(dir, "")? {
        if !folder.is_dir() {
            continue;
        }
        for copy in files::list(&folder, "")? {
            if !named.contains(copy.as_path()) && is_older(&copy, age)? {
                store::forget(&copy)?;
            }
        }
    }
    Ok(())
}

fn is_older(path: &Path, age: Duration) -> io::Result<bool> {
    let found = std::fs::symlink_metadata(path)?;
    let since = SystemTime::now().duration_since(found.modified()?);
    Ok(found.is_file() && since.is_ok_and(|since| since > age))
}
