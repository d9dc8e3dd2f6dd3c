//! What the window is told and what it can ask for, through the studio: no window, no display.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use musa_core::clock::SystemClock;
use musa_core::home::Home;
use musa_core::ids::JobId;
use musa_core::protocol::{
    Composition, Happened, Preferences, Run, Snapshot, TypedKey, WindowEvent,
};
use musa_core::secrets::{MemorySecrets, SecretStore};
use musa_core::studio::{SessionProvider, Studio, StudioConfig, WindowEvents};
use musa_demo::{Demo, DemoConfig};
use tempfile::TempDir;

mod elsewhere;
mod library;
mod providers;
mod reload;
mod routes;
mod runs;
mod settings;
mod turns;

/// A home, a demo provider and a keychain; no provider is set up.
pub(crate) struct Window {
    pub(crate) folder: TempDir,
    pub(crate) demo: Demo,
    pub(crate) keychain: Arc<MemorySecrets>,
    pub(crate) studio: Studio,
}

impl Window {
    pub(crate) async fn new(faults: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let keychain = Arc::new(MemorySecrets::new());
        let studio = open(folder.path(), keychain.clone()).await;
        let demo = demo(faults).await;
        Self {
            folder,
            demo,
            keychain,
            studio,
        }
    }

    /// The same with the demo in use.
    pub(crate) async fn with_demo(faults: &[&str]) -> Self {
        let window = Self::new(faults).await;
        window.use_demo().await;
        window
    }

    pub(crate) async fn use_demo(&self) {
        self.studio.use_demo(&self.demo.base_url()).await.unwrap();
    }

    /// Closes the studio and opens another on the same home.
    pub(crate) async fn restart(mut self) -> Self {
        self.studio.shutdown().await;
        self.studio = open(self.folder.path(), self.keychain.clone()).await;
        self
    }

    /// The same on a machine whose keychain has lost its keys.
    pub(crate) async fn restart_without_keys(mut self) -> Self {
        self.keychain = Arc::new(MemorySecrets::new());
        self.restart().await
    }

    pub(crate) async fn snapshot(&self) -> Snapshot {
        self.studio.snapshot(Preferences::default()).await.unwrap()
    }

    /// Begins a run and waits until the window has heard of its end.
    pub(crate) async fn run(&self, composition: Composition) -> Run {
        let mut events = self.studio.window_events();
        let started = self.studio.start_run(composition).await.unwrap();
        ended(&mut events, started.run).await
    }

    /// Requests to make pictures that the provider has seen.
    pub(crate) fn posts(&self) -> usize {
        let seen = self.demo.requests();
        seen.iter().filter(|seen| seen.method == "POST").count()
    }
}

pub(crate) async fn demo(faults: &[&str]) -> Demo {
    let config = DemoConfig {
        faults: faults.iter().map(|fault| fault.parse().unwrap()).collect(),
        ..DemoConfig::default()
    };
    Demo::start(config).await.unwrap()
}

pub(crate) async fn open(folder: &Path, secrets: Arc<dyn SecretStore>) -> Studio {
    open_with(folder, secrets, None).await
}

/// The same with a provider of this process.
pub(crate) async fn open_with(
    folder: &Path,
    secrets: Arc<dyn SecretStore>,
    session: Option<SessionProvider>,
) -> Studio {
    let config = StudioConfig {
        home: Home::at(&folder.join("home")).unwrap(),
        secrets,
        session,
        session_key: None,
        clock: Arc::new(SystemClock),
        transport: None,
        system_language: "zh-CN".to_owned(),
    };
    Studio::open(config).await.unwrap()
}

/// A key as somebody types it.
pub(crate) fn typed(key: &str) -> TypedKey {
    serde_json::from_value(serde_json::Value::String(key.to_owned())).unwrap()
}

pub(crate) fn compose(count: u32) -> Composition {
    Composition {
        prompt: "a lighthouse at dusk".into(),
        model: Some("nano-banana".into()),
        ratio: Some("16:9".into()),
        count: Some(count),
        ..Composition::default()
    }
}

/// The next event; a test that waits longer has failed.
pub(crate) async fn next(events: &mut WindowEvents) -> WindowEvent {
    let next = tokio::time::timeout(Duration::from_secs(30), events.recv());
    next.await.expect("an event comes").unwrap()
}

/// The run as the window is told of it when it has ended.
pub(crate) async fn ended(events: &mut WindowEvents, id: JobId) -> Run {
    loop {
        if let Happened::RunChanged { run } = next(events).await.happened
            && run.id == id
            && run.took_ms.is_some()
        {
            return run;
        }
    }
}
