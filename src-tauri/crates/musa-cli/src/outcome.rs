//! How a command ended, as the shell sees it.

use std::process::ExitCode;

use musa_core::protocol::ErrorCode;

/// The end of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All that was asked for is done.
    Done,
    /// Something failed, or not every picture came.
    Incomplete,
    /// Refused before anything was sent.
    Refused,
    /// The user stopped it.
    Stopped,
    /// The user stopped it twice: nothing is waited for, not even the end.
    Abandoned,
}

impl Outcome {
    /// What an error of this code means for a command that was not even started.
    pub(crate) fn of_error(code: ErrorCode) -> Self {
        if code.is_of_a_call() || code.is_of_this_machine() {
            Self::Incomplete
        } else {
            Self::Refused
        }
    }

    /// What two of them are together: done only when both are.
    pub(crate) fn worse(self, other: Self) -> Self {
        if self == Self::Done { other } else { self }
    }

    /// The number for the shell. 130 is what a shell gives a program ended by Ctrl+C.
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Incomplete => 1,
            Self::Refused => 2,
            Self::Stopped | Self::Abandoned => 130,
        }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(outcome.code())
    }
}
