//! From what is held back to files: what can still be used, and where it lies now.

use std::path::PathBuf;

use crate::held::{FIELD, HeldPictures, HeldRow};
use crate::ids::ReferenceId;
use crate::protocol::{CommandError, ErrorCode, HeldReference};
use crate::studio::{Studio, internal};

impl Studio {
    /// Those of these that can still be used. One whose file has gone is left out; asking for
    /// its file ([`Studio::held_files`]) says so by its name.
    pub async fn held(&self, ids: &[ReferenceId]) -> Result<Vec<HeldReference>, CommandError> {
        let ids = ids.to_vec();
        let looked = self.blocking(move |it| {
            let rows = it.inner.held.rows(&ids).map_err(internal)?;
            let look = |row: HeldRow| {
                let looked = HeldPictures::look(&row, &it.file_of_held(&row));
                looked.inspect_err(|error| tracing::warn!(id = %row.id, ?error, "not held"))
            };
            let found = rows.into_iter().flatten();
            Ok(found.filter_map(|row| look(row).ok()).collect())
        });
        looked.await?
    }

    /// The files of the references of a run, in their order. One that cannot be used is told
    /// by its place: `references[1]`.
    pub async fn held_files(&self, ids: &[ReferenceId]) -> Result<Vec<PathBuf>, CommandError> {
        self.files_of_held(ids, |at| format!("{FIELD}[{at}]")).await
    }

    /// The file of a run's mask; told as `mask` when it cannot be used.
    pub async fn held_mask(
        &self,
        id: Option<ReferenceId>,
    ) -> Result<Option<PathBuf>, CommandError> {
        let ids: Vec<_> = id.into_iter().collect();
        let files = self.files_of_held(&ids, |_| "mask".to_owned()).await?;
        Ok(files.into_iter().next())
    }

    async fn files_of_held(
        &self,
        ids: &[ReferenceId],
        field: impl Fn(usize) -> String + Send + 'static,
    ) -> Result<Vec<PathBuf>, CommandError> {
        let ids = ids.to_vec();
        let found = self.blocking(move |it| {
            let rows = it.inner.held.rows(&ids).map_err(internal)?;
            let file = |(at, row): (usize, Option<HeldRow>)| {
                // Held by another home, or tidied away: there is nothing to name it by.
                let gone = || CommandError::new(ErrorCode::ReferenceUnknown).arg("number", at + 1);
                let row = row.ok_or_else(|| gone().field(field(at)))?;
                let path = it.file_of_held(&row);
                let looked = HeldPictures::look(&row, &path);
                looked.map_err(|error| error.field(field(at)))?;
                Ok(path)
            };
            rows.into_iter().enumerate().map(file).collect()
        });
        found.await?
    }

    /// Where a held picture is now: one of the library may have another name since.
    pub(in crate::studio) fn file_of_held(&self, row: &HeldRow) -> PathBuf {
        let moved = || {
            let found = self.context().library.picture(row.picture?).ok()??;
            Some(found.file)
        };
        moved().unwrap_or_else(|| row.path.clone())
    }
}
