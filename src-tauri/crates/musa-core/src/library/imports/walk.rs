//! Finding the pictures in what the user chose: files as they are, folders with all that is in
//! them. In a folder only what is called like a picture is looked at, hidden things are left
//! alone, and links are not followed: a loop has no end.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::protocol::{CommandError, ErrorCode};
use crate::upload;

/// Folders in folders.
const DEEPEST: usize = 32;

/// Files of one import.
const MOST: usize = 200_000;

/// Endings of files that a folder's are looked at for.
const ENDINGS: [&str; 12] = [
    "png", "jpg", "jpeg", "jpe", "webp", "gif", "tif", "tiff", "avif", "bmp", "heic", "heif",
];

/// A file that will be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Chosen {
    pub(crate) path: PathBuf,
    modified: Option<SystemTime>,
}

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// The oldest first, so that they stand in the library in the order they were made.
    pub(crate) files: Vec<Chosen>,
    /// What is neither file nor folder, or cannot be read.
    pub(crate) refused: Vec<CommandError>,
}

/// Looks through what was chosen, until `stop` says so.
pub(crate) fn find(paths: &[PathBuf], stop: &dyn Fn() -> bool) -> Found {
    let mut found = Found::default();
    for path in paths {
        // A link that the user chose himself is followed once.
        match fs::metadata(path) {
            Ok(is) if is.is_dir() => walk(path, &mut found, stop),
            Ok(is) => found.files.push(Chosen {
                path: path.clone(),
                modified: is.modified().ok(),
            }),
            Err(error) => found.refused.push(
                CommandError::new(ErrorCode::FileMissing)
                    .arg("name", upload::name_of(path))
                    .detail(error.to_string()),
            ),
        }
    }
    found.files.sort_by(|one, other| {
        let (a, b) = (&one.modified, &other.modified);
        a.cmp(b).then_with(|| one.path.cmp(&other.path))
    });
    found.files.dedup_by(|one, other| one.path == other.path);
    found
}

fn walk(folder: &Path, found: &mut Found, stop: &dyn Fn() -> bool) {
    let mut folders = vec![(folder.to_owned(), 0)];
    while let Some((folder, depth)) = folders.pop() {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) => {
                found.refused.push(
                    CommandError::new(ErrorCode::FileUnreadable)
                        .arg("name", upload::name_of(&folder))
                        .detail(error.to_string()),
                );
                continue;
            }
        };
        for entry in entries.flatten() {
            if stop() || found.files.len() >= MOST {
                return;
            }
            let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
            // Of the entry itself: what a link leads to is not asked.
            let Ok(kind) = entry.file_type() else {
                continue;
            };
            if hidden {
                continue;
            }
            if kind.is_dir() && depth < DEEPEST {
                folders.push((entry.path(), depth + 1));
            } else if kind.is_file() && is_called_like_a_picture(&entry.path()) {
                found.files.push(Chosen {
                    modified: entry.metadata().ok().and_then(|is| is.modified().ok()),
                    path: entry.path(),
                });
            }
        }
    }
}

/// True for names with an ending of a picture.
pub(super) fn is_called_like_a_picture(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    let ending = ending.map(str::to_ascii_lowercase);
    ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}
