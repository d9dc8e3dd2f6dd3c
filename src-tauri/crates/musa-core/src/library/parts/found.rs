//! Parts that an earlier process left behind.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::{HEAD, WholePart, look_at};
use crate::files;
use crate::ids::{CallId, ContentHash};
use crate::library::PictureFormat;

/// The whole parts of a call, in the order of the answer.
pub(in crate::library) fn whole_parts(parts: &Path, call: CallId) -> io::Result<Vec<WholePart>> {
    let mut found = Vec::new();
    for path in files::list(parts, &format!("{call}-"))? {
        let Some(index) = index_of(&path, call, "whole") else {
            continue;
        };
        if let Some(part) = read_whole(call, index, path)? {
            found.push(part);
        }
    }
    found.sort_by_key(|part| part.index);
    Ok(found)
}

fn index_of(path: &Path, call: CallId, extension: &str) -> Option<u32> {
    if path.extension()? != extension {
        return None;
    }
    let stem = path.file_stem()?.to_str()?;
    stem.strip_prefix(&format!("{call}-"))?.parse().ok()
}

fn read_whole(call: CallId, index: u32, path: PathBuf) -> io::Result<Option<WholePart>> {
    let head = read_head(&path)?;
    // A film's file became whole as one.
    let format = PictureFormat::sniff(&head).or_else(|| PictureFormat::sniff_film(&head));
    let Some((format, width, height)) = look_at(&path, format)? else {
        return Ok(None);
    };
    let (hash, bytes) = files::hash_file(&path)?;
    Ok(Some(WholePart {
        call,
        index,
        path,
        hash: ContentHash::of(&hash),
        bytes,
        format,
        width,
        height,
    }))
}

fn read_head(path: &Path) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(HEAD);
    File::open(path)?.take(HEAD as u64).read_to_end(&mut head)?;
    Ok(head)
}
