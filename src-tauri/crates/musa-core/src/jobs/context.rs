//! What every call of a job works with: journal, library, receipts, keys, clock, transport.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use musa_api::auth::AuthStyle;
use musa_api::base_url::BaseUrl;
use musa_api::client::Client;
use musa_api::transport::Transport;
use musa_api::transport::proxy::Proxy;
use musa_api::transport::reqwest::ReqwestTransport;
use parking_lot::Mutex;

use super::events::Events;
use super::failure::Failure;
use super::journal::{JobRow, Journal};
use super::limits::Limits;
use crate::clock::Clock;
use crate::db::{self, DbError};
use crate::files;
use crate::ids::{CallId, JobId, OwnerId};
use crate::learned::Learned;
use crate::library::Library;
use crate::prices::Prices;
use crate::profiles::Profile;
use crate::protocol::{CallState, CommandError, ErrorCode, JobEvent, SavedPicture};
use crate::receipts::Receipts;
use crate::secrets::Keys;

/// An address that is nobody's (RFC 2606): no private address is this one's own.
const NOBODY: &str = "https://nobody.invalid";

/// Shared by all calls of this process. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Context {
    pub(crate) owner: OwnerId,
    pub(crate) journal: Journal,
    pub(crate) library: Library,
    pub(crate) receipts: Receipts,
    pub(crate) keys: Keys,
    pub(crate) learned: Learned,
    pub(crate) prices: Prices,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) events: Events,
    pub(crate) transports: Arc<Transports>,
    pub(crate) limits: Arc<Limits>,
}

/// Makes clients: one transport for each proxy setting, or the one a test brought.
pub(crate) struct Transports {
    /// Where receipts are written: what fits there is received.
    disk: PathBuf,
    fixed: Option<Arc<dyn Transport>>,
    by_proxy: Mutex<HashMap<String, Arc<dyn Transport>>>,
}

impl Transports {
    /// For receipts in `disk`; with a transport, only this one, whatever the proxy.
    pub(crate) fn new(disk: PathBuf, transport: Option<Arc<dyn Transport>>) -> Self {
        Self {
            disk,
            fixed: transport,
            by_proxy: Mutex::default(),
        }
    }

    /// A client for a profile.
    pub(crate) fn client(&self, profile: &Profile) -> Result<Client, CommandError> {
        let transport = match &self.fixed {
            Some(transport) => transport.clone(),
            None => self.of_proxy(&profile.proxy)?,
        };
        let client = Client::new(transport, profile.base_url.clone(), profile.auth);
        Ok(match files::free_space(&self.disk) {
            Ok(free) => client.with_room(room(free)),
            // A disk that does not tell its space may have enough of it.
            Err(_) => client,
        })
    }

    /// A client for addresses that the user chose: private ones only if they are the profile's.
    pub(crate) fn stranger(&self, profile: Option<&Profile>) -> Result<Client, CommandError> {
        if let Some(profile) = profile {
            return self.client(profile);
        }
        let transport = match &self.fixed {
            Some(transport) => transport.clone(),
            None => self.of_proxy(&Proxy::System)?,
        };
        let base = BaseUrl::parse(NOBODY)
            .map_err(|error| CommandError::new(ErrorCode::Internal).detail(error.to_string()))?;
        Ok(Client::new(transport, base, AuthStyle::Bearer))
    }

    fn of_proxy(&self, proxy: &Proxy) -> Result<Arc<dyn Transport>, CommandError> {
        // Two proxies that differ in their password are two proxies. The text stays in this map.
        let name = serde_json::to_string(proxy).unwrap_or_default();
        let mut by_proxy = self.by_proxy.lock();
        if let Some(transport) = by_proxy.get(&name) {
            return Ok(transport.clone());
        }
        let built = ReqwestTransport::new(proxy).map_err(|error| {
            CommandError::new(ErrorCode::ProxyInvalid)
                .field("proxy")
                .arg("reason", &error)
                .detail(error.to_string())
        })?;
        let transport: Arc<dyn Transport> = Arc::new(built);
        by_proxy.insert(name, transport.clone());
        Ok(transport)
    }
}

/// How much of an answer a disk with so much free space takes: all but a gigabyte, and on a disk
/// that is nearly full still half of what there is, for the answer is paid for.
fn room(free: u64) -> u64 {
    const LEFT_FREE: u64 = 1_000_000_000;
    free.saturating_sub(LEFT_FREE).max(free / 2)
}

impl Context {
    /// The same, saving in another library.
    pub(crate) fn on(&self, library: Library) -> Self {
        Self {
            receipts: self.receipts.beside(library.receipts_fallback()),
            library,
            ..self.clone()
        }
    }

    /// The same, with the library that a job was begun in: its references and parts lie there.
    pub(crate) fn of_job(&self, row: &JobRow) -> Self {
        match &row.body.library {
            Some(root) if root.as_path() != self.library.root() => {
                self.on(self.library.elsewhere(root))
            }
            _ => self.clone(),
        }
    }

    /// Runs blocking work where it may block. A panic in it ends this call only.
    pub(crate) async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Context) -> T + Send + 'static,
    ) -> Result<T, Failure> {
        let context = self.clone();
        let joined = tokio::task::spawn_blocking(move || work(&context)).await;
        joined.map_err(|_| Failure::saving(&"an internal step failed; its receipt is kept"))
    }

    /// Every picture of a job that is in the library, in the order of its calls.
    pub(crate) fn pictures_of(&self, job: JobId) -> Result<Vec<SavedPicture>, DbError> {
        let mut saved = Vec::new();
        for call in self.journal.calls(job)? {
            let pictures = self.library.pictures_of_call(call.id)?;
            saved.extend(pictures.into_iter().map(SavedPicture::from));
        }
        Ok(saved)
    }

    /// Moves a call after it was sent. The answer matters more than this row: a failure to write
    /// it is logged, and the call goes on.
    pub(super) async fn note(&self, job: JobId, call: CallId, state: CallState) {
        if let Err(failure) = self.mark(job, call, state).await {
            tracing::error!(%call, error = ?failure.error, "a state could not be journalled");
        }
    }

    /// Moves a call: durable first, told afterwards.
    pub(super) async fn mark(
        &self,
        job: JobId,
        call: CallId,
        state: CallState,
    ) -> Result<(), Failure> {
        let now = self.clock.now();
        let written = self
            .blocking(move |it| it.journal.set_state(call, state, None, now))
            .await?;
        written.map_err(|error| Failure::before_sending(db::told(&error)))?;
        self.events.tell(JobEvent::State {
            job,
            call,
            state,
            progress: None,
        });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::room;

    #[test]
    fn an_answer_leaves_a_gigabyte_free_and_is_not_refused_by_a_full_disk() {
        assert_eq!(room(50_000_000_000), 49_000_000_000);
        assert_eq!(room(1_500_000_000), 750_000_000);
        assert_eq!(room(400_000_000), 200_000_000);
    }
}
