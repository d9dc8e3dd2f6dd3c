//! Emptying the trash of the library into that of the system, from which the user may still take
//! a picture back. Only ever because the user said so.

use std::io;
use std::path::PathBuf;

use super::TrashError;
use crate::files;
use crate::ids::PictureId;
use crate::library::index::{Entry, RowState};
use crate::library::{Library, records};

/// The system's trash, as a port: tests do not fill that of the machine they run on.
pub trait SystemTrash: Send + Sync {
    /// Takes files, all of them or none.
    fn take(&self, files: &[PathBuf]) -> io::Result<()>;
}

/// The one of this system.
#[derive(Debug, Clone, Copy, Default)]
pub struct RealTrash;

impl SystemTrash for RealTrash {
    fn take(&self, files: &[PathBuf]) -> io::Result<()> {
        trash::delete_all(files).map_err(|error| io::Error::other(error.to_string()))
    }
}

/// Files that the system's trash gets in one go.
const AT_ONCE: usize = 100;

impl Library {
    /// Gives what lies in this library's trash to the system's, under the names that the
    /// pictures had. Gives back how many there were.
    pub(crate) fn empty_trash(&self, system: &dyn SystemTrash) -> Result<usize, TrashError> {
        self.usable().map_err(TrashError::LibraryMissing)?;
        let _turn = self.turn()?;
        self.call_back_leaving();
        let mut emptied = 0;
        let trashed = self.index().trashed_rows()?;
        let ours: Vec<&Entry> = trashed
            .iter()
            .filter(|entry| entry.state == RowState::Trashed && self.index().is_ours(entry))
            .collect();
        for some in ours.chunks(AT_ONCE) {
            self.hand_over(some, system)?;
            emptied += some.len();
        }
        Ok(emptied)
    }

    fn hand_over(&self, some: &[&Entry], system: &dyn SystemTrash) -> Result<(), TrashError> {
        let mut leaving = Vec::new();
        let put_out = some
            .iter()
            .try_for_each(|entry| self.put_out(entry, &mut leaving));
        let handed = put_out.map_err(TrashError::Io).and_then(|()| {
            let names: Vec<PathBuf> = leaving.iter().map(|(_, named)| named.clone()).collect();
            if names.is_empty() {
                return Ok(());
            }
            system.take(&names).map_err(TrashError::System)
        });
        let Err(error) = handed else {
            return self.forget(some);
        };
        // Whatever failed, and however far it came: what is still here stays the library's, and
        // of what the system has the row must not say that it lies in the trash.
        let taken = |entry: &&&Entry| {
            let out = leaving.iter().find(|(id, _)| *id == entry.id);
            out.is_some_and(|(_, named)| !named.exists())
        };
        let taken: Vec<&Entry> = some.iter().filter(taken).copied().collect();
        self.call_back_leaving();
        self.forget(&taken)?;
        Err(error)
    }

    /// Puts a file out of the library's trash, under the name that the picture had.
    fn put_out(&self, entry: &Entry, leaving: &mut Vec<(PictureId, PathBuf)>) -> io::Result<()> {
        let kept = self.trash_file(&entry.id, entry.format);
        if kept.is_file() {
            let folder = self.leaving_dir().join(entry.id.to_string());
            files::make_dirs(&folder)?;
            let named = folder.join(name_of(&entry.path));
            files::place_new(&kept, &named)?;
            leaving.push((entry.id, named));
        }
        Ok(())
    }

    /// Forgets pictures that the system's trash has.
    fn forget(&self, some: &[&Entry]) -> Result<(), TrashError> {
        for entry in some {
            files::remove_empty_dir(&self.leaving_dir().join(entry.id.to_string()))?;
            // It tells of a picture that is the user's no more to look at.
            files::remove(&records::path_of(&self.trash_dir(), entry.id))?;
        }
        let ids: Vec<_> = some.iter().map(|entry| entry.id).collect();
        Ok(self.index().forget(&ids)?)
    }
}

fn name_of(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}
