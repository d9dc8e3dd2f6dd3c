//! Files in the system's file manager. Only what the library knows is shown; no address is ever
//! opened.

use musa_core::protocol::{CommandError, Nothing, OfPicture};
use tauri::Runtime;

use crate::desk::{Desk, blocking, refused};

impl<R: Runtime> Desk<R> {
    /// Shows a picture's file.
    pub(crate) async fn reveal_picture(&self, of: OfPicture) -> Result<Nothing, CommandError> {
        let path = self.path_of(of.picture).await?;
        blocking(move || tauri_plugin_opener::reveal_item_in_dir(path))
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
