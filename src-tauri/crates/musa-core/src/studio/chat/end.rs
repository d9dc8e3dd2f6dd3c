//! The end of a request: what is kept of its answers, honestly named, and told.

use musa_api::talk::{Branch, FinishKind, Seal, TalkAnswer, TalkEnd, Tokens};

use super::run::{Outcome, Talk};
use super::{Studio, internal};
use crate::chat::growth::Growth;
use crate::chat::schema;
use crate::chat::stored::{
    Kind, StoredAnswer, StoredBody, StoredMessage, StoredSeal, TalkState, Wanted,
};
use crate::jobs::Failure;
use crate::protocol::{
    AnswerState, CallState, Charged, ChatPrice, CommandError, ErrorCode, Finish, TokenUsage,
};

impl Studio {
    /// Writes down how a request ended, tells it, and saves its pictures.
    pub(super) async fn end_talk(&self, talk: &Talk, outcome: Outcome) {
        let Outcome {
            answer,
            mut growth,
            caught,
        } = outcome;
        let now = self.context().clock.now();
        match &answer {
            Ok(answer) => growth.conclude(answer, now.as_millisecond()),
            Err(_) => growth.end(now.as_millisecond()),
        }
        let answered = self.has_receipt(talk).await;
        let (profile, model) = (talk.row.profile, model_of(talk));
        let price = self.blocking(move |it| it.chats().prices.of(profile, &model));
        let price = price.await.ok().and_then(Result::ok).flatten();
        let mut answers = talk.answers.clone();
        for message in &mut answers {
            if let StoredBody::Answer { answer: stored } = &mut message.body {
                end(stored, &answer, &growth, price.as_ref());
                stored.answered = answered;
                let took = now.as_millisecond() - stored.started_at.as_millisecond();
                stored.took_ms = u64::try_from(took).ok();
            }
        }
        let state = match growth.pictures() {
            [] => TalkState::Ended,
            _ => TalkState::Saving,
        };
        self.write_answers(talk, &answers, state).await;
        if talk.kind == Kind::Shown {
            self.tell_conversation(talk.row.conversation).await;
        }
        if state == TalkState::Saving {
            self.save_pictures(talk, answers, &growth, caught).await;
        }
    }

    /// Writes answers as they are now, then tells them.
    pub(super) async fn write_answers(
        &self,
        talk: &Talk,
        answers: &[StoredMessage],
        state: TalkState,
    ) {
        let (rows, call) = (answers.to_vec(), talk.call());
        let written = self.blocking(move |it| {
            let written = it.chats().store.write(&rows, call, state).map_err(internal);
            let views: Vec<_> = rows.iter().map(|row| it.message_view(row)).collect();
            written
                .map(|()| views.clone())
                .map_err(|error| (error, views))
        });
        let views = match written.await {
            Ok(Ok(views)) => views,
            Ok(Err((error, views))) => {
                // The receipt has it all, and the next start reads it again.
                tracing::error!(?error, %call, "the end of a request could not be written");
                views
            }
            Err(error) => {
                tracing::error!(?error, %call, "the end of a request could not be written");
                return;
            }
        };
        if talk.kind == Kind::Shown {
            views.into_iter().for_each(|it| self.tell_changed(it));
        }
    }

    async fn has_receipt(&self, talk: &Talk) -> bool {
        let call = talk.call();
        let found = self.blocking(move |it| it.context().receipts.find(call));
        matches!(found.await, Ok(Ok(Some(_))))
    }
}

fn model_of(talk: &Talk) -> String {
    let first = talk.answers.first().and_then(|it| it.body.answer());
    first.map(|it| it.model.clone()).unwrap_or_default()
}

/// What one answer is now.
fn end(
    stored: &mut StoredAnswer,
    answer: &Result<TalkAnswer, (CallState, CommandError)>,
    growth: &Growth,
    price: Option<&ChatPrice>,
) {
    stored.parts = growth.parts(stored.choice as usize);
    match answer {
        Err((state, error)) => {
            stored.state = match state {
                CallState::Cancelled => AnswerState::Stopped,
                _ => AnswerState::Failed,
            };
            stored.error = Some(error.clone());
        }
        Ok(answer) => {
            (stored.state, stored.error) = ended(answer);
            let branch = answer
                .branches
                .iter()
                .find(|it| it.number.0 == stored.choice);
            match branch {
                Some(branch) => of_branch(stored, branch),
                None => {
                    // Fewer answers than were asked for.
                    stored.state = AnswerState::Failed;
                    let error = CommandError::new(ErrorCode::AnswerUnreadable);
                    stored.error = Some(error.charged(Charged::Likely));
                }
            }
            if stored.choice == 0
                && let Some(tokens) = &answer.tokens
            {
                let usage = usage(tokens);
                stored.cost = price.and_then(|it| it.of(&usage));
                stored.usage = Some(usage);
            }
        }
    }
    if stored.state == AnswerState::Done && !has_calls(stored) {
        stored.checked = match &stored.wanted {
            Wanted::Words => None,
            Wanted::Json => Some(schema::check(&stored.text(), None)),
            Wanted::Schema(asked) => Some(schema::check(&stored.text(), Some(asked))),
        };
    }
}

fn has_calls(stored: &StoredAnswer) -> bool {
    stored.seals.iter().any(Option::is_some)
        || stored
            .parts
            .iter()
            .any(|it| matches!(it, crate::protocol::AnswerPart::ToolCall { .. }))
}

/// How an answer ended that says something.
fn ended(answer: &TalkAnswer) -> (AnswerState, Option<CommandError>) {
    match &answer.end {
        TalkEnd::Complete => (AnswerState::Done, None),
        TalkEnd::Failed(error) => (AnswerState::Failed, Some(Failure::of(error).error)),
        TalkEnd::Interrupted(error) => {
            let failure = Failure::of(error);
            if failure.state == CallState::Cancelled {
                return (AnswerState::Stopped, Some(failure.error));
            }
            let mut told = CommandError::new(ErrorCode::AnswerCut).charged(Charged::Likely);
            told.detail = failure.error.detail;
            (AnswerState::Cut, Some(told))
        }
    }
}

fn of_branch(stored: &mut StoredAnswer, branch: &Branch) {
    let seals = branch.calls.iter().map(|call| {
        call.seal.as_ref().map(|seal| match seal {
            Seal::Signature(text) => StoredSeal::Signature(text.clone()),
            Seal::Extra(value) => StoredSeal::Extra(value.clone()),
        })
    });
    stored.seals = seals.collect();
    if let Some(finish) = &branch.finish {
        stored.finish = Some(match finish.kind {
            FinishKind::Stop => Finish::Stop,
            FinishKind::Length => Finish::Length,
            FinishKind::Calls => Finish::Tools,
            FinishKind::Filtered => Finish::Filter,
            FinishKind::Else => Finish::Other,
        });
        stored.finish_word = Some(finish.word.clone());
    }
}

fn usage(tokens: &Tokens) -> TokenUsage {
    TokenUsage {
        input: tokens.usage.input_tokens,
        cached: tokens.cached,
        output: tokens.usage.output_tokens,
        thinking: tokens.thinking,
        total: tokens.usage.total_tokens,
    }
}
