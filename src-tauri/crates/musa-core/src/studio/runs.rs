//! The window's commands about runs: begin, keep, stop, bring in, put away, and look further
//! back. A run is a job; the rules are those of jobs.

use super::{Studio, internal};
use crate::protocol::{
    CommandError, Composition, EarlierPrompts, ErrorCode, Nothing, OfRun, OlderRuns, RetryRun,
    RunPage, Started,
};

pub(super) mod view;

/// Prompts that Alt+Up goes through.
const PROMPTS: usize = 100;
/// The longest page of runs.
const LONGEST_PAGE: u32 = 200;

impl Studio {
    /// Generate: begins a run of what the composer holds.
    pub async fn start_run(&self, composition: Composition) -> Result<Started, CommandError> {
        let begun = self.start_composed(composition).await;
        if let Err(error) = &begun {
            // The folder may have gone since the window last heard of it.
            self.library_failed(error).await;
        }
        begun
    }

    async fn start_composed(&self, mut composition: Composition) -> Result<Started, CommandError> {
        let references = self.held_files(&composition.references).await?;
        let mask = self.held_mask(composition.mask).await?;
        let also = std::mem::take(&mut composition.also);
        let start = composition.into_start(references, mask);
        if also.is_empty() {
            return Ok(Started::one(self.start_job(start).await?));
        }
        let missing = || CommandError::new(ErrorCode::ModelMissing).field("model");
        let mut models = vec![start.model.clone().ok_or_else(missing)?];
        models.extend(also);
        self.start_group(start, &models).await
    }

    /// Keeps the composer over a restart. A killed process forgets nothing of it.
    pub async fn keep_composition(
        &self,
        composition: Composition,
    ) -> Result<Nothing, CommandError> {
        self.blocking(move |it| it.inner.settings.keep_composition(&composition))
            .await?
            .map_err(internal)?;
        Ok(Nothing {})
    }

    /// Stops waiting for a run. What was sent may still be charged.
    pub async fn cancel_run(&self, request: OfRun) -> Result<Nothing, CommandError> {
        self.cancel_job(request.run).await?;
        Ok(Nothing {})
    }

    /// Brings a run's missing pictures in: under the same run when nothing has to be paid, as a
    /// new one otherwise.
    pub async fn retry_run(&self, request: RetryRun) -> Result<Started, CommandError> {
        let run = self.retry_job(request.run, request.how).await?;
        if run != request.run {
            self.run_changed(request.run);
        }
        Ok(Started::one(run))
    }

    /// Puts a run away. Its pictures stay.
    pub async fn discard_run(&self, request: OfRun) -> Result<Nothing, CommandError> {
        self.discard_job(request.run).await?;
        self.run_changed(request.run);
        Ok(Nothing {})
    }

    /// Runs before one, newest first, without those that were put away.
    pub async fn older_runs(&self, request: OlderRuns) -> Result<RunPage, CommandError> {
        let limit = request.limit.clamp(1, LONGEST_PAGE);
        self.blocking(move |it| it.runs_before(Some(request.before), limit))
            .await?
    }

    /// Prompts that were sent, newest first, each once.
    pub async fn earlier_prompts(&self) -> Result<EarlierPrompts, CommandError> {
        let found = self
            .blocking(|it| it.context().journal.prompts(PROMPTS))
            .await?;
        let prompts = found.map_err(internal)?;
        Ok(EarlierPrompts { prompts })
    }
}
