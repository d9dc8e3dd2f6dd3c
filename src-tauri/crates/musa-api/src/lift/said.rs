//! Strings in which a model speaks: the `content` of a chat, the `text` of a part. Their words
//! stay in the skeleton and only the pictures among them are lifted, so that the skeleton says
//! where each of them stood. In a stream of events the strings of one name are one text: a
//! picture may go on over a thousand of them.
//!
//! Owns the joining. Where a picture begins and ends is [`super::finder`]'s affair.

use std::io;

use memchr::memmem;

use super::finder::{Finder, Heard};
use super::{LiftId, LiftSink, Lifter, Place, Room, SKELETON_LIMIT};
use crate::sse::EVENT_LIMIT;

/// The names whose strings are heard.
const HEARD: [&[u8]; 2] = [b"content", b"text"];
/// Further names whose strings stay as they are in a talk ([`super::talk`]): words, and signatures
/// that have to go back unchanged.
const KEPT: [&[u8]; 11] = [
    b"delta",
    b"reasoning_content",
    b"reasoning",
    b"thinking",
    b"summary",
    b"arguments",
    b"refusal",
    b"output_text",
    b"message",
    b"thoughtSignature",
    b"thought_signature",
];
/// Where the end of a chat's stream is looked for.
const TAIL: usize = 64;

/// What was heard so far.
#[derive(Debug, Default)]
pub(super) struct Hearing {
    finder: Finder,
    flow: Option<Flow>,
    /// The name of the string in which the finder is.
    name: &'static [u8],
    /// The picture that is open.
    open: Option<LiftId>,
    /// Where in the skeleton text was held back at the end of a string.
    pub(super) held_at: usize,
    over: Over,
    pub(super) manner: Manner,
}

/// For whom a body is scanned.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// For who wants its pictures, once it has ended.
    #[default]
    Pictures,
    /// For who listens to it while it arrives. The picture that they follow through the events is
    /// open or not.
    Talk(Following),
}

/// Whether a listener follows a picture through the events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Following {
    Nothing,
    Picture,
}

/// What becomes of a string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ear {
    /// It is lifted if it is long.
    Closed,
    /// Its words stay, its pictures are lifted.
    Open,
    /// It stays as it is.
    Keeps,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Flow {
    /// One JSON text: a string's end ends everything in it.
    Json,
    /// Events.
    Events,
}

/// Whether the stream has said why it ended.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Over {
    #[default]
    NotYet,
    Said,
}

impl Hearing {
    /// The picture that is open.
    pub(super) fn open(&self) -> Option<LiftId> {
        self.open
    }

    /// Whether no other string may be lifted now.
    pub(super) fn is_busy(&self) -> bool {
        self.open.is_some() || self.manner == Manner::Talk(Following::Picture)
    }

    /// The most bytes of a skeleton.
    pub(super) fn limit(&self) -> usize {
        match (self.manner, self.flow) {
            // Only one event at a time is held.
            (Manner::Talk(_), Some(Flow::Events)) => EVENT_LIMIT,
            _ => SKELETON_LIMIT,
        }
    }

    /// What becomes of the string that begins now, at the end of this skeleton.
    pub(super) fn listens(&mut self, skeleton: &[u8]) -> Ear {
        let Some(name) = name(skeleton) else {
            return Ear::Closed;
        };
        if name == b"finish_reason" {
            self.over = Over::Said;
        }
        let talk = self.manner != Manner::Pictures;
        if talk && KEPT.contains(&name) {
            self.flow.get_or_insert_with(|| flow(skeleton));
            return Ear::Keeps;
        }
        let Some(heard) = HEARD.iter().find(|it| **it == name) else {
            return Ear::Closed;
        };
        let flow = *self.flow.get_or_insert_with(|| flow(skeleton));
        if talk && flow == Flow::Events {
            return Ear::Keeps;
        }
        // A picture goes on only in the text in which it began.
        if self.finder.is_busy() && self.name != *heard {
            return Ear::Closed;
        }
        self.name = heard;
        Ear::Open
    }
}

