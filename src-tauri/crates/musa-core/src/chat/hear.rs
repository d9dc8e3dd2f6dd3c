//! Hearing an answer: every chunk goes to the receipt first, pictures to their parts, and what is
//! said to the growth that the window follows. A killed process leaves all that came; it is read
//! again from the receipt as if it arrived now.

use std::fs::File;
use std::io::{self, Read as _};
use std::sync::Arc;

use musa_api::client::{Ending, Receiver};
use musa_api::endpoint::Received;
use musa_api::error::Error;
use musa_api::lift::{LiftId, LiftSink, Lifted, Lifter, Nowhere};
use musa_api::secret::ApiKey;
use musa_api::talk::{self, Delta, TalkAnswer, TalkReader};
use musa_api::transport::Head;
use parking_lot::Mutex;

use super::growth::Growth;
use super::hush::Hush;
use crate::clock::Clock;
use crate::ids::CallId;
use crate::jobs::{Caught, Context, PartsSink, Tee, head_of, left_whole};
use crate::receipts::{Receipt, ReceiptState};

/// A refusal is not longer.
const REFUSAL: u64 = 1024 * 1024;

/// Receives one answer.
pub(crate) struct Hearing {
    tee: Tee,
    hush: Hush,
    growth: Arc<Mutex<Growth>>,
    clock: Arc<dyn Clock>,
}

impl Hearing {
    pub(crate) fn new(
        tee: Tee,
        key: Option<&ApiKey>,
        growth: Arc<Mutex<Growth>>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self {
            tee,
            hush: Hush::new(key),
            growth,
            clock,
        }
    }

    fn grow(&self, deltas: Vec<Delta>) {
        let now = self.clock.now().as_millisecond();
        let mut growth = self.growth.lock();
        for delta in deltas {
            growth.hear(delta, now);
        }
    }

    /// The pictures that came.
    pub(crate) fn caught(self) -> Caught {
        self.tee.caught()
    }
}

impl Receiver for Hearing {
    fn head(&mut self, head: &Head) -> io::Result<()> {
        self.growth.lock().restart();
        self.hush.restart();
        self.tee.head(head)
    }

    fn chunk(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.tee.chunk(bytes)?;
        // Words come in small pieces, and each is paid for.
        self.tee.flush()
    }

    fn delta(&mut self, delta: Delta) -> io::Result<()> {
        let told = self.hush.pass(delta);
        self.grow(told);
        Ok(())
    }

    fn finish(&mut self, ending: Ending) -> io::Result<()> {
        let held = self.hush.rest();
        self.grow(held);
        self.tee.finish(ending)
    }
}

impl LiftSink for Hearing {
    fn begin(&mut self, id: LiftId) -> io::Result<()> {
        self.tee.begin(id)
    }

    fn push(&mut self, id: LiftId, text: &[u8]) -> io::Result<()> {
        self.tee.push(id, text)
    }

    fn end(&mut self, id: LiftId) -> io::Result<()> {
        self.tee.end(id)
    }
}

/// The body of a receipt without its pictures: what it becomes once they are saved.
pub(crate) fn skeleton(receipt: &Receipt) -> io::Result<Vec<u8>> {
    let mut body = File::open(&receipt.body)?;
    let mut lifter = Lifter::talking();
    let mut chunk = vec![0; 64 * 1024];
    loop {
        match body.read(&mut chunk)? {
            0 => return Ok(lifter.finish(&mut Nowhere)?.skeleton),
            count => lifter.push(&chunk[..count], &mut Nowhere)?,
        }
    }
}

/// What a receipt holds.
pub(crate) struct HeardAgain {
    pub(crate) growth: Growth,
    pub(crate) caught: Caught,
    pub(crate) answer: Result<TalkAnswer, Error>,
}

/// Reads a receipt once more. Times in it are those of its head: nobody knows better.
pub(crate) fn read_again(
    context: &Context,
    call: CallId,
    receipt: &Receipt,
    answers: usize,
) -> io::Result<HeardAgain> {
    let head = head_of(&receipt.head);
    let mut body = File::open(&receipt.body)?;
    let mut growth = Growth::new(answers);
    let mut parts = PartsSink::new(context.library.clone(), call);
    let answer = if head.status.is_success() {
        let now = receipt.head.received_at.as_millisecond();
        let mut reader = TalkReader::new();
        let mut chunk = vec![0; 64 * 1024];
        loop {
            let count = body.read(&mut chunk)?;
            if count == 0 {
                break;
            }
            for delta in reader.push(&chunk[..count], &mut parts)? {
                growth.hear(delta, now);
            }
        }
        let (deltas, all) = reader.finish(&mut parts)?;
        for delta in deltas {
            growth.hear(delta, now);
        }
        // A killed process could not say how the body ended: the answer itself may have.
        let whole = receipt.state == ReceiptState::Whole;
        let broken = (!whole).then(|| Error::cut(&head));
        talk::conclude(&head, all, broken)
    } else {
        let mut words = Vec::new();
        body.take(REFUSAL).read_to_end(&mut words)?;
        talk::read(&Received {
            head,
            lifted: Lifted::plain(words),
            talk: None,
        })
    };
    let mut caught = Caught::of(parts, false);
    left_whole(&context.library, call, &mut caught.parts)?;
    Ok(HeardAgain {
        growth,
        caught,
        answer,
    })
}
