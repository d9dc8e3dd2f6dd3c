//! The system's clipboard: pictures and files in, pixels out. Read when the user pastes and at no
//! other time, never on the window's own thread.

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;

use arboard::{Error, ImageData};
use musa_core::protocol::{CommandError, Held, HoldAddress, Nothing, OfPicture};
use parking_lot::Mutex;
use tauri::{Manager as _, Runtime};

use crate::desk::{Desk, blocking, refused};

/// The clipboard, opened by the first who needs it. Whoever put something there must live for it
/// to be pasted elsewhere, so it stays open.
#[derive(Clone, Default)]
pub(crate) struct Clipboard(Arc<Mutex<Option<arboard::Clipboard>>>);

/// What can be made references of.
enum Found {
    Files(Vec<PathBuf>),
    Pixels(ImageData<'static>),
    Address(String),
    Nothing,
}

impl Clipboard {
    fn with<T>(
        &self,
        work: impl FnOnce(&mut arboard::Clipboard) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let mut open = self.0.lock();
        let clipboard = match open.take() {
            Some(clipboard) => clipboard,
            None => arboard::Clipboard::new()?,
        };
        work(open.insert(clipboard))
    }

    /// Lets go of it. What is on it is handed to the system's clipboard keeper, where there is one.
    pub(crate) fn close(&self) {
        drop(self.0.lock().take());
    }

    /// Files before pixels: a file manager puts an icon beside its files.
    fn found(&self) -> Result<Found, Error> {
        self.with(|clipboard| {
            let files = clipboard.get().file_list();
            if let Some(files) = there(files)?.filter(|files| !files.is_empty()) {
                return Ok(Found::Files(files));
            }
            if let Some(pixels) = there(clipboard.get_image())? {
                return Ok(Found::Pixels(pixels));
            }
            let text = there(clipboard.get_text())?;
            Ok(text.map_or(Found::Nothing, Found::Address))
        })
    }
}

/// What is there in this form. Some programs give the bytes of a picture whatever is asked for, so
/// that a form which cannot be read is one that is not there.
fn there<T>(got: Result<T, Error>) -> Result<Option<T>, Error> {
    match got {
        Ok(found) => Ok(Some(found)),
        Err(Error::ContentNotAvailable | Error::ConversionFailure) => Ok(None),
        Err(Error::Unknown { description }) => {
            tracing::info!(
                description,
                "a form of what is on the clipboard cannot be read"
            );
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

impl<R: Runtime> Desk<R> {
    /// What is on the clipboard, as references. An address is one only if it is nothing else.
    pub(crate) async fn paste_references(&self, _: Nothing) -> Result<Held, CommandError> {
        let clipboard = self.app.state::<Clipboard>().inner().clone();
        match blocking(move || clipboard.found())
            .await?
            .map_err(refused)?
        {
            Found::Files(files) => Ok(self.hold_files(files).await),
            Found::Pixels(pixels) => self.hold_pasted(pixels).await,
            Found::Address(address) => self.hold_address(HoldAddress { address }).await,
            Found::Nothing => Ok(Held::default()),
        }
    }

    async fn hold_pasted(&self, pixels: ImageData<'static>) -> Result<Held, CommandError> {
        let (width, height) = (pixels.width, pixels.height);
        let side = |side| u32::try_from(side).map_err(refused);
        let (width, height) = (side(width)?, side(height)?);
        Ok(self
            .hold_pixels(width, height, pixels.bytes.into_owned())
            .await)
    }

    /// A picture's pixels to the clipboard.
    pub(crate) async fn copy_picture(&self, of: OfPicture) -> Result<Nothing, CommandError> {
        let pixels = self.pixels(of.picture).await?;
        let clipboard = self.app.state::<Clipboard>().inner().clone();
        let copied = blocking(move || {
            let image = ImageData {
                width: pixels.width as usize,
                height: pixels.height as usize,
                bytes: Cow::Owned(pixels.rgba),
            };
            clipboard.with(|clipboard| clipboard.set_image(image))
        });
        copied.await?.map_err(refused)?;
        Ok(Nothing {})
    }
}
