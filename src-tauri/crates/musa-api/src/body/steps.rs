//! Reads the pieces of a body in small steps, base64 made on the way, so that memory stays the
//! same for any number of references. Blocking: the transport runs it on a blocking thread.

use std::io::{self, Read};
use std::vec;

use bytes::Bytes;

use super::{Piece, Source};

/// How much is read at a time; a multiple of three, so that quanta never span steps. Its base64
/// is 64 KiB: small enough to be reused by the allocator instead of faulted in anew
/// (`reliability.md` C2).
pub const STEP: usize = 48 * 1024;

/// The bytes of some pieces, in order. Ends after the first error.
#[derive(Debug)]
pub struct Steps {
    pieces: vec::IntoIter<Piece>,
    open: Option<Open>,
    /// Raw bytes of a step before they become base64.
    raw: Vec<u8>,
}

struct Open {
    reader: Box<dyn Read + Send>,
    left: u64,
    form: Form,
}

impl std::fmt::Debug for Open {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Open({} bytes left)", self.left)
    }
}

#[derive(Clone, Copy)]
enum Form {
    Raw,
    Base64,
}

impl Steps {
    /// Nothing is opened before its turn.
    pub fn new(pieces: Vec<Piece>) -> Self {
        Self {
            pieces: pieces.into_iter(),
            open: None,
            raw: Vec::new(),
        }
    }

    fn begin(&mut self, source: &dyn Source, form: Form) -> io::Result<()> {
        let left = source.len();
        let reader = source.open()?;
        self.open = Some(Open { reader, left, form });
        Ok(())
    }

    /// The next step of the open source; `None` when it has ended as announced.
    fn step(&mut self) -> io::Result<Option<Bytes>> {
        let Some(open) = &mut self.open else {
            return Ok(None);
        };
        if open.left == 0 {
            let mut more = [0; 1];
            let extra = open.reader.read(&mut more)?;
            self.open = None;
            return if extra == 0 { Ok(None) } else { Err(changed()) };
        }
        let want = usize::try_from(open.left).unwrap_or(usize::MAX).min(STEP);
        open.left -= want as u64;
        let bytes = match open.form {
            Form::Raw => {
                let mut bytes = vec![0; want];
                fill(&mut open.reader, &mut bytes)?;
                Bytes::from(bytes)
            }
            Form::Base64 => {
                self.raw.resize(STEP, 0);
                let raw = &mut self.raw[..want];
                fill(&mut open.reader, raw)?;
                let mut text = Vec::with_capacity(STEP / 3 * 4);
                base64_simd::STANDARD.encode_append(&*raw, &mut text);
                Bytes::from(text)
            }
        };
        Ok(Some(bytes))
    }

    fn advance(&mut self) -> io::Result<Option<Bytes>> {
        loop {
            if let Some(bytes) = self.step()? {
                return Ok(Some(bytes));
            }
            match self.pieces.next() {
                None => return Ok(None),
                Some(Piece::Bytes(bytes)) if bytes.is_empty() => {}
                Some(Piece::Bytes(bytes)) => return Ok(Some(bytes)),
                Some(Piece::Raw(source)) => self.begin(&*source, Form::Raw)?,
                Some(Piece::Base64(source)) => self.begin(&*source, Form::Base64)?,
            }
        }
    }
}

impl Iterator for Steps {
    type Item = io::Result<Bytes>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = self.advance().transpose();
        if matches!(next, Some(Err(_))) {
            self.open = None;
            self.pieces = Vec::new().into_iter();
        }
        next
    }
}

fn fill(reader: &mut dyn Read, buffer: &mut [u8]) -> io::Result<()> {
    reader
        .read_exact(buffer)
        .map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => changed(),
            _ => error,
        })
}

/// The length had been promised to the server.
fn changed() -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        "its length changed while it was being sent",
    )
}
