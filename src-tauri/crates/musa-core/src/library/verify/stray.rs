//! Files below the library's folder that no row knows: all that are pictures or films by their
//! bytes, whatever they are called. Hidden things and links are left alone.

use std::collections::HashSet;
use std::fs::{self, DirEntry};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::Report;
use crate::files::{self, OpenRegularError};
use crate::library::PictureFormat;
use crate::protocol::FindingKind;

/// Folders in folders: as deep as a name template goes, and deeper.
const DEEPEST: usize = 64;

pub(super) fn find(known: &HashSet<PathBuf>, report: &mut Report<'_>) {
    let mut folders = vec![(report.root.to_owned(), 0)];
    while let Some((folder, depth)) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else {
            report.tell(FindingKind::Unreadable, &folder);
            continue;
        };
        for entry in entries.flatten() {
            let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
            let path = entry.path();
            if hidden || known.contains(&path) {
                continue;
            }
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                if depth < DEEPEST {
                    folders.push((path, depth + 1));
                } else {
                    report.tell(FindingKind::Unreadable, &path);
                }
            } else if let Some(kind) = kind_of(&entry, &path) {
                report.tell(kind, &path);
            }
        }
    }
}

/// What there is to say of a file that no row knows.
fn kind_of(entry: &DirEntry, path: &Path) -> Option<FindingKind> {
    if !entry.file_type().is_ok_and(|kind| kind.is_file()) {
        return None;
    }
    match format_of(path) {
        Ok(None) => None,
        Ok(Some(PictureFormat::Svg | PictureFormat::Mp4)) => Some(FindingKind::Foreign),
        Ok(Some(_)) => Some(FindingKind::Unknown),
        Err(_) => Some(FindingKind::Unreadable),
    }
}

fn format_of(path: &Path) -> io::Result<Option<PictureFormat>> {
    let file = match files::open_regular(path) {
        Ok((file, _)) => file,
        Err(OpenRegularError::Unreadable(error)) => return Err(error),
        // Empty, or gone meanwhile.
        Err(_) => return Ok(None),
    };
    let mut head = Vec::new();
    file.take(PictureFormat::HEAD as u64)
        .read_to_end(&mut head)?;
    Ok(PictureFormat::sniff(&head).or_else(|| PictureFormat::sniff_film(&head)))
}
