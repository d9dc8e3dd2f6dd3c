//! Makes one copy: without a change of pixels where that is enough, else decoded, turned, resized
//! and encoded until it fits.

use std::io::{BufWriter, Write};
use std::path::Path;

use image::DynamicImage;
use image::metadata::Orientation;
use tempfile::NamedTempFile;

use super::encode::{self, Encoding};
use super::inspect::look;
use super::open::{self, Opened};
use super::shape::{Compression, Depth, Pixels, Shape};
use super::strip::strip;
use super::{
    Inspected, SendFormat, SourceFormat, UploadCopy, UploadLimits, decode, exif, fit, refuse,
};
use crate::ids::ContentHash;
use crate::protocol::{CommandError, ErrorCode, Reduction};

/// Qualities that a photograph is tried at before its pixels are reduced: at 92 nobody sees a
/// difference, below 80 edges begin to ring.
const QUALITIES: [u8; 3] = [92, 85, 80];

/// Quality of a copy with fewer pixels.
const SMALLER_QUALITY: u8 = 85;

/// Sizes that are tried at most; each is at most nine tenths of the one before.
const MAX_ROUNDS: u32 = 32;

pub(super) fn copy(
    inspected: &Inspected,
    limits: &UploadLimits,
    into_dir: &Path,
) -> Result<UploadCopy, CommandError> {
    let mut source = Source::open(inspected)?;
    let upright = (inspected.width, inspected.height);
    let size = fit::within(upright, limits);
    let mut stripped = None;
    if !source.shape.pieces.is_empty() {
        let temp = source.stripped(into_dir)?;
        if let Some(format) = source.sendable(limits)
            && size == upright
            && limits.max_bytes.is_none_or(|max| temp.bytes <= max)
        {
            return temp.finish(inspected, format, size, Effort::Stripped);
        }
        stripped = Some(temp);
    }
    let picture = source.pixels(stripped)?;
    let fitted = encode_within(&picture, source.orientation(), size, limits, &source.shape)
        .map_err(|failure| failure.refusal(inspected))?;
    let temp = Temp::of_bytes(into_dir, &fitted.bytes)?;
    let effort = if fitted.pressed {
        Effort::Pressed
    } else {
        source.effort()
    };
    temp.finish(inspected, fitted.encoding.format(), fitted.size, effort)
}

/// An original, opened again and found to be what was inspected.
pub(super) struct Source<'a> {
    inspected: &'a Inspected,
    opened: Opened,
    format: SourceFormat,
    pub(super) shape: Shape,
}

impl<'a> Source<'a> {
    pub(super) fn open(inspected: &'a Inspected) -> Result<Self, CommandError> {
        let name = &inspected.name;
        let mut opened = open::open(&inspected.path, name)?;
        open::unchanged(&opened, inspected.snapshot, name)?;
        let (format, shape) = look(&mut opened, name, Depth::Pieces)?;
        let same = exif::upright(shape.size, shape.orientation)
            == (inspected.width, inspected.height)
            && shape.orientation == inspected.orientation
            && format == inspected.format;
        if !same {
            return Err(refuse::changed(name));
        }
        Ok(Self {
            inspected,
            opened,
            format,
            shape,
        })
    }

    fn orientation(&self) -> Orientation {
        self.shape.orientation
    }

    /// The format, if the stored pixels can go as they are.
    fn sendable(&self, limits: &UploadLimits) -> Option<SendFormat> {
        match self.shape.pixels {
            Pixels::Sendable(format)
                if limits.takes(format) && self.orientation() == Orientation::NoTransforms =>
            {
                Some(format)
            }
            _ => None,
        }
    }

