//! Finding the pictures in what the user chose: files as they are, folders with all that is in
//! them. In a folder only what is called like a picture is taken, and what is one by its bytes;
//! hidden things are left alone. Links are not followed: a loop has no end. What is not looked at
//! is named.

use std::fs::{self, DirEntry};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::files;
use crate::library::PictureFormat;
use crate::protocol::{CommandError, ErrorCode};
use crate::upload;

/// How far a walk goes.
#[derive(Debug, Clone, Copy)]
struct Limits {
    /// Folders in folders.
    deepest: usize,
    /// Files of one import.
    files: usize,
}

const LIMITS: Limits = Limits {
    deepest: 32,
    files: 200_000,
};

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
    /// What is neither file nor folder, cannot be read, or was not looked at.
    pub(crate) refused: Vec<CommandError>,
    full: bool,
}

/// Looks through what was chosen, until `stop` says so.
pub(crate) fn find(paths: &[PathBuf], stop: &dyn Fn() -> bool) -> Found {
    find_within(paths, stop, LIMITS)
}

fn find_within(paths: &[PathBuf], stop: &dyn Fn() -> bool, limits: Limits) -> Found {
    let mut found = Found::default();
    for path in paths {
        // A link that the user chose himself is followed once.
        match fs::metadata(path) {
            Ok(is) if is.is_dir() => walk(path, &mut found, stop, limits),
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

fn walk(folder: &Path, found: &mut Found, stop: &dyn Fn() -> bool, limits: Limits) {
    let mut folders = vec![(folder.to_owned(), 0)];
    while let Some((folder, depth)) = folders.pop() {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) => {
                found.refused.push(unread(&folder, &error));
                continue;
            }
        };
        for entry in entries {
            if stop() || found.full {
                return;
            }
            match entry {
                Ok(entry) => match visit(&entry, found, limits) {
                    Inside::Folder if depth < limits.deepest => {
                        folders.push((entry.path(), depth + 1));
                    }
                    Inside::Folder => found.skip(&entry.path(), "deep"),
                    Inside::Nothing => {}
                },
                Err(error) => found.refused.push(unread(&folder, &error)),
            }
        }
    }
}

/// Whether there is something inside an entry.
enum Inside {
    Folder,
    Nothing,
}

fn visit(entry: &DirEntry, found: &mut Found, limits: Limits) -> Inside {
    if entry.file_name().as_encoded_bytes().starts_with(b".") {
        return Inside::Nothing;
    }
    let path = entry.path();
    // Of the entry itself: what a link leads to is not asked.
    match entry.file_type() {
        Ok(kind) if kind.is_dir() => return Inside::Folder,
        Ok(kind) if kind.is_symlink() => found.skip(&path, "link"),
        Ok(kind) if !kind.is_file() => found.skip(&path, "device"),
        Ok(_) if !is_called_like_a_picture(&path) && !is_picture(&path) => {}
        Ok(_) if found.files.len() >= limits.files => {
            found.skip(&path, "many");
            found.full = true;
        }
        Ok(_) => found.files.push(Chosen {
            modified: entry.metadata().ok().and_then(|is| is.modified().ok()),
            path,
        }),
        Err(error) => found.refused.push(unread(&path, &error)),
    }
    Inside::Nothing
}

impl Found {
    fn skip(&mut self, path: &Path, reason: &str) {
        let error = CommandError::new(ErrorCode::FileSkipped)
            .arg("name", upload::name_of(path))
            .arg("reason", reason);
        self.refused.push(error);
    }
}

fn unread(path: &Path, error: &std::io::Error) -> CommandError {
    CommandError::new(ErrorCode::FileUnreadable)
        .arg("name", upload::name_of(path))
        .detail(error.to_string())
}

/// True for names with an ending of a picture.
fn is_called_like_a_picture(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    let ending = ending.map(str::to_ascii_lowercase);
    ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}

/// True for a picture by its first bytes, whatever it is called. Not for a TIFF: the raw files of
/// cameras begin like one. What cannot be read is none.
fn is_picture(path: &Path) -> bool {
    let Ok((file, _)) = files::open_regular(path) else {
        return false;
    };
    let mut head = Vec::new();
    let read = file.take(64).read_to_end(&mut head);
    let format = read.ok().and_then(|_| PictureFormat::sniff(&head));
    format.is_some_and(|it| !matches!(it, PictureFormat::Tiff | PictureFormat::Svg))
}

#[cfg(test)]
mod tests;
