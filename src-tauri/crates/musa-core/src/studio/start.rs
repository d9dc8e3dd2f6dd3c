//! Starting a job: parsed, planned, inspected, copied, journalled; then it runs. Everything that
//! can be refused is refused here, by field, before anything is sent or paid for.

use std::path::{Path, PathBuf};

use super::{Studio, internal};
use crate::catalog;
use crate::db::DbError;
use crate::ids::{CallId, JobId, ProfileId};
use crate::jobs::{JobRow, StoredJob, StoredReduction, StoredReference, new_calls};
use crate::library::Library;
use crate::plan::Plan;
use crate::profiles::Profile;
use crate::protocol::{CommandError, ErrorCode, Happened, JobEvent, Route, StartJob};
use crate::request::GenerateRequest;
use crate::upload::{self, Inspected, UploadCopy, UploadLimits};

/// References of a job, ready to be sent.
pub(super) struct Prepared {
    /// Root of the library that keeps them.
    library: PathBuf,
    pub(super) references: Vec<StoredReference>,
    pub(super) mask: Option<StoredReference>,
    reductions: Vec<StoredReduction>,
}

impl Prepared {
    /// The job that sends them.
    pub(super) fn into_job(
        self,
        request: StartJob,
        plan: Plan,
        profile_name: String,
        host: String,
    ) -> StoredJob {
        StoredJob {
            request,
            plan,
            references: self.references,
            mask: self.mask,
            profile_name,
            host,
            library: Some(self.library),
            reductions: self.reductions,
            continues: None,
        }
    }
}

impl Studio {
    /// Starts a job and returns as soon as it is in the journal.
    pub async fn start_job(&self, start: StartJob) -> Result<JobId, CommandError> {
        let (body, profile) = self.make_ready(start).await?;
        self.remember_model(&body.plan.model).await?;
        self.begin(body, &profile, None).await
    }

    /// Everything that can be refused, and the copies; nothing is begun.
    pub(super) async fn make_ready(
        &self,
        start: StartJob,
    ) -> Result<(StoredJob, Profile), CommandError> {
        let (start, continues) = self.continued(start).await?;
        let start = self.of_project(start).await?;
        let (profile, last) = self.profile_and_model(start.profile).await?;
        let request = GenerateRequest::parse(&start, last.as_deref())?;
        let plan = Plan::new(&request, catalog::card(&request.model))?;
        // Asked before anything is copied: a job that cannot be sent is not begun.
        self.context().keys.require(&profile).await?;
        let (room, limits) = (plan.bytes_needed(), plan.clone());
        let (references, mask) = (request.references.clone(), request.mask.clone());
        let prepared = self
            .blocking(move |it| {
                // One and the same, should another be chosen meanwhile.
                let library = it.context().library;
                library.ready_for(room)?;
                it.prepare(&library, &references, mask.as_deref(), &limits)
            })
            .await??;
        let host = profile.base_url.host().to_owned();
        let mut body = prepared.into_job(start, plan, profile.name.clone(), host);
        body.continues = continues;
        Ok((body, profile))
    }

    /// The call whose conversation goes on. Where it is not kept, the edit goes on from the
    /// picture alone, as a further reference: the last, so that mentions stay what they were.
    async fn continued(
        &self,
        mut start: StartJob,
    ) -> Result<(StartJob, Option<CallId>), CommandError> {
        let Some(picture) = start.continues else {
            return Ok((start, None));
        };
        let file = self.pixels_path_of(picture).await?;
        let call = self.blocking(move |it| {
            let library = it.context().library;
            let call = library.picture(picture)?.and_then(|row| row.call);
            Ok(call.filter(|call| library.can_continue(*call)))
        });
        let call = call.await?.map_err(|error: DbError| internal(error))?;
        if call.is_none() {
            start.references.push(file);
            start.continues = None;
            if start.route == Route::Automatic {
                start.route = Route::Gemini;
            }
        }
        Ok((start, call))
    }

    /// The project of a board is called as the board is.
    async fn of_project(&self, mut start: StartJob) -> Result<StartJob, CommandError> {
        if let Some(board) = start.board {
            start.project = Some(self.board_for_pictures(board).await?);
        }
        Ok(start)
    }

    /// Journals a job and lets it run.
    pub(super) async fn begin(
        &self,
        body: StoredJob,
        profile: &Profile,
        repeats: Option<JobId>,
    ) -> Result<JobId, CommandError> {
        let context = self.context();
        let row = JobRow {
            id: JobId::new_v7(),
            owner: context.owner,
            profile: profile.id,
            created_at: context.clock.now(),
            discarded: false,
            retried_as: None,
            body,
        };
        let calls = new_calls(&row.body.plan.calls);
        let (written, ids) = (
            row.clone(),
            calls.iter().map(|call| call.0).collect::<Vec<_>>(),
        );
        let added = self
            .blocking(move |it| it.context().journal.add(&written, &ids, repeats))
            .await?;
        if !added.map_err(internal)? {
            return Err(CommandError::new(ErrorCode::NothingToDo).field("job"));
        }
        context.events.tell(JobEvent::Created {
            job: row.id,
            calls: calls.iter().map(|call| call.0).collect(),
            asked: row.body.plan.asked(),
            model: row.body.plan.model.clone(),
            profile: profile.name.clone(),
        });
        for StoredReduction {
            reference,
            reduction,
        } in row.body.reductions.clone()
        {
            context.events.tell(JobEvent::Reduced {
                job: row.id,
                reference,
                reduction,
            });
        }
        self.inner.jobs.run(&row, profile, &calls);
        Ok(row.id)
    }

