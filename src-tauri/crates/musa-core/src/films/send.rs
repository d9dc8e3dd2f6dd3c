//! Asking for a film: paid for, so sent once. What came is on the disk before it is read, and the
//! task's id is journalled before anything else. After an ambiguous end the provider's own list is
//! looked at (WIRE 7.6); nothing is ever sent again.

use std::io;

use http::{HeaderName, HeaderValue, StatusCode};
use jiff::{SignedDuration, Timestamp};
use musa_api::answer::TaskId;
use musa_api::client::{Call, Ending, Receiver};
use musa_api::endpoint::{Endpoint as _, Received};
use musa_api::endpoints::videos::create::CreateVideo;
use musa_api::endpoints::videos::list::VideoTasks;
use musa_api::error::{Charge, Error, Kind};
use musa_api::lift::{LiftSink, Lifted};
use musa_api::secret::ApiKey;
use musa_api::transport::Head;

use super::ending::{self, Ended};
use super::follow;
use super::keeper::{Asking, FilmNews, Films, Working};
use super::stored::FilmRow;
use crate::ids::CallId;
use crate::jobs::{Context, Redactor};
use crate::profiles::Profile;
use crate::protocol::{Charged, CommandError, ErrorCode, FilmState};
use crate::receipts::{ReceiptHead, ReceiptState, Receipts};

/// The longest answer that is kept: a task's id has forty bytes.
const MOST_KEPT: usize = 1 << 20;
/// How far the provider's clock may be from ours when a task is looked for.
const CLOCKS: SignedDuration = SignedDuration::from_mins(5);

/// Asks, and follows what was begun.
pub(super) async fn run(
    films: &Films,
    film: FilmRow,
    profile: &Profile,
    work: &Working,
    asking: Asking,
) {
    match create(films, &film, profile, work).await {
        Ok(task) => {
            let (id, text) = (film.id, task.0.clone());
            let context = films.context(&film);
            let now = context.clock.now();
            let journal = films.journal().clone();
            let written = blocking(move || journal.set_task(id, &text, now)).await;
            if !matches!(written, Some(Ok(()))) {
                // The receipt has the id too: the next start finds it there.
                tracing::error!(film = %id, "a task id could not be journalled");
            }
            drop(asking);
            films.tell(FilmNews::Changed(id));
            let film = FilmRow {
                task: Some(task.0),
                state: FilmState::Queued,
                ..film
            };
            follow::run(films, film, profile, work).await;
        }
        Err(ended) => {
            ending::write(films, &film, ended).await;
            drop(asking);
        }
    }
}

async fn create(
    films: &Films,
    film: &FilmRow,
    profile: &Profile,
    work: &Working,
) -> Result<TaskId, Ended> {
    let context = films.context(film);
    let key = context.keys.require(profile).await.map_err(Ended::failed)?;
    let client = context.transports.client(profile).map_err(Ended::failed)?;
    let endpoint = film.body.endpoint(&context.library).map_err(|error| {
        let error = CommandError::new(ErrorCode::Internal).detail(error.to_string());
        Ended::failed(error.field("references"))
    })?;
    let paper = Paper::new(&context, film.call(), key.as_ref());
    let call = Call::quiet(key.as_ref(), work.token());
    let (_, sent) = client.send(&endpoint, paper, &call).await;
    match sent {
        Ok(sent) => Ok(sent.answer),
        Err(error) if error.charge() == Charge::Possible && *error.kind() != Kind::Cancelled => {
            let found = lost(films, film, profile).await;
            found.ok_or_else(|| Ended::of(&error))
        }
        Err(error) => Err(Ended::of(&error)),
    }
}

/// A film of a process that died while it asked: its answer may be in the receipt, or the task in
/// the provider's list.
pub(super) async fn found_again(films: &Films, film: FilmRow, profile: &Profile, work: &Working) {
    let context = films.context(&film);
    let call = film.call();
    let receipts = context.receipts.clone();
    let kept = blocking(move || of_receipt(&receipts, call))
        .await
        .flatten();
    let task = match kept {
        Some(Ok(task)) => Some(task),
        Some(Err(error)) if error.charge() != Charge::Possible => {
            return ending::write(films, &film, Ended::of(&error)).await;
        }
        Some(Err(_)) | None => lost(films, &film, profile).await,
    };
    let Some(task) = task else {
        let lost = CommandError::new(ErrorCode::AnswerLost).charged(Charged::Maybe);
        return ending::write(films, &film, Ended::new(FilmState::Unknown, lost)).await;
    };
    let (journal, id, text) = (films.journal().clone(), film.id, task.0.clone());
    let now = context.clock.now();
    if !matches!(
        blocking(move || journal.set_task(id, &text, now)).await,
        Some(Ok(()))
    ) {
        tracing::error!(film = %id, "a task id could not be journalled");
    }
    let film = FilmRow {
        task: Some(task.0),
        state: FilmState::Queued,
        ..film
    };
    films.tell(FilmNews::Changed(id));
    follow::run(films, film, profile, work).await;
}

