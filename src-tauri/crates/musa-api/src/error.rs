//! One error for every call, opaque but for predicates. Owns the meaning of failures; the
//! shapes of error bodies are in [`shapes`], what they mean in [`classify`], and how their texts
//! are made fit to be shown in [`clean`].

use std::time::Duration;

use http::StatusCode;

use self::shapes::Form;
use crate::endpoint::Received;
use crate::secret::ApiKey;
use crate::transport::{Head, TransportError};

pub mod classify;
pub mod clean;
mod refusal;
pub mod shapes;

pub use refusal::Refusal;

/// What kind of failure it was, for a sentence and a next step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// The key is missing, wrong or expired.
    Auth,
    /// No money or quota left.
    Quota,
    /// Too many requests.
    RateLimited,
    /// The provider's safety filter refused.
    Moderation,
    /// The request is wrong; `param` may name the field.
    Invalid,
    /// No such model, or no such path.
    NotFound,
    /// The key may not do this, or a firewall stands in between.
    Forbidden,
    /// The body is too large for the provider.
    TooLarge,
    /// The provider failed.
    Server,
    /// A gateway gave up waiting (502, 504, 52x).
    Gateway,
    /// The address moved; `0` is the host it moved to. Nothing was followed.
    Moved(String),
    /// Not an API: an HTML page or something else that is no answer of this API.
    NotTheApi,
    /// An answer that could not be read as one; its receipt keeps it.
    Unreadable,
    /// A readable answer without a picture; `message` has the provider's words.
    NoPicture,
    /// Below HTTP.
    Transport(TransportError),
    /// What came could not be written down.
    Receiver(String),
    /// The caller stopped waiting.
    Cancelled,
}

/// Whether the failed call may cost something; the more likely, the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Charge {
    /// Certainly not: it never ran.
    No,
    /// It may have run (WIRE 7.6): the user decides.
    Possible,
    /// It ran: an answer came that is paid for.
    Likely,
}

/// A failed call. Texts are plain, short and without the key, an address or HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    pub(crate) kind: Kind,
    pub(crate) charge: Charge,
    pub(crate) status: Option<StatusCode>,
    /// Boxed, so that a good result does not carry the room for it.
    pub(crate) words: Box<Words>,
}

/// What the provider said. Texts are cleaned; they are shortened when they are shown, or as soon
/// as the key has been removed from the whole of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Words {
    pub(crate) message: Option<String>,
    pub(crate) code: Option<String>,
    pub(crate) param: Option<String>,
    pub(crate) request_id: Option<String>,
    pub(crate) retry_after: Option<Duration>,
    /// A page's words are its title, which is shown shorter.
    pub(crate) form: Form,
}

impl Words {
    fn longest_message(&self) -> usize {
        match self.form {
            Form::Page => clean::LONGEST_TITLE,
            Form::Structured | Form::Plain => clean::LONGEST,
        }
    }
}

impl Error {
    /// A failure without a word of the provider.
    pub(crate) fn of(kind: Kind, charge: Charge) -> Self {
        Self {
            kind,
            charge,
            status: None,
            words: Box::default(),
        }
    }

    /// A failure below HTTP; what it may have cost follows from where it broke (WIRE 7.6).
    pub(crate) fn below_http(error: TransportError) -> Self {
        let charge = match &error {
            TransportError::Connect(_)
            | TransportError::Refused(_)
            | TransportError::Build(_)
            | TransportError::Source(_) => Charge::No,
            TransportError::Broken(_) | TransportError::Silent(_) | TransportError::Cut(_) => {
                Charge::Possible
            }
        };
        Self::of(Kind::Transport(error), charge)
    }

    /// An answer that broke off, read again from where it was kept.
    pub fn cut(head: &Head) -> Self {
        let mut error = Self::below_http(TransportError::Cut("it broke off".to_owned()));
        error.status = Some(head.status);
        error
    }

    /// An answer that is an error, of any status.
    pub(crate) fn from_answer(received: &Received) -> Self {
        let body = shapes::read(received);
        classify::error(&received.head, &body)
    }

    /// A question that did not leave, and nothing was to be paid for.
    pub fn unsent() -> Self {
        Self::of(Kind::Cancelled, Charge::No)
    }

    /// The same with these words, cleaned.
    pub(crate) fn with_message(mut self, text: &str) -> Self {
        let text = clean::text(text);
        if !text.is_empty() {
            self.words.message = Some(text);
        }
        self
    }

