//! What can still be done for a job that did not bring every picture: nothing without a change,
//! ask once more, or bring in what is already paid for. Decides by the calls' errors, and
//! by whether an answer is really kept.

use musa_core::protocol::{Charged, CommandError, ErrorCode};
use musa_core::studio::{JobSummary, RetryHow};

use crate::screen::Screen;
use crate::table;

/// The next command that makes sense, if any does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Advice {
    /// The same request would be refused in the same way.
    Nothing,
    /// Nothing was charged; the same request may go through.
    Again,
    /// It may have been charged, and may be once more.
    AgainCharged,
    /// An answer or a task is there: it can be brought in.
    BringIn,
    /// What is there could not be brought in: only a new request is left.
    Anew,
}

impl Advice {
    /// By the calls of an ended job. `tried` is how this run has asked for it, if it was a retry
    /// of what is kept.
    pub(crate) fn of(job: &JobSummary, tried: Option<RetryHow>) -> Self {
        let calls = job.calls.iter();
        let advices = calls.filter_map(|call| {
            let error = call.error.as_ref()?;
            Some(Self::of_call(error, call.kept, tried))
        });
        advices
            .max_by_key(|advice| advice.rank())
            .unwrap_or(Self::Nothing)
    }

    fn of_call(error: &CommandError, is_kept: bool, tried: Option<RetryHow>) -> Self {
        use ErrorCode as E;
        match error.code {
            _ if is_kept && tried == Some(RetryHow::KeptFirst) => Self::Anew,
            _ if is_kept => Self::BringIn,
            E::ProviderBusy
            | E::ProviderFailed
            | E::ProviderUnreachable
            | E::AnswerLost
            | E::AnswerWithoutPicture
            | E::AnswerUnreadable
            | E::SaveFailed
            | E::DownloadFailed
            | E::StoppedWaiting
            | E::HomeFull
            | E::HomeFailed
            | E::Internal => match error.charged {
                Charged::No => Self::Again,
                Charged::Maybe | Charged::Likely => Self::AgainCharged,
            },
            _ => Self::Nothing,
        }
    }

    /// What is paid for comes first, and what costs nothing comes last.
    fn rank(self) -> u8 {
        match self {
            Self::Nothing => 0,
            Self::Again => 1,
            Self::AgainCharged => 2,
            Self::Anew => 3,
            Self::BringIn => 4,
        }
    }

    /// A sentence, and the command on a line of its own, so that it can be copied.
    pub(crate) fn tell(self, screen: &Screen, job: &str) {
        let id = match self {
            Self::Nothing => return,
            Self::Again => "cli-again",
            Self::AgainCharged => "cli-again-charged",
            Self::BringIn => "cli-bring-in",
            Self::Anew => "cli-anew",
        };
        screen.note(id, &[]);
        let anew = if self == Self::Anew { " --anew" } else { "" };
        screen.note_line(&format!("  musa jobs retry {}{anew}", table::short_id(job)));
    }
}

#[cfg(test)]
mod tests {
    use musa_core::protocol::{Charged, CommandError, ErrorCode};
    use musa_core::studio::RetryHow;

    use super::Advice;

    fn advice(code: ErrorCode, charged: Charged) -> Advice {
        Advice::of_call(&CommandError::new(code).charged(charged), false, None)
    }

    #[test]
    fn what_needs_a_change_is_not_asked_for_again() {
        for code in [
            ErrorCode::ProviderQuota,
            ErrorCode::ProviderAuth,
            ErrorCode::ProviderModeration,
            ErrorCode::ProviderInvalid,
            ErrorCode::ProviderNotFound,
        ] {
            assert_eq!(advice(code, Charged::No), Advice::Nothing, "{code:?}");
        }
    }

    #[test]
    fn asking_again_says_when_it_may_be_charged_again() {
        let busy = advice(ErrorCode::ProviderBusy, Charged::No);
        assert_eq!(busy, Advice::Again);
        let lost = advice(ErrorCode::AnswerLost, Charged::Maybe);
        assert_eq!(lost, Advice::AgainCharged);
    }

    #[test]
    fn what_is_kept_is_brought_in_before_it_is_paid_again() {
        for code in [
            ErrorCode::SaveFailed,
            ErrorCode::AnswerUnreadable,
            ErrorCode::DownloadFailed,
            ErrorCode::AnswerLost,
        ] {
            let error = CommandError::new(code).charged(Charged::Likely);
            assert_eq!(
                Advice::of_call(&error, true, None),
                Advice::BringIn,
                "{code:?}"
            );
            let tried = Advice::of_call(&error, true, Some(RetryHow::KeptFirst));
            assert_eq!(tried, Advice::Anew, "{code:?}");
            assert_eq!(
                advice(code, Charged::Likely),
                Advice::AgainCharged,
                "{code:?}"
            );
        }
    }
}