/// What a whole receipt says.
fn of_receipt(receipts: &Receipts, call: CallId) -> Option<Result<TaskId, Error>> {
    let receipt = receipts.find(call).ok().flatten()?;
    let whole = matches!(receipt.state, ReceiptState::Whole | ReceiptState::Arriving);
    let body = whole.then(|| std::fs::read(&receipt.body).ok()).flatten()?;
    let status = StatusCode::from_u16(receipt.head.status).ok()?;
    let headers = receipt.head.headers.iter().filter_map(|(name, value)| {
        let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
        Some((name, HeaderValue::from_str(value).ok()?))
    });
    let head = Head {
        status,
        headers: headers.collect(),
    };
    let lifted = Lifted::plain(body);
    let received = Received {
        head,
        lifted,
        talk: None,
    };
    Some(CreateVideo::default().read(&received))
}

/// The one task in the provider's list that can only be this film's: of its model, of its time,
/// and of no other film. Two that could be are none.
async fn lost(films: &Films, film: &FilmRow, profile: &Profile) -> Option<TaskId> {
    let context = films.context(film);
    let key = context.keys.require(profile).await.ok()?;
    let client = context.transports.client(profile).ok()?;
    let never = tokio_util::sync::CancellationToken::new();
    let call = Call::quiet(key.as_ref(), &never);
    let page = client.ask(&VideoTasks { page: 1, size: 20 }, &call).await;
    let near = |created: i64| {
        let created = Timestamp::from_second(created).ok();
        created.is_some_and(|it| it.duration_since(film.created_at).abs() <= CLOCKS)
    };
    let mut fits = Vec::new();
    for task in page.ok()?.tasks {
        let Some(id) = task.id else { continue };
        let of_model = task.model.as_ref() == Some(&film.body.model);
        if !of_model || !task.created_at.is_some_and(near) {
            continue;
        }
        let (journal, text) = (films.journal().clone(), id.0.clone());
        if let Some(Ok(false)) = blocking(move || journal.knows_task(&text)).await {
            fits.push(id);
        }
    }
    if fits.len() == 1 { fits.pop() } else { None }
}

/// Runs blocking work where it may block; none when it panicked.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Option<T> {
    tokio::task::spawn_blocking(work).await.ok()
}

/// Writes an answer to its receipt, without the key.
struct Paper {
    receipts: Receipts,
    head: ReceiptHead,
    redactor: Redactor,
    body: Vec<u8>,
}

impl Paper {
    fn new(context: &Context, call: CallId, key: Option<&ApiKey>) -> Self {
        Self {
            receipts: context.receipts.clone(),
            head: ReceiptHead {
                call,
                status: 0,
                headers: Vec::new(),
                received_at: context.clock.now(),
            },
            redactor: Redactor::new(key),
            body: Vec::new(),
        }
    }
}

impl Receiver for Paper {
    fn head(&mut self, head: &Head) -> io::Result<()> {
        self.head.status = head.status.as_u16();
        let headers = head.headers.iter().filter_map(|(name, value)| {
            let value = value.to_str().ok()?;
            Some((name.to_string(), self.redactor.text(value)))
        });
        self.head.headers = headers.collect();
        self.body.clear();
        Ok(())
    }

    fn chunk(&mut self, bytes: &[u8]) -> io::Result<()> {
        let room = MOST_KEPT.saturating_sub(self.body.len());
        self.body.extend_from_slice(&bytes[..bytes.len().min(room)]);
        Ok(())
    }

    fn finish(&mut self, ending: Ending) -> io::Result<()> {
        self.redactor.blot(&mut self.body);
        let mut receipt = self.receipts.start(self.head.call, &self.head)?;
        receipt.write(&self.body)?;
        receipt.finish(ending == Ending::Whole).map(drop)
    }
}

/// It is short: nothing in it is lifted.
impl LiftSink for Paper {}
