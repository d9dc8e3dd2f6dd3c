//! A row that says that a picture is there, whose file and record lie in the trash.

use super::{Index, RowState};
use crate::db::DbError;
use crate::ids::PictureId;

impl Index {
    /// Says of a saved picture that it is on its way to the trash, where its file and its record
    /// were found, unless its file lies at its place as well.
    pub(in crate::library) fn strand_in_trash(
        &self,
        id: PictureId,
        at_its_place: impl Fn(&str) -> bool,
    ) -> Result<(), DbError> {
        match self.find(id)? {
            Some(entry)
                if entry.state == RowState::Present
                    && self.is_ours(&entry)
                    && !at_its_place(&entry.path) =>
            {
                self.trashing(id)
            }
            _ => Ok(()),
        }
    }
}
