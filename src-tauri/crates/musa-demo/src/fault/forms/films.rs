//! Owns the families of films: refusals by Ark's own names, and what becomes of a task.

use http::StatusCode;

/// A refusal of a film, by Ark's own name for it (WIRE 10.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "each variant is documented by its line in Fault::list"
)]
pub enum ArkCode {
    Overdue,
    Denied,
    NoModel,
    NotOpen,
    Rate,
    Quota,
    Limit,
    Overloaded,
    Internal,
    Text,
    Faces,
}

impl ArkCode {
    /// As it stands in the answer.
    pub fn name(self) -> &'static str {
        match self {
            Self::Overdue => "AccountOverdueError",
            Self::Denied => "AccessDenied",
            Self::NoModel => "InvalidEndpointOrModel.NotFound",
            Self::NotOpen => "ModelNotOpen",
            Self::Rate => "RateLimitExceeded.EndpointRPMExceeded",
            Self::Quota => "QuotaExceeded",
            Self::Limit => "SetLimitExceeded",
            Self::Overloaded => "ServerOverloaded",
            Self::Internal => "InternalServiceError",
            Self::Text => "InputTextSensitiveContentDetected",
            Self::Faces => "InputImageSensitiveContentDetected.PrivacyInformation",
        }
    }

    /// Its status and its words.
    pub(crate) fn said(self) -> (StatusCode, &'static str) {
        let (status, words) = match self {
            Self::Overdue => (403, "The account has an overdue balance."),
            Self::Denied => (403, "The request failed because you do not have access."),
            Self::NoModel => (404, "The model or endpoint does not exist."),
            Self::NotOpen => (404, "Your account has not activated the model."),
            Self::Rate => (429, "The requests per minute of the endpoint are exceeded."),
            Self::Quota => (429, "The number of queued tasks has reached its quota."),
            Self::Limit => (429, "Your account has reached the set inference limit."),
            Self::Overloaded => (429, "The service is overloaded. Please try again later."),
            Self::Internal => (500, "The service encountered an unexpected internal error."),
            Self::Text => (400, "The input text may contain sensitive information."),
            Self::Faces => (400, "The input image may contain real person."),
        };
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
        (status, words)
    }
}

/// What becomes of a film, or of a question about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "each variant is documented by its line in Fault::list"
)]
pub enum FilmForm {
    Quick,
    Stuck,
    Endless,
    Failed,
    Sensitive,
    Expired,
    StrangeWord,
    Spelled,
    NoLastFrame,
    UrlExpired,
    UrlDead,
    UrlCut,
    NoFilm,
    Lost,
    StateError,
    StateMissing,
    NoList,
}
