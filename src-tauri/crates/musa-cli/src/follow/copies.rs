//! `--out`: flat copies of saved pictures in a folder of the user's choice, never over a file.

use std::io;
use std::path::{Path, PathBuf};

use musa_core::files;
use musa_core::protocol::{CommandError, ErrorCode};

/// How many names are tried: `fox.png`, `fox-2.png`, … A folder with so many of one name means
/// that something else is wrong.
const NAMES: u32 = 100_000;

/// The folder for copies, and those that are there.
#[derive(Debug)]
pub(crate) struct Copies {
    folder: PathBuf,
    /// Every copy, in order.
    pub(crate) made: Vec<PathBuf>,
    /// Pictures without a copy.
    pub(crate) failed: u32,
}

impl Copies {
    /// Makes the folder where it is missing, and tries that it can be written to: before anything
    /// is sent, let alone paid.
    pub(crate) fn into(folder: &Path) -> Result<Self, CommandError> {
        let refused = |error: io::Error| {
            CommandError::new(ErrorCode::LibraryReadOnly)
                .field("out")
                .arg("path", folder.display())
                .detail(error.to_string())
        };
        let folder = std::path::absolute(folder).map_err(refused)?;
        files::make_dirs(&folder).map_err(refused)?;
        files::is_writable_dir(&folder).map_err(refused)?;
        Ok(Self {
            folder,
            made: Vec::new(),
            failed: 0,
        })
    }

    /// Copies a picture under its own name, or the next free one.
    pub(crate) fn add(&mut self, picture: &Path) -> io::Result<&Path> {
        let copied = (1..=NAMES).find_map(|number| {
            let to = self.folder.join(name(picture, number));
            match files::copy_new(picture, &to) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => None,
                Err(error) => Some(Err(error)),
                Ok(()) => Some(Ok(to)),
            }
        });
        match copied.unwrap_or_else(|| Err(io::ErrorKind::AlreadyExists.into())) {
            Ok(copy) => Ok(self.made.push_mut(copy)),
            Err(error) => {
                self.failed += 1;
                Err(error)
            }
        }
    }
}

/// `fox.png`, then `fox-2.png`, `fox-3.png`, …
fn name(picture: &Path, number: u32) -> PathBuf {
    let whole = picture.file_name().unwrap_or_default();
    if number == 1 {
        return PathBuf::from(whole);
    }
    let mut name = picture.file_stem().unwrap_or_default().to_owned();
    name.push(format!("-{number}"));
    if let Some(extension) = picture.extension() {
        name.push(".");
        name.push(extension);
    }
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Copies, name};

    #[test]
    fn a_taken_name_gets_a_number() {
        assert_eq!(name(Path::new("a/fox.png"), 1), Path::new("fox.png"));
        assert_eq!(name(Path::new("a/fox.png"), 2), Path::new("fox-2.png"));
        assert_eq!(name(Path::new("a/fox"), 3), Path::new("fox-3"));
    }

    #[test]
    fn a_copy_never_replaces_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let picture = folder.path().join("fox.png");
        musa_core::files::write_atomic(&picture, b"new").unwrap();
        let out = folder.path().join("out");
        let mut copies = Copies::into(&out).unwrap();
        musa_core::files::write_atomic(&out.join("fox.png"), b"old").unwrap();

        copies.add(&picture).unwrap();
        copies.add(&picture).unwrap();
        assert_eq!(copies.made, [out.join("fox-2.png"), out.join("fox-3.png")]);
        assert_eq!(std::fs::read(out.join("fox.png")).unwrap(), b"old");
        assert_eq!(std::fs::read(out.join("fox-2.png")).unwrap(), b"new");
    }

    #[test]
    fn a_folder_that_cannot_be_is_refused_before_anything_is_sent() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        musa_core::files::write_atomic(&file, b"").unwrap();
        let refused = Copies::into(&file).unwrap_err();
        assert_eq!(refused.field.as_deref(), Some("out"));
    }
}
