//! After a crash: whole answers are adopted, partial ones are kept aside, nothing is "running",
//! nothing is sent, nothing is deleted. Touches only jobs whose owner's lock is free, so that a
//! terminal start never disturbs the window's running jobs.

use std::fs::File;

use musa_api::answer::ImagesAnswer;
use musa_api::endpoint::{Endpoint, Received};
use musa_api::error::Kind;
use musa_api::transport::Head;

use super::call::{Running, Turn};
use super::context::Context;
use super::endpoint;
use super::failure::Failure;
use super::journal::{CallRow, JobRow};
use super::parts;
use super::save;
use super::tee;
use crate::files::OwnerLock;
use crate::protocol::{CallState, Charged, CommandError, ErrorCode, SavedPicture};
use crate::receipts::{Receipt, ReceiptState};

/// What a receipt turned out to hold.
pub(super) enum FromReceipt {
    /// No answer ever came.
    Nothing,
    /// Its pictures are in the library.
    Saved(Vec<SavedPicture>),
    /// It holds less than what was asked, or cannot be read.
    Short(Failure),
}

/// Jobs of owners that are gone, each with the lock that keeps others from recovering it too.
pub(super) fn abandoned(
    context: &Context,
    locks: &std::path::Path,
) -> Result<Vec<(OwnerLock, Vec<JobRow>)>, crate::db::DbError> {
    let mut by_owner: Vec<(OwnerLock, Vec<JobRow>)> = Vec::new();
    for row in context.journal.unfinished()? {
        if row.owner == context.owner {
            continue;
        }
        if let Some((_, rows)) = by_owner
            .iter_mut()
            .find(|(_, rows)| rows[0].owner == row.owner)
        {
            rows.push(row);
        } else if let Ok(Some(lock)) = OwnerLock::acquire(locks, row.owner) {
            by_owner.push((lock, vec![row]));
        }
    }
    // Between the reading and the lock another process may have taken a job over.
    for (_, rows) in &mut by_owner {
        let mut still = Vec::new();
        for row in rows.drain(..) {
            let now = context.journal.job(row.id)?;
            still.extend(now.filter(|now| now.owner == row.owner));
        }
        *rows = still;
    }
    Ok(by_owner)
}

/// Brings one call of an abandoned job to an honest end.
pub(super) async fn call(
    context: &Context,
    job: &Running,
    row: &CallRow,
) -> Result<Vec<SavedPicture>, Failure> {
    let turn = Turn {
        call: row.id,
        pictures: row.pictures,
    };
    if row.state == CallState::Queued {
        return Err(Failure::stopped(Charged::No));
    }
    let placed = context
        .blocking(move |it| it.library.recover_placing_of(turn.call))
        .await?;
    placed.map_err(|error| Failure::saving(&error))?;
    match from_receipt(context, job, turn).await? {
        FromReceipt::Saved(saved) => Ok(saved),
        FromReceipt::Short(failure) if may_be_of_an_earlier_attempt(&failure) => {
            // The refusal was answered by another attempt, of which nothing is known.
            let lost = CommandError::new(ErrorCode::AnswerLost).charged(Charged::Maybe);
            Err(Failure::new(CallState::Unknown, lost))
        }
        FromReceipt::Short(failure) => Err(failure),
        FromReceipt::Nothing => {
            let error = CommandError::new(ErrorCode::AnswerLost).charged(Charged::Maybe);
            let error = match &row.task {
                Some(task) => error.arg("task", task),
                None => error,
            };
            Err(Failure::new(CallState::Unknown, error))
        }
    }
}

/// A refusal after which the client tries again by itself. A call that died with such a receipt
/// may have had its next request on the way.
fn may_be_of_an_earlier_attempt(failure: &Failure) -> bool {
    failure.error.charged == Charged::No
        && matches!(
            failure.error.code,
            ErrorCode::ProviderBusy | ErrorCode::ProviderFailed | ErrorCode::ProviderInvalid
        )
}

/// Reads a call's receipt again and saves what is in it. Sends nothing that makes a picture;
/// a picture behind an address is fetched (GET) if it is not there yet.
pub(super) async fn from_receipt(
    context: &Context,
    job: &Running,
    turn: Turn,
) -> Result<FromReceipt, Failure> {
    let found = context
        .blocking(move |it| it.receipts.find(turn.call))
        .await?;
    let Some(receipt) = found.map_err(|error| Failure::saving(&error))? else {
        return Ok(FromReceipt::Nothing);
    };
    if receipt.state == ReceiptState::Settled {
        return settled(context, turn).await;
    }
    let body = job.body.clone();
    let again = context
        .blocking(move |it| read(it, &body, turn, &receipt))
        .await?;
    let (caught, read, skeleton) = again.map_err(|error| Failure::saving(&error))?;
    // What is in a receipt has no key in it: it was blotted out before it was written.
    let answer = read.map(|answer| save::Answer::of(answer, skeleton, None));
    let saved = match answer {
        Ok(Ok(answer)) => save::all(context, job, turn, caught, answer).await,
        Ok(Err(id)) => {
            let text = id.0.clone();
            let noted = context
                .blocking(move |it| it.journal.set_task(turn.call, &text))
                .await?;
            noted.map_err(|error| Failure::saving(&error))?;
            let error = CommandError::new(ErrorCode::AnswerLost).arg("task", &id.0);
            Err(Failure::new(
                CallState::Unknown,
                error.charged(Charged::Maybe),
            ))
        }
        Err(error) => save::salvage(context, job, turn, caught, &error).await,
    };
    Ok(match saved {
        Ok(saved) => FromReceipt::Saved(saved),
        Err(failure) => FromReceipt::Short(failure),
    })
}

/// All was saved before the end; only the last row is missing.
async fn settled(context: &Context, turn: Turn) -> Result<FromReceipt, Failure> {
    let saved = context
        .blocking(move |it| it.library.pictures_of_call(turn.call))
        .await?;
    let saved = saved.map_err(|error| Failure::saving(&error))?;
    let saved: Vec<SavedPicture> = saved.into_iter().map(SavedPicture::from).collect();
    Ok(match save::fewer(turn, &saved) {
        Some(error) => FromReceipt::Short(Failure {
            state: CallState::Failed,
            error,
            saved,
        }),
        None => FromReceipt::Saved(saved),
    })
}

type ReadAgain = (
    tee::Caught,
    Result<ImagesAnswer, musa_api::error::Error>,
    Vec<u8>,
);

fn read(
    context: &Context,
    body: &super::stored::StoredJob,
    turn: Turn,
    receipt: &Receipt,
) -> std::io::Result<ReadAgain> {
    let head: Head = tee::head_of(&receipt.head);
    let body_file = File::open(&receipt.body)?;
    let (mut caught, lifted) = tee::read_again(body_file, &head, &context.library, turn.call)?;
    parts::left_whole(&context.library, turn.call, &mut caught.parts)?;
    let skeleton = lifted.skeleton.clone();
    // Which endpoint it was matters little for reading; lessons do not matter at all.
    let endpoint = endpoint::for_reading(body);
    let cut = musa_api::error::Error::cut(&head);
    // A killed process could not say how the body ended: what can be read has ended well.
    let read = endpoint
        .read(&Received {
            head,
            lifted,
            talk: None,
        })
        .map_err(|error| match error.kind() {
            Kind::Unreadable if receipt.state != ReceiptState::Whole => cut,
            _ => error,
        });
    Ok((caught, read, skeleton))
}
