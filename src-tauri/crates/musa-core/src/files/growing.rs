//! A file that grows while an answer arrives. Big pieces go straight through, small ones by a
//! buffer (unbuffered 12 KiB writes cost twice: reliability.md C1).

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use crate::platform;

/// Bytes gathered before a write.
const BUFFER: usize = 256 * 1024;

/// A file being written. After a failed write nothing is lost: what did not reach the file is
/// still held, and [`Growing::move_to`] continues elsewhere.
#[derive(Debug)]
pub struct Growing {
    file: File,
    path: PathBuf,
    buffer: Vec<u8>,
    written: u64,
    hasher: Option<blake3::Hasher>,
}

impl Growing {
    /// Begins a file with ordinary modes, truncating an older one. Temporary names only.
    pub fn create(path: &Path) -> io::Result<Self> {
        Self::open(path, &mut OpenOptions::new())
    }

    /// The same, and hashes what is written while it is written.
    pub fn create_hashed(path: &Path) -> io::Result<Self> {
        let mut growing = Self::create(path)?;
        growing.hasher = Some(blake3::Hasher::new());
        Ok(growing)
    }

    /// Begins a file that only the user may read.
    pub fn create_private(path: &Path) -> io::Result<Self> {
        Self::open(path, &mut platform::private_options())
    }

    fn open(path: &Path, options: &mut OpenOptions) -> io::Result<Self> {
        let file = options
            .read(true)
            .write(true)
            .create(true)
            .truncate(true)
            .open(path)?;
        Ok(Self {
            file,
            path: path.to_owned(),
            buffer: Vec::new(),
            written: 0,
            hasher: None,
        })
    }

    /// Continues a file at its end.
    pub fn open_append(path: &Path) -> io::Result<Self> {
        let mut file = OpenOptions::new().read(true).write(true).open(path)?;
        let written = file.seek(io::SeekFrom::End(0))?;
        Ok(Self {
            file,
            path: path.to_owned(),
            buffer: Vec::new(),
            written,
            hasher: None,
        })
    }

    /// Adds bytes. When it fails, the bytes have been taken all the same.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.buffer.len() + bytes.len() < BUFFER {
            if self.buffer.capacity() == 0 {
                self.buffer.reserve_exact(BUFFER);
            }
            self.buffer.extend_from_slice(bytes);
            return Ok(());
        }
        let mut rest = bytes;
        let done = self.flush().and_then(|()| self.put(&mut rest));
        if done.is_err() {
            self.buffer.extend_from_slice(rest);
        }
        done
    }

    /// Lets `fill` add bytes straight to what is gathered, without a copy in between. Whatever it
    /// returns is given back; what it added before it failed has been taken.
    pub fn write_by<T>(&mut self, fill: impl FnOnce(&mut Vec<u8>) -> T) -> io::Result<T> {
        if self.buffer.capacity() == 0 {
            // Room for the piece that goes over the edge.
            self.buffer.reserve_exact(BUFFER + BUFFER / 4);
        }
        let filled = fill(&mut self.buffer);
        if self.buffer.len() >= BUFFER {
            self.flush()?;
        }
        Ok(filled)
    }

    /// Hands everything to the system.
    pub fn flush(&mut self) -> io::Result<()> {
        let mut buffer = std::mem::take(&mut self.buffer);
        let mut rest = buffer.as_slice();
        let done = self.put(&mut rest);
        let left = rest.len();
        buffer.drain(..buffer.len() - left);
        self.buffer = buffer;
        done
    }

    /// Writes from the front of `rest` and shortens it by what was written.
    fn put(&mut self, rest: &mut &[u8]) -> io::Result<()> {
        while !rest.is_empty() {
            match self.file.write(rest) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(count) => {
                    let (now, later) = rest.split_at(count);
                    if let Some(hasher) = &mut self.hasher {
                        hasher.update(now);
                    }
                    self.written += count as u64;
                    *rest = later;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Makes everything durable. When this fails the file counts as not written: the system may
    /// have dropped its pages, and asking again would only hide that (reliability.md S4).
    pub fn sync(&mut self) -> io::Result<()> {
        self.flush()?;
        self.file.sync_all()
    }

    /// Continues in another folder after a failure here: copies what reached the file; the
    /// rest follows with the next write. The old file stays as it is; when this fails, nothing has changed.
    pub fn move_to(&mut self, path: &Path) -> io::Result<()> {
        let mut next = Self::create_private(path)?;
        self.file.seek(io::SeekFrom::Start(0))?;
        let copied = io::copy(&mut (&self.file).take(self.written), &mut next.file);
        // Back to the end, so that writing may be tried here again.
        self.file.seek(io::SeekFrom::Start(self.written))?;
        if copied? != self.written {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        // Swapped, for what is dropped may not be taken apart; its buffer is empty.
        std::mem::swap(&mut self.file, &mut next.file);
        std::mem::swap(&mut self.path, &mut next.path);
        Ok(())
    }

    /// Bytes taken so far.
    pub fn len(&self) -> u64 {
        self.written + self.buffer.len() as u64
    }

    /// True before the first byte.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The hash of everything handed to the system, if it was made with one.
    pub fn hash(&self) -> Option<blake3::Hash> {
        self.hasher.as_ref().map(blake3::Hasher::finalize)
    }
}

impl Drop for Growing {
    fn drop(&mut self) {
        // Whoever unwinds past it would lose the tail of a paid answer. There is nobody left to
        // tell that it failed, and nobody was promised that it would not.
        let _handed_over = self.flush();
    }
}
