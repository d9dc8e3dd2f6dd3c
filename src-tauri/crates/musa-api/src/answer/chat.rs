//! Pictures in the answers of `/v1/chat/completions` (WIRE 5.2), whole or as events: collects
//! what was said and what was attached, and lets [`super::text`] find the pictures in the words,
//! once, at the end. Owns no request.

use serde_json::Value;

use super::json;
use super::text::TextEnd;
use super::{
    AnswerPicture, ImagesAnswer, MOST_PICTURES, Usage, body_of, known, read_images, text,
    unreadable,
};
use crate::endpoint::Received;
use crate::error::shapes::{self, ErrorBody};
use crate::error::{Charge, Error, Kind, Refusal, classify, clean};
use crate::sse::events_of;
use crate::transport::TransportError;

/// Reads an answer of any status.
pub fn read(received: &Received) -> Result<ImagesAnswer, Error> {
    let body = body_of(received)?;
    let mut talk = Talk::default();
    if let Some(value) = json::parse(body) {
        talk.end = End::Reached;
        talk.add(&value);
    } else if !clean::is_html(received.head.media_type().as_deref(), body) {
        for event in events_of(body) {
            match event.data.trim() {
                "[DONE]" => talk.end = End::Reached,
                data => {
                    if let Ok(value) = serde_json::from_str::<Value>(data) {
                        talk.add(&value);
                    }
                }
            }
        }
    }
    if talk.choices == 0 {
        // Another form of answer, a failure, or nothing: as at the pictures' own endpoints.
        return read_images(received);
    }
    talk.finish(received)
}

#[derive(Default)]
struct Talk {
    said: String,
    attached: Vec<AnswerPicture>,
    refusal: String,
    usage: Option<Usage>,
    reason: Option<String>,
    failure: Option<ErrorBody>,
    choices: usize,
    end: End,
}

/// Whether the answer said that it is over.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum End {
    #[default]
    Open,
    Reached,
}

impl Talk {
    fn add(&mut self, value: &Value) {
        if self.failure.is_none() {
            self.failure = shapes::in_good_answer(value);
        }
        if let Some(usage) = value.get("usage").and_then(json::usage) {
            self.usage = Some(usage);
        }
        let outputs = value.pointer("/media/outputs").and_then(Value::as_array);
        self.attach(outputs);
        let choices = value.get("choices").and_then(Value::as_array);
        for choice in choices.into_iter().flatten() {
            self.choices += 1;
            let spoken = [choice.get("message"), choice.get("delta")];
            for spoken in spoken.into_iter().flatten() {
                self.hear(spoken);
            }
            // A later null does not take a reason back (WIRE 4.3).
            if let Some(reason) = choice.get("finish_reason").and_then(Value::as_str) {
                self.reason = Some(reason.to_owned());
                self.end = End::Reached;
            }
        }
    }

    fn hear(&mut self, spoken: &Value) {
        match spoken.get("content") {
            Some(Value::String(text)) => self.said.push_str(text),
            Some(Value::Array(parts)) => parts.iter().for_each(|part| self.part(part)),
            _ => {}
        }
        self.attach(spoken.get("images").and_then(Value::as_array));
        if let Some(refusal) = spoken.get("refusal").and_then(Value::as_str) {
            self.refusal.push_str(refusal);
        }
    }

    fn part(&mut self, part: &Value) {
        match part.get("text").and_then(Value::as_str) {
            Some(text) => self.said.push_str(text),
            None => self.attach(Some(&vec![part.clone()])),
        }
    }

    fn attach(&mut self, items: Option<&Vec<Value>>) {
        let items = items.into_iter().flatten();
        let pictures = items.filter_map(json::attached);
        let room = MOST_PICTURES.saturating_sub(self.attached.len());
        self.attached.extend(pictures.take(room));
    }

    fn finish(self, received: &Received) -> Result<ImagesAnswer, Error> {
        let end = match self.end {
            End::Reached => TextEnd::Said,
            End::Open => TextEnd::CutOff,
        };
        let extracted = text::extract(&self.said, end);
        let mut found: Vec<AnswerPicture> = Vec::new();
        for picture in self.attached.into_iter().chain(extracted.pictures) {
            if !found.iter().any(|other| other.at == picture.at) {
                found.push(picture);
            }
        }
        found.retain(|picture| super::is_known(received, picture));
        let words = (!extracted.text.is_empty()).then_some(extracted.text);
        // The last picture is the result; those before it show how it came to be (WIRE 5.2).
        let Some(result) = found.pop() else {
            let failure = self.failure.map(|it| classify::error(&received.head, &it));
            return Err(failure.unwrap_or_else(|| {
                let refused = (!self.refusal.is_empty()).then_some(self.refusal);
                without_picture(received, self.end, self.reason.as_deref(), refused, words)
            }));
        };
        let answer = ImagesAnswer::Pictures {
            pictures: vec![result],
            drafts: found,
            text: words,
            usage: self.usage,
        };
        known(received, answer).ok_or_else(|| unreadable(received))
    }
}

/// Cut off, refused, or words instead of a picture; a chat's words are charged.
fn without_picture(
    received: &Received,
    end: End,
    reason: Option<&str>,
    refused: Option<String>,
    words: Option<String>,
) -> Error {
    if end == End::Open || received.lifted.unended.is_some() {
        let cut = "the answer ended before the picture".to_owned();
        let mut error = Error::below_http(TransportError::Cut(cut));
        error.status = Some(received.head.status);
        return error;
    }
    let refusal = reason.and_then(Refusal::of);
    let kind = match (&refused, refusal) {
        (Some(_), _) => Kind::Moderation,
        (None, Some(refusal)) => refusal.kind(),
        (None, None) => Kind::NoPicture,
    };
    let mut error = Error::of(kind, Charge::Likely);
    error.status = Some(received.head.status);
    error.words.request_id = classify::request_id(&received.head);
    error.words.code = reason.filter(|_| refusal.is_some()).map(clean::text);
    match refused.or(words) {
        Some(words) => error.with_message(&words),
        None => error,
    }
}
