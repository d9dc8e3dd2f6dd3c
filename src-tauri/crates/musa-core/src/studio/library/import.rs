//! Importing: files and folders of the user's become pictures of the library. Each is looked at,
//! compared with what is there, decoded once, which also makes its thumbnails, and copied. The
//! user's own files are only read. One that cannot be taken is named, and the rest goes on.

use std::path::{Path, PathBuf};

use tokio::runtime::Handle;

use super::super::{Studio, internal};
use super::tasks::{MOST_LISTED, Working};
use super::undo::Step;
use crate::ids::{BoardId, CallId, ContentHash, PictureId};
use crate::library::imports::{self, Chosen};
use crate::protocol::{
    CommandError, DropTarget, Duplicate, ErrorCode, Happened, Held, Nothing, SetDropTarget,
    TaskBegun, TaskKind, UndoKind,
};
use crate::thumbnails::{Key, ShowImageError, Side};

/// Saved pictures that are told together.
const TOLD_AT_ONCE: usize = 200;

impl Studio {
    /// Begins to import files and what is in folders. Nothing is begun for nothing.
    #[expect(clippy::unused_async, reason = "commands are awaited, each of them")]
    pub async fn import(
        &self,
        paths: Vec<PathBuf>,
        board: Option<BoardId>,
    ) -> Result<TaskBegun, CommandError> {
        if paths.is_empty() {
            return Ok(TaskBegun { task: None });
        }
        let task = self.begin_task(TaskKind::Import, move |it, working| {
            it.import_all(&paths, board, working)
        })?;
        Ok(TaskBegun { task: Some(task) })
    }

    /// Where files go that are let go over the window.
    #[expect(clippy::unused_async, reason = "commands are awaited, each of them")]
    pub async fn set_drop_target(&self, request: SetDropTarget) -> Result<Nothing, CommandError> {
        *self.inner.gallery.drops.lock() = request.target;
        Ok(Nothing {})
    }

    /// Where files go that are let go now.
    pub(in crate::studio) fn drop_target(&self) -> DropTarget {
        *self.inner.gallery.drops.lock()
    }

    /// Takes files that were let go: the composer holds them, or the library imports them. What
    /// the library takes is told by its task.
    pub async fn take_drop(&self, paths: Vec<PathBuf>) -> Held {
        match self.drop_target() {
            DropTarget::Composer => self.hold_files(paths).await,
            DropTarget::Library { board } => {
                let begun = self.import(paths, board).await;
                Held {
                    references: Vec::new(),
                    refused: begun.err().into_iter().collect(),
                }
            }
        }
    }

    fn import_all(
        &self,
        paths: &[PathBuf],
        board: Option<BoardId>,
        working: &Working,
    ) -> Result<(), CommandError> {
        let library = self.context().library;
        library.ready_for(0)?;
        let found = imports::find(paths, &|| working.is_cancelled());
        found
            .refused
            .into_iter()
            .for_each(|error| working.refuse(error));
        let total = u32::try_from(found.files.len()).ok();
        working.moved(|task| task.total = total);
        let mut came = Vec::new();
        let mut untold = Vec::new();
        let mut ended = Ok(());
        for chosen in &found.files {
            if working.is_cancelled() {
                break;
            }
            match self.import_one(chosen, board, working) {
                Ok(Some(id)) => {
                    came.push(id);
                    untold.push(id);
                }
                Ok(None) => {}
                Err(error) if ends_all(error.code) => {
                    ended = Err(error);
                    break;
                }
                Err(error) => working.refuse(error),
            }
            let taken = u32::try_from(came.len()).unwrap_or(u32::MAX);
            working.moved(|task| {
                task.done += 1;
                task.taken = taken;
            });
            if untold.len() >= TOLD_AT_ONCE {
                self.came(&std::mem::take(&mut untold));
            }
        }
        self.came(&untold);
        if !came.is_empty() {
            self.remember(UndoKind::Import, None, vec![Step::Came(came)]);
        }
        ended
    }

    /// Imports one file. None when it is there already.
    fn import_one(
        &self,
        chosen: &Chosen,
        board: Option<BoardId>,
        working: &Working,
    ) -> Result<Option<PictureId>, CommandError> {
        let looked = imports::look(&chosen.path)?;
        let library = self.context().library;
        if let Some(same_as) = library.holds_bytes(&looked.hash).map_err(internal)? {
            working.moved(|task| {
                task.duplicate_count += 1;
                if task.duplicates.len() < MOST_LISTED {
                    task.duplicates.push(Duplicate {
                        name: looked.name.clone(),
                        same_as,
                    });
                }
            });
            return Ok(None);
        }
        if looked.decodes {
            self.decode_once(&chosen.path, &looked.hash, &looked.name)?;
        }
        library.ready_for(looked.bytes)?;
        let origin = looked.origin(CallId::new_v7(), board, self.context().clock.now());
        let saved = library.take_in(&chosen.path, &looked, &origin)?;
        self.note_colour(&saved.hash);
        Ok(Some(saved.id))
    }

    /// Decodes it by making its thumbnails: what cannot be decoded is no picture.
    fn decode_once(&self, path: &Path, hash: &ContentHash, name: &str) -> Result<(), CommandError> {
        let (key, file) = (Key::of_hash(hash), path.to_owned());
        let made = self
            .inner
            .thumbnails
            .get(&key, Side::Small, move || Ok(file));
        match Handle::current().block_on(made) {
            // Too large to be shown small is not too large to be kept.
            Ok(_) | Err(ShowImageError::TooLarge) => Ok(()),
            Err(ShowImageError::NotFound) => {
                Err(CommandError::new(ErrorCode::FileMissing).arg("name", name))
            }
            // Nothing was found out about the picture.
            Err(ShowImageError::Failed(why)) => Err(CommandError::new(ErrorCode::FileUnreadable)
                .arg("name", name)
                .detail(why)),
            Err(error) => Err(imports::damaged(name, error.to_string())),
        }
    }

    fn came(&self, pictures: &[PictureId]) {
        if pictures.is_empty() {
            return;
        }
        match self.views_of(pictures) {
            Ok(pictures) => self.tell(Happened::PicturesBack { pictures }),
            Err(error) => tracing::warn!(?error, "imported pictures could not be told"),
        }
        self.count_anew();
    }
}

/// What will be so for every file that follows.
fn ends_all(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::LibraryFull | ErrorCode::LibraryMissing | ErrorCode::LibraryReadOnly
    )
}
