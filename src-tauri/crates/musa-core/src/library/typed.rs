//! Pictures by the paths of their files, as a person types them or as `musa library list` prints
//! them: absolute, in this library or in one that was chosen before.

use std::path::Path;

use super::{Library, folder};
use crate::db::DbError;
use crate::ids::PictureId;

impl Library {
    /// The picture whose file this is, or was when it was saved. `file` is absolute; links on the
    /// way to it are followed. None for a file of no library.
    pub(crate) fn of_file(&self, file: &Path) -> Result<Option<PictureId>, DbError> {
        let (Some(within), Some(name)) = (file.parent(), file.file_name()) else {
            return Ok(None);
        };
        let followed = folder::name_when_there(within).join(name);
        for root in self.index().libraries()? {
            for file in [followed.as_path(), file] {
                let Ok(relative) = file.strip_prefix(&root) else {
                    continue;
                };
                let found = self.elsewhere(Path::new(&root)).of_relative(relative)?;
                if found.is_some() {
                    return Ok(found);
                }
            }
        }
        Ok(None)
    }

    fn of_relative(&self, file: &Path) -> Result<Option<PictureId>, DbError> {
        if file.starts_with(folder::OWN) {
            // In the trash, where files are called like their pictures.
            let stem = file.file_stem().and_then(|stem| stem.to_str());
            let id = stem.and_then(|stem| stem.parse().ok());
            return Ok(match id {
                Some(id) if self.is_known(id)? => Some(id),
                _ => None,
            });
        }
        let parts = file.iter().map(|part| part.to_string_lossy());
        let path = parts.collect::<Vec<_>>().join("/");
        self.index().of_path(&path)
    }
}
