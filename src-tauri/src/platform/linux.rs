//! Linux: GTK 3 on X11 or Wayland.

use gtk::gdk::Display;
use gtk::prelude::ObjectExt as _;
use tauri::{Runtime, WebviewWindow};
use tauri_plugin_window_state::StateFlags;
use webkit2gtk::WebViewExt as _;

use super::ScaleOfDrops;

/// wry 0.57 hands GTK's own coordinates on and calls them physical.
pub(crate) const SCALE_OF_DROPS: ScaleOfDrops = ScaleOfDrops::Css;

/// Whether a display can be opened. Tao would panic without one.
pub(crate) fn has_display() -> bool {
    gtk::init().is_ok()
}

/// What of the window is kept over a restart. Wayland tells no place.
pub(crate) fn remembered() -> StateFlags {
    let kept = StateFlags::SIZE | StateFlags::MAXIMIZED;
    let has_places =
        Display::default().is_some_and(|display| display.type_().name() == "GdkX11Display");
    if has_places {
        kept | StateFlags::POSITION
    } else {
        kept
    }
}

/// Calls `died` on the window's thread each time the process of the page ended unasked.
pub(crate) fn on_page_died<R: Runtime>(
    window: &WebviewWindow<R>,
    died: impl Fn() + Send + 'static,
) -> tauri::Result<()> {
    window.with_webview(|webview| {
        webview
            .inner()
            .connect_web_process_terminated(move |_, reason| {
                tracing::error!(?reason, "the process of the page ended");
                died();
            });
    })
}

/// Shows a notification and waits until it is clicked or closed.
pub(crate) fn notify(
    title: &str,
    body: &str,
    clicked: impl FnOnce(),
) -> notify_rust::error::Result<()> {
    let shown = notify_rust::Notification::new()
        .appname("Musa")
        .summary(title)
        // Servers read marks in it.
        .body(&body.replace('&', "&amp;").replace('<', "&lt;"))
        .action("default", "Musa")
        .show()?;
    let mut clicked = Some(clicked);
    shown.wait_for_action(|action| {
        if action == "default"
            && let Some(clicked) = clicked.take()
        {
            clicked();
        }
    });
    Ok(())
}
