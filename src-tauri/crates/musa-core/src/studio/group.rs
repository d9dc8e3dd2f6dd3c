//! One prompt to several models at once, keeping one of what they made, and asking again by
//! another endpoint. Each is a job like any other; this only says which of them belong together.

use std::path::PathBuf;

use super::history::Lacking;
use super::{Studio, internal};
use crate::catalog;
use crate::ids::{ContentHash, JobId};
use crate::jobs::{JobRow, StoredJob};
use crate::plan::Plan;
use crate::profiles::Profile;
use crate::protocol::{
    CommandError, ErrorCode, NotAsked, Nothing, OfRun, Rerun, RetryHow, StartJob, Started,
};
use crate::request::GenerateRequest;

impl Studio {
    /// Starts one job for each model. All are checked before the first begins: a prompt that one
    /// of them does not take is sent to none. Nothing is remembered as the last model: several
    /// are compared, none is chosen.
    pub async fn start_group(
        &self,
        start: StartJob,
        models: &[String],
    ) -> Result<Started, CommandError> {
        let group = (models.len() > 1).then(JobId::new_v7);
        let mut ready: Vec<(StoredJob, Profile)> = Vec::new();
        let heeds_mask = |model: &String| catalog::card(model).is_none_or(|card| card.mask);
        let some_heed = models.len() > 1 && models.iter().any(heeds_mask);
        for (at, model) in models.iter().enumerate() {
            if models[..at].contains(model) {
                return Err(CommandError::new(ErrorCode::ValueNotAllowed)
                    .field("model")
                    .arg("value", model)
                    .arg("rule", "once"));
            }
            // Of several, those that heed no mask are asked without it; alone, one is refused.
            let without = some_heed && !heeds_mask(model);
            let start = StartJob {
                model: Some(model.clone()),
                group,
                mask: start.mask.clone().filter(|_| !without),
                ..start.clone()
            };
            ready.push(self.make_ready(start).await?);
        }
        let mut started: Option<Started> = None;
        for (body, profile) in ready {
            let model = body.plan.model.clone();
            match (self.begin(body, &profile, None).await, &mut started) {
                (Ok(job), None) => started = Some(Started::one(job)),
                (Ok(job), Some(started)) => started.others.push(job),
                (Err(error), None) => return Err(error),
                // What runs already is paid for: as an error it would be sent again.
                (Err(error), Some(started)) => started.not_asked.push(NotAsked { model, error }),
            }
        }
        started.ok_or_else(|| CommandError::new(ErrorCode::ModelMissing).field("model"))
    }

    /// Asks again by another endpoint: for what a run lacks, and then the old run is put away,
    /// or for all of it.
    pub async fn rerun(&self, request: Rerun) -> Result<Started, CommandError> {
        let old = request.run;
        let (row, lacks) = match self.lacking(old).await? {
            Lacking::Anew(row, lacks) => (*row, lacks),
            Lacking::Kept => {
                // An answer that is here already is read before anything is paid for again.
                let run = self.retry_job(old, RetryHow::KeptFirst).await?;
                return Ok(Started::one(run));
            }
        };
        let profile = self.profile_of(&row).await?;
        let missing: u32 = lacks.iter().sum();
        let repeats = (missing > 0).then_some(old);
        let start = StartJob {
            route: request.route,
            count: Some(if missing > 0 {
                missing
            } else {
                row.body.plan.asked()
            }),
            ..row.body.request.clone()
        };
        let parsed = GenerateRequest::parse(&start, Some(&row.body.plan.model))?;
        let plan = Plan::new(&parsed, catalog::card(&parsed.model))?;
        self.context().keys.require(&profile).await?;
        let body = self.blocking(move |it| it.prepared_again(row, start, plan));
        let run = self.begin(body.await??, &profile, repeats).await?;
        if repeats.is_some() {
            self.run_changed(old);
        }
        Ok(Started::one(run))
    }

    /// The references as they were sent, copied once more: another endpoint has other limits.
    fn prepared_again(
        &self,
        row: JobRow,
        start: StartJob,
        plan: Plan,
    ) -> Result<StoredJob, CommandError> {
        let context = self.context();
        let sent_from = context.of_job(&row).library;
        let file = |hash: &ContentHash, name: &str| -> Result<PathBuf, CommandError> {
            let found = sent_from.reference(hash).map_err(internal)?;
            found.ok_or_else(|| {
                CommandError::new(ErrorCode::FileMissing)
                    .field("references")
                    .arg("name", name)
            })
        };
        let mut references = Vec::new();
        for sent in &row.body.references {
            references.push(file(&sent.hash, &sent.name)?);
        }
        let mask = row.body.mask.as_ref();
        let mask = mask.map(|sent| file(&sent.hash, &sent.name)).transpose()?;
        context.library.ready_for(plan.bytes_needed())?;
        let mut prepared = self.prepare(&context.library, &references, mask.as_deref(), &plan)?;
        for (again, sent) in prepared.references.iter_mut().zip(&row.body.references) {
            again.name.clone_from(&sent.name);
        }
        if let (Some(again), Some(sent)) = (&mut prepared.mask, &row.body.mask) {
            again.name.clone_from(&sent.name);
        }
        let mut body = prepared.into_job(start, plan, row.body.profile_name, row.body.host);
        body.continues = row.body.continues;
        Ok(body)
    }

    /// Keeps one of the runs of a prompt that several models got: those of the others that have
    /// ended are put away. Their pictures stay in the library.
    pub async fn keep_run(&self, request: OfRun) -> Result<Nothing, CommandError> {
        let kept = request.run;
        let of_group = self.blocking(move |it| it.context().journal.group_of(kept));
        for other in of_group.await?.map_err(internal)? {
            if other == kept {
                continue;
            }
            match self.discard_job(other).await {
                Ok(()) => self.run_changed(other),
                // One that goes on is looked at when it has ended.
                Err(error) if error.code == ErrorCode::JobRunning => {}
                Err(error) if error.code == ErrorCode::NothingToDo => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Nothing {})
    }
}
