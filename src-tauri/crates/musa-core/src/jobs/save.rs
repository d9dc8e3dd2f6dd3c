//! From an answer to files in the library. One picture's failure does not fail the others, and
//! nothing here ever asks the provider to make a picture again.

use std::collections::BTreeMap;

use musa_api::answer::{AnswerPicture, ImagesAnswer, PictureAt, TaskId, Usage, gemini};
use musa_api::error::{Error, Kind};
use musa_api::lift::LiftId;
use musa_api::secret::ApiKey;

use super::call::{Fetching, Running, Turn};
use super::context::Context;
use super::conversation;
use super::download;
use super::failure::Failure;
use super::redact::Redactor;
use super::stored::StoredReference;
use super::tee::Caught;
use crate::library::{KeptReference, Origin, WholePart};
use crate::plan::PlannedRoute;
use crate::protocol::{CallState, Charged, CommandError, ErrorCode, JobEvent, SavedPicture};
use crate::upload;
use crate::vector;

/// Numbers of the parts of earlier pictures begin here: no answer has so many results.
const EARLIER_FROM: u32 = 1_000_000;

/// A read answer.
pub(super) struct Answer {
    pictures: Vec<AnswerPicture>,
    drafts: Vec<AnswerPicture>,
    /// What was said beside them.
    words: Option<String>,
    usage: Option<Usage>,
    /// The body without its long strings: what the receipt becomes once all is saved.
    skeleton: Vec<u8>,
}

impl Answer {
    /// An answer from the wire: whatever in it will be written down is written without the key.
    /// A task is handed back.
    pub(super) fn of(
        answer: ImagesAnswer,
        mut skeleton: Vec<u8>,
        key: Option<&ApiKey>,
    ) -> Result<Self, TaskId> {
        let (mut pictures, drafts, text, usage) = match answer {
            ImagesAnswer::Task(id) => return Err(id),
            ImagesAnswer::Pictures {
                pictures,
                drafts,
                text,
                usage,
            } => (pictures, drafts, text, usage),
        };
        let redactor = Redactor::new(key);
        redactor.blot(&mut skeleton);
        for picture in &mut pictures {
            let revised = picture.revised_prompt.take();
            picture.revised_prompt = revised.map(|it| redactor.text(&it));
        }
        Ok(Self {
            pictures,
            drafts,
            words: text.map(|it| redactor.text(&it)),
            usage,
            skeleton,
        })
    }

    /// Whether its result is a picture of which only the beginning came.
    fn broke_off(&self, caught: &Caught) -> bool {
        let begun = caught.broke_off.map(PictureAt::Lifted);
        self.pictures
            .iter()
            .any(|it| Some(&it.at) == begun.as_ref())
    }

    /// What the record keeps of the answer, for its pictures.
    fn of_picture(&self, revised_prompt: Option<String>) -> Said {
        Said {
            revised_prompt,
            words: self.words.clone(),
            partial: false,
            usage: self.usage.clone(),
        }
    }
}

/// What a provider said beside a picture.
#[derive(Default)]
struct Said {
    revised_prompt: Option<String>,
    words: Option<String>,
    usage: Option<Usage>,
    /// No result is known to have followed: the record says that this may be a draft.
    partial: bool,
}

