//! The blocking thread that receives: every chunk goes to the receiver first and through the
//! lifter after it. Owns the order; what is done with the bytes is the receiver's affair.

use std::io;

use bytes::Bytes;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::{Ending, Receiver};
use crate::answer::drafts::Drafts;
use crate::lift::{Lifted, Lifter, SkeletonTooLarge};
use crate::talk::{Heard, TalkReader};
use crate::transport::Head;

/// How many chunks may wait for the disk before the network has to.
/// The thread takes all that wait at once: waking it for each would cost more than its work.
const WAITING: usize = 64;

/// How much of a refusal is kept for reading.
const ERROR_LIMIT: usize = 1024 * 1024;

/// Whether the body is scanned for long strings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scan {
    /// It is JSON or events; with an error status it is kept as it is, up to [`ERROR_LIMIT`], so
    /// that even the longest words of a refusal can be read.
    Lift,
    /// The same, and every word of it is heard while it arrives.
    Listen,
    /// It is a file.
    Pass,
}

/// What the thread leaves.
pub(super) struct Scanned {
    /// The body without its long strings.
    pub(super) lifted: Lifted,
    /// What was heard.
    pub(super) heard: Option<Heard>,
}

/// Why the body could not be taken.
#[derive(Debug)]
pub(super) enum TeeError {
    /// The receiver or its sink refused.
    Receiver(io::Error),
    /// Everything was received, but it has no skeleton worth reading.
    Unreadable,
}

enum Message {
    Head(Box<Head>),
    Chunk(Bytes),
    Finish(Ending),
}

/// The sending end of the thread.
pub(super) struct Tee<R> {
    messages: mpsc::Sender<Message>,
    thread: JoinHandle<(R, Result<Scanned, TeeError>)>,
}

/// The thread has stopped taking messages; [`Tee::finish`] tells why.
pub(super) struct Stopped;

impl<R: Receiver + 'static> Tee<R> {
    /// Starts the thread.
    pub(super) fn start(receiver: R, scan: Scan) -> Self {
        let (messages, queue) = mpsc::channel(WAITING);
        let thread = tokio::task::spawn_blocking(move || {
            let mut work = Work::new(receiver, scan);
            let result = work.run(queue);
            (work.receiver, result)
        });
        Self { messages, thread }
    }

    /// A head has come: everything before it is void.
    pub(super) async fn head(&self, head: Head) -> Result<(), Stopped> {
        self.tell(Message::Head(Box::new(head))).await
    }

    /// A chunk has come.
    pub(super) async fn chunk(&self, bytes: Bytes) -> Result<(), Stopped> {
        self.tell(Message::Chunk(bytes)).await
    }

    /// The body has ended; gives the receiver back.
    pub(super) async fn finish(self, ending: Ending) -> (R, Result<Scanned, TeeError>) {
        // If the thread has stopped, its own reason is the better one.
        let _ = self.tell(Message::Finish(ending)).await;
        drop(self.messages);
        match self.thread.await {
            Ok(done) => done,
            Err(error) => std::panic::resume_unwind(error.into_panic()),
        }
    }

    async fn tell(&self, message: Message) -> Result<(), Stopped> {
        self.messages.send(message).await.map_err(|_| Stopped)
    }
}

struct Work<R> {
    receiver: R,
    lifter: Lifter,
    drafts: Drafts,
    talk: TalkReader,
    scan: Scan,
    /// The body of a refusal; `None` for a good answer.
    refusal: Option<Vec<u8>>,
    /// The sink's refusal: the receipt goes on without it, so that nothing paid for is lost.
    sink_error: Option<io::Error>,
}

impl<R: Receiver> Work<R> {
    fn new(receiver: R, scan: Scan) -> Self {
        Self {
            receiver,
            lifter: Lifter::new(),
            drafts: Drafts::new(),
            talk: TalkReader::new(),
            scan,
            refusal: None,
            sink_error: None,
        }
    }

    fn run(&mut self, mut queue: mpsc::Receiver<Message>) -> Result<Scanned, TeeError> {
        // Without a last word the call was dropped half way; without a head there is no answer
        // that could end.
        let mut ending = Ending::Cut;
        let mut answers = 0_usize;
        let mut taken = Vec::with_capacity(WAITING);
        'body: while queue.blocking_recv_many(&mut taken, WAITING) > 0 {
            for message in taken.drain(..) {
                match message {
                    Message::Head(head) => {
                        answers += 1;
                        self.lifter = Lifter::new();
                        self.drafts = Drafts::new();
                        self.talk = TalkReader::new();
                        self.sink_error = None;
                        self.refusal = (!head.status.is_success()).then(Vec::new);
                        self.receiver.head(&head).map_err(TeeError::Receiver)?;
                    }
                    Message::Chunk(bytes) => self.chunk(&bytes).map_err(TeeError::Receiver)?,
                    Message::Finish(end) => {
                        ending = end;
                        break 'body;
                    }
                }
            }
        }
        let scanned = self.last();
        if answers > 0 {
            self.receiver.finish(ending).map_err(TeeError::Receiver)?;
        }
        if let Some(error) = self.sink_error.take() {
            return Err(TeeError::Receiver(error));
        }
        if let Some(skeleton) = self.refusal.take() {
            return Ok(Scanned {
                lifted: Lifted::plain(skeleton),
                heard: None,
            });
        }
        scanned.map_err(|error| match error.get_ref() {
            Some(inner) if inner.is::<SkeletonTooLarge>() => TeeError::Unreadable,
            _ => TeeError::Receiver(error),
        })
    }

    /// What is left at the end.
    fn last(&mut self) -> io::Result<Scanned> {
        if self.scan == Scan::Listen && self.refusal.is_none() && self.sink_error.is_none() {
            let talk = std::mem::take(&mut self.talk);
            let (deltas, heard) = talk.finish(&mut self.receiver)?;
            for delta in deltas {
                self.receiver.delta(delta)?;
            }
            return Ok(Scanned {
                lifted: Lifted::default(),
                heard: Some(heard),
            });
        }
        let lifter = std::mem::take(&mut self.lifter);
        Ok(Scanned {
            lifted: lifter.finish(&mut self.receiver)?,
            heard: None,
        })
    }

    fn chunk(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.receiver.chunk(bytes)?;
        if let Some(refusal) = &mut self.refusal {
            let room = ERROR_LIMIT - refusal.len();
            refusal.extend_from_slice(&bytes[..bytes.len().min(room)]);
        } else if self.scan != Scan::Pass && self.sink_error.is_none() {
            self.sink_error = self.scan(bytes).err();
        }
        Ok(())
    }

    /// Through the lifter, and then a look at the events that have become whole.
    fn scan(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.scan == Scan::Listen {
            let deltas = self.talk.push(bytes, &mut self.receiver)?;
            return deltas
                .into_iter()
                .try_for_each(|it| self.receiver.delta(it));
        }
        self.lifter.push(bytes, &mut self.receiver)?;
        for draft in self.drafts.look(self.lifter.skeleton()) {
            self.receiver.draft(&draft)?;
        }
        Ok(())
    }
}
