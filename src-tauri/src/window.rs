//! The one window: how it is made, when it is shown, where it may go (nowhere).

use std::path::Path;
use std::time::{Duration, Instant};

use musa_core::protocol::{CommandError, Nothing, ThemeChoice};
use tauri::webview::{Color, NewWindowResponse};
use tauri::{
    AppHandle, Manager as _, Runtime, Theme, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder,
};

use crate::desk::Desk;
use crate::events::Pump;
use crate::platform;
use crate::preferences::Kept;

/// Its label; the capability file names it too.
pub(crate) const LABEL: &str = "main";

/// The first size, and the smallest, in CSS pixels.
const FIRST: (f64, f64) = (1280.0, 832.0);
const SMALLEST: (f64, f64) = (900.0, 600.0);

/// A page that never says that it is ready is shown after this time, so that it can be seen.
const PATIENCE: Duration = Duration::from_secs(3);

/// A page that dies again within this time is not loaded again: it would die for ever.
const BETWEEN_RELOADS: Duration = Duration::from_secs(5);

/// The ground of both themes, as in the page's `tokens.css`.
const DARK: Color = Color(0x16, 0x16, 0x17, 0xff);
const LIGHT: Color = Color(0xf3, 0xf3, 0xf4, 0xff);

/// Makes it, unseen.
pub(crate) fn open<R: Runtime>(app: &AppHandle<R>, data: &Path) -> tauri::Result<WebviewWindow<R>> {
    let choice = app.state::<Kept>().now().theme;
    let window = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::default())
        .title("Musa")
        .inner_size(FIRST.0, FIRST.1)
        .min_inner_size(SMALLEST.0, SMALLEST.1)
        .visible(false)
        .theme(theme(choice))
        .background_color(DARK)
        .data_directory(data.to_owned())
        .devtools(cfg!(debug_assertions))
        .on_navigation(is_ours)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .build()?;
    paint_ground(&window);
    bring_back(&window)?;
    let late = app.clone();
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(PATIENCE).await;
        if !late.state::<crate::close::Closing>().is_hidden() {
            show(&late);
        }
    });
    Ok(window)
}

/// Loads the page again when its process died. Until it listens, nobody does.
fn bring_back<R: Runtime>(window: &WebviewWindow<R>) -> tauri::Result<()> {
    let page = window.clone();
    let last = parking_lot::Mutex::new(None::<Instant>);
    platform::on_page_died(window, move || {
        page.state::<Pump>().end();
        let before = last.lock().replace(Instant::now());
        if before.is_some_and(|before| before.elapsed() < BETWEEN_RELOADS) {
            tracing::error!("the page died again at once: it is not loaded again");
            return;
        }
        if let Err(error) = page.reload() {
            tracing::error!(%error, "the page could not be loaded again");
        }
    })
}

/// Shows it and brings it to the front.
pub(crate) fn show<R: Runtime>(app: &AppHandle<R>) {
    app.state::<crate::close::Closing>().seen();
    let Some(window) = app.get_webview_window(LABEL) else {
        return;
    };
    let shown = window
        .show()
        .and_then(|()| window.unminimize())
        .and_then(|()| window.set_focus());
    if let Err(error) = shown {
        tracing::warn!(%error, "the window could not be shown");
    }
}

/// Makes the window's own parts follow the preference.
pub(crate) fn follow<R: Runtime>(app: &AppHandle<R>, choice: ThemeChoice) {
    let Some(window) = app.get_webview_window(LABEL) else {
        return;
    };
    if let Err(error) = window.set_theme(theme(choice)) {
        tracing::warn!(%error, "the theme could not be set");
    }
    paint_ground(&window);
}

/// What shows before the page has painted, and at the edge while the window grows.
fn paint_ground<R: Runtime>(window: &WebviewWindow<R>) {
    let ground = match window.theme() {
        Ok(Theme::Light) => LIGHT,
        _ => DARK,
    };
    if let Err(error) = window.set_background_color(Some(ground)) {
        tracing::warn!(%error, "the background could not be set");
    }
}

fn theme(choice: ThemeChoice) -> Option<Theme> {
    match choice {
        ThemeChoice::System => None,
        ThemeChoice::Dark => Some(Theme::Dark),
        ThemeChoice::Light => Some(Theme::Light),
    }
}

/// Our own page and nothing else: `tauri://localhost`, on Windows `http://tauri.localhost`.
fn is_ours(url: &Url) -> bool {
    let (scheme, host) = if cfg!(windows) {
        ("http", "tauri.localhost")
    } else {
        ("tauri", "localhost")
    };
    url.scheme() == scheme && url.host_str() == Some(host) && url.port().is_none()
}

impl<R: Runtime> Desk<R> {
    /// The page is painted. One that was loaded again while the window is away stays unseen.
    #[expect(clippy::unused_async, reason = "awaited like every command")]
    pub(crate) async fn ready(&self, _: Nothing) -> Result<Nothing, CommandError> {
        if !self.app.state::<crate::close::Closing>().is_hidden() {
            show(&self.app);
        }
        Ok(Nothing {})
    }
}

#[cfg(test)]
mod tests {
    use super::is_ours;

    #[test]
    fn the_window_goes_nowhere_else() {
        let ours = if cfg!(windows) {
            "http://tauri.localhost/index.html"
        } else {
            "tauri://localhost/index.html"
        };
        assert!(is_ours(&ours.parse().unwrap()));
        for other in [
            "https://example.com/",
            "tauri://localhost.example.com/",
            "http://localhost/",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "about:blank",
            "data:text/html,<p>",
            "musa://localhost/picture/0",
        ] {
            assert!(!is_ours(&other.parse().unwrap()), "{other}");
        }
    }
}
