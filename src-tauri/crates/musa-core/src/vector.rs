//! Vector pictures, made into pixels before anything shows or uses them.
//!
//! An SVG is active content (reliability.md T10): its file is kept as the provider sent it, and
//! what is shown, copied, cropped or sent on is a raster that is made here, in Rust, once. Owns
//! the limits within which one is drawn and the folder of what was drawn. No script, no address
//! and no other file is followed, text needs fonts and is not drawn, and nothing is drawn that
//! was not found cheap enough beforehand. Does not judge which files of whom may be shown.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use memchr::memmem;
use parking_lot::Mutex;

use crate::files;
use crate::ids::ContentHash;
use crate::library::PictureFormat;
use crate::protocol::{CommandError, ErrorCode};
use crate::upload;

mod declared;
mod draw;
mod graph;
mod kept;
mod rules;
mod survey;
mod weigh;

/// The largest drawing that is opened, in bytes. Those of Recraft have some hundred kilobytes.
const MOST_BYTES: u64 = 16 << 20;
/// Bytes that tell an SVG: what comes before its root is no longer than that.
const HEAD: u64 = PictureFormat::HEAD as u64;
/// Bytes at the end within which the root ends; a comment may follow it.
const TAIL: u64 = 4 << 10;
/// Drawings of which it is remembered that they cannot be drawn.
const MOST_REFUSED: usize = 1024;

/// The longer side of a raster: as the drawing says, but no less than a thumbnail needs and no
/// more than a screen shows.
const LEAST_SIDE: u32 = 1024;
/// See [`LEAST_SIDE`].
const MOST_SIDE: u32 = 2048;

/// Why a drawing has no raster.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum DrawError {
    /// It is no well-formed SVG.
    #[error("the drawing cannot be read: {0}")]
    Unreadable(String),
    /// It would take too much time or memory; this is what there is too much of.
    #[error("the drawing asks for too much: {0}")]
    TooMuch(&'static str),
}

/// The rasters of this home. Cheap to clone. Calls block, and one drawing is made at a time.
#[derive(Clone)]
pub(crate) struct Vectors(Arc<Inner>);

struct Inner {
    kept: kept::Kept,
    /// Held while one is drawn: whoever asks for the same meanwhile finds it made.
    refused: Mutex<HashMap<ContentHash, DrawError>>,
}

impl Vectors {
    /// Kept in this folder, which can be deleted at any time.
    pub(crate) fn new(dir: PathBuf) -> Self {
        Self(Arc::new(Inner {
            kept: kept::Kept::new(dir),
            refused: Mutex::default(),
        }))
    }

    /// The file that stands for this one wherever pixels are needed: the raster of an SVG, a
    /// PNG; anything else is itself, and so is what cannot be opened.
    pub(crate) fn pixels_of(&self, file: &Path) -> Result<PathBuf, CommandError> {
        if !is_drawing(file) {
            return Ok(file.to_owned());
        }
        let name = upload::name_of(file);
        let unreadable = |error: &io::Error| {
            let refusal = CommandError::new(ErrorCode::FileUnreadable).arg("name", &name);
            refusal.detail(error.to_string())
        };
        let Some(bytes) = read(file).map_err(|error| unreadable(&error))? else {
            return Err(refusal(&name, &DrawError::TooMuch("bytes")));
        };
        let hash = ContentHash::of(&blake3::hash(&bytes));
        if let Some(there) = self.0.kept.find(&hash) {
            return Ok(there);
        }
        let mut refused = self.0.refused.lock();
        if let Some(error) = refused.get(&hash) {
            return Err(refusal(&name, error));
        }
        if let Some(there) = self.0.kept.find(&hash) {
            return Ok(there);
        }
        match draw::png(bytes) {
            Ok(png) => {
                let kept = self.0.kept.add(&hash, &png);
                kept.map_err(|error| {
                    CommandError::new(ErrorCode::Internal).detail(format!("raster: {error}"))
                })
            }
            Err(error) => {
                tracing::warn!(%error, "a drawing has no raster");
                if refused.len() >= MOST_REFUSED {
                    refused.clear();
                }
                let told = refusal(&name, &error);
                refused.insert(hash, error);
                Err(told)
            }
        }
    }
}

/// True for a drawing whose file ends before its root does.
pub(crate) fn breaks_off(file: &Path) -> bool {
    let end = || {
        let mut opened = File::open(file)?;
        let length = opened.metadata()?.len();
        opened.seek(SeekFrom::Start(length.saturating_sub(TAIL)))?;
        let mut end = Vec::new();
        opened.read_to_end(&mut end).map(|_| end)
    };
    let ends =
        |end: &[u8]| memmem::find(end, b"svg>").is_some() || end.trim_ascii_end().ends_with(b"/>");
    is_drawing(file) && end().is_ok_and(|end: Vec<u8>| !ends(&end))
}

/// True for a drawing with text in it: it is drawn without. One that is too long is not drawn at
/// all, and that is told otherwise.
pub(crate) fn holds_text(file: &Path) -> bool {
    let has = |bytes: &[u8]| {
        memmem::find_iter(bytes, b"<text").any(|at| {
            matches!(
                bytes.get(at + 5),
                Some(b' ' | b'>' | b'/' | b'\t' | b'\r' | b'\n')
            )
        })
    };
    is_drawing(file) && matches!(read(file), Ok(Some(bytes)) if has(&bytes))
}

/// By its first bytes. What is not there, or is no file, is judged by whoever opens it.
fn is_drawing(file: &Path) -> bool {
    let mut head = Vec::new();
    let read = files::open_regular(file)
        .ok()
        .and_then(|(file, _)| file.take(HEAD).read_to_end(&mut head).ok());
    read.is_some() && musa_api::answer::is_svg(&head)
}

/// All of it; `None` when it is too long.
fn read(file: &Path) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    File::open(file)?
        .take(MOST_BYTES + 1)
        .read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= MOST_BYTES).then_some(bytes))
}

fn refusal(name: &str, error: &DrawError) -> CommandError {
    CommandError::new(ErrorCode::NotAPicture)
        .arg("name", name)
        .detail(error.to_string())
}

#[cfg(test)]
mod tests;
