//! Runs as the window shows them, from the journal, the library, the receipts and the prices.
//! A page of them costs four questions, however many calls they have.

use std::collections::{BTreeMap, HashMap};

use crate::catalog;
use crate::db::DbError;
use crate::ids::{CallId, JobId, ProfileId};
use crate::jobs::{CallRow, Context, JobRow, StoredJob, StoredReference};
use crate::library::{Cost, PictureRow};
use crate::plan::{self, Plan};
use crate::protocol::{
    CallState, Money, PictureView, ReducedReference, Route, Run, RunCall, SentReference, StartJob,
};
use crate::request::GenerateRequest;
use crate::studio::{DEMO, Studio};

/// What many runs are made from.
struct Found {
    calls: HashMap<JobId, Vec<CallRow>>,
    pictures: HashMap<CallId, Vec<PictureRow>>,
    prices: HashMap<ProfileId, BTreeMap<String, Cost>>,
}

impl Studio {
    /// Jobs as the window shows them. Blocks.
    pub(in crate::studio) fn runs_of(&self, rows: Vec<JobRow>) -> Result<Vec<Run>, DbError> {
        let context = self.context();
        let jobs: Vec<JobId> = rows.iter().map(|row| row.id).collect();
        let calls = context.journal.calls_of(&jobs)?;
        let ids: Vec<CallId> = calls.values().flatten().map(|call| call.id).collect();
        let mut found = Found {
            calls,
            pictures: context.library.pictures_of_calls(&ids)?,
            prices: context.prices.all()?,
        };
        Ok(rows
            .into_iter()
            .map(|row| self.run_view(&context, row, &mut found))
            .collect())
    }

    /// One job as the window shows it; none when it is not there. Blocks.
    pub(in crate::studio) fn run_of(&self, id: JobId) -> Result<Option<Run>, DbError> {
        let row = self.context().journal.job(id)?;
        Ok(self.runs_of(row.into_iter().collect())?.pop())
    }

    fn run_view(&self, context: &Context, row: JobRow, found: &mut Found) -> Run {
        let of_job = context.of_job(&row);
        let calls = found.calls.remove(&row.id).unwrap_or_default();
        let took_ms = took(&row, &calls);
        let calls = calls.into_iter().map(|call| {
            let saved = found.pictures.remove(&call.id).unwrap_or_default();
            let saved = saved.iter().map(|row| self.picture_view(row)).collect();
            call_view(&of_job, &row, call, saved)
        });
        let (calls, body) = (calls.collect(), row.body);
        let possible = possible_routes(&body);
        let each = found.prices.get(&row.profile);
        let each = each.and_then(|by_model| by_model.get(&body.plan.model));
        Run {
            id: row.id,
            created_at: row.created_at,
            prompt: body.request.prompt,
            model_name: model_name(&body.plan.model),
            ratio: body.request.ratio,
            size: body.request.size,
            expected: body.plan.expected.map(|it| (it.width, it.height)),
            quality: body.request.quality,
            background: body.request.background,
            format: body.request.format,
            fidelity: body.request.fidelity,
            compression: body.request.compression,
            moderation: body.request.moderation,
            route: body.request.route,
            used_route: body.plan.route.into(),
            other_routes: possible,
            group: body.request.group,
            continues: body.request.continues,
            drafts: body.request.drafts,
            asked: body.plan.calls.iter().sum(),
            provider: row.profile,
            provider_name: body.profile_name,
            demo: row.profile == DEMO,
            references: body.references.iter().map(sent).collect(),
            mask: body.mask.as_ref().map(sent),
            reductions: body.reductions.into_iter().map(Into::into).collect(),
            calls,
            each: each.map(Money::from),
            took_ms,
            discarded: row.discarded,
            retried_as: row.retried_as,
            model: body.plan.model,
        }
    }
}

/// A model's name for people; its id where the catalogue has only its kin.
pub(in crate::studio) fn model_name(id: &str) -> String {
    let known = catalog::models().iter().find(|card| card.id == id);
    known.map_or_else(|| id.to_owned(), |card| card.name.clone())
}

fn call_view(of_job: &Context, row: &JobRow, call: CallRow, saved: Vec<PictureView>) -> RunCall {
    let since = match call.state {
        CallState::Queued => Some(row.created_at),
        _ => call.ended_at,
    };
    let has_receipt = || matches!(of_job.receipts.find(call.id), Ok(Some(_)));
    RunCall {
        id: call.id,
        pictures: call.pictures,
        state: call.state,
        progress: None,
        since_ms: since.map(jiff::Timestamp::as_millisecond),
        kept: of_job.is_kept(&call),
        answered: call.state.is_ended() && has_receipt(),
        cures: cures(row, &call),
        draft: None,
        error: call.error,
        saved,
    }
}

/// Endpoints that may give what a failed call did not.
fn cures(row: &JobRow, call: &CallRow) -> Vec<Route> {
    match &call.error {
        Some(error) if plan::may_be_cured(error.code) => possible_routes(&row.body),
        _ => Vec::new(),
    }
}

/// The other endpoints by which this very job could be asked for.
fn possible_routes(body: &StoredJob) -> Vec<Route> {
    let card = catalog::card(&body.plan.model);
    let can = |route: &Route| {
        let start = StartJob {
            route: *route,
            ..body.request.clone()
        };
        let request = GenerateRequest::parse(&start, Some(&body.plan.model));
        request.is_ok_and(|request| Plan::new(&request, card).is_ok())
    };
    let others = plan::others(card, body.plan.route).into_iter();
    others.filter(can).collect()
}

/// From Generate to the end of the last call that gave something; of any, when none did.
fn took(row: &JobRow, calls: &[CallRow]) -> Option<u64> {
    if calls.iter().any(|call| !call.state.is_ended()) {
        return None;
    }
    let last = |done: bool| {
        let calls = calls.iter();
        let of = calls.filter(|call| !done || call.state == CallState::Done);
        of.filter_map(|call| call.ended_at).max()
    };
    let end = last(true).or_else(|| last(false))?;
    let took = end.as_millisecond() - row.created_at.as_millisecond();
    Some(u64::try_from(took).unwrap_or(0))
}

pub(in crate::studio) fn sent(reference: &StoredReference) -> SentReference {
    SentReference {
        hash: reference.hash.clone(),
        name: reference.name.clone(),
    }
}

impl From<&Cost> for Money {
    fn from(cost: &Cost) -> Self {
        Self {
            micros: cost.micros,
            currency: cost.currency.clone(),
        }
    }
}

impl From<crate::jobs::StoredReduction> for ReducedReference {
    fn from(stored: crate::jobs::StoredReduction) -> Self {
        Self {
            reference: stored.reference,
            reduction: stored.reduction,
        }
    }
}
