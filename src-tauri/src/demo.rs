//! The built-in demo provider, in this process on 127.0.0.1. Nothing listens before it was
//! chosen.

use std::time::Duration;

use musa_core::protocol::{CommandError, Nothing, Providers};
use musa_core::studio::Studio;
use musa_demo::{Demo, DemoConfig, StartError};
use tauri::{AppHandle, Manager as _, Runtime};
use tokio::sync::Mutex;

use crate::desk::{Desk, refused};

/// How long a picture takes: long enough to see that something is made.
const DELAY: Duration = Duration::from_millis(1_400);

/// The provider, once it serves. It ends with the process.
#[derive(Default)]
pub(crate) struct Serving(Mutex<Option<Demo>>);

impl Serving {
    /// Its address; it is started for the first who asks.
    async fn address(&self) -> Result<String, StartError> {
        let mut serving = self.0.lock().await;
        if let Some(demo) = serving.as_ref() {
            return Ok(demo.base_url());
        }
        let demo = Demo::start(DemoConfig {
            delay: DELAY,
            ..DemoConfig::default()
        })
        .await?;
        let address = demo.base_url();
        *serving = Some(demo);
        Ok(address)
    }
}

/// Starts it again for a user who chose it in an earlier session. A provider from the
/// environment stays the current one.
pub(crate) async fn serve_if_wanted<R: Runtime>(app: &AppHandle<R>, studio: &Studio) {
    if !studio.wants_demo() {
        return;
    }
    let started = match address(app).await {
        Ok(address) => studio.demo_runs(&address).await,
        Err(error) => Err(error),
    };
    if let Err(error) = started {
        tracing::error!(%error, detail = error.detail, "the demo provider did not start");
    }
}

async fn address<R: Runtime>(app: &AppHandle<R>) -> Result<String, CommandError> {
    app.state::<Serving>().address().await.map_err(refused)
}

impl<R: Runtime> Desk<R> {
    /// Starts it and makes it the current provider.
    pub(crate) async fn use_demo(&self, _: Nothing) -> Result<Providers, CommandError> {
        let address = address(&self.app).await?;
        self.studio.use_demo(&address).await
    }
}
