//! Pictures that the composer holds as references and masks, by id: a file of the user's by its
//! path, or a copy of our own where there is no such file (clipboard, browser, earlier runs).
//!
//! Owns the table `held` and the folder of those copies, which survive a restart. Never writes,
//! moves or removes a file of the user's; asks no network but through [`fetch`].

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crate::clock::Clock;
use crate::db::{Db, DbError, internal};
use crate::ids::{PictureId, ReferenceId};
use crate::protocol::{CommandError, ErrorCode, HeldReference};
use crate::upload::{self, Inspected};

pub(crate) mod address;
pub(crate) mod fetch;
pub(crate) mod offered;
mod pixels;
mod rows;
mod store;
mod tidy;

pub(crate) use rows::HeldRow;

/// How long a row stays that no composition names: a removal can be undone.
const KEPT_FOR: Duration = Duration::from_hours(24);

/// The field that refusals of held pictures are about.
pub(crate) const FIELD: &str = "references";

/// What is held. Cheap to clone. Calls block.
#[derive(Clone)]
pub(crate) struct HeldPictures {
    db: Db,
    dir: PathBuf,
    clock: Arc<dyn Clock>,
}

impl HeldPictures {
    /// Rows in this database, copies in `dir`.
    pub(crate) fn new(db: Db, dir: PathBuf, clock: Arc<dyn Clock>) -> Self {
        Self { db, dir, clock }
    }

    /// Holds a file where it is. `picture` says that it is one of the library.
    pub(crate) fn hold_file(
        &self,
        path: &Path,
        picture: Option<PictureId>,
    ) -> Result<HeldReference, CommandError> {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let found = upload::inspect(&path)?;
        if path.to_str().is_none() {
            // A row is text, and so is the journal of a job: such a name cannot be kept.
            return self.hold_copy(&path, &found.name);
        }
        self.add(path, found, picture)
    }

    /// Holds a copy of a file, under this name.
    pub(crate) fn hold_copy(&self, file: &Path, name: &str) -> Result<HeldReference, CommandError> {
        let kept = store::keep_file(&self.dir, file, name).map_err(internal)?;
        self.take_in(kept, name)
    }

    /// Holds bytes that are no file of the user's. What they are is told by themselves.
    pub(crate) fn hold_bytes(
        &self,
        name: &str,
        bytes: &[u8],
    ) -> Result<HeldReference, CommandError> {
        if bytes.is_empty() {
            let name = upload::name_of(Path::new(name));
            return Err(CommandError::new(ErrorCode::FileEmpty).arg("name", name));
        }
        let kept = store::keep_bytes(&self.dir, bytes, name).map_err(internal)?;
        self.take_in(kept, name)
    }

    /// Holds pixels as a PNG: `rgba` has four bytes for each, in rows from above.
    pub(crate) fn hold_pixels(
        &self,
        name: &str,
        size: (u32, u32),
        rgba: Vec<u8>,
    ) -> Result<HeldReference, CommandError> {
        self.hold_bytes(name, &pixels::png(name, size, rgba)?)
    }

    /// Holds a copy that was just made; what is no picture is not kept.
    fn take_in(&self, kept: PathBuf, name: &str) -> Result<HeldReference, CommandError> {
        match upload::inspect(&kept) {
            Ok(found) => self.add(kept, found, None),
            Err(error) => {
                if let Err(error) = store::forget(&kept) {
                    tracing::warn!(%error, "what is no picture stays in the held folder");
                }
                let named = error.args.contains_key("name");
                let name = upload::name_of(Path::new(name));
                Err(if named {
                    error.arg("name", name)
                } else {
                    error
                })
            }
        }
    }

    fn add(
        &self,
        path: PathBuf,
        found: Inspected,
        picture: Option<PictureId>,
    ) -> Result<HeldReference, CommandError> {
        let row = HeldRow {
            id: ReferenceId::new_v7(),
            path,
            name: found.name.clone(),
            picture,
        };
        rows::add(&self.db, &row, self.now()).map_err(internal)?;
        Ok(view(row.id, found))
    }

    /// The rows of these ids that are there, in the order of the ids.
    pub(crate) fn rows(&self, ids: &[ReferenceId]) -> Result<Vec<Option<HeldRow>>, DbError> {
        rows::find(&self.db, ids)
    }

    /// Looks at what is held once more: it may have been moved or changed since.
    pub(crate) fn look(row: &HeldRow, path: &Path) -> Result<HeldReference, CommandError> {
        upload::inspect(path).map(|found| view(row.id, found))
    }

    /// Removes rows that are older than a day and not in `keep`, and copies that no row names.
    pub(crate) fn tidy(&self, keep: &[ReferenceId]) -> Result<(), tidy::TidyHeldError> {
        let before = self.now().saturating_sub(millis(KEPT_FOR));
        rows::drop_older(&self.db, before, keep)?;
        tidy::copies(&self.dir, &rows::paths(&self.db)?, KEPT_FOR)
    }

    fn now(&self) -> i64 {
        self.clock.now().as_millisecond()
    }
}

fn millis(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}

fn view(id: ReferenceId, found: Inspected) -> HeldReference {
    HeldReference {
        id,
        name: found.name,
        width: found.width,
        height: found.height,
        bytes: found.bytes,
        format: found.format.name().to_owned(),
        // Where the header does not say (GIF, BMP), it may have one: a mask that has none is
        // refused when it is used, in words.
        alpha: found.has_alpha.unwrap_or(true),
    }
}

#[cfg(test)]
mod tests;
