//! What the pictures' endpoints answer, in one form whatever the server sent (WIRE 1, 7.2).
//! Owns the choice between pictures, a task and a failure; the forms of JSON are in [`json`],
//! those of events in `events`.

use serde::{Deserialize, Serialize};

use crate::endpoint::Received;
use crate::error::{Charge, Error, Kind, clean, shapes};
use crate::lift::LiftId;

pub mod chat;
pub mod drafts;
pub mod ending;
mod events;
pub mod gemini;
pub mod json;
mod svg;
pub mod text;

pub use svg::is_svg;

/// An asynchronous task at the provider (WIRE 1.4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskId(pub String);

/// Where a picture of an answer is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PictureAt {
    /// Its base64 text was lifted while it arrived; the receiver has the bytes.
    Lifted(LiftId),
    /// Its base64 was short enough to stay in the skeleton; these are the decoded bytes.
    Inline(Vec<u8>),
    /// At this address, for minutes or hours (WIRE 7.7).
    Url(String),
}

/// One picture of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerPicture {
    /// Where it is.
    pub at: PictureAt,
    /// The prompt as the provider rewrote it.
    pub revised_prompt: Option<String>,
    /// What it seems to be; its bytes decide ([`is_svg`]).
    pub form: PictureForm,
}

/// What a picture seems to be, from its address or from how it stands in the answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PictureForm {
    /// Pixels, or not told.
    #[default]
    Raster,
    /// An SVG: active content, never to be rendered as it is (WIRE 12.28).
    Svg,
}

impl AnswerPicture {
    /// A picture of which nothing else is known.
    pub fn at(at: PictureAt) -> Self {
        let form = match &at {
            PictureAt::Url(url) if svg::is_named(url) => PictureForm::Svg,
            PictureAt::Inline(bytes) if is_svg(bytes) => PictureForm::Svg,
            PictureAt::Url(_) | PictureAt::Inline(_) | PictureAt::Lifted(_) => PictureForm::Raster,
        };
        Self {
            at,
            revised_prompt: None,
            form,
        }
    }
}

/// What a call cost, in the provider's units.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usage {
    /// Tokens read.
    pub input_tokens: Option<u64>,
    /// Tokens made.
    pub output_tokens: Option<u64>,
    /// Both.
    pub total_tokens: Option<u64>,
}

/// A good answer of a pictures' endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImagesAnswer {
    /// Pictures, in the order of the answer; at least one, drafts counted.
    Pictures {
        /// The results. Empty only where a model came no further than its drafts.
        pictures: Vec<AnswerPicture>,
        /// Made on the way and part of the finished answer: thoughts of a Gemini model, the
        /// previews of a chat. Worth keeping, never the result. Partial pictures of a stream are
        /// not among them: those are told while they come ([`drafts`]).
        drafts: Vec<AnswerPicture>,
        /// What was said beside the pictures, without their markup.
        text: Option<String>,
        /// Tokens, where the provider counts them.
        usage: Option<Usage>,
    },
    /// The provider took the request as a task: adopt and poll it, never send again.
    Task(TaskId),
}

/// More items than this in one answer is no answer (`reliability.md` H11).
pub const MOST_PICTURES: usize = 10_000;

/// Reads an answer of a pictures' endpoint, of any status.
///
/// Pictures come first, then failures inside a good status, then a task, then the provider's
/// words without a picture.
pub fn read_images(received: &Received) -> Result<ImagesAnswer, Error> {
    let body = body_of(received)?;
    let Some(value) = json::parse(body) else {
        return not_json(received, body);
    };
    if let Some(answer) = json::pictures(&value).and_then(|answer| known(received, answer)) {
        return Ok(answer);
    }
    if let Some(error) = json::failure(received, &value) {
        return Err(error);
    }
    match json::task(&value) {
        Some(task) => Ok(ImagesAnswer::Task(task)),
        None => Err(json::no_picture(received, &value)),
    }
}

/// The answer without pictures that only claim to have been lifted: a provider can write a mark
/// itself. A string that never ended is no picture either.
fn known(received: &Received, answer: ImagesAnswer) -> Option<ImagesAnswer> {
    let ImagesAnswer::Pictures {
        mut pictures,
        mut drafts,
        text,
        usage,
    } = answer
    else {
        return Some(answer);
    };
    pictures.retain(|picture| is_known(received, picture));
    drafts.retain(|picture| is_known(received, picture));
    let some = !(pictures.is_empty() && drafts.is_empty());
    some.then_some(ImagesAnswer::Pictures {
        pictures,
        drafts,
        text,
        usage,
    })
}

fn is_known(received: &Received, picture: &AnswerPicture) -> bool {
    match picture.at {
        PictureAt::Lifted(id) => received.lifted.has(id),
        PictureAt::Inline(_) | PictureAt::Url(_) => true,
    }
}

/// Events instead of JSON, a page for a browser, or nothing that can be read.
fn not_json(received: &Received, body: &[u8]) -> Result<ImagesAnswer, Error> {
    if clean::is_html(received.head.media_type().as_deref(), body) {
        return Err(Error::from_answer(received));
    }
    match events::read(body) {
        events::Found::Pictures(answer) => {
            known(received, answer).ok_or_else(|| unreadable(received))
        }
        events::Found::Failure(found) => Err(crate::error::classify::error(&received.head, &found)),
        events::Found::Unfinished => {
            let cut = "the events ended before the picture".to_owned();
            Err(Error::below_http(crate::transport::TransportError::Cut(
                cut,
            )))
        }
        events::Found::NoEvents => match shapes::in_events(body) {
            Some(found) => Err(crate::error::classify::error(&received.head, &found)),
            None => Err(unreadable(received)),
        },
    }
}

/// A good status with something that is no answer: it was probably paid for.
/// The body of a good answer, or why it is none that could be read.
pub(crate) fn body_of(received: &Received) -> Result<&[u8], Error> {
    if !received.head.status.is_success() {
        return Err(Error::from_answer(received));
    }
    if received.is_compressed() {
        return Err(unreadable(received));
    }
    Ok(&received.lifted.skeleton)
}

pub(crate) fn unreadable(received: &Received) -> Error {
    let mut error = Error::of(Kind::Unreadable, Charge::Likely);
    error.status = Some(received.head.status);
    error.words.request_id = crate::error::classify::request_id(&received.head);
    error
}
