//! Ctrl+C and the closing of the console it was started from.

use std::io;

use tokio::signal::windows::{ctrl_c, ctrl_close};

/// Returns when the process is asked to end.
pub(crate) async fn asked_to_end() -> io::Result<()> {
    let mut pressed = ctrl_c()?;
    let mut closed = ctrl_close()?;
    tokio::select! {
        _ = pressed.recv() => {}
        _ = closed.recv() => {}
    }
    Ok(())
}
