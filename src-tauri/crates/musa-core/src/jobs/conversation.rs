//! Keeping what was said in an edit by Gemini's format, so that it can go on after a restart.

use std::fs::File;
use std::io;

use super::context::Context;
use super::stored::StoredJob;
use crate::ids::CallId;
use crate::library::{TurnReference, UserTurn};

/// Keeps both turns of a call, the model's out of its receipt. Blocks.
pub(super) fn keep(context: &Context, job: &StoredJob, call: CallId) -> io::Result<()> {
    let Some(receipt) = context.receipts.find(call)? else {
        return Ok(());
    };
    let reference = |sent: &super::StoredReference| TurnReference {
        hash: sent.hash.clone(),
        format: sent.format,
        bytes: sent.bytes,
    };
    let user = UserTurn {
        before: job.continues,
        prompt: job.plan.prompt.clone(),
        references: job.references.iter().map(reference).collect(),
    };
    let body = File::open(&receipt.body)?;
    let kept = context.library.keep_turn(call, &user, body)?;
    if !kept {
        tracing::info!(%call, "the answer has no turn: an edit goes on from its picture");
    }
    Ok(())
}
