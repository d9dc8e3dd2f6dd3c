//! Lifting: while a body arrives, every long JSON string in it is handed on in pieces and
//! replaced by a short mark, so that a 30 MB answer is never held whole. What remains, the
//! *skeleton*, is small text that `serde_json` (or the SSE reader) reads at the end.
//!
//! The scanner watches quotes and backslashes and, of what stands between them, only the names
//! under which a model speaks (`said`), so it works on a stream of events as well as on JSON. Owns the scanner only: where the lifted strings go is the
//! [`LiftSink`]'s affair, what the skeleton means is the endpoints'.

use std::io;

use memchr::{memchr, memchr2};

use crate::lift::escape::Unescaper;
use crate::lift::said::{Ear, Hearing};

pub mod base64;
mod escape;
pub(crate) mod finder;
mod said;
mod talk;

/// Strings longer than this many bytes of JSON are lifted. Above every address (a signed one has
/// up to 4 KiB) and most rewritten prompts, so that those stay readable in the skeleton.
pub const LIFT_OVER: usize = 8 * 1024;
/// A skeleton larger than this is refused as unreadable (the receipt keeps the body).
pub const SKELETON_LIMIT: usize = 16 * 1024 * 1024;

/// Number of a lifted string in its body, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LiftId(pub u32);

/// Takes lifted strings while they arrive, unescaped: the text of the string, not its JSON form.
///
/// What is not written lets the strings go, as is right for a file, which has none.
pub trait LiftSink {
    /// A lifted string begins.
    fn begin(&mut self, _id: LiftId) -> io::Result<()> {
        Ok(())
    }
    /// More of it.
    fn push(&mut self, _id: LiftId, _text: &[u8]) -> io::Result<()> {
        Ok(())
    }
    /// It has ended.
    fn end(&mut self, _id: LiftId) -> io::Result<()> {
        Ok(())
    }
}

/// Lets every string go, for those who want the skeleton only.
#[derive(Debug, Clone, Copy, Default)]
pub struct Nowhere;

impl LiftSink for Nowhere {}

/// What remains of a body, and how many strings were lifted out of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lifted {
    /// The body with every lifted string replaced by its mark ([`LiftId::mark`]).
    pub skeleton: Vec<u8>,
    /// How many were lifted.
    pub count: u32,
    /// The one that had begun and never ended, if there is one: the body was cut inside it.
    pub unended: Option<LiftId>,
}

impl Lifted {
    /// A body of which nothing was lifted.
    pub fn plain(skeleton: Vec<u8>) -> Self {
        Self {
            skeleton,
            ..Self::default()
        }
    }

    /// Whether this string was lifted and has ended.
    pub fn has(&self, id: LiftId) -> bool {
        id.0 < self.count && self.unended != Some(id)
    }
}

impl LiftId {
    /// What every mark begins with.
    pub(crate) const MARK: &str = "musa-lifted:";

    /// What stands in the skeleton in place of the string.
    pub fn mark(self) -> String {
        format!("{}{}", Self::MARK, self.0)
    }

    /// The other way: which lifted string a text of the skeleton stands for. A provider can write
    /// such a text itself, so compare the number with [`Lifted::count`].
    pub fn from_mark(text: &str) -> Option<Self> {
        let number = text.strip_prefix(Self::MARK)?;
        let plain = number.bytes().all(|byte| byte.is_ascii_digit());
        (plain && number.len() <= 10).then(|| number.parse().ok().map(Self))?
    }
}

/// The skeleton would have passed [`SKELETON_LIMIT`]; found inside the error of
/// [`Lifter::finish`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the answer has too much text beside its pictures")]
pub struct SkeletonTooLarge;

/// The scanner. Feed it a body in any pieces.
#[derive(Debug, Default)]
pub struct Lifter {
    skeleton: Vec<u8>,
    count: u32,
    place: Place,
    unescaper: Unescaper,
    scratch: Vec<u8>,
    room: Room,
    hearing: Hearing,
}

