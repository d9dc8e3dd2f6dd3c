//! The library's folder while Musa runs: chosen, looked at again, lost and found. A folder that
//! cannot be used refuses runs before anything is paid; it never keeps Musa from opening.

use std::path::{Path, PathBuf};

use super::{Studio, internal};
use crate::home::Home;
use crate::library::Library;
use crate::protocol::{CommandError, ErrorCode, Happened, LibraryView, Nothing};

mod backup;
mod changes;
mod check;
mod colour;
mod gallery;
mod import;
mod selection;
mod tasks;
mod terminal;
mod told;
mod undo;
mod views;

pub(super) use gallery::Gallery;
pub use terminal::Searched;
pub(super) use told::SmartCounts;

/// Why a folder cannot be used, as far as trying it tells. One that is only full still can be
/// read, and what is to be saved is asked about when it is known.
pub(super) fn why_unusable(library: &Library) -> Option<CommandError> {
    library.ready_for(0).err()
}

/// The library at the chosen folder, or at the default one, which is made unless pictures were
/// saved in it: then it is a library that went away, and an empty one must not take its place.
/// It need not be there: then every use of it says so.
pub(super) fn library_at(home: &Home, like: &Library, chosen: Option<PathBuf>) -> Library {
    if let Some(folder) = chosen {
        return like.at(&folder);
    }
    let folder = home.default_library();
    match like.at(folder).was_used() {
        Ok(true) => {}
        Ok(false) => make(folder),
        Err(error) => tracing::warn!(%error, "it is not known whether there is a default library"),
    }
    like.at(folder)
}

fn make(folder: &Path) {
    if let Err(error) = Library::make(folder) {
        tracing::warn!(%error, "the default library cannot be made");
    }
}

impl Studio {
    /// Chooses a folder, which must be there and writable; none goes back to the default one.
    /// Runs that go on are saved where they began.
    pub async fn set_library(&self, folder: Option<PathBuf>) -> Result<LibraryView, CommandError> {
        self.blocking(move |it| {
            let settings = &it.inner.settings;
            if folder.is_none() {
                // The user says so, whatever was there before.
                make(it.inner.home.default_library());
            }
            let library = library_at(&it.inner.home, &it.context().library, folder.clone());
            library.settle()?;
            if let Some(error) = why_unusable(&library) {
                return Err(error);
            }
            // Before it is the one in use: what fails here has changed nothing.
            library.rebuild().map_err(internal)?;
            settings.set_library_folder(folder.as_deref())?;
            it.inner.jobs.set_library(library);
            Ok(())
        })
        .await??;
        self.library_looked_at().await
    }

    /// Back to the default folder.
    pub async fn default_library(&self) -> Result<LibraryView, CommandError> {
        self.set_library(None).await
    }

    /// Looks again whether the folder can be used.
    pub async fn recheck_library(&self) -> Result<LibraryView, CommandError> {
        self.blocking(|it| {
            let chosen = it.inner.settings.library_folder().map_err(internal)?;
            let library = library_at(&it.inner.home, &it.context().library, chosen);
            let back = why_unusable(&library).is_none();
            if back && it.inner.library_error.read().is_some() {
                // Its rows may be of another computer, or were never made.
                library.rebuild().map_err(internal)?;
            }
            it.inner.jobs.set_library(library);
            Ok::<_, CommandError>(())
        })
        .await??;
        self.library_looked_at().await
    }

    /// Tries the folder, brings jobs that waited for it to their end, and tells the window, which
    /// hears of the folder even when a job could not be ended.
    async fn library_looked_at(&self) -> Result<LibraryView, CommandError> {
        let error = self
            .blocking(|it| why_unusable(&it.context().library))
            .await?;
        let usable = error.is_none();
        *self.inner.library_error.write() = error;
        let recovered = if usable {
            self.recover_left().await
        } else {
            Ok(Nothing {})
        };
        let library = self.blocking(Self::library_view).await??;
        self.tell(Happened::LibraryChanged {
            library: library.clone(),
        });
        recovered.map(|_| library)
    }

    /// A run was refused: when that was for the library, the window hears of it.
    pub(super) async fn library_failed(&self, error: &CommandError) {
        let of_library = matches!(
            error.code,
            ErrorCode::LibraryMissing | ErrorCode::LibraryReadOnly | ErrorCode::LibraryFull
        );
        if of_library && let Err(error) = self.library_looked_at().await {
            tracing::warn!(?error, "the library could not be looked at");
        }
    }

    /// The folder as the window shows it. Blocks, but touches no file: a disk that hangs must
    /// not keep a window from opening.
    pub(super) fn library_view(&self) -> Result<LibraryView, CommandError> {
        let library = self.context().library;
        let chosen = self.inner.settings.library_folder().map_err(internal)?;
        Ok(LibraryView {
            folder: library.root().display().to_string(),
            default: chosen.is_none(),
            error: self.inner.library_error.read().clone(),
            pictures: library.count().map_err(internal)?,
        })
    }

    /// Ways to and from the trash, and jobs of processes that are gone, whose library was not
    /// there when this one started.
    async fn recover_left(&self) -> Result<Nothing, CommandError> {
        self.blocking(|it| it.context().library.recover_trash())
            .await??;
        let profiles = self.blocking(Self::all_profiles).await??;
        let profile = |row: &super::JobRow| {
            let mut profiles = profiles.iter();
            profiles.find(|profile| profile.id == row.profile).cloned()
        };
        let locks = self.inner.home.locks();
        let recovering = Box::pin(self.inner.jobs.recover(&locks, profile));
        recovering.await.map_err(internal)?;
        Ok(Nothing {})
    }
}
