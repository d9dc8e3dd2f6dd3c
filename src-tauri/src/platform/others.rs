//! macOS and Windows: there is always a display.

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
