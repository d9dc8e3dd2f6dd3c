//! Answers in Gemini's format (WIRE 3.2), whole, as events or as a list, in both casings: what is
//! a result, what a draft, what was said, and why there is no picture. Owns the reading only; the
//! model's turn is cut out of the body by [`crate::turn`].

use serde_json::Value;

use super::json::{self, Plain};
use super::text::TextEnd;
use super::{
    AnswerPicture, ImagesAnswer, MOST_PICTURES, PictureAt, Usage, body_of, known, read_images, text,
};
use crate::endpoint::Received;
use crate::error::{Charge, Error, Kind, Refusal, classify, clean, shapes};
use crate::sse::events_of;

/// Reads an answer of any status.
pub fn read(received: &Received) -> Result<ImagesAnswer, Error> {
    let body = body_of(received)?;
    let chunks = chunks(body);
    if !chunks.iter().any(is_gemini) {
        // Another form of answer, or a failure: some relays answer here as they do elsewhere.
        return read_images(received);
    }
    let mut answer = Found::default();
    for chunk in &chunks {
        answer.add(chunk);
    }
    answer.finish(received, &chunks)
}

/// The answer as one value, a list of them, or events.
fn chunks(body: &[u8]) -> Vec<Value> {
    match json::parse(body) {
        Some(Value::Array(items)) => items,
        Some(value) => vec![value],
        None if clean::is_html(None, body) => Vec::new(),
        None => {
            let parsed = |event: &crate::sse::Event| serde_json::from_str(event.data.trim()).ok();
            events_of(body).iter().filter_map(parsed).collect()
        }
    }
}

pub(crate) fn is_gemini(value: &Value) -> bool {
    let names = ["candidates", "promptFeedback", "prompt_feedback"];
    names.iter().any(|name| value.get(*name).is_some())
}

/// A field by either of its names.
pub(crate) fn either<'v>(value: &'v Value, camel: &str, snake: &str) -> Option<&'v Value> {
    let found = value.get(camel).or_else(|| value.get(snake))?;
    (!found.is_null()).then_some(found)
}

pub(crate) fn word<'v>(value: &'v Value, camel: &str, snake: &str) -> Option<&'v str> {
    either(value, camel, snake)?
        .as_str()
        .filter(|word| !word.is_empty())
}

#[derive(Default)]
struct Found {
    pictures: Vec<AnswerPicture>,
    drafts: Vec<AnswerPicture>,
    said: String,
    usage: Option<Usage>,
    /// The last reason that is no plain end, and the words with it.
    reason: Option<(String, Option<String>)>,
    stage: Stage,
}

/// How far the model came before it was stopped.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// The prompt was refused: nothing was made.
    Prompt,
    #[default]
    Answer,
}

impl Found {
    fn add(&mut self, chunk: &Value) {
        if let Some(usage) = either(chunk, "usageMetadata", "usage_metadata") {
            self.usage = usage_of(usage).or(self.usage.take());
        }
        if let Some(feedback) = either(chunk, "promptFeedback", "prompt_feedback")
            && let Some(reason) = word(feedback, "blockReason", "block_reason")
        {
            let words = word(feedback, "blockReasonMessage", "block_reason_message");
            self.reason = Some((reason.to_owned(), words.map(str::to_owned)));
            self.stage = Stage::Prompt;
        }
        let candidates = chunk.get("candidates").and_then(Value::as_array);
        for candidate in candidates.into_iter().flatten() {
            let parts = candidate
                .pointer("/content/parts")
                .and_then(Value::as_array);
            for part in parts.into_iter().flatten() {
                self.part(part);
            }
            if let Some(reason) = word(candidate, "finishReason", "finish_reason")
                && reason != "STOP"
            {
                let words = word(candidate, "finishMessage", "finish_message");
                self.reason = Some((reason.to_owned(), words.map(str::to_owned)));
            }
        }
    }

    fn part(&mut self, part: &Value) {
        let thought = part.get("thought") == Some(&Value::Bool(true));
        let at = picture(part);
        if let Some(at) = at {
            let list = if thought {
                &mut self.drafts
            } else {
                &mut self.pictures
            };
            if list.len() < MOST_PICTURES {
                list.push(AnswerPicture::at(at));
            }
        }
        if let Some(text) = part.get("text").and_then(Value::as_str)
            && !thought
        {
            self.said.push_str(text);
        }
    }

    fn finish(mut self, received: &Received, chunks: &[Value]) -> Result<ImagesAnswer, Error> {
        let extracted = text::extract(&self.said, TextEnd::Said);
        for picture in extracted.pictures {
            if !self.pictures.iter().any(|other| other.at == picture.at) {
                self.pictures.push(picture);
            }
        }
        let words = (!extracted.text.is_empty()).then_some(extracted.text);
        let answer = ImagesAnswer::Pictures {
            pictures: std::mem::take(&mut self.pictures),
            drafts: std::mem::take(&mut self.drafts),
            text: words.clone(),
            usage: self.usage.clone(),
        };
        if let Some(answer) = known(received, answer) {
            return Ok(answer);
        }
        if let Some(body) = chunks.iter().find_map(shapes::in_good_answer) {
            return Err(classify::error(&received.head, &body));
        }
        Err(self.without_picture(received, words))
    }

    /// Blocked, stopped, or words instead of a picture.
    fn without_picture(self, received: &Received, words: Option<String>) -> Error {
        let (reason, told) = self.reason.unwrap_or_default();
        let refusal = Refusal::of(&reason);
        let kind = refusal.map_or(Kind::NoPicture, Refusal::kind);
        let made = self.usage.and_then(|usage| usage.output_tokens);
        let charge = match (&kind, self.stage) {
            (_, Stage::Prompt) => Charge::No,
            // A blocked picture is a reported failure; the tokens of its answer tell otherwise.
            (Kind::Moderation, Stage::Answer) if made.unwrap_or_default() == 0 => Charge::No,
            (Kind::Moderation, Stage::Answer) => Charge::Possible,
            _ => Charge::Likely,
        };
        let mut error = Error::of(kind, charge);
        error.status = Some(received.head.status);
        error.words.request_id = classify::request_id(&received.head);
        error.words.code = (!reason.is_empty()).then(|| clean::text(&reason));
        match told.or(words) {
            Some(words) => error.with_message(&words),
            None => error,
        }
    }
}

pub(crate) fn picture(part: &Value) -> Option<PictureAt> {
    if let Some(inline) = either(part, "inlineData", "inline_data") {
        let is_picture = word(inline, "mimeType", "mime_type")
            .is_none_or(|kind| kind.to_ascii_lowercase().starts_with("image/"));
        let data = inline.get("data")?.as_str()?;
        return json::place(data, Plain::Accept).filter(|_| is_picture);
    }
    let file = either(part, "fileData", "file_data")?;
    json::place(word(file, "fileUri", "file_uri")?, Plain::Refuse)
}

pub(crate) fn usage_of(value: &Value) -> Option<Usage> {
    let number = |camel, snake| either(value, camel, snake)?.as_u64();
    let made = number("candidatesTokenCount", "candidates_token_count");
    let thought = number("thoughtsTokenCount", "thoughts_token_count");
    let usage = Usage {
        input_tokens: number("promptTokenCount", "prompt_token_count"),
        output_tokens: match (made, thought) {
            (Some(made), thought) => Some(made.saturating_add(thought.unwrap_or_default())),
            (None, thought) => thought,
        },
        total_tokens: number("totalTokenCount", "total_token_count"),
    };
    (usage != Usage::default()).then_some(usage)
}
