//! Writing one receipt while its answer arrives.

use std::io;
use std::path::{Path, PathBuf};

use super::paper::{Paper, body_path, keep_aside_in, write_paper};
use super::{Receipt, ReceiptState};
use crate::files::{self, Growing};

/// The receipt of an answer that is arriving. Dropped without [`ReceiptWriter::finish`], it
/// stays on the disk as `Arriving`.
#[derive(Debug)]
pub struct ReceiptWriter {
    pub(super) body: Growing,
    dir: PathBuf,
    fallback: Option<PathBuf>,
    paper: Paper,
}

impl ReceiptWriter {
    /// Begins it in this folder; what an earlier attempt left there is moved aside.
    pub(super) fn begin(dir: &Path, fallback: Option<PathBuf>, paper: Paper) -> io::Result<Self> {
        files::make_private_dirs(dir)?;
        keep_aside_in(dir, paper.head.call)?;
        // The body first: a head without a body would be found as an empty receipt.
        let body = Growing::create_private(&body_path(dir, paper.head.call))?;
        write_paper(dir, &paper)?;
        Ok(Self {
            body,
            dir: dir.to_owned(),
            fallback,
            paper,
        })
    }

    /// Adds bytes of the body as they came from the socket. When the disk of the home folder
    /// fails, everything so far and everything later goes to the fallback.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self.body.write(bytes) {
            Ok(()) => Ok(()),
            Err(error) => self.continue_elsewhere(error),
        }
    }

    /// Hands everything that came to the system, so that it outlives this process when it is
    /// killed (not a power cut: nothing is made durable). To the fallback, as in
    /// [`ReceiptWriter::write`].
    pub fn flush(&mut self) -> io::Result<()> {
        match self.body.flush() {
            Ok(()) => Ok(()),
            Err(error) => {
                self.continue_elsewhere(error)?;
                self.body.flush()
            }
        }
    }

    /// Bytes so far.
    pub fn bytes(&self) -> u64 {
        self.body.len()
    }

    /// Makes it durable and says how it ended. `whole` is false when the body broke off.
    pub fn finish(mut self, whole: bool) -> io::Result<Receipt> {
        self.paper.state = if whole {
            ReceiptState::Whole
        } else {
            ReceiptState::Cut
        };
        if let Err(error) = self.close() {
            self.continue_elsewhere(error)?;
            self.close()?;
        }
        Ok(Receipt {
            state: self.paper.state,
            body: body_path(&self.dir, self.paper.head.call),
            bytes: self.body.len(),
            head: self.paper.head,
            pictures: Vec::new(),
        })
    }

    fn close(&mut self) -> io::Result<()> {
        self.body.sync()?;
        self.paper.bytes = Some(self.body.len());
        write_paper(&self.dir, &self.paper)
    }

    fn continue_elsewhere(&mut self, error: io::Error) -> io::Result<()> {
        let Some(other) = self.fallback.take() else {
            return Err(error);
        };
        tracing::warn!(%error, "the receipt goes on beside the library");
        files::make_private_dirs(&other)?;
        let path = body_path(&other, self.paper.head.call);
        self.body.move_to(&path)?;
        self.dir = other;
        let arriving = Paper {
            state: ReceiptState::Arriving,
            bytes: None,
            ..self.paper.clone()
        };
        write_paper(&self.dir, &arriving)
    }
}
