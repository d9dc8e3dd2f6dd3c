//! Many pictures to the trash and back at once. The same steps in the same order as for one, but
//! each for all of them before the next: two durable commits and a few flushes, not thousands.
//! What is out of the ordinary goes the way of one.

use std::collections::HashSet;
use std::path::PathBuf;

use super::TrashError;
use crate::db::DbError;
use crate::files;
use crate::ids::PictureId;
use crate::library::index::{Entry, RowState};
use crate::library::{Library, folder, records};

/// What came of each, and why the first of those that failed did.
type Outcome = (Vec<PictureId>, Option<TrashError>);

impl Library {
    /// Moves pictures to the trash of their library. Gives back those that lie there now.
    pub(crate) fn delete_all(&self, pictures: &[PictureId]) -> Outcome {
        let plain = |entry: &Entry| entry.state == RowState::Present;
        self.all(
            pictures,
            plain,
            RowState::Trashing,
            RowState::Trashed,
            |it| {
                let from = [it.record.clone(), it.file.clone()];
                from.into_iter()
                    .zip([it.kept_record.clone(), it.kept.clone()])
                    .collect()
            },
            |id| self.delete(id),
        )
    }

    /// Brings deleted pictures back, under their own ids. Gives back those that are back.
    pub(crate) fn restore_all(&self, pictures: &[PictureId]) -> Outcome {
        // One whose name was another's waits under a hidden name and needs a free one.
        let plain = |entry: &Entry| {
            entry.state == RowState::Trashed && !entry.path.starts_with(folder::OWN)
        };
        self.all(
            pictures,
            plain,
            RowState::Restoring,
            RowState::Present,
            |it| {
                let from = [it.kept_record.clone(), it.kept.clone()];
                from.into_iter()
                    .zip([it.record.clone(), it.file.clone()])
                    .collect()
            },
            |id| self.restore(id).map(drop),
        )
    }

    fn all(
        &self,
        pictures: &[PictureId],
        is_plain: impl Fn(&Entry) -> bool,
        on_their_way: RowState,
        there: RowState,
        moves: impl Fn(&Ways) -> Vec<(PathBuf, PathBuf)>,
        one: impl Fn(PictureId) -> Result<(), TrashError>,
    ) -> Outcome {
        let mut done = Vec::new();
        let mut refused = None;
        let mut rest: Vec<PictureId> = Vec::new();
        // Of this library; the rest waits for its own turn, one by one.
        let turn = match self.usable().map(|()| self.hold()) {
            Ok(None) => return (done, Some(TrashError::Busy)),
            Ok(turn) => turn,
            Err(_) => None,
        };
        match self.plain(pictures, is_plain, &moves) {
            // A few are not worth it, and one's way says more of what fails.
            Ok(plain) if plain.len() > 4 => {
                let at_once = self.move_all(&plain, on_their_way, there);
                done = at_once.unwrap_or_else(|error| {
                    tracing::warn!(%error, "many at once did not go; one by one");
                    Vec::new()
                });
                let gone: HashSet<_> = done.iter().copied().collect();
                rest.extend(pictures.iter().filter(|id| !gone.contains(id)));
            }
            Ok(_) => rest.extend(pictures),
            Err(error) => refused = Some(TrashError::from(error)),
        }
        drop(turn);
        for id in rest {
            match one(id) {
                Ok(()) => done.push(id),
                // So it would be for each that follows.
                Err(error @ TrashError::Busy) => return (done, Some(error)),
                Err(error) => {
                    tracing::warn!(%error, %id, "a picture stays where it is");
                    refused.get_or_insert(error);
                }
            }
        }
        (done, refused)
    }

    /// Those for which every file can simply be moved.
    fn plain(
        &self,
        pictures: &[PictureId],
        is_plain: impl Fn(&Entry) -> bool,
        moves: impl Fn(&Ways) -> Vec<(PathBuf, PathBuf)>,
    ) -> Result<Vec<Plain>, DbError> {
        let mut plain = Vec::new();
        if self.usable().is_err() {
            return Ok(plain);
        }
        for id in pictures {
            let Some(entry) = self.index().find(*id)? else {
                continue;
            };
            if !is_plain(&entry) || !self.index().is_ours(&entry) {
                continue;
            }
            let moves = moves(&self.ways(&entry));
            let simple = moves
                .iter()
                .all(|(from, to)| from.is_file() && !to.exists());
            if simple {
                plain.push((*id, moves));
            }
        }
        Ok(plain)
    }

    fn move_all(
        &self,
        plain: &[Plain],
        on_their_way: RowState,
        there: RowState,
    ) -> Result<Vec<PictureId>, TrashError> {
        files::make_dirs(&self.trash_dir())?;
        let ids: Vec<PictureId> = plain.iter().map(|(id, _)| *id).collect();
        self.index().set_states(&ids, on_their_way)?;
        let moves: Vec<_> = plain.iter().flat_map(|(_, moves)| moves.clone()).collect();
        let failed = files::move_many(&moves)?;
        let whole = plain
            .iter()
            .filter(|(_, moves)| moves.iter().all(|(from, _)| !failed.contains(from)));
        let whole: Vec<PictureId> = whole.map(|(id, _)| *id).collect();
        self.index().set_states(&whole, there)?;
        Ok(whole)
    }

    fn ways(&self, entry: &Entry) -> Ways {
        Ways {
            file: self.file_of(&entry.path),
            record: records::path_of(&self.records_dir(), entry.id),
            kept: self.trash_file(&entry.id, entry.format),
            kept_record: records::path_of(&self.trash_dir(), entry.id),
        }
    }
}

type Plain = (PictureId, Vec<(PathBuf, PathBuf)>);

/// Where a picture and its record lie, and where in the trash.
struct Ways {
    file: PathBuf,
    record: PathBuf,
    kept: PathBuf,
    kept_record: PathBuf,
}
