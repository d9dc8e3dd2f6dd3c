//! Cropping a picture to the shape that was asked for: the largest part of that shape, out of
//! its middle. A new file beside the old one, which stays as the provider sent it.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat};
use serde_json::json;

use super::pictures::not_found;
use super::{Studio, internal};
use crate::ids::{CallId, JobId, PictureId};
use crate::library::{IngestError, Origin, PictureRow, Record, WholePart};
use crate::protocol::{CommandError, CropPicture, ErrorCode, Happened, PictureView};
use crate::request::AspectRatio;
use crate::upload;

/// Bytes that the pixels may take: 128 megapixels.
const MOST: u64 = 512 << 20;

impl Studio {
    /// Cuts the largest part of a shape out of the middle of a picture. Lossless, as a PNG.
    pub async fn crop_picture(&self, request: CropPicture) -> Result<PictureView, CommandError> {
        let refused = || {
            CommandError::new(ErrorCode::ValueNotAllowed)
                .field("ratio")
                .arg("value", &request.ratio)
                .arg("allowed", "16:9, 1:1, …")
        };
        let ratio = AspectRatio::parse(&request.ratio).ok_or_else(refused)?;
        let id = request.picture;
        let path = self.pixels_path_of(id).await?;
        let cropped = self.blocking(move |it| {
            let inspected = upload::inspect(&path)?;
            let pixels = upload::pixels(&inspected, MOST)?;
            let cut = middle(&pixels, ratio);
            let mut bytes = Cursor::new(Vec::new());
            cut.write_to(&mut bytes, ImageFormat::Png)
                .map_err(internal)?;
            it.place_cropped(id, ratio, bytes.get_ref())
        });
        let row = cropped.await??;
        self.prepare_thumbnails(&row);
        let view = self.blocking(move |it| it.picture_view(&row)).await?;
        self.tell(Happened::PicturesBack {
            pictures: vec![view.clone()],
        });
        Ok(view)
    }

    fn place_cropped(
        &self,
        of: PictureId,
        ratio: AspectRatio,
        bytes: &[u8],
    ) -> Result<PictureRow, CommandError> {
        let library = self.context().library;
        library.ready_for(bytes.len() as u64)?;
        let found = library.picture_with_record(of).map_err(internal)?;
        let (row, record) = found.ok_or_else(|| not_found(of))?;
        let origin = origin(of, ratio, &row, record, self.context().clock.now());
        let mut part = library.new_part(origin.call, 0).map_err(internal)?;
        part.write(bytes).map_err(internal)?;
        let part: WholePart = part.finish().map_err(internal)?;
        let saved = library.ingest(part, &origin);
        let saved = saved.map_err(|error: IngestError| {
            CommandError::new(ErrorCode::SaveFailed).detail(error.to_string())
        })?;
        let placed = library.picture(saved.id).map_err(internal)?;
        placed.ok_or_else(|| not_found(saved.id))
    }
}

/// What the new picture keeps of the old one's record: all but what it cost.
fn origin(
    of: PictureId,
    ratio: AspectRatio,
    row: &PictureRow,
    record: Option<Record>,
    now: jiff::Timestamp,
) -> Origin {
    let settings = json!({ "ratio": ratio.to_string(), "crop": ratio.to_string() });
    let (call, parents) = (CallId::new_v7(), vec![of]);
    match record {
        Some(record) => Origin {
            job: record.job,
            call,
            prompt: record.prompt,
            model: record.model,
            project: record.project,
            profile_name: record.profile,
            host: record.host,
            settings,
            references: record.references,
            mask: record.mask,
            parents,
            revised_prompt: record.revised_prompt,
            words: None,
            usage: None,
            asked_at: now,
            cost: None,
            board: None,
            imported: None,
        },
        None => Origin {
            job: row.job.unwrap_or_else(JobId::new_v7),
            call,
            prompt: row.prompt.clone(),
            model: row.model.clone().unwrap_or_default(),
            project: None,
            profile_name: String::new(),
            host: String::new(),
            settings,
            references: Vec::new(),
            mask: None,
            parents,
            revised_prompt: None,
            words: None,
            usage: None,
            asked_at: now,
            cost: None,
            board: None,
            imported: None,
        },
    }
}

/// The largest part of this shape, out of the middle.
fn middle(picture: &DynamicImage, ratio: AspectRatio) -> DynamicImage {
    let (width, height) = (picture.width(), picture.height());
    let (wide, high) = ratio.parts();
    let (wide, high) = (u64::from(wide), u64::from(high));
    let fitted = u64::from(width) * high / wide;
    let (new_width, new_height) = if fitted <= u64::from(height) {
        (width, u32::try_from(fitted).unwrap_or(height))
    } else {
        let fitted = u64::from(height) * wide / high;
        (u32::try_from(fitted).unwrap_or(width), height)
    };
    let (new_width, new_height) = (new_width.max(1), new_height.max(1));
    let (left, top) = ((width - new_width) / 2, (height - new_height) / 2);
    picture.crop_imm(left, top, new_width, new_height)
}

#[cfg(test)]
mod tests {
    use image::{DynamicImage, RgbImage};

    use super::middle;
    use crate::request::AspectRatio;

    #[test]
    fn the_largest_part_of_a_shape_comes_out_of_the_middle() {
        let mut picture = RgbImage::new(300, 200);
        picture.put_pixel(150, 100, image::Rgb([255, 0, 0]));
        let picture = DynamicImage::from(picture);
        let cut = |text: &str| middle(&picture, AspectRatio::parse(text).unwrap());
        let size = |text: &str| (cut(text).width(), cut(text).height());
        assert_eq!(size("1:1"), (200, 200));
        assert_eq!(size("16:9"), (300, 168));
        assert_eq!(size("3:2"), (300, 200));
        assert_eq!(size("1:4"), (50, 200));
        assert_eq!(cut("1:1").to_rgb8().get_pixel(100, 100).0, [255, 0, 0]);
    }
}
