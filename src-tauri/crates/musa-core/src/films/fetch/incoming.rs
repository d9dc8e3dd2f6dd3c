//! The bytes of a download on their way to a part, and how far they are.

use std::io;
use std::time::{Duration, Instant};

use musa_api::client::{Ending, Receiver};
use musa_api::lift::LiftSink;
use musa_api::transport::Head;

use crate::films::keeper::{FilmNews, Films};
use crate::ids::{CallId, FilmId};
use crate::library::{Library, Part};
use crate::protocol::Progress;

/// Between two words about how far a download is.
const PAUSE: Duration = Duration::from_millis(200);

/// Tells how far a download is, a few times a second.
pub(super) struct Meter {
    films: Films,
    film: FilmId,
    told: Option<Instant>,
}

impl Meter {
    pub(super) fn new(films: &Films, film: FilmId) -> Self {
        let films = films.clone();
        let told = None;
        Self { films, film, told }
    }

    fn received(&mut self, received: u64, total: Option<u64>) {
        let last = total == Some(received);
        if !last && self.told.is_some_and(|at| at.elapsed() < PAUSE) {
            return;
        }
        self.told = Some(Instant::now());
        let progress = Progress::Receiving { received, total };
        self.films.set_progress(self.film, Some(progress));
        self.films.tell(FilmNews::Changed(self.film));
    }
}

/// Writes a downloaded body to a part.
pub(super) struct Incoming {
    pub(super) library: Library,
    pub(super) call: CallId,
    pub(super) index: u32,
    /// None where nobody wants to hear how far it is.
    pub(super) meter: Option<Meter>,
    pub(super) part: Option<Part>,
    pub(super) received: u64,
    pub(super) total: Option<u64>,
}

impl Receiver for Incoming {
    fn head(&mut self, head: &Head) -> io::Result<()> {
        if let Some(part) = self.part.take() {
            part.keep_aside()?;
        }
        self.part = Some(self.library.new_part(self.call, self.index)?);
        (self.received, self.total) = (0, head.content_length());
        Ok(())
    }

    fn chunk(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.received += bytes.len() as u64;
        if let Some(meter) = &mut self.meter {
            meter.received(self.received, self.total);
        }
        self.part.as_mut().map_or(Ok(()), |part| part.write(bytes))
    }

    fn finish(&mut self, _ending: Ending) -> io::Result<()> {
        Ok(())
    }
}

/// A file has no strings to lift.
impl LiftSink for Incoming {}
