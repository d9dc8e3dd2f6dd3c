//! Doors to pictures as images: the image scheme, the clipboard, a copy elsewhere, the file in
//! the system's file manager. Only the shell calls these; no path of theirs reaches the page.

use std::path::{Path, PathBuf};

use bytes::Bytes;

use super::pictures::not_found;
use super::{Studio, internal};
use crate::files;
use crate::ids::PictureId;
use crate::library::{PictureFormat, PictureRow, Presence};
use crate::protocol::{CommandError, ErrorCode, PictureView};
use crate::thumbnails::{
    DecodeWorker, ImageAnswer, ImageAsk, ImageOf, Key, ShowImageError, Side, Thumbnails,
};
use crate::upload;

/// Bytes that the pixels of the clipboard may take: 64 megapixels.
const MOST_COPIED: u64 = 256 << 20;

/// Thumbnails that are brought into memory when pictures are listed: some megabytes.
const MOST_BROUGHT: usize = 200;

/// A picture's pixels, upright.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pixels {
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Four bytes each, red first, in rows from above, not multiplied by alpha.
    pub rgba: Vec<u8>,
}

impl Studio {
    /// Answers the image scheme.
    pub async fn image(&self, ask: ImageAsk) -> Result<ImageAnswer, ShowImageError> {
        let of = ask.of;
        let Some(side) = ask.width.map(Side::of) else {
            return self.original(of).await;
        };
        let key = match &of {
            ImageOf::Picture(hash) | ImageOf::Sent(hash) => Key::of_hash(hash),
            ImageOf::Held(_) | ImageOf::Draft(..) => {
                let of = of.clone();
                self.showing(move |it| Key::of_file(&it.file_of_image(&of)?))
                    .await?
            }
        };
        let (it, asked) = (self.clone(), of.clone());
        let file = move || it.file_of_image(&asked);
        match self.inner.thumbnails.get(&key, side, file).await {
            Ok(bytes) => {
                if let ImageOf::Picture(hash) = &of {
                    self.colour_beside(hash);
                }
                small(bytes, &key, side).ok_or(ShowImageError::NotShown)
            }
            Err(refusal @ ShowImageError::NotShown) => {
                let answer = self.showing(move |it| {
                    let path = it.file_of_image(&of)?;
                    let (bytes, content_type) = Thumbnails::instead(&path).ok_or(refusal)?;
                    let etag = format!("{}-original", key.as_str());
                    Ok(ImageAnswer {
                        bytes,
                        content_type,
                        etag,
                    })
                });
                answer.await
            }
            Err(error) => Err(error),
        }
    }

    /// Decodes pictures in processes of their own from now on: see [`DecodeWorker`].
    pub fn decode_in(&self, worker: DecodeWorker) {
        self.inner.thumbnails.make_in(worker);
    }

    /// Answers the image scheme at once, if the thumbnail of a picture lies in memory: a hundred
    /// tiles do not each wait for a thread. Never waits, so the window's own thread may ask.
    pub fn image_at_hand(&self, ask: &ImageAsk) -> Option<ImageAnswer> {
        let side = Side::of(ask.width?);
        let (ImageOf::Picture(hash) | ImageOf::Sent(hash)) = &ask.of else {
            return None;
        };
        let key = Key::of_hash(hash);
        small(self.inner.thumbnails.at_hand(&key, side)?, &key, side)
    }

