//! Pictures on their way: `.musa/parts/<call>-<n>.part` while the bytes come, `.whole` when
//! they are all there and durable. They lie in the library's own volume, so that placing them
//! is a rename.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use super::format::PictureFormat;
use super::header::dimensions;
use crate::files::{self, Growing};
use crate::ids::{CallId, ContentHash};

mod found;

pub(super) use found::whole_parts;

/// Enough of the first bytes to tell the format.
const HEAD: usize = PictureFormat::HEAD;

/// A picture that is arriving. Dropped, it stays on the disk as `.part`.
#[derive(Debug)]
pub struct Part {
    call: CallId,
    index: u32,
    file: Growing,
    head: Vec<u8>,
    kept: PathBuf,
}

/// A picture whose bytes are all on the disk, but which has no place in the library yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WholePart {
    /// The call that gave it.
    pub call: CallId,
    /// Its place in the answer, from 0.
    pub index: u32,
    /// The file, in `.musa/parts`.
    pub path: PathBuf,
    /// BLAKE3 of its bytes.
    pub hash: ContentHash,
    /// Length.
    pub bytes: u64,
    /// By its magic bytes.
    pub format: PictureFormat,
    /// Pixels, as the header has them; of an SVG the units that it is drawn in.
    pub width: u32,
    /// Pixels, as the header has them.
    pub height: u32,
}

/// Why a part did not become whole.
#[derive(Debug, thiserror::Error)]
pub enum FinishPartError {
    /// The disk failed: it counts as not saved; the receipt still has the bytes.
    #[error("the picture could not be written: {0}")]
    Io(#[from] io::Error),
    /// It is no picture that Musa knows, or its header breaks off. Its bytes are kept here.
    #[error("what came is no picture; it is kept in {kept}")]
    NotAPicture {
        /// Where the bytes lie.
        kept: PathBuf,
    },
}

impl Part {
    pub(super) fn create(parts: &Path, kept: &Path, call: CallId, index: u32) -> io::Result<Self> {
        files::make_dirs(parts)?;
        Ok(Self {
            call,
            index,
            file: Growing::create_hashed(&parts.join(format!("{call}-{index}.part")))?,
            head: Vec::new(),
            kept: kept.to_owned(),
        })
    }

    /// Adds bytes. Large slices go straight to the file; each byte is hashed once.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.head.len() < HEAD {
            let more = bytes.len().min(HEAD - self.head.len());
            self.head.extend_from_slice(&bytes[..more]);
        }
        self.file.write(bytes)
    }

    /// Lets `fill` add bytes, as [`Part::write`] does, without a copy in between.
    pub fn write_by<T>(&mut self, fill: impl FnOnce(&mut Vec<u8>) -> T) -> io::Result<T> {
        let head = &mut self.head;
        self.file.write_by(|gathered| {
            let before = gathered.len();
            let filled = fill(gathered);
            let added = gathered.get(before..).unwrap_or_default();
            let more = added.len().min(HEAD.saturating_sub(head.len()));
            head.extend_from_slice(&added[..more]);
            filled
        })
    }

    /// Bytes so far.
    pub fn bytes(&self) -> u64 {
        self.file.len()
    }

    /// The format, once enough bytes have come to tell it.
    pub fn sniffed(&self) -> Option<PictureFormat> {
        PictureFormat::sniff(&self.head)
    }

    /// Makes it durable and whole. What a picture claims of its size is no reason to refuse it:
    /// it is paid for.
    pub fn finish(mut self) -> Result<WholePart, FinishPartError> {
        self.file.sync()?;
        let Some(hash) = self.file.hash() else {
            return Err(io::Error::other("the part has no hash").into());
        };
        let part = self.file.path().to_owned();
        let Some((format, width, height)) = look_at(&part, &self.head)? else {
            let kept = self.keep_aside()?;
            return Err(FinishPartError::NotAPicture { kept });
        };
        let whole = part.with_extension("whole");
        // Its name need not be durable: after a power cut the receipt gives the part again.
        files::rename_own(&part, &whole)?;
        Ok(WholePart {
            call: self.call,
            index: self.index,
            path: whole,
            hash: ContentHash::of(&hash),
            bytes: self.file.len(),
            format,
            width,
            height,
        })
    }

    /// Clears away what came so far, which is a copy of a file that the user has.
    pub(super) fn discard(self) -> io::Result<()> {
        let path = self.file.path().to_owned();
        drop(self.file);
        files::remove(&path)
    }

    /// Puts what came so far out of the way, under `.musa/kept`. Gives back where.
    pub fn keep_aside(mut self) -> io::Result<PathBuf> {
        self.file.flush()?;
        files::move_aside(self.file.path(), &self.kept)
    }
}

/// Format and pixels, without decoding; `None` for what is no picture.
fn look_at(path: &Path, head: &[u8]) -> io::Result<Option<(PictureFormat, u32, u32)>> {
    let Some(format) = PictureFormat::sniff(head) else {
        return Ok(None);
    };
    let size = dimensions(format, &mut File::open(path)?)?;
    Ok(size.map(|(width, height)| (format, width, height)))
}
