//! What one event or one whole answer says, before it is joined to what was said before it. Owns
//! the values between the protocols' readers and [`super::state`].

use serde_json::Value;

use super::{BranchNumber, Citation, Seal, Search, Tokens};
use crate::answer::AnswerPicture;
use crate::error::shapes::ErrorBody;

/// One thing that is said.
#[derive(Debug)]
pub(super) enum Note {
    /// The branch is there, whether it says something or not.
    Branch(BranchNumber),
    Text(BranchNumber, String),
    Thinking(BranchNumber, String),
    Refusal(BranchNumber, String),
    Call(BranchNumber, CallNote),
    Picture(BranchNumber, AnswerPicture),
    Draft(AnswerPicture),
    Citation(BranchNumber, Citation),
    Search(Search),
    Tokens(Tokens),
    /// The provider's word for the end of a branch.
    Finish(BranchNumber, String),
    Id(String),
    Model(String),
    /// Nothing was made: the provider's word, and its sentence.
    Blocked(String, Option<String>),
    Failure(ErrorBody),
    /// Nothing more comes.
    Over,
}

/// A piece of a tool call.
#[derive(Debug, Default)]
pub(super) struct CallNote {
    pub(super) key: CallKey,
    /// Not empty.
    pub(super) id: Option<String>,
    /// Not empty.
    pub(super) name: Option<String>,
    pub(super) arguments: Arguments,
    pub(super) seal: Option<Seal>,
}

/// To which call a piece belongs.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum CallKey {
    /// It says so.
    Index(u64),
    /// It does not: a new id or name begins a new call (WIRE 4.3.4).
    #[default]
    Loose,
    /// It is a call of its own.
    Own,
}

/// What a piece adds to the arguments.
#[derive(Debug, Default)]
pub(super) enum Arguments {
    #[default]
    Nothing,
    More(String),
    /// All of them, which may have come in pieces before.
    All(String),
}

impl Arguments {
    /// From a value that should be JSON text; some servers send the object itself.
    pub(super) fn of(value: Option<&Value>) -> Self {
        match value {
            Some(Value::String(text)) if text.is_empty() => Self::Nothing,
            Some(Value::String(text)) => Self::More(text.clone()),
            None | Some(Value::Null) => Self::Nothing,
            Some(other) => Self::More(other.to_string()),
        }
    }
}
