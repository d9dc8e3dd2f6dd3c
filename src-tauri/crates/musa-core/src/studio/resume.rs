//! What goes on at a provider and whose process is gone: films, and pictures that are made as tasks.
//! Only a window takes it up by itself: a terminal would wait for its end. Asking costs nothing.

use super::{Studio, internal};
use crate::ids::JobId;
use crate::jobs::{CallRow, JobRow};
use crate::profiles::Profile;
use crate::protocol::{CallState, CommandError, ErrorCode, JobEvent};

impl Studio {
    /// Takes up all of it, beside everything else.
    pub(super) fn resume_beside(&self) {
        let it = self.clone();
        self.inner.window.spawn(async move {
            it.resume_tasks().await;
            if let Err(error) = it.resume_films().await {
                tracing::error!(?error, "films could not be taken up");
            }
        });
    }

    /// Asks again for the tasks that were left when this studio was opened. One that cannot be
    /// asked for now stays as it is, and its tile offers it.
    async fn resume_tasks(&self) {
        for job in self.left_with_tasks() {
            if let Err(error) = self.resume_task(job).await {
                tracing::info!(%job, ?error, "a task waits to be asked for");
            }
        }
    }

    fn left_with_tasks(&self) -> Vec<JobId> {
        let mut left: Vec<JobId> = self.recovered().iter().filter_map(left_with_task).collect();
        left.dedup();
        left.retain(|job| !self.inner.jobs.is_running(*job));
        left
    }

    async fn resume_task(&self, job: JobId) -> Result<(), CommandError> {
        let row = self.row(job).await?;
        let profile = self.profile_of(&row).await?;
        let of = row.clone();
        let kept = self
            .blocking(move |it| {
                let calls = it.context().journal.calls(job).map_err(internal)?;
                let retry = it.inner.jobs.sort_for_retry(&of, calls)?;
                // One that was stopped meanwhile stays so, whenever the page is loaded anew.
                let open = |call: &CallRow| call.task.is_some() && call.state == CallState::Unknown;
                Ok::<_, CommandError>(retry.kept.into_iter().filter(open).collect::<Vec<_>>())
            })
            .await??;
        if kept.is_empty() {
            return Ok(());
        }
        self.finish(&row, &profile, kept).await
    }

    /// Brings calls whose answer or task is there to their end, under the same job.
    pub(super) async fn finish(
        &self,
        row: &JobRow,
        profile: &Profile,
        kept: Vec<CallRow>,
    ) -> Result<(), CommandError> {
        let at = row.clone();
        self.blocking(move |it| it.context().of_job(&at).library.ready_for(0))
            .await??;
        let (owner, of) = (self.context().owner, row.clone());
        let taken = self
            .blocking(move |it| it.context().journal.take_over(&of, owner))
            .await?;
        if !taken.map_err(internal)? {
            return Err(CommandError::new(ErrorCode::JobRunning).field("job"));
        }
        self.inner.jobs.finish_kept(row, Some(profile), kept);
        Ok(())
    }
}

/// The job of a call that recovery left with its task.
fn left_with_task(event: &JobEvent) -> Option<JobId> {
    match event {
        JobEvent::Failed { job, error, .. } if error.args.contains_key("task") => Some(*job),
        _ => None,
    }
}
