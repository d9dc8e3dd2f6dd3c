//! Joins the pieces of tool calls (WIRE 4.3.4): by index where there is one, else a new id or name
//! begins a new call. Owns the joining within one branch.

use super::note::{Arguments, CallKey, CallNote};
use super::{CallNumber, ToolCall};

/// The keys of a branch's calls, in the calls' order.
#[derive(Debug, Default)]
pub(super) struct Calls {
    keys: Vec<CallKey>,
}

/// What a piece did.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Joined {
    pub(super) number: CallNumber,
    /// The name of a call that began, or whose name has only come now.
    pub(super) begun: Option<String>,
    /// What was added to its arguments.
    pub(super) added: String,
}

impl Calls {
    /// Joins a piece to its call.
    pub(super) fn join(&mut self, calls: &mut Vec<ToolCall>, note: CallNote) -> Option<Joined> {
        let at = match self.find(calls, &note) {
            Some(at) => at,
            // Arguments of nothing.
            None if note.id.is_none() && note.name.is_none() && note.key == CallKey::Loose => {
                return None;
            }
            None => {
                self.keys.push(note.key);
                calls.push(ToolCall {
                    id: String::new(),
                    name: String::new(),
                    arguments: String::new(),
                    seal: None,
                });
                calls.len() - 1
            }
        };
        let call = calls.get_mut(at)?;
        if let Some(id) = note.id
            && call.id.is_empty()
        {
            call.id = id;
        }
        call.seal = note.seal.or(call.seal.take());
        let begun = note.name.filter(|_| call.name.is_empty());
        if let Some(name) = &begun {
            call.name.clone_from(name);
        }
        let added = match note.arguments {
            Arguments::Nothing => String::new(),
            Arguments::More(text) => text,
            Arguments::All(text) => match text.strip_prefix(call.arguments.as_str()) {
                Some(rest) => rest.to_owned(),
                None => String::new(),
            },
        };
        call.arguments.push_str(&added);
        Some(Joined {
            number: CallNumber(u32::try_from(at).ok()?),
            begun,
            added,
        })
    }

    fn find(&self, calls: &[ToolCall], note: &CallNote) -> Option<usize> {
        let other = |at: &usize| {
            // Some servers number all calls 0: another id with a name is another call.
            let known = calls.get(*at).map_or("", |call| &call.id);
            let id = note.id.as_deref().unwrap_or_default();
            !known.is_empty() && !id.is_empty() && known != id && note.name.is_some()
        };
        match note.key {
            CallKey::Own => None,
            CallKey::Index(_) => self
                .keys
                .iter()
                .rposition(|key| *key == note.key)
                .filter(|at| !other(at)),
            CallKey::Loose => match &note.id {
                Some(id) => calls.iter().rposition(|call| call.id == *id),
                None if note.name.is_some() => None,
                None => calls.len().checked_sub(1),
            },
        }
    }
}
