//! Makes one copy: without a change of pixels where that is enough, else decoded, turned, resized
//! and encoded until it fits.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use image::DynamicImage;
use image::metadata::Orientation;

use super::inspect::look;
use super::open::{self, Opened};
use super::shape::{Depth, Pixels, Shape};
use super::strip::strip;
use super::temp::{Effort, Temp};
use super::{
    Inspected, SendFormat, SourceFormat, UploadCopy, UploadLimits, decode, exif, fit, press, refuse,
};
use crate::protocol::{CommandError, ErrorCode};

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
    let picture = source.pixels(stripped.as_ref())?;
    drop(stripped);
    let fitted = press::press(&picture, size, limits, &source.shape)
        .map_err(|failure| failure.refusal(inspected))?;
    let temp = Temp::of_bytes(into_dir, &fitted.bytes)?;
    temp.finish(inspected, fitted.format, fitted.size, fitted.effort)
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
    pub(super) fn pixels(&self, stripped: Option<&Temp>) -> Result<DynamicImage, CommandError> {
        let name = &self.inspected.name;
        let file = match stripped {
            Some(temp) => temp.file.reopen(),
            None => self.opened.file.try_clone(),
        };
        let file = file.map_err(|cause| refuse::unreadable(name, &cause))?;
        let size = (self.inspected.width, self.inspected.height);
        self.same(decode::decode(file, self.format, name, size)?)
    }

    /// What was inspected.
    pub(super) fn inspected(&self) -> &Inspected {
        self.inspected
    }

    /// The open file.
    pub(super) fn file(&self) -> &File {
        &self.opened.file
    }

    /// The file is still the one that was inspected.
    pub(super) fn unchanged(&self) -> Result<(), CommandError> {
        open::unchanged(&self.opened, self.inspected.snapshot, &self.inspected.name)
    }

    /// The pixels, if they are those of the file that was inspected.
    pub(super) fn same(&self, picture: DynamicImage) -> Result<DynamicImage, CommandError> {
        let name = &self.inspected.name;
        self.unchanged()?;
        if (picture.width(), picture.height()) != self.shape.size {
            return Err(refuse::refuse(ErrorCode::NotAPicture, name)
                .detail("Its header and its pixels disagree."));
        }
        Ok(picture)
    }
}
