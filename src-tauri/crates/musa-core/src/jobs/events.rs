//! Where jobs tell what happens: one broadcast for the window and the terminal, with progress
//! held back to ten a second for each call.

use std::fmt;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use musa_api::transport::UploadProgress;
use parking_lot::Mutex;
use tokio::sync::broadcast;

use crate::ids::{CallId, JobId};
use crate::protocol::{CallState, JobEvent, Progress};

/// Events that a slow listener may lag behind before it misses some. Jobs tell few of them but
/// progress, which is held back.
const KEPT: usize = 8192;

type Tap = Box<dyn Fn(&JobEvent) + Send + Sync>;

/// The one place where events come from.
#[derive(Clone)]
pub(crate) struct Events {
    sender: broadcast::Sender<JobEvent>,
    tap: Arc<OnceLock<Tap>>,
}

impl Events {
    pub(crate) fn new() -> Self {
        Self {
            sender: broadcast::Sender::new(KEPT),
            tap: Arc::default(),
        }
    }

    /// Hands every event from now on to `heard` too, in the order in which they are told and
    /// without losing one. It must not wait. The first tap stays.
    pub(crate) fn tap(&self, heard: impl Fn(&JobEvent) + Send + Sync + 'static) {
        if self.tap.set(Box::new(heard)).is_err() {
            tracing::warn!("a second tap on the events of jobs hears nothing");
        }
    }

    pub(crate) fn tell(&self, event: JobEvent) {
        if let Some(heard) = self.tap.get() {
            heard(&event);
        }
        // Nobody listening is no failure: a job runs on without a window.
        let _ = self.sender.send(event);
    }

    pub(crate) fn listen(&self) -> broadcast::Receiver<JobEvent> {
        self.sender.subscribe()
    }
}

/// Tells the progress of one call, at most ten times a second, and always its last.
pub(crate) struct Meter {
    events: Events,
    job: JobId,
    call: CallId,
    told: Mutex<Option<Instant>>,
}

const PAUSE: Duration = Duration::from_millis(100);

impl Meter {
    pub(crate) fn new(events: Events, job: JobId, call: CallId) -> Arc<Self> {
        Arc::new(Self {
            events,
            job,
            call,
            told: Mutex::new(None),
        })
    }

    pub(crate) fn state(&self, state: CallState, progress: Option<Progress>) {
        let (job, call) = (self.job, self.call);
        self.events.tell(JobEvent::State {
            job,
            call,
            state,
            progress,
        });
    }

    fn progress(&self, state: CallState, progress: Progress, last: bool) {
        let mut told = self.told.lock();
        if last || told.is_none_or(|at| at.elapsed() >= PAUSE) {
            *told = Some(Instant::now());
            drop(told);
            self.state(state, Some(progress));
        }
    }

    pub(crate) fn draft(&self, draft: u32) {
        let (job, call) = (self.job, self.call);
        self.events.tell(JobEvent::Draft { job, call, draft });
    }

    pub(crate) fn received(&self, received: u64, total: Option<u64>) {
        let last = total == Some(received);
        self.progress(
            CallState::Receiving,
            Progress::Receiving { received, total },
            last,
        );
    }
}

impl UploadProgress for Meter {
    fn sent(&self, sent: u64, total: u64) {
        self.progress(
            CallState::Sending,
            Progress::Uploading { sent, total },
            sent == total,
        );
    }
}

impl fmt::Debug for Meter {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Meter")
            .field("call", &self.call)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use musa_api::transport::UploadProgress;

    use super::{Events, Meter};
    use crate::ids::{CallId, JobId};

    #[test]
    fn a_thousand_steps_are_told_as_few_and_the_last_is_always_told() {
        let events = Events::new();
        let mut listener = events.listen();
        let meter = Meter::new(events.clone(), JobId::new_v7(), CallId::new_v7());
        for step in 1..=1000 {
            meter.sent(step, 1000);
        }
        let mut told = 0;
        let mut last = None;
        while let Ok(event) = listener.try_recv() {
            told += 1;
            last = Some(format!("{event:?}"));
        }
        assert!((2..50).contains(&told), "{told}");
        assert!(last.is_some_and(|text| text.contains("sent: 1000")));
    }
}
