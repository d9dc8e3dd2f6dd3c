//! The tee: every chunk of an answer goes to the receipt before anything reads it, then through
//! the lifter to the pictures' parts. An answer that nobody can read is still a receipt.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::sync::Arc;

use http::{HeaderName, HeaderValue, StatusCode};
use jiff::Timestamp;
use musa_api::answer::PictureAt;
use musa_api::answer::drafts::Draft;
use musa_api::client::{Ending, Receiver};
use musa_api::lift::{LiftId, LiftSink, Lifted, Lifter};
use musa_api::transport::Head;

use super::events::Meter;
use super::parts::PartsSink;
use super::redact::Redactor;
use crate::ids::CallId;
use crate::library::{Library, WholePart};
use crate::receipts::{ReceiptHead, ReceiptWriter, Receipts};

/// Up to here every chunk is handed to the system at once.
const SMALL: u64 = 256 * 1024;

/// What a [`Tee`] leaves behind.
pub(crate) struct Caught {
    /// Pictures that arrived whole, by the string they came in.
    pub(crate) parts: BTreeMap<LiftId, WholePart>,
    /// A picture of which only the beginning came.
    pub(crate) broke_off: Option<LiftId>,
    /// Why a picture could not be written, if one could not.
    pub(crate) part_failed: Option<io::Error>,
    /// The answer was a stream of events, in which pictures may be drafts.
    pub(crate) events: bool,
}

/// Receives the answer of one call.
pub(crate) struct Tee {
    receipts: Receipts,
    library: Library,
    call: CallId,
    received_at: Timestamp,
    meter: Arc<Meter>,
    redactor: Redactor,
    receipt: Option<ReceiptWriter>,
    parts: PartsSink,
    received: u64,
    total: Option<u64>,
    events: bool,
}

impl Tee {
    pub(crate) fn new(
        receipts: Receipts,
        library: Library,
        call: CallId,
        received_at: Timestamp,
        meter: Arc<Meter>,
        redactor: Redactor,
    ) -> Self {
        let parts = PartsSink::new(library.clone(), call);
        let (receipt, received, total) = (None, 0, None);
        Self {
            receipts,
            library,
            call,
            received_at,
            meter,
            redactor,
            receipt,
            parts,
            received,
            total,
            events: false,
        }
    }

    /// Hands what came to the system, so that a killed process leaves it.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.receipt.as_mut().map_or(Ok(()), ReceiptWriter::flush)
    }

    pub(crate) fn caught(self) -> Caught {
        Caught::of(self.parts, self.events)
    }
}

impl Caught {
    /// What stands in the parts.
    pub(crate) fn of(parts: PartsSink, events: bool) -> Self {
        let arrived = parts.into_caught();
        Self {
            parts: arrived.whole,
            broke_off: arrived.broke_off,
            part_failed: arrived.failed,
            events,
        }
    }
}

impl Receiver for Tee {
    fn head(&mut self, head: &Head) -> io::Result<()> {
        let mut head_of_receipt = receipt_head(self.call, head, self.received_at);
        for (_, value) in &mut head_of_receipt.headers {
            *value = self.redactor.text(value);
        }
        self.receipt = Some(self.receipts.start(self.call, &head_of_receipt)?);
        self.parts = PartsSink::new(self.library.clone(), self.call);
        (self.received, self.total) = (0, head.content_length());
        self.redactor.restart();
        self.events = is_events(head);
        Ok(())
    }

    fn chunk(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.received += bytes.len() as u64;
        self.meter.received(self.received, self.total);
        match &mut self.receipt {
            Some(receipt) => {
                self.redactor.push(bytes, |clean| receipt.write(clean))?;
                // A small answer (an address, a task) is worth a write of its own: a killed
                // process leaves all that came.
                if self.received <= SMALL {
                    receipt.flush()?;
                }
                Ok(())
            }
            None => Ok(()),
        }
    }

    fn draft(&mut self, draft: &Draft) -> io::Result<()> {
        let number = match &draft.at {
            PictureAt::Lifted(id) => self.parts.number_of(*id),
            PictureAt::Inline(bytes) => self.parts.draft(bytes)?,
            // Its address may be gone before it is asked for.
            PictureAt::Url(_) => None,
        };
        if let Some(number) = number {
            self.meter.draft(number);
        }
        Ok(())
    }

    fn finish(&mut self, ending: Ending) -> io::Result<()> {
        match self.receipt.take() {
            Some(mut receipt) => {
                self.redactor.finish(|clean| receipt.write(clean))?;
                receipt.finish(ending == Ending::Whole).map(drop)
            }
            None => Ok(()),
        }
    }
}

impl LiftSink for Tee {
    fn begin(&mut self, id: LiftId) -> io::Result<()> {
        self.parts.begin(id)
    }

    fn push(&mut self, id: LiftId, text: &[u8]) -> io::Result<()> {
        self.parts.push(id, text)
    }

    fn end(&mut self, id: LiftId) -> io::Result<()> {
        // The receipt first, so that it never knows less than the picture made of it.
        if let Some(receipt) = &mut self.receipt {
            receipt.flush()?;
        }
        self.parts.end(id)
    }
}

fn is_events(head: &Head) -> bool {
    head.media_type().as_deref() == Some("text/event-stream")
}

/// Reads a receipt's body again, as if it arrived now: the same parts, the same skeleton.
pub(super) fn read_again(
    mut body: impl Read,
    head: &Head,
    library: &Library,
    call: CallId,
) -> io::Result<(Caught, Lifted)> {
    let mut parts = PartsSink::new(library.clone(), call);
    let mut scanner = Lifter::new();
    let mut chunk = vec![0; 64 * 1024];
    loop {
        let count = body.read(&mut chunk)?;
        if count == 0 {
            break;
        }
        scanner.push(&chunk[..count], &mut parts)?;
    }
    let lifted = scanner.finish(&mut parts)?;
    Ok((Caught::of(parts, is_events(head)), lifted))
}

/// What a receipt keeps of a head. Headers that are not text are left out: nothing reads them.
fn receipt_head(call: CallId, head: &Head, received_at: Timestamp) -> ReceiptHead {
    let header = |(name, value): (&HeaderName, &HeaderValue)| {
        Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
    };
    let headers = head.headers.iter().filter_map(header).collect();
    ReceiptHead {
        call,
        status: head.status.as_u16(),
        headers,
        received_at,
    }
}

/// The head of a kept answer, as it came.
pub(crate) fn head_of(kept: &ReceiptHead) -> Head {
    let header = |(name, value): &(String, String)| {
        Some((
            name.parse::<HeaderName>().ok()?,
            value.parse::<HeaderValue>().ok()?,
        ))
    };
    Head {
        status: StatusCode::from_u16(kept.status).unwrap_or(StatusCode::OK),
        headers: kept.headers.iter().filter_map(header).collect(),
    }
}
