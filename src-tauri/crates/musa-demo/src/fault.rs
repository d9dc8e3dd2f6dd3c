//! Owns the names of the faults: what can be asked of the demo, and how it is written.
//!
//! A fault is written `name`, `name:argument`, and with `@k` behind for the first `k` requests
//! only: `rate-limit:2@1`, `cut:1000`. Which of them applies to a request is `fault::plan`; what
//! they do is in `answer` and `shelf`.

mod forms;
mod lines;
pub(crate) mod plan;

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

pub use forms::{ArkCode, BalanceForm, Block, ChatForm, FilmForm};
pub use lines::FaultLine;
pub use plan::Route;

/// One way to misbehave, or to answer in another of the forms that real servers use. Each applies
/// to picture POSTs, or to the one route that its line in [`Fault::list`] names. Several may be set; the first refusal wins, and alterations of the picture, of the
/// JSON and of the delivery combine.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "each variant is documented by its line in Fault::list"
)]
pub enum Fault {
    RateLimit {
        retry_after: Duration,
    },
    Empty429,
    Quota,
    Unauthorized,
    KeyEcho,
    Moderation,
    ServerError,
    BadGateway,
    Timeout524,
    NoChannel,
    FailNth(u32),
    ResponseFormatUnknown,
    ArrayField,
    DropBeforeAnswer,
    DropHeaders,
    Cut(usize),
    CutChunked(usize),
    SlowBody {
        pause: Duration,
    },
    Stall,
    Hang,
    Redirect,
    Html200,
    Error200,
    Padding,
    PaddingError,
    TextOnly,
    NoData,
    DataUri,
    EscapedSlashes,
    UrlsafeB64,
    WrappedB64,
    JpegAsPng,
    NotAPicture,
    BrokenPng,
    ExpiredUrl,
    Url404,
    UrlFlaky,
    UrlCut,
    UrlRedirectPrivate,
    UrlPrivate,
    Task,
    TaskOnce,
    TaskFailed,
    Gzip,
    WrongSize,
    WrongRatio,
    StreamAsJson,
    JsonAsStream,
    StreamError,
    StreamUnfinished,
    NoPartials,
    RelayEvents,
    NoRoute(Route),
    Block(Block),
    SnakeCase,
    GeminiMarkdown,
    BigSignature(usize),
    StripSignatures,
    Drafts(u32),
    Chat(ChatForm),
    ChatDraft,
    SvgActive,
    NoModels,
    Balance(BalanceForm),
    Ark(ArkCode),
    Film(FilmForm),
    /// `inner@count`: the inner fault for the first `count` requests that it applies to.
    First {
        inner: Box<Fault>,
        count: u32,
    },
}

/// Why a text names no fault.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseFaultError {
    /// No fault has this name.
    #[error("no fault is called \"{0}\"")]
    UnknownName(String),
    /// The fault needs an argument and got none.
    #[error("the fault \"{0}\" needs an argument: {0}:N")]
    MissingArgument(String),
    /// The fault takes no argument, or its argument is not a whole number.
    #[error("\"{argument}\" is not an argument of the fault \"{name}\"")]
    BadArgument {
        /// The fault's name.
        name: String,
        /// What stood behind the colon.
        argument: String,
    },
    /// What stands behind `@` is not a whole number.
    #[error("\"{0}\" is not a number of requests")]
    BadCount(String),
}

impl Fault {
    /// The fault without its `@k`.
    pub(crate) fn bare(&self) -> &Fault {
        match self {
            Fault::First { inner, .. } => inner.bare(),
            fault => fault,
        }
    }

    /// How many requests it applies to, when that is limited.
    pub(crate) fn limit(&self) -> Option<u32> {
        match self {
            Fault::First { count, .. } => Some(*count),
            _ => None,
        }
    }

    fn argument(&self) -> Option<u64> {
        match self {
            Fault::RateLimit { retry_after } => Some(retry_after.as_secs()),
            Fault::SlowBody { pause } => u64::try_from(pause.as_millis()).ok(),
            Fault::FailNth(n) | Fault::Drafts(n) => Some(u64::from(*n)),
            Fault::Cut(bytes) | Fault::CutChunked(bytes) | Fault::BigSignature(bytes) => {
                u64::try_from(*bytes).ok()
            }
            _ => None,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bare = self.bare();
        f.write_str(lines::name_of(bare))?;
        if let Some(argument) = bare.argument() {
            write!(f, ":{argument}")?;
        }
        match self.limit() {
            Some(count) => write!(f, "@{count}"),
            None => Ok(()),
        }
    }
}

impl FromStr for Fault {
    type Err = ParseFaultError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (rest, count) = match text.trim().split_once('@') {
            Some((rest, count)) => {
                let bad = || ParseFaultError::BadCount(count.to_owned());
                (rest, Some(count.parse().map_err(|_| bad())?))
            }
            None => (text.trim(), None),
        };
        let (name, argument) = match rest.split_once(':') {
            Some((name, argument)) => (name, Some(argument)),
            None => (rest, None),
        };
        let fault = lines::parse(name, argument)?;
        Ok(match count {
            Some(count) => Fault::First {
                inner: Box::new(fault),
                count,
            },
            None => fault,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_listed_fault_reads_back_as_it_is_written() {
        for line in Fault::list() {
            let text = match line.argument {
                Some(_) => format!("{}:3@2", line.name),
                None => format!("{}@2", line.name),
            };
            let fault: Fault = text.parse().unwrap();
            assert_eq!(fault.to_string(), text);
            assert_eq!(fault.limit(), Some(2));
        }
    }

    #[test]
    fn an_argument_that_has_a_default_may_be_left_out() {
        let fault: Fault = "rate-limit".parse().unwrap();
        assert_eq!(
            fault,
            Fault::RateLimit {
                retry_after: Duration::from_secs(1)
            }
        );
    }

    #[test]
    fn a_text_that_names_no_fault_says_why() {
        let error = |text: &str| text.parse::<Fault>().unwrap_err().to_string();
        assert_eq!(error("thunder"), "no fault is called \"thunder\"");
        assert_eq!(error("cut"), "the fault \"cut\" needs an argument: cut:N");
        assert_eq!(
            error("cut:x"),
            "\"x\" is not an argument of the fault \"cut\""
        );
        assert_eq!(
            error("quota:1"),
            "\"1\" is not an argument of the fault \"quota\""
        );
        assert_eq!(error("quota@many"), "\"many\" is not a number of requests");
    }
}
