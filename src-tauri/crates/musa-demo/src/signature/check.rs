//! Owns the judgement of a history: whether the model's turns came back as they were given.

use super::Course;
use crate::refusal::Refusal;
use crate::request::gemini::{Holding, Role, Signature, Turn};

/// Refuses a history whose signatures are missing or do not fit. Turns of the model that follow
/// each other are one: a client of a stream keeps each piece as a turn of its own.
pub(crate) fn check(turns: &[Turn]) -> Result<(), Refusal> {
    let mut course = Course::new();
    for (content, turn) in turns.iter().enumerate() {
        if turn.role == Role::User {
            course = Course::new();
            continue;
        }
        for (place, part) in turn.parts.iter().enumerate() {
            let is_picture = matches!(part.holding, Holding::Picture(_));
            match &part.holding {
                Holding::Text(text) if part.thought => course.thought(text.as_bytes()),
                Holding::Picture(bytes) if part.thought => course.thought(bytes),
                Holding::Text(text) => course.text(text),
                Holding::Picture(bytes) => course.picture(bytes),
                Holding::Nothing => {}
            }
            let fits = match &part.signature {
                Signature::Bytes(bytes) => part.thought || course.accepts(bytes),
                Signature::Unreadable => false,
                Signature::Missing if is_picture && !part.thought => {
                    return Err(missing(content + 1, place + 1));
                }
                Signature::Missing | Signature::Skipped => true,
            };
            if !fits {
                return Err(unfit(content + 1, place + 1));
            }
        }
    }
    Ok(())
}

fn missing(content: usize, part: usize) -> Refusal {
    let message = format!(
        "Image part is missing a thought_signature in content position {content}, part position \
         {part}. Please refer to https://ai.google.dev/gemini-api/docs/thought-signatures for \
         more details."
    );
    Refusal::invalid("thoughtSignature", "INVALID_ARGUMENT", message)
}

fn unfit(content: usize, part: usize) -> Refusal {
    let message = format!(
        "Thought signature is not valid in content position {content}, part position {part}."
    );
    Refusal::invalid("thoughtSignature", "INVALID_ARGUMENT", message)
}
