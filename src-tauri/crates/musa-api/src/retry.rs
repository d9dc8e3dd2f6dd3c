//! When a request may be repeated: WIRE 7.6, with the rules of 7.3 for 429 and 503, as a pure
//! function, and nothing else. A request that may be paid for is repeated only when it certainly
//! did not run.

use std::time::Duration;

use backon::{BackoffBuilder as _, ExponentialBackoff, ExponentialBuilder};
use jiff::Timestamp;

use crate::endpoint::{Billing, Change};
use crate::error::classify::found_no_channel;
use crate::error::{Charge, Error, Kind};
use crate::transport::{Head, TransportError};

/// How often a call is repeated at most.
pub const MOST_RETRIES: u32 = 3;
/// A provider that wants a longer pause is not waited for: the user sees when to come back.
pub const LONGEST_WAIT: Duration = Duration::from_mins(2);
/// Fields that may be left out when a provider does not know them (WIRE 7.6).
const DROPPABLE: [&str; 4] = ["response_format", "image_size", "partial_images", "stream"];

/// What to do after a failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Report it.
    GiveUp,
    /// Send the same again after a pause.
    Again(Wait),
    /// Send it again, changed, at once.
    Changed(Change),
}

/// How long to pause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wait {
    /// As the provider said.
    Exactly(Duration),
    /// Half a second, doubled each time: nobody answered yet.
    Short,
    /// Two seconds, doubled each time, at most a minute (WIRE 7.3).
    Long,
}

/// Decides after attempt number `attempt` (the first is 1), of which `bytes_sent` bytes of the
/// body had been handed to a connection.
pub fn decide(attempt: u32, error: &Error, billing: Billing, bytes_sent: u64) -> Decision {
    if let Some(change) = change(error) {
        return Decision::Changed(change);
    }
    if attempt > MOST_RETRIES || (billing == Billing::Billable && error.charge() != Charge::No) {
        return Decision::GiveUp;
    }
    match error.kind() {
        // "Never sent" must be true in our own count as well.
        Kind::Transport(TransportError::Connect(_)) if bytes_sent == 0 => {
            Decision::Again(Wait::Short)
        }
        // With a good status the gateway has begun to answer (WIRE 7.2): the work may have run.
        Kind::RateLimited if billing == Billing::Free || error.status() == Some(429) => {
            pause(error)
        }
        Kind::Server | Kind::NotFound if error.status() == Some(503) && found_no_channel(error) => {
            pause(error)
        }
        _ if billing == Billing::Free => question(error),
        _ => Decision::GiveUp,
    }
}

/// A free question may also be repeated after failures that leave open whether it ran.
fn question(error: &Error) -> Decision {
    match error.kind() {
        Kind::Transport(below) if below.is_too_long() => Decision::GiveUp,
        Kind::Transport(
            TransportError::Broken(_) | TransportError::Silent(_) | TransportError::Cut(_),
        ) => Decision::Again(Wait::Short),
        Kind::Server | Kind::Gateway => pause(error),
        _ if matches!(error.status(), Some(408 | 409 | 425)) => pause(error),
        _ => Decision::GiveUp,
    }
}

fn pause(error: &Error) -> Decision {
    match error.retry_after() {
        Some(wait) if wait > LONGEST_WAIT => Decision::GiveUp,
        Some(wait) => Decision::Again(Wait::Exactly(wait)),
        None => Decision::Again(Wait::Long),
    }
}

/// The change that a refusal asks for (WIRE 2.3 and 7.6). A refusal made nothing.
fn change(error: &Error) -> Option<Change> {
    if *error.kind() != Kind::Invalid || !matches!(error.status(), Some(400 | 422)) {
        return None;
    }
    let message = error.message().unwrap_or_default().to_lowercase();
    let field_required = message.contains("field required")
        && (message.contains("image") || error.param().is_some_and(|p| p.starts_with("image")));
    if message.contains("duplicate parameter: 'image'")
        || message.contains("image is required")
        || field_required
    {
        return Some(Change::OtherArrayField);
    }
    // A reasoning model, of a chat (WIRE 4.1); the endpoint knows the newer name.
    let limit = error.param() == Some("max_tokens") || message.contains("'max_tokens'");
    if limit && message.contains("max_completion_tokens") {
        return Some(Change::DropField("max_tokens".to_owned()));
    }
    // Google: `Invalid JSON payload received. Unknown name "imageSize" at …`.
    let unknown = error.code() == Some("unknown_parameter")
        || message.contains("unknown parameter")
        || message.contains("unknown name");
    let named = |field: &&&str| {
        error.param() == Some(**field)
            || message.contains(&format!("'{field}'"))
            || message.contains(&format!("\"{}\"", field.replace('_', "")))
    };
    let field = DROPPABLE.iter().find(named).filter(|_| unknown)?;
    Some(Change::DropField((*field).to_owned()))
}

/// What a head says about when to come back: `retry-after-ms`, `retry-after` in seconds or as a
/// date, `x-ratelimit-reset-requests`. Anything that is no time, or is negative, says nothing.
pub fn after(head: &Head, now: Timestamp) -> Option<Duration> {
    let number = |text: &str| {
        let seconds = text.trim().parse::<f64>().ok()?;
        Duration::try_from_secs_f64(seconds).ok()
    };
    if let Some(wait) = head.header("retry-after-ms").and_then(number) {
        return Some(wait / 1000);
    }
    if let Some(text) = head.header("retry-after") {
        return number(text).or_else(|| until(text, now));
    }
    let reset = head.header("x-ratelimit-reset-requests")?;
    reset.strip_suffix('s').and_then(number)
}

fn until(date: &str, now: Timestamp) -> Option<Duration> {
    let then = jiff::fmt::rfc2822::parse(date.trim()).ok()?.timestamp();
    // A date that has passed means: now.
    Some(Duration::try_from(then.duration_since(now)).unwrap_or_default())
}

/// Makes durations of pauses: exponential with jitter, separately for both kinds.
#[derive(Debug)]
pub struct Backoff {
    short: ExponentialBackoff,
    long: ExponentialBackoff,
}

impl Default for Backoff {
    fn default() -> Self {
        let from = |first: Duration| {
            ExponentialBuilder::default()
                .with_min_delay(first)
                .with_max_delay(Duration::from_mins(1))
                .with_factor(2.0)
                .with_jitter()
                .without_max_times()
                .build()
        };
        Self {
            short: from(Duration::from_millis(500)),
            long: from(Duration::from_secs(2)),
        }
    }
}

impl Backoff {
    /// The next pause of this kind.
    pub fn duration(&mut self, wait: Wait) -> Duration {
        let next = match wait {
            Wait::Exactly(wait) => return wait,
            Wait::Short => self.short.next(),
            Wait::Long => self.long.next(),
        };
        next.unwrap_or(LONGEST_WAIT)
    }
}