    /// The same without the key in any text, in whatever form a server may echo it. What
    /// [`crate::client::Client`] returns as an error has been through this; an error inside a
    /// good answer ([`crate::endpoints::image_task::TaskState::Failed`]), or one that was read
    /// without a client, has not.
    #[must_use]
    pub fn without_key(mut self, key: &ApiKey) -> Self {
        self.redact(key);
        self
    }

    /// The same with a charge that is at least this one: it is raised, never lowered.
    #[must_use]
    pub fn at_least(mut self, charge: Charge) -> Self {
        self.charge = self.charge.max(charge);
        self
    }

    /// Removes the key from every text, in whatever form a server may echo it, and only then
    /// shortens them.
    pub(crate) fn redact(&mut self, key: &ApiKey) {
        for text in [
            &mut self.words.message,
            &mut self.words.code,
            &mut self.words.param,
            &mut self.words.request_id,
        ]
        .into_iter()
        .flatten()
        {
            *text = clean::without_key(text, key);
        }
        match &mut self.kind {
            Kind::Transport(error) => error.map_text(|text| clean::without_key(text, key)),
            Kind::Moved(host) => *host = clean::host_without_key(host, key),
            Kind::Receiver(why) => *why = clean::without_key(why, key),
            _ => {}
        }
        self.shorten();
    }

    /// Shortens every text to what is shown of it.
    pub(crate) fn shorten(&mut self) {
        let most = self.words.longest_message();
        let words = &mut *self.words;
        let texts = [
            (&mut words.message, most),
            (&mut words.code, clean::LONGEST),
            (&mut words.param, clean::LONGEST),
        ];
        for (text, most) in texts {
            if let Some(text) = text {
                text.truncate(clean::short(text, most).len());
            }
        }
        if let Kind::Moved(host) = &mut self.kind {
            host.truncate(clean::short(host, clean::LONGEST).len());
        }
    }

    /// What kind it is.
    pub fn kind(&self) -> &Kind {
        &self.kind
    }
    /// Whether it may have cost something.
    pub fn charge(&self) -> Charge {
        self.charge
    }
    /// True when the user must be told "may have been charged".
    pub fn may_have_been_charged(&self) -> bool {
        self.charge != Charge::No
    }
    /// True for a missing, wrong or expired key.
    pub fn is_auth(&self) -> bool {
        self.kind == Kind::Auth
    }
    /// True when the host has no such page, or something else stands in its place: a console for
    /// browsers, a redirect. For questions that a host need not know (WIRE 8) this is no failure.
    pub fn is_not_offered(&self) -> bool {
        let absent = matches!(self.kind, Kind::NotFound | Kind::NotTheApi | Kind::Moved(_));
        absent || matches!(self.status(), Some(405 | 501))
    }
    /// HTTP status, if there was an answer.
    pub fn status(&self) -> Option<u16> {
        self.status.map(|status| status.as_u16())
    }
    /// The provider's words, cleaned; at most 2,000 characters.
    pub fn message(&self) -> Option<&str> {
        let most = self.words.longest_message();
        let message = self.words.message.as_deref()?;
        Some(clean::short(message, most))
    }
    /// The provider's code for it.
    pub fn code(&self) -> Option<&str> {
        let code = self.words.code.as_deref()?;
        Some(clean::short(code, clean::LONGEST))
    }
    /// Why a model gave no picture, where the provider's code says it (WIRE 3.2).
    pub fn refusal(&self) -> Option<Refusal> {
        Refusal::of(self.code()?)
    }
    /// The field that the provider blames.
    pub fn param(&self) -> Option<&str> {
        let param = self.words.param.as_deref()?;
        Some(clean::short(param, clean::LONGEST))
    }
    /// The provider's number of the request, for its support.
    pub fn request_id(&self) -> Option<&str> {
        self.words.request_id.as_deref()
    }
    /// When the provider wants to be asked again.
    pub fn retry_after(&self) -> Option<Duration> {
        self.words.retry_after
    }
}

impl std::fmt::Display for Error {
    /// For logs. The sentence for a person is made from [`Error::kind`] by the product.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{:?}", self.kind)?;
        if let Some(status) = self.status() {
            write!(out, " (HTTP {status})")?;
        }
        match self.message() {
            Some(message) => write!(out, ": {message}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {}
