//! Fetches a picture from the address in an answer: at once, without the key, into a part.
//! GET only, so it may be tried again; the address stays in the receipt.

use std::io;
use std::sync::Arc;

use musa_api::client::{Call, Ending, Receiver};
use musa_api::error::Error;
use musa_api::lift::LiftSink;
use musa_api::transport::Head;
use tokio_util::sync::CancellationToken;

use super::call::{Running, Turn};
use super::context::Context;
use super::events::Meter;
use super::failure::Failure;
use super::parts;
use crate::ids::CallId;
use crate::library::{Library, Part, WholePart};
use crate::profiles::Profile;
use crate::protocol::{CallState, Charged, CommandError, ErrorCode};

/// Writes a downloaded body to a part.
struct Incoming {
    library: Library,
    call: CallId,
    index: u32,
    meter: Arc<Meter>,
    part: Option<Part>,
    received: u64,
    total: Option<u64>,
}

impl Receiver for Incoming {
    fn head(&mut self, head: &Head) -> io::Result<()> {
        if let Some(part) = self.part.take() {
            parts::aside(part);
        }
        self.part = Some(self.library.new_part(self.call, self.index)?);
        (self.received, self.total) = (0, head.content_length());
        Ok(())
    }

    fn chunk(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.received += bytes.len() as u64;
        self.meter.received(self.received, self.total);
        self.part.as_mut().map_or(Ok(()), |part| part.write(bytes))
    }

    fn finish(&mut self, _ending: Ending) -> io::Result<()> {
        Ok(())
    }
}

/// A file has no strings to lift.
impl LiftSink for Incoming {}

/// Downloads one picture of an answer.
pub(super) async fn fetch(
    context: &Context,
    job: &Running,
    turn: Turn,
    index: u32,
    url: &str,
) -> Result<WholePart, Failure> {
    if let Some(part) = come_before(context, turn, index).await? {
        return Ok(part);
    }
    let profile = job.profile().map_err(|failure| paid(failure.error))?;
    let meter = Meter::new(context.events.clone(), job.id, turn.call);
    let target = (turn.call, index);
    part_of_url(context, profile, &job.cancel, meter, target, url).await
}

/// Downloads one picture into the part of this call with this number.
pub(crate) async fn part_of_url(
    context: &Context,
    profile: &Profile,
    cancel: &CancellationToken,
    meter: Arc<Meter>,
    (call, index): (CallId, u32),
    url: &str,
) -> Result<WholePart, Failure> {
    let client = context.transports.client(profile).map_err(paid)?;
    let incoming = Incoming {
        library: context.library.clone(),
        call,
        index,
        meter,
        part: None,
        received: 0,
        total: None,
    };
    let call = Call::quiet(None, cancel);
    let (incoming, downloaded) = client.download(url, incoming, &call).await;
    if let Err(error) = downloaded {
        if let Some(part) = incoming.part {
            parts::aside(part);
        }
        return Err(not_downloaded(&error));
    }
    let part = incoming
        .part
        .ok_or_else(|| Failure::saving(&"the download gave nothing"))?;
    let finished = context.blocking(move |_| part.finish()).await?;
    finished.map_err(|error| Failure::finishing(&error))
}

/// A picture that came whole before a crash; its address may be dead by now.
async fn come_before(
    context: &Context,
    turn: Turn,
    index: u32,
) -> Result<Option<WholePart>, Failure> {
    let whole = context
        .blocking(move |it| it.library.whole_parts(turn.call))
        .await?;
    let mut parts = whole.unwrap_or_default().into_iter();
    Ok(parts.find(|part| part.index == index))
}

/// The picture if it is here, else the word that it is still to be fetched.
pub(super) async fn left(context: &Context, turn: Turn, index: u32) -> Result<WholePart, Failure> {
    let here = come_before(context, turn, index).await?;
    here.ok_or_else(|| paid(CommandError::new(ErrorCode::DownloadFailed)))
}

/// Whatever keeps a paid picture from being fetched, it is paid for.
fn paid(cause: CommandError) -> Failure {
    let mut told = CommandError::new(ErrorCode::DownloadFailed);
    told.detail = cause.detail;
    Failure::new(CallState::Failed, told.charged(Charged::Likely))
}

/// The picture was made and paid for; only its address failed.
fn not_downloaded(error: &Error) -> Failure {
    let cause = Failure::of(error);
    let words = cause.error.detail.unwrap_or_default();
    let told = CommandError::new(ErrorCode::DownloadFailed).detail(words);
    let state = match cause.state {
        CallState::Cancelled => CallState::Cancelled,
        _ => CallState::Failed,
    };
    Failure::new(state, told.charged(Charged::Likely))
}
