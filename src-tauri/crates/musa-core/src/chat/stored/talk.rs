//! What is kept of a request.

use crate::ids::{CallId, ConversationId, OwnerId, ProfileId};

/// How far a request is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TalkState {
    /// Nothing of it has left.
    Queued,
    /// It may have left.
    Sending,
    /// It is answered; pictures of it are being saved.
    Saving,
    Ended,
}

impl TalkState {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Saving => "saving",
            Self::Ended => "ended",
        }
    }

    /// An unknown name is from a later Musa: that it may have left claims the least.
    pub(crate) fn parse(name: &str) -> Self {
        let all = [Self::Queued, Self::Sending, Self::Saving, Self::Ended];
        let found = all.into_iter().find(|it| it.name() == name);
        found.unwrap_or(Self::Sending)
    }
}

/// A request's row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TalkRow {
    pub(crate) call: CallId,
    pub(crate) conversation: ConversationId,
    pub(crate) owner: OwnerId,
    pub(crate) profile: ProfileId,
    pub(crate) state: TalkState,
}
