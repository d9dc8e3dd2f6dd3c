//! Notifications of the desktop, while the window is not in front. What is said, and when, is
//! core's; clicking one brings the window back.

use musa_core::studio::{Notice, Studio};
use tauri::{AppHandle, Manager as _, Runtime};

use crate::{platform, window};

/// Listens for as long as the studio lives.
pub(crate) fn listen<R: Runtime>(app: &AppHandle<R>, studio: &Studio) {
    let (app, mut notices) = (app.clone(), studio.notices());
    tauri::async_runtime::spawn(async move {
        while let Some(notice) = notices.next().await {
            if !is_in_front(&app) {
                show(&app, notice);
            }
        }
    });
}

fn is_in_front<R: Runtime>(app: &AppHandle<R>) -> bool {
    let window = app.get_webview_window(window::LABEL);
    window.is_some_and(|window| {
        let seen = window.is_visible().unwrap_or(false);
        seen && window.is_focused().unwrap_or(false)
    })
}

/// It stays until it is clicked or closed, so it has a thread of its own.
fn show<R: Runtime>(app: &AppHandle<R>, notice: Notice) {
    let app = app.clone();
    tauri::async_runtime::spawn_blocking(move || {
        let clicked = move || window::show(&app);
        if let Err(error) = platform::notify(&notice.title, &notice.body, clicked) {
            tracing::info!(%error, "the desktop shows no notifications");
        }
    });
}
