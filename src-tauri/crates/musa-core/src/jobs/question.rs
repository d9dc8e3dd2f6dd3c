//! The tee of a question about a task. Most answers say "still running" and are not worth a
//! receipt; the one that brings the pictures may be given only once. So a small answer is held
//! until it has been read, and anything larger, or with a long string in it, goes to the receipt
//! while it arrives, as every other answer does.

use std::io;

use musa_api::answer::drafts::Draft;
use musa_api::client::{Ending, Receiver};
use musa_api::lift::{LiftId, LiftSink};
use musa_api::transport::Head;

use super::tee::{Caught, Tee};

/// What is held at the most.
const HELD: usize = 64 * 1024;

/// A [`Tee`] that begins its receipt only when there is something to keep.
pub(super) struct Question {
    tee: Tee,
    held: Held,
}

enum Held {
    /// No answer has begun.
    Nothing,
    /// All of a small answer, and how it ended.
    Small(Box<Head>, Vec<u8>, Option<Ending>),
    /// It is in the receipt.
    Kept,
}

impl Question {
    pub(super) fn new(tee: Tee) -> Self {
        let held = Held::Nothing;
        Self { tee, held }
    }

    /// True when some of the answer is in the receipt already.
    pub(super) fn is_kept(&self) -> bool {
        matches!(self.held, Held::Kept)
    }

    /// Writes the receipt of what was held, and gives back what the answer brought.
    pub(super) fn keep(mut self) -> io::Result<Caught> {
        self.pour()?;
        Ok(self.tee.caught())
    }

    /// Hands what is held to the tee.
    fn pour(&mut self) -> io::Result<()> {
        if let Held::Small(head, body, ending) = std::mem::replace(&mut self.held, Held::Kept) {
            self.tee.head(&head)?;
            self.tee.chunk(&body)?;
            if let Some(ending) = ending {
                self.tee.finish(ending)?;
            }
        }
        Ok(())
    }
}

impl Receiver for Question {
    fn head(&mut self, head: &Head) -> io::Result<()> {
        self.held = Held::Small(Box::new(head.clone()), Vec::new(), None);
        Ok(())
    }

    fn chunk(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.held {
            Held::Small(_, body, _) if body.len() + bytes.len() <= HELD => {
                body.extend_from_slice(bytes);
                Ok(())
            }
            _ => {
                self.pour()?;
                self.tee.chunk(bytes)
            }
        }
    }

    fn draft(&mut self, draft: &Draft) -> io::Result<()> {
        self.tee.draft(draft)
    }

    fn finish(&mut self, ending: Ending) -> io::Result<()> {
        match &mut self.held {
            Held::Small(_, _, ended) => {
                *ended = Some(ending);
                Ok(())
            }
            _ => self.tee.finish(ending),
        }
    }
}

impl LiftSink for Question {
    fn begin(&mut self, id: LiftId) -> io::Result<()> {
        self.pour()?;
        self.tee.begin(id)
    }

    fn push(&mut self, id: LiftId, text: &[u8]) -> io::Result<()> {
        self.tee.push(id, text)
    }

    fn end(&mut self, id: LiftId) -> io::Result<()> {
        self.tee.end(id)
    }
}