/// Where in the text the scanner is.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Place {
    #[default]
    Outside,
    /// In a string that may still be short; it starts there in the skeleton.
    Short { start: usize, after_backslash: bool },
    /// In a string that is being lifted.
    Long(LiftId),
    /// In a string in which a model speaks.
    Said,
    /// In one that stays in the skeleton, however long it is.
    Kept { after_backslash: bool },
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Room {
    #[default]
    Left,
    Spent,
}

impl Lifter {
    /// A scanner at the beginning of a body.
    pub fn new() -> Self {
        Self::default()
    }

    /// Scans more of the body. Errors are the sink's.
    pub fn push(&mut self, bytes: &[u8], sink: &mut dyn LiftSink) -> io::Result<()> {
        let mut rest = bytes;
        while !rest.is_empty() {
            rest = match self.place {
                Place::Outside => self.outside(rest),
                Place::Short {
                    start,
                    after_backslash,
                } => self.short(rest, start, after_backslash, sink)?,
                Place::Long(id) => self.long(rest, id, sink)?,
                Place::Said => self.said(rest, sink)?,
                Place::Kept { after_backslash } => self.kept(rest, after_backslash),
            };
        }
        Ok(())
    }

    /// The skeleton so far, without a string that may still be lifted out of it: it only grows.
    pub fn skeleton(&self) -> &[u8] {
        match self.place {
            Place::Short { start, .. } => self.skeleton.get(..start).unwrap_or_default(),
            Place::Outside | Place::Long(_) | Place::Said | Place::Kept { .. } => &self.skeleton,
        }
    }

    /// The skeleton. A string that never ended is not ended at the sink either.
    pub fn finish(mut self, sink: &mut dyn LiftSink) -> io::Result<Lifted> {
        self.stop_hearing(sink)?;
        match self.room {
            Room::Left => Ok(Lifted {
                skeleton: self.skeleton,
                count: self.count,
                unended: match self.place {
                    Place::Long(id) => Some(id),
                    Place::Outside | Place::Short { .. } | Place::Said | Place::Kept { .. } => {
                        self.hearing.open()
                    }
                },
            }),
            Room::Spent => Err(io::Error::new(io::ErrorKind::InvalidData, SkeletonTooLarge)),
        }
    }

