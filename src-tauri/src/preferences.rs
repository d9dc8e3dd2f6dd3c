//! How the window looks, in `preferences.json` by tauri-plugin-store. Only what can be replaced
//! lies there: the store writes in place and ignores what it cannot read, so a good copy is kept
//! beside it and a broken file is moved aside before the store sees it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use musa_core::files;
use musa_core::protocol::{CommandError, Nothing, Preferences};
use parking_lot::Mutex;
use tauri::{AppHandle, Manager as _, Runtime};
use tauri_plugin_store::{Store, StoreBuilder};
use tokio::sync::Notify;

use crate::desk::{Desk, blocking};
use crate::window;

/// The file, the last good copy of it, and where broken ones go, in the home.
const FILE: &str = "preferences.json";
const GOOD: &str = "preferences.good.json";
const BROKEN: &str = "broken";

/// The one key of the store.
const KEY: &str = "window";

/// Changes within this time are written together.
const TOGETHER: Duration = Duration::from_millis(300);

/// The preferences of now. What is on the disk follows.
#[derive(Clone, Default)]
pub(crate) struct Kept {
    now: Arc<Mutex<Preferences>>,
    changed: Arc<Notify>,
}

impl Kept {
    /// From the file in this home.
    pub(crate) fn open<R: Runtime>(app: &AppHandle<R>, home: &Path) -> Self {
        if let Err(error) = mend(home) {
            tracing::warn!(%error, "the preferences could not be mended");
        }
        let kept = Self::default();
        let store = StoreBuilder::new(app, home.join(FILE))
            .disable_auto_save()
            .build();
        match store {
            Ok(store) => {
                let stored = store.get(KEY).map(serde_json::from_value);
                *kept.now.lock() = stored.and_then(Result::ok).unwrap_or_default();
                kept.write_changes(store, home.join(GOOD));
            }
            Err(error) => tracing::warn!(%error, "preferences are kept for this session only"),
        }
        kept
    }

    /// As they are.
    pub(crate) fn now(&self) -> Preferences {
        self.now.lock().clone()
    }

    fn set(&self, preferences: Preferences) {
        *self.now.lock() = preferences;
        self.changed.notify_one();
    }

    /// Writes what changed for as long as the process lives.
    fn write_changes<R: Runtime>(&self, store: Arc<Store<R>>, good: PathBuf) {
        let kept = self.clone();
        tauri::async_runtime::spawn(async move {
            loop {
                kept.changed.notified().await;
                // An end before the next line: the plugin saves what it was told.
                if let Ok(value) = serde_json::to_value(kept.now()) {
                    store.set(KEY, value);
                }
                tokio::time::sleep(TOGETHER).await;
                let (now, store, good) = (kept.now(), Arc::clone(&store), good.clone());
                let written = blocking(move || write(&now, &store, &good)).await;
                if let Ok(Err(error)) = written {
                    tracing::warn!(%error, "the preferences could not be written");
                }
            }
        });
    }
}

/// First the good copy, whole or not at all; then the store's own file, which may be torn.
fn write<R: Runtime>(now: &Preferences, store: &Store<R>, good: &Path) -> anyhow::Result<()> {
    let value = serde_json::to_value(now)?;
    let copy = serde_json::to_vec_pretty(&serde_json::json!({ KEY: value }))?;
    files::write_atomic(good, &copy)?;
    store.set(KEY, value);
    store.save()?;
    Ok(())
}

/// Moves a file that is none of ours aside, and brings the last good copy back.
fn mend(home: &Path) -> std::io::Result<()> {
    let (file, good) = (home.join(FILE), home.join(GOOD));
    let there = files::read_small(&file)?;
    if there.as_deref().is_some_and(is_readable) {
        return Ok(());
    }
    if there.is_some() {
        let broken = home.join(BROKEN);
        files::make_private_dirs(&broken)?;
        let aside = files::move_aside(&file, &broken)?;
        tracing::warn!(aside = %aside.display(), "broken preferences were moved aside");
    }
    match files::read_small(&good)? {
        Some(copy) if is_readable(&copy) => files::write_atomic(&file, &copy),
        _ => Ok(()),
    }
}

fn is_readable(bytes: &[u8]) -> bool {
    let read = serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(bytes);
    read.is_ok_and(|map| {
        map.get(KEY)
            .is_none_or(|value| serde_json::from_value::<Preferences>(value.clone()).is_ok())
    })
}

impl<R: Runtime> Desk<R> {
    /// Keeps them, and lets the window follow.
    #[expect(clippy::unused_async, reason = "awaited like every command")]
    pub(crate) async fn keep_preferences(
        &self,
        preferences: Preferences,
    ) -> Result<Nothing, CommandError> {
        window::follow(&self.app, preferences.theme);
        self.app.state::<Kept>().set(preferences);
        Ok(Nothing {})
    }
}

#[cfg(test)]
mod tests {
    use musa_core::files;

    use super::{BROKEN, FILE, GOOD, mend};

    const OURS: &[u8] = br#"{"window":{"theme":"light","panel":"folded","rowHeight":240}}"#;

    #[test]
    fn broken_preferences_are_moved_aside_and_the_good_copy_comes_back() {
        for broken in [&b"{\"window\":{\"the"[..], b"", b"[]", b"{\"window\":7}"] {
            let home = tempfile::tempdir().unwrap();
            files::write_atomic(&home.path().join(FILE), broken).unwrap();
            files::write_atomic(&home.path().join(GOOD), OURS).unwrap();
            mend(home.path()).unwrap();
            assert_eq!(std::fs::read(home.path().join(FILE)).unwrap(), OURS);
            let aside = std::fs::read_dir(home.path().join(BROKEN)).unwrap();
            assert_eq!(aside.count(), 1);
        }
    }

    #[test]
    fn readable_preferences_and_none_at_all_are_left_alone() {
        let home = tempfile::tempdir().unwrap();
        mend(home.path()).unwrap();
        assert!(!home.path().join(FILE).exists());
        files::write_atomic(&home.path().join(FILE), OURS).unwrap();
        files::write_atomic(&home.path().join(GOOD), b"{}").unwrap();
        mend(home.path()).unwrap();
        assert_eq!(std::fs::read(home.path().join(FILE)).unwrap(), OURS);
    }

    #[test]
    fn without_a_good_copy_broken_preferences_are_only_moved_aside() {
        let home = tempfile::tempdir().unwrap();
        files::write_atomic(&home.path().join(FILE), b"\0\0\0").unwrap();
        files::write_atomic(&home.path().join(GOOD), b"torn").unwrap();
        mend(home.path()).unwrap();
        assert!(!home.path().join(FILE).exists());
    }
}
