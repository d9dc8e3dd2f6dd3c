//! Pictures of the library: branch `corepic` brings these doors, and this file goes with that.

use std::path::PathBuf;

use super::Studio;
use crate::ids::PictureId;
use crate::protocol::{
    CommandError, Deleted, ErrorCode, ListPictures, Nothing, OfCall, OfPicture, OfPictures,
    PictureDetail, PicturePage, ResponseText, SavedCopy,
};

/// RGBA.
#[allow(missing_docs, reason = "replaced by corepic's")]
pub struct Pixels {
    pub width: u32,
    pub height: u32,
    pub rgba: Vec<u8>,
}

fn no<T>() -> Result<T, CommandError> {
    Err(CommandError::new(ErrorCode::NotFound))
}

#[allow(missing_docs, clippy::unused_async, reason = "replaced by corepic's")]
impl Studio {
    pub async fn pixels(&self, _: PictureId) -> Result<Pixels, CommandError> {
        no()
    }
    pub async fn path_of(&self, _: PictureId) -> Result<PathBuf, CommandError> {
        no()
    }
    pub async fn copy_to(&self, _: PictureId, _: PathBuf) -> Result<SavedCopy, CommandError> {
        no()
    }
    pub async fn response_text(&self, _: OfCall) -> Result<ResponseText, CommandError> {
        no()
    }
    pub async fn list_pictures(&self, _: ListPictures) -> Result<PicturePage, CommandError> {
        no()
    }
    pub async fn picture(&self, _: OfPicture) -> Result<PictureDetail, CommandError> {
        no()
    }
    pub async fn delete_pictures(&self, _: OfPictures) -> Result<Deleted, CommandError> {
        no()
    }
    pub async fn restore_pictures(&self, _: OfPictures) -> Result<Nothing, CommandError> {
        no()
    }
}