    /// A temporary copy without metadata.
    pub(super) fn stripped(&mut self, into_dir: &Path) -> Result<Temp, CommandError> {
        let mut temp = Temp::new(into_dir)?;
        {
            let mut writer = BufWriter::new(temp.file.as_file_mut());
            strip(&self.opened.file, &self.shape.pieces, &mut writer)
                .and_then(|bytes| writer.flush().map(|()| bytes))
                .map(|bytes| temp.bytes = bytes)
                .map_err(|cause| match cause.kind() {
                    std::io::ErrorKind::UnexpectedEof => refuse::changed(&self.inspected.name),
                    _ => refuse::unwritable(&cause),
                })?;
        }
        open::unchanged(&self.opened, self.inspected.snapshot, &self.inspected.name)?;
        Ok(temp)
    }

    /// The pixels as stored, decoded from the stripped copy where there is one: no decoder ever
    /// meets a text chunk or a profile that Musa has not looked at.
    pub(super) fn pixels(&self, stripped: Option<Temp>) -> Result<DynamicImage, CommandError> {
        let name = &self.inspected.name;
        let file = match &stripped {
            Some(temp) => temp.file.reopen(),
            None => self.opened.file.try_clone(),
        };
        let file = file.map_err(|cause| refuse::unreadable(name, &cause))?;
        let size = (self.inspected.width, self.inspected.height);
        let picture = decode::decode(file, self.format, name, size)?;
        open::unchanged(&self.opened, self.inspected.snapshot, name)?;
        if (picture.width(), picture.height()) != self.shape.size {
            return Err(refuse::refuse(ErrorCode::NotAPicture, name)
                .detail("Its header and its pixels disagree."));
        }
        Ok(picture)
    }

    fn effort(&self) -> Effort {
        match self.shape.pixels {
            Pixels::MustConvert => Effort::Pressed,
            Pixels::Sendable(_) => Effort::Turned,
        }
    }
}

/// What had to be done to the pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effort {
    /// Nothing.
    Stripped,
    /// They were written anew, with nothing lost that could be seen.
    Turned,
    /// They lost depth or quality.
    Pressed,
}

/// A copy on its way.
pub(super) struct Temp {
    file: NamedTempFile,
    bytes: u64,
}

impl Temp {
    fn new(into_dir: &Path) -> Result<Self, CommandError> {
        let file = tempfile::Builder::new()
            .prefix("upload-")
            .tempfile_in(into_dir)
            .map_err(|cause| refuse::unwritable(&cause))?;
        Ok(Self { file, bytes: 0 })
    }

    pub(super) fn of_bytes(into_dir: &Path, bytes: &[u8]) -> Result<Self, CommandError> {
        let mut temp = Self::new(into_dir)?;
        temp.file
            .write_all(bytes)
            .map_err(|cause| refuse::unwritable(&cause))?;
        temp.bytes = bytes.len() as u64;
        Ok(temp)
    }

    /// Hashes it, and leaves it in its folder.
    pub(super) fn finish(
        self,
        original: &Inspected,
        format: SendFormat,
        size: (u32, u32),
        effort: Effort,
    ) -> Result<UploadCopy, CommandError> {
        let mut hasher = blake3::Hasher::new();
        let hashed = self.file.reopen().and_then(|file| {
            hasher.update_reader(file)?;
            Ok(())
        });
        hashed.map_err(|cause| refuse::unwritable(&cause))?;
        let (_, path) = self
            .file
            .keep()
            .map_err(|failed| refuse::unwritable(&failed.error))?;
        let from_pixels = (original.width, original.height);
        let reduced = size != from_pixels
            || effort == Effort::Pressed
            || format.name() != original.format.name();
        let reduction = reduced.then(|| Reduction {
            from_pixels,
            to_pixels: size,
            from_bytes: original.bytes,
            to_bytes: self.bytes,
            from_format: original.format.name().to_owned(),
            to_format: format.name().to_owned(),
        });
        Ok(UploadCopy {
            path,
            hash: ContentHash::of(&hasher.finalize()),
            format,
            width: size.0,
            height: size.1,
            bytes: self.bytes,
            reduction,
        })
    }
}

/// Bytes that keep the limits.
struct Fitted {
    bytes: Vec<u8>,
    encoding: Encoding,
    size: (u32, u32),
    pressed: bool,
}

