//! What the window is told: one stream of numbered events, and the runs as they have been told
//! so far. Owns the numbers and their order; what happened is said by those to whom it
//! happened, and what the journal makes of it by [`pump`].
//!
//! A snapshot holds the runs that go on exactly as the events up to its `seq` have told them,
//! and all else as it is written down. Events after it may say again what is in it already:
//! each carries what it is about whole, so that applying it once more changes nothing.

use std::sync::OnceLock;

use jiff::Timestamp;
use parking_lot::Mutex;
use tokio::runtime::Handle;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, mpsc};
use tokio_util::task::TaskTracker;

use super::{Studio, elsewhere};
use crate::films::FilmNews;
use crate::ids::JobId;
use crate::jobs::Context;
use crate::protocol::{Happened, JobEvent, Run, WindowEvent};

mod live;
mod pump;

use live::Live;

/// Events that a slow window may lag behind before it has to ask for a snapshot.
const KEPT: usize = 4096;

/// What the stream has to be made of.
pub(super) enum Heard {
    /// A job told this, then.
    Job(JobEvent, Timestamp),
    /// Something of a film is to be looked at.
    Film(FilmNews),
    /// A command changed this run as a whole.
    Changed(JobId),
}

/// What has been told so far.
#[derive(Default)]
struct Told {
    /// Number of the last event.
    seq: u64,
    /// Runs that go on, as they have been told.
    live: Live,
}

/// The stream.
pub(super) struct Window {
    told: Mutex<Told>,
    sender: broadcast::Sender<WindowEvent>,
    heard: OnceLock<mpsc::UnboundedSender<Heard>>,
    /// The runtime of the process: a window may listen from a thread that has none.
    runtime: Handle,
    /// Tasks that nobody waits for, and that end with the studio.
    tasks: TaskTracker,
}

impl Window {
    /// A stream to which nobody listens yet.
    pub(super) fn new(runtime: Handle) -> Self {
        Self {
            told: Mutex::default(),
            sender: broadcast::Sender::new(KEPT),
            heard: OnceLock::new(),
            runtime,
            tasks: TaskTracker::new(),
        }
    }

    /// Numbers an event and sends it: under one lock, so that numbers are in order.
    fn tell(&self, happened: Happened) {
        let mut told = self.told.lock();
        told.seq += 1;
        told.live.apply(&happened);
        // Nobody listening is no failure: the next window asks for a snapshot.
        let _ = self.sender.send(WindowEvent {
            seq: told.seq,
            happened,
        });
    }

    /// Whether anybody listens now.
    pub(super) fn is_listened_to(&self) -> bool {
        self.sender.receiver_count() > 0
    }

    /// The number of the last event, and the runs that go on as told until then.
    pub(super) fn told(&self) -> (u64, Vec<Run>) {
        let told = self.told.lock();
        (told.seq, told.live.runs())
    }

    /// Runs something beside everything else. Nobody waits for it.
    pub(super) fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        self.tasks.spawn_on(work, &self.runtime);
    }

    /// The same for what may block.
    pub(super) fn spawn_blocking(&self, work: impl FnOnce() + Send + 'static) {
        self.tasks.spawn_blocking_on(work, &self.runtime);
    }
}

/// A listener. One that is too slow is told [`Happened::Missed`] and goes on from there.
pub struct WindowEvents {
    receiver: broadcast::Receiver<WindowEvent>,
    last: u64,
}

impl WindowEvents {
    /// The next event. The only error is [`RecvError::Closed`], when the studio is gone.
    pub async fn recv(&mut self) -> Result<WindowEvent, RecvError> {
        let event = match self.receiver.recv().await {
            Ok(event) => event,
            Err(RecvError::Lagged(missed)) => WindowEvent {
                seq: self.last + missed,
                happened: Happened::Missed,
            },
            Err(RecvError::Closed) => return Err(RecvError::Closed),
        };
        self.last = event.seq;
        Ok(event)
    }
}

/// Hands on what films tell, in its turn among what jobs tell.
async fn films(mut news: broadcast::Receiver<FilmNews>, to: mpsc::UnboundedSender<Heard>) {
    loop {
        match news.recv().await {
            Ok(news) => {
                if to.send(Heard::Film(news)).is_err() {
                    return;
                }
            }
            // What was missed is in the journal, and told with what comes next of that film.
            Err(RecvError::Lagged(_)) => {}
            Err(RecvError::Closed) => return,
        }
    }
}

impl Studio {
    /// Everything that happens from now on, numbered; numbers rise by one.
    pub fn window_events(&self) -> WindowEvents {
        self.attend();
        let window = &self.inner.window;
        let told = window.told.lock();
        WindowEvents {
            receiver: window.sender.subscribe(),
            last: told.seq,
        }
    }

    /// Whether a window listens, or has listened.
    pub(super) fn is_attended(&self) -> bool {
        self.inner.window.heard.get().is_some()
    }

    /// Tells the window that something happened.
    pub fn tell(&self, happened: Happened) {
        let counts = matches!(
            happened,
            Happened::PictureSaved { .. } | Happened::PicturesBack { .. }
        );
        self.inner.window.tell(happened);
        if counts {
            self.count_anew();
        }
    }

    /// Tells the window of a run as it stands now, in its turn among what jobs tell.
    pub(super) fn run_changed(&self, run: JobId) {
        if let Some(heard) = self.inner.window.heard.get() {
            // The other end lives as long as the studio.
            let _ = heard.send(Heard::Changed(run));
        }
    }

    /// Begins to listen to jobs for the window. The terminal never does.
    pub(super) fn attend(&self) {
        let window = &self.inner.window;
        window.heard.get_or_init(|| {
            let (sender, heard) = mpsc::unbounded_channel();
            let Context {
                events,
                clock,
                library,
                ..
            } = self.context();
            // What others have written until here is in whatever is asked for from here on.
            if let Err(error) = library.db().heard_of_others() {
                tracing::warn!(%error, "it is not known what others wrote before");
            }
            let to = sender.clone();
            events.tap(move |event| {
                let _ = to.send(Heard::Job(event.clone(), clock.now()));
            });
            window.spawn(films(self.inner.films.listen(), sender.clone()));
            window.spawn(pump::run(std::sync::Arc::downgrade(&self.inner), heard));
            window.spawn(elsewhere::watch(std::sync::Arc::downgrade(&self.inner)));
            self.back_up_beside();
            sender
        });
    }
}