    /// The profile that was named or is current, and the model that serves where none is named.
    async fn profile_and_model(
        &self,
        named: Option<ProfileId>,
    ) -> Result<(Profile, Option<String>), CommandError> {
        let profile = match named {
            Some(id) => self.profile(id).await?,
            None => self.current_profile().await?,
        };
        let last = self.blocking(|it| it.inner.settings.last_model()).await?;
        Ok((profile, last.map_err(internal)?))
    }

    /// The model of the next request that names none.
    async fn remember_model(&self, model: &str) -> Result<(), CommandError> {
        let used = model.to_owned();
        let changed = self.blocking(move |it| {
            let settings = &it.inner.settings;
            let changed = settings.last_model().map_err(internal)?.as_ref() != Some(&used);
            if changed {
                settings.set_last_model(&used).map_err(internal)?;
            }
            changed.then(|| it.settings_view()).transpose()
        });
        if let Some(settings) = changed.await?? {
            self.tell(Happened::SettingsChanged { settings });
        }
        Ok(())
    }

    /// A folder for copies, gone when it is dropped.
    pub(super) fn scratch(&self) -> Result<tempfile::TempDir, CommandError> {
        tempfile::tempdir_in(self.inner.home.uploads()).map_err(internal)
    }

    /// Inspects every file first, so that a bad third one is known before the first is copied.
    pub(super) fn prepare(
        &self,
        library: &Library,
        references: &[PathBuf],
        mask: Option<&Path>,
        plan: &Plan,
    ) -> Result<Prepared, CommandError> {
        let inspect = |(at, path): (usize, &PathBuf)| {
            upload::inspect(path).map_err(|error| error.field(format!("references[{at}]")))
        };
        let inspected: Vec<Inspected> = references
            .iter()
            .enumerate()
            .map(inspect)
            .collect::<Result<_, _>>()?;
        let mask = mask
            .map(upload::inspect_mask)
            .transpose()
            .map_err(|error| error.field("mask"))?;
        let limits = limits(plan, inspected.len());
        let scratch = self.scratch()?;
        let mut reductions = Vec::new();
        let mut kept = Vec::new();
        let mut first = None;
        for (at, original) in inspected.iter().enumerate() {
            let field = |error: CommandError| error.field(format!("references[{at}]"));
            let copy = upload::copy(original, &limits, scratch.path()).map_err(field)?;
            reductions.extend(reduced(at + 1, &copy));
            kept.push(keep(library, original, &copy)?);
            first.get_or_insert((original, copy));
        }
        let mut kept_mask = None;
        if let Some(mask) = &mask {
            let without = || CommandError::new(ErrorCode::MaskWithoutReference).field("mask");
            let (original, first) = first.as_ref().ok_or_else(without)?;
            let copy = upload::copy_mask(mask, original, first, &limits, scratch.path());
            let copy = copy.map_err(|error| error.field("mask"))?;
            reductions.extend(reduced(0, &copy));
            kept_mask = Some(keep(library, mask, &copy)?);
        }
        Ok(Prepared {
            library: library.root().to_owned(),
            references: kept,
            mask: kept_mask,
            reductions,
        })
    }
}

pub(super) fn keep(
    library: &Library,
    original: &Inspected,
    copy: &UploadCopy,
) -> Result<StoredReference, CommandError> {
    let kept = library.keep_reference(&copy.path, &copy.hash, copy.format.extension());
    kept.map_err(internal)?;
    Ok(StoredReference {
        hash: copy.hash.clone(),
        format: copy.format,
        name: original.name.clone(),
        bytes: copy.bytes,
    })
}

fn reduced(number: usize, copy: &UploadCopy) -> Option<StoredReduction> {
    let reduction = copy.reduction.clone()?;
    Some(StoredReduction {
        reference: u32::try_from(number).unwrap_or(u32::MAX),
        reduction,
    })
}

/// What one of so many references may be, so that together they fit a request.
fn limits(plan: &Plan, references: usize) -> UploadLimits {
    let send = &plan.send;
    let share = send.max_total_bytes / references.max(1) as u64;
    UploadLimits {
        max_pixels: send.max_pixels,
        max_side: Some(send.max_side),
        max_bytes: Some(send.max_bytes.min(share)),
        formats: send.formats.clone(),
    }
}