impl Lifter {
    /// Takes more of such a string, up to its end.
    pub(super) fn said<'b>(
        &mut self,
        rest: &'b [u8],
        sink: &mut dyn LiftSink,
    ) -> io::Result<&'b [u8]> {
        let mut text = std::mem::take(&mut self.scratch);
        text.clear();
        let taken = self.unescaper.push(rest, &mut text);
        let ended = taken < rest.len();
        if ended {
            self.unescaper.finish(&mut text);
        }
        let heard = self.hear(sink, |finder, out| finder.push(&text, out));
        self.scratch = text;
        heard?;
        if !ended {
            return Ok(&[]);
        }
        if self.hearing.flow == Some(Flow::Json) {
            self.hear(sink, Finder::end)?;
        }
        self.hearing.held_at = self.skeleton.len();
        self.keep(b"\"");
        self.place = Place::Outside;
        Ok(&rest[taken + 1..])
    }

    /// Lets the finder work; what it finds goes to the skeleton and to the sink.
    fn hear(
        &mut self,
        sink: &mut dyn LiftSink,
        work: impl FnOnce(&mut Finder, &mut super::finder::Out<'_>) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut finder = std::mem::take(&mut self.hearing.finder);
        let done = work(&mut finder, &mut |heard| self.heard(&heard, sink));
        self.hearing.finder = finder;
        done
    }

    fn heard(&mut self, heard: &Heard<'_>, sink: &mut dyn LiftSink) -> io::Result<()> {
        match (heard, self.hearing.open) {
            (Heard::Text(text), _) => {
                let text = escaped(text);
                self.keep(&text);
                Ok(())
            }
            (Heard::Begin, _) => {
                let id = LiftId(self.count);
                self.count += 1;
                self.hearing.open = Some(id);
                self.keep(id.mark().as_bytes());
                sink.begin(id)
            }
            (Heard::Picture(bytes), Some(id)) => sink.push(id, bytes),
            (Heard::End, Some(id)) => {
                self.hearing.open = None;
                sink.end(id)
            }
            (Heard::Picture(_) | Heard::End, None) => Ok(()),
        }
    }

    /// The body is over. A picture that the end of the stream leaves open is whole if the stream
    /// said that it was over; text that was held back goes where it stood.
    pub(super) fn stop_hearing(&mut self, sink: &mut dyn LiftSink) -> io::Result<()> {
        if self.hearing.flow != Some(Flow::Events) || self.place != Place::Outside {
            return Ok(());
        }
        let held = escaped(self.hearing.finder.held());
        let at = self.hearing.held_at;
        if self.room == Room::Left && at <= self.skeleton.len() {
            self.skeleton.splice(at..at, held);
        }
        let tail = &self.skeleton[self.skeleton.len().saturating_sub(TAIL)..];
        let over = self.hearing.over == Over::Said || memmem::find(tail, b"[DONE]").is_some();
        match self.hearing.open {
            Some(id) if over => {
                self.hearing.open = None;
                sink.end(id)
            }
            _ => Ok(()),
        }
    }
}

/// The name whose value begins at the end of this skeleton.
fn name(skeleton: &[u8]) -> Option<&[u8]> {
    let before = skeleton.trim_ascii_end().strip_suffix(b":")?;
    let before = before.trim_ascii_end().strip_suffix(b"\"")?;
    let begin = memchr::memrchr(b'"', before)? + 1;
    Some(&before[begin..])
}

fn flow(skeleton: &[u8]) -> Flow {
    let body = skeleton.trim_ascii_start();
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    match body.trim_ascii_start().first() {
        Some(b'{' | b'[') => Flow::Json,
        _ => Flow::Events,
    }
}

/// Text as it stands between the quotes of a JSON string.
fn escaped(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for byte in text {
        match byte {
            b'"' | b'\\' => out.extend_from_slice(&[b'\\', *byte]),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            0..0x20 => {
                const HEX: &[u8; 16] = b"0123456789abcdef";
                let (high, low) = (usize::from(byte >> 4), usize::from(byte & 15));
                out.extend_from_slice(&[b'\\', b'u', b'0', b'0', HEX[high], HEX[low]]);
            }
            _ => out.push(*byte),
        }
    }
    out
}
