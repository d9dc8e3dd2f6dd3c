//! Owns what the demo says: a talk as it was asked, whatever its protocol, and the answer to it.
//!
//! It is no language model: it looks at the pictures that were sent, fits JSON to schemas, calls
//! the functions that were defined, and has sensible words in English and Chinese for the rest.
//! How a question is read is in `request::talk`, how an answer is written in `answer::talk`.

mod calls;
mod composer;
mod eyes;
mod pattern;
mod phrases;
mod pieces;
mod reply;
mod schema;
mod search;
mod tongue;
mod words;

use bytes::Bytes;
use serde_json::Value;

pub(crate) use reply::answer;

/// What is asked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ask {
    pub(crate) model: String,
    pub(crate) system: String,
    pub(crate) turns: Vec<Turn>,
    pub(crate) tools: Vec<Tool>,
    pub(crate) choice: Choice,
    pub(crate) parallel: Parallel,
    pub(crate) format: Format,
    /// How many answers.
    pub(crate) count: u32,
    pub(crate) thinks: Thinks,
    pub(crate) search: Search,
    pub(crate) draws: Draws,
    /// The longest answer in tokens.
    pub(crate) most_tokens: Option<usize>,
    /// Where an answer stops.
    pub(crate) stops: Vec<String>,
}

/// One turn.
#[derive(Clone, Debug)]
pub(crate) enum Turn {
    User(Vec<Part>),
    Model,
    /// What a function gave back, and its name where that is told.
    Result {
        name: Option<String>,
        text: String,
    },
}

/// One part of the user's turn.
#[derive(Clone, Debug)]
pub(crate) enum Part {
    Text(String),
    Picture(Bytes),
    /// Something at an address that the demo cannot reach: a foreign picture, a video.
    Address(String),
}

/// A function that may be called.
#[derive(Clone, Debug)]
pub(crate) struct Tool {
    pub(crate) name: String,
    pub(crate) parameters: Value,
}

/// Whether functions are called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Choice {
    #[default]
    Auto,
    Never,
    Required,
    Function(String),
}

/// Whether several functions may be called at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Parallel {
    #[default]
    Yes,
    No,
}

/// The form of the answer.
#[derive(Clone, Debug, Default)]
pub(crate) enum Format {
    #[default]
    Text,
    Json,
    Schema(Value),
}

/// Whether thinking is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Thinks {
    #[default]
    No,
    Aloud,
}

/// Whether the web may be searched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Search {
    #[default]
    No,
    Allowed,
}

/// Whether a picture may be drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Draws {
    #[default]
    No,
    /// With these settings of the tool, as text.
    Allowed(Vec<(String, String)>),
}

/// What is answered.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    /// One for each that was asked for.
    pub(crate) spoken: Vec<Spoken>,
    /// What was searched for.
    pub(crate) searched: Option<String>,
    /// What is to be drawn.
    pub(crate) picture: Option<String>,
    /// Tokens of the question.
    pub(crate) asked_tokens: usize,
}

/// One answer.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spoken {
    pub(crate) thinking: String,
    pub(crate) text: String,
    pub(crate) calls: Vec<Call>,
    pub(crate) sources: Vec<Source>,
    pub(crate) end: End,
}

/// A call of a function.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) arguments: Value,
}

/// A page that an answer names, and the characters of the text that name it.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    pub(crate) url: String,
    pub(crate) title: String,
    pub(crate) from: usize,
    pub(crate) to: usize,
}

/// Why an answer ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum End {
    #[default]
    Said,
    /// The tokens were used up.
    Length,
    Calls,
}

impl Ask {
    /// The user's last words.
    pub(crate) fn prompt(&self) -> String {
        let parts = self.last_parts();
        let texts = parts.iter().filter_map(|part| match part {
            Part::Text(text) => Some(text.as_str()),
            Part::Picture(_) | Part::Address(_) => None,
        });
        texts.collect::<Vec<_>>().join("\n")
    }

    /// The parts of the user's last turn.
    pub(crate) fn last_parts(&self) -> &[Part] {
        let last = self.turns.iter().rev().find_map(|turn| match turn {
            Turn::User(parts) => Some(parts.as_slice()),
            Turn::Model | Turn::Result { .. } => None,
        });
        last.unwrap_or_default()
    }

    /// What functions gave back since the user spoke.
    pub(crate) fn results(&self) -> Vec<(Option<&str>, &str)> {
        let mut results: Vec<_> = self
            .turns
            .iter()
            .rev()
            .take_while(|turn| !matches!(turn, Turn::User(_)))
            .filter_map(|turn| match turn {
                Turn::Result { name, text } => Some((name.as_deref(), text.as_str())),
                Turn::User(_) | Turn::Model => None,
            })
            .collect();
        results.reverse();
        results
    }

    /// How many times the user has spoken.
    pub(crate) fn rounds(&self) -> usize {
        let users = self.turns.iter();
        users.filter(|turn| matches!(turn, Turn::User(_))).count()
    }
}

/// About how many tokens a text has: a word in four letters, a Chinese character each.
pub(crate) fn tokens(text: &str) -> usize {
    let (ascii, other) = text
        .chars()
        .fold((0_usize, 0_usize), |(ascii, other), letter| {
            if letter.is_ascii() {
                (ascii + 1, other)
            } else {
                (ascii, other + 1)
            }
        });
    (ascii.div_ceil(4) + other).max(1)
}

/// A text as the deltas of a stream have it: a word or two each, a few Chinese characters.
pub(crate) use pieces::pieces;
