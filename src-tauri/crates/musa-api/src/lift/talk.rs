//! Scanning for who listens while a body arrives: words are never lifted, events are taken out of
//! the skeleton as they become whole, and pictures that go on over many events are followed by the
//! listener itself, who knows whose words they stand in ([`crate::talk`]).
//!
//! Owns what a listener asks of the scanner; the scanning is [`super::Lifter`]'s.

use memchr::{memchr, memchr2};

use super::said::{Following, Manner};
use super::{LiftId, Lifter, Place};

/// The head of a data URL is no longer.
const LONGEST_HEAD: usize = 1024;

impl Lifter {
    /// A scanner for a listener: words stay where they are, however long.
    pub fn talking() -> Self {
        let mut lifter = Self::new();
        lifter.hearing.manner = Manner::Talk(Following::Nothing);
        lifter
    }

    /// The same after a body of which so many strings were lifted.
    pub(crate) fn after(count: u32) -> Self {
        let mut lifter = Self::talking();
        lifter.count = count;
        lifter
    }

    /// The number of the next lifted string, for one that the listener hands on.
    pub(crate) fn claim(&mut self) -> LiftId {
        let id = LiftId(self.count);
        self.count += 1;
        id
    }

    /// How many strings were lifted so far.
    pub(crate) fn lifted(&self) -> u32 {
        self.count
    }

    /// Whether the listener is handing a picture on: until it has ended, nothing else is lifted.
    pub(crate) fn follow(&mut self, open: Option<LiftId>) {
        let following = match open {
            Some(_) => Following::Picture,
            None => Following::Nothing,
        };
        self.hearing.manner = Manner::Talk(following);
    }

    /// Takes the first bytes of the skeleton out of it. No more than [`Lifter::skeleton`] shows.
    pub(crate) fn take(&mut self, bytes: usize) -> Vec<u8> {
        let bytes = bytes.min(self.skeleton().len());
        let rest = self.skeleton.split_off(bytes);
        if let Place::Short { start, .. } = &mut self.place {
            *start -= bytes;
        }
        self.hearing.held_at = self.hearing.held_at.saturating_sub(bytes);
        std::mem::replace(&mut self.skeleton, rest)
    }

    /// Whether the string that starts there is somebody's words, such as the argument of a call,
    /// and no encoded file. Asked only while somebody listens.
    pub(super) fn is_prose(&self, start: usize) -> bool {
        if self.hearing.manner == Manner::Pictures {
            return false;
        }
        let text = &self.skeleton[start..];
        let text = match memchr(b',', &text[..text.len().min(LONGEST_HEAD)]) {
            Some(comma) if text.starts_with(b"data:") => &text[comma + 1..],
            _ => text,
        };
        // White space comes escaped: `\n` and `\/` are the only escapes in base64.
        let encoded = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/-_=\\".contains(byte);
        !text.iter().all(encoded)
    }

    /// Copies a string until it ends.
    pub(super) fn kept<'b>(&mut self, rest: &'b [u8], after_backslash: bool) -> &'b [u8] {
        if after_backslash {
            self.keep(&rest[..1]);
            self.place = Place::Kept {
                after_backslash: false,
            };
            return &rest[1..];
        }
        let Some(at) = memchr2(b'"', b'\\', rest) else {
            self.keep(rest);
            return &[];
        };
        self.place = match rest[at] {
            b'"' => Place::Outside,
            _ => Place::Kept {
                after_backslash: true,
            },
        };
        self.keep(&rest[..=at]);
        &rest[at + 1..]
    }
}