/// Saves every picture of an answer, in its order.
pub(super) async fn all(
    context: &Context,
    job: &Running,
    turn: Turn,
    mut caught: Caught,
    mut answer: Answer,
) -> Result<Vec<SavedPicture>, Failure> {
    if answer.broke_off(&caught) {
        return salvage(context, job, turn, caught, &Error::broke_off()).await;
    }
    context.note(job.id, turn.call, CallState::Saving).await;
    // Before the picture is told, so that what is told of it is true.
    keep_turn(context, job, turn, &answer, &caught).await;
    let mut saved = Vec::new();
    let mut failed: Option<CommandError> = None;
    let only_drafts = answer.pictures.is_empty();
    let results = results(&mut answer);
    for (index, picture) in (0..).zip(results) {
        let origin = origin(
            context,
            job,
            turn,
            Said {
                partial: only_drafts,
                ..answer.of_picture(picture.revised_prompt)
            },
        );
        let part = fetch(context, job, turn, index, picture.at, &mut caught).await;
        if let Ok(part) = &part
            && is_said_twice(job, part, &saved)
        {
            caught.parts.insert(LiftId(u32::MAX - index), part.clone());
            continue;
        }
        let one = match part {
            Ok(part) => place(context, job, turn, WholePart { index, ..part }, origin).await,
            Err(failure) => Err(failure),
        };
        match one {
            Ok(picture) => saved.push(picture),
            Err(failure) => {
                failed.get_or_insert(failure.error);
            }
        }
    }
    if let Some(error) = failed {
        return Err(ended(error, saved));
    }
    let drafts = std::mem::take(&mut answer.drafts);
    earlier_ones(context, job, turn, drafts, &mut caught).await;
    put_away(context, turn, caught.parts).await;
    let results = if only_drafts { &[] } else { saved.as_slice() };
    settle(context, turn, answer.skeleton, results).await;
    let broken = broken(context, saved.clone()).await?;
    let unfinished = || came_no_further(only_drafts, answer.words.as_deref());
    match broken.or_else(unfinished).or_else(|| fewer(turn, &saved)) {
        Some(error) => Err(ended(error, saved)),
        None => Ok(saved),
    }
}

/// A call that failed with what was saved of it.
fn ended(error: CommandError, saved: Vec<SavedPicture>) -> Failure {
    let state = CallState::Failed;
    Failure {
        state,
        error,
        saved,
    }
}

/// A chat may give one picture in two forms, a list beside its text (WIRE 5.2).
fn is_said_twice(job: &Running, part: &WholePart, saved: &[SavedPicture]) -> bool {
    job.body.plan.route == PlannedRoute::Chat && saved.iter().any(|it| it.hash == part.hash)
}

/// The results; where a model came no further than its drafts, the last of those: it is paid for.
fn results(answer: &mut Answer) -> Vec<AnswerPicture> {
    if answer.pictures.is_empty() {
        return answer.drafts.pop().into_iter().collect();
    }
    std::mem::take(&mut answer.pictures)
}

/// Only drafts came: one of them is saved, and said to be what it is.
pub(super) fn came_no_further(only_drafts: bool, words: Option<&str>) -> Option<CommandError> {
    let error = only_drafts.then(|| CommandError::new(ErrorCode::AnswerWithoutPicture))?;
    let error = error.charged(Charged::Likely);
    Some(match words {
        Some(words) => error.detail(words.to_owned()),
        None => error,
    })
}

/// Keeps the turn with which an edit can go on. It is a help, not the picture, so a failure is
/// logged and the call goes on.
async fn keep_turn(context: &Context, job: &Running, turn: Turn, answer: &Answer, caught: &Caught) {
    // Of a stream only the first piece would be kept, and a turn of words alone has lost its
    // picture: an edit goes on from the picture then.
    let whole = !caught.events && gemini::turn_shows_a_picture(&answer.skeleton);
    if job.body.plan.route != PlannedRoute::Gemini || !whole {
        return;
    }
    let body = job.body.clone();
    let kept = context.blocking(move |it| conversation::keep(it, &body, turn.call));
    match kept.await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::warn!(call = %turn.call, %error, "a turn was not kept"),
        Err(_) => tracing::warn!(call = %turn.call, "a turn was not kept"),
    }
}

