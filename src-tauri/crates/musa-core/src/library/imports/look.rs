//! What a file of the user's is, before it is taken: its kind by its bytes, its header, whether it
//! is whole as far as that can be told without decoding, its hash.

use std::fs::File;
use std::io::{Read as _, Seek as _};
use std::path::Path;

use super::{Looked, not_opened, unreadable};
use crate::files;
use crate::ids::ContentHash;
use crate::library::PictureFormat;
use crate::library::header::{dimensions, ends_within};
use crate::protocol::{CommandError, ErrorCode};
use crate::upload;

/// Looks at a file.
pub(crate) fn look(path: &Path) -> Result<Looked, CommandError> {
    let name = upload::name_of(path);
    let (mut file, found) = files::open_regular(path).map_err(|error| not_opened(&name, &error))?;
    let mut head = Vec::new();
    let read = (&mut file)
        .take(PictureFormat::HEAD as u64)
        .read_to_end(&mut head);
    read.map_err(|error| unreadable(&name, &error))?;
    let decodes = match PictureFormat::sniff(&head) {
        Some(PictureFormat::Avif) => {
            avif_is_whole(&mut file, &name)?;
            false
        }
        Some(PictureFormat::Svg) => return Err(not_taken(&name, "SVG")),
        Some(_) => true,
        None => return Err(kind_not_taken(path, &name)),
    };
    let upright = if decodes {
        let inspected = upload::inspect(path).map_err(|error| of_library(&name, error))?;
        Some((inspected.width, inspected.height))
    } else {
        None
    };
    let (hash, bytes) = files::hash_file(path).map_err(|error| unreadable(&name, &error))?;
    Ok(Looked {
        name,
        hash: ContentHash::of(&hash),
        bytes,
        decodes,
        upright,
        modified: found.modified().ok(),
    })
}

/// Nothing that the library takes, and what it is instead.
pub(crate) fn not_taken(name: &str, format: &str) -> CommandError {
    CommandError::new(ErrorCode::PictureNotTaken)
        .arg("name", name)
        .arg("format", format)
}

/// A picture by its first bytes that cannot be read as one.
pub(crate) fn damaged(name: &str, detail: impl Into<String>) -> CommandError {
    not_taken(name, "damaged").detail(detail)
}

/// BMP and HEIC can be told, and are said; anything else is no picture.
fn kind_not_taken(path: &Path, name: &str) -> CommandError {
    match upload::inspect(path) {
        Ok(inspected) => not_taken(name, &inspected.format.name().to_uppercase()),
        Err(error) if error.code == ErrorCode::FormatNeedsConversion => {
            let format = error.args.get("format").map_or("none", String::as_str);
            not_taken(name, format)
        }
        Err(error) if error.code == ErrorCode::NotAPicture => not_taken(name, "none"),
        Err(error) => error,
    }
}

/// A refusal of what would be sent, as one of what would be imported.
fn of_library(name: &str, error: CommandError) -> CommandError {
    match error.code {
        ErrorCode::NotAPicture => damaged(name, error.detail.unwrap_or_default()),
        _ => error,
    }
}

/// Nobody here decodes it: its boxes say how long it is meant to be.
fn avif_is_whole(file: &mut File, name: &str) -> Result<(), CommandError> {
    let whole = file
        .rewind()
        .and_then(|()| Ok(dimensions(PictureFormat::Avif, file)?.is_some() && ends_within(file)?));
    match whole {
        Ok(true) => Ok(()),
        Ok(false) => Err(CommandError::new(ErrorCode::PictureTruncated).arg("name", name)),
        Err(error) => Err(unreadable(name, &error)),
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::look;
    use crate::protocol::ErrorCode;

    fn file(dir: &tempfile::TempDir, name: &str, bytes: &[u8]) -> PathBuf {
        let path = dir.path().join(name);
        crate::files::write_atomic(&path, bytes).unwrap();
        path
    }

    fn boxed(name: [u8; 4], inside: &[u8]) -> Vec<u8> {
        let size = u32::try_from(inside.len() + 8).unwrap();
        [&size.to_be_bytes()[..], &name, inside].concat()
    }

    /// The boxes of an AVIF of 40 × 30 with so many bytes of pixels.
    fn avif() -> Vec<u8> {
        let mut ispe = vec![0; 4];
        ispe.extend(40_u32.to_be_bytes());
        ispe.extend(30_u32.to_be_bytes());
        let ipco = boxed(*b"ipco", &boxed(*b"ispe", &ispe));
        let mut meta = vec![0; 4];
        meta.extend(boxed(*b"iprp", &ipco));
        let ftyp = boxed(*b"ftyp", b"avif\0\0\0\0avifmif1");
        [ftyp, boxed(*b"meta", &meta), boxed(*b"mdat", &[7; 600])].concat()
    }

    #[test]
    fn an_avif_that_breaks_off_is_refused_before_it_is_copied() {
        let dir = tempfile::tempdir().unwrap();
        let whole = avif();
        assert!(look(&file(&dir, "whole.avif", &whole)).is_ok());
        for length in [30, whole.len() / 2, whole.len() - 1] {
            let error = look(&file(&dir, "cut.avif", &whole[..length])).unwrap_err();
            assert_eq!(error.code, ErrorCode::PictureTruncated, "{length}");
        }
    }

    #[test]
    fn what_the_library_does_not_take_is_called_by_its_kind() {
        let dir = tempfile::tempdir().unwrap();
        let bitmap = dir.path().join("a.bmp");
        image::RgbImage::new(3, 2).save(&bitmap).unwrap();
        let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
        let svg = b"<svg xmlns='http://www.w3.org/2000/svg'/>";
        for (path, format) in [
            (bitmap, "BMP"),
            (file(&dir, "b.heic", heic), "HEIC"),
            (file(&dir, "c.svg", svg), "SVG"),
            (file(&dir, "d.png", b"<html></html>"), "none"),
        ] {
            let error = look(&path).unwrap_err();
            assert_eq!(error.code, ErrorCode::PictureNotTaken);
            assert_eq!(error.args["format"], format);
        }
    }
}
