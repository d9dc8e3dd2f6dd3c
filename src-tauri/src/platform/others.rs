//! macOS and Windows: there is always a display.

use tauri::{Runtime, WebviewWindow};
use tauri_plugin_window_state::StateFlags;

use super::ScaleOfDrops;

/// Drops come in the pixels of the screen.
pub(crate) const SCALE_OF_DROPS: ScaleOfDrops = ScaleOfDrops::Screen;

/// Whether a display can be opened.
pub(crate) fn has_display() -> bool {
    true
}

/// What of the window is kept over a restart.
pub(crate) fn remembered() -> StateFlags {
    StateFlags::SIZE | StateFlags::MAXIMIZED | StateFlags::POSITION
}

/// Never heard of: the system loads such a page again by itself, or leaves it to the user.
#[allow(clippy::unnecessary_wraps, reason = "the same shape as on Linux")]
pub(crate) fn on_page_died<R: Runtime>(
    _: &WebviewWindow<R>,
    _: impl Fn() + Send + 'static,
) -> tauri::Result<()> {
    Ok(())
}

/// Shows a notification. A click on it is the system's: it brings the application to the front.
pub(crate) fn notify(title: &str, body: &str, _: impl FnOnce()) -> notify_rust::error::Result<()> {
    notify_rust::Notification::new()
        .appname("Musa")
        .summary(title)
        .body(body)
        .show()?;
    Ok(())
}