/// Why no bytes keep them.
enum Unfit {
    Encode(image::ImageError),
    Resize,
    TooLarge,
}

impl Unfit {
    fn refusal(self, inspected: &Inspected) -> CommandError {
        let size = (inspected.width, inspected.height);
        match self {
            Self::Encode(error) => refuse::of_decoder(&inspected.name, size, &error),
            Self::Resize => refuse::refuse(ErrorCode::NotAPicture, &inspected.name)
                .detail("Its pixels cannot be resized."),
            Self::TooLarge => refuse::too_large(&inspected.name, size.0, size.1)
                .detail("No size of it fits the model's limit of bytes."),
        }
    }
}

/// Tries encodings, then smaller sizes, always from the decoded pixels so that nothing is resized
/// twice.
fn encode_within(
    stored: &DynamicImage,
    orientation: Orientation,
    size: (u32, u32),
    limits: &UploadLimits,
    shape: &Shape,
) -> Result<Fitted, Unfit> {
    let max = limits.max_bytes.unwrap_or(u64::MAX);
    let ways = ways(stored, limits, shape.compression);
    let mut picture = upright_at(stored, orientation, size)?;
    let mut smallest = u64::MAX;
    for (index, encoding) in ways.iter().copied().enumerate() {
        let bytes = encode::encode(&picture, encoding, Some(shape)).map_err(Unfit::Encode)?;
        smallest = smallest.min(bytes.len() as u64);
        if bytes.len() as u64 <= max {
            return Ok(Fitted {
                bytes,
                encoding,
                size,
                pressed: index > 0,
            });
        }
    }
    let encoding = match ways.last() {
        Some(Encoding::Jpeg(_)) => Encoding::Jpeg(SMALLER_QUALITY),
        Some(other) => *other,
        None => Encoding::Png,
    };
    let mut scale = 1.0;
    for _ in 0..MAX_ROUNDS {
        #[expect(
            clippy::cast_precision_loss,
            reason = "an estimate: bytes follow the area"
        )]
        let step = (max as f64 / smallest as f64).sqrt() * 0.97;
        scale *= step.clamp(0.3, 0.9);
        let smaller = fit::scaled(size, scale);
        picture = upright_at(stored, orientation, smaller)?;
        let bytes = encode::encode(&picture, encoding, Some(shape)).map_err(Unfit::Encode)?;
        smallest = bytes.len() as u64;
        if smallest <= max {
            return Ok(Fitted {
                bytes,
                encoding,
                size: smaller,
                pressed: true,
            });
        }
        if smaller == (1, 1) {
            break;
        }
    }
    Err(Unfit::TooLarge)
}

/// The encodings to try at full size, best first.
fn ways(picture: &DynamicImage, limits: &UploadLimits, compression: Compression) -> Vec<Encoding> {
    let jpeg = || QUALITIES.into_iter().map(Encoding::Jpeg);
    let exact = [Encoding::Png, Encoding::Webp]
        .into_iter()
        .find(|way| limits.takes(way.format()));
    let Some(exact) = exact else {
        return jpeg().collect();
    };
    if picture.color().has_alpha() || !limits.takes(SendFormat::Jpeg) {
        vec![exact]
    } else if compression == Compression::Lossy {
        jpeg().collect()
    } else {
        [exact].into_iter().chain(jpeg()).collect()
    }
}

/// The pixels at an upright size: resized first, because turning the smaller picture is cheaper.
fn upright_at(
    stored: &DynamicImage,
    orientation: Orientation,
    size: (u32, u32),
) -> Result<DynamicImage, Unfit> {
    let as_stored = exif::upright(size, orientation);
    let mut picture = if as_stored == (stored.width(), stored.height()) {
        stored.clone()
    } else {
        fit::resized(stored, as_stored).ok_or(Unfit::Resize)?
    };
    picture.apply_orientation(orientation);
    Ok(picture)
}
