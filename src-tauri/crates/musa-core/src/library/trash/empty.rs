//! Emptying the trash of the library into that of the system, from which the user may still take
//! a picture back. Only ever because the user said so.

use std::io;
use std::path::{Path, PathBuf};

use super::TrashError;
use crate::files;
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
        if !self.root().is_dir() {
            return Err(TrashError::LibraryMissing(self.root().to_owned()));
        }
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
        let leaving = self.own_dir("leaving");
        let mut moved = Vec::new();
        for entry in some {
            let kept = self.trash_file(&entry.id, entry.format);
            if kept.is_file() {
                let named = leaving
                    .join(entry.id.to_string())
                    .join(name_of(&entry.path));
                files::make_dirs(parent(&named))?;
                files::place_new(&kept, &named)?;
                moved.push((kept, named));
            }
        }
        let names: Vec<PathBuf> = moved.iter().map(|(_, named)| named.clone()).collect();
        if !names.is_empty()
            && let Err(error) = system.take(&names)
        {
            for (kept, named) in moved.iter().filter(|(_, named)| named.exists()) {
                files::place_new(named, kept)?;
            }
            return Err(TrashError::System(error));
        }
        for (_, named) in &moved {
            files::remove_empty_dir(parent(named))?;
        }
        for entry in some {
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

fn parent(path: &Path) -> &Path {
    path.parent().unwrap_or(path)
}
