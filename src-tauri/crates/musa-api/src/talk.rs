//! What a model says, in one form whatever the protocol: chat completions, completions, responses
//! and Gemini's format, whole or as events (WIRE 3, 4, 6).
//!
//! Owns the common values: a [`Delta`] for each thing that is heard, and the [`TalkAnswer`] at the
//! end. Bytes become deltas in [`reader`]; which fields mean what is in `chat`, `responses` and
//! `gemini`. Requests are [`crate::endpoints`]' affair.

use serde_json::Value;

use crate::answer::{AnswerPicture, Usage};
use crate::error::Error;

mod calls;
mod chat;
mod conclude;
mod fields;
mod gemini;
mod note;
mod reader;
mod responses;
mod state;
mod think;
mod voice;

pub use conclude::{conclude, read};
pub use reader::{Heard, TalkReader};

/// Number of one of several answers to the same question (`n` > 1), from 0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BranchNumber(pub u32);

/// Number of a tool call within its branch, from 0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CallNumber(pub u32);

/// One thing that was heard. All deltas in their order make the final answer, but for what only
/// the end can tell: calls get their missing ids.
#[derive(Debug, Clone, PartialEq)]
pub enum Delta {
    /// Words of the answer, without the markup of pictures that were taken out of them.
    Text(BranchNumber, String),
    /// Words of the model's thinking.
    Thinking(BranchNumber, String),
    /// Words with which the model refuses.
    Refusal(BranchNumber, String),
    /// A tool call begins.
    Call {
        /// The branch in which it is.
        branch: BranchNumber,
        /// Its number.
        call: CallNumber,
        /// The function's name.
        name: String,
    },
    /// More of the JSON text of a call's arguments.
    Arguments {
        /// The branch in which it is.
        branch: BranchNumber,
        /// Which call.
        call: CallNumber,
        /// What is added.
        text: String,
    },
    /// A picture. A lifted one has ended at the sink before it is told.
    Picture(BranchNumber, AnswerPicture),
    /// An early form of a picture that is still to come.
    Draft(AnswerPicture),
    /// A source.
    Citation(BranchNumber, Citation),
    /// A step of a search: it replaces the step of the same number.
    Search(Search),
    /// Tokens so far; the last count is the right one.
    Tokens(Tokens),
    /// A branch has ended.
    Finish(BranchNumber, Finish),
}

/// A whole answer, or as much of it as came.
#[derive(Debug, Clone, PartialEq)]
pub struct TalkAnswer {
    /// The provider's number of the answer: what a following turn of `/v1/responses` may name.
    pub id: Option<String>,
    /// The model that answered, as it names itself.
    pub model: Option<String>,
    /// The answers, in their order; at least one.
    pub branches: Vec<Branch>,
    /// What was searched for, in its order.
    pub searches: Vec<Search>,
    /// Tokens, where the provider counts them.
    pub tokens: Option<Tokens>,
    /// How it ended.
    pub end: TalkEnd,
}

/// How an answer ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TalkEnd {
    /// It said that it was over.
    Complete,
    /// It stopped before that: the connection broke, the provider fell silent, or the caller
    /// stopped listening. What came is kept.
    Interrupted(Error),
    /// The provider said in the middle of it that something went wrong. What came is kept.
    Failed(Error),
}

/// One answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Branch {
    /// Its number.
    pub number: BranchNumber,
    /// What was said. Pictures that came inside it are taken out; addresses of pictures are left.
    pub text: String,
    /// What was thought.
    pub thinking: String,
    /// The words of a refusal.
    pub refusal: String,
    /// What is to be called, in its order.
    pub calls: Vec<ToolCall>,
    /// Pictures, in their order, each once.
    pub pictures: Vec<AnswerPicture>,
    /// Sources, in their order.
    pub citations: Vec<Citation>,
    /// Why it ended, where that was said.
    pub finish: Option<Finish>,
}

/// A call of a function that the caller defined.
#[derive(Debug, Clone, PartialEq)]
pub struct ToolCall {
    /// The provider's name of the call, or `call_<n>` where it gave none (WIRE 4.3.4).
    pub id: String,
    /// The function.
    pub name: String,
    /// The arguments as JSON text, as they came; models write JSON that cannot be read, too.
    pub arguments: String,
    /// What has to go back with it unchanged: Gemini's `thoughtSignature`, or `extra_content` of a
    /// chat (WIRE 3.3).
    pub seal: Option<Seal>,
}

/// What a provider wants back with a call, unchanged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seal {
    /// Gemini's `thoughtSignature`.
    Signature(String),
    /// A chat's `extra_content`.
    Extra(Value),
}

/// A source that the answer names. Only `https` addresses are taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// Where.
    pub url: String,
    /// Its title.
    pub title: Option<String>,
    /// The characters of the branch's text that it stands for, where that is told.
    pub range: Option<std::ops::Range<usize>>,
}

/// A search on the web, or a page that was opened for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search {
    /// Its number, from 0.
    pub number: u32,
    /// How far it is.
    pub step: SearchStep,
    /// What was searched for.
    pub queries: Vec<String>,
    /// The page that was opened; only `https`.
    pub page: Option<String>,
}

/// How far a search is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SearchStep {
    /// It was begun.
    #[default]
    Begun,
    /// It goes on.
    Searching,
    /// It has ended.
    Done,
    /// It failed.
    Failed,
}

/// Why a branch ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finish {
    /// What it means.
    pub kind: FinishKind,
    /// The provider's word.
    pub word: String,
}

/// What the end of a branch means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FinishKind {
    /// All is said.
    Stop,
    /// The tokens were used up.
    Length,
    /// Calls wait for their results.
    Calls,
    /// The safety filter ended it.
    Filtered,
    /// Something else: the word says it.
    Else,
}

/// Tokens of a call.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tokens {
    /// Read, made, and both.
    pub usage: Usage,
    /// Of those that were made: thought.
    pub thinking: Option<u64>,
    /// Of those that were read: known from before, which are cheaper.
    pub cached: Option<u64>,
}

impl TalkAnswer {
    /// Whether anything came that somebody can read, see or act on.
    pub fn says_something(&self) -> bool {
        self.branches.iter().any(Branch::says_something)
    }
}

impl Branch {
    /// Whether there is anything in it.
    pub fn says_something(&self) -> bool {
        let texts = [&self.text, &self.thinking, &self.refusal];
        texts.iter().any(|text| !text.is_empty())
            || !self.calls.is_empty()
            || !self.pictures.is_empty()
    }
}
