//! Bytes to deltas: the scanner lifts what is long, every event is read as soon as it is whole, and
//! JSON at its end. Which protocol it is shows in each event itself, so an endpoint that answers in
//! another one is understood as well.
//!
//! Owns the way of the bytes. Does no input and output of its own: the lifted strings go to the
//! sink.

use std::io;

use memchr::memmem;
use serde_json::Value;

use super::note::Note;
use super::responses::{Responses, is_response};
use super::state::State;
use super::voice::Out;
use super::{Delta, chat, gemini};
use crate::answer::json;
use crate::error::shapes;
use crate::lift::{LiftSink, Lifter};
use crate::sse::{Event, events_of};

/// How events end.
const BREAKS: [&[u8]; 3] = [b"\n\n", b"\r\n\r\n", b"\r\r"];

/// Listens to an answer while it arrives. Feed it a body in any pieces.
#[derive(Debug)]
pub struct TalkReader {
    lifter: Lifter,
    flow: Flow,
    /// Up to here no event ends in the skeleton.
    searched_to: usize,
    protocols: Protocols,
    state: State,
}

/// What the readers of the protocols remember.
#[derive(Debug, Default)]
struct Protocols {
    responses: Responses,
    /// Searches of an answer in Gemini's format so far.
    searches: u32,
}

/// What the body is.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Flow {
    #[default]
    Unknown,
    Json,
    Events,
}

/// Everything that was heard, before it is known how the connection ended.
#[derive(Debug)]
pub struct Heard {
    pub(super) state: State,
    /// What is left that is no event: JSON, a page, nothing.
    pub(super) rest: Vec<u8>,
}

impl Default for TalkReader {
    fn default() -> Self {
        Self::new()
    }
}

impl TalkReader {
    /// A reader at the beginning of a body.
    pub fn new() -> Self {
        Self {
            lifter: Lifter::talking(),
            flow: Flow::default(),
            searched_to: 0,
            protocols: Protocols::default(),
            state: State::default(),
        }
    }

    /// Takes more of the body and tells what was heard in it. Errors are the sink's.
    pub fn push(&mut self, bytes: &[u8], sink: &mut dyn LiftSink) -> io::Result<Vec<Delta>> {
        self.lifter.push(bytes, sink)?;
        if self.flow == Flow::Unknown {
            self.flow = flow(self.lifter.skeleton());
        }
        if self.flow == Flow::Events
            && let Some(end) = self.last_break()
        {
            let whole = self.lifter.take(end);
            self.searched_to = 0;
            self.events(&whole, sink)?;
        }
        Ok(self.state.deltas())
    }

    /// The body is over, whole or not: reads what is left. The deltas are the last ones.
    pub fn finish(mut self, sink: &mut dyn LiftSink) -> io::Result<(Vec<Delta>, Heard)> {
        let lifted = std::mem::take(&mut self.lifter).finish(sink)?;
        // From here on only the numbers are needed.
        self.lifter = Lifter::after(lifted.count);
        let mut rest = lifted.skeleton;
        match json::parse(&rest).filter(|_| self.flow != Flow::Events) {
            Some(Value::Array(items)) => {
                for item in &items {
                    self.value(item, None, sink)?;
                }
                self.over_if_heard(sink)?;
            }
            Some(value) => {
                self.value(&value, None, sink)?;
                self.over_if_heard(sink)?;
            }
            None if self.flow == Flow::Events => {
                let last = std::mem::take(&mut rest);
                self.events(&last, sink)?;
            }
            None => {}
        }
        let mut out = Out {
            sink,
            lifter: &mut self.lifter,
        };
        self.state.close(&mut out)?;
        let deltas = self.state.deltas();
        let state = self.state;
        Ok((deltas, Heard { state, rest }))
    }

    fn last_break(&mut self) -> Option<usize> {
        let skeleton = self.lifter.skeleton();
        // A blank line may have begun in what was searched before.
        let from = self.searched_to.saturating_sub(3).min(skeleton.len());
        let new = &skeleton[from..];
        self.searched_to = skeleton.len();
        let ends = BREAKS
            .iter()
            .filter_map(|it| memmem::rfind(new, it).map(|at| from + at + it.len()));
        ends.max()
    }

    fn events(&mut self, text: &[u8], sink: &mut dyn LiftSink) -> io::Result<()> {
        for event in events_of(text) {
            self.event(&event, sink)?;
        }
        Ok(())
    }

    fn event(&mut self, event: &Event, sink: &mut dyn LiftSink) -> io::Result<()> {
        let name = event.name.as_deref();
        let data = event.data.trim();
        if let Ok(value) = serde_json::from_str::<Value>(data) {
            return self.value(&value, name, sink);
        }
        // Some servers leave the blank lines out.
        for line in data.lines().map(str::trim) {
            if line == "[DONE]" {
                self.note(vec![Note::Over], sink)?;
            } else if let Ok(value) = serde_json::from_str::<Value>(line) {
                self.value(&value, name, sink)?;
            }
        }
        Ok(())
    }

    fn value(
        &mut self,
        value: &Value,
        name: Option<&str>,
        sink: &mut dyn LiftSink,
    ) -> io::Result<()> {
        let mut notes = Vec::new();
        if chat::is_chat(value) {
            chat::notes(value, &mut notes);
        } else if is_response(value) {
            self.protocols.responses.notes(value, &mut notes);
        } else if gemini::is_chunk(value) {
            gemini::notes(value, &mut self.protocols.searches, &mut notes);
        }
        let failure = shapes::in_good_answer(value)
            .or_else(|| (name == Some("error")).then(|| shapes::of_event(value)));
        notes.extend(failure.map(Note::Failure));
        self.note(notes, sink)
    }

    fn note(&mut self, notes: Vec<Note>, sink: &mut dyn LiftSink) -> io::Result<()> {
        let mut out = Out {
            sink,
            lifter: &mut self.lifter,
        };
        self.state.take(notes, &mut out)
    }

    /// JSON that is whole is over.
    fn over_if_heard(&mut self, sink: &mut dyn LiftSink) -> io::Result<()> {
        self.note(vec![Note::Over], sink)
    }
}

fn flow(skeleton: &[u8]) -> Flow {
    let body = skeleton.trim_ascii_start();
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    match body.trim_ascii_start().first() {
        None | Some(0xef) => Flow::Unknown,
        Some(b'{' | b'[' | b'<') => Flow::Json,
        Some(_) => Flow::Events,
    }
}
