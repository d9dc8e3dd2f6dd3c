//! What an answer is once it has ended, honestly named. Pure.

use musa_api::talk::{Branch, FinishKind, Seal, TalkAnswer, TalkEnd, Tokens};

use crate::chat::growth::Growth;
use crate::chat::schema;
use crate::chat::stored::{StoredAnswer, StoredSeal, Wanted};
use crate::jobs::Failure;
use crate::protocol::{
    AnswerPart, AnswerState, CallState, Charged, ChatPrice, CommandError, ErrorCode, Finish,
    TokenUsage,
};

/// What one answer is now.
pub(super) fn end(
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
            if let Some(branch) = branch {
                of_branch(stored, branch);
            } else {
                // Fewer answers than were asked for.
                stored.state = AnswerState::Failed;
                let error = CommandError::new(ErrorCode::AnswerUnreadable);
                stored.error = Some(error.charged(Charged::Likely));
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
            .any(|it| matches!(it, AnswerPart::ToolCall { .. }))
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
