//! TIFF: directories anywhere in the file. The decoder's own reader of the first directory is
//! used; a page that breaks off is noticed when it is decoded, before anything is sent.

use std::io::{BufRead, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::codecs::tiff::TiffDecoder;
use image::metadata::Orientation;
use image::{ImageDecoder, ImageError};

use super::{Compression, Pixels, Shape, WalkError};
use crate::upload::icc::{self, Model};

pub(super) fn walk<R: BufRead + Seek>(file: R) -> Result<Shape, WalkError> {
    catch_unwind(AssertUnwindSafe(|| first_page(file))).unwrap_or(Err(WalkError::Malformed(
        "a TIFF that no reader understands",
    )))
}

fn first_page<R: BufRead + Seek>(file: R) -> Result<Shape, WalkError> {
    let mut page = TiffDecoder::new(file).map_err(refusal)?;
    let mut shape = Shape::new(
        page.dimensions(),
        Pixels::MustConvert,
        Compression::Lossless,
    );
    shape.has_alpha = Some(page.color_type().has_alpha());
    shape.orientation = page.orientation().unwrap_or(Orientation::NoTransforms);
    let model = if page.color_type().has_color() {
        Model::Rgb
    } else {
        Model::Grey
    };
    if let Ok(Some(profile)) = page.icc_profile() {
        shape.profile = icc::sane(profile, model);
    }
    Ok(shape)
}

fn refusal(error: ImageError) -> WalkError {
    match error {
        ImageError::IoError(cause) => cause.into(),
        _ => WalkError::Malformed("a kind of TIFF that Musa cannot read"),
    }
}
