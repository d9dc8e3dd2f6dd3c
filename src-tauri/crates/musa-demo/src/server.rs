//! Owns the running server: its settings, its start, its end.
//!
//! It binds 127.0.0.1 and nothing else: pictures of a stranger's machine are nobody's wish.

mod billing;
mod chat;
pub(crate) mod connection;
mod exchange;
mod gemini;
mod pictures;
mod routes;
mod state;
mod talk;

use std::future::Future;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio_util::sync::{CancellationToken, DropGuard};

use self::connection::{CuttableListener, Wire};
use self::state::State;
use crate::answer::AnswerForm;
use crate::fault::Fault;
use crate::seen::Seen;

/// How long `stop` waits for answers that are under way.
const GRACE: Duration = Duration::from_secs(3);

/// The settings of a demo provider.
#[derive(Clone, Debug)]
pub struct DemoConfig {
    /// The port on 127.0.0.1; 0 takes any free one.
    pub port: u16,
    /// How long a picture takes at least. The header `x-musa-demo-delay-ms` overrides it for one
    /// request.
    pub delay: Duration,
    /// How long a result URL works.
    pub url_lifetime: Duration,
    /// The faults from the start.
    pub faults: Vec<Fault>,
    /// The form of answers to requests that name none.
    pub default_form: AnswerForm,
}

impl Default for DemoConfig {
    fn default() -> Self {
        Self {
            port: 0,
            delay: Duration::ZERO,
            url_lifetime: Duration::from_hours(1),
            faults: Vec::new(),
            default_form: AnswerForm::Url,
        }
    }
}

/// Why the demo provider did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The port is taken, or may not be used.
    #[error("127.0.0.1:{port} cannot be used: {source}")]
    Bind {
        /// The port that was asked for.
        port: u16,
        /// What the system said.
        source: std::io::Error,
    },
}

/// A demo provider that is running. Dropping it ends it.
pub struct Demo {
    state: Arc<State>,
    serving: JoinSet<()>,
    closing: CancellationToken,
    _close_on_drop: DropGuard,
}

impl std::fmt::Debug for Demo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Demo")
            .field("base_url", &self.base_url())
            .finish_non_exhaustive()
    }
}

impl Demo {
    /// Binds the port and serves until the value is dropped or stopped.
    pub async fn start(config: DemoConfig) -> Result<Demo, StartError> {
        let port = config.port;
        let bind = |source| StartError::Bind { port, source };
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let listener = TcpListener::bind(address).await.map_err(bind)?;
        let bound = listener.local_addr().map_err(bind)?;
        let closing = CancellationToken::new();
        let state = Arc::new(State::new(config, bound.port(), closing.clone()));
        let service =
            routes::router(Arc::clone(&state)).into_make_service_with_connect_info::<Wire>();
        let shutdown = closing.clone().cancelled_owned();
        let mut serving = JoinSet::new();
        serving.spawn(async move {
            let server = axum::serve(CuttableListener(listener), service);
            if let Err(error) = server.with_graceful_shutdown(shutdown).await {
                tracing::error!(%error, "the demo provider ended");
            }
        });
        let close_on_drop = closing.clone().drop_guard();
        Ok(Self {
            state,
            serving,
            closing,
            _close_on_drop: close_on_drop,
        })
    }

    /// `http://127.0.0.1:PORT`, without a slash at its end.
    pub fn base_url(&self) -> String {
        self.state.base_url()
    }

    /// Replaces the faults; their counts start anew, and result URLs that were given out with
    /// one are served plainly.
    pub fn set_faults(&self, faults: Vec<Fault>) {
        self.state.shelf.mend();
        self.state.set_faults(faults);
    }

    /// Replaces the delay for requests that come after.
    pub fn set_delay(&self, delay: Duration) {
        *self.state.delay.lock() = delay;
    }

    /// Everything that was received since start, in the order the bodies were complete.
    /// `GET /demo/requests` is not among it.
    pub fn requests(&self) -> Vec<Seen> {
        self.state.log.all()
    }

    /// Takes no new requests, gives those under way up to three seconds, and ends.
    pub async fn stop(mut self) {
        self.closing.cancel();
        let ended = async { while self.serving.join_next().await.is_some() {} };
        if tokio::time::timeout(GRACE, ended).await.is_err() {
            tracing::debug!("answers were still under way when the demo provider stopped");
        }
    }

    /// Serves until `shutdown` is ready, then stops.
    pub async fn serve_until(self, shutdown: impl Future<Output = ()>) {
        shutdown.await;
        self.stop().await;
    }
}

#[cfg(test)]
mod tests;
