//! Copies of our own, in `<held>/<hash>/<name>`: once for each content and name, closed to other
//! users, durable. The folder bears the hash so that the file can bear the name people know.

use std::io;
use std::path::{Path, PathBuf};

use crate::files;
use crate::library::{is_reserved, safe};

/// The longest name, in bytes.
const MOST_NAME: usize = 100;

/// Keeps bytes. Gives back where.
pub(super) fn keep_bytes(dir: &Path, bytes: &[u8], name: &str) -> io::Result<PathBuf> {
    let path = place(dir, &blake3::hash(bytes), name)?;
    // Written even if it is there: a fresh date keeps it from being tidied away meanwhile.
    files::write_private(&path, bytes)?;
    Ok(path)
}

/// Keeps a copy of a file. Gives back where.
pub(super) fn keep_file(dir: &Path, file: &Path, name: &str) -> io::Result<PathBuf> {
    let (hash, _) = files::hash_file(file)?;
    let path = place(dir, &hash, name)?;
    files::copy_private(file, &path)?;
    Ok(path)
}

/// Removes a copy of ours and its folder.
pub(super) fn forget(copy: &Path) -> io::Result<()> {
    files::remove(copy)?;
    copy.parent().map_or(Ok(()), files::remove_empty_dir)
}

fn place(dir: &Path, hash: &blake3::Hash, name: &str) -> io::Result<PathBuf> {
    let folder = dir.join(hash.to_hex().as_str());
    files::make_own_dirs(&folder)?;
    Ok(folder.join(file_name(name)))
}

/// A name that every system takes, from whatever a page or a program called it.
pub(super) fn file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name = safe(last, MOST_NAME, "picture");
    if is_reserved(&name) {
        format!("picture-{name}")
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn a_name_from_anywhere_becomes_one_that_every_system_takes() {
        assert_eq!(file_name("cat.png"), "cat.png");
        assert_eq!(file_name("../../etc/passwd"), "passwd");
        assert_eq!(file_name("a\u{202e}gnp.exe\0"), "a-gnp.exe");
        assert_eq!(file_name("CON.png"), "picture-CON.png");
        assert_eq!(file_name(""), "picture");
        assert_eq!(file_name(".."), "picture");
        assert!(file_name(&"长".repeat(500)).len() <= 100);
    }
}
