//! The way out: while the trash is emptied, a file waits in `.musa/leaving/<id>/` under the name
//! that its picture had. What still lies there when nobody empties, of a kill or a failure, goes
//! back to the library's trash: it was not handed over.

use std::io;
use std::path::{Path, PathBuf};

use super::OLDER;
use crate::files;
use crate::ids::PictureId;
use crate::library::Library;

impl Library {
    /// Takes back what was on its way out. Only under the library's lock: nobody is emptying now.
    /// What cannot be moved stays for the next time.
    pub(in crate::library) fn call_back_leaving(&self) {
        let folders = files::list(&self.leaving_dir(), "").unwrap_or_default();
        for folder in folders {
            let name = folder.file_name().and_then(std::ffi::OsStr::to_str);
            let Some(id) = name.and_then(|name| name.parse().ok()) else {
                continue;
            };
            if let Err(error) = self.call_back(id, &folder) {
                tracing::warn!(%error, %id, "a deleted picture waits on its way out");
            }
        }
    }

    fn call_back(&self, id: PictureId, folder: &Path) -> io::Result<()> {
        for file in files::list(folder, "")? {
            let ending = file.extension().unwrap_or_default();
            let kept = self.trash_dir().join(id.to_string());
            let kept = kept.with_extension(ending);
            files::make_dirs(&self.trash_dir())?;
            if kept.exists() {
                files::move_aside(&file, &self.trash_dir().join(OLDER))?;
            } else {
                files::place_new(&file, &kept)?;
            }
        }
        files::remove_empty_dir(folder)
    }

    pub(super) fn leaving_dir(&self) -> PathBuf {
        self.own_dir("leaving")
    }
}
