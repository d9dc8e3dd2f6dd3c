//! The daily copy of the database, and a look whether its pages hold together.

use std::path::PathBuf;

use super::super::{Studio, internal};
use crate::protocol::CommandError;

impl Studio {
    /// Makes today's copy of the database, unless there is one. Gives back where it lies.
    pub async fn back_up(&self) -> Result<Option<PathBuf>, CommandError> {
        self.blocking(|it| {
            let library = it.context().library;
            let db = library.db();
            let copy = db.back_up().map_err(internal)?;
            if copy.is_some() && !it.inner.home.read_through(db).map_err(internal)? {
                tracing::error!("the database is damaged and is made anew at the next start");
            }
            Ok(copy)
        })
        .await?
    }

    /// The same beside everything else, where a window is open for long enough.
    pub(in crate::studio) fn back_up_beside(&self) {
        let it = self.clone();
        self.inner.window.spawn(async move {
            if let Err(error) = it.back_up().await {
                tracing::warn!(?error, "the database has no copy of today");
            }
        });
    }
}