/// Pictures of an answer that are not its result, and did not come as long strings: those of a
/// chat at addresses, or short. They are paid for; one that does not come is not missed.
async fn earlier_ones(
    context: &Context,
    job: &Running,
    turn: Turn,
    drafts: Vec<AnswerPicture>,
    caught: &mut Caught,
) {
    for (index, draft) in (EARLIER_FROM..).zip(drafts) {
        if matches!(draft.at, PictureAt::Lifted(_)) {
            continue;
        }
        match fetch(context, job, turn, index, draft.at, caught).await {
            Ok(part) => {
                let part = WholePart { index, ..part };
                caught.parts.insert(LiftId(index), part);
            }
            Err(failure) => {
                tracing::info!(call = %turn.call, error = ?failure.error, "a draft did not come");
            }
        }
    }
}

/// Moves what is no result out of the way.
async fn put_away(context: &Context, turn: Turn, drafts: BTreeMap<LiftId, WholePart>) {
    let put = context.blocking(move |it| it.library.put_drafts_away(drafts.into_values()));
    if !matches!(put.await, Ok(Ok(()))) {
        tracing::warn!(call = %turn.call, "a draft stays among the parts");
    }
}

/// A picture whose file breaks off: kept as the provider sent it, and said to be what it is.
pub(super) async fn broken(
    context: &Context,
    saved: Vec<SavedPicture>,
) -> Result<Option<CommandError>, Failure> {
    let truncated = |picture: &SavedPicture| {
        let cut = |error: CommandError| error.code == ErrorCode::PictureTruncated;
        upload::inspect(&picture.file).is_err_and(cut) || vector::breaks_off(&picture.file)
    };
    let found = context
        .blocking(move |_| saved.into_iter().find(truncated))
        .await?;
    Ok(found.map(|picture| {
        let name = picture
            .file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy();
        CommandError::new(ErrorCode::PictureTruncated)
            .arg("name", name)
            .arg("why", "answer")
            .charged(Charged::Likely)
    }))
}

/// Fewer pictures than were asked for.
pub(super) fn fewer(turn: Turn, saved: &[SavedPicture]) -> Option<CommandError> {
    let missing = saved.len() < turn.pictures as usize;
    missing.then(|| CommandError::new(ErrorCode::AnswerWithoutPicture).charged(Charged::Likely))
}

/// Saves what came whole of an answer that failed as one: a picture before the cut is paid for
/// and is there.
pub(super) async fn salvage(
    context: &Context,
    job: &Running,
    turn: Turn,
    caught: Caught,
    error: &Error,
) -> Result<Vec<SavedPicture>, Failure> {
    let mut failure = Failure::of(error);
    if has_receipt(context, turn).await {
        failure
            .error
            .args
            .insert("receipt".to_owned(), turn.call.to_string());
    }
    // A provider's own refusal may echo a picture that was sent: that is no result.
    let broke_off = matches!(
        error.kind(),
        Kind::Transport(_) | Kind::Receiver(_) | Kind::Cancelled | Kind::Unreadable
    );
    // Pictures of an event stream may be drafts, and so may those that Gemini and chats give before
    // the result: kept, and not called the result (WIRE 1.3, 3.2).
    let thinks_in_pictures = matches!(
        job.body.plan.route,
        PlannedRoute::Gemini | PlannedRoute::Chat
    );
    let may_be_drafts = caught.events || thinks_in_pictures;
    let parts = if broke_off {
        caught.parts
    } else {
        put_away(context, turn, caught.parts).await;
        BTreeMap::new()
    };
    for (index, part) in (0..).zip(parts.into_values()) {
        let said = Said {
            partial: may_be_drafts,
            ..Said::default()
        };
        let origin = origin(context, job, turn, said);
        let part = WholePart { index, ..part };
        match place(context, job, turn, part, origin).await {
            Ok(picture) => failure.saved.push(picture),
            Err(other) => tracing::error!(error = ?other.error, "a whole picture was not saved"),
        }
    }
    let enough = failure.saved.len() >= turn.pictures as usize;
    if enough && failure.state != CallState::Cancelled && !may_be_drafts {
        return Ok(failure.saved);
    }
    Err(failure)
}

