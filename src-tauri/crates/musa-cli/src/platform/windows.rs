//! Ctrl+C, Ctrl+Break and the closing of the console.

use std::io;

use tokio::signal::windows::{CtrlBreak, CtrlC, CtrlClose, ctrl_break, ctrl_c, ctrl_close};

/// Requests to stop, from now on.
#[derive(Debug)]
pub(crate) struct Stop {
    interrupt: CtrlC,
    pause: CtrlBreak,
    close: CtrlClose,
}

impl Stop {
    /// Starts to listen: from here on these no longer end the process by themselves.
    pub(crate) fn listen() -> io::Result<Self> {
        Ok(Self {
            interrupt: ctrl_c()?,
            pause: ctrl_break()?,
            close: ctrl_close()?,
        })
    }

    /// Returns when one comes. Cancel-safe.
    pub(crate) async fn asked(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.pause.recv() => {}
            _ = self.close.recv() => {}
        }
    }
}
