//! Conversations of edits that may go on, under `.musa/turns`: for each call what the user said
//! (`<call>.user.json`) and what the model answered, byte by byte as it came (`<call>.model.json`,
//! WIRE 3.3). A signature in it may be larger than the picture, so it is never read into memory
//! and never into the database. Only the user may read them: they hold what was said.
//!
//! They belong to their call. A picture that goes to the trash keeps them, so that its edit can go
//! on when it comes back; nothing removes a picture from there, and so nothing removes them.
//!
//! Owns where they lie and how they hang together. What is said in them is the endpoint's affair.

use std::io::{self, Read};
use std::path::PathBuf;

use musa_api::turn::{self, Cut};
use serde::{Deserialize, Serialize};

use super::Library;
use crate::files;
use crate::ids::{CallId, ContentHash};
use crate::upload::SendFormat;

/// The longest conversation that is sent again: each turn carries its pictures.
const MOST_TURNS: usize = 32;

/// A reference that was sent with a turn; its file is among the references.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TurnReference {
    pub(crate) hash: ContentHash,
    pub(crate) format: SendFormat,
    pub(crate) bytes: u64,
}

/// What the user said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct UserTurn {
    /// The call that was answered before, unless this was the first.
    pub(crate) before: Option<CallId>,
    /// The prompt as it was sent.
    pub(crate) prompt: String,
    /// References in their order.
    pub(crate) references: Vec<TurnReference>,
}

/// One exchange that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KeptTurn {
    pub(crate) user: UserTurn,
    /// The file with the model's turn.
    pub(crate) model: PathBuf,
    /// Its length.
    pub(crate) bytes: u64,
}

impl Library {
    /// Keeps an exchange: the model's turn is cut out of the body of its answer. `false` when
    /// there is no turn in it that could be sent again.
    pub(crate) fn keep_turn(
        &self,
        call: CallId,
        user: &UserTurn,
        body: impl Read,
    ) -> io::Result<bool> {
        self.usable_for_files()?;
        let folder = self.own_dir("turns");
        files::make_dirs(&folder)?;
        let mut cut = Cut::Missing;
        let scratch = folder.join(format!("{call}.scratch"));
        files::write_private_from(&scratch, |out| {
            cut = turn::copy(body, out)?;
            Ok(())
        })?;
        if cut == Cut::Missing {
            files::remove(&scratch)?;
            return Ok(false);
        }
        files::write_private(&self.user_turn(call), &serde_json::to_vec_pretty(user)?)?;
        // The model's turn last: with it the exchange is there, without it there is none.
        let model = self.model_turn(call);
        if model.exists() {
            files::remove(&scratch)?;
            return Ok(true);
        }
        files::place_new(&scratch, &model).map(|()| true)
    }

    /// Whether any conversation is kept here.
    pub(crate) fn keeps_turns(&self) -> bool {
        self.own_dir("turns").is_dir()
    }

    /// Whether an edit can go on where this call ended.
    pub(crate) fn can_continue(&self, call: CallId) -> bool {
        self.model_turn(call).is_file() && self.user_turn(call).is_file()
    }

    /// The conversation up to this call, the first exchange first. One of which a part is gone
    /// is an error: without it the rest would be paid for and mean something else.
    pub(crate) fn turns_up_to(&self, call: CallId) -> io::Result<Vec<KeptTurn>> {
        let mut turns = Vec::new();
        let mut next = Some(call);
        while let Some(call) = next.filter(|_| turns.len() < MOST_TURNS) {
            let model = self.model_turn(call);
            let (Some(text), Ok(about)) =
                (files::read_small(&self.user_turn(call))?, model.metadata())
            else {
                let gone = format!("the turn of call {call} is no longer kept");
                return Err(io::Error::new(io::ErrorKind::NotFound, gone));
            };
            let user: UserTurn = serde_json::from_slice(&text)?;
            next = user.before;
            let bytes = about.len();
            turns.push(KeptTurn { user, model, bytes });
        }
        turns.reverse();
        Ok(turns)
    }

    fn user_turn(&self, call: CallId) -> PathBuf {
        self.own_dir("turns").join(format!("{call}.user.json"))
    }

    fn model_turn(&self, call: CallId) -> PathBuf {
        self.own_dir("turns").join(format!("{call}.model.json"))
    }
}