/// True when an answer came, wholly or in part: its receipt may hold a paid picture.
async fn has_receipt(context: &Context, turn: Turn) -> bool {
    let found = context
        .blocking(move |it| it.receipts.find(turn.call))
        .await;
    matches!(found, Ok(Ok(Some(_))))
}

async fn fetch(
    context: &Context,
    job: &Running,
    turn: Turn,
    index: u32,
    at: PictureAt,
    caught: &mut Caught,
) -> Result<WholePart, Failure> {
    match at {
        PictureAt::Lifted(id) => {
            caught
                .parts
                .remove(&id)
                .ok_or_else(|| match caught.part_failed.take() {
                    Some(error) => Failure::saving(&error),
                    None => not_a_picture(),
                })
        }
        PictureAt::Inline(bytes) => {
            let call = turn.call;
            let written = context.blocking(move |it| {
                let mut part = it.library.new_part(call, index)?;
                part.write(&bytes)?;
                part.finish()
            });
            written.await?.map_err(|error| Failure::finishing(&error))
        }
        PictureAt::Url(_) if job.fetching == Fetching::Later => {
            download::left(context, turn, index).await
        }
        PictureAt::Url(url) => download::fetch(context, job, turn, index, &url).await,
    }
}

/// The answer says that a picture is there, and what is there is none.
fn not_a_picture() -> Failure {
    let error = CommandError::new(ErrorCode::AnswerUnreadable).charged(Charged::Likely);
    Failure::new(CallState::Failed, error)
}

/// Puts one picture in its place and tells it.
pub(super) async fn place(
    context: &Context,
    job: &Running,
    turn: Turn,
    part: WholePart,
    origin: Origin,
) -> Result<SavedPicture, Failure> {
    let placed = context
        .blocking(move |it| it.library.ingest(part, &origin))
        .await?;
    let placed = placed.map_err(|error| Failure::saving(&error))?;
    let picture = job.body.compared(placed);
    let (job, call) = (job.id, turn.call);
    context.events.tell(JobEvent::Saved {
        job,
        call,
        picture: picture.clone(),
    });
    Ok(picture)
}

async fn settle(context: &Context, turn: Turn, skeleton: Vec<u8>, saved: &[SavedPicture]) {
    let hashes: Vec<_> = saved.iter().map(|picture| picture.hash.clone()).collect();
    let settled = context
        .blocking(move |it| it.receipts.settle(turn.call, &skeleton, &hashes))
        .await;
    if !matches!(settled, Ok(Ok(()))) {
        tracing::warn!(call = %turn.call, "a receipt stays whole: it could not be settled");
    }
}

fn origin(context: &Context, job: &Running, turn: Turn, said: Said) -> Origin {
    let kept = |it: &StoredReference| KeptReference {
        hash: it.hash.clone(),
        name: it.name.clone(),
    };
    let body = &job.body;
    let settings = serde_json::json!({
        "ratio": body.request.ratio,
        "size": body.request.size,
        "quality": body.request.quality,
        "background": body.request.background,
        "format": body.request.format,
        "fidelity": body.request.fidelity,
        "compression": body.request.compression,
        "moderation": body.request.moderation,
        "route": body.plan.route,
        "sent": body.plan.fields,
        "partial": said.partial,
    });
    Origin {
        job: job.id,
        call: turn.call,
        prompt: body.request.prompt.clone(),
        model: body.plan.model.clone(),
        project: body.request.project.clone(),
        profile_name: body.profile_name.clone(),
        host: body.host.clone(),
        settings,
        references: body.references.iter().map(kept).collect(),
        mask: body.mask.as_ref().map(kept),
        parents: body.request.continues.into_iter().collect(),
        revised_prompt: said.revised_prompt,
        words: said.words,
        usage: said.usage,
        asked_at: job.asked_at,
        cost: context
            .prices
            .of(job.profile_id, &body.plan.model)
            .unwrap_or_default(),
        board: body.request.board,
        imported: None,
    }
}
