//! What others chose: providers, settings, boards, where the library is and how it names. Owns
//! that the window works with it from then on, not only that it is told.

use super::super::{Studio, internal};
use crate::library::boards::Board;
use crate::protocol::{CommandError, Happened, Providers, SettingsView};

/// What was told last of what is short enough to be compared whole.
#[derive(Default)]
pub(super) struct Short {
    providers: Option<Providers>,
    settings: Option<SettingsView>,
    boards: Option<Vec<Board>>,
}

impl Studio {
    pub(super) async fn tell_choices(&self, short: &mut Short) -> Result<(), CommandError> {
        self.follow_choices().await?;
        let providers = self.providers().await?;
        if short.providers.as_ref() != Some(&providers) {
            self.look_for_keys(self.blocking(Self::all_profiles).await??);
            short.providers = Some(providers.clone());
            self.tell(Happened::ProvidersChanged { providers });
        }
        let settings = self.blocking(Self::settings_view).await??;
        if short.settings.as_ref() != Some(&settings) {
            short.settings = Some(settings.clone());
            self.tell(Happened::SettingsChanged { settings });
        }
        let boards = self.blocking(|it| it.context().library.boards()).await?;
        let boards = Some(boards.map_err(internal)?);
        if short.boards != boards {
            short.boards = boards;
            self.count_anew();
        }
        Ok(())
    }

    /// Saves from now on where another process chose, under the names it chose.
    async fn follow_choices(&self) -> Result<(), CommandError> {
        if !self.blocking(Self::follow_template).await?? {
            return Ok(());
        }
        let looked = self.recheck_library().await;
        self.tell_to_ask_anew(1);
        looked.map(drop)
    }

    /// Names by the chosen template, and gives back whether the folder in use is another than
    /// the chosen one. Compared with what is in use, for we choose, too. Blocks.
    fn follow_template(&self) -> Result<bool, CommandError> {
        let settings = &self.inner.settings;
        let library = self.context().library;
        let template = settings.template().map_err(internal)?;
        if template.as_str() != library.template().as_str() {
            self.inner.jobs.set_template(template);
        }
        let chosen = settings.library_folder().map_err(internal)?;
        let folder = chosen.as_deref();
        let folder = library.at(folder.unwrap_or(self.inner.home.default_library()));
        Ok(folder.root() != library.root())
    }
}
