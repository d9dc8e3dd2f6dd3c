//! From a failed call to what a person is told: a code, a state, and whether it cost anything.

use musa_api::error::{Charge, Error, Kind};
use musa_api::transport::TransportError;

use crate::library::FinishPartError;
use crate::protocol::{CallState, Charged, CommandError, ErrorCode, SavedPicture};

/// How a call ended when not all of its pictures were saved.
#[derive(Debug)]
pub(crate) struct Failure {
    /// Failed, cancelled or unknown.
    pub(crate) state: CallState,
    /// Why.
    pub(crate) error: CommandError,
    /// What was saved all the same.
    pub(super) saved: Vec<SavedPicture>,
}

impl Failure {
    /// A failure of this state.
    pub(super) fn new(state: CallState, error: CommandError) -> Self {
        Self {
            state,
            error,
            saved: Vec::new(),
        }
    }

    /// Something of our own failed before anything was sent.
    pub(super) fn before_sending(error: CommandError) -> Self {
        Self::new(CallState::Failed, error)
    }

    /// An answer came, and something of our own failed after it.
    pub(crate) fn saving(why: &dyn std::fmt::Display) -> Self {
        let error = CommandError::new(ErrorCode::SaveFailed).detail(why.to_string());
        Self::new(CallState::Failed, error.charged(Charged::Likely))
    }

    /// What came could not be made a picture: it is none, or the disk failed.
    pub(crate) fn finishing(error: &FinishPartError) -> Self {
        match error {
            FinishPartError::Io(error) => Self::saving(error),
            FinishPartError::NotAPicture { .. } => {
                let told = CommandError::new(ErrorCode::AnswerUnreadable);
                let told = told.detail(error.to_string()).charged(Charged::Likely);
                Self::new(CallState::Failed, told)
            }
        }
    }

    /// The same, knowing that it cost at least this much.
    pub(super) fn at_least(mut self, charged: Charged) -> Self {
        if self.error.charged == Charged::No {
            self.error.charged = charged;
        }
        self
    }

    /// The user stopped waiting.
    pub(crate) fn stopped(charged: Charged) -> Self {
        let error = CommandError::new(ErrorCode::StoppedWaiting).charged(charged);
        Self::new(CallState::Cancelled, error)
    }

    /// A call that failed at the provider or on the way.
    pub(crate) fn of(error: &Error) -> Self {
        let charged = match error.charge() {
            Charge::No => Charged::No,
            Charge::Possible => Charged::Maybe,
            Charge::Likely => Charged::Likely,
        };
        let state = match (error.kind(), charged) {
            (Kind::Cancelled, _) => CallState::Cancelled,
            (_, Charged::Maybe) => CallState::Unknown,
            _ => CallState::Failed,
        };
        Self::new(state, told(error).charged(charged))
    }
}

/// The words for an error, without its charge.
pub(crate) fn told(error: &Error) -> CommandError {
    let mut told = CommandError::new(code(error.kind()));
    told.detail = error.message().map(ToOwned::to_owned);
    match error.kind() {
        Kind::Transport(below) => told.detail = Some(below.to_string()),
        Kind::Receiver(why) => told.detail = Some(why.clone()),
        Kind::Moved(host) => told.args.extend([("host".to_owned(), host.clone())]),
        _ => {}
    }
    if let Some(refusal) = error.refusal() {
        told.args
            .insert("why".to_owned(), refusal.name().to_owned());
    }
    told.field = error
        .param()
        .filter(|name| !name.is_empty())
        .map(ToOwned::to_owned);
    told.retry_after_ms = error
        .retry_after()
        .map(|wait| u64::try_from(wait.as_millis()).unwrap_or(u64::MAX));
    if let Some(status) = error.status() {
        told.args.insert("status".to_owned(), status.to_string());
    }
    if let Some(id) = error.request_id() {
        told.args.insert("request".to_owned(), id.to_owned());
    }
    told
}

fn code(kind: &Kind) -> ErrorCode {
    match kind {
        Kind::Auth => ErrorCode::ProviderAuth,
        Kind::Quota => ErrorCode::ProviderQuota,
        Kind::RateLimited => ErrorCode::ProviderBusy,
        Kind::Moderation => ErrorCode::ProviderModeration,
        Kind::Invalid => ErrorCode::ProviderInvalid,
        Kind::NotFound => ErrorCode::ProviderNotFound,
        Kind::Forbidden => ErrorCode::ProviderForbidden,
        Kind::TooLarge => ErrorCode::ProviderTooLarge,
        Kind::Server => ErrorCode::ProviderFailed,
        Kind::Moved(_) => ErrorCode::ProviderMoved,
        Kind::NotTheApi => ErrorCode::ProviderNotApi,
        Kind::Unreadable => ErrorCode::AnswerUnreadable,
        Kind::NoPicture => ErrorCode::AnswerWithoutPicture,
        Kind::Transport(below) => match below {
            TransportError::Connect(_) | TransportError::Refused(_) | TransportError::Build(_) => {
                ErrorCode::ProviderUnreachable
            }
            TransportError::Source(_)
            | TransportError::Broken(_)
            | TransportError::Silent(_)
            | TransportError::Cut(_) => ErrorCode::AnswerLost,
        },
        Kind::Gateway => ErrorCode::AnswerLost,
        Kind::Receiver(_) => ErrorCode::SaveFailed,
        Kind::Cancelled => ErrorCode::StoppedWaiting,
    }
}
