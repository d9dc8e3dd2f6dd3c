//! Decoding in a process of its own: the same binary, started with [`ARGUMENT`], lives as long as
//! this one and makes one thumbnail after the other. A decoder that runs out of memory, aborts or
//! never ends takes that process along and one picture with it; the next picture gets a new one.
//!
//! Owns the processes and the words between the two. What is decoded, and how, is [`super::make`].

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use bytes::Bytes;
use parking_lot::Mutex;

use super::ShowImageError;

mod serve;
mod words;

pub use serve::serve;

use words::{read_answer, write_request};

/// What a binary is started with to be a worker.
pub const ARGUMENT: &str = "--decode-worker";

/// The slowest picture that may be shown takes a few seconds.
const PATIENCE: Duration = Duration::from_mins(1);

type Made = Result<[Bytes; 2], ShowImageError>;

/// Processes that decode. As many live as decode at once.
pub struct DecodeWorker {
    program: PathBuf,
    idle: Mutex<Vec<Talking>>,
}

/// A process that waits for the next picture.
struct Talking {
    child: Child,
    requests: ChildStdin,
    answers: mpsc::Receiver<io::Result<Made>>,
}

/// Why a process gave no answer.
enum Silence {
    /// It could not be started: nothing is wrong with the picture.
    NotStarted(io::Error),
    /// It died or was too slow over the picture.
    Died,
}

impl DecodeWorker {
    /// Of a binary that calls [`serve`] when it is started with [`ARGUMENT`]. None is started
    /// before the first picture.
    pub fn new(program: PathBuf) -> Self {
        Self {
            program,
            idle: Mutex::default(),
        }
    }

    /// Makes both sizes of a picture: small, large. Blocks.
    pub fn make(&self, path: &Path) -> Result<[Bytes; 2], ShowImageError> {
        let waiting = self.idle.lock().pop();
        if let Some(talking) = waiting
            && let Ok(made) = self.ask(talking, path)
        {
            return made;
        }
        // It may have died since the picture before: a new one says whether it is this picture.
        match self.start().and_then(|talking| self.ask(talking, path)) {
            Ok(made) => made,
            Err(Silence::NotStarted(error)) => {
                // Never here instead: what is not trusted is not decoded beside keys.
                tracing::warn!(%error, "no process to decode in");
                Err(ShowImageError::Failed(error.to_string()))
            }
            Err(Silence::Died) => Err(ShowImageError::NotShown),
        }
    }

    fn ask(&self, mut talking: Talking, path: &Path) -> Result<Made, Silence> {
        let asked = write_request(&mut talking.requests, path);
        let answer = asked.map_err(|_| Silence::Died).and_then(|()| {
            match talking.answers.recv_timeout(PATIENCE) {
                Ok(Ok(made)) => Ok(made),
                _ => Err(Silence::Died),
            }
        });
        if answer.is_ok() {
            self.idle.lock().push(talking);
        } else {
            tracing::warn!("a process that decoded a picture is gone");
            end(talking);
        }
        answer
    }

    fn start(&self) -> Result<Talking, Silence> {
        let mut child = Command::new(&self.program)
            .arg(ARGUMENT)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(Silence::NotStarted)?;
        let missing = || Silence::NotStarted(io::ErrorKind::BrokenPipe.into());
        let requests = child.stdin.take().ok_or_else(missing)?;
        let mut out = child.stdout.take().ok_or_else(missing)?;
        let (sender, answers) = mpsc::channel();
        // Reading has no time limit; waiting for the reader has.
        std::thread::Builder::new()
            .name("decoded".to_owned())
            .spawn(move || {
                loop {
                    let answer = read_answer(&mut out);
                    let over = answer.is_err();
                    if sender.send(answer).is_err() || over {
                        return;
                    }
                }
            })
            .map_err(Silence::NotStarted)?;
        Ok(Talking {
            child,
            requests,
            answers,
        })
    }
}

impl Drop for DecodeWorker {
    fn drop(&mut self) {
        self.idle.lock().drain(..).for_each(end);
    }
}

/// Ends a process, whatever it does.
fn end(mut talking: Talking) {
    drop(talking.requests);
    if let Err(error) = talking.child.kill() {
        tracing::debug!(%error, "it had ended by itself");
    }
    if let Err(error) = talking.child.wait() {
        tracing::warn!(%error, "a process that decoded is not known to have ended");
    }
}

/// Reads exactly so many bytes, of which no more are kept than come.
fn exactly(from: &mut impl Read, count: u32, most: u32) -> io::Result<Vec<u8>> {
    if count > most {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut bytes = Vec::new();
    let read = from.take(u64::from(count)).read_to_end(&mut bytes)?;
    if read < count as usize {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(bytes)
}

fn number(from: &mut impl Read) -> io::Result<u32> {
    let mut bytes = [0; 4];
    from.read_exact(&mut bytes)?;
    Ok(u32::from_le_bytes(bytes))
}

fn piece(to: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let length = u32::try_from(bytes.len()).map_err(|_| io::ErrorKind::InvalidData)?;
    to.write_all(&length.to_le_bytes())?;
    to.write_all(bytes)
}