    fn outside<'b>(&mut self, rest: &'b [u8]) -> &'b [u8] {
        if let Some(at) = memchr(b'"', rest) {
            self.keep(&rest[..at]);
            let heard = if self.room == Room::Left {
                self.hearing.listens(&self.skeleton)
            } else {
                Ear::Closed
            };
            self.keep(b"\"");
            let after_backslash = false;
            self.place = match heard {
                Ear::Open => {
                    self.unescaper = Unescaper::default();
                    Place::Said
                }
                Ear::Keeps => Place::Kept { after_backslash },
                Ear::Closed => Place::Short {
                    start: self.skeleton.len(),
                    after_backslash,
                },
            };
            &rest[at + 1..]
        } else {
            self.keep(rest);
            &[]
        }
    }

    /// Copies until the string ends or turns out to be long.
    fn short<'b>(
        &mut self,
        rest: &'b [u8],
        start: usize,
        after_backslash: bool,
        sink: &mut dyn LiftSink,
    ) -> io::Result<&'b [u8]> {
        let room = (LIFT_OVER + 1).saturating_sub(self.skeleton.len() - start);
        let window = &rest[..rest.len().min(room.max(1))];
        if after_backslash {
            self.keep(&window[..1]);
            self.place = Place::Short {
                start,
                after_backslash: false,
            };
            self.lift_if_long(start, sink)?;
            return Ok(&rest[1..]);
        }
        let (taken, next) = match memchr2(b'"', b'\\', window) {
            Some(at) if window[at] == b'"' => (at + 1, Place::Outside),
            Some(at) => (
                at + 1,
                Place::Short {
                    start,
                    after_backslash: true,
                },
            ),
            None => (window.len(), self.place),
        };
        self.keep(&window[..taken]);
        self.place = next;
        if next != Place::Outside {
            self.lift_if_long(start, sink)?;
        }
        Ok(&rest[taken..])
    }

    /// Moves what the skeleton holds of a string to the sink, once it is longer than allowed.
    fn lift_if_long(&mut self, start: usize, sink: &mut dyn LiftSink) -> io::Result<()> {
        // One string is lifted at a time: while a picture goes on over many strings, the others
        // stay.
        let busy = self.room == Room::Spent || self.hearing.is_busy();
        if self.skeleton.len().saturating_sub(start) <= LIFT_OVER || busy {
            return Ok(());
        }
        if self.is_prose(start) {
            let after_backslash = matches!(
                self.place,
                Place::Short {
                    after_backslash: true,
                    ..
                }
            );
            self.place = Place::Kept { after_backslash };
            return Ok(());
        }
        let id = LiftId(self.count);
        self.count += 1;
        self.place = Place::Long(id);
        self.unescaper = Unescaper::default();
        sink.begin(id)?;
        self.scratch.clear();
        // Whether a backslash is pending follows from these bytes themselves.
        let _ = self
            .unescaper
            .push(&self.skeleton[start..], &mut self.scratch);
        self.skeleton.truncate(start);
        sink.push(id, &self.scratch)
    }

    /// Hands a lifted string on, without a copy as long as no backslash stands in the piece.
    fn long<'b>(
        &mut self,
        rest: &'b [u8],
        id: LiftId,
        sink: &mut dyn LiftSink,
    ) -> io::Result<&'b [u8]> {
        if self.unescaper.is_clean() {
            let end = memchr2(b'"', b'\\', rest).unwrap_or(rest.len());
            if end > 0 {
                sink.push(id, &rest[..end])?;
            }
            match rest.get(end) {
                None => Ok(&[]),
                Some(b'"') => self.end(&rest[end + 1..], id, sink),
                Some(_) => self.escaped(&rest[end..], id, sink),
            }
        } else {
            self.escaped(rest, id, sink)
        }
    }

    /// The same with backslashes: unescaped into one buffer and handed on in one piece.
    fn escaped<'b>(
        &mut self,
        rest: &'b [u8],
        id: LiftId,
        sink: &mut dyn LiftSink,
    ) -> io::Result<&'b [u8]> {
        self.scratch.clear();
        let taken = self.unescaper.push(rest, &mut self.scratch);
        if !self.scratch.is_empty() {
            sink.push(id, &self.scratch)?;
        }
        match rest.get(taken) {
            Some(_) => self.end(&rest[taken + 1..], id, sink),
            None => Ok(&[]),
        }
    }

    fn end<'b>(
        &mut self,
        after: &'b [u8],
        id: LiftId,
        sink: &mut dyn LiftSink,
    ) -> io::Result<&'b [u8]> {
        self.scratch.clear();
        self.unescaper.finish(&mut self.scratch);
        if !self.scratch.is_empty() {
            sink.push(id, &self.scratch)?;
        }
        sink.end(id)?;
        let mark = id.mark();
        self.keep(mark.as_bytes());
        self.keep(b"\"");
        self.place = Place::Outside;
        Ok(after)
    }

    /// Adds to the skeleton. Past the limit nothing is kept any more, but the scan goes on: the
    /// receiver still gets the whole body.
    fn keep(&mut self, bytes: &[u8]) {
        if self.room == Room::Left && self.skeleton.len() + bytes.len() <= self.hearing.limit() {
            self.skeleton.extend_from_slice(bytes);
        } else {
            self.room = Room::Spent;
            self.skeleton = Vec::new();
        }
    }
}
