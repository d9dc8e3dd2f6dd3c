//! The daily copy of the database: from a window that is open, and from each visit of the
//! terminal. Whether it is due, and whether the pages hold together, is `db/backup.rs`'s.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::super::{Studio, internal};
use crate::db::DbError;
use crate::protocol::{CommandError, ErrorCode};

/// Between two looks whether a copy is due.
const BETWEEN: Duration = Duration::from_mins(30);

impl Studio {
    /// Makes today's copy of the database, unless there is one. Gives back where it lies.
    pub async fn back_up(&self) -> Result<Option<PathBuf>, CommandError> {
        self.blocking(|it| {
            let library = it.context().library;
            let copied = library.db().back_up();
            if !matches!(copied, Ok(None)) {
                // Once a day, too, whatever became of the copy.
                library.clear_temps();
            }
            copied.map_err(told)
        })
        .await?
    }

    /// The same beside everything else, now and every day for as long as a window is open.
    pub(in crate::studio) fn back_up_beside(&self) {
        let inner = Arc::downgrade(&self.inner);
        self.inner.window.spawn(async move {
            // The clock of a machine that sleeps stands still: asked often, it is done once a day.
            while let Some(inner) = inner.upgrade() {
                let it = Self { inner };
                if let Err(error) = it.back_up().await {
                    tracing::warn!(?error, "the database has no copy of today");
                }
                drop(it);
                tokio::time::sleep(BETWEEN).await;
            }
        });
    }
}

/// Why there is no copy.
fn told(error: DbError) -> CommandError {
    match error {
        DbError::Damaged => CommandError::new(ErrorCode::DatabaseDamaged),
        error => internal(error),
    }
}
