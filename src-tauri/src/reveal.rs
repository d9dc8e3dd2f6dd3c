//! Files in the system's file manager and in its own programs, and pages in the user's browser. Only
//! what the library knows is shown, and only an address that the studio lets through is opened.

use musa_core::protocol::{CommandError, Nothing, OfPicture, OpenLink};
use musa_core::studio::Studio;
use tauri::Runtime;

use crate::desk::{Desk, blocking, refused};

impl<R: Runtime> Desk<R> {
    /// Shows a picture's file, or at least its folder.
    pub(crate) async fn reveal_picture(&self, of: OfPicture) -> Result<Nothing, CommandError> {
        let path = self.path_of(of.picture).await?;
        let shown = blocking(move || {
            tauri_plugin_opener::reveal_item_in_dir(&path).or_else(|error| {
                tracing::info!(%error, "no file manager shows single files: the folder is opened");
                let folder = path.parent().unwrap_or(&path);
                tauri_plugin_opener::open_path(folder, None::<&str>)
            })
        });
        shown.await?.map_err(refused)?;
        Ok(Nothing {})
    }

    /// Opens a page that an answer names. Only https.
    pub(crate) async fn open_link(&self, link: OpenLink) -> Result<Nothing, CommandError> {
        let address = Studio::page_to_open(&link)?;
        blocking(move || tauri_plugin_opener::open_url(address, None::<&str>))
            .await?
            .map_err(refused)?;
        Ok(Nothing {})
    }

    /// Opens a picture or a film in the system's own program for it.
    pub(crate) async fn open_picture(&self, of: OfPicture) -> Result<Nothing, CommandError> {
        let path = self.path_of(of.picture).await?;
        blocking(move || tauri_plugin_opener::open_path(path, None::<&str>))
            .await?
            .map_err(refused)?;
        Ok(Nothing {})
    }

    /// Shows the library's folder.
    pub(crate) async fn open_library(&self, _: Nothing) -> Result<Nothing, CommandError> {
        let folder = self.library_folder();
        blocking(move || tauri_plugin_opener::open_path(folder, None::<&str>))
            .await?
            .map_err(refused)?;
        Ok(Nothing {})
    }
}
