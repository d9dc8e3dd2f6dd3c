//! What the two processes say to each other: a path, and either two pictures or why there are
//! none. Every piece has its length before it, and every length a limit.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::{Made, exactly, number, piece};
use crate::platform;
use crate::thumbnails::ShowImageError;

/// Bytes of a path.
const MOST_PATH: u32 = 64 << 10;
/// Bytes of a thumbnail, or of a reason.
const MOST_PIECE: u32 = 16 << 20;

const DONE: u32 = 0;
const NOT_FOUND: u32 = 1;
const TOO_LARGE: u32 = 2;
const NOT_SHOWN: u32 = 3;
const FAILED: u32 = 4;

pub(super) fn write_request(to: &mut impl Write, path: &Path) -> io::Result<()> {
    piece(to, &platform::bytes_of_path(path))?;
    to.flush()
}

/// None when no more will come.
pub(super) fn read_request(from: &mut impl Read) -> io::Result<Option<PathBuf>> {
    let length = match number(from) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        result => result?,
    };
    let bytes = exactly(from, length, MOST_PATH)?;
    Ok(Some(platform::path_of_bytes(bytes)))
}

pub(super) fn write_answer(to: &mut impl Write, made: &Made) -> io::Result<()> {
    let (code, reason) = match made {
        Ok(_) => (DONE, ""),
        Err(ShowImageError::NotFound) => (NOT_FOUND, ""),
        Err(ShowImageError::TooLarge) => (TOO_LARGE, ""),
        Err(ShowImageError::NotShown) => (NOT_SHOWN, ""),
        Err(ShowImageError::Failed(why)) => (FAILED, why.as_str()),
    };
    to.write_all(&code.to_le_bytes())?;
    match made {
        Ok(both) => both.iter().try_for_each(|bytes| piece(to, bytes))?,
        Err(_) => piece(to, reason.as_bytes())?,
    }
    to.flush()
}

pub(super) fn read_answer(from: &mut impl Read) -> io::Result<Made> {
    let code = number(from)?;
    let mut next = || -> io::Result<Vec<u8>> {
        let length = number(from)?;
        exactly(from, length, MOST_PIECE)
    };
    if code == DONE {
        return Ok(Ok([next()?.into(), next()?.into()]));
    }
    let why = String::from_utf8_lossy(&next()?).into_owned();
    Ok(Err(match code {
        NOT_FOUND => ShowImageError::NotFound,
        TOO_LARGE => ShowImageError::TooLarge,
        NOT_SHOWN => ShowImageError::NotShown,
        FAILED => ShowImageError::Failed(why),
        _ => return Err(io::ErrorKind::InvalidData.into()),
    }))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;
    use std::path::Path;

    use super::{read_answer, read_request, write_answer, write_request};
    use crate::thumbnails::ShowImageError;

    #[test]
    fn what_one_says_the_other_hears() {
        let mut pipe = Vec::new();
        let path = Path::new("/图/a.png");
        write_request(&mut pipe, path).unwrap();
        let mut from = Cursor::new(pipe);
        assert_eq!(read_request(&mut from).unwrap().unwrap(), path);
        assert_eq!(read_request(&mut from).unwrap(), None);
        let both = [b"small".as_slice().into(), b"large".as_slice().into()];
        for made in [
            Ok(both),
            Err(ShowImageError::TooLarge),
            Err(ShowImageError::Failed("why".into())),
        ] {
            let mut pipe = Vec::new();
            write_answer(&mut pipe, &made).unwrap();
            assert_eq!(read_answer(&mut Cursor::new(&pipe)).unwrap(), made);
            pipe.pop();
            assert!(read_answer(&mut Cursor::new(pipe)).is_err(), "cut off");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_name_that_is_no_text_is_said_as_it_is() {
        use std::os::unix::ffi::OsStrExt as _;
        let path = Path::new(std::ffi::OsStr::from_bytes(b"/a/\xff\xfe.png"));
        let mut pipe = Vec::new();
        write_request(&mut pipe, path).unwrap();
        assert_eq!(read_request(&mut Cursor::new(pipe)).unwrap().unwrap(), path);
    }

    #[test]
    fn a_length_without_end_is_not_believed() {
        let pipe = [0, 0, 0, 0, 255, 255, 255, 255];
        assert!(read_answer(&mut Cursor::new(pipe)).is_err());
    }
}
