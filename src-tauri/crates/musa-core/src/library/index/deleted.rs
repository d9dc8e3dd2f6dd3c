//! Rows of pictures on their way to the trash, in it, and back. A deleted picture keeps its row
//! and its name, so that nothing takes its place before it may come back.

use rusqlite::params;

use super::{Entry, Index, RowState, index_words};
use crate::db::DbError;
use crate::ids::{CallId, PictureId};
use crate::library::marks;
use crate::library::records::Record;

impl Index {
    /// Says the same of many rows, in one transaction.
    pub(in crate::library) fn set_states(
        &self,
        pictures: &[PictureId],
        state: RowState,
    ) -> Result<(), DbError> {
        self.db.write(|transaction| {
            for id in pictures {
                super::set_state(transaction, *id, state)?;
            }
            Ok(())
        })
    }

    /// Rows of the trash, the last one first.
    pub(in crate::library) fn trashed_rows(&self) -> Result<Vec<Entry>, DbError> {
        let deleted = "state <> 'present' AND state IN ('trashing', 'trashed')";
        self.query(&format!("{deleted} ORDER BY seq DESC"), [])
    }

    /// Forgets rows whose pictures are nowhere any more, with their words, tags and boards.
    pub(in crate::library) fn forget(&self, pictures: &[PictureId]) -> Result<(), DbError> {
        self.db.write(|transaction| {
            for id in pictures {
                if let Some(entry) = super::find(transaction, *id)? {
                    super::forget_row(transaction, entry.seq)?;
                }
            }
            Ok(())
        })
    }

    /// Notes that a picture is on its way to the trash.
    pub(in crate::library) fn trashing(&self, id: PictureId) -> Result<(), DbError> {
        self.set_state(id, RowState::Trashing)
    }

    /// Notes that it lies in the trash.
    pub(in crate::library) fn trashed(&self, id: PictureId) -> Result<(), DbError> {
        self.set_state(id, RowState::Trashed)
    }

    /// Notes that it is on its way back to `path`. False when another picture has that name.
    pub(in crate::library) fn restoring(&self, id: PictureId, path: &str) -> Result<bool, DbError> {
        self.db.write(|transaction| {
            let changed = transaction.execute(
                "UPDATE OR IGNORE pictures SET state = ?2, path = ?3 WHERE id = ?1",
                params![id.to_string(), RowState::Restoring.name(), path],
            )?;
            if let Some(entry) = super::find(transaction, id)? {
                index_words(transaction, entry.seq)?;
            }
            Ok(changed > 0)
        })
    }

    /// Ways to and from the trash that were not finished, in whatever library.
    pub(in crate::library) fn unfinished_ways(&self) -> Result<Vec<Entry>, DbError> {
        let moving = "state <> 'present' AND state IN ('trashing', 'restoring')";
        self.query(&format!("{moving} ORDER BY seq"), [])
    }

    /// How many pictures of a call the user has deleted.
    pub(in crate::library) fn deleted_of_call(&self, call: CallId) -> Result<usize, DbError> {
        let of_call = self.of_call(call)?;
        Ok(of_call
            .iter()
            .filter(|entry| entry.state.is_deleted())
            .count())
    }

    /// Gives a record of the trash its row back, when it has none. Where another picture has its
    /// name by now, it waits under `otherwise`.
    pub(in crate::library) fn adopt_deleted(
        &self,
        record: &Record,
        otherwise: &str,
    ) -> Result<(), DbError> {
        self.db.write(|transaction| {
            // On its way: whether its file has come to the trash is found out there.
            let mut added = self.insert(transaction, record, RowState::Trashing)?;
            if added == 0 {
                let mut record = record.clone();
                otherwise.clone_into(&mut record.path);
                added = self.insert(transaction, &record, RowState::Trashing)?;
            }
            if added == 0 {
                return Ok(());
            }
            marks::adopt(transaction, std::iter::once(record))
        })
    }
}
