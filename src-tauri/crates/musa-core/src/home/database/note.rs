//! The note beside a large database that its pages do not hold together. It is found while Musa
//! runs, and acted on at the next start.

use std::io;
use std::path::{Path, PathBuf};

use crate::files;

fn path_of(file: &Path) -> PathBuf {
    file.with_extension("unsound")
}

pub(super) fn is_there(file: &Path) -> bool {
    path_of(file).exists()
}

pub(super) fn leave(file: &Path) -> io::Result<()> {
    files::make_private_file(&path_of(file))
}

pub(super) fn forget(file: &Path) {
    if let Err(error) = files::remove(&path_of(file)) {
        tracing::warn!(%error, "a note about damage stays");
    }
}
