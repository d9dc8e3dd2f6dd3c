//! Everything the window shows, at one moment. Waits for no keychain and for no network.

use super::library::SmartCounts;
use super::{Studio, internal, models, providers};
use crate::ids::JobId;
use crate::protocol::{
    Boards, CommandError, Composition, HeldReference, LibraryView, Platform, Preferences, Run,
    RunPage, SettingsView, Snapshot,
};

/// Runs in a snapshot, and in each step towards the oldest that goes on.
const RUNS: u32 = 50;

/// What of a snapshot is read from the disk.
struct Read {
    settings: SettingsView,
    library: LibraryView,
    boards: Boards,
    runs: RunPage,
}

impl Studio {
    /// Everything the window shows. Also what a reloaded page asks first. `preferences` are kept
    /// by the shell.
    pub async fn snapshot(&self, preferences: Preferences) -> Result<Snapshot, CommandError> {
        self.attend();
        self.resume_beside();
        // Before anything is read: what happens meanwhile comes as an event after it.
        let (seq, live) = self.inner.window.told();
        let profiles = self.blocking(Self::all_profiles).await??;
        self.look_for_keys(profiles);
        let (composition, held) = self.kept_composition().await?;
        let read = self.blocking(move |it| it.read_snapshot(live)).await??;
        if read.boards.boards.iter().any(|board| board.count.is_none()) {
            self.count_anew();
        }
        let calls = read.runs.runs.iter().flat_map(|run| &run.calls);
        self.bring_thumbnails(calls.flat_map(|call| &call.saved));
        Ok(Snapshot {
            chat: crate::chat::offer(),
            seq,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            platform: platform(),
            settings: read.settings,
            preferences,
            providers: self.providers().await?,
            presets: providers::presets(),
            models: models::models(),
            runs: read.runs.runs,
            more_runs: read.runs.more,
            composition,
            held,
            library: read.library,
            films: self.films_view().await?,
            boards: read.boards,
            undo: self.undo_view(),
            task: self.task_view(),
        })
    }

    fn read_snapshot(&self, live: Vec<Run>) -> Result<Read, CommandError> {
        let mut runs = self.runs_before(None, RUNS)?;
        // An older one that goes on must be seen to be stopped. What lies between comes along,
        // for the next page follows the last run.
        while runs.more && live.iter().any(|told| is_missing(told, &runs.runs)) {
            let last = runs.runs.last().map(|run| run.id);
            let older = self.runs_before(last, RUNS)?;
            runs.runs.extend(older.runs);
            runs.more = older.more;
        }
        for told in live {
            // As the events have told it: the journal is ahead of them.
            if let Some(run) = runs.runs.iter_mut().find(|run| run.id == told.id) {
                *run = told;
            }
        }
        Ok(Read {
            settings: self.settings_view()?,
            library: self.library_view()?,
            boards: self.boards_view(SmartCounts::Later)?,
            runs,
        })
    }

    /// What the composer held, without references that are gone.
    async fn kept_composition(&self) -> Result<(Composition, Vec<HeldReference>), CommandError> {
        let kept = self.blocking(|it| it.inner.settings.composition()).await?;
        let mut composition = kept.map_err(internal)?.unwrap_or_default();
        let ids = composition.references.iter().chain(&composition.mask);
        let held = self.held(&ids.copied().collect::<Vec<_>>()).await?;
        let is_held = |id: &_| held.iter().any(|it| it.id == *id);
        composition.references.retain(is_held);
        composition.mask = composition.mask.filter(is_held);
        Ok((composition, held))
    }

    /// Runs that were not put away, newest first. Blocks.
    pub(super) fn runs_before(
        &self,
        before: Option<JobId>,
        limit: u32,
    ) -> Result<RunPage, CommandError> {
        let journal = self.context().journal;
        // One more than is shown tells whether there are older ones.
        let mut rows = journal.shown(before, limit + 1).map_err(internal)?;
        let more = rows.len() > limit as usize;
        rows.truncate(limit as usize);
        let runs = self.runs_of(rows).map_err(internal)?;
        Ok(RunPage { runs, more })
    }
}

fn is_missing(told: &Run, shown: &[Run]) -> bool {
    !told.discarded && shown.iter().all(|run| run.id != told.id)
}

fn platform() -> Platform {
    if cfg!(target_os = "windows") {
        Platform::Windows
    } else if cfg!(target_os = "macos") {
        Platform::Macos
    } else {
        Platform::Linux
    }
}
