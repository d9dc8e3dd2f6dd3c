//! After a crash: an answer is what its receipt holds, named as cut; nothing is sent again. Touches
//! only requests whose owner's lock is free, so that a terminal never disturbs the window.

use std::collections::HashMap;

use tokio_util::sync::CancellationToken;

use super::run::{Outcome, Talk};
use super::{Studio, internal};
use crate::chat::growth::Growth;
use crate::chat::hear::{HeardAgain, read_again};
use crate::chat::stored::{Kind, TalkRow, TalkState};
use crate::chat::tree;
use crate::files::OwnerLock;
use crate::jobs::Failure;
use crate::protocol::{CallState, Charged, CommandError, ErrorCode};
use crate::receipts::Receipt;

impl Studio {
    /// Brings requests of processes that are gone to an honest end. Pictures behind addresses are
    /// fetched beside everything else: opening does not wait for the network.
    pub(in crate::studio) async fn recover_talks(&self) -> Result<(), CommandError> {
        let found = self.blocking(Self::abandoned).await??;
        for row in found {
            let call = row.call;
            let outcome = self.blocking(move |it| it.left_of(&row)).await?;
            match outcome {
                Ok((talk, outcome)) => self.finish_left(talk, outcome).await,
                Err(error) => {
                    tracing::error!(?error, %call, "a request of an earlier process stays open");
                }
            }
        }
        Ok(())
    }

    /// Words are there at once; pictures come when they come.
    async fn finish_left(&self, talk: Talk, outcome: Outcome) {
        if outcome.growth.pictures().is_empty() {
            return self.end_talk(&talk, outcome).await;
        }
        let studio = self.clone();
        let chats = self.chats();
        chats
            .running
            .lock()
            .insert(talk.call(), talk.cancel.clone());
        chats.tasks.spawn(async move {
            studio.end_talk(&talk, outcome).await;
            studio.chats().running.lock().remove(&talk.call());
        });
    }

    /// Requests whose owner is gone; they are this process's from now on.
    fn abandoned(&self) -> Result<Vec<TalkRow>, CommandError> {
        let (store, owner) = (&self.chats().store, self.context().owner);
        let mut locks: HashMap<_, Option<OwnerLock>> = HashMap::new();
        let mut taken = Vec::new();
        for row in store.unfinished().map_err(internal)? {
            if row.owner == owner {
                continue;
            }
            let home = self.inner.home.locks();
            let lock = locks
                .entry(row.owner)
                .or_insert_with(|| OwnerLock::acquire(&home, row.owner).ok().flatten());
            if lock.is_some() && store.take_over(&row, owner).map_err(internal)? {
                taken.push(row);
            }
        }
        Ok(taken)
    }

    /// What a request has left.
    fn left_of(&self, row: &TalkRow) -> Result<(Talk, Outcome), CommandError> {
        let (context, store) = (self.context(), &self.chats().store);
        let answers = store.answers(row).map_err(internal)?;
        let kind = store.get(row.conversation).map_err(internal)?;
        let messages = store.messages(row.conversation).map_err(internal)?;
        let parent = answers.first().and_then(|it| it.parent);
        let branch = tree::path_to(&messages, parent);
        let branch = tree::along(&messages, &branch);
        let talk = Talk {
            new_message: None,
            kind: kind.map_or(Kind::Question, |it| it.kind),
            row: row.clone(),
            branch: branch.into_iter().cloned().collect(),
            profile: self
                .profile_of_process(row.profile)
                .or_else(|| self.inner.profiles.get(row.profile).ok()),
            cancel: CancellationToken::new(),
            answers,
        };
        let receipt = context.receipts.find(row.call).map_err(internal)?;
        let outcome = match (row.state, receipt) {
            (TalkState::Queued, _) => {
                nothing(&talk, CallState::Cancelled, ErrorCode::StoppedWaiting)
            }
            (_, None) => nothing(&talk, CallState::Unknown, ErrorCode::AnswerLost),
            (_, Some(receipt)) => heard(&context, &talk, &receipt)?,
        };
        Ok((talk, outcome))
    }
}

fn nothing(talk: &Talk, state: CallState, code: ErrorCode) -> Outcome {
    let charged = match state {
        CallState::Unknown => Charged::Maybe,
        _ => Charged::No,
    };
    Outcome {
        answer: Err((state, CommandError::new(code).charged(charged))),
        growth: Growth::new(talk.answers.len()),
        caught: None,
    }
}

fn heard(
    context: &crate::jobs::Context,
    talk: &Talk,
    receipt: &Receipt,
) -> Result<Outcome, CommandError> {
    let again = read_again(context, talk.call(), receipt, talk.answers.len());
    let HeardAgain {
        growth,
        caught,
        answer,
    } = again.map_err(internal)?;
    Ok(Outcome {
        answer: answer.map_err(|error| {
            let failure = Failure::of(&error);
            (failure.state, failure.error)
        }),
        growth,
        caught: Some(caught),
    })
}
