//! What the window is told: one stream of numbered events. Owns the numbers and their order;
//! what happened is said by those to whom it happened.

use parking_lot::Mutex;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;

use super::Studio;
use crate::protocol::{Happened, WindowEvent};

/// Events that a slow window may lag behind before it has to ask for a snapshot.
const KEPT: usize = 4096;

/// The stream.
pub(super) struct Window {
    /// Number of the last event.
    told: Mutex<u64>,
    sender: broadcast::Sender<WindowEvent>,
}

impl Window {
    pub(super) fn new() -> Self {
        Self {
            told: Mutex::new(0),
            sender: broadcast::Sender::new(KEPT),
        }
    }

    /// Numbers an event and sends it: under one lock, so that numbers are in order.
    pub(super) fn tell(&self, happened: Happened) {
        let mut seq = self.told.lock();
        *seq += 1;
        // Nobody listening is no failure: the next window asks for a snapshot.
        let _ = self.sender.send(WindowEvent {
            seq: *seq,
            happened,
        });
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

impl Studio {
    /// Everything that happens from now on, numbered; numbers rise by one.
    pub fn window_events(&self) -> WindowEvents {
        let window = &self.inner.window;
        let told = window.told.lock();
        WindowEvents {
            receiver: window.sender.subscribe(),
            last: *told,
        }
    }

    /// Tells the window that something happened.
    pub(super) fn tell(&self, happened: Happened) {
        self.inner.window.tell(happened);
    }
}
