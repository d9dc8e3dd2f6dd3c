//! From the branch of a conversation to its turns, as every protocol can have them: empty answers
//! are left out, and calls whose results were never given, for providers refuse both.

use std::io;
use std::sync::Arc;

use musa_api::body::Source;
use musa_api::talk::{Seal, ToolCall};

use super::stored::{StoredAnswer, StoredBody, StoredMessage, StoredSeal};
use crate::jobs::StoredReference;
use crate::protocol::{AnswerPart, ToolResult};

/// A picture that is sent.
#[derive(Debug, Clone)]
pub(crate) struct SentPicture {
    pub(crate) content_type: &'static str,
    pub(crate) source: Arc<dyn Source>,
}

/// One turn.
#[derive(Debug, Clone)]
pub(crate) enum Turn {
    User {
        text: String,
        pictures: Vec<SentPicture>,
        video: Option<String>,
    },
    Model {
        text: String,
        calls: Vec<ToolCall>,
    },
    Results(Vec<ToolResult>),
}

/// The turns of a branch. `open` finds what was sent.
pub(crate) fn turns(
    branch: &[&StoredMessage],
    open: impl Fn(&StoredReference) -> io::Result<Arc<dyn Source>>,
) -> io::Result<Vec<Turn>> {
    let mut turns = Vec::new();
    for (at, message) in branch.iter().enumerate() {
        match &message.body {
            StoredBody::User {
                text,
                pictures,
                carried,
                video,
            } => turns.push(Turn::User {
                text: text.clone(),
                pictures: carried
                    .iter()
                    .chain(pictures)
                    .map(|it| {
                        Ok(SentPicture {
                            content_type: it.format.media_type(),
                            source: open(it)?,
                        })
                    })
                    .collect::<io::Result<_>>()?,
                video: video.clone(),
            }),
            StoredBody::Results { results } => turns.push(Turn::Results(results.clone())),
            StoredBody::Answer { answer } => {
                let answered = branch.get(at + 1).map(|it| &it.body);
                let calls = match answered {
                    Some(StoredBody::Results { .. }) => calls(answer),
                    _ => Vec::new(),
                };
                let text = said(answer);
                if !text.is_empty() || !calls.is_empty() {
                    turns.push(Turn::Model { text, calls });
                }
            }
        }
    }
    Ok(turns)
}

/// What a model said, or with which words it would not.
fn said(answer: &StoredAnswer) -> String {
    let text = answer.text();
    if !text.is_empty() {
        return text;
    }
    let refusals = answer.parts.iter().filter_map(|part| match part {
        AnswerPart::Refusal { text } => Some(text.as_str()),
        _ => None,
    });
    refusals.collect()
}

/// The calls of an answer, with what has to go back with them.
pub(crate) fn calls(answer: &StoredAnswer) -> Vec<ToolCall> {
    let calls = answer.parts.iter().filter_map(|part| match part {
        AnswerPart::ToolCall {
            id,
            name,
            arguments,
        } => Some((id, name, arguments)),
        _ => None,
    });
    let call = |(at, (id, name, arguments)): (usize, (&String, &String, &String))| {
        let seal = answer.seals.get(at).cloned().flatten();
        ToolCall {
            id: id.clone(),
            name: name.clone(),
            arguments: arguments.clone(),
            seal: seal.map(|seal| match seal {
                StoredSeal::Signature(text) => Seal::Signature(text),
                StoredSeal::Extra(value) => Seal::Extra(value),
            }),
        }
    };
    calls.enumerate().map(call).collect()
}
