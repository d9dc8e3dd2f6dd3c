//! Every reference and mask that was ever sent, once, under `.musa/references/<hash>.<ext>`.

use std::io;
use std::path::{Path, PathBuf};

use crate::files;
use crate::ids::ContentHash;

/// Keeps a copy of `file` and gives back where it lies. The bytes must have this hash.
pub(super) fn keep(
    dir: &Path,
    file: &Path,
    hash: &ContentHash,
    extension: &str,
) -> io::Result<PathBuf> {
    let plain = (1..=5).contains(&extension.len())
        && extension.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !plain {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "that is no extension of a picture",
        ));
    }
    if let Some(there) = find(dir, hash)? {
        return Ok(there);
    }
    files::make_dirs(dir)?;
    let (found, _) = files::hash_file(file)?;
    if ContentHash::of(&found) != *hash {
        return Err(io::Error::new(
            io::ErrorKind::InvalidData,
            "the reference changed while it was copied",
        ));
    }
    let to = dir.join(format!("{hash}.{extension}"));
    match files::copy_new(file, &to) {
        // Another job kept the same picture in the same moment.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(to),
        result => result.map(|()| to),
    }
}

/// Where the reference of this hash lies, if it was ever kept.
pub(super) fn find(dir: &Path, hash: &ContentHash) -> io::Result<Option<PathBuf>> {
    // Asked for by name first: the folder may hold many.
    for extension in ["png", "jpg", "jpeg", "webp", "gif", "avif"] {
        let path = dir.join(format!("{hash}.{extension}"));
        if path.is_file() {
            return Ok(Some(path));
        }
    }
    Ok(files::list(dir, &format!("{hash}."))?.into_iter().next())
}
