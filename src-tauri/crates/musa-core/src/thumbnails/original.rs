//! The bytes of a picture as they are, if they are of a kind that may be shown. An SVG, a page
//! or a script is none, whatever it is called (reliability.md H5, T10).

use std::io::Read as _;
use std::path::Path;

use bytes::Bytes;

use super::ShowImageError;
use crate::files::{self, OpenRegularError};
use crate::library::PictureFormat;
use crate::protocol::ErrorCode;
use crate::upload;

/// The largest original that is handed to the page.
const MOST_BYTES: u64 = 256 << 20;
/// The largest AVIF that stands for its own thumbnail: none can be made of it here.
pub(super) const MOST_AVIF: u64 = 20 << 20;

/// Reads it. Blocks.
pub(crate) fn original(path: &Path) -> Result<(Bytes, &'static str), ShowImageError> {
    let (bytes, shown_as, format) = read(path, MOST_BYTES)?;
    if format != PictureFormat::Avif {
        // A header may claim more than any page could hold.
        let too_large =
            upload::inspect(path).is_err_and(|error| error.code == ErrorCode::PictureTooLarge);
        if too_large {
            return Err(ShowImageError::TooLarge);
        }
    }
    Ok((bytes, shown_as))
}

/// The same for an AVIF in place of its thumbnail; `None` for everything else.
pub(super) fn avif(path: &Path) -> Result<Option<(Bytes, &'static str)>, ShowImageError> {
    let (mut file, _) = opened(path)?;
    let mut head = Vec::new();
    let read = (&mut file).take(64).read_to_end(&mut head);
    read.map_err(|error| ShowImageError::Failed(error.to_string()))?;
    if PictureFormat::sniff(&head) != Some(PictureFormat::Avif) {
        return Ok(None);
    }
    let (bytes, shown_as, _) = self::read(path, MOST_AVIF)?;
    Ok(Some((bytes, shown_as)))
}

fn opened(path: &Path) -> Result<(std::fs::File, u64), ShowImageError> {
    let opened = files::open_regular(path).map_err(|error| match error {
        OpenRegularError::Unreadable(error) => ShowImageError::Failed(error.to_string()),
        _ => ShowImageError::NotFound,
    });
    opened.map(|(file, found)| (file, found.len()))
}

/// All of it, the type it is shown as, and its kind.
fn read(path: &Path, most: u64) -> Result<(Bytes, &'static str, PictureFormat), ShowImageError> {
    let (file, length) = opened(path)?;
    if length > most {
        return Err(ShowImageError::TooLarge);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
    // It may grow while it is read.
    let read = file.take(most).read_to_end(&mut bytes);
    read.map_err(|error| ShowImageError::Failed(error.to_string()))?;
    let format = PictureFormat::sniff(&bytes).ok_or(ShowImageError::NotShown)?;
    let shown_as = format.shown_as().ok_or(ShowImageError::NotShown)?;
    Ok((bytes.into(), shown_as, format))
}