    /// Brings what the window is about to ask for into memory, beside everything else.
    pub(in crate::studio) fn bring_thumbnails<'a>(
        &self,
        shown: impl Iterator<Item = &'a PictureView>,
    ) {
        let keys: Vec<_> = shown
            .take(MOST_BROUGHT)
            .map(|it| Key::of_hash(&it.hash))
            .collect();
        let thumbnails = self.inner.thumbnails.clone();
        let bring = move || thumbnails.bring(&keys);
        self.inner.window.spawn_blocking(bring);
    }

    async fn original(&self, of: ImageOf) -> Result<ImageAnswer, ShowImageError> {
        self.showing(move |it| {
            let path = it.file_of_image(&of)?;
            let key = match &of {
                ImageOf::Picture(hash) | ImageOf::Sent(hash) => Key::of_hash(hash),
                ImageOf::Held(_) | ImageOf::Draft(..) => Key::of_file(&path)?,
            };
            let (bytes, content_type) = crate::thumbnails::original(&path)?;
            let etag = format!("{}-original", key.as_str());
            Ok(ImageAnswer {
                bytes,
                content_type,
                etag,
            })
        })
        .await
    }

    /// Makes the thumbnails of a picture that was just saved, before anybody asks.
    pub(super) fn prepare_thumbnails(&self, row: &PictureRow) {
        let (thumbnails, file) = (self.inner.thumbnails.clone(), row.file.clone());
        let key = Key::of_hash(&row.hash);
        let (vectors, hash) = (self.inner.vectors.clone(), row.hash.clone());
        let it = self.clone();
        self.inner.window.spawn(async move {
            let file = move || vectors.pixels_of(&file).map_err(ShowImageError::from);
            match thumbnails.get(&key, Side::Small, file).await {
                Ok(_) => it.colour_beside(&hash),
                Err(error) => tracing::debug!(%error, "a new picture has no thumbnail"),
            }
        });
    }

    /// A picture's pixels, for the clipboard.
    pub async fn pixels(&self, id: PictureId) -> Result<Pixels, CommandError> {
        let path = self.pixels_path_of(id).await?;
        self.blocking(move |_| {
            let inspected = upload::inspect(&path)?;
            let bytes = u64::from(inspected.width) * u64::from(inspected.height) * 4;
            if bytes > MOST_COPIED {
                return Err(CommandError::new(ErrorCode::PictureTooLarge)
                    .arg("name", &inspected.name)
                    .arg("width", inspected.width)
                    .arg("height", inspected.height));
            }
            let picture = upload::pixels(&inspected, MOST_COPIED)?.into_rgba8();
            Ok(Pixels {
                width: picture.width(),
                height: picture.height(),
                rgba: picture.into_raw(),
            })
        })
        .await?
    }

    /// Writes a copy of a picture to where the user wants it, whole or not at all. Over a file
    /// that is there: the dialog has asked. Gives back its name.
    pub async fn copy_to(&self, id: PictureId, to: PathBuf) -> Result<String, CommandError> {
        let from = self.path_of(id).await?;
        self.blocking(move |_| {
            if !is_same_file(&from, &to) {
                files::copy_over(&from, &to).map_err(|error| not_copied(&to, &error))?;
            }
            Ok(upload::name_of(&to))
        })
        .await?
    }

    /// The file of a picture, which is there: as the provider sent it, and not to be shown.
    pub async fn path_of(&self, id: PictureId) -> Result<PathBuf, CommandError> {
        let row = self.blocking(move |it| it.context().library.picture(id));
        let row = row.await?.map_err(internal)?.ok_or_else(|| not_found(id))?;
        if row.presence == Presence::Missing {
            return Err(CommandError::new(ErrorCode::FileMissing)
                .field("picture")
                .arg("name", upload::name_of(&row.file)));
        }
        Ok(row.file)
    }

    /// The file to take a picture's pixels from: of a drawing its raster, else its own.
    pub(super) async fn pixels_path_of(&self, id: PictureId) -> Result<PathBuf, CommandError> {
        let path = self.path_of(id).await?;
        let found = self.blocking(move |it| it.inner.vectors.pixels_of(&path));
        found.await?
    }

    /// The file to show: never an SVG.
    fn file_of_image(&self, of: &ImageOf) -> Result<PathBuf, ShowImageError> {
        let failed = |error: &dyn std::fmt::Display| ShowImageError::Failed(error.to_string());
        let library = self.context().library;
        let found = match of {
            ImageOf::Picture(hash) => library.shown_file_of_hash(hash).map_err(|e| failed(&e))?,
            ImageOf::Sent(hash) => library.reference_anywhere(hash).map_err(|e| failed(&e))?,
            ImageOf::Draft(call, number) => {
                library.draft(*call, *number).map_err(|e| failed(&e))?
            }
            ImageOf::Held(id) => {
                let rows = self.inner.held.rows(&[*id]).map_err(|e| failed(&e))?;
                let row = rows.into_iter().flatten().next();
                row.map(|row| self.file_of_held(&row))
            }
        };
        let file = found.ok_or(ShowImageError::NotFound)?;
        Ok(self.inner.vectors.pixels_of(&file)?)
    }

    async fn showing<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Self) -> Result<T, ShowImageError> + Send + 'static,
    ) -> Result<T, ShowImageError> {
        self.blocking(work).await?
    }
}

/// A thumbnail as an answer, by its magic bytes.
fn small(bytes: Bytes, key: &Key, side: Side) -> Option<ImageAnswer> {
    Some(ImageAnswer {
        content_type: PictureFormat::sniff(&bytes)?.shown_as()?,
        etag: format!("{}-{side:?}", key.as_str()),
        bytes,
    })
}

/// A copy that is whole was not to be had; what was there before is as it was.
fn not_copied(to: &Path, why: &std::io::Error) -> CommandError {
    CommandError::new(ErrorCode::CopyFailed)
        .arg("name", upload::name_of(to))
        .detail(why.to_string())
}

/// The user chose the picture's own file: it is there already.
fn is_same_file(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}
