//! The one stream of events to the page. Owns the task that carries it; numbers and order are
//! the studio's.

use musa_core::protocol::WindowEvent;
use parking_lot::Mutex;
use tauri::async_runtime::JoinHandle;
use tauri::ipc::Channel;
use tauri::{Manager as _, Runtime};

use crate::desk::Desk;

/// The task that carries events to the page. A reloaded page subscribes anew, and the task of the
/// page before it ends, its channel with it.
#[derive(Default)]
pub(crate) struct Pump(Mutex<Option<JoinHandle<()>>>);

impl Pump {
    /// Whether a page listens.
    pub(crate) fn is_running(&self) -> bool {
        let running = self.0.lock();
        running
            .as_ref()
            .is_some_and(|task| !task.inner().is_finished())
    }

    /// The page is gone: nobody listens until one subscribes anew.
    pub(crate) fn end(&self) {
        if let Some(task) = self.0.lock().take() {
            task.abort();
        }
    }

    fn replace(&self, task: JoinHandle<()>) {
        if let Some(before) = self.0.lock().replace(task) {
            before.abort();
        }
    }
}

/// Carries everything from now on down this channel.
pub(crate) fn pump<R: Runtime>(desk: &Desk<R>, channel: Channel<WindowEvent>) {
    // Subscribed before the answer goes out: nothing may fall between it and the next snapshot.
    let mut events = desk.window_events();
    let carry = async move {
        while let Ok(event) = events.recv().await {
            if channel.send(event).is_err() {
                return;
            }
        }
    };
    let task = tauri::async_runtime::spawn(carry);
    desk.app.state::<Pump>().replace(task);
}
